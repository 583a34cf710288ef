package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"doichieu/graph"
	"doichieu/transport"
)

// wrongValues are values of every kind, in the syntax that GraphQL and JSON share. Each of
// them is wrong for some types.
var wrongValues = []string{
	`null`, `true`, `0`, `-1`, `1.5`, `2024.0`, `2147483648`, `9223372036854775808`, `1e400`, strings.Repeat("7", 40),
	`""`, `"x"`, `"10"`, `"\u0000"`, `"NATURAL"`, `[]`, `[null]`, `[[]]`, `["x", null]`, `[{}]`, `{}`,
}

// onlyLiteral are values that can be written in GraphQL but not in JSON.
var onlyLiteral = []string{`x`, `NATURAL`, `{x: 1}`, `"""x"""`, `[x]`, `{x: {x: []}}`, `$other`}

// queriesTo has a query that leads to each type whose fields take arguments.
var queriesTo = map[string]string{
	"Query":      `%s`,
	"PlanYear":   `planYear(province:"binh-dinh",year:2024){%s}`,
	"Comparison": `compare(left:{province:"binh-dinh",year:2024},right:{province:"quang-nam",year:2024}){%s}`,
	"Progress":   `progress(province:"binh-dinh",year:2024){%s}`,
	"__Type":     `__type(name:"Target"){%s}`,
}

// validValues are valid values of required arguments and fields, by name.
var validValues = map[string]string{
	"province": `"binh-dinh"`, "year": `2024`, "id": `"binh-dinh"`, "ids": `["binh-dinh"]`, "slug": `"binh-dinh"`,
	"code": `"society.adult_smartphone"`, "indicator": `"society.adult_smartphone"`, "text": `"so"`, "name": `"Target"`,
	"left": `{province:"binh-dinh",year:2024}`, "right": `{province:"quang-nam",year:2024}`,
	"planYears": `[{province:"binh-dinh",year:2024}]`,
}

// spot is a place in a document where a value can be inserted.
type spot struct {
	name     string
	kind     *ast.Type
	document string // with %s in place of the value
}

// spots returns all places of a schema that take a value: every argument, every field
// of an input and every entry of a list inside it, and the condition of each directive.
func spots(t *testing.T, schema *ast.Schema) []spot {
	var found []spot
	for _, name := range slices.Sorted(maps.Keys(schema.Types)) {
		definition := schema.Types[name]
		for _, field := range definition.Fields {
			if definition.Kind != ast.Object || len(field.Arguments) == 0 || field.Name == "__schema" {
				continue
			}
			way := queriesTo[definition.Name]
			if way == "" {
				if strings.HasPrefix(definition.Name, "__") {
					continue // one type of introspection is enough
				}
				t.Fatalf("no way leads to the fields of %s", definition.Name)
			}
			found = append(found, spotsOf(schema, definition.Name, field, way)...)
		}
	}
	condition := schema.Directives["skip"].Arguments.ForName("if").Type
	for _, document := range []string{
		`{dataset{release @skip(if:%s)}}`, `{dataset @include(if:%s){release}}`, `{...@skip(if:%s){dataset{release}}}`,
		`{...F@include(if:%s)} fragment F on Query{dataset{release}}`,
	} {
		found = append(found, spot{"a condition", condition, document})
	}
	return found
}

func spotsOf(schema *ast.Schema, parent string, field *ast.FieldDefinition, way string) []spot {
	selected := ""
	if !schema.Types[field.Type.Name()].IsLeafType() {
		selected = "{__typename}"
	}
	var found []spot
	for _, argument := range field.Arguments {
		var others strings.Builder
		for _, other := range field.Arguments {
			if other != argument && other.Type.NonNull && other.DefaultValue == nil {
				others.WriteString("," + other.Name + ":" + validValues[other.Name])
			}
		}
		document := "{" + fmt.Sprintf(way, field.Name+"("+argument.Name+":%s"+others.String()+")"+selected) + "}"
		found = append(found, spotsWithin(schema, spot{parent + "." + field.Name + "." + argument.Name, argument.Type, document})...)
	}
	return found
}

