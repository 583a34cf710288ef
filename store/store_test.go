package store_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"doichieu/data"
	"doichieu/db"
	"doichieu/load"
	"doichieu/record"
	"doichieu/store"
	"doichieu/store/storetest"
)

func TestOpenRefusesOtherDatabases(t *testing.T) {
	for _, url := range []string{"mysql://localhost/x", "data.db", "sqlite://", "postgres://%zz"} {
		if database, err := db.Open(db.Config{URL: url}); err == nil {
			t.Errorf("%s was opened", url)
			_ = database.Close()
		}
	}
}

func TestOpenNeverShowsThePassword(t *testing.T) {
	_, err := db.Open(db.Config{URL: "postgres://user:secret@%zz"})
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("got %v", err)
	}
}

func TestPrivateDatabaseGoesAway(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	database, err := db.Open(db.Config{})
	if err != nil {
		t.Fatal(err)
	}
	storetest.Migrate(t, database)
	if err := database.Close(); err != nil {
		t.Fatal(err)
	}
	if again := storetest.Open(t, "sqlite://"+database.File); again.SQL.Ping() == nil {
		t.Error("the private database is still there")
	}
}

func TestEmptyDatabase(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		storetest.Migrate(t, database)
		if _, err := store.New(database).Release(t.Context()); !errors.Is(err, db.ErrEmpty) {
			t.Errorf("got %v, want ErrEmpty", err)
		}
	})
}

func TestReleaseHoldsTheDataset(t *testing.T) {
	set, err := data.Read(data.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		release := current(t, storetest.Fill(t, database))
		if release.Info.Checksum != set.Checksum || !release.Info.LoadedAt.Equal(storetest.LoadedAt) {
			t.Errorf("release %+v", release.Info)
		}
		counts, err := release.Counts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]int{
			"PROVINCE": len(set.Provinces), "DOCUMENT": len(set.Documents), "CONCEPT": len(set.Concepts),
			"INDICATOR": len(set.Indicators), "AGENCY": len(set.Agencies), "LEGAL_DOCUMENT": len(set.Legal),
			"INITIATIVE": len(set.Initiatives), "PLAN_YEAR": len(set.PlanYears()),
		}
		for _, f := range set.Documents {
			want["TARGET"] += len(f.Targets)
			want["OUTCOME"] += len(f.Outcomes)
			want["TASK"] += len(f.Tasks)
			want["BUDGET"] += len(f.Budgets)
			want["FUNDING"] += len(f.Funding)
			want["DUTY"] += len(f.Duties)
			for _, target := range f.Targets {
				want["MEASURE"] += len(target.Measures)
			}
		}
		for kind, n := range want {
			if counts.Total[kind] != n {
				t.Errorf("%s: %d, want %d", kind, counts.Total[kind], n)
			}
		}
	})
}

func current(t *testing.T, plans *store.Store) *store.Release {
	t.Helper()
	release, err := plans.Release(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return release
}

func TestPlanYearComesWhole(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		release := current(t, storetest.Fill(t, database))
		py, err := planYear(t.Context(), release, "binh-dinh/2024")
		if err != nil {
			t.Fatal(err)
		}
		target := find(t, py.Targets, "binh-dinh/2024/target/3.1")
		if target.PlanYear != py {
			t.Error("the target does not know its plan year")
		}
		measure := target.Measures[0]
		if measure.Value == nil || measure.Value.String() != "80" || measure.Target != target {
			t.Errorf("measure %v", measure)
		}
		var lines [][]int
		for _, s := range target.Sources {
			lines = append(lines, s.Lines)
		}
		if diff := cmp.Diff([][]int{{76}, {364}}, lines); diff != "" {
			t.Errorf("lines (-want +got):\n%s", diff)
		}
		if len(py.Tasks) == 0 || len(py.Tasks[0].Sources) == 0 {
			t.Error("tasks came without sources")
		}
	})
}

// planYear is one whole plan year.
func planYear(ctx context.Context, release *store.Release, id string) (*record.PlanYear, error) {
	list, err := release.WholePlanYears(ctx, []string{id})
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

func find(t *testing.T, targets []*record.Target, id string) *record.Target {
	t.Helper()
	for _, target := range targets {
		if target.ID == id {
			return target
		}
	}
	t.Fatalf("no target %s", id)
	return nil
}

func TestPlanYearIsReadOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		release := current(t, storetest.Fill(t, database))
		first, err := planYear(t.Context(), release, "quang-nam/2024")
		if err != nil {
			t.Fatal(err)
		}
		cancelled, cancel := context.WithCancel(t.Context())
		cancel() // any SQL would fail now
		again, err := planYear(cancelled, release, "quang-nam/2024")
		if err != nil || again != first {
			t.Errorf("read again: %v", err)
		}
	})
}

