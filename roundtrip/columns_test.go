package roundtrip_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"doichieu/store"
	"doichieu/table"
)

var update = flag.Bool("update", false, "write the golden list of columns anew")

const columnsFile = "testdata/columns.golden"

// checkColumns holds which columns every table has, those of derived tables too.
func checkColumns(t *testing.T, plans *store.Store) {
	t.Helper()
	tables, err := table.New(plans)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, one := range tables.All() {
		fmt.Fprintf(&got, "%s\n", one.Name)
		for _, column := range one.Columns {
			fmt.Fprintf(&got, "\t%s\n", column.Name)
		}
	}
	if *update {
		if err := os.WriteFile(columnsFile, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(columnsFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("columns (-want +got), write them anew with go test ./roundtrip -update:\n%s", diff)
	}
}
