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
	Tokens      int // of the document, comments too
	NameBytes   int // of the longest name: of a field, an argument, a fragment …
	Operations  int // in the document, of which one is executed
	Depth       int // fields within fields
	Aliases     int // aliased fields, spread in place
	AliasBytes  int // of the longest alias, which is answered as often as its field
	RootFields  int // fields of the query itself
	Directives  int // directives, spread in place
	Spreads     int // fragments as spread or written in place
	Fields      int // fields with every fragment spread in place, and as written
	PageSize    int // first or last
	InputDepth  int // lists and objects within each other, in arguments and variables
	InputList   int // entries of a list in arguments and variables
	InputValues int // of all variables together
	Cost        int // fields weighted by how many entries the lists around them may have
}

// Exceeded says which limit a request passes.
type Exceeded struct {
	What           string // "depth", "cost" …
	Asked, Allowed int
	Counted        bool   // Asked is where counting ended; it may be more
	Argument       string // the argument at fault, when there is one
}

func (e *Exceeded) Error() string {
	asked := fmt.Sprint(e.Asked)
	switch {
	case e.Asked == huge:
		asked = "far more"
	case e.Counted:
		asked += " or more"
	}
	return fmt.Sprintf("The request's %s is %s; at most %d is allowed.", e.What, asked, e.Allowed)
}

// Size is how large a document is with every fragment spread in place.
type Size struct {
	Depth      int `json:"depth"`
	Fields     int `json:"fields"`
	RootFields int `json:"rootFields"`
	Aliases    int `json:"aliases"`
	AliasBytes int `json:"-"`
	Directives int `json:"directives"`
	Cost       int `json:"cost"`

	Varies bool `json:"-"` // with the variables
}

// huge stands for every number that does not fit.
const huge = math.MaxInt32

// Check measures the operations of a document and returns the size of the
// largest, or an *Exceeded. Documents whose fragments contain themselves or do
// not exist are measured as far as they go; validation refuses them later.
func Check(doc *ast.QueryDocument, schema *ast.Schema, variables map[string]any, limits Limits) (Size, error) {
	w := &walker{
		schema: schema, variables: variables, defaults: defaultsOf(doc.Operations),
		fragments: named(doc.Fragments),
		known:     map[*ast.FragmentDefinition]Size{}, entered: map[*ast.FragmentDefinition]bool{},
	}
	if err := exceeds("number of operations", len(doc.Operations), limits.Operations); err != nil {
		return Size{}, err
	}
	var largest Size
	for _, operation := range doc.Operations {
		largest = largest.or(w.operation(operation))
	}
	for _, definition := range doc.Fragments { // validation looks at unused ones too
		size := w.definition(definition)
		size.RootFields, size.Cost = 0, 0
		largest = largest.or(size)
	}
	largest.Varies = w.varies
	for _, rule := range []struct {
		what           string
		asked, allowed int
	}{
		{depth, largest.Depth, limits.Depth},
		{"number of aliases", largest.Aliases, limits.Aliases},
		{"longest alias", largest.AliasBytes, limits.AliasBytes},
		{"number of root fields", largest.RootFields, limits.RootFields},
		{"number of directives", largest.Directives, limits.Directives},
		{"number of fragment spreads", w.spreads, limits.Spreads},
		{"number of fields", max(largest.Fields, w.fields), limits.Fields},
	} {
		if err := exceeds(rule.what, rule.asked, rule.allowed); err != nil {
			return largest, err
		}
	}
	if err := w.inputs.check(limits); err != nil {
		return largest, err
	}
	return largest, exceeds("cost", largest.Cost, limits.Cost)
}

func exceeds(what string, asked, allowed int) error {
	if asked <= allowed {
		return nil
	}
	return &Exceeded{What: what, Asked: asked, Allowed: allowed}
}

// or is the larger of two sizes in every respect.
func (s Size) or(other Size) Size {
	return Size{
		Depth: max(s.Depth, other.Depth), Fields: max(s.Fields, other.Fields),
		RootFields: max(s.RootFields, other.RootFields), Aliases: max(s.Aliases, other.Aliases),
		AliasBytes: max(s.AliasBytes, other.AliasBytes), Directives: max(s.Directives, other.Directives),
		Cost: max(s.Cost, other.Cost),
	}
}

