package execute

import (
	"sync/atomic"

	"github.com/vektah/gqlparser/v2/ast"
)

const queryOperation = ast.Query

// plan is an operation compiled for certain values of the variables that @skip
// and @include depend on.
type plan struct {
	root         *selection
	fields       int          // in all selections
	arguments    int          // how many of the fields have arguments that depend on variables
	expectedSize atomic.Int64 // of an answer, in bytes
}

// maxExpectedSize bounds the buffer that is allocated before an answer is known
// to need it: a plan may have small answers after large ones.
const maxExpectedSize = 256 << 10

// learnSize adjusts the expected size by that of an answer: at once when the
// answer is larger than expected, and slowly when it is smaller.
func (p *plan) learnSize(size int) {
	expected := p.expectedSize.Load()
	p.expectedSize.Store(min(max(int64(size), expected-expected/256), maxExpectedSize))
}

// selection is what is selected of an object of one type, with all fragments
// spread in place.
type selection struct {
	object         string
	fields         []Field
	values         int   // that an object counts as, besides those inside its fields
	mayBlockBefore int32 // the index after that of the last field that may block
}

// Field is a field of a selection.
type Field struct {
	collected collectedField
	key       string // the response key as JSON, between a comma and a colon
	resolver  Resolver

	selection  *selection            // of the value, when the type of the field is an object type
	selections map[string]*selection // of the value by its type, when that is an interface or a union

	nonNull      bool
	entryNonNull bool // of a list

	constantArguments bool
	constants         atomic.Pointer[map[string]any] // constant arguments, once they are decoded
	argumentIndex     int                            // of other arguments, among those of an execution
	nonNullVariables  []nonNullVariable
}

// compiler makes a plan.
type compiler struct {
	schema    *Schema
	operation *operationContext
	plan      *plan
}

func compile(s *Schema, operation *operationContext) *plan {
	c := &compiler{schema: s, operation: operation, plan: &plan{}}
	c.plan.root = c.selection(s.Schema().Query.Name, operation.Operation.SelectionSet)
	return c.plan
}

func (c *compiler) selection(object string, set ast.SelectionSet) *selection {
	collected := collectFields(c.operation, set, c.schema.types[object].Implements)
	s := &selection{object: object, fields: make([]Field, len(collected))}
	for i := range collected {
		f := &s.fields[i]
		c.field(f, object, collected[i])
		if f.mayBlock() {
			s.mayBlockBefore = int32(i + 1)
		}
		if collected[i].Name != "__typename" {
			s.values++
		}
	}
	return s
}

func (c *compiler) field(f *Field, object string, collected collectedField) {
	c.plan.fields++
	f.collected = collected
	f.key = "," + quoted(collected.Alias) + ":"
	if collected.Name == "__typename" {
		name := quoted(object)
		f.nonNull = true
		f.resolver.Resolve = func(w *Worker, _ *Field, _ any) bool { return w.raw(name) }
		return
	}
	f.resolver = c.schema.types[object].Fields[collected.Name]
	c.arguments(f)
	fieldType := collected.Definition.Type
	f.nonNull = fieldType.NonNull
	f.entryNonNull = fieldType.Elem != nil && fieldType.Elem.NonNull
	switch definition := c.schema.Schema().Types[fieldType.Name()]; definition.Kind {
	case ast.Object:
		f.selection = c.selection(definition.Name, collected.Selections)
	case ast.Interface, ast.Union:
		f.selections = map[string]*selection{}
		for _, possible := range c.schema.Schema().GetPossibleTypes(definition) {
			f.selections[possible.Name] = c.selection(possible.Name, collected.Selections)
		}
	}
}

func (c *compiler) arguments(f *Field) {
	f.constantArguments = !usesVariables(f.collected.Arguments)
	if f.takesArguments() && !f.constantArguments {
		f.argumentIndex = c.plan.arguments
		c.plan.arguments++
		f.nonNullVariables = nonNullVariablesIn(c.schema.Schema(), f.collected.Field)
	}
}

func (f *Field) takesArguments() bool { return f.resolver.Arguments != nil }

// mayBlock reports whether the field or anything inside it may block.
func (f *Field) mayBlock() bool {
	if f.resolver.MayBlock || f.selection != nil && f.selection.mayBlockBefore > 0 {
		return true
	}
	for _, s := range f.selections {
		if s.mayBlockBefore > 0 {
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
