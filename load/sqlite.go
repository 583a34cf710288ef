package load

import (
	"context"
	"database/sql"
	"errors"

	"doichieu/data"
	"doichieu/db"
	"doichieu/migrate"
)

// loadSQLite writes a file that nobody reads yet, and then the entry that names
// it. A loader that is killed before that leaves a file that the next one removes.
func loadSQLite(ctx context.Context, database *db.Database, set *data.Dataset, o Options) (changed bool, err error) {
	unlock, err := database.LockFile(ctx)
	if err != nil {
		return false, err
	}
	defer unlock()
	kept, err := database.Catalogue(ctx, database.SQL)
	if err != nil {
		return false, err
	}
	checker := newChecker(database, database.SQL)
	if !o.Force {
		if same, err := isCurrent(ctx, kept, set, checker); err != nil || same {
			return false, err
		}
	}
	_ = database.RemoveUnlistedFiles(ctx) // to free disk space; sweepSQLite reports what cannot be removed
	number, err := database.MakeSpaceFile(ctx)
	if err != nil {
		return false, err
	}
	entry, err := fillFile(ctx, database, number, set, o)
	if err != nil {
		return false, errors.Join(err, database.RemoveSpaceFile(context.WithoutCancel(ctx), number))
	}
	drop, err := checker.toDrop(ctx, kept, o.Keep)
	if err != nil {
		return false, err
	}
	err = db.InTransaction(ctx, database.SQL, func(tx db.Connection) error { return database.AddEntry(ctx, tx, entry, drop) })
	return err == nil, err
}

// fillFile writes the rows of a release, and returns its entry for the catalogue.
func fillFile(ctx context.Context, database *db.Database, number int, set *data.Dataset, o Options) (db.Entry, error) {
	file, entry := database.SpaceFile(number), newEntry(number, set, o.Now)
	err := db.WithFile(file, db.ForLoading, func(pool *sql.DB) error {
		err := fill(ctx, database, number, pool, set, o)
		if err == nil {
			entry.Rows, err = database.CountRows(ctx, pool, number)
		}
		return err
	})
	if err == nil {
		err = db.SyncFile(file)
	}
	if err == nil {
		entry.FileSHA256, err = db.FileSHA256(ctx, file)
	}
	return entry, err
}

func fill(ctx context.Context, database *db.Database, number int, pool *sql.DB, set *data.Dataset, o Options) error {
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	err = migrate.ApplyToSpace(ctx, tx, database, number)
	if err == nil {
		err = insertDataset(ctx, newWriter(tx, database, number), set, o)
	}
	if err != nil {
		_ = tx.Rollback() // the file is discarded
		return err
	}
	return tx.Commit()
}

// sweepSQLite removes files that no entry of the catalogue names any more.
func sweepSQLite(ctx context.Context, database *db.Database) error {
	unlock, err := database.LockFile(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	return database.RemoveUnlistedFiles(ctx)
}
