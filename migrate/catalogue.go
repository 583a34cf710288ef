package migrate

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"doichieu/data"
	"doichieu/store"
)

// ErrNotKept means that the catalogue does not have a release.
var ErrNotKept = errors.New("no release of that number is kept")

// Activate makes a release that is kept the one to serve.
func Activate(ctx context.Context, database *store.Database, number int) error {
	return inTransaction(ctx, database.SQL, func(tx connection) error {
		if database.Dialect == dialect.Postgres {
			if err := lockPostgres(ctx, tx); err != nil {
				return err
			}
		}
		kept, err := store.Catalogue(ctx, tx)
		if err != nil {
			return err
		}
		if !isKept(kept, number) {
			return ErrNotKept
		}
		return makeCurrent(ctx, tx, database.Dialect, number)
	})
}

// isCurrent reports whether the release to serve is of this very dataset, with
// rows of this RowsVersion.
func isCurrent(ctx context.Context, from store.Querier, set *data.Dataset) (bool, error) {
	kept, err := store.Catalogue(ctx, from)
	if err != nil {
		return false, err
	}
	current, err := store.Current(kept)
	if errors.Is(err, store.ErrEmpty) {
		return false, nil
	}
	return current.Checksum == set.Checksum && current.RowsVersion == RowsVersion, err
}

func newEntry(number int, set *data.Dataset, now time.Time) store.Entry {
	return store.Entry{
		Number: number, ID: set.Header.Release, Checksum: set.Checksum, RowsVersion: RowsVersion, LoadedAt: storedTime(now),
	}
}

// enter writes a new release into the catalogue, makes it current, and takes
// out all but the newest few. Its transaction is what makes a release of rows.
func enter(ctx context.Context, tx connection, dialectName string, e store.Entry, keep int) error {
	insert := entsql.Dialect(dialectName).Insert("catalogue").
		Columns("number", "id", "checksum", "rows_version", "loaded_at", "is_current").
		Values(e.Number, e.ID, e.Checksum, e.RowsVersion, e.LoadedAt, false)
	if err := exec(ctx, tx, insert); err != nil {
		return err
	}
	if err := makeCurrent(ctx, tx, dialectName, e.Number); err != nil {
		return err
	}
	kept, err := store.Catalogue(ctx, tx)
	if err != nil {
		return err
	}
	for _, old := range kept[min(keep, len(kept)):] {
		if err := exec(ctx, tx, entsql.Dialect(dialectName).Delete("catalogue").Where(entsql.EQ("number", old.Number))); err != nil {
			return err
		}
	}
	return nil
}

// makeCurrent also tells every server that listens, once the transaction
// commits.
func makeCurrent(ctx context.Context, tx connection, dialectName string, number int) error {
	update := func(current bool, which *entsql.Predicate) error {
		return exec(ctx, tx, entsql.Dialect(dialectName).Update("catalogue").Set("is_current", current).Where(which))
	}
	if err := update(false, entsql.EQ("is_current", true)); err != nil {
		return err
	}
	if err := update(true, entsql.EQ("number", number)); err != nil {
		return err
	}
	if dialectName != dialect.Postgres {
		return nil
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf("SELECT pg_notify('%s', '%d')", store.Channel, number))
	return err
}

func exec(ctx context.Context, tx connection, statement entsql.Querier) error {
	query, args := statement.Query()
	_, err := tx.ExecContext(ctx, query, args...)
	return err
}

func isKept(kept []store.Entry, number int) bool {
	for _, entry := range kept {
		if entry.Number == number {
			return true
		}
	}
	return false
}
