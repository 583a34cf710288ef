package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"github.com/lib/pq"
)

// ErrEmpty means that no dataset has been loaded into the database.
var ErrEmpty = errors.New("the database holds no dataset yet")

// Entry is a line of the catalogue: a release that can be read.
type Entry struct {
	Number      int // counts up with every load; names the release's space
	ID          string
	Checksum    string
	RowsVersion int            // of the loader that made the rows
	Rows        map[string]int // how many rows each table of the space has; nil where that was not noted
	FileSHA256  string         // of the space's file, in hexadecimal; empty on PostgreSQL, and where it was not noted
	LoadedAt    time.Time
	Current     bool // whether it is the one to serve
}

// Equal reports whether both are the same load.
func (e Entry) Equal(other Entry) bool {
	return e.Number == other.Number && e.Checksum == other.Checksum && e.LoadedAt.Equal(other.LoadedAt)
}

// Table is the qualified name of a table of the catalogue, so that nothing
// depends on the search path of a role or a connection.
func (d *Database) Table(name string) string {
	if d.Dialect == dialect.Postgres {
		return pq.QuoteIdentifier(d.Schema) + "." + name
	}
	return name
}

// Catalogue lists the releases that are kept, the newest first.
func (d *Database) Catalogue(ctx context.Context, from Querier) (entries []Entry, err error) {
	sum := "file_sha256"
	if d.Dialect == dialect.Postgres {
		sum = "''"
	}
	rows, err := from.QueryContext(ctx, "SELECT number, id, checksum, rows_version, loaded_at, is_current, table_rows, "+sum+
		" FROM "+d.Table("catalogue")+" ORDER BY number DESC")
	if err != nil {
		return nil, fmt.Errorf("read the catalogue: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var e Entry
		var counted []byte
		if err := rows.Scan(&e.Number, &e.ID, &e.Checksum, &e.RowsVersion, &e.LoadedAt, &e.Current, &counted, &e.FileSHA256); err != nil {
			return nil, fmt.Errorf("read the catalogue: %w", err)
		}
		if err := json.Unmarshal(counted, &e.Rows); err != nil {
			return nil, fmt.Errorf("read the catalogue: release %d: %w", e.Number, err)
		}
		entries = append(entries, e)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read the catalogue: %w", err)
	}
	return entries, nil
}

// Current is the entry of the release to serve. It fails with ErrEmpty when
// there is none.
func Current(entries []Entry) (Entry, error) {
	for _, e := range entries {
		if e.Current {
			return e, nil
		}
	}
	return Entry{}, ErrEmpty
}

// AddEntry writes a new release into the catalogue, makes it current, and takes
// out the entries to drop. The transaction that it runs in publishes the release.
func (d *Database) AddEntry(ctx context.Context, tx Connection, e Entry, drop []Entry) error {
	insert := d.insert("catalogue").
		Columns("number", "id", "checksum", "rows_version", "loaded_at", "is_current").
		Values(e.Number, e.ID, e.Checksum, e.RowsVersion, e.LoadedAt, false)
	if err := exec(ctx, tx, insert); err != nil {
		return err
	}
	if err := d.SetContents(ctx, tx, e); err != nil {
		return err
	}
	if err := d.MakeCurrent(ctx, tx, e.Number); err != nil {
		return err
	}
	for _, old := range drop {
		if err := d.delete(ctx, tx, "catalogue", old.Number); err != nil {
			return err
		}
	}
	return nil
}

// SetContents writes into the catalogue how many rows a release has and, on
// SQLite, the checksum of its file.
func (d *Database) SetContents(ctx context.Context, tx Connection, e Entry) error {
	text, err := json.Marshal(e.Rows)
	if err != nil {
		return err
	}
	update := d.update().Set("table_rows", string(text))
	if d.Dialect == dialect.SQLite {
		update.Set("file_sha256", e.FileSHA256)
	}
	return exec(ctx, tx, update.Where(entsql.EQ("number", e.Number)))
}

// MakeCurrent makes a release the one to serve. On PostgreSQL every server that
// listens is told once the transaction commits.
func (d *Database) MakeCurrent(ctx context.Context, tx Connection, number int) error {
	if err := exec(ctx, tx, d.update().Set("is_current", false).Where(entsql.EQ("is_current", true))); err != nil {
		return err
	}
	if err := exec(ctx, tx, d.update().Set("is_current", true).Where(entsql.EQ("number", number))); err != nil {
		return err
	}
	if d.Dialect != dialect.Postgres {
		return nil
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf("SELECT pg_notify(%s, '%d')", pq.QuoteLiteral(d.Channel()), number))
	return err
}

// The statements below name the catalogue's schema, where there is one.

func (d *Database) insert(table string) *entsql.InsertBuilder {
	return entsql.Dialect(d.Dialect).Insert(table).Schema(d.Schema)
}

func (d *Database) update() *entsql.UpdateBuilder {
	return entsql.Dialect(d.Dialect).Update("catalogue").Schema(d.Schema)
}

func (d *Database) delete(ctx context.Context, tx Connection, table string, number int) error {
	return exec(ctx, tx, entsql.Dialect(d.Dialect).Delete(table).Schema(d.Schema).Where(entsql.EQ("number", number)))
}

// ForgetSpace removes the note that this program made a space, once the space
// itself is gone.
func (d *Database) ForgetSpace(ctx context.Context, tx Connection, number int) error {
	return d.delete(ctx, tx, "spaces", number)
}

func exec(ctx context.Context, tx Connection, statement entsql.Querier) error {
	query, args := statement.Query()
	_, err := tx.ExecContext(ctx, query, args...)
	return err
}
