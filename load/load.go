// Package load makes a release of a dataset: it writes its rows into a space of
// their own and then, in one transaction, into the catalogue.
package load

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entgo.io/ent/dialect"

	"doichieu/data"
	"doichieu/db"
)

// RowsVersion is the version of how rows, sort keys and computed findings are
// derived from a dataset. A change of that raises it, so that the next load
// replaces the release even though the dataset did not change.
const RowsVersion = 2

// Options of a load.
type Options struct {
	Now   time.Time // becomes the release's loadedAt
	Keep  int       // how many releases stay readable, the new one among them; DefaultKeep when 0
	Force bool      // load even if the release to serve was made of this very dataset

	// Readers are PostgreSQL roles that get the right to read the release.
	Readers []string

	// Progress, when set, is called with the number of documents written so far and
	// of all documents.
	Progress func(written, all int)
}

func (o Options) report(written, all int) {
	if o.Progress != nil {
		o.Progress(written, all)
	}
}

// DefaultKeep is how many releases a database keeps.
const DefaultKeep = 3

// ErrNotSwept means that a load succeeded, but that some older release could
// not be removed; the next load tries again.
var ErrNotSwept = errors.New("an older release could not be removed")

// Dataset makes a dataset the release to serve. Until the transaction commits that
// adds its entry to the catalogue (db.AddEntry), the earlier release is served and
// nobody sees anything of the new one. Loaders exclude each other with the locks of
// package db. It returns false when the release to serve was made of this very dataset
// already, with rows of this RowsVersion, and is not damaged. The dataset must
// come from data.Read, which checks it, and the database must have the current
// schema.
func Dataset(ctx context.Context, database *db.Database, set *data.Dataset, o Options) (changed bool, err error) {
	if err := data.CheckReleaseName(set.Header.Release); err != nil {
		return false, fmt.Errorf("load: %w", err)
	}
	if o.Keep == 0 {
		o.Keep = DefaultKeep
	}
	load, sweep := loadSQLite, sweepSQLite
	if database.Dialect == dialect.Postgres {
		load, sweep = loadPostgres, sweepPostgres
	}
	changed, err = load(ctx, database, set, o)
	if err != nil {
		return false, fmt.Errorf("load: %w", err)
	}
	if !changed {
		if err := database.GrantCurrent(ctx, o.Readers); err != nil {
			return false, fmt.Errorf("load: nothing changed: %w", err)
		}
		return false, nil
	}
	if err := sweep(ctx, database); err != nil {
		return true, fmt.Errorf("load: %w: %w", ErrNotSwept, err)
	}
	return true, nil
}

// storedTime rounds a time to what both databases store.
func storedTime(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }
