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

// place is where a value stands in that of a variable, from the inside out; nil
// is the variable itself.
type place struct {
	outer *place
	name  string // of a field; otherwise index counts
	index int
}

func (p *place) write(out *strings.Builder) {
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

// How much of a value, of a name and of a list of names is told.
const (
	maxShownValue = 80
	maxShownName  = 60
	maxShownNames = 200
)

// full is whether enough problems are known.
func (c *coercion) full() bool { return len(c.problems) >= maxProblems }

// wrong notes a value that is not of the type that it should have.
func (c *coercion) wrong(value any, t *ast.Type, at *place) {
	said := fmt.Sprintf("expected %s, got %s.", c.expected(t), shown(value))
	definition := c.schema.Types[t.Name()]
	if name, ok := value.(string); ok && definition.Kind == ast.Enum && t.Elem == nil {
		said += didYouMean(name, enumNames(definition))
	}
	c.note(at, said)
}

// missing notes that there is no value where there must be one.
func (c *coercion) missing(t *ast.Type, at *place) {
	if c.full() {
		return
	}
	c.note(at, fmt.Sprintf("expected %s, got no value.", c.expected(t)))
}

// unknown notes the fields of an object that its type does not have.
func (c *coercion) unknown(object map[string]any, definition *ast.Definition, at *place) {
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
		if c.full() {
			return
		}
		if slices.Contains(known, name) {
			continue
		}
		c.note(&place{outer: at, name: cut(name, maxShownName)}, fmt.Sprintf("%s has no such field, only %s; got %s.%s",
			definition.Name, listed(known), shown(object[name]), didYouMean(name, known)))
	}
}

// note adds a problem, located where the variable is declared: the answer has
// no place for it, and so there is no path.
func (c *coercion) note(at *place, said string) {
	var where strings.Builder
	where.WriteString("$" + c.variable.Variable)
	at.write(&where)
	problem := gqlerror.ErrorPosf(c.variable.Position, "The variable $%s is wrong", c.variable.Variable)
	if at != nil {
		problem.Message += " at " + where.String()
	}
	problem.Message += ": " + said
	problem.Extensions = map[string]any{"variable": where.String()}
	c.problems = append(c.problems, problem)
}

// expected names a type, and says what its values are.
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

// listed writes names after each other.
func listed(names []string) string {
	text := strings.Join(names, ", ")
	if len(text) > maxShownNames {
		text = text[:strings.LastIndex(text[:maxShownNames], ",")] + " …"
	}
	return text
}

// didYouMean offers the known name that takes the fewest edits, as for names in
// documents, whatever the case.
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

// shown is the beginning of a value as JSON.
func shown(value any) string {
	return cut(string(appendShown(nil, value)), maxShownValue)
}

// appendShown stops soon after there is enough to show.
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

// cut is the beginning of a text of at most so many bytes, and a mark when there
// is more.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most] + "…"
}
