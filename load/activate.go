package load

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"entgo.io/ent/dialect"

	"doichieu/data"
	"doichieu/db"
)

// ErrNotKept means that the catalogue does not have a release.
var ErrNotKept = errors.New("no release of that number is kept")

// Activate makes a release that the catalogue lists the one to serve. A damaged
// release is refused with db.ErrDamaged.
func Activate(ctx context.Context, database *db.Database, number int) error {
	if err := CanActivate(ctx, database, number); err != nil {
		return err
	}
	return db.InTransaction(ctx, database.SQL, func(tx db.Connection) error {
		if database.Dialect == dialect.Postgres {
			if err := db.LockTransaction(ctx, tx); err != nil {
				return err
			}
		}
		kept, err := database.Catalogue(ctx, tx)
		if err != nil {
			return err
		}
		if !isListed(kept, number) {
			return ErrNotKept
		}
		return database.MakeCurrent(ctx, tx, number)
	})
}

// CanActivate reports why Activate would fail, and changes nothing.
func CanActivate(ctx context.Context, database *db.Database, number int) error {
	kept, err := database.Catalogue(ctx, database.SQL)
	if err != nil {
		return err
	}
	for _, entry := range kept {
		if entry.Number == number {
			return database.Check(ctx, database.SQL, entry)
		}
	}
	return ErrNotKept
}

// isCurrent reports whether the release to serve was made of this very dataset,
// with rows of this RowsVersion, and is not damaged.
func isCurrent(ctx context.Context, kept []db.Entry, set *data.Dataset, checker *checker) (same bool, err error) {
	current, err := db.Current(kept)
	if errors.Is(err, db.ErrEmpty) {
		return false, nil
	}
	if err != nil || current.Checksum != set.Checksum || current.RowsVersion != RowsVersion {
		return false, err
	}
	err = checker.check(ctx, current)
	if errors.Is(err, db.ErrDamaged) {
		slog.WarnContext(ctx, "the release to serve is made anew", "number", current.Number, "error", err)
		return false, nil
	}
	return err == nil, err
}

func newEntry(number int, set *data.Dataset, now time.Time) db.Entry {
	return db.Entry{Number: number, ID: set.Header.Release, Checksum: set.Checksum, RowsVersion: RowsVersion, LoadedAt: storedTime(now)}
}

func isListed(kept []db.Entry, number int) bool {
	for _, entry := range kept {
		if entry.Number == number {
			return true
		}
	}
	return false
}
