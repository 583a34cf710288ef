package data_test

import (
	"os"
	"path/filepath"
	"testing"

	"doichieu/data"
	"doichieu/data/generate"
)

// large writes a dataset of a tenth of the national size and returns its directory.
func large(b *testing.B) string {
	b.Helper()
	dir := filepath.Join(b.TempDir(), "dataset")
	if err := generate.Write(dir, generate.Options{Provinces: 6, Years: 10, Seed: 1}); err != nil {
		b.Fatal(err)
	}
	return dir
}

func BenchmarkRead(b *testing.B) {
	dir := large(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := data.Read(os.DirFS(dir)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFindings(b *testing.B) {
	set, err := data.Read(os.DirFS(large(b)))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		set.AllFindings()
	}
}
