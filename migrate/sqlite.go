package migrate

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"doichieu/data"
	"doichieu/ent"
	"doichieu/store"
)

// lockFile waits until no other program migrates or loads a SQLite database.
// The lock goes with the program that holds it, however it ends.
func lockFile(ctx context.Context, database *store.Database) (unlock func(), err error) {
	lock := flock.New(database.File + ".lock")
	if _, err := lock.TryLockContext(ctx, lockRetry); err != nil {
		return nil, fmt.Errorf("lock %s: %w", lock.Path(), err)
	}
	return func() { _ = lock.Unlock() }, nil
}

// lockRetry is how often a waiting program looks whether the lock is free.
const lockRetry = 20 * time.Millisecond

// upSQLite migrates the catalogue, and of every space a copy that then takes
// its place: readers keep the file that they have open.
func upSQLite(ctx context.Context, database *store.Database, catalogue, spaces folder) error {
	if isUpSQLite(ctx, database, catalogue, spaces) {
		return nil
	}
	unlock, err := lockFile(ctx, database)
	if err != nil {
		return err
	}
	defer unlock()
	err = inTransaction(ctx, database.SQL, func(tx connection) error { return catalogue.apply(ctx, tx) })
	if err != nil {
		return err
	}
	kept, err := store.Catalogue(ctx, database.SQL)
	if err != nil {
		return err
	}
	for _, entry := range kept {
		if err := upSpace(ctx, spaces, database.SpaceFile(entry.Number)); err != nil {
			return fmt.Errorf("release %d: %w", entry.Number, err)
		}
	}
	return nil
}

func isUpSQLite(ctx context.Context, database *store.Database, catalogue, spaces folder) bool {
	if !catalogue.isApplied(ctx, database.SQL, "") {
		return false
	}
	kept, err := store.Catalogue(ctx, database.SQL)
	if err != nil {
		return false
	}
	for _, entry := range kept {
		if !isAppliedToFile(ctx, spaces, database.SpaceFile(entry.Number)) {
			return false
		}
	}
	return true
}

func isAppliedToFile(ctx context.Context, spaces folder, file string) (applied bool) {
	err := withFile(file, store.ForReading, func(db *sql.DB) error {
		applied = spaces.isApplied(ctx, db, "")
		return nil
	})
	return applied && err == nil
}

func upSpace(ctx context.Context, spaces folder, file string) error {
	if isAppliedToFile(ctx, spaces, file) {
		return nil
	}
	newer := file + ".new"
	if err := copyFile(file, newer); err != nil {
		return err
	}
	err := withFile(newer, store.ForMigrating, func(db *sql.DB) error {
		return inTransaction(ctx, db, func(tx connection) error { return spaces.apply(ctx, tx) })
	})
	if err == nil {
		err = makeDurable(newer)
	}
	if err != nil {
		return errors.Join(err, os.Remove(newer))
	}
	return os.Rename(newer, file)
}

// loadSQLite writes a file that nobody looks at, and then the entry that names
// it. A loader that is killed before leaves a file that the next one removes.
func loadSQLite(ctx context.Context, database *store.Database, set *data.Dataset, o Options) (changed bool, err error) {
	unlock, err := lockFile(ctx, database)
	if err != nil {
		return false, err
	}
	defer unlock()
	if same, err := isCurrent(ctx, database.SQL, set); err != nil || same && !o.Force {
		return false, err
	}
	kept, err := store.Catalogue(ctx, database.SQL)
	if err != nil {
		return false, err
	}
	if err := removeStrays(database, kept); err != nil {
		return false, err
	}
	number := 1
	if len(kept) > 0 {
		number = kept[0].Number + 1
	}
	file := database.SpaceFile(number)
	err = withFile(file, store.ForLoading, func(db *sql.DB) error {
		return fill(ctx, database.Writer(number, db), set, o)
	})
	if err == nil {
		err = makeDurable(file)
	}
	if err != nil {
		return false, errors.Join(err, os.Remove(file))
	}
	err = inTransaction(ctx, database.SQL, func(tx connection) error {
		return enter(ctx, tx, database.Dialect, newEntry(number, set, o.Now), o.Keep)
	})
	return err == nil, err
}

func fill(ctx context.Context, client *ent.Client, set *data.Dataset, o Options) error {
	tx, err := client.Tx(ctx)
	if err != nil {
		return err
	}
	err = folder{shipped, "sqlite"}.apply(ctx, tx)
	if err == nil {
		err = insertDataset(ctx, tx, set, o)
	}
	if err != nil {
		_ = tx.Rollback() // the file is thrown away
		return err
	}
	return tx.Commit()
}

// sweepSQLite removes the files that the catalogue does not name. Readers who
// have one open may go on reading it.
func sweepSQLite(ctx context.Context, database *store.Database) error {
	unlock, err := lockFile(ctx, database)
	if err != nil {
		return err
	}
	defer unlock()
	kept, err := store.Catalogue(ctx, database.SQL)
	if err != nil {
		return err
	}
	return removeStrays(database, kept)
}

func removeStrays(database *store.Database, kept []store.Entry) error {
	named := map[string]bool{}
	for _, entry := range kept {
		named[filepath.Base(database.SpaceFile(entry.Number))] = true
	}
	dir := filepath.Dir(database.File)
	found, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, file := range found {
		name := file.Name()
		if strings.HasPrefix(name, filepath.Base(database.File)+store.SpaceSuffix) && !named[name] {
			err = errors.Join(err, os.Remove(filepath.Join(dir, name)))
		}
	}
	return err
}

// withFile opens a file for as long as do takes.
func withFile(file string, use store.Use, do func(*sql.DB) error) error {
	db, err := store.OpenFile(file, use)
	if err != nil {
		return err
	}
	return errors.Join(do(db), db.Close())
}

func copyFile(from, to string) (err error) {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	target, err := os.Create(to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, target.Close()) }()
	_, err = io.Copy(target, source)
	return err
}

// makeDurable returns when a file and its name are on the disk.
func makeDurable(file string) error {
	for _, name := range []string{file, filepath.Dir(file)} {
		open, err := os.Open(name)
		if err != nil {
			return err
		}
		if err := errors.Join(open.Sync(), open.Close()); err != nil {
			return err
		}
	}
	return nil
}
