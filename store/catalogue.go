package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// ErrEmpty means that no dataset has been loaded into the database.
var ErrEmpty = errors.New("the database holds no dataset yet")

// Entry is a line of the catalogue: a release that can be read.
type Entry struct {
	Number      int // counts up with every load; names the release's space
	ID          string
	Checksum    string
	RowsVersion int // of the loader that made the rows
	LoadedAt    time.Time
	Current     bool // whether it is the one to serve
}

// Equal reports whether both are the same load.
func (e Entry) Equal(other Entry) bool {
	return e.Number == other.Number && e.Checksum == other.Checksum && e.LoadedAt.Equal(other.LoadedAt)
}

// Querier runs queries: a pool, a connection or a transaction.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Catalogue lists the releases that can be read, the newest first.
func Catalogue(ctx context.Context, from Querier) (entries []Entry, err error) {
	rows, err := from.QueryContext(ctx,
		"SELECT number, id, checksum, rows_version, loaded_at, is_current FROM catalogue ORDER BY number DESC")
	if err != nil {
		return nil, fmt.Errorf("read the catalogue: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var e Entry
		if err := rows.Scan(&e.Number, &e.ID, &e.Checksum, &e.RowsVersion, &e.LoadedAt, &e.Current); err != nil {
			return nil, fmt.Errorf("read the catalogue: %w", err)
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
