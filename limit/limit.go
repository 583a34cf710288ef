// Package limit refuses GraphQL requests that are too large before anything
// expensive is done with them. One walk measures how deep and how large a
// document is with every fragment spread in place. Each fragment is measured once,
// so that the walk is linear in the size of the document however often fragments
// are spread. A Meter bounds the answer while it is made. All default limits are
// in defaults.go.
package limit

import (
	"fmt"
	"math"

	"github.com/vektah/gqlparser/v2/ast"
)

// Limits are the largest sizes that are accepted; a limit of zero accepts nothing.
type Limits struct {
	Tokens      int // of the document, including comments
	NameBytes   int // of the longest name: of a field, an argument, a fragment …
	Operations  int // in the document, of which one is executed
	Depth       int // fields within fields
	Aliases     int // aliased fields, spread in place
	AliasBytes  int // of the longest alias, which the answer repeats for each value of its field
	RootFields  int // fields of the query itself
	Directives  int // directives, spread in place
	Spreads     int // fragment spreads and inline fragments, as written
	Fields      int // fields, both with every fragment spread in place and as written
	PageSize    int // first or last
	InputDepth  int // nesting of lists and objects in arguments and variables
	InputList   int // entries of a list in arguments and variables
	InputValues int // in all variables together
	Cost        int // fields, each multiplied by how many entries the lists around it may have
}

// Exceeded is the error for a request that exceeds a limit.
type Exceeded struct {
	What           string // "depth", "cost" …
	Asked, Allowed int
	Counted        bool   // counting stopped at Asked; the request may have more
	Argument       string // the argument at fault, or empty
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

	Varies bool `json:"-"` // depends on the variables
}

// huge stands for all larger numbers.
const huge = math.MaxInt32

// Check measures a document. It returns the largest size of its operations in each
// respect, and an *Exceeded when that exceeds a limit. A fragment that contains
// itself or does not exist counts as empty; validation refuses it later.
func Check(doc *ast.QueryDocument, schema *ast.Schema, variables map[string]any, limits Limits) (Size, error) {
	w := &walker{
		schema: schema, variables: variables, defaults: defaultsOf(doc.Operations),
		fragments: fragmentsByName(doc.Fragments),
		measured:  map[*ast.FragmentDefinition]Size{}, entered: map[*ast.FragmentDefinition]bool{},
	}
	if err := exceeds("number of operations", len(doc.Operations), limits.Operations); err != nil {
		return Size{}, err
	}
	var largest Size
	for _, operation := range doc.Operations {
		largest = largest.or(w.operation(operation))
	}
	for _, definition := range doc.Fragments { // validation takes time for unused ones too
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

// or returns the larger of two sizes in each respect.
func (s Size) or(other Size) Size {
	return Size{
		Depth: max(s.Depth, other.Depth), Fields: max(s.Fields, other.Fields),
		RootFields: max(s.RootFields, other.RootFields), Aliases: max(s.Aliases, other.Aliases),
		AliasBytes: max(s.AliasBytes, other.AliasBytes), Directives: max(s.Directives, other.Directives),
		Cost: max(s.Cost, other.Cost),
	}
}

// and returns the size of two selections side by side.
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

// fragmentsByName keeps the last of several fragments with the same name, which
// validation refuses.
func fragmentsByName(fragments ast.FragmentDefinitionList) map[string]*ast.FragmentDefinition {
	if len(fragments) == 0 {
		return nil
	}
	names := make(map[string]*ast.FragmentDefinition, len(fragments))
	for _, fragment := range fragments {
		names[fragment.Name] = fragment
	}
	return names
}

// defaultsOf collects the defaults of variables by name, from all operations.
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

// walker measures one document.
type walker struct {
	schema    *ast.Schema
	variables map[string]any
	defaults  map[string][]*ast.Value
	fragments map[string]*ast.FragmentDefinition
	measured  map[*ast.FragmentDefinition]Size
	entered   map[*ast.FragmentDefinition]bool // measured or being measured

	fields, spreads int // as written
	inputs          inputs
	varies          bool // a size depends on a variable
}

func (w *walker) operation(operation *ast.OperationDefinition) Size {
	for _, variable := range operation.VariableDefinitions {
		if variable.DefaultValue != nil {
			w.inputs.measure(variable.DefaultValue)
		}
	}
	size := w.selections(operation.SelectionSet, rootType(w.schema, operation.Operation))
	return w.withDirectives(size, operation.Directives)
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
		return w.withDirectives(w.selections(s.SelectionSet, w.typeNamed(s.TypeCondition, parent)), s.Directives)
	case *ast.FragmentSpread:
		w.spreads++
		return w.withDirectives(w.definition(w.fragments[s.Name]), s.Directives)
	default:
		return Size{}
	}
}

// withDirectives adds the directives of a selection to its size.
func (w *walker) withDirectives(size Size, directives ast.DirectiveList) Size {
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

// definition measures a fragment once, however often it is spread.
func (w *walker) definition(fragment *ast.FragmentDefinition) Size {
	if size, ok := w.measured[fragment]; ok {
		return size
	}
	if fragment == nil || w.entered[fragment] {
		return Size{}
	}
	w.entered[fragment] = true
	size := w.selections(fragment.SelectionSet, w.typeNamed(fragment.TypeCondition, nil))
	w.measured[fragment] = size
	return size
}

func (w *walker) typeNamed(name string, fallback *ast.Definition) *ast.Definition {
	if name == "" {
		return fallback
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
	return w.withDirectives(size, f.Directives)
}

func add(a, b int) int { return min(a+b, huge) }

// multiply cannot overflow, since neither factor is more than huge.
func multiply(a, b int) int { return int(min(int64(a)*int64(b), huge)) }
