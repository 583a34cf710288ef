package store_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"doichieu/data"
	"doichieu/data/generate"
	"doichieu/db"
	"doichieu/load"
	"doichieu/store"
	"doichieu/store/storetest"
)

// region is a database with a tenth of a country.
func region(b *testing.B) *db.Database {
	b.Helper()
	dir := filepath.Join(b.TempDir(), "dataset")
	if err := generate.Write(dir, generate.Options{Provinces: 6, Years: 10, Seed: 1}); err != nil {
		b.Fatal(err)
	}
	set, err := data.Read(os.DirFS(dir))
	if err != nil {
		b.Fatal(err)
	}
	database := storetest.Open(b, storetest.SQLiteURL(b))
	storetest.Migrate(b, database)
	if _, err := load.Dataset(b.Context(), database, set, load.Options{Now: storetest.LoadedAt}); err != nil {
		b.Fatal(err)
	}
	return database
}

func served(b *testing.B, database *db.Database) *store.Release {
	b.Helper()
	release, err := store.New(database).Release(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	return release
}

// BenchmarkRelease reads what a server needs before it answers.
func BenchmarkRelease(b *testing.B) {
	database := region(b)
	for b.Loop() {
		served(b, database)
	}
}

// BenchmarkWarm reads everything into memory, and reports how much that is for
// each plan year.
func BenchmarkWarm(b *testing.B) {
	database := region(b)
	before := heap()
	var release *store.Release
	for b.Loop() {
		release = served(b, database)
		if err := release.Warm(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(heap()-before)/float64(len(release.PlanYears)), "B/plan-year")
	runtime.KeepAlive(release)
}

func heap() uint64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

func BenchmarkFindTargets(b *testing.B) {
	release := served(b, region(b))
	list, err := release.List(b.Context(), store.Targets)
	if err != nil {
		b.Fatal(err)
	}
	conditions := []store.Condition{{Field: "year", Value: 2024}, {Field: "pillar", Value: release.Indicators[0].Pillar}}
	for b.Loop() {
		if len(list.Find(conditions, store.Order{})) == 0 {
			b.Fatal("nothing found")
		}
	}
}
