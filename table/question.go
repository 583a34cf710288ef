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

	"doichieu/apierror"
	"doichieu/graph"
	"doichieu/limit"
	"doichieu/store"
)

// Parameter is a parameter of a table's address: an argument of its query, or a
// condition of its filter.
type Parameter struct {
	Name     string
	Type     string // the type in the schema
	Required bool
	Several  bool     // may be given more than once
	Values   []string // of an enumeration

	inWhere bool // a condition of the filter
	parse   func(text string) (any, error)
}

// pagingVariables are the variables of a query that are not parameters of an
// address.
var pagingVariables = map[string]bool{"first": true, "after": true}

const filter = "where"

func parametersOf(schema *ast.Schema, operation *ast.OperationDefinition) ([]Parameter, error) {
	var out []Parameter
	for _, variable := range operation.VariableDefinitions {
		if pagingVariables[variable.Variable] {
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
		if out[i].parse = parserOf(schema.Types[out[i].Type], out[i].Name); out[i].parse == nil {
			return nil, fmt.Errorf("parameter %s: nothing reads a %s", out[i].Name, out[i].Type)
		}
	}
	return out, nil
}

// parserOf returns a function that parses values of a type, or nil if the type
// cannot be written in an address.
func parserOf(of *ast.Definition, name string) func(string) (any, error) {
	if of.Kind == ast.Enum {
		return func(text string) (any, error) { return parseEnum(of, name, text) }
	}
	switch of.Name {
	case "String", "ID":
		return func(text string) (any, error) { return text, nil }
	case "Int":
		return func(text string) (any, error) {
			n, err := strconv.ParseInt(text, 10, 32)
			if err != nil {
				return nil, badInput(name, "%s is %q; write a whole number, as in 2024.", name, text)
			}
			return n, nil
		}
	case "Boolean":
		return func(text string) (any, error) {
			if text != "true" && text != "false" {
				return nil, badInput(name, "%s is %q; write true or false.", name, text)
			}
			return text == "true", nil
		}
	case "PlanYearRef":
		return func(text string) (any, error) { return parsePlanYear(name, text) }
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

func parseEnum(of *ast.Definition, name, text string) (any, error) {
	known := valuesOf(of)
	if slices.Contains(known, text) {
		return text, nil
	}
	err := graph.Unknown(name, name, text, known)
	err.Code = apierror.BadUserInput
	err.Message += " Known: " + strings.Join(known, ", ") + "."
	return nil, err
}

func parsePlanYear(name, text string) (any, error) {
	province, year, _ := strings.Cut(text, "/")
	n, err := strconv.ParseInt(year, 10, 32)
	if err != nil || province == "" {
		return nil, badInput(name, "%s is %q; write a province's slug and a year, as in binh-dinh/2024.", name, text)
	}
	return map[string]any{"province": province, "year": n}, nil
}

func badInput(parameter, format string, args ...any) *apierror.Error {
	return &apierror.Error{Code: apierror.BadUserInput, Argument: parameter, Message: fmt.Sprintf(format, args...)}
}

// Question is a request for a table, with the values of its parameters.
type Question struct {
	Table *Table

	given  []string       // names of the parameters that were given, in the table's order
	texts  url.Values     // values as given
	values map[string]any // values as parsed; a list for a parameter that may be repeated
}

// Ask reads the parameters of a table's address. The error is an apierror.Error that
// names the parameter at fault. An empty parameter is an error too: a script whose
// variable for a province is blank does not want all provinces.
func (t *Tables) Ask(name string, parameters url.Values) (*Question, error) {
	table, err := t.named(name)
	if err != nil {
		return nil, err
	}
	if err := table.checkNames(parameters); err != nil {
		return nil, err
	}
	q := &Question{Table: table, texts: url.Values{}, values: map[string]any{}}
	for _, p := range table.Parameters {
		if err := q.set(p, parameters[p.Name]); err != nil {
			return nil, err
		}
	}
	return q, nil
}

// checkNames refuses parameters that the table does not have.
func (t *Table) checkNames(parameters url.Values) error {
	known := map[string]bool{}
	var names []string
	for _, p := range t.Parameters {
		known[p.Name] = true
		names = append(names, p.Name)
	}
	for name := range parameters {
		if !known[name] && !isTracking(name) {
			err := graph.Unknown("parameter", name, name, names)
			err.Code = apierror.BadUserInput
			if len(names) > 0 {
				err.Message += fmt.Sprintf(" %s takes: %s.", t.Name, strings.Join(names, ", "))
			}
			return err
		}
	}
	return nil
}

// set parses the values of a parameter.
func (q *Question) set(p Parameter, texts []string) error {
	if !p.Several && len(texts) > 1 {
		return badInput(p.Name, "%s is given %d times; give it once.", p.Name, len(texts))
	}
	if len(texts) > limit.MaxParameterValues {
		return &apierror.Error{
			Code: apierror.LimitExceeded, Argument: p.Name,
			Message: fmt.Sprintf("%s is given %d times; at most %d are allowed.", p.Name, len(texts), limit.MaxParameterValues),
			Limit:   &limit.Exceeded{What: "number of values", Asked: len(texts), Allowed: limit.MaxParameterValues},
		}
	}
	var values []any
	for _, text := range texts {
		if text == "" {
			return badInput(p.Name, "%s is empty; a parameter that is given needs a value.", p.Name)
		}
		value, err := p.parse(text)
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
		return badInput(p.Name, "%s is missing.", p.Name)
	default:
		return nil
	}
	if q.values[p.Name] = values; !p.Several {
		q.values[p.Name] = values[0]
	}
	return nil
}

// Address is the normalised address: equal questions have the same one.
func (q *Question) Address() string { return q.Table.Name + "?" + q.texts.Encode() }

var unfitForFiles = regexp.MustCompile(`[^A-Za-z0-9._]+`)

// maxFileName is a length that every file system accepts.
const maxFileName = 120

// FileName is a name for the answer's file that includes the parameters.
func (q *Question) FileName() string {
	name := q.Table.Name
	for _, given := range q.given {
		name += "-" + strings.Join(q.texts[given], "-")
	}
	return FileName(name) + ".csv"
}

// FileName turns a text into the name of a file, without an extension.
func FileName(text string) string {
	name := strings.Trim(unfitForFiles.ReplaceAllString(text, "-"), "-.")
	return name[:min(len(name), maxFileName)]
}

// variables are the variables of the table's query.
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

// conditions are the conditions of the filter.
func (q *Question) conditions() []store.Condition {
	var out []store.Condition
	for _, p := range q.Table.Parameters {
		if value, given := q.values[p.Name]; given && p.inWhere {
			out = append(out, store.Condition{Field: p.Name, Value: value})
		}
	}
	return out
}

// lookup is a query for the record that a parameter's value names.
type lookup struct {
	alias           string // of the selection
	parameter, text string // as given
	selection       string // a field of the query type, with arguments
}

// lookups lists a lookup for every value that names a province, an indicator or
// a plan year.
func (q *Question) lookups() []lookup {
	var out []lookup
	for _, parameter := range q.given {
		values, several := q.values[parameter].([]any)
		if !several {
			values = []any{q.values[parameter]}
		}
		for i, value := range values {
			if selection := q.lookupSelection(parameter, value); selection != "" {
				out = append(out, lookup{fmt.Sprintf("%s%d", parameter, i), parameter, q.texts[parameter][i], selection})
			}
		}
	}
	return out
}

// lookupSelection selects the record that a parameter's value names. It is empty
// for a parameter that names no record.
func (q *Question) lookupSelection(parameter string, value any) string {
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

// literal writes a string or a number in GraphQL, which is the same as in JSON.
func literal(value any) string {
	encoded, err := json.Marshal(value)
	if err != nil { // strings and numbers can always be encoded
		panic(err)
	}
	return string(encoded)
}
