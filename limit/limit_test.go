package limit_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
	"pgregory.net/rapid"

	"doichieu/limit"
)

func schema(t testing.TB) *ast.Schema {
	t.Helper()
	source, err := os.ReadFile("../schema.graphql")
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: string(source)})
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

func check(t testing.TB, query string, variables map[string]any) (limit.Size, error) {
	t.Helper()
	doc, err := parser.ParseQuery(&ast.Source{Input: query})
	if err != nil {
		t.Fatal(err)
	}
	return limit.Check(doc, schema(t), variables, limit.Default)
}

// bomb is a document of n fragments, each spreading the next one twice: 2ⁿ
// fields in a few hundred bytes.
func bomb(n int) string {
	var query strings.Builder
	query.WriteString("{ dataset { ...f0 } }\n")
	for i := range n {
		fmt.Fprintf(&query, "fragment f%d on Dataset { ...f%d ...f%[2]d }\n", i, i+1)
	}
	fmt.Fprintf(&query, "fragment f%d on Dataset { release }\n", n)
	return query.String()
}

func TestAttacksAreRefused(t *testing.T) {
	tests := map[string]struct{ query, what string }{
		"deep": {
			"{ province(slug: \"binh-dinh\") " + strings.Repeat("{ mergedInto ", 30) + "{ id }" + strings.Repeat(" }", 31), "depth",
		},
		"wide by aliases": {
			"{ dataset {" + numbered("a%d: release ", 200) + "} }", "number of aliases",
		},
		"wide by root fields": {
			"{" + strings.Repeat("dataset { release } ", 30) + "}", "number of root fields",
		},
		"root fields in a fragment": {
			"{ ...f } fragment f on Query {" + strings.Repeat("dataset { release } ", 30) + "}", "number of root fields",
		},
		"wide by fields": {
			"{ dataset {" + strings.Repeat("release ", 3000) + "} }", "number of fields",
		},
		"wide by fields of several operations": {
			"query a { dataset {" + strings.Repeat("release ", 600) + "} } query b { dataset {" + strings.Repeat("release ", 600) + "} }", "number of fields",
		},
		"fragments that double":                      {bomb(26), "number of fields"},
		"fragments that double until no number fits": {bomb(90), "number of fields"},
		"many directives": {
			"{ dataset { release " + strings.Repeat("@include(if: true) ", 60) + "} }", "number of directives",
		},
		"many spreads": {
			"{ dataset {" + strings.Repeat("...f ", 250) + "} } fragment f on Dataset { __typename }", "number of fragment spreads",
		},
		"many fragments in place": {
			"{ dataset {" + strings.Repeat("... { release } ", 250) + "} }", "number of fragment spreads",
		},
		"a default within values": {
			`query ($a: [ID!]! = [{a: [{a: [{a: 1}]}]}]) { nodes(ids: $a) { id } }`, "depth of a value",
		},
		"a long list for a directive": {
			"{ dataset { release @include(if: [" + strings.Repeat("1 ", 201) + "]) } }", "length of a list",
		},
		"a large page from the end": {
			"{ targets(last: 101) { nodes { id } } }", "page size",
		},
		"lists within lists": {
			"{ provinces(first: 100) { nodes { planYears { targets { measures { sources { lines } } } } } } }", "cost",
		},
		"long lists within themselves": {
			`{planYear(province:"quang-nam",year:2023){outcomes{planYear{outcomes{planYear{outcomes{planYear{outcomes{id}}}}}}}}}`, "cost",
		},
		"an alias longer than what it names": {
			"{ provinces(first: 100) { nodes { " + strings.Repeat("a", 1000) + ": __typename } } }", "longest alias",
		},
		"type names that nobody counts": {
			`{planYear(province:"quang-nam",year:2023){outcomes{planYear{outcomes{a:__typename b:__typename}}}}}`, "cost",
		},
		"a matrix of every cell, many times": {
			"{" + strings.Repeat("matrix(planYears: ["+strings.Repeat(`{province:"p",year:1}`, 100)+"]) { rows { cells { absence outcomeAbsence } } } ", 20) + "}", "cost",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := check(t, tt.query, nil)
			var exceeded *limit.Exceeded
			if !errors.As(err, &exceeded) || exceeded.What != tt.what {
				t.Errorf("got %v, want the limit on %s", err, tt.what)
			}
		})
	}
}

