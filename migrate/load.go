package migrate

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entgo.io/ent/dialect"

	"doichieu/data"
	"doichieu/ent"
)

// loadLock is the key of the PostgreSQL advisory lock that loaders take, an
// arbitrary number of this project.
const loadLock = 7_203_541_108

// RowsVersion numbers what is made of a dataset: its rows, sort keys and
// computed findings. Whoever changes how any of them come about counts it up,
// so that the next load makes them anew from an unchanged dataset.
const RowsVersion = 1

// Load makes a database hold exactly the given dataset, in one transaction:
// either all of it is loaded or nothing changes. It reports false when the
// database holds this very dataset already, with rows of this RowsVersion. The
// dataset must come from data.Read, which checks it; now becomes the release's
// loadedAt.
func Load(ctx context.Context, client *ent.Client, dialectName string, set *data.Dataset, now time.Time) (changed bool, err error) {
	return load(ctx, client, dialectName, set, now, holds)
}

// Reload is Load also when the database holds this very dataset already.
func Reload(ctx context.Context, client *ent.Client, dialectName string, set *data.Dataset, now time.Time) error {
	never := func(context.Context, *ent.Tx, *data.Dataset) (bool, error) { return false, nil }
	_, err := load(ctx, client, dialectName, set, now, never)
	return err
}

func load(
	ctx context.Context, client *ent.Client, dialectName string, set *data.Dataset, now time.Time,
	isLoaded func(context.Context, *ent.Tx, *data.Dataset) (bool, error),
) (changed bool, err error) {
	tx, err := client.Tx(ctx)
	if err != nil {
		return false, fmt.Errorf("load: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	if dialectName == dialect.Postgres {
		if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", int64(loadLock)); err != nil {
			return false, fmt.Errorf("load: wait for other loaders: %w", err)
		}
	}
	same, err := isLoaded(ctx, tx, set)
	if err != nil {
		return false, err
	}
	if same {
		return false, tx.Rollback()
	}
	if err := clearAll(ctx, tx); err != nil {
		return false, fmt.Errorf("load: remove the earlier release: %w", err)
	}
	if err := newRows(tx, set, now).insert(ctx, tx); err != nil {
		return false, fmt.Errorf("load: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return false, fmt.Errorf("load: %w", err)
	}
	return true, nil
}

func holds(ctx context.Context, tx *ent.Tx, set *data.Dataset) (bool, error) {
	releases, err := tx.Release.Query().All(ctx)
	if err != nil {
		return false, fmt.Errorf("load: %w", err)
	}
	return len(releases) == 1 && releases[0].Checksum == set.Checksum && releases[0].RowsVersion == RowsVersion, nil
}

// clearAll removes every row; what owns other rows takes them along.
func clearAll(ctx context.Context, tx *ent.Tx) error {
	for _, remove := range []func(context.Context) (int, error){
		tx.Finding.Delete().Exec,
		tx.Citation.Delete().Exec,
		tx.Target.Delete().Exec,
		tx.PlanYear.Delete().Exec,
		tx.Budget.Delete().Exec,
		tx.Document.Delete().Exec,
		tx.Indicator.Delete().Exec,
		tx.Concept.Delete().Exec,
		tx.Initiative.Delete().Exec,
		tx.Agency.Delete().Exec,
		tx.LegalDocument.Delete().Exec,
		tx.Province.Delete().Exec,
		tx.Release.Delete().Exec,
	} {
		if _, err := remove(ctx); err != nil {
			return err
		}
	}
	return nil
}

// insertChunk is how many rows go into one INSERT, well below the limit on
// parameters of either database.
const insertChunk = 500

// insertAll writes rows in chunks.
func insertAll[B any, I interface{ Exec(context.Context) error }](ctx context.Context, kind string, rows []B, bulk func(...B) I) error {
	for start := 0; start < len(rows); start += insertChunk {
		chunk := rows[start:min(start+insertChunk, len(rows))]
		if err := bulk(chunk...).Exec(ctx); err != nil {
			return fmt.Errorf("insert %s: %w", kind, err)
		}
	}
	return nil
}
