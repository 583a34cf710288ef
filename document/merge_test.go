package document

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"

	"doichieu/limit"
)

// pets is a schema whose types share field names with equal and different types.
const pets = `
	type Query { pet: Pet any: Any }
	interface Pet { name: String nick: String owner: Pet friend: Pet f(x: Int, in: In): Int }
	type Dog implements Pet { name: String nick: String owner: Pet friend: Dog f(x: Int, in: In): Int own: Any }
	type Cat implements Pet { name: String nick: String owner: Pet friend: Cat f(x: Int, in: In): Int own: Any }
	type Fish { name: String nick: String own: Any f(x: Int): Int all: [Fish] n: Int! }
	union Any = Dog | Cat | Fish
	input In { a: Int b: [Int] }`

func petSchema(t testing.TB) *ast.Schema {
	t.Helper()
	schema, err := gqlparser.LoadSchema(&ast.Source{Input: pets})
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// drawer generates random documents in which many fields share few response names.
type drawer struct {
	*rapid.T
	schema *ast.Schema
	within map[string]string // the types of the fragments there are
	used   map[string]bool
}

// document generates fragments, each of which may spread earlier ones, and operations
// that together reach all of them.
func (d *drawer) document() string {
	var out strings.Builder
	for i := range rapid.IntRange(0, 2).Draw(d.T, "fragments") {
		name, on := fmt.Sprintf("F%d", i), rapid.SampledFrom([]string{"Pet", "Dog", "Cat", "Any"}).Draw(d.T, "on")
		fmt.Fprintf(&out, "fragment %s on %s %s\n", name, on, d.set(on, 1))
		d.within[name] = on
	}
	operations := rapid.IntRange(1, 2).Draw(d.T, "operations")
	for i := range operations {
		set := d.set("Query", 2)
		if i == operations-1 {
			for f := range len(d.within) {
				if name := fmt.Sprintf("F%d", f); !d.used[name] {
					set = strings.TrimSuffix(set, "}") + " pet{..." + name + "}}"
				}
			}
		}
		fmt.Fprintf(&out, "query Q%d %s\n", i, set)
	}
	return out.String()
}

func (d *drawer) set(on string, depth int) string {
	var out strings.Builder
	out.WriteString("{__typename")
	for range rapid.IntRange(1, 3).Draw(d.T, "selections") {
		out.WriteString(" " + d.selection(on, depth))
	}
	return out.String() + "}"
}

func (d *drawer) selection(on string, depth int) string {
	kind := rapid.IntRange(0, 5).Draw(d.T, "kind")
	if on != "Query" && (kind == 0 || kind < 4 && d.schema.Types[on].IsAbstractType()) {
		inner := rapid.SampledFrom([]string{"Dog", "Cat", "Pet", on}).Draw(d.T, "condition")
		return "... on " + inner + d.set(inner, depth)
	}
	if on != "Query" && kind == 4 && len(d.within) > 0 {
		name := fmt.Sprintf("F%d", rapid.IntRange(0, len(d.within)-1).Draw(d.T, "fragment"))
		d.used[name] = true
		return "..." + name
	}
	definition := d.schema.Types[on]
	if len(definition.Fields) == 0 {
		return "a: __typename"
	}
	f := rapid.SampledFrom(definition.Fields).Draw(d.T, "field")
	if strings.HasPrefix(f.Name, "__") || depth == 0 && !d.schema.Types[f.Type.Name()].IsLeafType() {
		return "__typename"
	}
	out := f.Name
	switch { // mostly the same of one object, and something else of another
	case f.Name == "f":
		out += d.mostly(arguments[on])
	case f.Type.Name() == "String":
		out = "a: " + d.mostly(aliased[on])
	case f.Type.Name() == "Int":
		out = "a: n"
	}
	if !d.schema.Types[f.Type.Name()].IsLeafType() {
		out += d.set(f.Type.Name(), depth-1)
	}
	return out
}

var (
	aliased   = map[string]string{"Dog": "name", "Cat": "nick", "Fish": "nick", "Pet": "name"}
	arguments = map[string]string{"Dog": "(in: {a: 1, b: [1, 2]})", "Cat": "(in: {b: [1, 2], a: 2})", "Fish": "(x: 1)", "Pet": "(in: {b: [1, 2], a: 1})"}
)

// mostly returns usual, or sometimes another name.
func (d *drawer) mostly(usual string) string {
	if rapid.IntRange(0, 9).Draw(d.T, "usual") > 0 {
		return usual
	}
	if strings.HasPrefix(usual, "(") {
		return rapid.SampledFrom([]string{"", "(x: 1)", "(x: 2)"}).Draw(d.T, "x")
	}
	return rapid.SampledFrom([]string{"name", "nick"}).Draw(d.T, "name")
}

// TestMergingAgrees compares the rule with the specification's definition by pairs.
// gqlparser's rule cannot serve as the reference, because it finds a conflict between
// fields of a Dog and a Cat where graphql-js and the specification find none.
func TestMergingAgrees(t *testing.T) {
	schema := petSchema(t)
	documents, conflicts, apart := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		query := (&drawer{T: t, schema: schema, within: map[string]string{}, used: map[string]bool{}}).document()
		doc, err := Parse(query, unlimited)
		if err != nil {
			t.Fatal(query, err)
		}
		problems, err := validate(t.Context(), schema, doc, []rule{overlappingFieldsCanBeMerged})
		if err != nil {
			t.Fatal(query, err)
		}
		got := len(problems) > 0
		documents++
		switch {
		case got:
			conflicts++
		case !oneOfEachName(doc):
			apart++
		}
		if want := !(pairwise{schema, map[pair]bool{}, map[pair]bool{}}).document(doc); got != want {
			t.Fatalf("%s\n%v, by the specification %v", query, problems, want)
		}
	})
	t.Logf("of %d documents %d have conflicts, and %d have none only because fields are of different objects", documents, conflicts, apart)
	if documents >= 1_000 && apart < documents/50 {
		t.Error("too few of them tell objects apart")
	}
}

