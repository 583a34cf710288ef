package load

import (
	"context"
	"errors"

	"doichieu/data"
	"doichieu/db"
	"doichieu/migrate"
)

// loadPostgres makes the schema, its rows and its entry in one transaction: until
// that commits, nobody sees any of it, and a loader that is killed leaves nothing
// behind.
func loadPostgres(ctx context.Context, database *db.Database, set *data.Dataset, o Options) (changed bool, err error) {
	number, err := database.FreeSchemaNumber(ctx)
	if err != nil {
		return false, err
	}
	tx, err := database.SQL.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	defer func() {
		if err != nil || !changed {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	if err := db.LockTransaction(ctx, tx); err != nil {
		return false, err
	}
	kept, err := database.Catalogue(ctx, tx)
	if err != nil {
		return false, err
	}
	checker := newChecker(database, tx)
	if !o.Force {
		if same, err := isCurrent(ctx, kept, set, checker); err != nil || same {
			return false, err
		}
	}
	if err := makeSchema(ctx, tx, database, number, o.Readers); err != nil {
		return false, err
	}
	if err := insertDataset(ctx, newWriter(tx, database, number), set, o); err != nil {
		return false, err
	}
	entry := newEntry(number, set, o.Now)
	if entry.Rows, err = database.CountRows(ctx, tx, number); err != nil {
		return false, err
	}
	drop, err := checker.toDrop(ctx, kept, o.Keep)
	if err != nil {
		return false, err
	}
	if err := database.AddEntry(ctx, tx, entry, drop); err != nil {
		return false, err
	}
	return true, tx.Commit()
}

// makeSchema makes the schema and the tables of a release.
func makeSchema(ctx context.Context, tx db.Connection, database *db.Database, number int, readers []string) error {
	if err := database.MakeSpaceSchema(ctx, tx, number); err != nil {
		return err
	}
	if err := migrate.ApplyToSpace(ctx, tx, database, number); err != nil {
		return err
	}
	return database.GrantRelease(ctx, tx, number, readers)
}

// sweepPostgres drops schemas that no entry of the catalogue names any more.
func sweepPostgres(ctx context.Context, database *db.Database) error {
	return database.DropUnlistedSchemas(ctx)
}
