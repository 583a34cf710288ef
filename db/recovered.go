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

// JournalSuffix names what SQLite undoes an unfinished transaction with. One
// that a killed program left behind belongs to the catalogue's file.
const JournalSuffix = "-journal"

// openForLooking opens the catalogue for one who only looks at it. Where a
// killed writer left a transaction to undo, which writes, it is undone in a
// private copy; dir is where that is, to be removed in the end.
func openForLooking(file string) (db *sql.DB, dir string, err error) {
	use, err := forLooking(file)
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

// isUnfinished reports whether a file cannot be read before a transaction of
// another program is undone. While that program still runs it can be read.
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

// openCopy copies the catalogue and its journal, and undoes in the copy what was
// unfinished.
func openCopy(file string) (db *sql.DB, dir string, err error) {
	dir, err = os.MkdirTemp("", "doichieu-")
	if err != nil {
		return nil, "", fmt.Errorf("copy of the database: %w", err)
	}
	private := filepath.Join(dir, "data.db")
	if err = copyPair(file, private); err == nil {
		db, err = OpenFile(private, forFollowing)
	}
	if err != nil {
		return nil, "", errors.Join(fmt.Errorf("a program was killed while it wrote %s, and a copy to look at cannot be made: %w", file, err), os.RemoveAll(dir))
	}
	return db, dir, nil
}

// copyPair copies a file and its journal. It fails when somebody writes them
// meanwhile, whose copies do not belong together.
func copyPair(from, to string) error {
	parts := []string{"", JournalSuffix}
	var before [2]os.FileInfo
	for i, part := range parts {
		var err error
		if before[i], err = os.Stat(from + part); err != nil {
			return err
		}
	}
	for _, part := range parts {
		if err := os.WriteFile(to+part, nil, 0o600); err != nil {
			return err
		}
		if err := CopyFile(from+part, to+part); err != nil {
			return err
		}
	}
	for i, part := range parts {
		now, err := os.Stat(from + part)
		if err != nil {
			return err
		}
		if !os.SameFile(now, before[i]) || now.Size() != before[i].Size() || !now.ModTime().Equal(before[i].ModTime()) {
			return errors.New("another program writes it just now; try again")
		}
	}
	return nil
}
