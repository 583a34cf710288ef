package execute

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// valuePath is where a value is inside the value of a variable. It begins at the
// innermost field or index; nil is the value of the variable itself.
type valuePath struct {
	outer *valuePath
	name  string // of a field; empty for an index
	index int
}

func (p *valuePath) write(out *strings.Builder) {
	if p == nil {
		return
	}
	p.outer.write(out)
	if p.name == "" {
		fmt.Fprintf(out, "[%d]", p.index)
		return
	}
	out.WriteString("." + p.name)
}

// How many bytes of a value, a name and a list of names a message shows.
const (
	maxShownValue = 80
	maxShownName  = 60
	maxShownNames = 200
)

// hasEnough reports whether no more problems are collected.
func (c *coercion) hasEnough() bool { return len(c.problems) >= maxProblems }

// wrong adds a value that does not have the expected type.
func (c *coercion) wrong(value any, t *ast.Type, path *valuePath) {
	message := fmt.Sprintf("expected %s, got %s.", c.expected(t), shown(value))
	definition := c.schema.Types[t.Name()]
	if name, ok := value.(string); ok && definition.Kind == ast.Enum && t.Elem == nil {
		message += didYouMean(name, enumNames(definition))
	}
	c.add(path, message)
}

// missing adds that there is no value where there must be one.
func (c *coercion) missing(t *ast.Type, path *valuePath) {
	if c.hasEnough() {
		return
	}
	c.add(path, fmt.Sprintf("expected %s, got no value.", c.expected(t)))
}

// unknown adds the fields of an object that its type does not have.
func (c *coercion) unknown(object map[string]any, definition *ast.Definition, path *valuePath) {
	known := make([]string, len(definition.Fields))
	others := len(object)
	for i, field := range definition.Fields {
		known[i] = field.Name
		if _, given := object[field.Name]; given {
			others--
		}
	}
	if others == 0 {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if c.hasEnough() {
			return
		}
		if slices.Contains(known, name) {
			continue
		}
		c.add(&valuePath{outer: path, name: cut(name, maxShownName)}, fmt.Sprintf("%s has no such field, only %s; got %s.%s",
			definition.Name, listed(known), shown(object[name]), didYouMean(name, known)))
	}
}

// add adds a problem. It is located where the variable is declared and has no path,
// since a path is for places in an answer.
func (c *coercion) add(path *valuePath, message string) {
	var where strings.Builder
	where.WriteString("$" + c.variable.Variable)
	path.write(&where)
	problem := gqlerror.ErrorPosf(c.variable.Position, "The variable $%s is wrong", c.variable.Variable)
	if path != nil {
		problem.Message += " at " + where.String()
	}
	problem.Message += ": " + message
	problem.Extensions = map[string]any{"variable": where.String()}
	c.problems = append(c.problems, problem)
}

// expected names a type, and describes its values.
func (c *coercion) expected(t *ast.Type) string {
	definition := c.schema.Types[t.Name()]
	switch {
	case definition.Kind == ast.Enum:
		return t.String() + " (" + listed(enumNames(definition)) + ")"
	case definition.Kind == ast.InputObject:
		return t.String() + " (an object)"
	case scalarValues[t.Name()] != "":
		return t.String() + " (" + scalarValues[t.Name()] + ")"
	default:
		return t.String()
	}
}

var scalarValues = map[string]string{
	"Int": "a whole number of 32 bits", "Float": "a number", "ID": "a string or a whole number",
	"String": "a string", "Boolean": "true or false",
}

func enumNames(definition *ast.Definition) []string {
	names := make([]string, len(definition.EnumValues))
	for i, value := range definition.EnumValues {
		names[i] = value.Name
	}
	return names
}

// listed joins names with commas, shortened when they are many.
func listed(names []string) string {
	text := strings.Join(names, ", ")
	if len(text) > maxShownNames {
		text = text[:strings.LastIndex(text[:maxShownNames], ",")] + " …"
	}
	return text
}

// didYouMean suggests the known name with the fewest edits, whatever its case, as
// is done for names in documents.
func didYouMean(name string, known []string) string {
	if len(name) > maxShownName {
		return ""
	}
	nearest, fewest := "", len(name)*2/5+2
	for _, candidate := range known {
		if edits := levenshtein.ComputeDistance(strings.ToLower(name), strings.ToLower(candidate)); edits < fewest {
			nearest, fewest = candidate, edits
		}
	}
	if nearest == "" {
		return ""
	}
	return fmt.Sprintf(" Did you mean %q?", nearest)
}

// shown is a value as JSON, shortened when it is long.
func shown(value any) string {
	return cut(string(appendShown(nil, value)), maxShownValue)
}

// appendShown appends a value as JSON, and stops soon after there is enough to show.
func appendShown(out []byte, value any) []byte {
	switch v := value.(type) {
	case []any:
		out = append(out, '[')
		for i, entry := range v {
			if len(out) > maxShownValue {
				return out
			}
			out = appendShown(separated(out, i), entry)
		}
		return append(out, ']')
	case map[string]any:
		out = append(out, '{')
		for i, name := range slices.Sorted(maps.Keys(v)) {
			if len(out) > maxShownValue {
				return out
			}
			out = append(appendText(separated(out, i), name), ':')
			out = appendShown(out, v[name])
		}
		return append(out, '}')
	case string:
		return appendText(out, v)
	case json.Number:
		return append(out, cut(v.String(), maxShownValue)...)
	case bool:
		return strconv.AppendBool(out, v)
	default:
		return append(out, "null"...)
	}
}

func separated(out []byte, before int) []byte {
	if before > 0 {
		return append(out, ',')
	}
	return out
}

func appendText(out []byte, text string) []byte {
	var quoted strings.Builder
	encoder := json.NewEncoder(&quoted)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(cut(text, maxShownValue)) // a string, into memory
	return append(out, strings.TrimSuffix(quoted.String(), "\n")...)
}

// cut shortens a text to a number of bytes, and adds an ellipsis when it was longer.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most] + "…"
}
