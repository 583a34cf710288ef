// Package table lays the API's answers out in rows and columns, for people who
// do not write GraphQL. A table is a query whose selected fields are the
// columns, asked of the same schema that clients ask: what a record's field
// means, which filters there are and how two plan years compare is said once,
// in package graph and its schema.
package table

import (
	"fmt"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"doichieu/graph"
	"doichieu/store"
)

// Table is one query laid out in rows and columns.
type Table struct {
	Name       string // as in addresses and file names
	Row        string // what one row is
	Columns    []Column
	Parameters []Parameter

	query      string
	path       []string // from the answer down to what the rows are of
	records    int      // how much of the path leads to the records, which may be none
	byPlanYear bool
	worked     bool // worked out, not recorded
}

// Column is a field of the API, named by its path from the row's entry, its
// record or what stands around that.
type Column struct {
	Name    string
	Type    string // the field's type in the schema
	Meaning string // from the schema's descriptions

	path  []string
	level int // how far down the table's path the column's path starts
	lists int // how many lists the column's path goes through
}

// List reports whether several values stand in one cell.
func (c Column) List() bool { return c.lists > 0 }

// Tables are all tables over a store.
type Tables struct {
	plans *store.Store
	exec  *executor.Executor
	list  []*Table
}

// cachedQueries is beyond the number of tables; look-ups of names come and go.
const cachedQueries = 100

// New makes the tables; the extensions, like a meter, are around each page that
// is read. It fails when the schema does not have what they are made of.
func New(plans *store.Store, extensions ...graphql.HandlerExtension) (*Tables, error) {
	schema := graph.NewSchema(plans)
	t := &Tables{plans: plans, exec: executor.New(schema)}
	for _, each := range extensions {
		t.exec.Use(each)
	}
	t.exec.AroundOperations(graph.Prepare(plans))
	t.exec.SetRecoverFunc(graph.Recover)
	t.exec.SetQueryCache(lru.New[*ast.QueryDocument](cachedQueries))
	for _, d := range definitions {
		table, err := d.build(schema.Schema())
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", d.name, err)
		}
		t.list = append(t.list, table)
	}
	return t, nil
}

// All lists every table.
func (t *Tables) All() []*Table { return t.list }

func (t *Tables) named(name string) (*Table, error) {
	known := make([]string, len(t.list))
	for i, table := range t.list {
		if table.Name == name {
			return table, nil
		}
		known[i] = table.Name
	}
	return nil, graph.Unknown("table", "table", name, known)
}

func (d definition) build(schema *ast.Schema) (*Table, error) {
	records := strings.Split(d.records, ".")
	t := &Table{
		Name: d.name, Row: d.row, query: fmt.Sprintf(d.query, d.fields),
		path: records, records: len(records), byPlanYear: d.byPlanYear, worked: d.worked,
	}
	if d.each != "" {
		t.path = append(t.path, d.each)
	}
	query, problems := gqlparser.LoadQueryWithRules(schema, t.query, rules.NewDefaultRules())
	if len(problems) > 0 {
		return nil, problems
	}
	operation := query.Operations[0]
	t.addColumns(operation.SelectionSet, Column{})
	for _, column := range t.Columns {
		if column.lists > len(separators) {
			return nil, fmt.Errorf("column %s: no separator is left for a list within %d lists", column.Name, len(separators))
		}
	}
	var err error
	t.Parameters, err = parametersOf(schema, operation)
	return t, err
}

// addColumns makes a column of each field without fields of its own; around is
// the column so far, on the way down.
func (t *Table) addColumns(selection ast.SelectionSet, around Column) {
	for _, s := range selection {
		field := s.(*ast.Field)
		if t.leads(field, around) {
			t.addColumns(field.SelectionSet, Column{level: around.level + 1})
			continue
		}
		if field.Definition.Type.Name() == "PageInfo" { // for the way through the pages
			continue
		}
		column := Column{
			Type:    field.Definition.Type.Name(),
			Meaning: strings.TrimSpace(around.Meaning + " " + oneLine(field.Definition.Description)),
			path:    append(slices.Clone(around.path), field.Alias),
			level:   around.level,
			lists:   around.lists,
		}
		if field.Definition.Type.Elem != nil {
			column.lists++
		}
		if len(field.SelectionSet) > 0 {
			t.addColumns(field.SelectionSet, column)
			continue
		}
		column.Name = strings.Join(column.path, ".")
		t.Columns = append(t.Columns, column)
	}
}

// leads reports whether a field is the next step of the table's path.
func (t *Table) leads(field *ast.Field, around Column) bool {
	return len(around.path) == 0 && around.level < len(t.path) && field.Alias == t.path[around.level]
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// header is the names of the columns.
func (t *Table) header() []string {
	names := make([]string, len(t.Columns))
	for i, column := range t.Columns {
		names[i] = column.Name
	}
	return names
}

// rows lays an answer out: one row for each record, or for each entry of the
// list within it that the table is about. A record without entries keeps its
// row, unless nothing would stand in it.
func (t *Table) rows(answer any) [][]string { return t.rowsOf(answer, nil) }

// rowsOf goes down the table's path; around is what it has come through.
func (t *Table) rowsOf(value any, around []any) [][]string {
	around = append(around, value)
	level := len(around) - 1
	if level == len(t.path) {
		return t.row(around)
	}
	next := at(value, t.path[level])
	entries, isList := next.([]any)
	if !isList && next != nil {
		entries = []any{next}
	}
	if len(entries) == 0 && level >= t.records {
		entries = []any{nil}
	}
	var out [][]string
	for _, entry := range entries {
		out = append(out, t.rowsOf(entry, around)...)
	}
	return out
}

// row lays out what stands along the table's path; there is none when all of
// it is blank.
func (t *Table) row(along []any) [][]string {
	row, blank := make([]string, len(t.Columns)), true
	for i, column := range t.Columns {
		row[i] = guarded(text(along[column.level], column.path, separators))
		blank = blank && row[i] == ""
	}
	if blank {
		return nil
	}
	return [][]string{row}
}
