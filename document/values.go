package document

import (
	"math"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/core"
)

var uniqueInputFieldNames = rule{name: "UniqueInputFieldNames", value: func(v *validation, value *ast.Value) {
	if value.Kind != ast.ObjectValue {
		return
	}
	seen := map[string]bool{}
	for _, field := range value.Children {
		if seen[field.Name] {
			v.report(field.Position, "There can be only one input field named %s.", quoted(field.Name))
		}
		seen[field.Name] = true
	}
}}

var valuesOfCorrectType = rule{name: "ValuesOfCorrectType", value: func(v *validation, value *ast.Value) {
	if value.Definition == nil || value.ExpectedType == nil {
		return
	}
	switch value.Kind {
	case ast.Variable: // VariablesInAllowedPosition
	case ast.NullValue:
		if value.ExpectedType.NonNull {
			v.reportType(value)
		}
	case ast.ListValue:
		if value.ExpectedType.Elem == nil {
			v.checkLeaf(value)
		}
	case ast.ObjectValue:
		if value.Definition.Kind == ast.InputObject {
			v.checkInputFields(value)
		} else {
			v.checkLeaf(value)
		}
	default:
		v.checkLeaf(value)
	}
}}

// reportType reports a value that is not of the expected type.
func (v *validation) reportType(value *ast.Value) {
	v.report(v.valueStart(value), "Expected value of type %s, found %s.", quoted(value.ExpectedType.String()), formatValue(value))
}

// checkInputFields reports missing and unknown fields of an input object.
func (v *validation) checkInputFields(value *ast.Value) {
	given := make(map[string]bool, len(value.Children))
	for _, field := range value.Children {
		given[field.Name] = true
	}
	var names []string
	for _, field := range value.Definition.Fields {
		names = append(names, field.Name)
		if field.Type.NonNull && field.DefaultValue == nil && !given[field.Name] {
			v.report(value.Position, "Field %s of required type %s was not provided.",
				quoted(value.Definition.Name+"."+field.Name), quoted(field.Type.String()))
		}
	}
	for _, field := range value.Children {
		if value.Definition.Fields.ForName(field.Name) == nil && v.shouldContinue() {
			v.report(field.Position, "Field %s is not defined by type %s.%s",
				quoted(field.Name), quoted(value.Definition.Name), didYouMean(field.Name, names))
		}
	}
}

// checkLeaf checks a value other than null or a variable against a named type.
func (v *validation) checkLeaf(value *ast.Value) {
	switch value.Definition.Kind {
	case ast.Enum:
		v.checkEnum(value)
	case ast.Scalar:
		if message := wrongScalar(value); message != "" {
			v.report(v.valueStart(value), "%s: %s", message, formatValue(value))
		}
	default:
		v.reportType(value)
	}
}

func (v *validation) checkEnum(value *ast.Value) {
	var names []string
	for _, known := range value.Definition.EnumValues {
		names = append(names, known.Name)
	}
	switch {
	case value.Kind == ast.EnumValue && value.Definition.EnumValues.ForName(value.Raw) == nil:
		v.report(v.valueStart(value), "Value %s does not exist in %s enum.%s", quoted(value.Raw), quoted(value.Definition.Name), suggestValue(value.Raw, names))
	case value.Kind != ast.EnumValue:
		v.report(v.valueStart(value), "Enum %s cannot represent non-enum value: %s.%s", quoted(value.Definition.Name), formatValue(value), suggestValue(value.Raw, names))
	}
}

func suggestValue(given string, names []string) string {
	if near := core.SuggestionList(clip(given), names); given != "" && len(near) > 0 {
		return " Did you mean the enum value " + core.QuotedOrList(near...) + "?"
	}
	return ""
}

// wrongScalar returns why a literal is not a value of a scalar; "" when it is one.
// Literals of custom scalars are checked at execution.
func wrongScalar(value *ast.Value) string {
	isString := value.Kind == ast.StringValue || value.Kind == ast.BlockValue
	switch value.Definition.Name {
	case "Int":
		if value.Kind != ast.IntValue {
			return "Int cannot represent non-integer value"
		}
		if _, err := strconv.ParseInt(value.Raw, 10, 32); err != nil {
			return "Int cannot represent non 32-bit signed integer value"
		}
	case "Float":
		if !isFloat(value) {
			return "Float cannot represent non numeric value"
		}
	case "String":
		if !isString {
			return "String cannot represent a non string value"
		}
	case "Boolean":
		if value.Kind != ast.BooleanValue {
			return "Boolean cannot represent a non boolean value"
		}
	case "ID":
		if !isString && value.Kind != ast.IntValue {
			return "ID cannot represent a non-string and non-integer value"
		}
	}
	return ""
}

func isFloat(value *ast.Value) bool {
	if value.Kind != ast.IntValue && value.Kind != ast.FloatValue {
		return false
	}
	number, err := strconv.ParseFloat(value.Raw, 64)
	return err == nil && !math.IsInf(number, 0)
}

// formatValue formats a value for a message. Long parts are clipped before they are
// joined, so that the cost does not depend on the size of the value.
func formatValue(value *ast.Value) string {
	var out strings.Builder
	writeValue(&out, value)
	return clip(out.String())
}

func writeValue(out *strings.Builder, value *ast.Value) {
	if out.Len() > maxShown {
		return
	}
	opening, closing := "[", "]"
	switch value.Kind {
	case ast.ObjectValue:
		opening, closing = "{", "}"
	case ast.ListValue:
	default:
		out.WriteString((&ast.Value{Kind: value.Kind, Raw: clip(value.Raw)}).String())
		return
	}
	out.WriteString(opening)
	for i, child := range value.Children {
		if out.Len() > maxShown {
			return
		}
		if i > 0 {
			out.WriteString(", ")
		}
		if child.Name != "" {
			out.WriteString(clip(child.Name) + ": ")
		}
		writeValue(out, child.Value)
	}
	out.WriteString(closing)
}

// convertLiterals changes the kinds of literals to those that execution expects: an ID
// may be written as a number of any length, and a Float without a point.
func convertLiterals(doc *ast.QueryDocument) {
	visitValues(doc, func(value *ast.Value) {
		if value.Kind != ast.IntValue || value.Definition == nil {
			return
		}
		switch value.Definition.Name {
		case "ID":
			value.Kind = ast.StringValue
		case "Float":
			value.Kind = ast.FloatValue
		}
	})
}
