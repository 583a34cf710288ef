package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"text/template"

	"entgo.io/ent/entc/gen"

	"doichieu/compare"
)

//go:embed record.gotpl
var recordTemplate string

//go:embed bind.gotpl
var bindTemplate string

const generatedFile = "generated.go"

// registers are read once, whole, and found by id through a method of
// store.Release that is named like them.
var registers = []string{"Province", "Document", "Concept", "Indicator", "Agency", "LegalDocument", "Initiative"}

// rules are the structs of package compare that records embed. Package store
// fills what is not a field of the row (a target's year) itself.
var rules = map[string]reflect.Type{
	"Target":  reflect.TypeFor[compare.Target](),
	"Measure": reflect.TypeFor[compare.Measure](),
	"Outcome": reflect.TypeFor[compare.Outcome](),
}

// shared are fields that package store puts into values which records share.
var shared = map[string][]string{"Task": {"schedule_text", "schedule_start", "schedule_end", "recurring"}}

// kind is a kind of record that is entered from documents.
type kind struct {
	*gen.Type
	Embedded bool // in a struct that package record declares for its relations
	Values   []value
	Lists    []*gen.Edge // its sources and citations
}

// value is a field of a record, with the expression that makes it of a row.
type value struct {
	Name, Type string
	Comment    string
	Path       string // of the field in the record
	Made       string
	IsText     bool   // of its own, which is packed
	InRules    bool   // a field of what package compare sees
	If         string // the field of the row that must be there
}

// writeRecords writes how rows become the plain values of package record: the
// structs and, in package store, the functions that fill them.
func writeRecords(graph *gen.Graph) error {
	declared, err := declaredIn("record")
	if err != nil {
		return err
	}
	data := struct{ Kinds, Body []*kind }{}
	for _, t := range ownersOfSources(graph) {
		k, err := newKind(t, declared)
		if err != nil {
			return err
		}
		data.Kinds = append(data.Kinds, k)
	}
	for _, e := range typeNamed(graph, "Document").Edges {
		if at := slices.IndexFunc(data.Kinds, func(k *kind) bool { return k.Name == e.Type.Name }); at >= 0 {
			data.Body = append(data.Body, data.Kinds[at])
		}
	}
	if err := write("record", recordTemplate, data); err != nil {
		return err
	}
	return write("store", bindTemplate, data)
}

// ownersOfSources are the kinds of record that have sources.
func ownersOfSources(graph *gen.Graph) (kinds []*gen.Type) {
	for _, e := range typeNamed(graph, "Source").Edges {
		if e.Optional {
			kinds = append(kinds, e.Type)
		}
	}
	return kinds
}

func typeNamed(graph *gen.Graph, name string) *gen.Type {
	return graph.Nodes[slices.IndexFunc(graph.Nodes, func(t *gen.Type) bool { return t.Name == name })]
}

// declaredIn are the types that are declared by hand in a package.
func declaredIn(dir string) (map[string]bool, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	declared := map[string]bool{}
	for _, name := range files {
		if filepath.Base(name) == generatedFile {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for node := range ast.Preorder(file) {
			if spec, ok := node.(*ast.TypeSpec); ok {
				declared[spec.Name.Name] = true
			}
		}
	}
	return declared, nil
}

func newKind(t *gen.Type, declared map[string]bool) (*kind, error) {
	k := &kind{Type: t, Embedded: declared[t.Name]}
	fields := append([]*gen.Field{t.ID}, t.Fields...)
	for _, name := range shared[t.Name] {
		at := slices.IndexFunc(fields, func(f *gen.Field) bool { return f.Name == name })
		if at < 0 {
			return nil, fmt.Errorf("%s.%s is shared, but there is no such field", t.Name, name)
		}
		fields = slices.Delete(fields, at, at+1)
	}
	for _, f := range fields {
		values, err := k.valuesOf(f)
		if err != nil {
			return nil, err
		}
		k.Values = append(k.Values, values...)
	}
	for _, e := range t.Edges {
		if e.Type.Name == "Source" || e.Type.Name == "Citation" {
			k.Lists = append(k.Lists, e)
		}
	}
	return k, nil
}

// valuesOf are the values of a record that come of a field of its row. How
// records refer to each other is up to package store.
func (k *kind) valuesOf(f *gen.Field) ([]value, error) {
	if f.Name == "sort_key" {
		return nil, nil
	}
	for _, e := range k.Edges {
		if e.Field() == f {
			return k.reference(f, e), nil
		}
	}
	v := value{Name: f.StructField(), Comment: f.Comment()}
	v.Path, v.InRules = v.Name, k.inRules(v.Name)
	row := "row." + f.StructField()
	if v.InRules {
		v.Path = k.Name + "." + v.Name
	}
	switch {
	case f.Type.String() == "vocab.Decimal" && f.Nillable:
		v.Type, v.Made = "*vocab.Decimal", "b.number("+row+")"
	case f.IsEnum() && !f.Nillable:
		v.Type, v.Made = f.Type.String(), "intern("+row+")"
	case f.IsString() && f.Nillable && v.InRules:
		v.Made, v.IsText = "orEmpty("+row+")", true
	case f.IsString() && f.Nillable:
		v.Type, v.Made = "*string", "b.text("+row+")"
	case f.IsString():
		v.Type, v.Made, v.IsText = "string", row, true
	case f.NillableValue():
		v.Type, v.Made = "*"+f.Type.String(), row
	default:
		v.Type, v.Made = f.Type.String(), row
	}
	return []value{v}, nil
}

func (k *kind) inRules(name string) bool {
	seen, embeds := rules[k.Name]
	if !embeds {
		return false
	}
	_, found := seen.FieldByName(name)
	return found
}

// reference is the entry of a register that a record refers to.
func (k *kind) reference(f *gen.Field, e *gen.Edge) []value {
	if !slices.Contains(registers, e.Type.Name) {
		return nil
	}
	name, id := e.StructField(), "row."+f.StructField()
	v := value{Name: name, Path: name, Type: "*ent." + e.Type.Name}
	if f.Nillable {
		v.If, id = id, "*"+id
	}
	v.Made = fmt.Sprintf("resolve(b, b.release.%s, %s)", e.Type.Name, id)
	values := []value{v}
	if k.inRules(f.StructField()) {
		values = append(values, value{Name: f.StructField(), Path: f.StructField(), InRules: true, Made: "made." + name + ".ID"})
	}
	return values
}

// Struct is the name of the generated struct.
func (k *kind) Struct() string {
	if k.Embedded {
		return k.Name + "Fields"
	}
	return k.Name
}

// Bind is the name of the function that fills a record.
func (k *kind) Bind() string { return strings.ToLower(k.Struct()[:1]) + k.Struct()[1:] }

// Plural is the name of the list of a document.
func (k *kind) Plural() string {
	for _, e := range k.Edges {
		if e.Type.Name == "Document" && e.Inverse != "" {
			return gen.Funcs["pascal"].(func(string) string)(e.Inverse)
		}
	}
	return ""
}

func write(dir, text string, data any) error {
	t, err := template.New(dir).Parse(text)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := t.Execute(&out, data); err != nil {
		return err
	}
	formatted, err := format.Source(out.Bytes())
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", dir, err, out.Bytes())
	}
	return os.WriteFile(filepath.Join(dir, generatedFile), formatted, 0o644)
}
