package execute

import (
	"context"
	"maps"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/document"
	"doichieu/limit"
)

// Variables is an extension of the server that reads the variables as GraphQL
// defines it, which the server's own check does not: that takes "10" for a number
// and a name of an enumeration in any case. What it reads is of the right type,
// so that the server's check has nothing to say.
//
// Lists of a type that the schema has a reader for are read by it: to make a map
// of every entry and take it apart again was a third of what a matrix of sixty
// plan years took. The server's check, which would not know what was read, sees
// an empty list in the place of each.
type Variables struct {
	Parsed  graphql.Cache[*ast.QueryDocument] // of documents that are valid
	schema  *ast.Schema
	readers map[string]Reader
}

// Reader reads a list among the variables that is plainly of its type: what a
// resolver is given for an argument that is the variable. Of any other list it
// reports false: it is read, and what is wrong with it is told, as any value.
type Reader func(limit.List) (argument any, plain bool)

// readList is a list among the variables that was read.
type readList struct {
	limit.List
	argument any
}

var (
	_ graphql.HandlerExtension          = (*Variables)(nil)
	_ graphql.OperationParameterMutator = (*Variables)(nil)
	_ graphql.OperationContextMutator   = (*Variables)(nil)
	_ graphql.FieldInterceptor          = (*Variables)(nil)
)

// ExtensionName names the extension to the server.
func (*Variables) ExtensionName() string { return "Variables" }

// Validate takes the schema, and its readers if it is one of this package.
func (v *Variables) Validate(schema graphql.ExecutableSchema) error {
	v.schema = schema.Schema()
	if compiled, ok := schema.(*Schema); ok {
		v.readers = compiled.readers
	}
	return nil
}

// MutateOperationParameters reads the variables, and puts those aside that a
// reader has read. What is wrong with them is the first of document.Problems.
func (v *Variables) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	operation := v.operation(ctx, params)
	if operation == nil { // the server says what is wrong with the document
		return nil
	}
	given, aside := v.declared(operation, params.Variables)
	coerced, problems := coerce(v.schema, operation, given)
	if len(problems) > 0 {
		return document.Refuse(graphql.GetOperationContext(ctx), problems)
	}
	params.Variables = coerced
	if aside != nil {
		graphql.GetOperationContext(ctx).Stats.SetExtension(v.ExtensionName(), aside)
	}
	return nil
}

// MutateOperationContext puts back the lists that a reader has read, and refuses null
// for a variable that decides about @skip or @include.
func (v *Variables) MutateOperationContext(_ context.Context, operation *graphql.OperationContext) *gqlerror.Error {
	aside, _ := operation.Stats.GetExtension(v.ExtensionName()).(map[string]any)
	maps.Copy(operation.Variables, aside)
	return nullCondition(operation)
}

// nullCondition is the error for null that would decide about a directive.
func nullCondition(operation *graphql.OperationContext) *gqlerror.Error {
	var conditions *variants
	for _, variable := range operation.Operation.VariableDefinitions {
		value, given := operation.Variables[variable.Variable]
		if !given || value != nil || variable.Type.NamedType != "Boolean" {
			continue
		}
		if conditions == nil {
			conditions = &variants{}
			conditions.read(operation.Doc, operation.Operation.SelectionSet, map[string]bool{})
		}
		if conditions.decidesBy(variable.Variable) {
			problem := gqlerror.ErrorPosf(variable.Position, "The variable $%s is wrong: null cannot decide about @skip or @include.", variable.Variable)
			problem.Extensions = map[string]any{"variable": "$" + variable.Variable}
			return problem
		}
	}
	return nil
}

// declared are the values that are given for the variables of an operation, and
// those among them that a reader has read, of which empty lists are in the place.
func (v *Variables) declared(operation *ast.OperationDefinition, all map[string]any) (given, aside map[string]any) {
	given = make(map[string]any, len(operation.VariableDefinitions))
	for _, variable := range operation.VariableDefinitions {
		value, present := all[variable.Variable]
		if !present {
			continue
		}
		if list, ok := value.(limit.List); ok {
			if argument, plain := v.read(list, variable); plain {
				aside = with(aside, variable.Variable, readList{list, argument})
				value = []any{}
			} else {
				value = list.Values()
			}
		}
		given[variable.Variable] = value
	}
	return given, aside
}

// with adds to a map that may not be there yet.
func with(to map[string]any, name string, value any) map[string]any {
	if to == nil {
		to = map[string]any{}
	}
	to[name] = value
	return to
}

// read has a list read that is plainly of the type of its variable; false when
// that has no reader.
func (v *Variables) read(list limit.List, variable *ast.VariableDefinition) (argument any, plain bool) {
	if variable.Type.Elem == nil {
		return nil, false
	}
	reader := v.readers[variable.Type.Elem.NamedType]
	if reader == nil {
		return nil, false
	}
	return reader(list)
}

// operation is the one that is asked for; nil if there is none.
func (v *Variables) operation(ctx context.Context, params *graphql.RawParams) *ast.OperationDefinition {
	doc, known := v.Parsed.Get(ctx, params.Query)
	if !known {
		return nil
	}
	return doc.Operations.ForName(params.OperationName)
}

// takeRead takes what was read out of a field's arguments.
func takeRead(given map[string]any) map[string]any {
	var read map[string]any
	for name, value := range given {
		if list, ok := value.(readList); ok {
			read = with(read, name, list.argument)
			delete(given, name)
		}
	}
	return read
}

// withoutRead are variables as an executor takes them that knows of no readers.
func withoutRead(variables map[string]any) map[string]any {
	out := maps.Clone(variables)
	for name, value := range out {
		if list, ok := value.(readList); ok {
			out[name] = list.Values()
		}
	}
	return out
}
