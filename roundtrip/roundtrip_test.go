// Package roundtrip holds that nothing of a dataset is lost on its way from the
// files to the API, the tables and the export.
package roundtrip_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"doichieu/data"
	"doichieu/db"
	"doichieu/store"
	"doichieu/store/storetest"
	"doichieu/table"
)

// Where a leaf is looked for.
const (
	inAPI    = "the API"
	inTables = "the tables"
	inExport = "the export"
)

// exceptions are leaves that the tables and the export do not show, with the reason.
var exceptions = map[string]string{
	"Budget.sources (their document)":  ownDocument,
	"Duty.sources (their document)":    ownDocument,
	"Funding.sources (their document)": ownDocument,
	"Measure.sources (their document)": ownDocument,
	"Outcome.sources (their document)": ownDocument,
	"Target.sources (their document)":  ownDocument,
	"Task.sources (their document)":    ownDocument,
	"Measure.sources.section":          onePlace,
	"Measure.sources.row":              onePlace,
	"Measure.sources.lines":            onePlace,
	"Target.sources.section":           onePlace,
	"Target.sources.row":               onePlace,
	"Target.sources.lines":             onePlace,
	"Target.measures":                  ownRows,
	"Target.measures (their target)":   ownRows,
	"Indicator.national":               ownRows,
}

const (
	ownDocument = "the sources of a record lie in its own document, which has a column"
	onePlace    = "a row is one measure, and shows the first place that says so"
	ownRows     = "each has a row of its own, which names what it is a part of"
)

// TestEveryLeafIsFound loads a dataset in which every leaf of the format has a value.
func TestEveryLeafIsFound(t *testing.T) {
	set := full(t)
	if t.Failed() {
		return
	}
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		checkFound(t, database, set).checkExceptions()
	})
}

// TestWhatIsLeftOutIsNull loads a dataset in which everything is left out that may be.
func TestWhatIsLeftOutIsNull(t *testing.T) {
	set := minimal(t)
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		checkFound(t, database, set)
	})
}

func checkFound(t *testing.T, database *db.Database, written *data.Dataset) *losses {
	t.Helper()
	want := prepare(t, database, written)
	lost := want.find(t, database)
	t.Logf("%d leaves, %d records, %d values", len(want.leaves()), len(want.types), len(want.all))
	return lost
}

// prepare loads a dataset, and says what it must be shown as.
func prepare(t *testing.T, database *db.Database, written *data.Dataset) *expecter {
	t.Helper()
	storetest.Migrate(t, database)
	loaded := read(t, written)
	storetest.Load(t, database, loaded, storetest.LoadedAt)
	want := expected(written)
	want.add("Dataset.checksum", "", "checksum", loaded.Checksum, nil)
	want.computed = map[string]bool{}
	for _, finding := range loaded.AllFindings() {
		want.computed[finding.ID] = finding.Computed
	}
	return want
}

// find looks for every leaf in the API, the tables and the export.
func (e *expecter) find(t *testing.T, database *db.Database) *losses {
	t.Helper()
	plans := store.New(database)
	e.checkInputs(t, plans)
	checkColumns(t, plans)
	answers := newAPI(t, plans)
	e.checkDerived(t, answers)
	lost := &losses{t: t}
	e.inAPI(answers, lost)
	if testing.Short() && len(lost.messages) > 0 { // one place is enough to judge a mutant
		lost.report()
		return lost
	}
	tables, err := table.New(plans)
	if err != nil {
		t.Fatal(err)
	}
	snapshot, err := tables.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	e.inSheets(inTables, asked(t, tables, snapshot), lost)
	folder := folder{}
	if err := snapshot.WriteDataset(t.Context(), folder); err != nil {
		t.Fatal(err)
	}
	e.inSheets(inExport, exported(t, folder), lost)
	e.inReadme(folder["README.md"].String(), lost)
	lost.report()
	return lost
}

func (e *expecter) leaves() map[string]bool {
	out := map[string]bool{}
	for _, x := range e.all {
		out[x.leaf] = true
	}
	return out
}

// losses are the leaves that were not found, each told once.
type losses struct {
	t        *testing.T
	messages map[[2]string]string
}

func (l *losses) add(e expectation, where, format string, args ...any) {
	if l.messages == nil {
		l.messages = map[[2]string]string{}
	}
	at := [2]string{e.leaf, where}
	if l.messages[at] == "" {
		l.messages[at] = fmt.Sprintf("%s (of %s) is in the dataset but not in %s: %s", e.leaf, e.record, where, fmt.Sprintf(format, args...))
	}
}

// report tells of what was lost, unless it is an exception.
func (l *losses) report() {
	l.t.Helper()
	for _, at := range slices.SortedFunc(maps.Keys(l.messages), func(a, b [2]string) int { return strings.Compare(a[0]+a[1], b[0]+b[1]) }) {
		if exceptions[at[0]] == "" || at[1] == inAPI {
			l.t.Error(l.messages[at])
		}
	}
}

// checkExceptions reports those that are found after all.
func (l *losses) checkExceptions() {
	l.t.Helper()
	for leaf := range exceptions {
		for _, where := range []string{inTables, inExport} {
			if l.messages[[2]string{leaf, where}] == "" {
				l.t.Errorf("the exception for %s is stale: %s has it", leaf, where)
			}
		}
	}
}

