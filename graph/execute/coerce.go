package execute

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// coercion reads the values of one variable as GraphQL defines it for input, and
// gathers what is wrong with them.
type coercion struct {
	schema   *ast.Schema
	variable *ast.VariableDefinition
	problems gqlerror.List
}

// maxProblems is how much that is wrong with variables is told at once. It also
// ends the reading, so that the work is bounded.
const maxProblems = 20

// coerce reads the variables of an operation: those that it declares and that
// are given or have a default, in the form in which resolvers' arguments are
// decoded from.
func coerce(schema *ast.Schema, operation *ast.OperationDefinition, given map[string]any) (map[string]any, gqlerror.List) {
	coerced := make(map[string]any, len(operation.VariableDefinitions))
	c := coercion{schema: schema}
	for _, variable := range operation.VariableDefinitions {
		c.variable = variable
		value, present := given[variable.Variable]
		if !present && variable.DefaultValue != nil {
			value, present = constant(variable.DefaultValue), true
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

// value is a value as one of a type. What it is after a problem does not matter.
func (c *coercion) value(value any, t *ast.Type, at *place) any {
	switch {
	case c.full():
		return nil
	case value == nil:
		if t.NonNull {
			c.wrong(value, t, at)
		}
		return nil
	case t.Elem != nil:
		return c.list(value, t, at)
	}
	switch definition := c.schema.Types[t.NamedType]; definition.Kind {
	case ast.InputObject:
		return c.object(value, definition, t, at)
	case ast.Enum:
		return c.enum(value, definition, t, at)
	default:
		return c.scalar(value, t, at)
	}
}

// list takes a single value for a list of one.
func (c *coercion) list(value any, t *ast.Type, at *place) any {
	list, ok := value.([]any)
	if !ok {
		return []any{c.value(value, t.Elem, at)}
	}
	coerced := make([]any, len(list))
	for i, entry := range list {
		coerced[i] = c.value(entry, t.Elem, &place{outer: at, index: i})
	}
	return coerced
}

func (c *coercion) object(value any, definition *ast.Definition, t *ast.Type, at *place) any {
	object, ok := value.(map[string]any)
	if !ok {
		c.wrong(value, t, at)
		return nil
	}
	c.unknown(object, definition, at) // first: what is missing is often misspelt
	coerced := make(map[string]any, len(object))
	for _, field := range definition.Fields {
		inside := &place{outer: at, name: field.Name}
		switch given, present := object[field.Name]; {
		case present:
			coerced[field.Name] = c.value(given, field.Type, inside)
		case field.DefaultValue != nil:
			coerced[field.Name] = c.value(constant(field.DefaultValue), field.Type, inside)
		case field.Type.NonNull:
			c.missing(field.Type, inside)
		}
	}
	return coerced
}

func (c *coercion) enum(value any, definition *ast.Definition, t *ast.Type, at *place) any {
	name, ok := value.(string)
	if !ok || definition.EnumValues.ForName(name) == nil {
		c.wrong(value, t, at)
	}
	return name
}

func (c *coercion) scalar(value any, t *ast.Type, at *place) any {
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
	default: // a scalar of the schema's own, which reads itself
		coerced = value
	}
	if !ok {
		c.wrong(value, t, at)
	}
	return coerced
}

// wholeNumber reads an Int. 2024.0 is one: JSON knows no other numbers.
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
	return f, err == nil // which it is not beyond the largest
}

// identifier reads an ID: text, or a whole number however long.
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

// wholeText is a whole number in digits.
func wholeText(number json.Number) (string, bool) {
	text := number.String()
	if !slices.ContainsFunc([]byte(text), func(c byte) bool { return c == '.' || c == 'e' || c == 'E' }) && text != "-0" {
		return text, true
	}
	f, ok := finite(number)
	return strconv.FormatFloat(f+0, 'f', -1, 64), ok && f == math.Trunc(f)
}

// constant is a literal without variables as JSON has it.
func constant(literal *ast.Value) any {
	switch literal.Kind {
	case ast.IntValue, ast.FloatValue:
		return json.Number(literal.Raw)
	case ast.BooleanValue:
		return literal.Raw == "true"
	case ast.ListValue:
		list := make([]any, len(literal.Children))
		for i, entry := range literal.Children {
			list[i] = constant(entry.Value)
		}
		return list
	case ast.ObjectValue:
		object := make(map[string]any, len(literal.Children))
		for _, field := range literal.Children {
			object[field.Name] = constant(field.Value)
		}
		return object
	case ast.NullValue:
		return nil
	default:
		return literal.Raw
	}
}
