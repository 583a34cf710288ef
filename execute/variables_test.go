package execute

import (
	"encoding/json"
	"maps"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"

	"doichieu/document"
	"doichieu/limit"
)

const listSchema = `
	type Query { of(places: [Place!], names: [String!]!, ids: [ID], counts: [[Int!]], colours: [Colour!], shares: [Float!], flags: [Boolean!], dates: [Date!]): Int }
	input Place { name: String!  year: Int  size: Int! = 1  near: [Place!]  colour: Colour }
	enum Colour { RED GREEN }
	scalar Date`

const listQuery = `query ($places: [Place!], $names: [String!]!, $ids: [ID], $counts: [[Int!]], $colours: [Colour!], $shares: [Float!], $flags: [Boolean!], $dates: [Date!]) {
	of(places: $places, names: $names, ids: $ids, counts: $counts, colours: $colours, shares: $shares, flags: $flags, dates: $dates)
}`

// readPlaces reads lists of places that have nothing but a name.
func readPlaces(list limit.List) (any, bool) {
	for _, value := range list.Values() {
		place, ok := value.(map[string]any)
		if _, named := place["name"].(string); !ok || !named || len(place) > 1 {
			return nil, false
		}
	}
	return list.Values(), true
}

// Whatever lists are given, an operation gets the same variables, or is refused
// in the same words, whether a reader reads them or none.
func TestVariableLists(t *testing.T) {
	schema := onlySchema{schema: gqlparser.MustLoadSchema(&ast.Source{Input: listSchema})}
	with := listExecutor(NewSchema(schema, nil, nil, map[string]ListReader{"Place": readPlaces}))
	without := listExecutor(schema)
	read := 0
	rapid.Check(t, func(t *rapid.T) {
		variables := map[string]any{}
		for _, argument := range schema.schema.Query.Fields.ForName("of").Arguments {
			if rapid.IntRange(0, 9).Draw(t, argument.Name) > 0 {
				variables[argument.Name] = drawn(t, schema.schema, argument.Type)
			}
		}
		encoded, err := json.Marshal(variables)
		if err != nil {
			t.Fatal(err)
		}
		got, places := prepared(t, with, encoded)
		want, _ := prepared(t, without, encoded)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s\n%s", encoded, diff)
		}
		if places == nil {
			return
		}
		read++
		if diff := cmp.Diff(want.(map[string]any)["places"], places); diff != "" {
			t.Fatalf("%s\n%s", encoded, diff)
		}
	})
	if read == 0 {
		t.Error("no list was read")
	}
}

func listExecutor(schema graphql.ExecutableSchema) *executor.Executor {
	parsed := document.Prepared{Cache: graphql.MapCache[*ast.QueryDocument]{}}
	limits := &limit.Extension{Limits: limit.Default}
	e := executor.New(schema)
	e.SetQueryCache(parsed)
	e.Use(limits)
	e.Use(&document.Extension{Limits: limits, Parsed: parsed.Cache})
	e.Use(&Variables{Parsed: parsed})
	return e
}

// prepared is the variables that an operation gets, or why it is refused, and the
// places that a reader read.
func prepared(t *rapid.T, e *executor.Executor, encoded []byte) (outcome, places any) {
	given, err := limit.ReadJSON(encoded, limit.Limits{InputDepth: 100, InputList: 100, InputValues: 10_000}, 1)
	if err != nil {
		t.Fatal(err)
	}
	ctx := graphql.StartOperationTrace(t.Context())
	operation, refused := e.CreateOperationContext(ctx, &graphql.RawParams{Query: listQuery, Variables: given.(map[string]any)})
	if len(refused) > 0 {
		all := document.Problems(operation)
		if all == nil { // gqlgen's own check has found what ours has not
			t.Fatalf("%s: %v", encoded, refused)
		}
		return all.Error(), nil
	}
	return withoutReadLists(operation.Variables), takeReadLists(maps.Clone(operation.Variables))["places"]
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
