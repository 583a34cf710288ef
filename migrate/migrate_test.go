package migrate_test

import (
	"fmt"
	"path"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	atlas "ariga.io/atlas/sql/migrate"
	"github.com/lib/pq"

	"doichieu/db"
	"doichieu/migrate"
	"doichieu/store/storetest"
)

func TestUpTwiceChangesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		storetest.Migrate(t, database)
		before := version(t, database)
		storetest.Migrate(t, database)
		if after := version(t, database); after != before || before == 0 {
			t.Errorf("version %d, then %d", before, after)
		}
	})
}

func version(t *testing.T, database *db.Database) int {
	t.Helper()
	var version int
	var dirty bool
	if err := database.SQL.QueryRow("SELECT version, dirty FROM "+database.Table("schema_migrations")).Scan(&version, &dirty); err != nil || dirty {
		t.Fatalf("version %d, dirty %t: %v", version, dirty, err)
	}
	return version
}

func TestServersMayMigrateBesideEachOther(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		var wait sync.WaitGroup
		for range 8 {
			wait.Go(func() {
				if err := migrate.Up(t.Context(), database); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		version(t, database)
	})
}

// A database of another version of the program, older than the catalogue or
// newer than this one, is refused and left as it is.
func TestSchemaOfAnotherVersionIsRefused(t *testing.T) {
	for name, other := range map[string]int{"older": 20261123032926, "newer": 99990101000000} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, database *db.Database) {
				if database.Schema != "" {
					makeSchema(t, database, database.Schema)
				}
				for _, statement := range []string{
					"CREATE TABLE " + database.Table("schema_migrations") + " (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL)",
					fmt.Sprintf("INSERT INTO %s (version, dirty) VALUES (%d, false)", database.Table("schema_migrations"), other),
				} {
					if _, err := database.SQL.Exec(statement); err != nil {
						t.Fatal(err)
					}
				}
				err := migrate.Up(t.Context(), database)
				if err == nil || !strings.Contains(err.Error(), "the schema of another version of this program") {
					t.Errorf("got %v", err)
				}
				if got := version(t, database); got != other {
					t.Errorf("the schema has version %d now", got)
				}
			})
		})
	}
}

func TestTamperedMigrationIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		files := storetest.CopyFiles(t, migrate.Shipped())
		for name, file := range files {
			if strings.HasSuffix(name, ".up.sql") {
				file.Data = append(file.Data, []byte("CREATE TABLE stray (id int);\n")...)
			}
		}
		err := migrate.UpFrom(t.Context(), files, database)
		if err == nil || !strings.Contains(err.Error(), "atlas.sum") {
			t.Fatalf("got %v, want a complaint about atlas.sum", err)
		}
		if _, err := database.SQL.Exec("SELECT 1 FROM " + database.Table("catalogue")); err == nil {
			t.Error("something of a tampered migration was applied")
		}
	})
}

// TestUpMigratesEveryKeptSpace brings spaces with rows to a newer schema. On
// SQLite a table is made anew for it that others refer to.
func TestUpMigratesEveryKeptSpace(t *testing.T) {
	changes := map[string]string{
		"postgres": "ALTER TABLE documents ADD COLUMN added text NOT NULL DEFAULT 'x'",
		"sqlite": "PRAGMA foreign_keys = off; CREATE TABLE new_documents AS SELECT *, 'x' AS added FROM documents;" +
			"DROP TABLE documents; ALTER TABLE new_documents RENAME TO documents; PRAGMA foreign_keys = on",
	}
	files := storetest.CopyFiles(t, migrate.Shipped())
	for folder, change := range changes {
		addMigration(t, files, folder, change)
	}
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		plans := storetest.Fill(t, database)
		storetest.Load(t, database, storetest.Another(t, "next"), storetest.LoadedAt)
		release, err := plans.Release(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := migrate.UpFrom(t.Context(), files, database); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := release.SearchIndex(t.Context()); err != nil {
			t.Errorf("a server that reads the space: %v", err)
		}
		set := storetest.Another(t, "next")
		for _, space := range storetest.Spaces(t, database) {
			conn := storetest.Inside(t, database, space)
			var documents, targets int
			err := conn.QueryRowContext(t.Context(), "SELECT (SELECT count(*) FROM documents WHERE added = 'x'), (SELECT count(*) FROM targets)").
				Scan(&documents, &targets)
			if err != nil || documents != len(set.Documents) || targets == 0 {
				t.Errorf("%s: %d documents, %d targets, %v", space, documents, targets, err)
			}
		}
		kept, err := database.Catalogue(t.Context(), database.Reads)
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range kept { // whose rows and checksum are those of the migrated space
			if err := database.Check(t.Context(), database.Reads, entry); err != nil || (entry.FileSHA256 == "") != (database.File == "") {
				t.Errorf("release %d, checksum %q: %v", entry.Number, entry.FileSHA256, err)
			}
		}
	})
}

// addMigration puts a migration behind the others of a folder.
func addMigration(t *testing.T, files fstest.MapFS, folder, statement string) {
	t.Helper()
	files[folder+"/99990101000000_change.up.sql"] = &fstest.MapFile{Data: []byte(statement + ";\n")}
	dir := &atlas.MemDir{}
	for name, file := range files {
		if path.Dir(name) == folder {
			if err := dir.WriteFile(path.Base(name), file.Data); err != nil {
				t.Fatal(err)
			}
		}
	}
	sum, err := dir.Checksum()
	if err != nil {
		t.Fatal(err)
	}
	text, err := sum.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	files[folder+"/atlas.sum"] = &fstest.MapFile{Data: text}
}

// TestDatabaseRefuses writes past the checker: what the database itself can
// know, it does not let through.
func TestDatabaseRefuses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		storetest.Fill(t, database)
		space := storetest.Inside(t, database, storetest.Spaces(t, database)[0])
		for name, statement := range map[string]string{
			"an unknown level":             "UPDATE measures SET level = 'GALAXY'",
			"a number without an operator": "UPDATE measures SET operator = 'QUALITATIVE' WHERE value IS NOT NULL",
			"an upper end that is lower":   "UPDATE measures SET operator = 'BETWEEN', upper = value - 1 WHERE value IS NOT NULL",
			"a source without an owner":    "UPDATE sources SET target_id = NULL WHERE target_id IS NOT NULL",
			"a source with two owners":     "UPDATE sources SET target_id = (SELECT min(id) FROM targets) WHERE measure_id IS NOT NULL",
			"a target without indicator":   "UPDATE targets SET indicator_id = 'indicator/none'",
			"two plan years of one year":   "UPDATE plan_years SET year = 2024",
			"a negative amount":            "UPDATE budgets SET amount = -1",
			"a merger without a date":      "UPDATE provinces SET merged_on = NULL",
			"removing a cited document":    "DELETE FROM legal_documents",
		} {
			if _, err := space.ExecContext(t.Context(), statement); err == nil {
				t.Errorf("%s was let through", name)
			}
		}
	})
}

// makeSchema makes a schema that is not the program's.
func makeSchema(t *testing.T, database *db.Database, name string) {
	t.Helper()
	if _, err := database.SQL.Exec("CREATE SCHEMA " + pq.QuoteIdentifier(name)); err != nil {
		t.Fatal(err)
	}
}
