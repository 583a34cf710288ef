package migrate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"github.com/lib/pq"

	"doichieu/data"
	"doichieu/store"
)

// ErrNotKept means that the catalogue does not have a release.
var ErrNotKept = errors.New("no release of that number is kept")

// Activate makes a release that is kept the one to serve. One that is damaged
// is refused with store.ErrNotWhole.
func Activate(ctx context.Context, database *store.Database, number int) error {
	if err := CanActivate(ctx, database, number); err != nil {
		return err
	}
	return inTransaction(ctx, database.SQL, func(tx connection) error {
		if database.Dialect == dialect.Postgres {
			if err := lockPostgres(ctx, tx); err != nil {
				return err
			}
		}
		kept, err := database.Catalogue(ctx, tx)
		if err != nil {
			return err
		}
		if !isKept(kept, number) {
			return ErrNotKept
		}
		return makeCurrent(ctx, tx, database, number)
	})
}

// CanActivate looks whether Activate would succeed, and changes nothing.
func CanActivate(ctx context.Context, database *store.Database, number int) error {
	kept, err := database.Catalogue(ctx, database.SQL)
	if err != nil {
		return err
	}
	for _, entry := range kept {
		if entry.Number == number {
			return database.Check(ctx, database.SQL, entry)
		}
	}
	return ErrNotKept
}

// isCurrent reports whether the release to serve is of this very dataset, with
// rows of this RowsVersion, and whole.
func isCurrent(ctx context.Context, kept []store.Entry, set *data.Dataset, judge *judge) (same bool, err error) {
	current, err := store.Current(kept)
	if errors.Is(err, store.ErrEmpty) {
		return false, nil
	}
	if err != nil || current.Checksum != set.Checksum || current.RowsVersion != RowsVersion {
		return false, err
	}
	err = judge.check(ctx, current)
	if errors.Is(err, store.ErrNotWhole) {
		slog.WarnContext(ctx, "the release to serve is made anew", "number", current.Number, "error", err)
		return false, nil
	}
	return err == nil, err
}

func newEntry(number int, set *data.Dataset, now time.Time) store.Entry {
	return store.Entry{Number: number, ID: set.Header.Release, Checksum: set.Checksum, RowsVersion: RowsVersion, LoadedAt: storedTime(now)}
}

// enter writes a new release into the catalogue, makes it current, and takes
// out the entries to drop. Its transaction is what makes a release of rows.
func enter(ctx context.Context, tx connection, database *store.Database, e store.Entry, drop []store.Entry) error {
	insert := into(database, "catalogue").
		Columns("number", "id", "checksum", "rows_version", "loaded_at", "is_current").
		Values(e.Number, e.ID, e.Checksum, e.RowsVersion, e.LoadedAt, false)
	if err := exec(ctx, tx, insert); err != nil {
		return err
	}
	if err := note(ctx, tx, database, e); err != nil {
		return err
	}
	if err := makeCurrent(ctx, tx, database, e.Number); err != nil {
		return err
	}
	for _, old := range drop {
		if err := remove(ctx, tx, database, "catalogue", old.Number); err != nil {
			return err
		}
	}
	return nil
}

// note writes into the catalogue how many rows a release has and, on SQLite, the
// checksum of its file.
func note(ctx context.Context, tx connection, database *store.Database, e store.Entry) error {
	text, err := json.Marshal(e.Rows)
	if err != nil {
		return err
	}
	noted := update(database).Set("table_rows", string(text))
	if database.Dialect == dialect.SQLite {
		noted.Set("file_sha256", e.FileSHA256)
	}
	return exec(ctx, tx, noted.Where(entsql.EQ("number", e.Number)))
}

// makeCurrent also tells every server that listens, once the transaction
// commits.
func makeCurrent(ctx context.Context, tx connection, database *store.Database, number int) error {
	if err := exec(ctx, tx, update(database).Set("is_current", false).Where(entsql.EQ("is_current", true))); err != nil {
		return err
	}
	if err := exec(ctx, tx, update(database).Set("is_current", true).Where(entsql.EQ("number", number))); err != nil {
		return err
	}
	if database.Dialect != dialect.Postgres {
		return nil
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf("SELECT pg_notify(%s, '%d')", pq.QuoteLiteral(database.Channel()), number))
	return err
}

// The statements below name the catalogue's schema, where there is one.

func into(database *store.Database, table string) *entsql.InsertBuilder {
	return entsql.Dialect(database.Dialect).Insert(table).Schema(database.Schema)
}

func update(database *store.Database) *entsql.UpdateBuilder {
	return entsql.Dialect(database.Dialect).Update("catalogue").Schema(database.Schema)
}

func remove(ctx context.Context, tx connection, database *store.Database, table string, number int) error {
	return exec(ctx, tx, entsql.Dialect(database.Dialect).Delete(table).Schema(database.Schema).Where(entsql.EQ("number", number)))
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
