package execute

import (
	"context"
	"maps"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/document"
)

// This file is the adapter to gqlgen, and the only one of the package that
// imports it. What it relies on beyond the documentation of gqlgen is tested in
// gqlgen_test.go, one test for each thing:
//
//   - Exec of an executable schema returns a handler that answers once and then
//     returns nil.
//   - CollectFields merges fields by their aliases and spreads fragments, with
//     @skip and @include applied.
//   - ArgumentMap has defaults in place, and no entry for what is not given.
//   - Errors that are added to a context get the path of its field contexts, and
//     are presented by the error presenter.
//   - The generated executor's words for null where the schema allows none.
//   - MarshalString's escapes.
//   - Parameter mutators run before gqlgen reads the variables, and context
//     mutators after that; statistics carry values from one to the other.
//
// The names in generated code are in graph/generate/table.gotpl, whose output does
// not compile when gqlgen changes them: newExecutionContext, executableSchema, the
// functions that decode arguments, the lists of implementors, and fc.Args in the
// calls of resolvers, for which Arguments stands in.

type (
	operationContext = graphql.OperationContext
	collectedField   = graphql.CollectedField
	marshaler        = graphql.Marshaler
)

// Schema executes operations by plans. The schema that it is made over executes
// what has no plan, which is introspection, and answers everything else that an
// executable schema is asked.
type Schema struct {
	graphql.ExecutableSchema
	types     Types
	plans     planCache
	pinnedKey any
	readers   map[string]ListReader
}

var _ graphql.ExecutableSchema = (*Schema)(nil)

// NewSchema makes a schema over the one that gqlgen generates. pinnedKey is the
// context key that resolvers look up most; its value is found at once. The keys of
// readers are names of input types: each reads lists of its type among the variables.
func NewSchema(generated graphql.ExecutableSchema, types Types, pinnedKey any, readers map[string]ListReader) *Schema {
	return &Schema{ExecutableSchema: generated, types: types, plans: newPlanCache(), pinnedKey: pinnedKey, readers: readers}
}

// Exec answers the operation of the context.
func (s *Schema) Exec(ctx context.Context) graphql.ResponseHandler {
	operation := graphql.GetOperationContext(ctx)
	plan := s.planOf(operation)
	if plan == nil {
		operation.Variables = withoutReadLists(operation.Variables)
		return s.ExecutableSchema.Exec(ctx)
	}
	answered := false
	return func(ctx context.Context) *graphql.Response {
		if answered {
			return nil
		}
		answered = true
		data, errors := plan.execute(ctx, operation, s.pinnedKey)
		return &graphql.Response{Data: data, Errors: errors}
	}
}

func collectFields(operation *operationContext, set ast.SelectionSet, types []string) []collectedField {
	return graphql.CollectFields(operation, set, types)
}

// givenArguments are the arguments of a field before they are decoded, with
// variables and defaults in place.
func givenArguments(f *collectedField, variables map[string]any) map[string]any {
	return f.ArgumentMap(variables)
}

// Arguments are what a field was given, under the name by which generated code
// asks a field context for it.
type Arguments struct{ Args map[string]any }

// Arguments are the arguments of a field that is being resolved.
func (w *Worker) Arguments(f *Field) Arguments { return Arguments{*w.argumentsOf(f)} }

// quoted is a text as gqlgen writes it.
func quoted(text string) string {
	var out strings.Builder
	graphql.MarshalString(text).MarshalGQL(&out)
	return out.String()
}

// Marshal writes a scalar that has no method of its own here.
func (w *Worker) Marshal(f *Field, value marshaler) bool {
	if value == graphql.Null {
		return w.Null(f)
	}
	value.MarshalGQL(w)
	return true
}

// fieldContext is the context that gqlgen's executor would have made for the
// current field or entry, so that errors are presented alike.
func (w *Worker) fieldContext() context.Context {
	if w.ownErrors == nil {
		w.ownErrors = graphql.WithFreshResponseContext(w.Context)
	}
	ctx := w.ownErrors
	for _, element := range w.path(len(w.loops)) {
		field := &graphql.FieldContext{Object: element.object}
		if element.field != nil {
			field.Field = element.field.collected
		} else {
			field.Index = &element.index
		}
		ctx = graphql.WithFieldContext(ctx, field)
	}
	return ctx
}

// errors are those of this worker and of those that it has joined, in the order
// of the answer.
func (w *Worker) errors() gqlerror.List {
	if w.ownErrors == nil {
		return w.joinedErrors
	}
	return append(w.joinedErrors, graphql.GetErrors(w.ownErrors)...)
}

