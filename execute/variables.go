package execute

import (
	"maps"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/limit"
)

// ListReader reads a list among the variables into the argument that a resolver is
// given for it. It reports false for a list that is not in the usual form: such a
// list is coerced as any other value, and its problems are reported.
type ListReader func(limit.List) (argument any, ok bool)

// readList is a list that a ListReader has read.
type readList struct {
	limit.List
	argument any
}

// nullCondition is the error for null as the value of a variable that @skip or
// @include depends on.
func nullCondition(operation *operationContext) *gqlerror.Error {
	var conditions *conditions
	for _, variable := range operation.Operation.VariableDefinitions {
		value, given := operation.Variables[variable.Variable]
		if !given || value != nil || variable.Type.NamedType != "Boolean" {
			continue
		}
		if conditions == nil {
			conditions = conditionsIn(operation)
		}
		if conditions.dependOn(variable.Variable) {
			problem := gqlerror.ErrorPosf(variable.Position, "The variable $%s is wrong: null cannot decide about @skip or @include.", variable.Variable)
			problem.Extensions = map[string]any{"variable": "$" + variable.Variable}
			return problem
		}
	}
	return nil
}

// declared are the given values of the variables that an operation declares.
// Lists that a reader has read are apart, and empty among the others.
func (v *Variables) declared(operation *ast.OperationDefinition, all map[string]any) (given, lists map[string]any) {
	given = make(map[string]any, len(operation.VariableDefinitions))
	for _, variable := range operation.VariableDefinitions {
		value, present := all[variable.Variable]
		if !present {
			continue
		}
		if list, ok := value.(limit.List); ok {
			if argument, ok := v.read(list, variable); ok {
				lists = with(lists, variable.Variable, readList{list, argument})
				value = []any{}
			} else {
				value = list.Values()
			}
		}
		given[variable.Variable] = value
	}
	return given, lists
}

// with adds an entry to a map that may be nil.
func with(to map[string]any, name string, value any) map[string]any {
	if to == nil {
		to = map[string]any{}
	}
	to[name] = value
	return to
}

// read reads a list by the reader for the type of its entries. It reports false
// when there is none, or when the reader does.
func (v *Variables) read(list limit.List, variable *ast.VariableDefinition) (argument any, ok bool) {
	if variable.Type.Elem == nil {
		return nil, false
	}
	reader := v.readers[variable.Type.Elem.NamedType]
	if reader == nil {
		return nil, false
	}
	return reader(list)
}

// takeReadLists moves the lists that readers have read out of the arguments of a
// field.
func takeReadLists(given map[string]any) map[string]any {
	var read map[string]any
	for name, value := range given {
		if list, ok := value.(readList); ok {
			read = with(read, name, list.argument)
			delete(given, name)
		}
	}
	return read
}

// withoutReadLists are the variables for an executor that does not know of
// readers.
func withoutReadLists(variables map[string]any) map[string]any {
	out := maps.Clone(variables)
	for name, value := range out {
		if list, ok := value.(readList); ok {
			out[name] = list.Values()
		}
	}
	return out
}
