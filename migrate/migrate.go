// Package migrate brings a database to the current schema with versioned SQL:
// the catalogue, and the space of every release that it lists.
package migrate

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"entgo.io/ent/dialect"

	"doichieu/db"
)

// ErrNotMigrated means that the catalogue has the current schema, but that the
// space of some release could not be migrated to it. Other releases can be read.
var ErrNotMigrated = errors.New("a release could not be brought to the current schema")

//go:embed sqlite postgres catalogue
var shipped embed.FS

// Shipped holds the migrations of each dialect: sqlite and postgres for the
// space of a release, catalogue/sqlite and catalogue/postgres for the
// catalogue. Each folder has a file atlas.sum over its contents.
func Shipped() fs.FS { return shipped }

// Up migrates the catalogue and the space of every release that it lists to the
// current schema. Several servers may do so at once. When there is nothing to do it
// takes no lock. It fails with ErrNotMigrated for releases that are damaged or that
// this role may not change.
func Up(ctx context.Context, database *db.Database) error {
	return UpFrom(ctx, shipped, database)
}

// UpFrom is like Up, with the migrations in files. A folder whose files do not
// match its atlas.sum is refused and nothing is applied.
func UpFrom(ctx context.Context, files fs.FS, database *db.Database) error {
	catalogue, err := catalogueFolder(files, database)
	if err != nil {
		return err
	}
	spaces, err := readFolder(files, folderName(database.Dialect))
	if err != nil {
		return err
	}
	isUp := catalogue.isApplied(ctx, database.Reads, database.Table(""))
	if isUp && areSpacesApplied(ctx, database, spaces) { // also while the primary is gone
		return nil
	}
	up := upSQLite
	if database.Dialect == dialect.Postgres {
		up = upPostgres
	}
	err = up(ctx, database, catalogue, spaces)
	if err != nil && isUp && !errors.Is(err, ErrNotMigrated) {
		return fmt.Errorf("%w: %w", ErrNotMigrated, err)
	}
	return err
}

// areSpacesApplied reports whether every space has the newest migration.
func areSpacesApplied(ctx context.Context, database *db.Database, spaces folder) bool {
	kept, err := database.Catalogue(ctx, database.Reads)
	if err != nil {
		return false
	}
	for _, entry := range kept {
		if !isSpaceApplied(ctx, database, spaces, entry.Number) {
			return false
		}
	}
	return true
}

func isSpaceApplied(ctx context.Context, database *db.Database, spaces folder, number int) bool {
	if database.Dialect == dialect.SQLite {
		return isAppliedToFile(ctx, spaces, database.SpaceFile(number))
	}
	return spaces.isApplied(ctx, database.Reads, database.SchemaName(number)+".")
}

// upEach migrates the space of each release, and goes on where one fails.
func upEach(kept []db.Entry, up func(db.Entry) error) error {
	var problems []error
	for _, entry := range kept {
		if err := up(entry); err != nil {
			problems = append(problems, fmt.Errorf("release %d: %w", entry.Number, err))
		}
	}
	if problems == nil {
		return nil
	}
	return fmt.Errorf("%w: %w", ErrNotMigrated, errors.Join(problems...))
}

func catalogueFolder(files fs.FS, database *db.Database) (folder, error) {
	return readFolder(files, "catalogue/"+folderName(database.Dialect))
}

func folderName(dialectName string) string {
	if dialectName == dialect.SQLite {
		return "sqlite"
	}
	return "postgres"
}

// ApplyToSpace makes the tables of a new release: on PostgreSQL in the schema of
// its number, on SQLite in the file that tx writes to.
func ApplyToSpace(ctx context.Context, tx db.Connection, database *db.Database, number int) error {
	spaces := folder{shipped, folderName(database.Dialect)}
	if database.Dialect == dialect.SQLite {
		return spaces.apply(ctx, tx)
	}
	return spaces.applyIn(ctx, tx, database.SchemaName(number))
}

// IsSpaceApplied reports whether the space of a release has the newest migration.
func IsSpaceApplied(ctx context.Context, database *db.Database, number int) bool {
	return isSpaceApplied(ctx, database, folder{shipped, folderName(database.Dialect)}, number)
}
