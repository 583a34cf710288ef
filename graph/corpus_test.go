package graph_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// corpus generates random operations that a schema allows: with aliases, repeated
// fields, fragments, conditions, and variables with and without defaults. Most
// arguments name a record and some do not. The same seed gives the same operations.
type corpus struct {
	*rand.Rand
	schema *ast.Schema
	values map[string][]string // for arguments, by name

	declared   []string // variables
	assigned   variables
	written    []string            // fragments
	fragments  map[string][]string // their names, by the type they are on
	aliases    int
	fieldsLeft int // fields that may still be written
}

// question is an operation with its variables.
type question struct {
	query string
	vars  variables
}

func newCorpus(schema *ast.Schema, values map[string][]string, seed uint64) *corpus {
	return &corpus{Rand: rand.New(rand.NewPCG(seed, 0)), schema: schema, values: values}
}

func (c *corpus) operation() question {
	c.declared, c.assigned, c.aliases, c.fieldsLeft = nil, variables{}, 0, 60
	c.written, c.fragments = nil, map[string][]string{}
	body := c.selection(c.schema.Query, 2+c.IntN(4))
	head := "query Q"
	if len(c.declared) > 0 {
		head += "(" + strings.Join(c.declared, ", ") + ")"
	}
	return question{head + " " + body + "\n" + strings.Join(c.written, "\n"), c.assigned}
}

// oneIn is true with probability 1/n.
func (c *corpus) oneIn(n int) bool { return c.IntN(n) == 0 }

func pick[T any](c *corpus, choices []T) T { return choices[c.IntN(len(choices))] }

// selection generates a selection set on a type.
func (c *corpus) selection(parent *ast.Definition, depth int) string {
	var out strings.Builder
	out.WriteString("{ ")
	for range 1 + c.IntN(4) {
		out.WriteString(c.selected(parent, depth) + " ")
	}
	if c.oneIn(4) {
		out.WriteString("__typename ")
	}
	return out.String() + "}"
}

func (c *corpus) selected(parent *ast.Definition, depth int) string {
	switch {
	case c.oneIn(8):
		return "... " + c.condition() + c.selection(parent, depth)
	case parent.IsAbstractType() && !c.oneIn(4):
		possible := pick(c, c.schema.GetPossibleTypes(parent))
		return "... on " + possible.Name + " " + c.condition() + c.selection(possible, depth)
	case c.oneIn(10):
		return "..." + c.fragment(parent, depth) + " " + c.condition()
	default:
		return c.field(parent, depth)
	}
}

// fragment generates a fragment, or reuses one, and returns its name.
func (c *corpus) fragment(parent *ast.Definition, depth int) string {
	if written := c.fragments[parent.Name]; len(written) > 0 && c.oneIn(2) {
		return pick(c, written)
	}
	body := c.selection(parent, depth)
	name := fmt.Sprintf("F%d", len(c.written))
	c.written = append(c.written, "fragment "+name+" on "+parent.Name+" "+body)
	c.fragments[parent.Name] = append(c.fragments[parent.Name], name)
	return name
}

func (c *corpus) field(parent *ast.Definition, depth int) string {
	field := pick(c, c.fields(parent, depth))
	if field == nil {
		return "__typename"
	}
	c.fieldsLeft--
	kind := c.schema.Types[field.Type.Name()]
	text := field.Name + c.arguments(field)
	if text != field.Name || c.oneIn(6) {
		c.aliases++
		text = fmt.Sprintf("a%d: %s", c.aliases, text)
	}
	text += " " + c.condition()
	if kind.IsLeafType() {
		return text
	}
	once := text + c.selection(kind, depth-1)
	if c.oneIn(12) { // twice, so that they must be merged
		return once + " " + text + c.selection(kind, depth-1)
	}
	return once
}

// fields returns the fields that may be selected at a depth; a single nil when
// there are none.
func (c *corpus) fields(parent *ast.Definition, depth int) []*ast.FieldDefinition {
	fields := slices.DeleteFunc(slices.Clone(parent.Fields), func(f *ast.FieldDefinition) bool {
		isLeaf := c.schema.Types[f.Type.Name()].IsLeafType()
		return strings.HasPrefix(f.Name, "__") || !isLeaf && (depth <= 0 || c.fieldsLeft <= 0)
	})
	if len(fields) == 0 {
		return []*ast.FieldDefinition{nil}
	}
	return fields
}

