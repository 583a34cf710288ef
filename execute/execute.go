// Package execute answers GraphQL operations with the resolvers that gqlgen
// binds, byte for byte as the executor that gqlgen generates, in a fraction of
// its time. An operation is compiled once to a plan: the fields of each object,
// with their keys encoded and their constant arguments decoded. Workers execute
// a plan and write JSON straight into buffers.
//
// The table of object types that plans are compiled from is generated beside
// gqlgen's executor, which still introspects. Everything else that this package
// needs of gqlgen is in gqlgen.go.
//
// # Goroutines
//
// An operation begins with one worker, in the goroutine that asks for its
// answer. While no resolver blocks, it remains the only one.
//
// A resolver that is about to block calls Blocking. Its worker then hands what is
// left of every object and list that it is writing to new workers, one for each
// of them and each in a goroutine of its own, unless nothing that is left may
// block. Those workers hand over in the same way, so that all resolvers that can
// block at the same time do, and loaders can batch what they ask for. A worker
// that comes to the end of its own part waits for the worker that has the rest,
// and takes over its data and its errors. So both are in the order of the
// answer, whichever resolver was the first to return.
//
// An operation has at most maxWorkers workers besides the first. When it has
// that many, resolvers block one after the other. All workers have ended when
// the answer is returned.
//
// # What resolvers can rely on
//
// The context of a resolver is that of the operation, not that of its field:
// graphql.GetFieldContext finds nothing, and interceptors of fields are not
// called. It is valid until the resolver returns.
//
// Resolvers of one operation may run at the same time, also those of one object.
//
// Arguments are decoded once for each operation or, when they depend on no
// variable, once for each plan. They are shared by all calls and by other
// requests, and must not be changed.
//
// Only a resolver that takes a context may block. It calls Blocking before it
// does, from any goroutine, but not after it has returned. One that blocks without
// Blocking delays the answer, but does not change it.
//
// A panic makes the field null, with the error that gqlgen's recover function
// makes of it. That is so in the goroutine of the resolver only: goroutines that a
// resolver starts must recover for themselves.
package execute

import "context"

// Type describes an object type.
type Type struct {
	Implements []string // the type itself and its interfaces
	Fields     map[string]Resolver
}

// Types are the object types by their names.
type Types map[string]Type

// Resolver resolves one field.
type Resolver struct {
	// Resolve resolves the field of an object and writes the value. It reports
	// false for null, which it does not write.
	Resolve func(w *Worker, f *Field, object any) bool

	// Arguments decodes what was given for the field; nil when it takes nothing.
	Arguments func(ctx context.Context, given map[string]any) (map[string]any, error)

	// TypeOf names the type of a value when the type of the field is an interface
	// or a union: "" for a nil pointer, and false when no such type has the value.
	TypeOf func(value any) (string, bool)

	// MayBlock reports whether Resolve calls code that may block.
	MayBlock bool
}

// planOf finds or compiles the plan of an operation. It is nil for what gqlgen's
// executor must answer.
func (s *Schema) planOf(operation *operationContext) *plan {
	if operation.Operation.Operation != queryOperation {
		return nil
	}
	conditions := s.plans.conditionsOf(operation)
	choices, ok := conditions.choices(operation.Variables)
	if !ok || conditions.introspects {
		return nil
	}
	key := planKey{operationKeyOf(operation), choices}
	if found, ok := s.plans.plans.Get(key); ok {
		return found
	}
	compiled := compile(s, operation)
	s.plans.plans.Add(key, compiled)
	return compiled
}
