package load

import (
	"context"
	"errors"
	"log/slog"

	"entgo.io/ent/dialect"

	"doichieu/db"
	"doichieu/migrate"
)

// judge looks at each release that is kept once in a load.
type judge struct {
	database *db.Database
	tx       db.Connection // where PostgreSQL is asked
	verdicts map[int]error
}

func newJudge(database *db.Database, tx db.Connection) *judge {
	return &judge{database, tx, map[int]error{}}
}

func (j *judge) check(ctx context.Context, e db.Entry) error {
	verdict, known := j.verdicts[e.Number]
	if known {
		return verdict
	}
	look := func() error { return j.database.Check(ctx, j.tx, e) }
	if j.database.Dialect == dialect.Postgres {
		verdict = db.InSavepoint(ctx, j.tx, look)
	} else {
		verdict = look()
	}
	j.verdicts[e.Number] = verdict
	return verdict
}

// isDamaged does not hold it against a release that it could not be brought to
// the current schema, nor that it cannot be judged.
func (j *judge) isDamaged(ctx context.Context, e db.Entry) bool {
	err := j.check(ctx, e)
	if errors.Is(err, db.ErrMissingColumn) {
		return migrate.IsSpaceApplied(ctx, j.database, e.Number)
	}
	return errors.Is(err, db.ErrDamaged)
}

// toDrop finds the entries that a load takes out of the catalogue: those of
// damaged releases, and beside the new release all but the newest of the others.
func (j *judge) toDrop(ctx context.Context, kept []db.Entry, keep int) (drop []db.Entry, err error) {
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
