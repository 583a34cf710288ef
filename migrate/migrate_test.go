package migrate_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	atlas "ariga.io/atlas/sql/migrate"
	"github.com/google/go-cmp/cmp"
	"github.com/lib/pq"

	"doichieu/data"
	"doichieu/ent/outcome"
	"doichieu/migrate"
	"doichieu/store"
	"doichieu/store/storetest"
	"doichieu/vocab"
)

func TestUpTwiceChangesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *store.Database) {
		storetest.Migrate(t, database)
		before := version(t, database)
		storetest.Migrate(t, database)
		if after := version(t, database); after != before || before == 0 {
			t.Errorf("version %d, then %d", before, after)
		}
	})
}

func version(t *testing.T, database *store.Database) int {
	t.Helper()
	var version int
	var dirty bool
	if err := database.SQL.QueryRow("SELECT version, dirty FROM "+database.Table("schema_migrations")).Scan(&version, &dirty); err != nil || dirty {
		t.Fatalf("version %d, dirty %t: %v", version, dirty, err)
	}
	return version
}

func TestServersMayMigrateBesideEachOther(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *store.Database) {
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
			storetest.Each(t, func(t *testing.T, database *store.Database) {
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
	storetest.Each(t, func(t *testing.T, database *store.Database) {
		files := copyOf(t, migrate.Shipped())
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

func copyOf(t *testing.T, files fs.FS) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(files, name)
		out[name] = &fstest.MapFile{Data: content}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func load(t *testing.T, database *store.Database, set *data.Dataset, now time.Time) (bool, error) {
	t.Helper()
	return migrate.Load(t.Context(), database, set, migrate.Options{Now: now})
}

func shipped(t *testing.T) *data.Dataset {
	t.Helper()
	set, err := data.Read(data.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestLoadTwiceChangesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *store.Database) {
		storetest.Migrate(t, database)
		changed, err := load(t, database, shipped(t), storetest.LoadedAt)
		if err != nil || !changed {
			t.Fatalf("first load: changed %t, %v", changed, err)
		}
		changed, err = load(t, database, shipped(t), storetest.LoadedAt.Add(time.Hour))
		if err != nil || changed {
			t.Fatalf("second load: changed %t, %v", changed, err)
		}
		release := storetest.Rows(t, database).Release.Query().OnlyX(t.Context())
		if entry := storetest.Current(t, database); !entry.LoadedAt.Equal(storetest.LoadedAt) || !release.LoadedAt.Equal(entry.LoadedAt) {
			t.Errorf("loaded at %s, says the catalogue, and %s", entry.LoadedAt, release.LoadedAt)
		}
	})
}

func TestLoadRefreshesRowsOfAnEarlierLoader(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *store.Database) {
		storetest.Fill(t, database)
		before := storetest.Current(t, database)
		if _, err := database.SQL.Exec(fmt.Sprintf("UPDATE %s SET rows_version = %d", database.Table("catalogue"), migrate.RowsVersion-1)); err != nil {
			t.Fatal(err)
		}
		changed, err := load(t, database, shipped(t), storetest.LoadedAt)
		if err != nil || !changed {
			t.Fatalf("changed %t, %v", changed, err)
		}
		if after := storetest.Current(t, database); after.Number <= before.Number || after.RowsVersion != migrate.RowsVersion {
			t.Errorf("%+v is served", after)
		}
	})
}

func TestForcedLoadMakesEveryRowAnew(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *store.Database) {
		storetest.Fill(t, database)
		later := storetest.LoadedAt.Add(time.Hour)
		if _, err := migrate.Load(t.Context(), database, shipped(t), migrate.Options{Now: later, Force: true}); err != nil {
			t.Fatal(err)
		}
		if release := storetest.Rows(t, database).Release.Query().OnlyX(t.Context()); !release.LoadedAt.Equal(later) {
			t.Errorf("loadedAt is %s", release.LoadedAt)
		}
	})
}

