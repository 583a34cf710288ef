package execute

import (
	"context"
	"maps"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/limit"
)

// VariableLists is an extension of the server that reads the lists among the
// variables. Those of a type that the schema has a reader for are read by it: to
// make a map of every entry, check it by reflection and take it apart again was a
// third of what a matrix of sixty plan years took. The server's own check, which
// would not know what was read, sees an empty list in the place of each.
type VariableLists struct {
	Parsed  graphql.Cache[*ast.QueryDocument]
	readers map[string]Reader
}

// Reader reads a list among the variables that is plainly of its type: what a
// resolver is given for an argument that is the variable. Of any other list it
// reports false: what is wrong with it is for the server to say.
type Reader func(limit.List) (argument any, plain bool)

// readList is a list among the variables that was read.
type readList struct {
	limit.List
	argument any
}

var (
	_ graphql.HandlerExtension          = (*VariableLists)(nil)
	_ graphql.OperationParameterMutator = (*VariableLists)(nil)
	_ graphql.OperationContextMutator   = (*VariableLists)(nil)
)

// ExtensionName names the extension to the server.
func (*VariableLists) ExtensionName() string { return "VariableLists" }

// Validate takes the readers of the schema, if it is one of this package.
func (l *VariableLists) Validate(schema graphql.ExecutableSchema) error {
	if compiled, ok := schema.(*Schema); ok {
		l.readers = compiled.readers
	}
	return nil
}

// MutateOperationParameters reads the lists, and puts those aside that a reader
// has read.
func (l *VariableLists) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	var aside map[string]any
	for name, value := range params.Variables {
		list, ok := value.(limit.List)
		if !ok {
			continue
		}
		argument, plain := l.read(list, l.declared(ctx, params).ForName(name))
		if !plain {
			params.Variables[name] = list.Values()
			continue
		}
		if aside == nil {
			aside = map[string]any{}
		}
		aside[name], params.Variables[name] = readList{list, argument}, []any{}
	}
	if aside != nil {
		graphql.GetOperationContext(ctx).Stats.SetExtension(l.ExtensionName(), aside)
	}
	return nil
}

// MutateOperationContext puts them back.
func (l *VariableLists) MutateOperationContext(_ context.Context, operation *graphql.OperationContext) *gqlerror.Error {
	aside, _ := operation.Stats.GetExtension(l.ExtensionName()).(map[string]any)
	maps.Copy(operation.Variables, aside)
	return nil
}

// read has a list read that is plainly of the type of its variable; false when
// that has no reader or is not known.
func (l *VariableLists) read(list limit.List, variable *ast.VariableDefinition) (argument any, plain bool) {
	if variable == nil || variable.Type.Elem == nil {
		return nil, false
	}
	reader := l.readers[variable.Type.Elem.NamedType]
	if reader == nil {
		return nil, false
	}
	return reader(list)
}

// declared are the variables of an operation in a document that is known to be valid.
func (l *VariableLists) declared(ctx context.Context, params *graphql.RawParams) ast.VariableDefinitionList {
	doc, known := l.Parsed.Get(ctx, params.Query)
	if !known {
		return nil
	}
	operation := doc.Operations.ForName(params.OperationName)
	if operation == nil {
		return nil
	}
	return operation.VariableDefinitions
}

// takeRead takes what was read out of a field's arguments.
func takeRead(given map[string]any) map[string]any {
	var read map[string]any
	for name, value := range given {
		if list, ok := value.(readList); ok {
			if read == nil {
				read = map[string]any{}
			}
			read[name] = list.argument
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
