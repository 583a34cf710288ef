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

// Use is what a SQLite file is opened for.
type Use struct {
	pragmas     string // in the DSN, so that every connection of the pool has them
	connections int
	idle        int // connections that are kept while nothing runs on them
}

const everyPragma = "_time_format=sqlite&_pragma=busy_timeout(5000)"

// What the files of a database are opened for. The catalogue is small and must
// not fall behind the files that it names; it has no write-ahead log, so that
// between two commits a copy of the file is a copy of the catalogue. A file that is written belongs to its
// writer alone, who makes it durable in the end or throws it away; a migration
// may take a table out of a reference for a moment. A file that is in the
// catalogue never changes.
var (
	ForCatalogue = Use{everyPragma + "&_pragma=foreign_keys(1)&_txlock=immediate&_pragma=journal_mode(DELETE)&_pragma=synchronous(EXTRA)", DefaultMaxOpen, DefaultMaxOpen}
	ForReading   = Use{everyPragma + "&mode=ro&immutable=1", DefaultMaxOpen, DefaultMaxOpen}
	ForLoading   = Use{forWriting + "&_pragma=foreign_keys(1)", 1, 1}
	ForMigrating = Use{forWriting + "&_pragma=foreign_keys(0)", 1, 1}
)

// forFollowing is how a server looks at the catalogue: at the file that has the
// name now, and not at one that was removed or replaced; and without making one.
var forFollowing = Use{everyPragma + "&mode=rw", DefaultMaxOpen, 0}

const forWriting = everyPragma + "&_pragma=journal_mode(MEMORY)&_pragma=synchronous(OFF)&_pragma=locking_mode(EXCLUSIVE)"

// OpenFile opens a SQLite file. It refuses what is no file, such as a pipe,
// which could be waited for without end.
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

// forLooking is how the catalogue is opened by who only looks at it. An earlier
// version of the program left it with a write-ahead log. While that is not
// there nobody has the file open, and it must be read as one that never changes
// or SQLite would make the log anew.
func forLooking(file string) (Use, error) {
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
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) { // what it is then will be told by SQLite
		err = nil
	}
	return header[18] == 2, errors.Join(err, open.Close())
}

// mostLinks is how many links in a row are followed.
const mostLinks = 40

// followLinks finds the file that a path leads to, whether it exists or not:
// the files of releases stand beside it, whatever link it was reached by.
func followLinks(file string) (string, error) {
	for range mostLinks {
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
		return file, nil // which is told when it is opened
	}
	if err != nil {
		return "", fmt.Errorf("find the database: %w", err)
	}
	return filepath.Join(dir, filepath.Base(file)), nil
}