// spotsWithin returns a place and the places inside a value that is inserted there.
func spotsWithin(schema *ast.Schema, s spot) []spot {
	found := []spot{s}
	if s.kind.Elem != nil {
		return append(found, spotsWithin(schema, spot{s.name + "[0]", s.kind.Elem, fmt.Sprintf(s.document, "[%s]")})...)
	}
	definition := schema.Types[s.kind.Name()]
	if definition.Kind != ast.InputObject {
		return found
	}
	for _, field := range definition.Fields {
		var others strings.Builder
		for _, other := range definition.Fields {
			if other != field && other.Type.NonNull && other.DefaultValue == nil {
				others.WriteString("," + other.Name + ":" + validValues[other.Name])
			}
		}
		inside := fmt.Sprintf(s.document, "{"+field.Name+":%s"+others.String()+"}")
		found = append(found, spotsWithin(schema, spot{s.name + "." + field.Name, field.Type, inside})...)
	}
	return found
}

// validLiteral returns a valid literal of a type.
func validLiteral(schema *ast.Schema, kind *ast.Type) string {
	if kind.Elem != nil {
		return "[" + validLiteral(schema, kind.Elem) + "]"
	}
	switch definition := schema.Types[kind.NamedType]; {
	case definition.Kind == ast.Enum:
		return definition.EnumValues[0].Name
	case definition.Kind == ast.InputObject:
		return "{" + strings.Join(requiredOf(definition), ",") + "}"
	case kind.NamedType == "Int":
		return "2024"
	case kind.NamedType == "Boolean":
		return "true"
	default:
		return `"x"`
	}
}

func requiredOf(definition *ast.Definition) []string {
	var fields []string
	for _, field := range definition.Fields {
		if field.Type.NonNull && field.DefaultValue == nil {
			fields = append(fields, field.Name+":"+validValues[field.Name])
		}
	}
	return fields
}

// bodies returns requests that insert every value at a place: as a literal, and as a
// variable of the type that is expected, of its nullable type, and of that with a
// default.
func (s spot) bodies(schema *ast.Schema) []string {
	var bodies []string
	for _, literal := range append(onlyLiteral, wrongValues...) {
		bodies = append(bodies, posted(fmt.Sprintf(s.document, literal)))
	}
	bare := strings.TrimSuffix(s.kind.String(), "!")
	for _, declared := range slices.Compact([]string{s.kind.String(), bare, bare + "=" + validLiteral(schema, s.kind)}) {
		document := strconv.Quote("query($v:" + declared + ")" + fmt.Sprintf(s.document, "$v"))
		bodies = append(bodies, `{"query":`+document+`}`)
		for _, value := range wrongValues {
			bodies = append(bodies, `{"query":`+document+`,"variables":{"v":`+value+`}}`)
		}
	}
	return bodies
}

// Whatever value is inserted wherever the schema takes one, the request causes no
// internal error, and it is counted.
func TestWrongValuesAreNeverInternal(t *testing.T) {
	schema := graph.NewSchema(nil).Schema()
	places := spots(t, schema)
	for execution, handler := range map[string]http.Handler{"compiled": shippedHandler(t), "plain": plainHandler(t)} {
		t.Run(execution, func(t *testing.T) {
			captureLog(t) // keeps the log out of the output
			sent := 0
			for _, place := range places {
				for _, body := range place.bodies(schema) {
					got := sendPost(handler, body, "Accept", transport.MediaType)
					sent++
					if got.Code >= http.StatusInternalServerError {
						t.Fatalf("%s: %s: %d %s", place.name, body, got.Code, got.Body)
					}
					checkErrors(t, got, body)
					checkPaths(t, got.Body.Bytes(), place.document)
				}
			}
			metrics := metricsOf(t, handler)
			counted := 0
			for _, match := range regexp.MustCompile(`(?m)^doichieu_graphql_operations_total{.*} (\d+)$`).FindAllStringSubmatch(metrics, -1) {
				n, err := strconv.Atoi(match[1])
				if err != nil {
					t.Fatal(err)
				}
				counted += n
			}
			if counted != sent || strings.Contains(metrics, "INTERNAL") {
				t.Errorf("%d requests were counted of %d:\n%s", counted, sent, ownMetrics(metrics))
			}
			t.Logf("%d requests at %d places", sent, len(places))
		})
	}
}

// checkPaths checks that the paths of errors contain only names of the document.
func checkPaths(t *testing.T, answered []byte, document string) {
	t.Helper()
	var answer struct {
		Data   *json.RawMessage
		Errors []struct{ Path []any }
	}
	if err := json.Unmarshal(answered, &answer); err != nil {
		t.Fatal(err)
	}
	for _, problem := range answer.Errors {
		for _, step := range problem.Path {
			name, isName := step.(string)
			if isName && !regexp.MustCompile(`\b`+name+`[({ @]`).MatchString(document) {
				t.Errorf("the path %v of %s is not in the answer", problem.Path, answered)
			}
		}
	}
}
