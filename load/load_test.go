package load_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"entgo.io/ent/dialect/sql"
	"github.com/google/go-cmp/cmp"

	"doichieu/data"
	"doichieu/db"
	"doichieu/ent/outcome"
	"doichieu/load"
	"doichieu/store/storetest"
	"doichieu/vocab"
)

func loadAt(t *testing.T, database *db.Database, set *data.Dataset, now time.Time) (bool, error) {
	t.Helper()
	return load.Dataset(t.Context(), database, set, load.Options{Now: now})
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
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		storetest.Migrate(t, database)
		changed, err := loadAt(t, database, shipped(t), storetest.LoadedAt)
		if err != nil || !changed {
			t.Fatalf("first load: changed %t, %v", changed, err)
		}
		changed, err = loadAt(t, database, shipped(t), storetest.LoadedAt.Add(time.Hour))
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
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		storetest.Fill(t, database)
		before := storetest.Current(t, database)
		if _, err := database.SQL.Exec(fmt.Sprintf("UPDATE %s SET rows_version = %d", database.Table("catalogue"), load.RowsVersion-1)); err != nil {
			t.Fatal(err)
		}
		changed, err := loadAt(t, database, shipped(t), storetest.LoadedAt)
		if err != nil || !changed {
			t.Fatalf("changed %t, %v", changed, err)
		}
		if after := storetest.Current(t, database); after.Number <= before.Number || after.RowsVersion != load.RowsVersion {
			t.Errorf("%+v is served", after)
		}
	})
}

func TestForcedLoadMakesEveryRowAnew(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		storetest.Fill(t, database)
		later := storetest.LoadedAt.Add(time.Hour)
		if _, err := load.Dataset(t.Context(), database, shipped(t), load.Options{Now: later, Force: true}); err != nil {
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
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		storetest.Migrate(t, database)
		files := storetest.CopyFiles(t, data.Shipped())
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
		if _, err := loadAt(t, database, set, storetest.LoadedAt); err != nil {
			t.Error(err)
		}
	})
}

// TestSumsOfMoneyAreStoredExactly loads numbers on both sides of nine trillion,
// where decimals end, and has the database sort them.
func TestSumsOfMoneyAreStoredExactly(t *testing.T) {
	values := []string{"-27000000000000", "8999999999999.999999", "9000000000000", "27000000000000", "9007199254740991"}
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		storetest.Migrate(t, database)
		files := storetest.CopyFiles(t, data.Shipped())
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
		if _, err := loadAt(t, database, set, storetest.LoadedAt); err != nil {
			t.Fatal(err)
		}
		var got []string
		query := storetest.Rows(t, database).Outcome.Query().Where(sql.FieldEQ(outcome.FieldUnit, vocab.UnitVND))
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
	storetest.Each(t, func(t *testing.T, database *db.Database) {
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
			space, err := database.Space(entry.Number)
			if err != nil {
				t.Fatal(err)
			}
			if release := space.Client.Release.Query().OnlyX(t.Context()); release.ID != entry.ID {
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
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		storetest.Fill(t, database)
		before := storetest.Current(t, database)
		set := storetest.Another(t, "next")
		// The checker would refuse this; the database must as well.
		set.Documents[len(set.Documents)-1].Targets[0].Measures[0].Unit = vocab.Unit("FURLONGS")
		if _, err := loadAt(t, database, set, storetest.LoadedAt); err == nil {
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
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		plans := storetest.Fill(t, database)
		first := storetest.Current(t, database)
		storetest.Load(t, database, storetest.Another(t, "next"), storetest.LoadedAt)
		second := storetest.Current(t, database)
		for _, entry := range []db.Entry{first, second} {
			if err := load.Activate(t.Context(), database, entry.Number); err != nil {
				t.Fatal(err)
			}
			if release, err := plans.Refresh(t.Context()); err != nil || release.Info.ID != entry.ID {
				t.Errorf("%v, %v, want %s", release, err, entry.ID)
			}
		}
		if err := load.Activate(t.Context(), database, 99); !errors.Is(err, load.ErrNotKept) {
			t.Errorf("got %v", err)
		}
		if entry := storetest.Current(t, database); !entry.Equal(second) {
			t.Errorf("%+v is served", entry)
		}
	})
}

// Loaders that run beside each other take turns; each makes a release.
func TestLoadersTakeTurns(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
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
	if changed, err := loadAt(t, database, shipped(t), storetest.LoadedAt); err != nil || !changed {
		t.Fatalf("changed %t, %v", changed, err)
	}
	if found := storetest.Spaces(t, database); len(found) != 1 {
		t.Errorf("spaces %v", found)
	}
	storetest.Exec(t, database, "INSERT INTO spaces (number) VALUES (70)")
	if err := os.MkdirAll(database.SpaceFile(70)+"/mine", 0o755); err != nil {
		t.Fatal(err)
	}
	changed, err := loadAt(t, database, storetest.Another(t, "next"), storetest.LoadedAt)
	if !changed || !errors.Is(err, load.ErrNotSwept) {
		t.Errorf("changed %t, %v", changed, err)
	}
	if current := storetest.Current(t, database); current.ID != "next" {
		t.Errorf("%+v is served", current)
	}
}

func TestLoadTellsHowFarItIs(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		storetest.Migrate(t, database)
		set := storetest.Another(t, "progress")
		last := 0
		_, err := load.Dataset(t.Context(), database, set, load.Options{
			Now: storetest.LoadedAt,
			Progress: func(written, all int) {
				if written <= last || written > all || all != len(set.Documents) {
					t.Errorf("%d of %d after %d", written, all, last)
				}
				last = written
			},
		})
		if err != nil || last != len(set.Documents) {
			t.Errorf("%d of %d documents, %v", last, len(set.Documents), err)
		}
	})
}
