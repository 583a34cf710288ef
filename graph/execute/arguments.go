package execute

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// strict is a variable in the arguments of a field at a place that may not be
// null. One whose type is nullable may stand there when the place or the variable
// has a default, and be given null all the same, which only execution finds.
type strict struct {
	argument *ast.Argument
	variable *ast.Value
	wanted   *ast.Type
}

// strictIn finds those places among the arguments of a field.
func strictIn(schema *ast.Schema, field *ast.Field) []strict {
	var found []strict
	for _, argument := range field.Arguments {
		if definition := field.Definition.Arguments.ForName(argument.Name); definition != nil {
			found = appendStrict(found, schema, argument, argument.Value, definition.Type)
		}
	}
	return found
}

func appendStrict(found []strict, schema *ast.Schema, argument *ast.Argument, value *ast.Value, t *ast.Type) []strict {
	switch value.Kind {
	case ast.Variable:
		if t.NonNull {
			found = append(found, strict{argument, value, t})
		}
	case ast.ListValue:
		if t.Elem == nil {
			break
		}
		for _, entry := range value.Children {
			found = appendStrict(found, schema, argument, entry.Value, t.Elem)
		}
	case ast.ObjectValue: // also one for a list of one
		definition := schema.Types[t.Name()]
		for _, entry := range value.Children {
			if field := definition.Fields.ForName(entry.Name); field != nil {
				found = appendStrict(found, schema, argument, entry.Value, field.Type)
			}
		}
	}
	return found
}

// nullAmong is the error for the first of the places that null was given for.
func nullAmong(places []strict, variables map[string]any) error {
	for _, place := range places {
		if value, given := variables[place.variable.Raw]; !given || value != nil {
			continue
		}
		problem := gqlerror.ErrorPosf(place.variable.Position, "The argument %s is wrong: the variable $%s stands where %s is expected, and is null.",
			place.argument.Name, place.variable.Raw, place.wanted)
		problem.Extensions = map[string]any{"argument": place.argument.Name}
		return problem
	}
	return nil
}

// WrongArgument is the error for null among the arguments of the field that a
// context is of, where null may not be; nil when that is not so. gqlgen's own
// executor takes such null for an empty list, or fails in words of its own.
func WrongArgument(ctx context.Context, schema *ast.Schema) error {
	place := graphql.GetFieldContext(ctx)
	if place == nil || place.Field.Field == nil || place.Field.Definition == nil {
		return nil
	}
	return nullAmong(strictIn(schema, place.Field.Field), graphql.GetOperationContext(ctx).Variables)
}

// InterceptField refuses such null in gqlgen's executor, which this package's
// has found before.
func (v *Variables) InterceptField(ctx context.Context, next graphql.Resolver) (any, error) {
	if err := WrongArgument(ctx, v.schema); err != nil {
		return nil, err
	}
	return next(ctx)
}
