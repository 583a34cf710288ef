package store

import (
	"database/sql"
	"fmt"
	"net/url"
)

// Use is what a SQLite file is opened for.
type Use struct {
	pragmas     string // in the DSN, so that every connection of the pool has them
	connections int
}

const everyPragma = "_time_format=sqlite&_pragma=busy_timeout(5000)"

// What the files of a database are opened for. The catalogue is small and must
// not fall behind the files that it names. A file that is written belongs to its
// writer alone, who makes it durable in the end or throws it away; a migration
// may take a table out of a reference for a moment. A file that is in the
// catalogue never changes.
var (
	ForCatalogue = Use{everyPragma + "&_pragma=foreign_keys(1)&_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)", DefaultMaxOpen}
	ForReading   = Use{everyPragma + "&mode=ro&immutable=1", DefaultMaxOpen}
	ForLoading   = Use{forWriting + "&_pragma=foreign_keys(1)", 1}
	ForMigrating = Use{forWriting + "&_pragma=foreign_keys(0)", 1}
)

const forWriting = everyPragma + "&_pragma=journal_mode(MEMORY)&_pragma=synchronous(OFF)&_pragma=locking_mode(EXCLUSIVE)"

// OpenFile opens a SQLite file.
func OpenFile(file string, use Use) (*sql.DB, error) {
	dsn := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: file}).EscapedPath(), RawQuery: use.pragmas}).String()
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, fmt.Errorf("open SQLite: %w", err)
	}
	db.SetMaxOpenConns(use.connections)
	db.SetMaxIdleConns(use.connections)
	return db, nil
}
