package execute

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// nonNullVariable is a variable in the arguments of a field where null is not
// allowed. A variable of a nullable type may stand there when the place or the
// variable has a default. It may be given null all the same, which only execution
// finds.
type nonNullVariable struct {
	argument *ast.Argument
	variable *ast.Value
	expected *ast.Type
}

// nonNullVariablesIn finds those variables in the arguments of a field.
func nonNullVariablesIn(schema *ast.Schema, field *ast.Field) []nonNullVariable {
	var found []nonNullVariable
	for _, argument := range field.Arguments {
		if definition := field.Definition.Arguments.ForName(argument.Name); definition != nil {
			found = appendNonNull(found, schema, argument, argument.Value, definition.Type)
		}
	}
	return found
}

func appendNonNull(found []nonNullVariable, schema *ast.Schema, argument *ast.Argument, value *ast.Value, t *ast.Type) []nonNullVariable {
	switch value.Kind {
	case ast.Variable:
		if t.NonNull {
			found = append(found, nonNullVariable{argument, value, t})
		}
	case ast.ListValue:
		if t.Elem == nil {
			break
		}
		for _, entry := range value.Children {
			found = appendNonNull(found, schema, argument, entry.Value, t.Elem)
		}
	case ast.ObjectValue: // which may also stand for a list of one
		definition := schema.Types[t.Name()]
		for _, entry := range value.Children {
			if field := definition.Fields.ForName(entry.Name); field != nil {
				found = appendNonNull(found, schema, argument, entry.Value, field.Type)
			}
		}
	}
	return found
}

// nullAmong is the error for the first of the variables that was given null; nil
// when there is none.
func nullAmong(places []nonNullVariable, variables map[string]any) error {
	for _, place := range places {
		if value, given := variables[place.variable.Raw]; !given || value != nil {
			continue
		}
		problem := gqlerror.ErrorPosf(place.variable.Position, "The argument %s is wrong: the variable $%s stands where %s is expected, and is null.",
			place.argument.Name, place.variable.Raw, place.expected)
		problem.Extensions = map[string]any{"argument": place.argument.Name}
		return problem
	}
	return nil
}
