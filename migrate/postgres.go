package migrate

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"

	"github.com/lib/pq"

	"doichieu/data"
	"doichieu/store"
)

// loaderLock is the key of the PostgreSQL advisory lock that loaders and
// migrations take, an arbitrary number of this project. It goes with the
// transaction, so that it holds behind poolers too.
const loaderLock = 7_203_541_108

func lockPostgres(ctx context.Context, tx connection) error {
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("SELECT pg_advisory_xact_lock(%d)", loaderLock)); err != nil {
		return fmt.Errorf("wait for other loaders: %w", err)
	}
	return nil
}

// upPostgres migrates the catalogue and every space in one transaction.
func upPostgres(ctx context.Context, database *store.Database, catalogue, spaces folder) error {
	var behind error
	err := inTransaction(ctx, database.SQL, func(tx connection) error {
		if err := lockPostgres(ctx, tx); err != nil {
			return err
		}
		if err := upCatalogue(ctx, tx, database, catalogue); err != nil {
			return err
		}
		kept, err := database.Catalogue(ctx, tx)
		if err != nil {
			return err
		}
		behind = upEach(kept, func(entry store.Entry) error {
			return attempt(ctx, tx, func() error { return upSchema(ctx, tx, database, spaces, entry) })
		})
		return nil
	})
	return errors.Join(err, behind)
}

// upCatalogue makes the catalogue's schema where it is missing. A name that
// something else has taken is left to it.
func upCatalogue(ctx context.Context, tx connection, database *store.Database, catalogue folder) error {
	schema := pq.QuoteIdentifier(database.Schema)
	switch found, err := lookAtSchema(ctx, tx, database.Schema); {
	case err != nil:
		return err
	case found == missing:
		if _, err := tx.ExecContext(ctx, "CREATE SCHEMA "+schema); err != nil {
			return fmt.Errorf("make the schema of the catalogue: %w", err)
		}
	case found == foreign:
		return fmt.Errorf("the schema %s holds something else; name another with DATABASE_SCHEMA", schema)
	case found == catalogued:
		if _, err := readVersion(ctx, tx, schema+"."); err != nil {
			return fmt.Errorf("read the catalogue: %w", err)
		}
		if catalogue.isApplied(ctx, tx, schema+".") {
			return nil
		}
	}
	return applyIn(ctx, tx, catalogue, schema)
}

// What a schema is to this program.
const (
	missing = iota
	empty
	catalogued // it has migrations
	foreign
)

func lookAtSchema(ctx context.Context, from store.Querier, name string) (int, error) {
	found, err := numbers(ctx, from, fmt.Sprintf(`SELECT CASE
		WHEN EXISTS (SELECT FROM pg_catalog.pg_class WHERE relnamespace = n.oid AND relname = 'schema_migrations') THEN %d
		WHEN EXISTS (SELECT FROM pg_catalog.pg_class WHERE relnamespace = n.oid)
			OR EXISTS (SELECT FROM pg_catalog.pg_proc WHERE pronamespace = n.oid)
			OR EXISTS (SELECT FROM pg_catalog.pg_type WHERE typnamespace = n.oid) THEN %d
		ELSE %d END FROM pg_catalog.pg_namespace n WHERE nspname = %s`, catalogued, foreign, empty, pq.QuoteLiteral(name)))
	if err != nil || len(found) == 0 {
		return missing, err
	}
	return found[0], nil
}

// upSchema brings a space up that is whole, and counts what it has then.
func upSchema(ctx context.Context, tx connection, database *store.Database, spaces folder, entry store.Entry) error {
	if err := database.CheckRows(ctx, tx, entry); err != nil {
		return err
	}
	schema := database.SchemaName(entry.Number)
	if spaces.isApplied(ctx, tx, schema+".") {
		return nil
	}
	if err := applyIn(ctx, tx, spaces, schema); err != nil {
		return err
	}
	var err error
	if entry.Rows, err = database.CountRows(ctx, tx, entry.Number); err != nil {
		return err
	}
	return note(ctx, tx, database, entry)
}

// applyIn migrates one schema. Migrations name none: the transaction's search
// path says which one is meant, and has no other.
func applyIn(ctx context.Context, tx connection, migrations folder, schema string) error {
	if _, err := tx.ExecContext(ctx, "SET LOCAL search_path TO "+schema); err != nil {
		return err
	}
	if err := migrations.apply(ctx, tx); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "SET LOCAL search_path TO DEFAULT")
	return err
}

