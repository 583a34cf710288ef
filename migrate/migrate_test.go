package migrate_test

import (
	"bytes"
	"database/sql"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"doichieu/data"
	"doichieu/ent/finding"
	"doichieu/ent/target"
	"doichieu/migrate"
	"doichieu/store"
	"doichieu/store/storetest"
	"doichieu/vocab"
)

func TestUpTwiceChangesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *store.Database) {
		storetest.Migrate(t, database)
		before := version(t, database.SQL)
		storetest.Migrate(t, database)
		if after := version(t, database.SQL); after != before || before == 0 {
			t.Errorf("version %d, then %d", before, after)
		}
	})
}

func version(t *testing.T, db *sql.DB) int {
	t.Helper()
	var version int
	var dirty bool
	if err := db.QueryRow("SELECT version, dirty FROM schema_migrations").Scan(&version, &dirty); err != nil || dirty {
		t.Fatalf("version %d, dirty %t: %v", version, dirty, err)
	}
	return version
}

func TestServersMayMigrateBesideEachOther(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *store.Database) {
		var wait sync.WaitGroup
		for range 8 {
			wait.Go(func() {
				if err := migrate.Up(t.Context(), database.SQL, database.Dialect, database.File+".lock"); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		version(t, database.SQL)
	})
}

func TestTamperedMigrationIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *store.Database) {
		files := copyOf(t, migrate.Shipped())
		for name, file := range files {
			if strings.HasSuffix(name, ".up.sql") {
				file.Data = append(file.Data, []byte("CREATE TABLE stray (id int);\n")...)
			}
		}
		err := migrate.UpFrom(t.Context(), files, database.SQL, database.Dialect, database.File+".lock")
		if err == nil || !strings.Contains(err.Error(), "atlas.sum") {
			t.Fatalf("got %v, want a complaint about atlas.sum", err)
		}
		if _, err := database.SQL.Exec("SELECT 1 FROM targets"); err == nil {
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
	return migrate.Load(t.Context(), database.Client, database.Dialect, set, now)
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
		release := database.Client.Release.Query().OnlyX(t.Context())
		if !release.LoadedAt.Equal(storetest.LoadedAt) {
			t.Errorf("loadedAt became %s", release.LoadedAt)
		}
	})
}

func TestLoadRefreshesRowsOfAnEarlierLoader(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *store.Database) {
		storetest.Fill(t, database)
		database.Client.Release.Update().SetRowsVersion(migrate.RowsVersion - 1).ExecX(t.Context())
		database.Client.Finding.Update().SetMessage("as worded earlier").ExecX(t.Context())
		changed, err := load(t, database, shipped(t), storetest.LoadedAt)
		if err != nil || !changed {
			t.Fatalf("changed %t, %v", changed, err)
		}
		if n := database.Client.Finding.Query().Where(finding.Message("as worded earlier")).CountX(t.Context()); n != 0 {
			t.Errorf("%d findings of the earlier loader are left", n)
		}
	})
}

func TestReloadMakesEveryRowAnew(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *store.Database) {
		storetest.Fill(t, database)
		later := storetest.LoadedAt.Add(time.Hour)
		if err := migrate.Reload(t.Context(), database.Client, database.Dialect, shipped(t), later); err != nil {
			t.Fatal(err)
		}
		if release := database.Client.Release.Query().OnlyX(t.Context()); !release.LoadedAt.Equal(later) {
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

func TestLoadReplacesTheEarlierRelease(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *store.Database) {
		storetest.Fill(t, database)
		set := shipped(t)
		set.Checksum = strings.Repeat("1", 64)
		set.Documents = set.Documents[:1]
		set.Documents[0].Findings = nil
		if _, err := load(t, database, set, storetest.LoadedAt); err != nil {
			t.Fatal(err)
		}
		if n := database.Client.Document.Query().CountX(t.Context()); n != 1 {
			t.Errorf("%d documents, want 1", n)
		}
		if n := database.Client.Target.Query().Where(target.DocumentIDNEQ("document/" + set.Documents[0].Document.Slug)).CountX(t.Context()); n != 0 {
			t.Errorf("%d targets of other documents are left", n)
		}
	})
}

func TestFailedLoadLeavesTheEarlierRelease(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *store.Database) {
		storetest.Fill(t, database)
		before := database.Client.Source.Query().CountX(t.Context())
		set := shipped(t)
		set.Checksum = strings.Repeat("2", 64)
		// The checker would refuse this; the database must as well.
		set.Documents[len(set.Documents)-1].Targets[0].Measures[0].Unit = vocab.Unit("FURLONGS")
		if _, err := load(t, database, set, storetest.LoadedAt); err == nil {
			t.Fatal("a measure in furlongs was loaded")
		}
		if after := database.Client.Source.Query().CountX(t.Context()); after != before {
			t.Errorf("%d sources before, %d after", before, after)
		}
		release := database.Client.Release.Query().OnlyX(t.Context())
		if release.Checksum == set.Checksum {
			t.Error("the failed release is there")
		}
	})
}

// TestDatabaseRefuses writes past the checker: what the database itself can
// know, it does not let through.
func TestDatabaseRefuses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *store.Database) {
		storetest.Fill(t, database)
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
			if _, err := database.SQL.Exec(statement); err == nil {
				t.Errorf("%s was let through", name)
			}
		}
	})
}