// What nests too deep to be parsed is refused like everything that is too deep,
// in selections as in values; what stands beside each other is not nested.
func TestNestingIsCountedBeforeParsing(t *testing.T) {
	const deepest = parser.MaxNestingDepth
	tests := map[string]struct {
		document string
		refused  bool
	}{
		"selections":                     {strings.Repeat("{a", deepest+1) + strings.Repeat("}", deepest+1), true},
		"selections as deep as possible": {strings.Repeat("{a", deepest) + strings.Repeat("}", deepest), false},
		"lists":                          {"{a(b:" + strings.Repeat("[", deepest) + strings.Repeat("]", deepest) + ")}", true},
		"beside each other":              {"{" + strings.Repeat("a(b:[]){c}", 900) + "}", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			err := limit.CheckTokens(tt.document, limit.Default)
			var exceeded *limit.Exceeded
			if refused := errors.As(err, &exceeded) && exceeded.What == "depth"; refused != tt.refused {
				t.Errorf("got %v", err)
			}
			if _, err := parser.ParseQuery(&ast.Source{Input: tt.document}); (err != nil) != tt.refused {
				t.Errorf("parsed: %v", err)
			}
		})
	}
}

// numbered repeats a format with the numbers from 0.
func numbered(format string, n int) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, format, i)
	}
	return out.String()
}

// A limit allows what is exactly as large, and nothing larger.
func TestEachLimitIsExact(t *testing.T) {
	const (
		query = `query q($n: Int = 7) {
		  long: nodes(ids: ["a", "b"]) { ...f }
		  provinces(first: $n) { nodes { id @include(if: true) } }
		}
		fragment f on Province { planYears { id } }`
		variables = `{"variables": {"a": {"b": [1]}, "c": [2, 3]}}`
	)
	exact := limit.Limits{
		Tokens: 57, NameBytes: 9, Operations: 1, Depth: 3, Aliases: 1, AliasBytes: 4, RootFields: 2, Directives: 1,
		Spreads: 1, Fields: 6, PageSize: 7, InputDepth: 2, InputList: 2, InputValues: 7, Cost: 38,
	}
	refusal := func(limits limit.Limits) error {
		_, err := limit.ReadJSON([]byte(variables), limits, 2)
		if err == nil {
			err = limit.CheckTokens(query, limits)
		}
		if err == nil {
			_, err = limit.Check(parse(t, query), schema(t), nil, limits)
		}
		return err
	}
	if err := refusal(exact); err != nil {
		t.Errorf("refused what is exactly as large as each limit: %v", err)
	}
	for i := range reflect.TypeFor[limit.Limits]().NumField() {
		lower := exact
		field := reflect.ValueOf(&lower).Elem().Field(i)
		field.SetInt(field.Int() - 1)
		var exceeded *limit.Exceeded
		if err := refusal(lower); !errors.As(err, &exceeded) || exceeded.Allowed != int(field.Int()) {
			t.Errorf("%s one lower: %v", reflect.TypeFor[limit.Limits]().Field(i).Name, err)
		}
	}
}

func TestOrdinaryQueriesPass(t *testing.T) {
	files, err := os.ReadDir("../examples")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), ".graphql") {
			continue
		}
		query, err := os.ReadFile("../examples/" + file.Name())
		if err != nil {
			t.Fatal(err)
		}
		if size, err := check(t, string(query), nil); err != nil {
			t.Errorf("%s: %v (%+v)", file.Name(), err, size)
		}
	}
}

func TestPageSizeWeighsTheCost(t *testing.T) {
	cost := func(query string, variables map[string]any) int {
		t.Helper()
		size, err := check(t, query, variables)
		if err != nil {
			t.Fatal(err)
		}
		return size.Cost
	}
	const query = `query ($n: Int) { targets(first: $n) { nodes { id wording } } }`
	small, large := cost(query, map[string]any{"n": json.Number("1")}), cost(query, map[string]any{"n": json.Number("100")})
	if small != 1+1+2 || large != 1+100*(1+2) {
		t.Errorf("a page of 1 costs %d, of 100 %d", small, large)
	}
	if left := cost(`{ targets { nodes { id wording } } }`, nil); left != 1+20*3 {
		t.Errorf("a page of the default size costs %d", left)
	}
}