func (w *Worker) addError(err error) { w.operation.Error(w.fieldContext(), err) }

// Fail adds the error of a resolver.
func (w *Worker) Fail(err error) bool {
	ctx := w.fieldContext()
	w.operation.Error(ctx, graphql.AddFieldLocationToError(ctx, err))
	return false
}

// addArgumentError decodes arguments that are wrong in the context of their field,
// which adds their path to the error.
func (w *Worker) addArgumentError(f *Field, given map[string]any) {
	ctx := w.fieldContext()
	_, err := f.resolver.Arguments(ctx, given)
	w.operation.Error(ctx, err)
}

func (w *Worker) addPanic(cause any) {
	ctx := w.fieldContext()
	w.operation.Error(ctx, w.operation.Recover(ctx, cause))
}

// addMissing adds the error for null in the place of a value that must be there.
func (w *Worker) addMissing() {
	graphql.AddErrorf(w.fieldContext(), "the requested element is null which the schema does not allow")
}

// addMissingAbstract is addMissing for a value of an interface or a union.
func (w *Worker) addMissingAbstract() { graphql.AddErrorf(w.fieldContext(), "must not be null") }

// WrongArgument is the error for null among the arguments of the field of a
// context, where null is not allowed; nil when there is none. gqlgen's own
// executor takes such a null for an empty list, or fails in words of its own.
func WrongArgument(ctx context.Context, schema *ast.Schema) error {
	field := graphql.GetFieldContext(ctx)
	if field == nil || field.Field.Field == nil || field.Field.Definition == nil {
		return nil
	}
	return nullAmong(nonNullVariablesIn(schema, field.Field.Field), graphql.GetOperationContext(ctx).Variables)
}

// Variables is an extension of gqlgen's server that reads variables as the
// GraphQL specification defines it. The server's own check takes "10" for a
// number and names of enumerations in any case; after this one it finds nothing.
//
// A list of a type for which the schema has a ListReader is read by that, and the
// server's check sees an empty list in its place.
type Variables struct {
	Parsed  graphql.Cache[*ast.QueryDocument] // of documents that are valid
	schema  *ast.Schema
	readers map[string]ListReader
}

var (
	_ graphql.HandlerExtension          = (*Variables)(nil)
	_ graphql.OperationParameterMutator = (*Variables)(nil)
	_ graphql.OperationContextMutator   = (*Variables)(nil)
	_ graphql.FieldInterceptor          = (*Variables)(nil)
)

// ExtensionName names the extension to the server.
func (*Variables) ExtensionName() string { return "Variables" }

// Validate takes the schema, and its readers when it is one of this package.
func (v *Variables) Validate(schema graphql.ExecutableSchema) error {
	v.schema = schema.Schema()
	if compiled, ok := schema.(*Schema); ok {
		v.readers = compiled.readers
	}
	return nil
}

// MutateOperationParameters reads the variables. The error is the first of
// document.Problems.
func (v *Variables) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	operation := v.operation(ctx, params)
	if operation == nil { // the server reports what is wrong with the document
		return nil
	}
	given, lists := v.declared(operation, params.Variables)
	coerced, problems := coerce(v.schema, operation, given)
	if len(problems) > 0 {
		return document.Refuse(graphql.GetOperationContext(ctx), problems)
	}
	params.Variables = coerced
	if lists != nil {
		graphql.GetOperationContext(ctx).Stats.SetExtension(v.ExtensionName(), lists)
	}
	return nil
}

// MutateOperationContext puts the lists that readers have read among the
// variables, and refuses null for a variable that @skip or @include depends on.
func (v *Variables) MutateOperationContext(_ context.Context, operation *operationContext) *gqlerror.Error {
	lists, _ := operation.Stats.GetExtension(v.ExtensionName()).(map[string]any)
	maps.Copy(operation.Variables, lists)
	return nullCondition(operation)
}

// InterceptField refuses null where it is not allowed among the arguments of a
// field in gqlgen's executor.
func (v *Variables) InterceptField(ctx context.Context, next graphql.Resolver) (any, error) {
	if err := WrongArgument(ctx, v.schema); err != nil {
		return nil, err
	}
	return next(ctx)
}

// operation is the operation that is asked for; nil when there is none.
func (v *Variables) operation(ctx context.Context, params *graphql.RawParams) *ast.OperationDefinition {
	doc, known := v.Parsed.Get(ctx, params.Query)
	if !known {
		return nil
	}
	return doc.Operations.ForName(params.OperationName)
}
