// Package table lays the API's answers out in rows and columns, for people who
// do not write GraphQL. A table is a query whose selected fields are the
// columns, asked of the same schema that clients ask: what a record's field
// means, which filters there are and how two plan years compare is said once,
// in package graph and its schema.
package table

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

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
	records    []string
	each       string
	byPlanYear bool
}

// Column is a field of the API, named by its path from the row's record.
type Column struct {
	Name    string
	Type    string // the field's type in the schema
	List    bool   // several values stand in one cell
	Meaning string // from the schema's descriptions

	path   []string
	ofEach bool // the path starts at the entry that the row is for, not at the record around it
}

// Tables are all tables over a store.
type Tables struct {
	plans *store.Store
	exec  *executor.Executor
	list  []*Table
}

// cachedQueries is beyond the number of tables; look-ups of names come and go.
const cachedQueries = 100

// New makes the tables. It fails when the schema does not have what they are
// made of.
func New(plans *store.Store) (*Tables, error) {
	schema := graph.NewSchema(plans)
	t := &Tables{plans: plans, exec: executor.New(schema)}
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
	t := &Table{
		Name: d.name, Row: d.row, query: fmt.Sprintf(d.query, d.fields),
		records: strings.Split(d.records, "."), each: d.each, byPlanYear: d.byPlanYear,
	}
	query, problems := gqlparser.LoadQuery(schema, t.query)
	if len(problems) > 0 {
		return nil, problems
	}
	operation := query.Operations[0]
	selection := operation.SelectionSet
	for _, key := range t.records {
		field := fieldNamed(selection, key)
		if field == nil {
			return nil, errors.New("the query does not ask for " + d.records)
		}
		selection = field.SelectionSet
	}
	t.addColumns(selection, Column{})
	var err error
	t.Parameters, err = parametersOf(schema, operation)
	return t, err
}

func fieldNamed(selection ast.SelectionSet, key string) *ast.Field {
	for _, s := range selection {
		if field := s.(*ast.Field); field.Alias == key {
			return field
		}
	}
	return nil
}

// addColumns makes a column of each field without fields of its own; around is
// the column so far, on the way down.
func (t *Table) addColumns(selection ast.SelectionSet, around Column) {
	for _, s := range selection {
		field := s.(*ast.Field)
		if t.each != "" && field.Alias == t.each && len(around.path) == 0 && !around.ofEach {
			t.addColumns(field.SelectionSet, Column{ofEach: true})
			continue
		}
		column := Column{
			Type:    field.Definition.Type.Name(),
			List:    around.List || field.Definition.Type.Elem != nil,
			Meaning: strings.TrimSpace(around.Meaning + " " + oneLine(field.Definition.Description)),
			path:    append(slices.Clone(around.path), field.Alias),
			ofEach:  around.ofEach,
		}
		if len(field.SelectionSet) > 0 {
			t.addColumns(field.SelectionSet, column)
			continue
		}
		column.Name = strings.Join(column.path, ".")
		t.Columns = append(t.Columns, column)
	}
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

// rows lays a record out: one row, or one for each entry of the list that the
// table is about. A record without entries keeps its row, unless nothing would
// stand in it.
func (t *Table) rows(record any) [][]string {
	entries := []any{nil}
	if list, _ := at(record, t.each).([]any); len(list) > 0 {
		entries = list
	}
	var out [][]string
	for _, entry := range entries {
		row, blank := make([]string, len(t.Columns)), true
		for i, column := range t.Columns {
			from := record
			if column.ofEach {
				from = entry
			}
			row[i] = guarded(text(from, column.path, outerSeparator))
			blank = blank && row[i] == ""
		}
		if !blank {
			out = append(out, row)
		}
	}
	return out
}