// TestWhatTheCheckerPassesCanBeLoaded enters what was once let through and
// then refused by the database.
func TestWhatTheCheckerPassesCanBeLoaded(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *store.Database) {
		storetest.Migrate(t, database)
		files := copyOf(t, data.Shipped())
		const name = "documents/binh-dinh-2024-plan.yaml"
		files[name].Data = bytes.Replace(files[name].Data, []byte("\ntargets:\n"), []byte(`
targets:
- {id: XI.1, year: 2024, indicator: society.adult_smartphone, wording: x, sources: [{lines: [1]}],
   measures: [{operator: REACH, value: 120}, {level: COMMUNE, operator: REACH, value: 130}]}
- {id: "11.1", year: 2024, indicator: society.adult_smartphone, wording: x, sources: [{lines: [1]}], measures: [{operator: QUALITATIVE}]}
- {id: "11.01", year: 2024, indicator: society.adult_smartphone, wording: x, sources: [{lines: [1]}], measures: [{operator: QUALITATIVE}]}
`), 1)
		set, err := data.Read(files)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := load(t, database, set, storetest.LoadedAt); err != nil {
			t.Error(err)
		}
	})
}

// TestSumsOfMoneyAreStoredExactly loads numbers on both sides of nine trillion,
// where decimals end, and has the database sort them.
func TestSumsOfMoneyAreStoredExactly(t *testing.T) {
	values := []string{"-27000000000000", "8999999999999.999999", "9000000000000", "27000000000000", "9007199254740991"}
	storetest.Each(t, func(t *testing.T, database *store.Database) {
		storetest.Migrate(t, database)
		files := copyOf(t, data.Shipped())
		const name = "documents/binh-dinh-2020-2023-report.yaml"
		entered := "\noutcomes:\n"
		for i, value := range values {
			entered += fmt.Sprintf("- {id: vnd-%d, year: 2023, indicator: society.adult_smartphone, unit: VND, wording: x, value: %s, sources: [{lines: [1]}]}\n", i, value)
		}
		files[name].Data = bytes.Replace(files[name].Data, []byte("\noutcomes:\n"), []byte(entered), 1)
		set, err := data.Read(files)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := load(t, database, set, storetest.LoadedAt); err != nil {
			t.Fatal(err)
		}
		var got []string
		query := storetest.Rows(t, database).Outcome.Query().Where(outcome.UnitEQ(vocab.UnitVND))
		for _, o := range query.Order(outcome.ByValue()).AllX(t.Context()) {
			if strings.Contains(o.ID, "/vnd-") {
				got = append(got, o.Value.String())
			}
		}
		if diff := cmp.Diff(values, got); diff != "" {
			t.Errorf("(-entered +stored):\n%s", diff)
		}
	})
}

func TestLoadKeepsTheNewestReleases(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *store.Database) {
		storetest.Migrate(t, database)
		for _, name := range []string{"first", "second", "third", "fourth"} {
			storetest.Load(t, database, storetest.Another(t, name), storetest.LoadedAt)
		}
		kept, err := database.Catalogue(t.Context(), database.SQL)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, entry := range kept {
			names = append(names, entry.ID)
			client, err := database.Client(entry.Number)
			if err != nil {
				t.Fatal(err)
			}
			if release := client.Release.Query().OnlyX(t.Context()); release.ID != entry.ID {
				t.Errorf("the space of %s holds %s", entry.ID, release.ID)
			}
		}
		if diff := cmp.Diff([]string{"fourth", "third", "second"}, names); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if found := storetest.Spaces(t, database); len(found) != len(kept) {
			t.Errorf("%d spaces are there: %v", len(found), found)
		}
	})
}

