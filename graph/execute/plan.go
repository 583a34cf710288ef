package execute

import (
	"strings"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// plan is an operation as it is executed for certain values of the variables
// that @skip and @include depend on.
type plan struct {
	root      *selection
	fields    int          // how many fields it has in all
	arguments int          // how many of them have arguments that depend on variables
	expected  atomic.Int64 // bytes of an answer
}

// maxExpected bounds the room that is made before an answer is known to need it:
// of one plan there are small answers after large ones.
const maxExpected = 256 << 10

// expect learns from an answer: at once when it is larger than expected, and
// slowly when it is smaller.
func (p *plan) expect(size int) {
	before := p.expected.Load()
	p.expected.Store(min(max(int64(size), before-before/256), maxExpected))
}

// selection is what is selected of an object of one type, with all fragments in
// place.
type selection struct {
	object  string
	fields  []Field
	counted int   // how many fields count, besides what they answer with
	waits   int32 // how many fields, up to the last one that may wait for something
}

// Field is a field of a selection.
type Field struct {
	key      string // its response key in JSON, with comma and colon
	resolver Resolver
	one      *selection            // of what it answers with, when that has one type
	many     map[string]*selection // by the type, when it is an interface or a union

	nonNull        bool
	entryNonNull   bool // of a list
	takesArguments bool
	constant       bool                           // its arguments depend on no variable
	argument       int                            // otherwise: where a run keeps them
	decoded        atomic.Pointer[map[string]any] // constant arguments
	strict         []strict                       // where null may be given and may not be

	graphql.CollectedField
}

// compiler makes a plan.
type compiler struct {
	schema    *Schema
	operation *graphql.OperationContext
	plan      *plan
}

func compile(s *Schema, operation *graphql.OperationContext) *plan {
	c := &compiler{schema: s, operation: operation, plan: &plan{}}
	c.plan.root = c.selection(s.Schema().Query.Name, operation.Operation.SelectionSet)
	return c.plan
}

// selection collects what is selected of a type, as gqlgen's executor does.
func (c *compiler) selection(object string, selected ast.SelectionSet) *selection {
	collected := graphql.CollectFields(c.operation, selected, c.schema.types[object].Implements)
	s := &selection{object: object, fields: make([]Field, len(collected))}
	for i := range collected {
		f := &s.fields[i]
		c.field(f, object, collected[i])
		if f.mayWait() {
			s.waits = int32(i + 1)
		}
		if collected[i].Name != "__typename" {
			s.counted++
		}
	}
	return s
}

func (c *compiler) field(f *Field, object string, collected graphql.CollectedField) {
	c.plan.fields++
	f.CollectedField = collected
	f.key = "," + quoted(collected.Alias) + ":"
	if collected.Name == "__typename" {
		name := quoted(object)
		f.nonNull = true
		f.resolver.Resolve = func(r *Run, _ *Field, _ any) bool { return r.raw(name) }
		return
	}
	f.resolver = c.schema.types[object].Fields[collected.Name]
	f.takesArguments = f.resolver.Arguments != nil
	f.constant = !usesVariables(collected.Arguments)
	if f.takesArguments && !f.constant {
		f.argument = c.plan.arguments
		c.plan.arguments++
		f.strict = strictIn(c.schema.Schema(), collected.Field)
	}
	kind := collected.Definition.Type
	f.nonNull = kind.NonNull
	f.entryNonNull = kind.Elem != nil && kind.Elem.NonNull
	switch definition := c.schema.Schema().Types[kind.Name()]; definition.Kind {
	case ast.Object:
		f.one = c.selection(definition.Name, collected.Selections)
	case ast.Interface, ast.Union:
		f.many = map[string]*selection{}
		for _, possible := range c.schema.Schema().GetPossibleTypes(definition) {
			f.many[possible.Name] = c.selection(possible.Name, collected.Selections)
		}
	}
}

// mayWait is whether the field or what is selected of it may wait.
func (f *Field) mayWait() bool {
	if f.resolver.Calls || f.one != nil && f.one.waits > 0 {
		return true
	}
	for _, s := range f.many {
		if s.waits > 0 {
			return true
		}
	}
	return false
}

func usesVariables(arguments ast.ArgumentList) bool {
	for _, argument := range arguments {
		if holdsVariable(argument.Value) {
			return true
		}
	}
	return false
}

func holdsVariable(value *ast.Value) bool {
	if value.Kind == ast.Variable {
		return true
	}
	for _, child := range value.Children {
		if holdsVariable(child.Value) {
			return true
		}
	}
	return false
}

// quoted writes a text as gqlgen does.
func quoted(text string) string {
	var out strings.Builder
	graphql.MarshalString(text).MarshalGQL(&out)
	return out.String()
}
