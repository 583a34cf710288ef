package db

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/lib/pq"
)

// Grant lets PostgreSQL roles read the catalogue and every release that it
// lists. It does nothing on SQLite.
func (d *Database) Grant(ctx context.Context, readers []string) error {
	if len(readers) == 0 || d.Schema == "" {
		return nil
	}
	var problems []error
	err := InTransaction(ctx, d.SQL, func(tx Connection) error {
		if err := d.grantCatalogue(ctx, tx, readers); err != nil {
			return err
		}
		entries, err := d.Catalogue(ctx, tx)
		if err != nil {
			return err
		}
		for _, entry := range entries {
			err := InSavepoint(ctx, tx, func() error { return d.grantSpace(ctx, tx, entry.Number, readers) })
			if err != nil {
				problems = append(problems, fmt.Errorf("release %d: %w", entry.Number, err))
			}
		}
		return nil
	})
	return errors.Join(err, errors.Join(problems...))
}

// GrantCurrent lets roles read the catalogue and the release to serve.
func (d *Database) GrantCurrent(ctx context.Context, readers []string) error {
	if len(readers) == 0 || d.Schema == "" {
		return nil
	}
	return InTransaction(ctx, d.SQL, func(tx Connection) error {
		entries, err := d.Catalogue(ctx, tx)
		if err != nil {
			return err
		}
		current, err := Current(entries)
		if err != nil {
			return err
		}
		return d.GrantRelease(ctx, tx, current.Number, readers)
	})
}

// GrantRelease lets roles read the catalogue and one release.
func (d *Database) GrantRelease(ctx context.Context, tx Connection, number int, readers []string) error {
	if err := d.grantCatalogue(ctx, tx, readers); err != nil {
		return err
	}
	return d.grantSpace(ctx, tx, number, readers)
}

func (d *Database) grantCatalogue(ctx context.Context, tx Connection, readers []string) error {
	return grant(ctx, tx, pq.QuoteIdentifier(d.Schema), []string{d.Table("catalogue"), d.Table("schema_migrations")}, readers)
}

func (d *Database) grantSpace(ctx context.Context, tx Connection, number int, readers []string) error {
	name := d.SchemaName(number)
	return grant(ctx, tx, name, tablesIn(name), readers)
}

func grant(ctx context.Context, tx Connection, schema string, tables, readers []string) error {
	for _, reader := range readers {
		role := pq.QuoteIdentifier(reader)
		for _, statement := range []string{
			"GRANT USAGE ON SCHEMA " + schema + " TO " + role,
			"GRANT SELECT ON " + strings.Join(tables, ", ") + " TO " + role,
		} {
			if _, err := tx.ExecContext(ctx, statement); err != nil {
				return fmt.Errorf("let the role %s read: %w", role, err)
			}
		}
	}
	return nil
}
