package table

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"doichieu/graph"
	"doichieu/limit"
	"doichieu/store"
)

// Parameter is something that a table can be asked for: an argument of its
// query, or a condition of its filter.
type Parameter struct {
	Name     string
	Type     string // the type in the schema
	Required bool
	Several  bool     // may be given more than once
	Values   []string // that there are, of an enumeration

	inWhere bool
	read    func(text string) (any, error)
}

// paging are the variables of a query that are not for the person who asks.
var paging = map[string]bool{"first": true, "after": true}

const filter = "where"

func parametersOf(schema *ast.Schema, operation *ast.OperationDefinition) ([]Parameter, error) {
	var out []Parameter
	for _, variable := range operation.VariableDefinitions {
		if paging[variable.Variable] {
			continue
		}
		if variable.Variable != filter {
			out = append(out, Parameter{
				Name: variable.Variable, Type: variable.Type.Name(),
				Required: variable.Type.NonNull && variable.DefaultValue == nil, Several: variable.Type.Elem != nil,
			})
			continue
		}
		for _, condition := range variable.Definition.Fields {
			out = append(out, Parameter{Name: condition.Name, Type: condition.Type.Name(), inWhere: true})
		}
	}
	for i := range out {
		out[i].Values = valuesOf(schema.Types[out[i].Type])
		if out[i].read = reader(schema.Types[out[i].Type], out[i].Name); out[i].read == nil {
			return nil, fmt.Errorf("parameter %s: nothing reads a %s", out[i].Name, out[i].Type)
		}
	}
	return out, nil
}

// reader makes a function that reads values of a type, or nil when the type
// cannot be written in an address.
func reader(of *ast.Definition, name string) func(string) (any, error) {
	if of.Kind == ast.Enum {
		return func(text string) (any, error) { return readEnum(of, name, text) }
	}
	switch of.Name {
	case "String", "ID":
		return func(text string) (any, error) { return text, nil }
	case "Int":
		return func(text string) (any, error) {
			n, err := strconv.ParseInt(text, 10, 32)
			if err != nil {
				return nil, wrong(name, "%s is %q; write a whole number, as in 2024.", name, text)
			}
			return n, nil
		}
	case "Boolean":
		return func(text string) (any, error) {
			if text != "true" && text != "false" {
				return nil, wrong(name, "%s is %q; write true or false.", name, text)
			}
			return text == "true", nil
		}
	case "PlanYearRef":
		return func(text string) (any, error) { return readPlanYear(name, text) }
	default:
		return nil
	}
}

func valuesOf(enumeration *ast.Definition) []string {
	var names []string
	for _, value := range enumeration.EnumValues {
		names = append(names, value.Name)
	}
	return names
}

func readEnum(of *ast.Definition, name, text string) (any, error) {
	known := valuesOf(of)
	if slices.Contains(known, text) {
		return text, nil
	}
	err := graph.Unknown(name, name, text, known)
	err.Code = graph.BadUserInput
	err.Message += " Known: " + strings.Join(known, ", ") + "."
	return nil, err
}

func readPlanYear(name, text string) (any, error) {
	province, year, _ := strings.Cut(text, "/")
	n, err := strconv.ParseInt(year, 10, 32)
	if err != nil || province == "" {
		return nil, wrong(name, "%s is %q; write a province's slug and a year, as in binh-dinh/2024.", name, text)
	}
	return map[string]any{"province": province, "year": n}, nil
}

func wrong(parameter, format string, args ...any) *graph.Error {
	return &graph.Error{Code: graph.BadUserInput, Argument: parameter, Message: fmt.Sprintf(format, args...)}
}

// Question is a table with what it is asked for.
type Question struct {
	Table *Table

	given  []string       // names of the parameters that were given, in the table's order
	texts  url.Values     // as given
	values map[string]any // as read; a list for a parameter of several values
}

// Ask reads the parameters of a table's address. The error is a graph.Error that
// names the parameter at fault. A parameter without a value is an error as well:
// who asks for a province that a script left blank does not want them all.
func (t *Tables) Ask(name string, parameters url.Values) (*Question, error) {
	table, err := t.named(name)
	if err != nil {
		return nil, err
	}
	if err := table.knowsAll(parameters); err != nil {
		return nil, err
	}
	q := &Question{Table: table, texts: url.Values{}, values: map[string]any{}}
	for _, p := range table.Parameters {
		if err := q.take(p, parameters[p.Name]); err != nil {
			return nil, err
		}
	}
	return q, nil
}

