package execute

import (
	"context"
	"reflect"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// StrictVariables is an extension of the server that refuses what the server's
// own check of variables lets pass though GraphQL does not: names of enumeration
// values in another case, which would find nothing, and null for a variable that
// decides about @skip or @include.
type StrictVariables struct{ schema *ast.Schema }

var (
	_ graphql.HandlerExtension        = (*StrictVariables)(nil)
	_ graphql.OperationContextMutator = (*StrictVariables)(nil)
)

// ExtensionName names the extension to the server.
func (*StrictVariables) ExtensionName() string { return "StrictVariables" }

// Validate takes the schema that variables are checked against.
func (s *StrictVariables) Validate(schema graphql.ExecutableSchema) error {
	s.schema = schema.Schema()
	return nil
}

// MutateOperationContext refuses the operation or leaves it as it is.
func (s *StrictVariables) MutateOperationContext(_ context.Context, operation *graphql.OperationContext) *gqlerror.Error {
	for _, variable := range operation.Operation.VariableDefinitions {
		value, given := operation.Variables[variable.Variable]
		if !given {
			continue
		}
		path := ast.Path{ast.PathName("variable"), ast.PathName(variable.Variable)}
		if value == nil {
			if decides(operation, variable) {
				return gqlerror.ErrorPathf(path, "cannot be null where it decides about @skip or @include")
			}
			continue
		}
		if err := s.check(reflect.ValueOf(value), variable.Type, path); err != nil {
			return err
		}
	}
	return nil
}

// decides is whether a directive depends on a variable.
func decides(operation *graphql.OperationContext, variable *ast.VariableDefinition) bool {
	if variable.Type.NamedType != "Boolean" {
		return false
	}
	var v variants
	v.read(operation.Doc, operation.Operation.SelectionSet, map[string]bool{})
	return v.decidesBy(variable.Variable)
}

// check looks for enumeration values in a value that was found to be of a type.
func (s *StrictVariables) check(value reflect.Value, t *ast.Type, path ast.Path) *gqlerror.Error {
	if value.Kind() == reflect.Interface {
		value = value.Elem()
	}
	if !value.IsValid() {
		return nil
	}
	if t.Elem != nil {
		return s.checkList(value, t, path)
	}
	switch definition := s.schema.Types[t.NamedType]; definition.Kind {
	case ast.Enum:
		if definition.EnumValues.ForName(value.String()) == nil {
			return gqlerror.ErrorPathf(path, "%s is not a valid %s", value, definition.Name)
		}
	case ast.InputObject:
		for _, field := range definition.Fields {
			given := value.MapIndex(reflect.ValueOf(field.Name))
			if !given.IsValid() {
				continue
			}
			if err := s.check(given, field.Type, append(path[:len(path):len(path)], ast.PathName(field.Name))); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *StrictVariables) checkList(list reflect.Value, t *ast.Type, path ast.Path) *gqlerror.Error {
	if list.Kind() != reflect.Slice { // a value that stands for a list of one
		return s.check(list, t.Elem, path)
	}
	for i := range list.Len() {
		if err := s.check(list.Index(i), t.Elem, append(path[:len(path):len(path)], ast.PathIndex(i))); err != nil {
			return err
		}
	}
	return nil
}
