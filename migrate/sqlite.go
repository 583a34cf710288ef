package migrate

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
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
	if err := refuseForeign(ctx, database); err != nil { // before anything is made beside it
		return err
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
	kept, err := database.Catalogue(ctx, database.SQL)
	if err != nil {
		return err
	}
	return upEach(kept, func(entry store.Entry) error { return upFile(ctx, database, spaces, entry) })
}

func isAppliedToFile(ctx context.Context, spaces folder, file string) (applied bool) {
	err := withFile(file, store.ForReading, func(db *sql.DB) error {
		applied = spaces.isApplied(ctx, db, "")
		return nil
	})
	return applied && err == nil
}

// upFile brings a space up that is whole. The copy has a number of its own until
// it takes the file's place, so that one that is left over is known as ours.
func upFile(ctx context.Context, database *store.Database, spaces folder, entry store.Entry) error {
	if err := database.CheckRows(ctx, database.SQL, entry); err != nil {
		return err
	}
	file := database.SpaceFile(entry.Number)
	if isAppliedToFile(ctx, spaces, file) {
		return nil
	}
	number, err := makeFile(ctx, database)
	if err != nil {
		return err
	}
	if entry.Rows, err = migrateCopy(ctx, database, spaces, number, file); err == nil {
		entry.FileSHA256, err = store.FileSHA256(ctx, database.SpaceFile(number))
	}
	if err == nil {
		err = putInPlace(ctx, database, number, entry)
	}
	if err != nil {
		return errors.Join(err, removeFile(ctx, database, number))
	}
	return inTransaction(ctx, database.SQL, func(tx connection) error {
		return errors.Join(note(ctx, tx, database, entry), remove(ctx, tx, database, "spaces", number))
	})
}

// putInPlace gives a copy the name of the file that it is made of. Meanwhile no
// checksum is noted, since that of either would be wrong of the other.
func putInPlace(ctx context.Context, database *store.Database, number int, entry store.Entry) error {
	entry.FileSHA256 = ""
	err := inTransaction(ctx, database.SQL, func(tx connection) error { return note(ctx, tx, database, entry) })
	if err != nil {
		return err
	}
	return os.Rename(database.SpaceFile(number), database.SpaceFile(entry.Number))
}

func migrateCopy(ctx context.Context, database *store.Database, spaces folder, number int, file string) (rows map[string]int, err error) {
	newer := database.SpaceFile(number)
	if err := copyFile(file, newer); err != nil {
		return nil, err
	}
	err = withFile(newer, store.ForMigrating, func(db *sql.DB) error {
		err := inTransaction(ctx, db, func(tx connection) error { return spaces.apply(ctx, tx) })
		if err == nil {
			rows, err = database.CountRows(ctx, db, number)
		}
		return err
	})
	return rows, errors.Join(err, makeDurable(newer))
}

// makeFile makes the file of a space, of which it is noted before that the
// program made it. A name that is taken is left to what has it.
func makeFile(ctx context.Context, database *store.Database) (number int, err error) {
	number, err = freeFile(ctx, database)
	if err != nil {
		return 0, err
	}
	err = inTransaction(ctx, database.SQL, func(tx connection) error {
		return exec(ctx, tx, into(database, "spaces").Columns("number").Values(number))
	})
	if err != nil {
		return 0, err
	}
	made, err := os.OpenFile(database.SpaceFile(number), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return 0, errors.Join(err, inTransaction(ctx, database.SQL, func(tx connection) error {
			return remove(ctx, tx, database, "spaces", number)
		}))
	}
	return number, made.Close()
}

// freeFile counts on from the last number until nothing has the file's name, nor
// that of what SQLite would take for a part of it.
func freeFile(ctx context.Context, database *store.Database) (int, error) {
	last, err := numbers(ctx, database.SQL,
		"SELECT coalesce(max(number), 0) FROM (SELECT number FROM catalogue UNION ALL SELECT number FROM spaces)")
	if err != nil {
		return 0, err
	}
	for number := last[0] + 1; ; number++ {
		taken, err := isTaken(database.SpaceFile(number))
		if err != nil || !taken {
			return number, err
		}
	}
}

