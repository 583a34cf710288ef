package graph_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
	"github.com/vektah/gqlparser/v2/parser"

	"doichieu/db"
	"doichieu/examples"
	"doichieu/store/storetest"
)

// readmeQueries are the queries of the README besides the example "first".
var readmeQueries = []examples.Example{
	{Name: "README: curl", Query: `{ compare(left: {province: "binh-dinh", year: 2024}, right: {province: "quang-nam", year: 2024}) { summary { verdicts { verdict count } } } }`},
	{Name: "README: counts", Query: `{ dataset { documents { slug counts { kind count } } } }`},
}

func TestReadmeQueriesStandInTheReadme(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(readme), `\"`, `"`)
	for _, example := range readmeQueries {
		if !strings.Contains(text, strings.TrimSuffix(strings.TrimPrefix(example.Query, "{ "), " }")) {
			t.Errorf("%s: the README asks something else", example.Name)
		}
	}
}

// TestStatements compares the number of SQL statements of each query of the README
// and of examples/ with a golden file: on a cold cache, on a warm cache, and on a
// cold cache with every field requested twice, under an alias and in fragments.
func TestStatements(t *testing.T) {
	all, err := examples.All()
	if err != nil {
		t.Fatal(err)
	}
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		sent := watch(t, database)
		var table bytes.Buffer
		columns := tabwriter.NewWriter(&table, 0, 0, 2, ' ', tabwriter.AlignRight)
		fmt.Fprintln(columns, "cold\tagain\ttwice by alias and fragment, cold\t  query")
		for _, example := range append(all, readmeQueries...) {
			cold, again := fewest(t, database, sent, example.Query)
			doubled, _ := fewest(t, database, sent, twice(t, example.Query))
			fmt.Fprintf(columns, "%d\t%d\t%d\t  %s\n", cold, again, doubled, example.Name)
		}
		if err := columns.Flush(); err != nil {
			t.Fatal(err)
		}
		golden(t, filepath.Join("testdata", "statements.txt"), table.Bytes())
	})
}

// fewest counts the statements of a query on a cold cache and on a warm one. It
// returns the minimum of several tries: the loaders batch what is requested within
// a millisecond, and a busy machine may take longer.
func fewest(t *testing.T, database *db.Database, sent *statements, query string) (cold, again int) {
	t.Helper()
	const tries = 2
	for i := range tries {
		a := coldAPI(t, database)
		ask := func() { a.ask(t, query, nil) }
		first, second := len(sent.of(ask)), len(sent.of(ask))
		if i == 0 || first < cold {
			cold = first
		}
		if i == 0 || second < again {
			again = second
		}
	}
	return cold, again
}

// twice rewrites a query so that it requests each field a second time under an
// alias, both times in a fragment.
func twice(t *testing.T, query string) string {
	t.Helper()
	document, err := parser.ParseQuery(&ast.Source{Input: query})
	if err != nil {
		t.Fatal(err)
	}
	operation := document.Operations[0]
	once := &ast.FragmentDefinition{Name: "Once", TypeCondition: "Query", SelectionSet: operation.SelectionSet}
	again := &ast.FragmentDefinition{Name: "Again", TypeCondition: "Query"}
	for _, selection := range operation.SelectionSet {
		field := *selection.(*ast.Field)
		field.Alias = "again_" + field.Alias
		again.SelectionSet = append(again.SelectionSet, &field)
	}
	operation.SelectionSet = ast.SelectionSet{&ast.FragmentSpread{Name: "Once"}, &ast.FragmentSpread{Name: "Again"}}
	document.Fragments = append(document.Fragments, once, again)
	var out strings.Builder
	formatter.NewFormatter(&out).FormatQueryDocument(document)
	return out.String()
}
