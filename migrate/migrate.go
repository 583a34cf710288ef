// Package migrate brings a database to the current schema with versioned SQL,
// and loads a dataset into it.
package migrate

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	atlas "ariga.io/atlas/sql/migrate"
	"entgo.io/ent/dialect"
	"github.com/gofrs/flock"
	"github.com/golang-migrate/migrate/v4"
	"github.com/golang-migrate/migrate/v4/database"
	"github.com/golang-migrate/migrate/v4/database/postgres"
	"github.com/golang-migrate/migrate/v4/database/sqlite"
	"github.com/golang-migrate/migrate/v4/source/iofs"
)

//go:embed sqlite/*.sql sqlite/atlas.sum postgres/*.sql postgres/atlas.sum
var shipped embed.FS

// Shipped holds one folder of migrations for each dialect, each with a file
// atlas.sum over its contents.
func Shipped() fs.FS { return shipped }

// Up applies the shipped migrations that the database does not have yet. It
// holds a lock meanwhile, so that servers may start beside each other, and
// does nothing when there is nothing to do. lockFile is needed for a SQLite
// database only; PostgreSQL has advisory locks.
func Up(ctx context.Context, db *sql.DB, dialectName, lockFile string) error {
	return UpFrom(ctx, shipped, db, dialectName, lockFile)
}

// UpFrom is Up with migrations from elsewhere. A folder whose files do not
// match its atlas.sum is refused and nothing is applied.
func UpFrom(ctx context.Context, files fs.FS, db *sql.DB, dialectName, lockFile string) error {
	folder, err := folderOf(dialectName)
	if err != nil {
		return err
	}
	if err := verifySum(files, folder); err != nil {
		return err
	}
	if dialectName == dialect.SQLite {
		lock := flock.New(lockFile)
		if _, err := lock.TryLockContext(ctx, lockRetry); err != nil {
			return fmt.Errorf("lock %s: %w", lockFile, err)
		}
		defer func() { _ = lock.Unlock() }()
	}
	return apply(ctx, files, folder, db, dialectName)
}

// lockRetry is how often a waiting server looks whether the lock is free.
const lockRetry = 20 * time.Millisecond

func folderOf(dialectName string) (string, error) {
	switch dialectName {
	case dialect.SQLite:
		return "sqlite", nil
	case dialect.Postgres:
		return "postgres", nil
	default:
		return "", fmt.Errorf("no migrations for %q", dialectName)
	}
}

// verifySum recomputes atlas.sum over a folder of migrations.
func verifySum(files fs.FS, folder string) error {
	dir := &atlas.MemDir{}
	names, err := fs.Glob(files, folder+"/*")
	if err != nil {
		return fmt.Errorf("list migrations: %w", err)
	}
	for _, name := range names {
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return fmt.Errorf("read migration: %w", err)
		}
		if err := dir.WriteFile(name[len(folder)+1:], content); err != nil {
			return fmt.Errorf("read migration: %w", err)
		}
	}
	if err := atlas.Validate(dir); err != nil {
		return fmt.Errorf("migrations in %s were changed after they were written (atlas.sum does not match): %w", folder, err)
	}
	return nil
}

func apply(ctx context.Context, files fs.FS, folder string, db *sql.DB, dialectName string) (err error) {
	source, err := iofs.New(files, folder)
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	defer func() { err = errors.Join(err, source.Close()) }()

	target, release, err := driver(ctx, db, dialectName)
	if err != nil {
		return fmt.Errorf("prepare migrations: %w", err)
	}
	defer release()

	runner, err := migrate.NewWithInstance("embedded", source, dialectName, target)
	if err != nil {
		return fmt.Errorf("prepare migrations: %w", err)
	}
	if err := runner.Up(); err != nil && !errors.Is(err, migrate.ErrNoChange) {
		return fmt.Errorf("apply migrations: %w", err)
	}
	return nil
}

// driver wraps a connection of ours; release gives it back without closing
// the pool it came from.
func driver(ctx context.Context, db *sql.DB, dialectName string) (d database.Driver, release func(), err error) {
	if dialectName == dialect.SQLite {
		d, err = sqlite.WithInstance(db, &sqlite.Config{})
		return d, func() {}, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, nil, err
	}
	d, err = postgres.WithConnection(ctx, conn, &postgres.Config{})
	if err != nil {
		return nil, nil, errors.Join(err, conn.Close())
	}
	return d, func() { _ = conn.Close() }, nil
}
