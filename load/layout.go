package load

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"doichieu/data"
	"doichieu/vocab"
)

// layout says how the values of one type of the format become rows. It is derived
// from the fields of the type in data/format.go, with their tags (data.Fields
// explains them), and from the columns of its table in ent/schema. When a field
// has no column, or nothing fills a column, the program does not start.
type layout struct {
	name   string // in the singular, as in the names of columns: legal_document
	table  *table
	leaves []leaf
	lists  []list
	rest   []int // columns that no field fills

	year, sources int // the fields with the plan year and the sources, or -1
}

// leaf is a value that stands in one column.
type leaf struct {
	path   []int // from the struct to the value
	column int
	cell   func(value reflect.Value, in scope) any // nil for NULL
}

// list is a field whose entries have rows of their own.
type list struct {
	data.Field
	links *table // whose rows link a record with those that it names; nil for other lists
}

var (
	textType         = reflect.TypeFor[data.Text]()
	sourceType       = reflect.TypeFor[data.Source]()
	placedSourceType = reflect.TypeFor[data.PlacedSource]()
	citationType     = reflect.TypeFor[data.Citation]()
	citedType        = reflect.TypeFor[data.Cited]()
	findingType      = reflect.TypeFor[data.PlacedFinding]() // as entered or computed
)

// layouts are those of every type that has rows.
var layouts = makeLayouts()

func makeLayouts() map[reflect.Type]*layout {
	made := layoutsByType{}
	made.add("release", reflect.TypeFor[data.Header]())
	made.add("plan_year", reflect.TypeFor[data.PlanYear]())
	made.add("document", reflect.TypeFor[data.Document]())
	made.add("source", sourceType)
	made.add("finding", findingType)
	for _, holder := range []reflect.Type{reflect.TypeFor[data.Dataset](), reflect.TypeFor[data.DocumentFile]()} {
		for _, f := range data.Fields(holder) {
			if listsRecords(f) {
				made.add(data.SnakeCase(f.Type.Elem().Name()), f.Type.Elem())
			}
		}
	}
	made.checkColumns()
	return made
}

// listsRecords reports whether a field of a dataset or a document file lists
// entries or records that have rows as they are.
func listsRecords(f data.Field) bool {
	if f.Type.Kind() != reflect.Slice || f.Type.Elem().Kind() != reflect.Struct {
		return false
	}
	return f.Type.Elem() != reflect.TypeFor[data.DocumentFile]() && f.Type.Elem() != reflect.TypeFor[data.Finding]()
}

type layoutsByType map[reflect.Type]*layout

func (made layoutsByType) add(name string, t reflect.Type) {
	l := &layout{name: name, table: findTable(plural(name)), year: -1, sources: -1}
	if l.table == nil {
		panic(fmt.Sprintf("%s: there is no table %s", t, plural(name)))
	}
	made[t] = l
	made.addFields(l, t, nil)
	for i := range l.table.columns {
		if !slices.ContainsFunc(l.leaves, func(f leaf) bool { return f.column == i }) {
			l.rest = append(l.rest, i)
		}
	}
}

// addFields adds the fields of a struct that is the record or, at a path, a part
// of it without rows of its own.
func (made layoutsByType) addFields(l *layout, t reflect.Type, path []int) {
	for _, f := range data.Fields(t) {
		at := append(slices.Clip(path), f.Index)
		if f.Refers == data.KindPlanYear {
			l.year = f.Index
		}
		if f.Type == reflect.SliceOf(sourceType) {
			l.sources = f.Index
		}
		switch inner := withoutPointer(f.Type); {
		case f.Column == "":
		case isSourceList(f) || f.Type == reflect.SliceOf(citedType):
			l.lists = append(l.lists, list{Field: f})
		case f.Part != "":
			made.add(data.SnakeCase(f.Type.Elem().Name()), f.Type.Elem())
			l.lists = append(l.lists, list{Field: f})
		case f.Refers != "" && f.Type.Kind() == reflect.Slice:
			l.lists = append(l.lists, list{f, l.linksTo(t, f)})
		case inner == textType:
			l.addLeaf(t, f, append(at, 0), f.Column, inner.Field(0).Type)
			l.addLeaf(t, f, append(at, 1), f.Column+"_en", inner.Field(1).Type)
		case inner.Kind() == reflect.Struct:
			made.addFields(l, inner, at)
		default:
			l.addLeaf(t, f, at, f.Column, f.Type)
		}
	}
}

