// Package migrate brings a database to the current schema with versioned SQL,
// and loads datasets into it: each becomes a release in a space of its own.
package migrate

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	atlas "ariga.io/atlas/sql/migrate"
	"entgo.io/ent/dialect"

	"doichieu/store"
)

//go:embed sqlite postgres catalogue
var shipped embed.FS

// Shipped holds the migrations of each dialect: sqlite and postgres for the
// space of a release, catalogue/sqlite and catalogue/postgres for the
// catalogue. Each folder has a file atlas.sum over its contents.
func Shipped() fs.FS { return shipped }

// Up brings the catalogue and the space of every release that is kept to the
// current schema. Servers may do so beside each other; it does nothing, and
// waits for nobody, when there is nothing to do.
func Up(ctx context.Context, database *store.Database) error {
	return UpFrom(ctx, shipped, database)
}

// UpFrom is Up with migrations from elsewhere. A folder whose files do not
// match its atlas.sum is refused and nothing is applied.
func UpFrom(ctx context.Context, files fs.FS, database *store.Database) error {
	catalogue, err := readFolder(files, "catalogue/"+folderName(database.Dialect))
	if err != nil {
		return err
	}
	spaces, err := readFolder(files, folderName(database.Dialect))
	if err != nil {
		return err
	}
	if database.Dialect == dialect.Postgres {
		return upPostgres(ctx, database, catalogue, spaces)
	}
	return upSQLite(ctx, database, catalogue, spaces)
}

func folderName(dialectName string) string {
	if dialectName == dialect.SQLite {
		return "sqlite"
	}
	return "postgres"
}

// folder is a sequence of migrations.
type folder struct {
	files fs.FS
	name  string
}

func readFolder(files fs.FS, name string) (folder, error) {
	f := folder{files, name}
	return f, f.verifySum()
}

// verifySum recomputes atlas.sum over the folder.
func (f folder) verifySum() error {
	dir := &atlas.MemDir{}
	entries, err := fs.ReadDir(f.files, f.name)
	if err != nil {
		return fmt.Errorf("list migrations: %w", err)
	}
	for _, entry := range entries {
		content, err := fs.ReadFile(f.files, f.name+"/"+entry.Name())
		if err != nil {
			return fmt.Errorf("read migration: %w", err)
		}
		if err := dir.WriteFile(entry.Name(), content); err != nil {
			return fmt.Errorf("read migration: %w", err)
		}
	}
	if err := atlas.Validate(dir); err != nil {
		return fmt.Errorf("migrations in %s were changed after they were written (atlas.sum does not match): %w", f.name, err)
	}
	return nil
}
