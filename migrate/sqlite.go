package migrate

import (
	"context"
	"database/sql"
	"errors"
	"os"

	"doichieu/db"
)

// upSQLite migrates the catalogue, and a copy of every space's file, which then
// replaces the file: readers go on with the file that they have open.
func upSQLite(ctx context.Context, database *db.Database, catalogue, spaces folder) error {
	if err := refuseForeign(ctx, database); err != nil { // before anything is made beside it
		return err
	}
	unlock, err := database.LockFile(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	err = db.InTransaction(ctx, database.SQL, func(tx db.Connection) error { return catalogue.apply(ctx, tx) })
	if err != nil {
		return err
	}
	kept, err := database.Catalogue(ctx, database.SQL)
	if err != nil {
		return err
	}
	return upEach(kept, func(entry db.Entry) error { return upFile(ctx, database, spaces, entry) })
}

func isAppliedToFile(ctx context.Context, spaces folder, file string) (applied bool) {
	err := db.WithFile(file, db.ForReading, func(pool *sql.DB) error {
		applied = spaces.isApplied(ctx, pool, "")
		return nil
	})
	return applied && err == nil
}

// upFile migrates a space that is not damaged. The copy has a number of its own
// until it replaces the file, so that a copy that is left over is known to be ours.
func upFile(ctx context.Context, database *db.Database, spaces folder, entry db.Entry) error {
	if err := database.CheckRows(ctx, database.SQL, entry); err != nil {
		return err
	}
	file := database.SpaceFile(entry.Number)
	if isAppliedToFile(ctx, spaces, file) {
		return nil
	}
	number, err := database.MakeSpaceFile(ctx)
	if err != nil {
		return err
	}
	if entry.Rows, err = migrateCopy(ctx, database, spaces, number, file); err == nil {
		entry.FileSHA256, err = db.FileSHA256(ctx, database.SpaceFile(number))
	}
	if err == nil {
		err = replaceFile(ctx, database, number, entry)
	}
	if err != nil {
		return errors.Join(err, database.RemoveSpaceFile(ctx, number))
	}
	return db.InTransaction(ctx, database.SQL, func(tx db.Connection) error {
		return errors.Join(database.SetContents(ctx, tx, entry), database.ForgetSpace(ctx, tx, number))
	})
}

// replaceFile renames a copy to the file that it was made of. Meanwhile the
// catalogue has no checksum, since either one would be wrong for the other file.
func replaceFile(ctx context.Context, database *db.Database, number int, entry db.Entry) error {
	entry.FileSHA256 = ""
	err := db.InTransaction(ctx, database.SQL, func(tx db.Connection) error { return database.SetContents(ctx, tx, entry) })
	if err != nil {
		return err
	}
	return os.Rename(database.SpaceFile(number), database.SpaceFile(entry.Number))
}

func migrateCopy(ctx context.Context, database *db.Database, spaces folder, number int, file string) (rows map[string]int, err error) {
	newer := database.SpaceFile(number)
	if err := db.CopyFile(file, newer); err != nil {
		return nil, err
	}
	err = db.WithFile(newer, db.ForMigrating, func(pool *sql.DB) error {
		err := db.InTransaction(ctx, pool, func(tx db.Connection) error { return spaces.apply(ctx, tx) })
		if err == nil {
			rows, err = database.CountRows(ctx, pool, number)
		}
		return err
	})
	return rows, errors.Join(err, db.SyncFile(newer))
}