func withoutPointer(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

func isSourceList(f data.Field) bool {
	return f.Type == reflect.SliceOf(sourceType) || f.Type == reflect.SliceOf(placedSourceType) || f.Refers == data.KindSource || f.Part == data.KindSource
}

func (l *layout) addLeaf(t reflect.Type, f data.Field, path []int, column string, value reflect.Type) {
	at := l.table.column(column)
	if at < 0 {
		panic(fmt.Sprintf("%s, %s: the table %s has no column %s", t, f.Key, l.table.name, column))
	}
	cell := cellOf(f, value, l.table.nullable[at])
	if cell == nil {
		panic(fmt.Sprintf("%s, %s: no column holds a %s", t, f.Key, value))
	}
	l.leaves = append(l.leaves, leaf{slices.Clone(path), at, cell})
}

// cellOf returns the function that makes the cell of a field's column. A value that
// is left out is NULL if the column allows it.
func cellOf(f data.Field, t reflect.Type, nullable bool) func(reflect.Value, scope) any {
	switch {
	case f.Refers == data.KindPlanYear:
		return func(v reflect.Value, in scope) any { return in.planYearID(int(v.Int())) }
	case f.Refers != "":
		return func(v reflect.Value, in scope) any { return in.referenceID(f.Refers, v.String()) }
	case t.Kind() == reflect.String:
		return func(v reflect.Value, _ scope) any { return unlessZero(v, nullable, v.String()) }
	case t.Kind() == reflect.Bool:
		return func(v reflect.Value, _ scope) any { return v.Bool() }
	case t.Kind() == reflect.Int || t.Kind() == reflect.Int64:
		return func(v reflect.Value, _ scope) any { return unlessZero(v, nullable, v.Int()) }
	case t == reflect.TypeFor[*vocab.Decimal]() || t == reflect.TypeFor[*int64]():
		return func(v reflect.Value, _ scope) any {
			if v.IsNil() {
				return nil
			}
			return v.Elem().Int()
		}
	case t.Kind() == reflect.Slice:
		return func(v reflect.Value, _ scope) any { return jsonList(v) }
	default:
		return nil
	}
}

func unlessZero(v reflect.Value, nullable bool, cell any) any {
	if nullable && v.IsZero() {
		return nil
	}
	return cell
}

func jsonList(v reflect.Value) any {
	if v.Len() == 0 {
		return json.RawMessage("[]")
	}
	encoded, err := json.Marshal(v.Interface())
	if err != nil {
		panic(err) // texts and numbers can always be written
	}
	return json.RawMessage(encoded)
}

// linksTo is the table that links a record with those that a field names. It is
// called after the field (task_carried_out_by) or the kind (target_agencies).
func (l *layout) linksTo(t reflect.Type, f data.Field) *table {
	found := findTable(l.name + "_" + data.SnakeCase(t.Field(f.Index).Name))
	if found == nil {
		found = findTable(l.name + "_" + plural(f.Refers))
	}
	if found == nil {
		panic(fmt.Sprintf("%s, %s: no table links it", t, f.Key))
	}
	for _, column := range found.columns {
		if !slices.Contains([]string{"id", l.name + "_id", f.Column, "role", "position"}, column) {
			panic(fmt.Sprintf("%s, %s: nothing fills the column %s of %s", t, f.Key, column, found.name))
		}
	}
	return found
}

// placeColumns hold what a record has by its place in the dataset, and those of
// the release what the loader says of it.
var placeColumns = []string{"id", "sort_key", "document_id", "province_id"}
var releaseColumns = []string{"id", "checksum", "rows_version", "loaded_at"}

// checkColumns panics at a column that nothing fills.
func (made layoutsByType) checkColumns() {
	for t, l := range made {
		known := slices.Clone(placeColumns)
		if l.name == "release" {
			known = releaseColumns
		}
		for _, owner := range made {
			if slices.ContainsFunc(owner.lists, func(of list) bool { return made.entriesOf(of) == l }) {
				known = append(known, owner.name+"_id")
			}
		}
		for _, column := range l.rest {
			if name := l.table.columns[column]; !slices.Contains(known, name) {
				panic(fmt.Sprintf("%s: nothing fills the column %s of %s", t, name, l.table.name))
			}
		}
	}
}

// entriesOf is the layout of a list's entries; nil for links.
func (made layoutsByType) entriesOf(l list) *layout {
	switch {
	case l.links != nil:
		return nil
	case isSourceList(l.Field):
		return made[sourceType]
	case l.Type == reflect.SliceOf(citedType):
		return made[citationType]
	default:
		return made[l.Type.Elem()]
	}
}
