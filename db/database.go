// Package db connects to a database: SQLite or PostgreSQL, from its URL. The
// database has a catalogue that lists releases of the dataset, and a space of its
// own for the rows of each release.
package db

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"entgo.io/ent/dialect"
	"golang.org/x/sync/singleflight"
	_ "modernc.org/sqlite" // the SQLite driver "sqlite", in pure Go
)

// Config says which database to open, and how. The zero value is a private
// SQLite database that goes away on Close.
type Config struct {
	URL string // sqlite://FILE, or postgres://… with every parameter of the PostgreSQL driver

	ReadOnly bool // nothing is created or changed; a SQLite file must exist

	// On PostgreSQL.
	Schema           string        // of the catalogue, and the beginning of the names of releases' schemas; DefaultSchema when empty
	ReadURL          string        // servers to read from, such as standbys; URL when empty
	NoticeURL        string        // the server that notifies of new releases, not through a pooler; URL when empty
	MaxOpen          int           // connections of each pool; DefaultMaxOpen when 0
	MaxIdle          int           // connections kept while nothing runs on them; as many as MaxOpen when 0
	MaxLifetime      time.Duration // of a connection, so that servers that come back are used again; no limit when 0
	StatementTimeout time.Duration // of queries; none when 0
}

// NoNotices as a NoticeURL turns notices off: servers only poll.
const NoNotices = "none"

// DefaultSchema is the PostgreSQL schema of the catalogue.
const DefaultSchema = "doichieu"

// DefaultMaxOpen bounds a pool: enough for requests at once on two cores, and
// far below what a PostgreSQL server allows.
const DefaultMaxOpen = 16

// Database is an open database: a catalogue of releases, and a space for the
// rows of each.
type Database struct {
	SQL     *sql.DB // where the catalogue is written; on PostgreSQL also the spaces
	Reads   *sql.DB // where both are read; on SQLite the spaces are files of their own
	probes  *sql.DB // for pings and polls, which never wait for a connection of Reads
	Dialect string  // dialect.SQLite or dialect.Postgres
	File    string  // the SQLite file of the catalogue, without links; empty on PostgreSQL
	Schema  string  // the PostgreSQL schema of the catalogue; empty on SQLite

	// Wrap, when set before a release is read, wraps the driver that reads it, to
	// count or time its statements.
	Wrap func(dialect.Driver) dialect.Driver

	noticeURL    string // empty: there are no notices
	private      string // directory to remove on Close
	mu           sync.Mutex
	spaces       map[int]*Space            // open for reading, by number of their release
	lost         atomic.Pointer[time.Time] // since when it has not answered
	unresponsive atomic.Pointer[time.Time] // when a ping was last not answered
	dropIdle     func()                    // called then
	pings        singleflight.Group
}

// Open opens a database. No connection is made yet.
func Open(config Config) (*Database, error) {
	if config.URL == "" {
		return openPrivate()
	}
	scheme, rest, _ := strings.Cut(config.URL, "://")
	switch scheme {
	case "sqlite":
		return openSQLite(rest, config.ReadOnly)
	case "postgres", "postgresql":
		return openPostgres(config)
	default:
		return nil, errors.New("the database URL must begin with sqlite:// or postgres://")
	}
}

// CheckURL reports what is wrong with the URL of a database, without showing its
// password. No connection is made.
func CheckURL(url string) error {
	database, err := Open(Config{URL: url})
	if err != nil {
		return err
	}
	return database.Close()
}

// schemaForm leaves space for the number of a release after a schema's name.
var schemaForm = regexp.MustCompile(`^[a-z_][a-z0-9_]{0,39}$`)

// CheckSchema reports what is wrong with a name for the catalogue's schema.
func CheckSchema(name string) error {
	if !schemaForm.MatchString(name) {
		return errors.New("write at most 40 small letters, digits and _, with no digit first")
	}
	if strings.HasPrefix(name, "pg_") || name == "public" || name == "information_schema" {
		return errors.New("the schema is to hold nothing else; write another name")
	}
	return nil
}

// CheckPostgresURL is like CheckURL, and accepts PostgreSQL only.
func CheckPostgresURL(url string) error {
	if !strings.HasPrefix(url, "postgres://") && !strings.HasPrefix(url, "postgresql://") {
		return errors.New("the URL must begin with postgres://")
	}
	return CheckURL(url)
}

func openPrivate() (*Database, error) {
	dir, err := os.MkdirTemp("", "doichieu-")
	if err != nil {
		return nil, fmt.Errorf("private database: %w", err)
	}
	database, err := openSQLite(filepath.Join(dir, "data.db"), false)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	database.private = dir
	return database, nil
}

// ErrNoDatabase means that a database opened with ReadOnly does not exist.
var ErrNoDatabase = errors.New("there is no such database")

func openSQLite(file string, readOnly bool) (*Database, error) {
	if file == "" {
		return nil, errors.New("the database URL names no file; write sqlite://FILE")
	}
	file, err := followLinks(file)
	if err != nil {
		return nil, err
	}
	database := &Database{Dialect: dialect.SQLite, File: file, spaces: map[int]*Space{}}
	if readOnly {
		database.Reads, database.private, err = openReadOnly(file)
	} else {
		database.Reads, err = OpenFile(file, forPolling)
	}
	if err != nil {
		return nil, err
	}
	database.probes, database.SQL = database.Reads, database.Reads
	if readOnly {
		return database, nil
	}
	database.SQL, err = OpenFile(file, ForCatalogue)
	return database, err
}

// Close closes every connection, and removes a private database.
func (d *Database) Close() error {
	err := d.SQL.Close()
	if d.Reads != d.SQL {
		err = errors.Join(err, d.Reads.Close(), d.probes.Close())
	}
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
