package generate_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"doichieu/data"
	"doichieu/data/generate"
)

// small gives a dataset with every kind of record.
var small = generate.Options{Provinces: 2, Years: 3, Seed: 1}

func writeDataset(t testing.TB, o generate.Options) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "dataset")
	if err := generate.Write(dir, o); err != nil {
		t.Fatal(err)
	}
	return dir
}

func checksum(t *testing.T, o generate.Options) string {
	t.Helper()
	set, err := data.Read(os.DirFS(writeDataset(t, o)))
	if err != nil {
		t.Fatal(err)
	}
	return set.Checksum
}

func TestSameOptionsGiveTheSameBytes(t *testing.T) {
	other := small
	other.Seed = 2
	first := checksum(t, small)
	if again := checksum(t, small); again != first {
		t.Error("the same options gave another dataset")
	}
	if checksum(t, other) == first {
		t.Error("another seed gave the same dataset")
	}
}

func TestPlanYearsAreOfFullSize(t *testing.T) {
	set, err := data.Read(os.DirFS(writeDataset(t, small)))
	if err != nil {
		t.Fatal(err)
	}
	if got := len(set.PlanYears()); got != 6 {
		t.Errorf("%d plan years, want 6", got)
	}
	var measures, citations int
	for _, f := range set.Documents {
		if f.Document.Kind == "REPORT" {
			if len(f.Outcomes) != 3*20 {
				t.Errorf("%s: %d outcomes", f.Document.Slug, len(f.Outcomes))
			}
			continue
		}
		if len(f.Targets) != 30 || len(f.Tasks) != 80 || len(f.Budgets) != 5 {
			t.Errorf("%s: %d targets, %d tasks, %d budgets", f.Document.Slug, len(f.Targets), len(f.Tasks), len(f.Budgets))
		}
		citations += len(f.Citations)
		for _, target := range f.Targets {
			measures += len(target.Measures)
			citations += len(target.Citations)
		}
	}
	if measures < 6*50 || measures > 6*70 || citations < 6*17 || citations > 6*24 {
		t.Errorf("%d measures and %d citations in 6 plans", measures, citations)
	}
	if n := len(set.AllFindings()); n == 0 || n > 6*5 {
		t.Errorf("%d findings; a careful editor has a few in every plan", n)
	}
}

// TestNothingPassesForReal checks everything that could be quoted.
func TestNothingPassesForReal(t *testing.T) {
	set, err := data.Read(os.DirFS(writeDataset(t, small)))
	if err != nil {
		t.Fatal(err)
	}
	shipped, err := data.Read(data.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	if !set.Header.Synthetic || !strings.HasPrefix(set.Header.Release, "synthetic-") {
		t.Errorf("the header does not say so: %+v", set.Header)
	}
	for _, f := range set.Documents {
		if !strings.Contains(f.Document.Title.VI, "giả định") || !strings.Contains(f.Document.Title.EN, "Synthetic") {
			t.Errorf("title %+v", f.Document.Title)
		}
	}
	realNames := map[string]bool{}
	for _, p := range shipped.Provinces {
		realNames[p.Slug], realNames[p.Name.VI], realNames[p.Name.EN] = true, true, true
	}
	for _, p := range set.Provinces {
		if realNames[p.Slug] || realNames[p.Name.VI] || realNames[p.Name.EN] {
			t.Errorf("%s is the name of a real province", p.Name.VI)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	tests := map[string]struct {
		dir     string
		options generate.Options
	}{
		"a directory with files": {t.TempDir(), small},
		"no provinces":           {filepath.Join(t.TempDir(), "new"), generate.Options{Years: 1}},
		"too many years":         {filepath.Join(t.TempDir(), "new"), generate.Options{Provinces: 1, Years: 51}},
	}
	if err := os.WriteFile(filepath.Join(tests["a directory with files"].dir, "x"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if err := generate.Write(tt.dir, tt.options); err == nil {
				t.Error("was accepted")
			}
		})
	}
}
