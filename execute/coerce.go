package execute

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// coercion coerces the values of variables as the GraphQL specification defines it,
// and collects what is wrong with them.
type coercion struct {
	schema   *ast.Schema
	variable *ast.VariableDefinition // that is being read
	problems gqlerror.List
}

// maxProblems is how many problems of variables are reported. Coercion ends there,
// so that its work is bounded.
const maxProblems = 20

// coerce coerces the variables that an operation declares and that are given or
// have a default, into the form from which arguments are decoded.
func coerce(schema *ast.Schema, operation *ast.OperationDefinition, given map[string]any) (map[string]any, gqlerror.List) {
	coerced := make(map[string]any, len(operation.VariableDefinitions))
	c := coercion{schema: schema}
	for _, variable := range operation.VariableDefinitions {
		c.variable = variable
		value, present := given[variable.Variable]
		if !present && variable.DefaultValue != nil {
			value, present = literalValue(variable.DefaultValue), true
		}
		switch {
		case present:
			coerced[variable.Variable] = c.value(value, variable.Type, nil)
		case variable.Type.NonNull:
			c.missing(variable.Type, nil)
		}
	}
	return coerced, c.problems
}

// value coerces a value to a type. After a problem the result does not matter.
func (c *coercion) value(value any, t *ast.Type, path *valuePath) any {
	switch {
	case c.hasEnough():
		return nil
	case value == nil:
		if t.NonNull {
			c.wrong(value, t, path)
		}
		return nil
	case t.Elem != nil:
		return c.list(value, t, path)
	}
	switch definition := c.schema.Types[t.NamedType]; definition.Kind {
	case ast.InputObject:
		return c.object(value, definition, t, path)
	case ast.Enum:
		return c.enum(value, definition, t, path)
	default:
		return c.scalar(value, t, path)
	}
}

// list coerces a list; a single value is a list of one.
func (c *coercion) list(value any, t *ast.Type, path *valuePath) any {
	list, ok := value.([]any)
	if !ok {
		return []any{c.value(value, t.Elem, path)}
	}
	coerced := make([]any, len(list))
	for i, entry := range list {
		coerced[i] = c.value(entry, t.Elem, &valuePath{outer: path, index: i})
	}
	return coerced
}

func (c *coercion) object(value any, definition *ast.Definition, t *ast.Type, path *valuePath) any {
	object, ok := value.(map[string]any)
	if !ok {
		c.wrong(value, t, path)
		return nil
	}
	c.unknown(object, definition, path) // before missing fields: a missing field is often a misspelt one
	coerced := make(map[string]any, len(object))
	for _, field := range definition.Fields {
		inside := &valuePath{outer: path, name: field.Name}
		switch given, present := object[field.Name]; {
		case present:
			coerced[field.Name] = c.value(given, field.Type, inside)
		case field.DefaultValue != nil:
			coerced[field.Name] = c.value(literalValue(field.DefaultValue), field.Type, inside)
		case field.Type.NonNull:
			c.missing(field.Type, inside)
		}
	}
	return coerced
}

func (c *coercion) enum(value any, definition *ast.Definition, t *ast.Type, path *valuePath) any {
	name, ok := value.(string)
	if !ok || definition.EnumValues.ForName(name) == nil {
		c.wrong(value, t, path)
	}
	return name
}

func (c *coercion) scalar(value any, t *ast.Type, path *valuePath) any {
	var coerced any
	ok := true
	switch t.NamedType {
	case "Int":
		coerced, ok = wholeNumber(value)
	case "Float":
		coerced, ok = finite(value)
	case "ID":
		coerced, ok = identifier(value)
	case "String":
		coerced, ok = value.(string)
	case "Boolean":
		coerced, ok = value.(bool)
	default: // a custom scalar, which reads itself
		coerced = value
	}
	if !ok {
		c.wrong(value, t, path)
	}
	return coerced
}

// wholeNumber reads an Int. 2024.0 is one too: JSON does not distinguish them.
func wholeNumber(value any) (int64, bool) {
	f, ok := finite(value)
	return int64(f), ok && f == math.Trunc(f) && f >= math.MinInt32 && f <= math.MaxInt32
}

func finite(value any) (float64, bool) {
	number, ok := value.(json.Number)
	if !ok {
		return 0, false
	}
	f, err := number.Float64()
	return f, err == nil // an error means that it is too large for a float64
}

// identifier reads an ID: text, or a whole number of any length.
func identifier(value any) (string, bool) {
	switch v := value.(type) {
	case string:
		return v, true
	case json.Number:
		return wholeText(v)
	default:
		return "", false
	}
}

// wholeText writes a whole number in digits.
func wholeText(number json.Number) (string, bool) {
	text := number.String()
	if !slices.ContainsFunc([]byte(text), func(c byte) bool { return c == '.' || c == 'e' || c == 'E' }) && text != "-0" {
		return text, true
	}
	f, ok := finite(number)
	return strconv.FormatFloat(f+0, 'f', -1, 64), ok && f == math.Trunc(f)
}

// literalValue is the value of a literal without variables, as JSON would have it.
func literalValue(literal *ast.Value) any {
	switch literal.Kind {
	case ast.IntValue, ast.FloatValue:
		return json.Number(literal.Raw)
	case ast.BooleanValue:
		return literal.Raw == "true"
	case ast.ListValue:
		list := make([]any, len(literal.Children))
		for i, entry := range literal.Children {
			list[i] = literalValue(entry.Value)
		}
		return list
	case ast.ObjectValue:
		object := make(map[string]any, len(literal.Children))
		for _, field := range literal.Children {
			object[field.Name] = literalValue(field.Value)
		}
		return object
	case ast.NullValue:
		return nil
	default:
		return literal.Raw
	}
}
