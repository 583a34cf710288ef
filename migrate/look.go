package migrate

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"entgo.io/ent/dialect"
	"github.com/lib/pq"

	"doichieu/db"
)

// Reasons why a catalogue cannot be read.
var (
	ErrNoCatalogue  = errors.New("the database holds no catalogue of this program; server load DIR makes one")
	ErrOtherVersion = errors.New("the catalogue has the schema of another version of this program; server migrate brings an earlier one to this")
	ErrEarlier      = errors.New("an earlier version of this program filled this database; server load DIR loads a dataset for this version and leaves the earlier one as it is")
)

// Look reports whether the catalogue can be read, and changes nothing. It fails
// with ErrNoCatalogue, ErrEarlier, ErrOtherVersion or ErrForeign, or with what the
// database says.
func Look(ctx context.Context, database *db.Database) error {
	catalogue, err := catalogueFolder(shipped, database)
	if err != nil {
		return err
	}
	if catalogue.isApplied(ctx, database.Reads, database.Table("")) {
		return nil
	}
	if err := refuseForeign(ctx, database); err != nil {
		return err
	}
	switch _, err := readVersion(ctx, database.Reads, database.Table("")); {
	case db.IsMissing(err):
		return errors.Join(ErrNoCatalogue, Earlier(ctx, database))
	case err != nil:
		return fmt.Errorf("read the catalogue: %w", err)
	default:
		return ErrOtherVersion
	}
}

// Earlier fails with ErrEarlier when a version of this program that followed the
// search path filled the database. What it loaded is not known to the catalogue
// of this version, and the shipped dataset must not take its place.
func Earlier(ctx context.Context, database *db.Database) error {
	if database.Dialect != dialect.Postgres {
		return nil
	}
	versions, err := earlierVersions()
	if err != nil {
		return err
	}
	schemas, err := db.Column[string](ctx, database.Reads, fmt.Sprintf(`SELECT quote_ident(nspname) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace
		WHERE relname = 'schema_migrations' AND nspname <> %s AND coalesce(obj_description(n.oid, 'pg_namespace'), '') NOT LIKE %s
		AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
		AND EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = c.oid AND attname = 'version') ORDER BY 1`,
		pq.QuoteLiteral(database.Schema), pq.QuoteLiteral(db.SchemaMark+"%")))
	if err != nil {
		return err
	}
	var found []string
	for _, schema := range schemas {
		applied, err := db.Column[string](ctx, database.Reads, "SELECT version::text FROM "+schema+".schema_migrations")
		if err != nil {
			return err
		}
		if slices.ContainsFunc(applied, func(version string) bool { return slices.Contains(versions, version) }) {
			found = append(found, schema)
		}
	}
	if found == nil {
		return nil
	}
	return fmt.Errorf("%w (schemas %s)", ErrEarlier, strings.Join(found, ", "))
}

// lastEarlier is the migration of the catalogue that followed the search path.
const lastEarlier = "20261125230000"

// earlierVersions are of migrations that an earlier version of the program
// applied: to that catalogue, and to the rows of a release.
func earlierVersions() ([]string, error) {
	versions := []string{lastEarlier}
	files, err := fs.Glob(shipped, "postgres/*.up.sql")
	for _, file := range files {
		version, _, _ := strings.Cut(path.Base(file), "_")
		versions = append(versions, version)
	}
	return versions, err
}
