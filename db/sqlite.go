package db

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
)

// Use says how a SQLite file is opened.
type Use struct {
	pragmas     string // in the DSN, so that every connection of the pool has them
	connections int
	idle        int // connections that are kept while nothing runs on them
}

const everyPragma = "_time_format=sqlite&_pragma=busy_timeout(5000)"

// The uses of a database's files. The catalogue is small and must be on the disk
// before the files that it names are relied on; it has no write-ahead log, so that
// between two commits a copy of the file is a copy of the catalogue. The file of a
// new release belongs to its loader alone, which syncs it at the end or discards
// it; a migration turns foreign keys off to rebuild tables. A file that the
// catalogue lists never changes.
var (
	ForCatalogue = Use{everyPragma + "&_pragma=foreign_keys(1)&_txlock=immediate&_pragma=journal_mode(DELETE)&_pragma=synchronous(EXTRA)", DefaultMaxOpen, DefaultMaxOpen}
	ForReading   = Use{everyPragma + "&mode=ro&immutable=1", DefaultMaxOpen, DefaultMaxOpen}
	ForLoading   = Use{forWriting + "&_pragma=foreign_keys(1)", 1, 1}
	ForMigrating = Use{forWriting + "&_pragma=foreign_keys(0)", 1, 1}
)

// forPolling is how a server reads the catalogue. No connection is kept, so that
// it reads the file that has the name now and not one that was replaced; no file
// is created.
var forPolling = Use{everyPragma + "&mode=rw", DefaultMaxOpen, 0}

const forWriting = everyPragma + "&_pragma=journal_mode(MEMORY)&_pragma=synchronous(OFF)&_pragma=locking_mode(EXCLUSIVE)"

// OpenFile opens a SQLite file. It refuses anything but a regular file: reading a
// pipe might never end.
func OpenFile(file string, use Use) (*sql.DB, error) {
	if found, err := os.Stat(file); err == nil && !found.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a file", file)
	}
	dsn := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: file}).EscapedPath(), RawQuery: use.pragmas}).String()
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, fmt.Errorf("open SQLite: %w", err)
	}
	db.SetMaxOpenConns(use.connections)
	db.SetMaxIdleConns(use.idle)
	return db, nil
}

// readOnlyUse is how a catalogue is opened that must not be changed. An earlier
// version of the program used a write-ahead log. If the file is in that mode and
// there is no log, no program has it open, and it is opened as immutable: otherwise
// SQLite would create the log.
func readOnlyUse(file string) (Use, error) {
	found, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return Use{}, fmt.Errorf("%w: no file %s", ErrNoDatabase, file)
	}
	if err != nil {
		return Use{}, fmt.Errorf("%w: %w", ErrNoDatabase, err)
	}
	if !found.Mode().IsRegular() {
		return Use{}, fmt.Errorf("%w: %s is not a file", ErrNoDatabase, file)
	}
	use := Use{everyPragma + "&mode=ro", DefaultMaxOpen, DefaultMaxOpen}
	logged, err := hasWriteAheadLog(file)
	if err != nil {
		return Use{}, fmt.Errorf("%w: %w", ErrNoDatabase, err)
	}
	if _, err := os.Stat(file + "-wal"); logged && errors.Is(err, fs.ErrNotExist) {
		use = ForReading
	}
	return use, nil
}

// hasWriteAheadLog reads the mode in a SQLite file's header.
func hasWriteAheadLog(file string) (bool, error) {
	open, err := os.Open(file)
	if err != nil {
		return false, err
	}
	header := make([]byte, 20)
	_, err = io.ReadFull(open, header)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) { // no SQLite file, as SQLite will say
		err = nil
	}
	return header[18] == 2, errors.Join(err, open.Close())
}

// maxLinks is how many symbolic links in a row are followed.
const maxLinks = 40

// followLinks resolves symbolic links to the file, which need not exist: the files
// of releases are in its directory, whatever link it was reached by.
func followLinks(file string) (string, error) {
	for range maxLinks {
		target, err := os.Readlink(file)
		if err != nil { // not a link, or nothing
			break
		}
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(file), target)
		}
		file = target
	}
	if _, err := os.Readlink(file); err == nil {
		return "", fmt.Errorf("too many links lead to %s", file)
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(file))
	if errors.Is(err, fs.ErrNotExist) {
		return file, nil // opening the file reports it
	}
	if err != nil {
		return "", fmt.Errorf("find the database: %w", err)
	}
	return filepath.Join(dir, filepath.Base(file)), nil
}
