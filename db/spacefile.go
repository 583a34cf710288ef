package db

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// MakeSpaceFile makes an empty file for a release on SQLite. The database notes
// beforehand that this program made the file. A name that is taken is left to
// its owner.
func (d *Database) MakeSpaceFile(ctx context.Context) (number int, err error) {
	number, err = d.freeFileNumber(ctx)
	if err != nil {
		return 0, err
	}
	err = InTransaction(ctx, d.SQL, func(tx Connection) error {
		return exec(ctx, tx, d.insert("spaces").Columns("number").Values(number))
	})
	if err != nil {
		return 0, err
	}
	made, err := os.OpenFile(d.SpaceFile(number), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return 0, errors.Join(err, InTransaction(ctx, d.SQL, func(tx Connection) error { return d.ForgetSpace(ctx, tx, number) }))
	}
	return number, made.Close()
}

// freeFileNumber counts on from the last number until neither the file's name is
// taken nor that of a file that SQLite would take for a part of it.
func (d *Database) freeFileNumber(ctx context.Context) (int, error) {
	last, err := Column[int](ctx, d.SQL,
		"SELECT coalesce(max(number), 0) FROM (SELECT number FROM catalogue UNION ALL SELECT number FROM spaces)")
	if err != nil {
		return 0, err
	}
	for number := last[0] + 1; ; number++ {
		taken, err := isTaken(d.SpaceFile(number))
		if err != nil || !taken {
			return number, err
		}
	}
}

func isTaken(file string) (bool, error) {
	for _, suffix := range []string{"", JournalSuffix, "-wal", "-shm"} {
		_, err := os.Lstat(file + suffix)
		if !errors.Is(err, fs.ErrNotExist) {
			return err == nil, err
		}
	}
	return false, nil
}

// RemoveSpaceFile removes the file of a release that this program made, and the
// note of it.
func (d *Database) RemoveSpaceFile(ctx context.Context, number int) error {
	if err := os.Remove(d.SpaceFile(number)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return InTransaction(ctx, d.SQL, func(tx Connection) error { return d.ForgetSpace(ctx, tx, number) })
}

// RemoveUnlistedFiles removes the files that this program made and that the
// catalogue does not list. Readers that have one open may go on reading it. The
// caller holds LockFile.
func (d *Database) RemoveUnlistedFiles(ctx context.Context) error {
	unlisted, err := Column[int](ctx, d.SQL, "SELECT number FROM spaces WHERE number NOT IN (SELECT number FROM catalogue)")
	if err != nil {
		return err
	}
	var problems []error
	for _, number := range unlisted {
		problems = append(problems, d.RemoveSpaceFile(ctx, number))
	}
	return errors.Join(problems...)
}

// WithFile opens a SQLite file for as long as do runs.
func WithFile(file string, use Use, do func(*sql.DB) error) error {
	pool, err := OpenFile(file, use)
	if err != nil {
		return err
	}
	return errors.Join(do(pool), pool.Close())
}

// CopyFile copies the contents of a file into another, which must exist.
func CopyFile(from, to string) (err error) {
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

// SyncFile returns when a file and its name are on the disk.
func SyncFile(file string) error {
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
