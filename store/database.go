// Package store opens a database from its URL, knows which releases of the
// dataset it keeps, and hands out what a release holds: the registers, whole
// plan years, and an index to search.
package store

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"entgo.io/ent/dialect"
	_ "github.com/lib/pq"  // the PostgreSQL driver "postgres"
	_ "modernc.org/sqlite" // the SQLite driver "sqlite", in pure Go
)

// Database is an open database: a catalogue of releases, and a space for the
// rows of each.
type Database struct {
	SQL     *sql.DB // where the catalogue is; on PostgreSQL also the spaces
	Dialect string  // dialect.SQLite or dialect.Postgres
	File    string  // the SQLite file of the catalogue; empty on PostgreSQL

	// Wrap, when set before a release is read, is put around the driver that
	// reads it, to count or to time what it does.
	Wrap func(dialect.Driver) dialect.Driver

	private string // directory to remove on Close
	mu      sync.Mutex
	spaces  map[int]*space // open for reading, by number of their release
}

// Open opens the database at a URL: sqlite://FILE, or postgres://… with every
// parameter of the PostgreSQL driver. An empty URL opens a private SQLite
// database that goes away on Close. No connection is made yet.
func Open(databaseURL string) (*Database, error) {
	if databaseURL == "" {
		return openPrivate()
	}
	scheme, rest, _ := strings.Cut(databaseURL, "://")
	switch scheme {
	case "sqlite":
		return openSQLite(rest)
	case "postgres", "postgresql":
		return openPostgres(databaseURL)
	default:
		return nil, errors.New("the database URL must begin with sqlite:// or postgres://")
	}
}

func openPrivate() (*Database, error) {
	dir, err := os.MkdirTemp("", "doichieu-")
	if err != nil {
		return nil, fmt.Errorf("private database: %w", err)
	}
	database, err := openSQLite(filepath.Join(dir, "data.db"))
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	database.private = dir
	return database, nil
}

func openSQLite(file string) (*Database, error) {
	if file == "" {
		return nil, errors.New("the database URL names no file; write sqlite://FILE")
	}
	db, err := OpenFile(file, ForCatalogue)
	if err != nil {
		return nil, err
	}
	return &Database{SQL: db, Dialect: dialect.SQLite, File: file, spaces: map[int]*space{}}, nil
}

func openPostgres(databaseURL string) (*Database, error) {
	parsed, err := url.Parse(databaseURL)
	if err != nil {
		return nil, errors.New("the database URL is not a well-formed URL")
	}
	query := parsed.Query()
	if !query.Has("sslmode") && os.Getenv("PGSSLMODE") == "" {
		query.Set("sslmode", "prefer") // as every libpq client does
	}
	parsed.RawQuery = query.Encode()
	db, err := sql.Open("postgres", parsed.String())
	if err != nil {
		return nil, fmt.Errorf("open PostgreSQL: %w", err)
	}
	db.SetMaxOpenConns(maxConnections)
	db.SetMaxIdleConns(maxConnections)
	return &Database{SQL: db, Dialect: dialect.Postgres, spaces: map[int]*space{}}, nil
}

// maxConnections bounds the pool: enough for requests at once on two cores,
// and far below what a PostgreSQL server allows.
const maxConnections = 16

// Close closes every connection, and removes a private database.
func (d *Database) Close() error {
	err := d.SQL.Close()
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, s := range d.spaces {
		err = errors.Join(err, s.close())
	}
	if d.private != "" {
		err = errors.Join(err, os.RemoveAll(d.private))
	}
	return err
}
