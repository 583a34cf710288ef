// Package table turns the API's answers into rows and columns, for people who do
// not write GraphQL. A table is a query whose selected fields are the columns. It
// runs against the same schema that clients use, so that the meaning of a field,
// the filters and the rules of comparison are defined once, in package graph and
// its schema.
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

// Table is a query whose answer is written as rows and columns.
type Table struct {
	Name       string // as in addresses and file names
	Row        string // what one row is
	Columns    []Column
	Parameters []Parameter

	query      string
	path       []string // from the answer down to the entries that have a row each
	records    int      // length of the part of the path that ends at the records
	byPlanYear bool     // every record belongs to a plan year
	derived    bool     // computed by the API, not recorded in the dataset
}

// Column is a field of the API. Its name is its path from the row's entry, from
// the record that holds the entry, or from an object that holds the record.
type Column struct {
	Name    string
	Type    string // the field's type in the schema
	Meaning string // from the schema's descriptions

	path  []string
	level int // position in the table's path where the column's path starts
	lists int // number of lists in the column's path
}

// List reports whether a cell can hold several values.
func (c Column) List() bool { return c.lists > 0 }

// Tables are all tables over a store.
type Tables struct {
	plans *store.Store
	exec  *executor.Executor
	list  []*Table
}

// cachedQueries is more than the number of tables; queries that look up names
// are evicted.
const cachedQueries = 100

// New makes the tables. The extensions, such as a meter, apply to each page that
// is read. It fails if the schema lacks a field that a table needs.
func New(plans *store.Store, extensions ...graphql.HandlerExtension) (*Tables, error) {
	schema := graph.NewSchema(plans)
	t := &Tables{plans: plans, exec: executor.New(schema)}
	for _, extension := range extensions {
		t.exec.Use(extension)
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
		path: records, records: len(records), byPlanYear: d.byPlanYear, derived: d.derived,
	}
	if d.entries != "" {
		t.path = append(t.path, d.entries)
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

// addColumns adds a column for every leaf of a selection. parent has the path,
// meaning and level of the field that the selection belongs to.
func (t *Table) addColumns(selection ast.SelectionSet, parent Column) {
	for _, s := range selection {
		field := s.(*ast.Field)
		if t.isNextStep(field, parent) {
			t.addColumns(field.SelectionSet, Column{level: parent.level + 1})
			continue
		}
		if field.Definition.Type.Name() == "PageInfo" { // used for paging
			continue
		}
		column := Column{
			Type:    field.Definition.Type.Name(),
			Meaning: strings.TrimSpace(parent.Meaning + " " + oneLine(field.Definition.Description)),
			path:    append(slices.Clone(parent.path), field.Alias),
			level:   parent.level,
			lists:   parent.lists,
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

// isNextStep reports whether a field is the next step of the table's path.
func (t *Table) isNextStep(field *ast.Field, parent Column) bool {
	return len(parent.path) == 0 && parent.level < len(t.path) && field.Alias == t.path[parent.level]
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// header lists the names of the columns.
func (t *Table) header() []string {
	names := make([]string, len(t.Columns))
	for i, column := range t.Columns {
		names[i] = column.Name
	}
	return names
}

// rows turns an answer into rows: one for each record, or for each entry of the
// record's list that the table is about. A record without entries still has a
// row, unless that would be blank.
func (t *Table) rows(answer any) [][]string { return t.rowsOf(answer, nil) }

// rowsOf follows the table's path down from a value; ancestors are the values
// before it on the path.
func (t *Table) rowsOf(value any, ancestors []any) [][]string {
	path := append(ancestors, value)
	level := len(path) - 1
	if level == len(t.path) {
		return t.row(path)
	}
	next := valueAt(value, t.path[level])
	entries, isList := next.([]any)
	if !isList && next != nil {
		entries = []any{next}
	}
	if len(entries) == 0 && level >= t.records {
		entries = []any{nil}
	}
	var out [][]string
	for _, entry := range entries {
		out = append(out, t.rowsOf(entry, path)...)
	}
	return out
}

// row makes a row of the values on the table's path; none if all its cells would
// be blank.
func (t *Table) row(values []any) [][]string {
	row, blank := make([]string, len(t.Columns)), true
	for i, column := range t.Columns {
		row[i] = escapeFormula(cellText(values[column.level], column.path, separators))
		blank = blank && row[i] == ""
	}
	if blank {
		return nil
	}
	return [][]string{row}
}