// inAPI looks for every leaf in each answer that shows its record.
func (e *expecter) inAPI(a api, lost *losses) {
	ids := map[string]bool{}
	for _, x := range e.all {
		ids[x.record] = x.record != ""
	}
	delete(ids, "")
	answers := a.everything(slices.Sorted(maps.Keys(ids)))
	for _, x := range e.all {
		objects := answers[x.record]
		for _, route := range []string{"nodes", ""} {
			if x.record != "" && !slices.ContainsFunc(objects, func(f found) bool { return (f.route == "nodes") == (route == "nodes") }) {
				lost.add(x, inAPI, "%s: no record has the id (asked for %s)", x.field(), describe(route))
			}
		}
		for _, f := range objects {
			if got := at(f.object, strings.Split(x.path, ".")); !x.is(got) {
				lost.add(x, inAPI, "%s is %v, not %v (asked for %s)", x.field(), got, x.want, f.route)
			}
		}
	}
}

func describe(route string) string {
	if route == "" {
		return "lists"
	}
	return route
}

// is reports whether an answer is what is expected.
func (x expectation) is(got any) bool {
	if list, is := got.([]any); is && x.listed {
		return slices.Contains(list, x.want)
	}
	return reflect.DeepEqual(got, x.want)
}

// sheet is a table as it is read.
type sheet struct {
	columns []string
	rows    []map[string]string
}

func newSheet(t *testing.T, content []byte) sheet {
	t.Helper()
	lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\uFEFF")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := sheet{columns: lines[0]}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, cell := range line {
			row[lines[0][i]] = cell
		}
		out.rows = append(out.rows, row)
	}
	return out
}

// asked are the tables of what is recorded, each asked for by itself.
func asked(t *testing.T, tables *table.Tables, snapshot *table.Snapshot) map[string]sheet {
	t.Helper()
	out := map[string]sheet{}
	for _, of := range tables.All() {
		question, err := tables.Ask(of.Name, nil)
		if err != nil {
			continue // what is worked out needs to be told of what
		}
		var content bytes.Buffer
		if err := snapshot.WriteCSV(t.Context(), &content, question); err != nil {
			t.Fatal(err)
		}
		out[of.Name] = newSheet(t, content.Bytes())
	}
	return out
}

// folder keeps the files of an export.
type folder map[string]*bytes.Buffer

// Create makes a file of an export.
func (f folder) Create(name string) (io.Writer, error) {
	f[name] = &bytes.Buffer{}
	return f[name], nil
}

func exported(t *testing.T, files folder) map[string]sheet {
	t.Helper()
	out := map[string]sheet{}
	for name, content := range files {
		if table, is := strings.CutSuffix(name, ".csv"); is {
			out[table] = newSheet(t, content.Bytes())
		}
	}
	return out
}

// inSheets looks for every leaf in each row of its record.
func (e *expecter) inSheets(where string, sheets map[string]sheet, lost *losses) {
	for _, x := range e.all {
		if x.record == "" || x.listed { // inReadme, and in the row of the one that refers
			continue
		}
		shown := false
		for _, s := range sheets {
			for _, column := range s.columns {
				if column != "id" && (!strings.HasSuffix(column, "Id") || strings.Contains(column, ".")) {
					continue
				}
				for _, row := range s.rows {
					if row[column] == x.record {
						shown = x.inRow(where, s, row, lost) || shown
					}
				}
			}
		}
		if !shown {
			lost.add(x, where, "no column shows %s", x.field())
		}
	}
}

// inRow looks for a leaf in a row of its record, and reports whether there is a
// column for it.
func (x expectation) inRow(where string, s sheet, row map[string]string, lost *losses) bool {
	shown := false
	for column, want := range x.cells() {
		if !slices.Contains(s.columns, column) {
			continue
		}
		shown = true
		if row[column] != want {
			lost.add(x, where, "%s is %q, not %q", column, row[column], want)
		}
	}
	return shown
}

// cells are what may show a leaf: the field, or for a reference the name of what
// is referred to.
func (x expectation) cells() map[string]string {
	out := map[string]string{x.path: cell(x.want, separators)}
	if of, is := strings.CutSuffix(x.path, ".id"); is && x.key != nil {
		for _, name := range []string{".slug", ".code", ".legalDocument.slug"} {
			out[of+name] = cell(x.key, separators)
		}
	}
	if x.want == nil { // nothing that a reference shows is there
		for _, name := range []string{".id", ".slug", ".code"} {
			out[x.path+name] = ""
		}
	}
	return out
}

var separators = []string{"; ", ", "}

// cell is a value as tables write it.
func cell(value any, between []string) string {
	switch v := value.(type) {
	case nil:
		return ""
	case []any:
		var parts []string
		for _, entry := range v {
			parts = append(parts, cell(entry, between[1:]))
		}
		if !slices.ContainsFunc(parts, func(part string) bool { return part != "" }) {
			return ""
		}
		return strings.Join(parts, between[0])
	default:
		return fmt.Sprint(v)
	}
}

// inReadme looks for what the header says in the text beside the exported tables.
func (e *expecter) inReadme(text string, lost *losses) {
	for _, x := range e.all {
		said := strings.Contains(text, fmt.Sprint(x.want))
		if x.leaf == "Header.synthetic" {
			said = strings.Contains(text, "tells of no real plan") == x.want
		}
		if x.record == "" && !said {
			lost.add(x, inExport, "README.md does not say that %s is %v", x.path, x.want)
		}
	}
}
