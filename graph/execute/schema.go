// Package execute answers GraphQL operations with the resolvers that gqlgen
// binds, byte for byte as the executor that gqlgen generates, in a fraction of
// its time. An operation is compiled once to a plan: which fields of which
// object, with their keys encoded and their constant arguments decoded. Running
// a plan writes JSON straight into one buffer.
//
// The table of objects that a plan is compiled from is generated beside
// gqlgen's executor, which still checks, introspects and decodes arguments.
package execute

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// Type tells how the fields of an object type are resolved.
type Type struct {
	Implements []string // the type itself and its interfaces
	Fields     map[string]Resolver
}

// Resolver tells how one field is resolved.
type Resolver struct {
	// Resolve resolves the field of an object and hands the value to the run; it
	// reports false for null.
	Resolve func(r *Run, f *Field, object any) bool

	// Arguments decodes what was given for the field; nil when it takes nothing.
	Arguments func(ctx context.Context, given map[string]any) (map[string]any, error)

	// TypeOf names the type of a value when the field's type is an interface or a
	// union: none for a nil pointer, and false when the value has no such type.
	TypeOf func(value any) (string, bool)

	// Calls is whether Resolve calls code that may wait.
	Calls bool
}

// Types are the object types by their names.
type Types map[string]Type

// Schema executes operations by plans. What it has no plan for, introspection,
// is executed by the schema it is made over, as is everything else that is
// asked of an executable schema.
type Schema struct {
	graphql.ExecutableSchema
	types   Types
	plans   *plans
	pinned  any
	readers map[string]Reader
}

var _ graphql.ExecutableSchema = (*Schema)(nil)

// NewSchema makes a schema over the one that gqlgen generates. pinned is the
// context key that resolvers look up most; it is found at once. Readers are named
// after input types, of which they read lists among the variables.
func NewSchema(own graphql.ExecutableSchema, types Types, pinned any, readers map[string]Reader) *Schema {
	return &Schema{ExecutableSchema: own, types: types, plans: newPlans(), pinned: pinned, readers: readers}
}

// Exec answers the operation of the context.
func (s *Schema) Exec(ctx context.Context) graphql.ResponseHandler {
	operation := graphql.GetOperationContext(ctx)
	plan := s.plan(operation)
	if plan == nil {
		operation.Variables = withoutRead(operation.Variables)
		return s.ExecutableSchema.Exec(ctx)
	}
	answered := false
	return func(ctx context.Context) *graphql.Response {
		if answered {
			return nil
		}
		answered = true
		return plan.answer(ctx, operation, s.pinned)
	}
}

// plan finds or makes the plan of an operation; nil when it has none.
func (s *Schema) plan(operation *graphql.OperationContext) *plan {
	if operation.Operation.Operation != ast.Query {
		return nil
	}
	key := operationKey{operation.RawQuery, operation.OperationName}
	known := s.plans.of(key, operation)
	choices, ok := known.choices(operation.Variables)
	if !ok || known.introspects {
		return nil
	}
	if found := known.plan(choices); found != nil {
		return found
	}
	compiled := compile(s, operation)
	s.plans.keep(key, known, choices, compiled)
	return compiled
}
