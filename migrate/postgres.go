package migrate

import (
	"context"
	"errors"
	"fmt"

	"doichieu/data"
	"doichieu/store"
)

// loaderLock is the key of the PostgreSQL advisory lock that loaders and
// migrations take, an arbitrary number of this project. It goes with the
// transaction, so that it holds behind poolers too.
const loaderLock = 7_203_541_108

func lockPostgres(ctx context.Context, tx connection) error {
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("SELECT pg_advisory_xact_lock(%d)", loaderLock)); err != nil {
		return fmt.Errorf("wait for other loaders: %w", err)
	}
	return nil
}

// upPostgres migrates the catalogue and every space in one transaction.
func upPostgres(ctx context.Context, database *store.Database, catalogue, spaces folder) error {
	if isUpPostgres(ctx, database.Reads, catalogue, spaces) { // also while the primary is gone
		return nil
	}
	return inTransaction(ctx, database.SQL, func(tx connection) error {
		if err := lockPostgres(ctx, tx); err != nil {
			return err
		}
		if err := catalogue.apply(ctx, tx); err != nil {
			return err
		}
		kept, err := store.Catalogue(ctx, tx)
		if err != nil {
			return err
		}
		for _, entry := range kept {
			if err := applyIn(ctx, tx, spaces, entry.Number); err != nil {
				return err
			}
		}
		return nil
	})
}

func isUpPostgres(ctx context.Context, from store.Querier, catalogue, spaces folder) bool {
	if !catalogue.isApplied(ctx, from, "") {
		return false
	}
	kept, err := store.Catalogue(ctx, from)
	if err != nil {
		return false
	}
	for _, entry := range kept {
		if !spaces.isApplied(ctx, from, store.SchemaName(entry.Number)+".") {
			return false
		}
	}
	return true
}

// applyIn migrates one space. Migrations name no schema: the transaction's
// search path says which one is meant.
func applyIn(ctx context.Context, tx connection, spaces folder, number int) error {
	if _, err := tx.ExecContext(ctx, "SET LOCAL search_path TO "+store.SchemaName(number)); err != nil {
		return err
	}
	if err := spaces.apply(ctx, tx); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "SET LOCAL search_path TO DEFAULT")
	return err
}

// loadPostgres makes the space, its rows and its entry in one transaction:
// until that commits, nobody sees any of it, and a loader that is killed
// leaves nothing behind.
func loadPostgres(ctx context.Context, database *store.Database, set *data.Dataset, o Options) (changed bool, err error) {
	number, err := nextNumber(ctx, database.SQL)
	if err != nil {
		return false, err
	}
	tx, err := database.Writer(number, database.SQL).Tx(ctx)
	if err != nil {
		return false, err
	}
	defer func() {
		if err != nil || !changed {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	if err := lockPostgres(ctx, tx); err != nil {
		return false, err
	}
	if same, err := isCurrent(ctx, tx, set); err != nil || same && !o.Force {
		return false, err
	}
	if _, err := tx.ExecContext(ctx, "CREATE SCHEMA "+store.SchemaName(number)); err != nil {
		return false, err
	}
	if err := applyIn(ctx, tx, folder{shipped, "postgres"}, number); err != nil {
		return false, err
	}
	if err := insertDataset(ctx, tx, set, o); err != nil {
		return false, err
	}
	if err := enter(ctx, tx, database.Dialect, newEntry(number, set, o.Now), o.Keep); err != nil {
		return false, err
	}
	return true, tx.Commit()
}

// nextNumber is taken before the loader's turn comes. Numbers that are then
// not used leave gaps, which do no harm.
func nextNumber(ctx context.Context, from store.Querier) (int, error) {
	found, err := numbers(ctx, from, "SELECT nextval('release_number')")
	if err != nil {
		return 0, err
	}
	return found[0], nil
}

// sweepPostgres drops the spaces that the catalogue does not name.
func sweepPostgres(ctx context.Context, database *store.Database) error {
	return inTransaction(ctx, database.SQL, func(tx connection) error {
		if err := lockPostgres(ctx, tx); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "SET LOCAL lock_timeout TO '10s'"); err != nil { // for readers to end
			return err
		}
		kept, err := store.Catalogue(ctx, tx)
		if err != nil {
			return err
		}
		found, err := numbers(ctx, tx, `SELECT substr(nspname, 9)::int FROM pg_namespace WHERE nspname ~ '^release_[0-9]{1,9}$'`)
		if err != nil {
			return err
		}
		for _, number := range found {
			if isKept(kept, number) {
				continue
			}
			if _, err := tx.ExecContext(ctx, "DROP SCHEMA "+store.SchemaName(number)+" CASCADE"); err != nil {
				return err
			}
		}
		return nil
	})
}