// TestComparisonsAreBounded has documents in which each level triples the number of
// groups to compare. They are valid, but take too long to check completely.
func TestComparisonsAreBounded(t *testing.T) {
	const level = "{owner%s ...on Dog{a:name owner%s} ...on Cat{a:nick owner%s}}"
	inPlace := func(levels int) string {
		set := "{name}"
		for range levels {
			set = strings.ReplaceAll(level, "%s", set)
		}
		return "{pet" + set + "}"
	}
	inFragments := func(levels int) string {
		query := fmt.Sprintf("{pet{...F0}} fragment F%d on Pet{name}", levels)
		for i := range levels {
			query += fmt.Sprintf(" fragment F%d on Pet%s", i, strings.ReplaceAll(level, "%s", fmt.Sprintf("{...F%d}", i+1)))
		}
		return query
	}
	for name, tt := range map[string]struct {
		query   string
		bounded bool
	}{
		"as deep as the limit on fields lets it be": {inPlace(5), false},
		"deeper":                  {inPlace(7), true},
		"fragments":               {inFragments(5), false},
		"fragments within others": {inFragments(30), true},
	} {
		doc, err := Parse(tt.query, unlimited)
		if err != nil {
			t.Fatal(err)
		}
		problems, err := validate(t.Context(), petSchema(t), doc, rules)
		if errors.As(err, new(*limit.Exceeded)) != tt.bounded || len(problems) > 0 {
			t.Errorf("%s: %v %v", name, problems, err)
		}
	}
}