func TestUnknownPlanYear(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		release := current(t, storetest.Fill(t, database))
		list, err := release.WholePlanYears(t.Context(), []string{"binh-dinh/2024", "binh-dinh/1999"})
		if err != nil || list[0] == nil || list[1] != nil {
			t.Errorf("got %v, %v; want the first and nil", list, err)
		}
	})
}

func TestRefreshSwitchesWhole(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		plans := storetest.Fill(t, database)
		before := current(t, plans)
		if again, err := plans.Refresh(t.Context()); err != nil || again != before {
			t.Fatalf("an unchanged release was read again: %v", err)
		}
		storetest.Load(t, database, storetest.Another(t, "next"), storetest.LoadedAt.Add(time.Hour))
		if current(t, plans) != before {
			t.Error("the release changed without a refresh")
		}
		after, err := plans.Refresh(t.Context())
		if err != nil || after.Info.ID != "next" {
			t.Errorf("after the refresh: %v, %v", after, err)
		}
	})
}

func TestSearchIndexIsMadeOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		release := current(t, storetest.Fill(t, database))
		first, err := release.SearchIndex(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		cancelled, cancel := context.WithCancel(t.Context())
		cancel() // any SQL would fail now
		again, err := release.SearchIndex(cancelled)
		if err != nil || again != first {
			t.Errorf("made again: %v", err)
		}
	})
}

// TestReleasesAreKept goes on reading releases that were replaced, but not for
// longer than is asked for.
func TestReleasesAreKept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		plans := storetest.Fill(t, database)
		releases := []*store.Release{current(t, plans)}
		for _, name := range []string{"second", "third"} {
			set := storetest.Another(t, name)
			if _, err := load.Dataset(t.Context(), database, set, load.Options{Now: storetest.LoadedAt, Keep: 2}); err != nil {
				t.Fatal(err)
			}
			release, err := plans.Refresh(t.Context())
			if err != nil || release.Info.ID != name {
				t.Fatalf("%v, %v", release, err)
			}
			releases = append(releases, release)
		}
		if _, err := releases[0].SearchIndex(t.Context()); !errors.Is(err, db.ErrReplaced) {
			t.Errorf("the first: %v, want ErrReplaced", err)
		}
		for _, kept := range releases[1:] {
			if _, err := kept.SearchIndex(t.Context()); err != nil {
				t.Errorf("%s: %v", kept.Info.ID, err)
			}
		}
	})
}

// TestWarmReadsAhead asks for everything once nothing can be read any more.
func TestWarmReadsAhead(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		release := current(t, storetest.Fill(t, database))
		if err := release.Warm(t.Context()); err != nil {
			t.Fatal(err)
		}
		cancelled, cancel := context.WithCancel(t.Context())
		cancel() // any SQL would fail now
		for _, py := range release.PlanYears {
			if _, err := planYear(cancelled, release, py.ID); err != nil {
				t.Errorf("%s: %v", py.ID, err)
			}
		}
		for _, d := range release.Documents {
			if _, err := release.Bodies(cancelled, []string{d.ID}); err != nil {
				t.Errorf("%s: %v", d.ID, err)
			}
		}
		if _, err := release.List(cancelled, store.Targets); err != nil {
			t.Error(err)
		}
	})
}

// TestWarmKeepsToTheBound has room for a few plan years only.
func TestWarmKeepsToTheBound(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		storetest.Fill(t, database)
		release := current(t, store.NewBounded(database, 200<<10))
		if err := release.Warm(t.Context()); err != nil {
			t.Fatal(err)
		}
		held := 0
		for _, py := range release.PlanYears {
			if release.CachedPlanYears([]string{py.ID}) != nil {
				held++
			}
			whole, err := planYear(t.Context(), release, py.ID)
			if err != nil || whole.ID != py.ID {
				t.Errorf("%s: %v", py.ID, err)
			}
		}
		if held == len(release.PlanYears) {
			t.Errorf("all %d plan years are in 200 KiB", held)
		}
	})
}