// condition sometimes generates @skip or @include.
func (c *corpus) condition() string {
	if !c.oneIn(12) {
		return ""
	}
	value := fmt.Sprint(c.oneIn(2))
	if c.oneIn(2) {
		value = c.variable("Boolean!", !c.oneIn(3))
	}
	return fmt.Sprintf("@%s(if: %s) ", pick(c, []string{"skip", "include"}), value)
}

// variable declares a variable with a value, and returns a reference to it.
func (c *corpus) variable(kind string, value any) string {
	name := fmt.Sprintf("v%d", len(c.declared))
	c.declared = append(c.declared, "$"+name+": "+kind)
	c.assigned[name] = value
	return "$" + name
}

func (c *corpus) arguments(field *ast.FieldDefinition) string {
	var out []string
	for _, argument := range field.Arguments {
		n := 3
		if slices.Contains([]string{"after", "before", "last"}, argument.Name) {
			n = 12 // most are invalid
		}
		name := argument.Name
		if name == "slug" {
			name = field.Name
		}
		if argument.Type.NonNull || c.oneIn(n) {
			out = append(out, argument.Name+": "+c.argument(name, argument.Type))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return "(" + strings.Join(out, ", ") + ")"
}

// argument generates a value, or a variable with it as its value or default.
func (c *corpus) argument(name string, kind *ast.Type) string {
	if c.oneIn(10) && !kind.NonNull {
		if c.oneIn(2) {
			return "null"
		}
		return c.variable(kind.String(), nil)
	}
	value := c.value(name, kind)
	if !c.oneIn(3) {
		return literal(value)
	}
	if nullable := strings.TrimSuffix(kind.String(), "!"); c.oneIn(3) {
		used := c.variable(nullable+" = "+literal(value), nil)
		delete(c.assigned, used[1:])
		return used
	}
	return c.variable(kind.String(), jsonValue(value))
}

// enumValue is written without quotes.
type enumValue string

func (c *corpus) value(name string, kind *ast.Type) any {
	if kind.Elem != nil {
		list := []any{}
		for range c.IntN(4) {
			list = append(list, c.value(name, kind.Elem))
		}
		return list
	}
	definition := c.schema.Types[kind.Name()]
	switch definition.Kind {
	case ast.Enum:
		return enumValue(pick(c, definition.EnumValues).Name)
	case ast.InputObject:
		fields := variables{}
		for _, f := range definition.Fields {
			if f.Type.NonNull && f.DefaultValue == nil || c.oneIn(4) {
				fields[f.Name] = c.value(f.Name, f.Type)
			}
		}
		return fields
	default:
		return c.scalar(name, definition.Name)
	}
}

func (c *corpus) scalar(name, kind string) any {
	switch {
	case kind == "Boolean":
		return c.oneIn(2)
	case name == "year":
		return pick(c, []int{2019, 2020, 2022, 2023, 2024, 2024, 2024, 2025, 2030})
	case kind == "Int" && c.oneIn(20):
		return pick(c, []int{0, -1, 101})
	case kind == "Int":
		return pick(c, []int{1, 2, 3, 5, 8, 20})
	case c.oneIn(25):
		return pick(c, []string{"", "nothing", "\"quoted\" \\ \n \u0001 ☃", "binh-dinh/2024/x"})
	case c.values[name] != nil:
		return pick(c, c.values[name])
	default:
		return "anything"
	}
}

// literal formats a value as a GraphQL literal.
func literal(value any) string {
	switch v := value.(type) {
	case enumValue:
		return string(v)
	case string:
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\u0001", `\u0001`).Replace(v) + `"`
	case []any:
		parts := make([]string, len(v))
		for i, entry := range v {
			parts[i] = literal(entry)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case variables:
		var parts []string
		for _, name := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, name+": "+literal(v[name]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	default:
		return fmt.Sprint(v)
	}
}

// jsonValue converts a value to its form in the JSON of variables.
func jsonValue(value any) any {
	switch v := value.(type) {
	case enumValue:
		return string(v)
	case []any:
		out := make([]any, len(v))
		for i, entry := range v {
			out[i] = jsonValue(entry)
		}
		return out
	case variables:
		out := map[string]any{}
		for name, entry := range v {
			out[name] = jsonValue(entry)
		}
		return out
	default:
		return v
	}
}