// oneOfEachName reports whether fields of one name are the same in all of a document.
func oneOfEachName(doc *ast.QueryDocument) bool {
	named := map[string]*ast.Field{}
	same := true
	visit := func(f *ast.Field) {
		first := named[f.Alias]
		named[f.Alias] = f
		same = same && (first == nil || first.Name == f.Name && argumentsOf(first) == argumentsOf(f))
	}
	for _, operation := range doc.Operations {
		everyField(operation.SelectionSet, visit)
	}
	return same
}

func everyField(set ast.SelectionSet, visit func(*ast.Field)) {
	collect(set, map[*ast.FragmentDefinition]bool{}, func(f *ast.Field) {
		visit(f)
		everyField(f.SelectionSet, visit)
	})
}

// pairwise implements the rule as the specification defines it.
type pairwise struct {
	schema         *ast.Schema
	shapes, merges map[pair]bool // pairs that were checked before
}

type pair struct{ a, b *ast.Field }

func (p pairwise) once(known map[pair]bool, a, b *ast.Field, law func() bool) bool {
	holds, ok := known[pair{a, b}]
	if !ok {
		holds = law()
		known[pair{a, b}] = holds
	}
	return holds
}

func (p pairwise) document(doc *ast.QueryDocument) bool {
	for _, operation := range doc.Operations {
		if !p.all(operation.SelectionSet) {
			return false
		}
	}
	for _, fragment := range doc.Fragments {
		if !p.all(fragment.SelectionSet) {
			return false
		}
	}
	return true
}

// all checks a selection set and those in it.
func (p pairwise) all(set ast.SelectionSet) bool {
	if !p.canMerge(fieldsIn(set)) {
		return false
	}
	for _, selected := range set {
		switch s := selected.(type) {
		case *ast.Field:
			if !p.all(s.SelectionSet) {
				return false
			}
		case *ast.InlineFragment:
			if !p.all(s.SelectionSet) {
				return false
			}
		}
	}
	return true
}

func fieldsIn(sets ...ast.SelectionSet) map[string][]*ast.Field {
	fields, spread := map[string][]*ast.Field{}, map[*ast.FragmentDefinition]bool{}
	for _, set := range sets {
		collect(set, spread, func(f *ast.Field) { fields[f.Alias] = append(fields[f.Alias], f) })
	}
	return fields
}

// pairs reports whether a law holds for each pair of fields with one response name.
func pairs(fields map[string][]*ast.Field, law func(a, b *ast.Field) bool) bool {
	for _, named := range fields {
		for i, a := range named {
			for _, b := range named[i+1:] {
				if !law(a, b) {
					return false
				}
			}
		}
	}
	return true
}

func (p pairwise) canMerge(fields map[string][]*ast.Field) bool {
	return pairs(fields, func(a, b *ast.Field) bool {
		return p.once(p.merges, a, b, func() bool {
			if !p.sameShape(a, b) {
				return false
			}
			if a.ObjectDefinition != b.ObjectDefinition && a.ObjectDefinition.Kind == ast.Object && b.ObjectDefinition.Kind == ast.Object {
				return true
			}
			return a.Name == b.Name && argumentsOf(a) == argumentsOf(b) && p.canMerge(fieldsIn(a.SelectionSet, b.SelectionSet))
		})
	})
}

func (p pairwise) sameShape(a, b *ast.Field) bool {
	return p.once(p.shapes, a, b, func() bool {
		return (&merger{validation: &validation{schema: p.schema}}).sameShape(a.Definition.Type, b.Definition.Type) &&
			pairs(fieldsIn(a.SelectionSet, b.SelectionSet), p.sameShape)
	})
}

// argumentsOf formats the arguments of a field as graphql-js compares them.
func argumentsOf(f *ast.Field) string {
	var out string
	for _, name := range []string{"x", "in"} {
		argument := f.Arguments.ForName(name)
		if argument == nil {
			continue
		}
		out += name + ":"
		if argument.Value.Kind == ast.ObjectValue {
			out += argument.Value.Children.ForName("a").String() + argument.Value.Children.ForName("b").String()
		} else {
			out += argument.Value.String()
		}
	}
	return out
}
