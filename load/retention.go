package load

import (
	"context"
	"errors"
	"log/slog"

	"entgo.io/ent/dialect"

	"doichieu/db"
	"doichieu/migrate"
)

// checker checks each release that the catalogue lists at most once in a load.
type checker struct {
	database *db.Database
	tx       db.Connection // for queries on PostgreSQL
	results  map[int]error // by number of the release
}

func newChecker(database *db.Database, tx db.Connection) *checker {
	return &checker{database, tx, map[int]error{}}
}

func (c *checker) check(ctx context.Context, e db.Entry) error {
	result, known := c.results[e.Number]
	if known {
		return result
	}
	check := func() error { return c.database.Check(ctx, c.tx, e) }
	if c.database.Dialect == dialect.Postgres {
		result = db.InSavepoint(ctx, c.tx, check)
	} else {
		result = check()
	}
	c.results[e.Number] = result
	return result
}

// isDamaged reports whether a release is known to be damaged. One that could not
// be migrated, or that cannot be checked, is not.
func (c *checker) isDamaged(ctx context.Context, e db.Entry) bool {
	err := c.check(ctx, e)
	if errors.Is(err, db.ErrMissingColumn) {
		return migrate.IsSpaceApplied(ctx, c.database, e.Number)
	}
	return errors.Is(err, db.ErrDamaged)
}

// toDrop lists the entries that a load takes out of the catalogue: damaged
// releases, and the oldest, so that keep releases are left with the new one.
func (c *checker) toDrop(ctx context.Context, kept []db.Entry, keep int) (drop []db.Entry, err error) {
	left := 1 // the new release
	for _, entry := range kept {
		switch {
		case left >= keep:
			drop = append(drop, entry)
		case c.isDamaged(ctx, entry):
			slog.WarnContext(ctx, "a damaged release is not kept", "number", entry.Number, "error", c.check(ctx, entry))
			drop = append(drop, entry)
		default:
			left++
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return drop, nil
}