func (t *Table) knowsAll(parameters url.Values) error {
	known := map[string]bool{}
	var names []string
	for _, p := range t.Parameters {
		known[p.Name] = true
		names = append(names, p.Name)
	}
	for name := range parameters {
		if !known[name] && !isTracking(name) {
			err := graph.Unknown("parameter", name, name, names)
			err.Code = graph.BadUserInput
			if len(names) > 0 {
				err.Message += fmt.Sprintf(" %s takes: %s.", t.Name, strings.Join(names, ", "))
			}
			return err
		}
	}
	return nil
}

func (q *Question) take(p Parameter, texts []string) error {
	if !p.Several && len(texts) > 1 {
		return wrong(p.Name, "%s is given %d times; give it once.", p.Name, len(texts))
	}
	if len(texts) > limit.MaxParameterValues {
		return &graph.Error{
			Code: graph.LimitExceeded, Argument: p.Name,
			Message: fmt.Sprintf("%s is given %d times; at most %d are allowed.", p.Name, len(texts), limit.MaxParameterValues),
			Limit:   &limit.Exceeded{What: "number of values", Asked: len(texts), Allowed: limit.MaxParameterValues},
		}
	}
	var values []any
	for _, text := range texts {
		if text == "" {
			return wrong(p.Name, "%s is empty; a parameter that is given needs a value.", p.Name)
		}
		value, err := p.read(text)
		if err != nil {
			return err
		}
		q.texts.Add(p.Name, text)
		values = append(values, value)
	}
	switch {
	case len(values) > 0:
		q.given = append(q.given, p.Name)
	case p.Required:
		return wrong(p.Name, "%s is missing.", p.Name)
	default:
		return nil
	}
	if q.values[p.Name] = values; !p.Several {
		q.values[p.Name] = values[0]
	}
	return nil
}

// Address is the same for two questions that are the same.
func (q *Question) Address() string { return q.Table.Name + "?" + q.texts.Encode() }

var unfitForFiles = regexp.MustCompile(`[^A-Za-z0-9._]+`)

// maxFileName keeps file names within what every file system takes.
const maxFileName = 120

// FileName is a name for the answer that says what was asked.
func (q *Question) FileName() string {
	name := q.Table.Name
	for _, given := range q.given {
		name += "-" + strings.Join(q.texts[given], "-")
	}
	return FileName(name) + ".csv"
}

// FileName makes a text fit to be a file's name, without an ending.
func FileName(text string) string {
	name := strings.Trim(unfitForFiles.ReplaceAllString(text, "-"), "-.")
	return name[:min(len(name), maxFileName)]
}

// variables are what the table's query is asked with.
func (q *Question) variables() map[string]any {
	where := map[string]any{}
	out := map[string]any{"first": limit.MaxPageSize}
	for _, p := range q.Table.Parameters {
		value, given := q.values[p.Name]
		switch {
		case given && p.inWhere:
			where[p.Name] = value
		case given:
			out[p.Name] = value
		}
	}
	out[filter] = where
	return out
}

// conditions are those of the filter.
func (q *Question) conditions() []store.Condition {
	var out []store.Condition
	for _, p := range q.Table.Parameters {
		if value, given := q.values[p.Name]; given && p.inWhere {
			out = append(out, store.Condition{Field: p.Name, Value: value})
		}
	}
	return out
}

// lookup finds what a value of a parameter names.
type lookup struct {
	alias           string // of the selection
	parameter, text string // as given
	selection       string // of the query type
}

// lookups are those of all values that name a province, an indicator or a plan
// year.
func (q *Question) lookups() []lookup {
	var out []lookup
	for _, parameter := range q.given {
		values, several := q.values[parameter].([]any)
		if !several {
			values = []any{q.values[parameter]}
		}
		for i, value := range values {
			if selection := q.selection(parameter, value); selection != "" {
				out = append(out, lookup{fmt.Sprintf("%s%d", parameter, i), parameter, q.texts[parameter][i], selection})
			}
		}
	}
	return out
}

// selection is one of the query type that finds what a value of a parameter
// names, or empty for a parameter that names nothing.
func (q *Question) selection(parameter string, value any) string {
	switch parameter {
	case "province":
		return "province(slug: " + literal(value) + ")"
	case "indicator":
		return "indicator(code: " + literal(value) + ")"
	case "year":
		if province, given := q.values["province"]; given && q.Table.byPlanYear {
			return planYearLookup(province, value)
		}
		return ""
	}
	if ref, isPlanYear := value.(map[string]any); isPlanYear {
		return planYearLookup(ref["province"], ref["year"])
	}
	return ""
}

func planYearLookup(province, year any) string {
	return "planYear(province: " + literal(province) + ", year: " + literal(year) + ")"
}

// literal writes a text or a number as GraphQL does, which is as JSON does.
func literal(value any) string {
	encoded, err := json.Marshal(value)
	if err != nil { // texts and numbers always encode
		panic(err)
	}
	return string(encoded)
}
