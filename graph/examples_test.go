package graph_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"doichieu/examples"
)

var update = flag.Bool("update", false, "write the golden answers anew")

// TestExamples runs every example on both databases against its golden answer.
func TestExamples(t *testing.T) {
	all, err := examples.All()
	if err != nil {
		t.Fatal(err)
	}
	onBothDatabases(t, func(t *testing.T, a api) {
		for _, example := range all {
			t.Run(example.Name, func(t *testing.T) {
				var got bytes.Buffer
				if err := json.Indent(&got, a.ask(t, example.Query, nil), "", "  "); err != nil {
					t.Fatal(err)
				}
				got.WriteByte('\n')
				golden(t, filepath.Join("..", "examples", "answers", example.Name+".json"), got.Bytes())
			})
		}
	})
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; run the test with -update to write it", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got); run with -update if the change is meant:\n%s", file, diff)
	}
}
