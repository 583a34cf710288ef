package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
	sqlitelib "modernc.org/sqlite/lib"
)

// JournalSuffix ends the name of the file with which SQLite rolls back a
// transaction. A journal that a killed program left behind belongs to the
// catalogue's file.
const JournalSuffix = "-journal"

// openReadOnly opens the catalogue without ever writing to it. Where a killed
// program left a transaction, rolling it back would write, so that this happens in
// a private copy. dir is the directory of the copy, to be removed on Close.
func openReadOnly(file string) (db *sql.DB, dir string, err error) {
	use, err := readOnlyUse(file)
	if err != nil {
		return nil, "", err
	}
	db, err = OpenFile(file, use)
	if err != nil {
		return nil, "", err
	}
	unfinished, err := isUnfinished(db, file)
	if err == nil && !unfinished {
		return db, "", nil
	}
	if err := errors.Join(err, db.Close()); err != nil {
		return nil, "", err
	}
	return openCopy(file)
}

// isUnfinished reports whether a file cannot be read before the transaction of a
// killed program is rolled back. While that program still runs, the file can be
// read.
func isUnfinished(db *sql.DB, file string) (bool, error) {
	switch _, err := os.Stat(file + JournalSuffix); {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	}
	var tables int
	err := db.QueryRowContext(context.Background(), "SELECT count(*) FROM sqlite_schema").Scan(&tables)
	var found *sqlite.Error
	return errors.As(err, &found) && found.Code() == sqlitelib.SQLITE_READONLY_ROLLBACK, nil // what else is wrong shows later
}

// openCopy copies the catalogue and its journal, and lets SQLite roll back the
// unfinished transaction in the copy.
func openCopy(file string) (db *sql.DB, dir string, err error) {
	dir, err = os.MkdirTemp("", "doichieu-")
	if err != nil {
		return nil, "", fmt.Errorf("copy of the database: %w", err)
	}
	private := filepath.Join(dir, "data.db")
	if err = copyPair(file, private); err == nil {
		db, err = OpenFile(private, forPolling)
	}
	if err != nil {
		return nil, "", errors.Join(fmt.Errorf("a program was killed while it wrote %s, and a copy to look at cannot be made: %w", file, err), os.RemoveAll(dir))
	}
	return db, dir, nil
}

// copyPair copies a file and its journal. It fails when another program writes to
// them meanwhile, because the copies would not belong together.
func copyPair(from, to string) error {
	suffixes := []string{"", JournalSuffix}
	var before [2]os.FileInfo
	for i, suffix := range suffixes {
		var err error
		if before[i], err = os.Stat(from + suffix); err != nil {
			return err
		}
	}
	for _, suffix := range suffixes {
		if err := os.WriteFile(to+suffix, nil, 0o600); err != nil {
			return err
		}
		if err := CopyFile(from+suffix, to+suffix); err != nil {
			return err
		}
	}
	for i, suffix := range suffixes {
		now, err := os.Stat(from + suffix)
		if err != nil {
			return err
		}
		if !os.SameFile(now, before[i]) || now.Size() != before[i].Size() || !now.ModTime().Equal(before[i].ModTime()) {
			return errors.New("another program writes it just now; try again")
		}
	}
	return nil
}
