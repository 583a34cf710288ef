package migrate

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	atlas "ariga.io/atlas/sql/migrate"

	"doichieu/db"
)

// folder is a sequence of migrations: files whose names begin with a version.
type folder struct {
	files fs.FS
	name  string
}

// readFolder refuses a folder whose files do not match its atlas.sum.
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

// migration is one file of a folder.
type migration struct {
	version int
	file    string
}

// migrations lists the files that change the schema forward, oldest first.
func (f folder) migrations() ([]migration, error) {
	files, err := fs.Glob(f.files, f.name+"/*.up.sql") // in the order of their names
	if err != nil {
		return nil, fmt.Errorf("list migrations: %w", err)
	}
	all := make([]migration, len(files))
	for i, file := range files {
		number, _, _ := strings.Cut(path.Base(file), "_")
		version, err := strconv.Atoi(number)
		if err != nil {
			return nil, fmt.Errorf("migration %s has no version: %w", file, err)
		}
		all[i] = migration{version, file}
	}
	return all, nil
}

// errUnknownVersion means that a schema has a migration that the folder does not
// have.
var errUnknownVersion = errors.New("the database has the schema of another version of this program")

// apply runs the migrations that a schema does not have yet, in the caller's
// transaction: all of them hold or none.
func (f folder) apply(ctx context.Context, tx db.Connection) error {
	_, err := tx.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL)")
	if err != nil {
		return fmt.Errorf("prepare migrations: %w", err)
	}
	missing, err := f.missing(ctx, tx)
	if err != nil {
		return err
	}
	for _, m := range missing {
		content, err := fs.ReadFile(f.files, m.file)
		if err != nil {
			return fmt.Errorf("read migration: %w", err)
		}
		if _, err := tx.ExecContext(ctx, string(content)); err != nil {
			return fmt.Errorf("apply migration %s: %w", m.file, err)
		}
		if err := setVersion(ctx, tx, m.version); err != nil {
			return fmt.Errorf("apply migration %s: %w", m.file, err)
		}
	}
	return nil
}

// missing lists the migrations that a schema does not have yet.
func (f folder) missing(ctx context.Context, tx db.Connection) ([]migration, error) {
	all, err := f.migrations()
	if err != nil {
		return nil, err
	}
	version, err := readVersion(ctx, tx, "")
	if err != nil || version == noVersion {
		return all, err
	}
	for i, m := range all {
		if m.version == version {
			return all[i+1:], nil
		}
	}
	return nil, fmt.Errorf("%w: version %d", errUnknownVersion, version)
}

// isApplied reports whether a schema has the newest migration. An error that
// keeps its version from being read is left to apply to report.
func (f folder) isApplied(ctx context.Context, from db.Querier, prefix string) bool {
	all, err := f.migrations()
	if err != nil {
		return false
	}
	version, err := readVersion(ctx, from, prefix)
	return err == nil && version == all[len(all)-1].version
}

// noVersion is the version of a schema without migrations.
const noVersion = -1

func readVersion(ctx context.Context, from db.Querier, prefix string) (int, error) {
	versions, err := db.Column[int](ctx, from, "SELECT version FROM "+prefix+"schema_migrations")
	if err != nil || len(versions) == 0 {
		return noVersion, err
	}
	return versions[0], nil
}

func setVersion(ctx context.Context, tx db.Connection, version int) error {
	_, err := tx.ExecContext(ctx, fmt.Sprintf(
		"DELETE FROM schema_migrations; INSERT INTO schema_migrations (version, dirty) VALUES (%d, false)", version))
	return err
}
