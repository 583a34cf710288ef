// Package store opens a database from its URL and hands out what a release of
// the dataset holds: the registers, whole plan years, and an index to search.
package store

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	_ "github.com/lib/pq"  // the PostgreSQL driver "postgres"
	_ "modernc.org/sqlite" // the SQLite driver "sqlite", in pure Go

	"doichieu/ent"
)

// Database is an open database with the ent client on top of it.
type Database struct {
	SQL     *sql.DB
	Client  *ent.Client
	Dialect string // dialect.SQLite or dialect.Postgres
	File    string // the SQLite file; empty on PostgreSQL
	private string // directory to remove on Close
}

// sqlitePragmas go into the DSN, so that every connection of the pool has them.
const sqlitePragmas = "_pragma=foreign_keys(1)&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)" +
	"&_pragma=busy_timeout(5000)&_txlock=immediate&_time_format=sqlite"

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
	dsn := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: file}).EscapedPath(), RawQuery: sqlitePragmas}).String()
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, fmt.Errorf("open SQLite: %w", err)
	}
	return newDatabase(db, dialect.SQLite, file), nil
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
	return newDatabase(db, dialect.Postgres, ""), nil
}

// maxConnections bounds the pool: enough for requests at once on two cores,
// and far below what a PostgreSQL server allows.
const maxConnections = 16

func newDatabase(db *sql.DB, dialectName, file string) *Database {
	db.SetMaxOpenConns(maxConnections)
	db.SetMaxIdleConns(maxConnections)
	client := ent.NewClient(ent.Driver(entsql.OpenDB(dialectName, db)))
	return &Database{SQL: db, Client: client, Dialect: dialectName, File: file}
}

// Close closes every connection, and removes a private database.
func (d *Database) Close() error {
	err := d.SQL.Close()
	if d.private != "" {
		err = errors.Join(err, os.RemoveAll(d.private))
	}
	return err
}