// loadPostgres makes the space, its rows and its entry in one transaction:
// until that commits, nobody sees any of it, and a loader that is killed
// leaves nothing behind.
func loadPostgres(ctx context.Context, database *store.Database, set *data.Dataset, o Options) (changed bool, err error) {
	number, err := freeNumber(ctx, database)
	if err != nil {
		return false, err
	}
	tx, err := database.Writer(number, database.SQL).Tx(ctx)
	if err != nil {
		return false, err
	}
	defer func() {
		if err != nil || !changed {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	if err := lockPostgres(ctx, tx); err != nil {
		return false, err
	}
	kept, err := database.Catalogue(ctx, tx)
	if err != nil {
		return false, err
	}
	judge := newJudge(database, tx)
	if !o.Force {
		if same, err := isCurrent(ctx, kept, set, judge); err != nil || same {
			return false, err
		}
	}
	if err := makeSchema(ctx, tx, database, number, o.Readers); err != nil {
		return false, err
	}
	if err := insertDataset(ctx, tx, set, o); err != nil {
		return false, err
	}
	entry := newEntry(number, set, o.Now)
	if entry.Rows, err = database.CountRows(ctx, tx, number); err != nil {
		return false, err
	}
	drop, err := judge.toDrop(ctx, kept, o.Keep)
	if err != nil {
		return false, err
	}
	if err := enter(ctx, tx, database, entry, drop); err != nil {
		return false, err
	}
	return true, tx.Commit()
}

// freeNumber finds a number whose schema nobody has made. It is taken before
// the loader's turn comes. Numbers that are then not used leave gaps, which do
// no harm.
func freeNumber(ctx context.Context, database *store.Database) (int, error) {
	for {
		next, err := numbers(ctx, database.SQL, "SELECT nextval("+pq.QuoteLiteral(database.Table("release_number"))+")")
		if err != nil {
			return 0, err
		}
		found, err := lookAtSchema(ctx, database.SQL, database.SchemaName(next[0]))
		if err != nil || found == missing {
			return next[0], err
		}
	}
}

// makeSchema makes the schema of a release, and notes that it did: the mark that
// the schema bears says that it is the one.
func makeSchema(ctx context.Context, tx connection, database *store.Database, number int, readers []string) error {
	if err := grantCatalogue(ctx, tx, database, readers); err != nil {
		return err
	}
	name := database.SchemaName(number)
	mark := fmt.Sprintf("%s%d %s", markBegins, number, rand.Text())
	for _, statement := range []string{"CREATE SCHEMA " + name, "COMMENT ON SCHEMA " + name + " IS " + pq.QuoteLiteral(mark)} {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	if err := exec(ctx, tx, into(database, "spaces").Columns("number", "mark").Values(number, mark)); err != nil {
		return err
	}
	if err := applyIn(ctx, tx, folder{shipped, "postgres"}, name); err != nil {
		return err
	}
	return grantSpace(ctx, tx, database, number, readers)
}

// markBegins is how the comment on a release's schema begins.
const markBegins = "Đối Chiếu, release "

// sweepPostgres drops the spaces that were made and that the catalogue does not
// name, each by itself: one that cannot be dropped keeps no other.
func sweepPostgres(ctx context.Context, database *store.Database) error {
	made, err := numbers(ctx, database.SQL, fmt.Sprintf("SELECT number FROM %s WHERE number NOT IN (SELECT number FROM %s)",
		database.Table("spaces"), database.Table("catalogue")))
	if err != nil {
		return err
	}
	var problems []error
	for _, number := range made {
		err := inTransaction(ctx, database.SQL, func(tx connection) error { return dropSpace(ctx, tx, database, number) })
		if err != nil {
			problems = append(problems, fmt.Errorf("%s is left: %w", database.SchemaName(number), detailed(err)))
		}
	}
	return errors.Join(problems...)
}

// dropSpace drops the tables that were made, and then the schema if nothing
// else is in it. RESTRICT, which is the default, keeps what others made of them.
func dropSpace(ctx context.Context, tx connection, database *store.Database, number int) error {
	if err := lockPostgres(ctx, tx); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "SET LOCAL lock_timeout TO '10s'"); err != nil { // for readers to end
		return err
	}
	name := database.SchemaName(number)
	ours, err := isMarked(ctx, tx, database, number)
	if err != nil {
		return err
	}
	if ours {
		if _, err := tx.ExecContext(ctx, "DROP TABLE IF EXISTS "+strings.Join(tablesOf(name), ", ")+" RESTRICT"); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DROP SCHEMA "+name+" RESTRICT"); err != nil {
			return err
		}
	}
	return remove(ctx, tx, database, "spaces", number)
}

// errNotOurs means that somebody put another schema into the place of one that
// was made here.
var errNotOurs = errors.New("its comment is not the one that it was made with, so that it may be another's")

// isMarked reports whether the schema of a release is the one that was made, or
// false when there is none.
func isMarked(ctx context.Context, tx connection, database *store.Database, number int) (bool, error) {
	rows, err := tx.QueryContext(ctx, fmt.Sprintf(
		"SELECT coalesce(obj_description(n.oid, 'pg_namespace'), '') = s.mark FROM %s s LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = %s WHERE s.number = %d AND n.oid IS NOT NULL",
		database.Table("spaces"), pq.QuoteLiteral(database.SchemaName(number)), number))
	if err != nil {
		return false, err
	}
	found, marked := false, false
	for rows.Next() {
		found, err = true, rows.Scan(&marked)
	}
	if err := errors.Join(err, rows.Err(), rows.Close()); err != nil {
		return false, err
	}
	if found && !marked {
		return false, errNotOurs
	}
	return found, nil
}

// tablesOf qualifies the names of the tables that were made in a space.
func tablesOf(schema string) []string {
	names := []string{schema + ".schema_migrations"}
	for _, table := range store.SpaceTables() {
		names = append(names, schema+"."+pq.QuoteIdentifier(table))
	}
	return names
}

// detailed adds what PostgreSQL names besides, such as the view that depends on
// a table.
func detailed(err error) error {
	if found := new(pq.Error); errors.As(err, &found) && found.Detail != "" {
		return fmt.Errorf("%w: %s", err, strings.ReplaceAll(found.Detail, "\n", "; "))
	}
	return err
}

// Grant lets roles read the catalogue and every release that is kept. Loads
// grant the same for theirs.
func Grant(ctx context.Context, database *store.Database, readers []string) error {
	if len(readers) == 0 || database.Schema == "" {
		return nil
	}
	var left error
	err := inTransaction(ctx, database.SQL, func(tx connection) error {
		if err := grantCatalogue(ctx, tx, database, readers); err != nil {
			return err
		}
		kept, err := database.Catalogue(ctx, tx)
		if err != nil {
			return err
		}
		var problems []error
		for _, entry := range kept {
			err := attempt(ctx, tx, func() error { return grantSpace(ctx, tx, database, entry.Number, readers) })
			if err != nil {
				problems = append(problems, fmt.Errorf("release %d: %w", entry.Number, err))
			}
		}
		left = errors.Join(problems...)
		return nil
	})
	return errors.Join(err, left)
}

// grantCurrent is what a load grants that has nothing else to do.
func grantCurrent(ctx context.Context, database *store.Database, readers []string) error {
	if len(readers) == 0 || database.Schema == "" {
		return nil
	}
	return inTransaction(ctx, database.SQL, func(tx connection) error {
		kept, err := database.Catalogue(ctx, tx)
		if err != nil {
			return err
		}
		current, err := store.Current(kept)
		if err != nil {
			return err
		}
		return errors.Join(grantCatalogue(ctx, tx, database, readers), grantSpace(ctx, tx, database, current.Number, readers))
	})
}

func grantCatalogue(ctx context.Context, tx connection, database *store.Database, readers []string) error {
	return grant(ctx, tx, pq.QuoteIdentifier(database.Schema), []string{database.Table("catalogue"), database.Table("schema_migrations")}, readers)
}

func grantSpace(ctx context.Context, tx connection, database *store.Database, number int, readers []string) error {
	name := database.SchemaName(number)
	return grant(ctx, tx, name, tablesOf(name), readers)
}

func grant(ctx context.Context, tx connection, schema string, tables, readers []string) error {
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
