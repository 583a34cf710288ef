package migrate

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"entgo.io/ent/dialect"

	"doichieu/db"
)

// ErrForeign means that a SQLite file is another program's.
var ErrForeign = errors.New("the file holds something else; name another with DATABASE_URL")

// refuseForeign fails with ErrForeign for a SQLite file that holds what this
// program did not make there. One that holds nothing is as good as none.
func refuseForeign(ctx context.Context, database *db.Database) error {
	if database.Dialect != dialect.SQLite {
		return nil
	}
	if _, err := os.Stat(database.File); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	found, err := db.Column[string](ctx, database.Reads, "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name")
	if err != nil {
		return fmt.Errorf("read %s: %w", database.File, err)
	}
	if len(found) == 0 {
		return nil
	}
	ours, err := isOurs(ctx, database.Reads, found)
	if err != nil || ours {
		return err
	}
	const most = 3 // which tell whose file it is
	return fmt.Errorf("%s: %w (it has %s)", database.File, ErrForeign, strings.Join(found[:min(most, len(found))], ", "))
}

// isOurs reports whether tables are those of some version of this program: it
// counts its migrations, and has the catalogue as every version has it, or from
// before there was one nothing but the tables of a release.
func isOurs(ctx context.Context, from db.Querier, tables []string) (bool, error) {
	counted, err := hasColumns(ctx, from, "schema_migrations", "version", "dirty")
	if err != nil || !counted {
		return false, err
	}
	if slices.Contains(tables, "catalogue") {
		return hasColumns(ctx, from, "catalogue", "number", "id", "checksum", "rows_version", "loaded_at", "is_current")
	}
	known := append(db.SpaceTables(), "schema_migrations")
	return !slices.ContainsFunc(tables, func(table string) bool { return !slices.Contains(known, table) }), nil
}

func hasColumns(ctx context.Context, from db.Querier, table string, names ...string) (bool, error) {
	found, err := db.Column[string](ctx, from, fmt.Sprintf("SELECT name FROM pragma_table_info('%s')", table))
	for _, name := range names {
		if !slices.Contains(found, name) {
			return false, err
		}
	}
	return true, err
}
