package migrate

import (
	"context"
	"errors"
	"fmt"

	"github.com/lib/pq"

	"doichieu/db"
)

// upPostgres migrates the catalogue and every space in one transaction.
func upPostgres(ctx context.Context, database *db.Database, catalogue, spaces folder) error {
	var behind error
	err := db.InTransaction(ctx, database.SQL, func(tx db.Connection) error {
		if err := db.LockTransaction(ctx, tx); err != nil {
			return err
		}
		if err := upCatalogue(ctx, tx, database, catalogue); err != nil {
			return err
		}
		kept, err := database.Catalogue(ctx, tx)
		if err != nil {
			return err
		}
		behind = upEach(kept, func(entry db.Entry) error {
			return db.InSavepoint(ctx, tx, func() error { return upSchema(ctx, tx, database, spaces, entry) })
		})
		return nil
	})
	return errors.Join(err, behind)
}

// upCatalogue makes the catalogue's schema if there is none, and migrates it. A
// schema that holds something else is left alone.
func upCatalogue(ctx context.Context, tx db.Connection, database *db.Database, catalogue folder) error {
	schema := pq.QuoteIdentifier(database.Schema)
	switch state, err := database.SchemaState(ctx, tx, database.Schema); {
	case err != nil:
		return err
	case state == db.SchemaMissing:
		if _, err := tx.ExecContext(ctx, "CREATE SCHEMA "+schema); err != nil {
			return fmt.Errorf("make the schema of the catalogue: %w", err)
		}
	case state == db.SchemaForeign:
		return fmt.Errorf("the schema %s holds something else; name another with DATABASE_SCHEMA", schema)
	case state == db.SchemaMigrated:
		if _, err := readVersion(ctx, tx, schema+"."); err != nil {
			return fmt.Errorf("read the catalogue: %w", err)
		}
		if catalogue.isApplied(ctx, tx, schema+".") {
			return nil
		}
	}
	return catalogue.applyIn(ctx, tx, schema)
}

// upSchema migrates a space that is not damaged, and counts its rows afterwards.
func upSchema(ctx context.Context, tx db.Connection, database *db.Database, spaces folder, entry db.Entry) error {
	if err := database.CheckRows(ctx, tx, entry); err != nil {
		return err
	}
	schema := database.SchemaName(entry.Number)
	if spaces.isApplied(ctx, tx, schema+".") {
		return nil
	}
	if err := spaces.applyIn(ctx, tx, schema); err != nil {
		return err
	}
	var err error
	if entry.Rows, err = database.CountRows(ctx, tx, entry.Number); err != nil {
		return err
	}
	return database.SetContents(ctx, tx, entry)
}

// applyIn applies the migrations to one PostgreSQL schema. The SQL of migrations
// names no schema: the transaction's search path has the one that is meant, and
// no other.
func (f folder) applyIn(ctx context.Context, tx db.Connection, schema string) error {
	if _, err := tx.ExecContext(ctx, "SET LOCAL search_path TO "+schema); err != nil {
		return err
	}
	if err := f.apply(ctx, tx); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "SET LOCAL search_path TO DEFAULT")
	return err
}
