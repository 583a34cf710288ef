package execute

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"
)

const listSchema = `
	type Query { of(places: [Place!], names: [String!]!, ids: [ID], counts: [[Int!]], colours: [Colour!], shares: [Float!], flags: [Boolean!], dates: [Date!]): Int }
	input Place { name: String!  year: Int  size: Int! = 1  near: [Place!]  colour: Colour }
	enum Colour { RED GREEN }
	scalar Date`

const listQuery = `query ($places: [Place!], $names: [String!]!, $ids: [ID], $counts: [[Int!]], $colours: [Colour!], $shares: [Float!], $flags: [Boolean!], $dates: [Date!]) {
	of(places: $places, names: $names, ids: $ids, counts: $counts, colours: $colours, shares: $shares, flags: $flags, dates: $dates)
}`

// Whatever lists are given, an operation gets the same variables, or is refused
// in the same words, with the extension and without.
func TestVariableLists(t *testing.T) {
	schema := onlySchema{schema: gqlparser.MustLoadSchema(&ast.Source{Input: listSchema})}
	lists := &VariableLists{Parsed: graphql.MapCache[*ast.QueryDocument]{}}
	with, without := executor.New(schema), executor.New(schema)
	with.SetQueryCache(lists.Parsed)
	with.Use(lists)
	aside := 0
	rapid.Check(t, func(t *rapid.T) {
		variables := map[string]any{}
		for _, argument := range lists.schema.Query.Fields.ForName("of").Arguments {
			if rapid.IntRange(0, 9).Draw(t, argument.Name) > 0 {
				variables[argument.Name] = drawn(t, lists.schema, argument.Type)
			}
		}
		encoded, err := json.Marshal(variables)
		if err != nil {
			t.Fatal(err)
		}
		got, setAside := prepared(t, with, encoded)
		want, _ := prepared(t, without, encoded)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s\n%s", encoded, diff)
		}
		if setAside {
			aside++
		}
	})
	if aside == 0 {
		t.Error("no list was put aside")
	}
}

// prepared is the variables that an operation gets, or why it is refused.
func prepared(t *rapid.T, e *executor.Executor, encoded []byte) (outcome any, setAside bool) {
	decoder := json.NewDecoder(bytes.NewReader(encoded))
	decoder.UseNumber()
	var variables map[string]any
	if err := decoder.Decode(&variables); err != nil {
		t.Fatal(err)
	}
	ctx := graphql.StartOperationTrace(t.Context())
	operation, refused := e.CreateOperationContext(ctx, &graphql.RawParams{Query: listQuery, Variables: variables})
	setAside = operation.Stats.GetExtension((*VariableLists)(nil).ExtensionName()) != nil
	if len(refused) > 0 {
		return refused.Error(), setAside
	}
	return operation.Variables, setAside
}

// odd are values that are wrong for most types, or right in another form.
var odd = []any{nil, "x", "7", "red", true, 7, 1.5, 1e3, []any{}, []any{nil}, map[string]any{}, map[string]any{"other": 1}}

// drawn is a value of a type, or an odd one in some place.
func drawn(t *rapid.T, schema *ast.Schema, of *ast.Type) any {
	if rapid.IntRange(0, 40).Draw(t, "odd") == 0 {
		return rapid.SampledFrom(odd).Draw(t, "value")
	}
	if of.Elem != nil {
		list := make([]any, rapid.IntRange(0, 2).Draw(t, "length"))
		for i := range list {
			list[i] = drawn(t, schema, of.Elem)
		}
		return list
	}
	switch definition := schema.Types[of.NamedType]; of.NamedType {
	case "Place":
		object := map[string]any{}
		for _, field := range definition.Fields {
			if field.Type.NonNull || rapid.Bool().Draw(t, field.Name) {
				object[field.Name] = drawn(t, schema, field.Type)
			}
		}
		return object
	case "Colour":
		return rapid.SampledFrom([]any{"RED", "GREEN"}).Draw(t, "colour")
	case "Int":
		return rapid.Int32().Draw(t, "number")
	case "Float":
		return rapid.Float32().Draw(t, "share")
	case "Boolean":
		return rapid.Bool().Draw(t, "flag")
	default:
		return rapid.StringN(0, 3, 3).Draw(t, "text")
	}
}