// and is the size of two selections beside each other.
func (s Size) and(other Size) Size {
	return Size{
		Depth: max(s.Depth, other.Depth), Fields: add(s.Fields, other.Fields),
		RootFields: add(s.RootFields, other.RootFields), Aliases: add(s.Aliases, other.Aliases),
		AliasBytes: max(s.AliasBytes, other.AliasBytes), Directives: add(s.Directives, other.Directives),
		Cost: add(s.Cost, other.Cost),
	}
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

// named are fragments by name: any of several with one name, which are refused.
func named(fragments ast.FragmentDefinitionList) map[string]*ast.FragmentDefinition {
	if len(fragments) == 0 {
		return nil
	}
	names := make(map[string]*ast.FragmentDefinition, len(fragments))
	for _, fragment := range fragments {
		names[fragment.Name] = fragment
	}
	return names
}

// defaultsOf are the defaults of variables by name, of all operations.
func defaultsOf(operations ast.OperationList) map[string][]*ast.Value {
	var defaults map[string][]*ast.Value
	for _, operation := range operations {
		for _, variable := range operation.VariableDefinitions {
			if variable.DefaultValue == nil {
				continue
			}
			if defaults == nil {
				defaults = map[string][]*ast.Value{}
			}
			defaults[variable.Variable] = append(defaults[variable.Variable], variable.DefaultValue)
		}
	}
	return defaults
}

type walker struct {
	schema    *ast.Schema
	variables map[string]any
	defaults  map[string][]*ast.Value
	fragments map[string]*ast.FragmentDefinition
	known     map[*ast.FragmentDefinition]Size // that were measured
	entered   map[*ast.FragmentDefinition]bool // that are being measured

	// Met so far, as written.
	fields, spreads int
	inputs          inputs
	varies          bool // something was measured by a variable
}

func (w *walker) operation(operation *ast.OperationDefinition) Size {
	for _, variable := range operation.VariableDefinitions {
		if variable.DefaultValue != nil {
			w.inputs.measure(variable.DefaultValue)
		}
	}
	size := w.selections(operation.SelectionSet, rootType(w.schema, operation.Operation))
	return w.directed(size, operation.Directives)
}

func (w *walker) selections(set ast.SelectionSet, parent *ast.Definition) Size {
	var total Size
	for _, selection := range set {
		total = total.and(w.selection(selection, parent))
	}
	return total
}

func (w *walker) selection(selection ast.Selection, parent *ast.Definition) Size {
	switch s := selection.(type) {
	case *ast.Field:
		return w.field(s, parent)
	case *ast.InlineFragment:
		w.spreads++
		return w.directed(w.selections(s.SelectionSet, w.typeNamed(s.TypeCondition, parent)), s.Directives)
	case *ast.FragmentSpread:
		w.spreads++
		return w.directed(w.definition(w.fragments[s.Name]), s.Directives)
	default:
		return Size{}
	}
}

// directed adds the directives of a selection to its size.
func (w *walker) directed(size Size, directives ast.DirectiveList) Size {
	size.Directives = add(size.Directives, len(directives))
	for _, directive := range directives {
		w.arguments(directive.Arguments)
	}
	return size
}

func (w *walker) arguments(list ast.ArgumentList) {
	for _, argument := range list {
		w.inputs.measure(argument.Value)
	}
}

// definition measures a fragment, once however often it is spread.
func (w *walker) definition(fragment *ast.FragmentDefinition) Size {
	if size, ok := w.known[fragment]; ok {
		return size
	}
	if fragment == nil || w.entered[fragment] {
		return Size{}
	}
	w.entered[fragment] = true
	size := w.selections(fragment.SelectionSet, w.typeNamed(fragment.TypeCondition, nil))
	w.known[fragment] = size
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
	w.fields++
	w.arguments(f.Arguments)
	size := w.selections(f.SelectionSet, fieldType)
	size.Depth = add(size.Depth, 1)
	size.Fields = add(size.Fields, 1)
	size.RootFields = 1
	if f.Alias != "" && f.Alias != f.Name {
		size.Aliases = add(size.Aliases, 1)
		size.AliasBytes = max(size.AliasBytes, len(f.Alias))
	}
	size.Cost = add(ownCost(f), multiply(size.Cost, w.entries(f, parent, definition)))
	return w.directed(size, f.Directives)
}

func add(a, b int) int { return min(a+b, huge) }

// multiply cannot overflow, since neither factor is more than huge.
func multiply(a, b int) int { return int(min(int64(a)*int64(b), huge)) }
