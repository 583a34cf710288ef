package load

import (
	"context"
	"fmt"
	"slices"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/schema"

	"doichieu/db"
	entmigrate "doichieu/ent/migrate"
)

// table is a table of a release's space.
type table struct {
	name     string
	columns  []string
	nullable []bool
	parent   int // the column that refers to another row of the table, or -1
}

// tables are all tables, each after those that it refers to.
var tables = inOrderOfReference(entmigrate.Tables)

func inOrderOfReference(all []*schema.Table) (ordered []*table) {
	done := map[*schema.Table]bool{}
	var add func(*schema.Table)
	add = func(t *schema.Table) {
		if done[t] {
			return
		}
		done[t] = true
		for _, key := range t.ForeignKeys {
			add(key.RefTable)
		}
		ordered = append(ordered, newTable(t))
	}
	for _, t := range all {
		add(t)
	}
	return ordered
}

func newTable(t *schema.Table) *table {
	out := &table{name: t.Name, parent: -1}
	for _, c := range t.Columns {
		out.columns, out.nullable = append(out.columns, c.Name), append(out.nullable, c.Nullable)
	}
	for _, key := range t.ForeignKeys {
		if key.RefTable == t {
			out.parent = out.column(key.Columns[0].Name)
		}
	}
	return out
}

// column is the place of a column in a row, or -1.
func (t *table) column(name string) int { return slices.Index(t.columns, name) }

// findTable finds a table by its name; nil when there is none.
func findTable(name string) *table {
	for _, t := range tables {
		if t.name == name {
			return t
		}
	}
	return nil
}

// plural is the name of the table for a name in the singular.
func plural(name string) string {
	if last := len(name) - 1; name[last] == 'y' {
		return name[:last] + "ies"
	}
	return name + "s"
}

// row is a row of a table, with a value for each of its columns.
type row []any

// insertChunk is how many rows go into one INSERT, well below the limit on
// parameters of either database.
const insertChunk = 500

// writer inserts rows into a release's space.
type writer struct {
	tx      db.Connection
	dialect string
	schema  string // of PostgreSQL; empty on SQLite
}

func newWriter(tx db.Connection, database *db.Database, number int) writer {
	w := writer{tx: tx, dialect: database.Dialect}
	if w.dialect == dialect.Postgres {
		w.schema = database.SchemaName(number)
	}
	return w
}

func (w writer) insert(ctx context.Context, t *table, rows []row) error {
	if t.parent >= 0 {
		rows = parentsFirst(rows, t.parent)
	}
	for chunk := range slices.Chunk(rows, insertChunk) {
		statement := entsql.Dialect(w.dialect).Insert(t.name).Schema(w.schema).Columns(t.columns...)
		for _, r := range chunk {
			statement.Values(r...)
		}
		query, args := statement.Query()
		if _, err := w.tx.ExecContext(ctx, query, args...); err != nil {
			return fmt.Errorf("insert %s: %w", t.name, err)
		}
	}
	return nil
}
