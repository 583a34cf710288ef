package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"entgo.io/ent/dialect"
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
