// Package limit judges a GraphQL document before anything expensive is done
// with it. One walk measures how deep and how large the document is with every
// fragment spread in place; what a fragment holds is measured once, so that the
// walk is linear in the size of the document however often fragments are spread.
package limit

import (
	"fmt"
	"math"

	"github.com/vektah/gqlparser/v2/ast"
)

// Limits are the largest sizes that are answered; zero forbids all.
type Limits struct {
	Depth      int // fields within fields
	Fields     int // fields with every fragment spread in place
	Aliases    int // aliased fields, spread in place
	RootFields int // fields of the query itself
	Directives int // directives, spread in place
	Spreads    int // fragment spreads as written
	Cost       int // fields weighted by how many entries the lists around them may have
	AliasBytes int // of the longest alias, which is answered as often as its field
}

// Default limits leave room for the introspection query of common tools and
// for any one page of the largest plan years.
var Default = Limits{
	Depth: 20, Fields: 2_000, Aliases: 100, RootFields: 20, Directives: 50, Spreads: 200, Cost: 1_000_000,
	AliasBytes: 64,
}

// Exceeded says which limit a document passes.
type Exceeded struct {
	What           string // "depth", "cost" …
	Asked, Allowed int
}

func (e *Exceeded) Error() string {
	asked := fmt.Sprint(e.Asked)
	if e.Asked == huge {
		asked = "far more"
	}
	return fmt.Sprintf("The query's %s is %s; at most %d is allowed.", e.What, asked, e.Allowed)
}

// Size is how large a part of a document is.
type Size struct {
	Depth, Fields, Aliases, Directives, Cost, AliasBytes int

	top int // fields that are not inside another field
}

// huge stands for every number that does not fit.
const huge = math.MaxInt32

// Check measures the operations of a document and returns the size of the
// largest, or an *Exceeded. Documents whose fragments contain themselves or do
// not exist are measured as far as they go; validation refuses them later.
func Check(doc *ast.QueryDocument, schema *ast.Schema, variables map[string]any, limits Limits) (Size, error) {
	w := &walker{
		schema: schema, variables: variables, fragments: doc.Fragments, operations: doc.Operations,
		known: map[string]Size{}, entered: map[string]bool{},
	}
	var largest Size
	for _, operation := range doc.Operations {
		size := w.selections(operation.SelectionSet, rootType(schema, operation.Operation))
		size.Directives = add(size.Directives, len(operation.Directives))
		largest = Size{
			Depth: max(largest.Depth, size.Depth), Fields: max(largest.Fields, size.Fields),
			Aliases: max(largest.Aliases, size.Aliases), Directives: max(largest.Directives, size.Directives),
			Cost: max(largest.Cost, size.Cost), top: max(largest.top, size.top),
			AliasBytes: max(largest.AliasBytes, size.AliasBytes),
		}
	}
	for _, rule := range []struct {
		what           string
		asked, allowed int
	}{
		{"number of root fields", largest.top, limits.RootFields},
		{"number of fragment spreads", spreads(doc), limits.Spreads},
		{"depth", largest.Depth, limits.Depth},
		{"number of fields", largest.Fields, limits.Fields},
		{"number of aliases", largest.Aliases, limits.Aliases},
		{"number of directives", largest.Directives, limits.Directives},
		{"longest alias", largest.AliasBytes, limits.AliasBytes},
		{"cost", largest.Cost, limits.Cost},
	} {
		if err := exceeds(rule.what, rule.asked, rule.allowed); err != nil {
			return largest, err
		}
	}
	return largest, nil
}

func exceeds(what string, asked, allowed int) error {
	if asked <= allowed {
		return nil
	}
	return &Exceeded{What: what, Asked: asked, Allowed: allowed}
}

func rootType(schema *ast.Schema, operation ast.Operation) *ast.Definition {
	switch operation {
	case ast.Mutation:
		return schema.Mutation
	case ast.Subscription:
		return schema.Subscription
	default:
		return schema.Query
	}
}

type walker struct {
	schema     *ast.Schema
	variables  map[string]any
	operations ast.OperationList
	fragments  ast.FragmentDefinitionList
	known      map[string]Size // fragments that were measured
	entered    map[string]bool // fragments that are being measured
}

func (w *walker) selections(set ast.SelectionSet, parent *ast.Definition) Size {
	var total Size
	for _, selection := range set {
		size := w.selection(selection, parent)
		total.Depth = max(total.Depth, size.Depth)
		total.Fields = add(total.Fields, size.Fields)
		total.Aliases = add(total.Aliases, size.Aliases)
		total.Directives = add(total.Directives, size.Directives)
		total.Cost = add(total.Cost, size.Cost)
		total.AliasBytes = max(total.AliasBytes, size.AliasBytes)
		total.top = add(total.top, size.top)
	}
	return total
}

func (w *walker) selection(selection ast.Selection, parent *ast.Definition) Size {
	switch s := selection.(type) {
	case *ast.Field:
		return w.field(s, parent)
	case *ast.InlineFragment:
		size := w.selections(s.SelectionSet, w.typeNamed(s.TypeCondition, parent))
		size.Directives = add(size.Directives, len(s.Directives))
		return size
	case *ast.FragmentSpread:
		size := w.fragment(s.Name)
		size.Directives = add(size.Directives, len(s.Directives))
		return size
	default:
		return Size{}
	}
}

func (w *walker) fragment(name string) Size {
	if size, ok := w.known[name]; ok {
		return size
	}
	definition := w.fragments.ForName(name)
	if definition == nil || w.entered[name] {
		return Size{}
	}
	w.entered[name] = true
	size := w.selections(definition.SelectionSet, w.typeNamed(definition.TypeCondition, nil))
	w.known[name] = size
	return size
}

func (w *walker) typeNamed(name string, otherwise *ast.Definition) *ast.Definition {
	if name == "" {
		return otherwise
	}
	return w.schema.Types[name]
}

func (w *walker) field(f *ast.Field, parent *ast.Definition) Size {
	var definition *ast.FieldDefinition
	if parent != nil {
		definition = parent.Fields.ForName(f.Name)
	}
	var fieldType *ast.Definition
	if definition != nil {
		fieldType = w.schema.Types[definition.Type.Name()]
	}
	size := w.selections(f.SelectionSet, fieldType)
	size.Depth = add(size.Depth, 1)
	size.Fields = add(size.Fields, 1)
	size.top = 1
	size.Directives = add(size.Directives, len(f.Directives))
	if f.Alias != "" && f.Alias != f.Name {
		size.Aliases = add(size.Aliases, 1)
		size.AliasBytes = max(size.AliasBytes, len(f.Alias))
	}
	size.Cost = add(ownCost(f), multiply(size.Cost, w.entries(f, parent, definition)))
	return size
}

func spreads(doc *ast.QueryDocument) int {
	count := 0
	var walk func(ast.SelectionSet)
	walk = func(set ast.SelectionSet) {
		for _, selection := range set {
			switch s := selection.(type) {
			case *ast.Field:
				walk(s.SelectionSet)
			case *ast.InlineFragment:
				walk(s.SelectionSet)
			case *ast.FragmentSpread:
				count++
			}
		}
	}
	for _, operation := range doc.Operations {
		walk(operation.SelectionSet)
	}
	for _, fragment := range doc.Fragments {
		walk(fragment.SelectionSet)
	}
	return count
}

func add(a, b int) int { return min(a+b, huge) }

func multiply(a, b int) int {
	if a != 0 && b > huge/a {
		return huge
	}
	return a * b
}