func TestFailedLoadLeavesTheEarlierRelease(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *store.Database) {
		storetest.Fill(t, database)
		before := storetest.Current(t, database)
		set := storetest.Another(t, "next")
		// The checker would refuse this; the database must as well.
		set.Documents[len(set.Documents)-1].Targets[0].Measures[0].Unit = vocab.Unit("FURLONGS")
		if _, err := load(t, database, set, storetest.LoadedAt); err == nil {
			t.Fatal("a measure in furlongs was loaded")
		}
		if after := storetest.Current(t, database); !after.Equal(before) {
			t.Errorf("%+v is served", after)
		}
		if found := storetest.Spaces(t, database); len(found) != 1 {
			t.Errorf("the failed load left something: %v", found)
		}
	})
}

func TestActivateGoesBackAndForth(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *store.Database) {
		plans := storetest.Fill(t, database)
		first := storetest.Current(t, database)
		storetest.Load(t, database, storetest.Another(t, "next"), storetest.LoadedAt)
		second := storetest.Current(t, database)
		for _, entry := range []store.Entry{first, second} {
			if err := migrate.Activate(t.Context(), database, entry.Number); err != nil {
				t.Fatal(err)
			}
			if release, err := plans.Refresh(t.Context()); err != nil || release.Info.ID != entry.ID {
				t.Errorf("%v, %v, want %s", release, err, entry.ID)
			}
		}
		if err := migrate.Activate(t.Context(), database, 99); !errors.Is(err, migrate.ErrNotKept) {
			t.Errorf("got %v", err)
		}
		if entry := storetest.Current(t, database); !entry.Equal(second) {
			t.Errorf("%+v is served", entry)
		}
	})
}

// Loaders that run beside each other take turns; each makes a release.
func TestLoadersTakeTurns(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *store.Database) {
		storetest.Migrate(t, database)
		var wait sync.WaitGroup
		for i := range 3 {
			wait.Go(func() { storetest.Load(t, database, storetest.Another(t, fmt.Sprint(i)), storetest.LoadedAt) })
		}
		wait.Wait()
		if found := storetest.Spaces(t, database); len(found) != 3 {
			t.Errorf("spaces %v", found)
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
	files := copyOf(t, migrate.Shipped())
	for folder, change := range changes {
		addMigration(t, files, folder, change)
	}
	storetest.Each(t, func(t *testing.T, database *store.Database) {
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
		set := shipped(t)
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
	storetest.Each(t, func(t *testing.T, database *store.Database) {
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
func makeSchema(t *testing.T, database *store.Database, name string) {
	t.Helper()
	if _, err := database.SQL.Exec("CREATE SCHEMA " + pq.QuoteIdentifier(name)); err != nil {
		t.Fatal(err)
	}
}

// A loader that was killed between noting a file and entering the release left
// the file, or not even that; the next load removes both. What cannot be
// removed keeps no release from being loaded.
func TestWhatAKilledLoaderLeftGoes(t *testing.T) {
	database := storetest.Open(t, storetest.SQLiteURL(t))
	storetest.Migrate(t, database)
	storetest.Exec(t, database, "INSERT INTO spaces (number) VALUES (6), (7)")
	if err := os.WriteFile(database.SpaceFile(7), []byte("half a release"), 0o644); err != nil {
		t.Fatal(err)
	}
	if changed, err := load(t, database, shipped(t), storetest.LoadedAt); err != nil || !changed {
		t.Fatalf("changed %t, %v", changed, err)
	}
	if found := storetest.Spaces(t, database); len(found) != 1 {
		t.Errorf("spaces %v", found)
	}
	storetest.Exec(t, database, "INSERT INTO spaces (number) VALUES (70)")
	if err := os.MkdirAll(database.SpaceFile(70)+"/mine", 0o755); err != nil {
		t.Fatal(err)
	}
	changed, err := load(t, database, storetest.Another(t, "next"), storetest.LoadedAt)
	if !changed || !errors.Is(err, migrate.ErrNotSwept) {
		t.Errorf("changed %t, %v", changed, err)
	}
	if current := storetest.Current(t, database); current.ID != "next" {
		t.Errorf("%+v is served", current)
	}
}