// What an argument asks for weighs the same however it is written.
func TestArgumentsWeighTheCost(t *testing.T) {
	const page, nodes = 1 + 100*2, 1 + 3
	tests := map[string]struct {
		query     string
		variables map[string]any
		cost      int
	}{
		"a default":            {`query ($n: Int = 100) { targets(first: $n) { nodes { id } } }`, nil, page},
		"a default, null":      {`query ($n: Int = 100) { targets(first: $n) { nodes { id } } }`, map[string]any{"n": nil}, 1 + 20*2},
		"in a fragment":        {`query ($n: Int = 100) { ...f } fragment f on Query { targets(first: $n) { nodes { id } } }`, nil, page},
		"of one operation":     {`query a { dataset { release } } query b($n: Int = 100) { targets(first: $n) { nodes { id } } }`, nil, page},
		"a text":               {`query ($n: Int) { targets(first: $n) { nodes { id } } }`, map[string]any{"n": "100"}, page},
		"from JSON":            {`query ($n: Int) { targets(first: $n) { nodes { id } } }`, map[string]any{"n": json.Number("100")}, page},
		"as long as it may be": {`query ($n: Int) { targets(first: $n) { nodes { id } } }`, map[string]any{"n": strings.Repeat("0", 29) + "100"}, page},
		"a fraction":           {`{ targets(first: 1.9) { nodes { id } } }`, nil, 1 + 1*2},
		"a text in place":      {`{ targets(first: "100") { nodes { id } } }`, nil, page},
		"less than one":        {`{ targets(first: -5) { nodes { id } } }`, nil, 1 + 1*2},
		"no number":            {`{ targets(first: "many") { nodes { id } } }`, nil, 1 + 20*2},
		"another value":        {`{ targets(first: true) { nodes { id } } }`, nil, 1 + 20*2},
		"another variable":     {`query ($n: Int) { targets(first: $n) { nodes { id } } }`, map[string]any{"n": true}, 1 + 20*2},
		"from the end":         {`{ targets(last: 100) { nodes { id } } }`, nil, page},
		"the larger default":   {`query a($n: Int = 9) { targets(first: $n) { nodes { id } } } query b($n: Int = 100) { __typename }`, nil, page},
		"ids":                  {`{ nodes(ids: ["a", "b", "c"]) { id } }`, nil, nodes},
		"one id":               {`{ nodes(ids: "a") { id } }`, nil, 1 + 1},
		"ids in a variable":    {`query ($ids: [ID!]!) { nodes(ids: $ids) { id } }`, map[string]any{"ids": []any{"a", "b", "c"}}, nodes},
		"ids in a default":     {`query ($ids: [ID!]! = ["a", "b", "c"]) { nodes(ids: $ids) { id } }`, nil, nodes},
		"ids that are null":    {`{ nodes(ids: null) { id } }`, nil, 1 + 1},
		"ids in null":          {`query ($ids: [ID!]!) { nodes(ids: $ids) { id } }`, map[string]any{"ids": nil}, 1 + 1},
		"one id in a variable": {`query ($ids: [ID!]!) { nodes(ids: $ids) { id } }`, map[string]any{"ids": "a"}, 1 + 1},
		"a list of a table":    {`{ dataset { documents { id } } }`, nil, 1 + 1 + 30},
		"another list":         {`{ province(slug: "a") { mergedFrom { id } } }`, nil, 1 + 1 + 10},
		"a type's name":        {`{ dataset { __typename __schema: __typename } }`, nil, 1 + 1 + 10},
		"introspection":        {`{ __schema { types { name } } }`, nil, 12},
		"unknown fields":       {`{ unknown { fields } }`, nil, 2},
		"edges":                {`{ targets(first: 5) { edges { cursor } nodes { id } } }`, nil, 1 + 5*4},
		"a matrix":             {`{ matrix(planYears: [{province: "a", year: 1}, {province: "b", year: 1}], indicators: ["a", "b", "c"]) { rows { cells { absence } } } }`, nil, 1 + 2*3*3},
		"a matrix of all rows": {`{ matrix(planYears: {province: "a", year: 1}) { rows { cells { absence } } } }`, nil, 1 + 200*3},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			size, err := check(t, tt.query, tt.variables)
			if err != nil || size.Cost != tt.cost {
				t.Errorf("costs %d, want %d (%v)", size.Cost, tt.cost, err)
			}
		})
	}
}

func TestFragmentsThatContainThemselvesEnd(t *testing.T) {
	if _, err := check(t, "{ dataset { ...a } } fragment a on Dataset { ...b } fragment b on Dataset { ...a }", nil); err != nil {
		t.Errorf("got %v; validation refuses this, with a better message", err)
	}
}

// TestSpreadInPlace checks that measuring a fragment once gives what writing
// it out would.
func TestSpreadInPlace(t *testing.T) {
	s := schema(t)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 6).Draw(t, "depth of doubling")
		doc, err := parser.ParseQuery(&ast.Source{Input: bomb(n)})
		if err != nil {
			t.Fatal(err)
		}
		size, _ := limit.Check(doc, s, nil, limit.Default)
		if want := 1<<n + 1; size.Fields != want {
			t.Fatalf("%d fields, want %d", size.Fields, want)
		}
	})
}

func BenchmarkBomb(b *testing.B) {
	s := schema(b)
	doc, err := parser.ParseQuery(&ast.Source{Input: bomb(90)})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		_, _ = limit.Check(doc, s, nil, limit.Default)
	}
}
