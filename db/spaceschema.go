package db

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"

	"github.com/lib/pq"
)

// SchemaState says what a PostgreSQL schema holds.
type SchemaState int

// The states of a schema.
const (
	SchemaMissing SchemaState = iota
	SchemaEmpty
	SchemaMigrated // this program's migrations were applied to it
	SchemaForeign  // it holds something else
)

// SchemaState looks at the schema of a name.
func (d *Database) SchemaState(ctx context.Context, from Querier, name string) (SchemaState, error) {
	states, err := Column[SchemaState](ctx, from, fmt.Sprintf(`SELECT CASE
		WHEN EXISTS (SELECT FROM pg_catalog.pg_class WHERE relnamespace = n.oid AND relname = 'schema_migrations') THEN %d
		WHEN EXISTS (SELECT FROM pg_catalog.pg_class WHERE relnamespace = n.oid)
			OR EXISTS (SELECT FROM pg_catalog.pg_proc WHERE pronamespace = n.oid)
			OR EXISTS (SELECT FROM pg_catalog.pg_type WHERE typnamespace = n.oid) THEN %d
		ELSE %d END FROM pg_catalog.pg_namespace n WHERE nspname = %s`, SchemaMigrated, SchemaForeign, SchemaEmpty, pq.QuoteLiteral(name)))
	if err != nil || len(states) == 0 {
		return SchemaMissing, err
	}
	return states[0], nil
}

// FreeSchemaNumber finds a number for a release whose schema does not exist. It
// runs outside of the loader's transaction. Numbers that are then not used leave
// gaps, which do no harm.
func (d *Database) FreeSchemaNumber(ctx context.Context) (int, error) {
	for {
		next, err := Column[int](ctx, d.SQL, "SELECT nextval("+pq.QuoteLiteral(d.Table("release_number"))+")")
		if err != nil {
			return 0, err
		}
		state, err := d.SchemaState(ctx, d.SQL, d.SchemaName(next[0]))
		if err != nil || state == SchemaMissing {
			return next[0], err
		}
	}
}

// SchemaMark is how the comment begins with which this program marks the schema
// of a release as its own.
const SchemaMark = "Đối Chiếu, release "

// MakeSpaceSchema makes the empty schema of a release, and notes with which
// comment it was marked: a schema of that name with another comment is not ours.
func (d *Database) MakeSpaceSchema(ctx context.Context, tx Connection, number int) error {
	name := d.SchemaName(number)
	mark := fmt.Sprintf("%s%d %s", SchemaMark, number, rand.Text())
	for _, statement := range []string{"CREATE SCHEMA " + name, "COMMENT ON SCHEMA " + name + " IS " + pq.QuoteLiteral(mark)} {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return exec(ctx, tx, d.insert("spaces").Columns("number", "mark").Values(number, mark))
}

// DropUnlistedSchemas drops the schemas that this program made and that the
// catalogue does not list. Each has a transaction of its own, so that one that
// cannot be dropped does not keep the others.
func (d *Database) DropUnlistedSchemas(ctx context.Context) error {
	unlisted, err := Column[int](ctx, d.SQL, fmt.Sprintf("SELECT number FROM %s WHERE number NOT IN (SELECT number FROM %s)",
		d.Table("spaces"), d.Table("catalogue")))
	if err != nil {
		return err
	}
	var problems []error
	for _, number := range unlisted {
		err := InTransaction(ctx, d.SQL, func(tx Connection) error { return d.dropSchema(ctx, tx, number) })
		if err != nil {
			problems = append(problems, fmt.Errorf("%s is left: %w", d.SchemaName(number), withDetail(err)))
		}
	}
	return errors.Join(problems...)
}

// dropSchema drops the tables that this program made, and then the schema if it
// is empty. RESTRICT, which is the default, keeps what others made of them.
func (d *Database) dropSchema(ctx context.Context, tx Connection, number int) error {
	if err := LockTransaction(ctx, tx); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "SET LOCAL lock_timeout TO '10s'"); err != nil { // for readers to end
		return err
	}
	name := d.SchemaName(number)
	ours, err := d.isMarked(ctx, tx, number)
	if err != nil {
		return err
	}
	if ours {
		if _, err := tx.ExecContext(ctx, "DROP TABLE IF EXISTS "+strings.Join(tablesIn(name), ", ")+" RESTRICT"); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DROP SCHEMA "+name+" RESTRICT"); err != nil {
			return err
		}
	}
	return d.ForgetSpace(ctx, tx, number)
}

// errNotOurs means that somebody replaced a schema that this program made.
var errNotOurs = errors.New("its comment is not the one that it was made with, so that it may be another's")

// isMarked reports whether the schema of a release exists and bears the mark
// that it was made with. A schema with another comment is errNotOurs.
func (d *Database) isMarked(ctx context.Context, tx Connection, number int) (bool, error) {
	marked, err := Column[bool](ctx, tx, fmt.Sprintf(
		"SELECT coalesce(obj_description(n.oid, 'pg_namespace'), '') = s.mark FROM %s s LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = %s WHERE s.number = %d AND n.oid IS NOT NULL",
		d.Table("spaces"), pq.QuoteLiteral(d.SchemaName(number)), number))
	if err != nil || len(marked) == 0 {
		return false, err
	}
	if !marked[0] {
		return false, errNotOurs
	}
	return true, nil
}

// tablesIn lists the qualified names of a release's tables.
func tablesIn(schema string) []string {
	names := []string{schema + ".schema_migrations"}
	for _, table := range SpaceTables() {
		names = append(names, schema+"."+pq.QuoteIdentifier(table))
	}
	return names
}

// withDetail adds what PostgreSQL tells besides the message, such as the name of
// the view that depends on a table.
func withDetail(err error) error {
	if found := new(pq.Error); errors.As(err, &found) && found.Detail != "" {
		return fmt.Errorf("%w: %s", err, strings.ReplaceAll(found.Detail, "\n", "; "))
	}
	return err
}
