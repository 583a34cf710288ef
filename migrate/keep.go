package migrate

import (
	"context"
	"errors"
	"log/slog"

	"entgo.io/ent/dialect"

	"doichieu/store"
)

// judge looks at each release that is kept once in a load.
type judge struct {
	database *store.Database
	tx       connection // where PostgreSQL is asked
	verdicts map[int]error
}

func newJudge(database *store.Database, tx connection) *judge {
	return &judge{database, tx, map[int]error{}}
}

func (j *judge) check(ctx context.Context, e store.Entry) error {
	verdict, known := j.verdicts[e.Number]
	if known {
		return verdict
	}
	look := func() error { return j.database.Check(ctx, j.tx, e) }
	if j.database.Dialect == dialect.Postgres {
		verdict = attempt(ctx, j.tx, look)
	} else {
		verdict = look()
	}
	j.verdicts[e.Number] = verdict
	return verdict
}

// isDamaged does not hold it against a release that it could not be brought to
// the current schema, nor that it cannot be judged.
func (j *judge) isDamaged(ctx context.Context, e store.Entry) bool {
	err := j.check(ctx, e)
	if errors.Is(err, store.ErrColumns) {
		return isSpaceApplied(ctx, j.database, folder{shipped, folderName(j.database.Dialect)}, e.Number)
	}
	return errors.Is(err, store.ErrNotWhole)
}

// toDrop finds the entries that a load takes out of the catalogue: those of
// damaged releases, and beside the new release all but the newest of the others.
func (j *judge) toDrop(ctx context.Context, kept []store.Entry, keep int) (drop []store.Entry, err error) {
	whole := 1 // the new one
	for _, entry := range kept {
		switch {
		case whole >= keep:
			drop = append(drop, entry)
		case j.isDamaged(ctx, entry):
			slog.WarnContext(ctx, "a damaged release is not kept", "number", entry.Number, "error", j.check(ctx, entry))
			drop = append(drop, entry)
		default:
			whole++
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return drop, nil
}
