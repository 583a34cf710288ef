package db

import (
	"context"
	"fmt"
	"time"

	"github.com/gofrs/flock"
)

// loaderLock is the key of the PostgreSQL advisory lock that loaders and
// migrations take, an arbitrary number of this project.
const loaderLock = 7_203_541_108

// LockTransaction waits until no other program loads or migrates the PostgreSQL
// database. The lock belongs to the transaction, so that it works behind poolers
// too, and ends with it.
func LockTransaction(ctx context.Context, tx Connection) error {
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("SELECT pg_advisory_xact_lock(%d)", loaderLock)); err != nil {
		return fmt.Errorf("wait for other loaders: %w", err)
	}
	return nil
}

// lockRetry is how often a waiting program tries to take the lock of a file.
const lockRetry = 20 * time.Millisecond

// LockFile waits until no other program loads or migrates the SQLite database.
// The operating system ends the lock with the program that holds it.
func (d *Database) LockFile(ctx context.Context) (unlock func(), err error) {
	lock := flock.New(d.File + ".lock")
	if _, err := lock.TryLockContext(ctx, lockRetry); err != nil {
		return nil, fmt.Errorf("lock %s: %w", lock.Path(), err)
	}
	return func() { _ = lock.Unlock() }, nil
}