func isTaken(file string) (bool, error) {
	for _, part := range []string{"", "-journal", "-wal", "-shm"} {
		_, err := os.Lstat(file + part)
		if !errors.Is(err, fs.ErrNotExist) {
			return err == nil, err
		}
	}
	return false, nil
}

// removeFile removes the file of a space that the program made, and the note.
func removeFile(ctx context.Context, database *store.Database, number int) error {
	if err := os.Remove(database.SpaceFile(number)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return inTransaction(ctx, database.SQL, func(tx connection) error { return remove(ctx, tx, database, "spaces", number) })
}

// loadSQLite writes a file that nobody looks at, and then the entry that names
// it. A loader that is killed before leaves a file that the next one removes.
func loadSQLite(ctx context.Context, database *store.Database, set *data.Dataset, o Options) (changed bool, err error) {
	unlock, err := lockFile(ctx, database)
	if err != nil {
		return false, err
	}
	defer unlock()
	kept, err := database.Catalogue(ctx, database.SQL)
	if err != nil {
		return false, err
	}
	judge := newJudge(database, database.SQL)
	if !o.Force {
		if same, err := isCurrent(ctx, kept, set, judge); err != nil || same {
			return false, err
		}
	}
	_ = removeStrays(ctx, database) // for room on the disk; what cannot be removed is told at the end
	number, err := makeFile(ctx, database)
	if err != nil {
		return false, err
	}
	entry, err := fillFile(ctx, database, number, set, o)
	if err != nil {
		return false, errors.Join(err, removeFile(context.WithoutCancel(ctx), database, number))
	}
	drop, err := judge.toDrop(ctx, kept, o.Keep)
	if err != nil {
		return false, err
	}
	err = inTransaction(ctx, database.SQL, func(tx connection) error { return enter(ctx, tx, database, entry, drop) })
	return err == nil, err
}

// fillFile writes the rows of a release, and says what the catalogue is to note.
func fillFile(ctx context.Context, database *store.Database, number int, set *data.Dataset, o Options) (store.Entry, error) {
	file, entry := database.SpaceFile(number), newEntry(number, set, o.Now)
	err := withFile(file, store.ForLoading, func(db *sql.DB) error {
		err := fill(ctx, database.Writer(number, db), set, o)
		if err == nil {
			entry.Rows, err = database.CountRows(ctx, db, number)
		}
		return err
	})
	if err == nil {
		err = makeDurable(file)
	}
	if err == nil {
		entry.FileSHA256, err = store.FileSHA256(ctx, file)
	}
	return entry, err
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

// sweepSQLite removes the files that were made and that the catalogue does not
// name. Readers who have one open may go on reading it.
func sweepSQLite(ctx context.Context, database *store.Database) error {
	unlock, err := lockFile(ctx, database)
	if err != nil {
		return err
	}
	defer unlock()
	return removeStrays(ctx, database)
}

func removeStrays(ctx context.Context, database *store.Database) error {
	made, err := numbers(ctx, database.SQL, "SELECT number FROM spaces WHERE number NOT IN (SELECT number FROM catalogue)")
	if err != nil {
		return err
	}
	var problems []error
	for _, number := range made {
		problems = append(problems, removeFile(ctx, database, number))
	}
	return errors.Join(problems...)
}

// withFile opens a file for as long as do takes.
func withFile(file string, use store.Use, do func(*sql.DB) error) error {
	db, err := store.OpenFile(file, use)
	if err != nil {
		return err
	}
	return errors.Join(do(db), db.Close())
}

// copyFile fills a file that is there.
func copyFile(from, to string) (err error) {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	target, err := os.OpenFile(to, os.O_WRONLY|os.O_TRUNC, 0)
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
