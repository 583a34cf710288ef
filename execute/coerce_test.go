package execute

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

const coercionSchema = `
	type Query { of(v: [In!]): Int }
	input In { name: String!  year: Int  size: Int! = 1  near: [In!]  colour: Colour = RED  list: [Int!] = [1, 2] }
	enum Colour { RED GREEN }
	scalar Any`

// coerced is the value of a variable of a type after coercion, or the problems.
func coerced(t *testing.T, declaration, given string) string {
	t.Helper()
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: coercionSchema})
	doc, err := parser.ParseQuery(&ast.Source{Input: "query (" + declaration + ") { of }"})
	if err != nil {
		t.Fatal(err)
	}
	variables := map[string]any{}
	if given != "" {
		in := json.NewDecoder(strings.NewReader(given))
		in.UseNumber()
		var value any
		if err := in.Decode(&value); err != nil {
			t.Fatal(err)
		}
		variables["v"] = value
	}
	values, problems := coerce(schema, doc.Operations[0], variables)
	if len(problems) == 0 {
		encoded, err := json.Marshal(values)
		if err != nil {
			t.Fatal(err)
		}
		return string(encoded)
	}
	lines := make([]string, len(problems))
	for i, problem := range problems {
		lines[i] = fmt.Sprintf("%s [%s]", problem.Message, problem.Extensions["variable"])
	}
	return strings.Join(lines, "\n")
}

func TestCoercion(t *testing.T) {
	for _, tt := range []struct{ declaration, given, want string }{
		{"$v: Int", "", "{}"},
		{"$v: Int", "null", `{"v":null}`},
		{"$v: Int = 3", "", `{"v":3}`},
		{"$v: Int = 3", "null", `{"v":null}`},
		{"$v: Int!", "", "The variable $v is wrong: expected Int! (a whole number of 32 bits), got no value. [$v]"},
		{"$v: Int!", "null", "The variable $v is wrong: expected Int! (a whole number of 32 bits), got null. [$v]"},
		{"$v: Int", "2024.0", `{"v":2024}`},
		{"$v: Int", "2147483647", `{"v":2147483647}`},
		{"$v: Int", "-2147483648", `{"v":-2147483648}`},
		{"$v: Int", "2147483648", "The variable $v is wrong: expected Int (a whole number of 32 bits), got 2147483648. [$v]"},
		{"$v: Int", "-2147483649", "The variable $v is wrong: expected Int (a whole number of 32 bits), got -2147483649. [$v]"},
		{"$v: Int", "1.5", "The variable $v is wrong: expected Int (a whole number of 32 bits), got 1.5. [$v]"},
		{"$v: Int", `"1"`, `The variable $v is wrong: expected Int (a whole number of 32 bits), got "1". [$v]`},
		{"$v: Float", "1.5", `{"v":1.5}`},
		{"$v: Float", "1e999", "The variable $v is wrong: expected Float (a number), got 1e999. [$v]"},
		{"$v: ID", `"x"`, `{"v":"x"}`},
		{"$v: ID", "12345678901234567890", `{"v":"12345678901234567890"}`},
		{"$v: ID", "1e3", `{"v":"1000"}`},
		{"$v: ID", "1E3", `{"v":"1000"}`},
		{"$v: ID", "7.0", `{"v":"7"}`},
		{"$v: ID", "-0", `{"v":"0"}`},
		{"$v: ID", "7.5", "The variable $v is wrong: expected ID (a string or a whole number), got 7.5. [$v]"},
		{"$v: ID", "1e999", "The variable $v is wrong: expected ID (a string or a whole number), got 1e999. [$v]"},
		{"$v: ID", "true", "The variable $v is wrong: expected ID (a string or a whole number), got true. [$v]"},
		{"$v: String", `"a"`, `{"v":"a"}`},
		{"$v: String", "1", "The variable $v is wrong: expected String (a string), got 1. [$v]"},
		{"$v: Boolean", "false", `{"v":false}`},
		{"$v: Boolean", `{"a": [1, {"b": null}], "c": "d"}`, `The variable $v is wrong: expected Boolean (true or false), got {"a":[1,{"b":null}],"c":"d"}. [$v]`},
		{"$v: Any", `{"a": 1}`, `{"v":{"a":1}}`},
		{"$v: Any!", "", "The variable $v is wrong: expected Any!, got no value. [$v]"},
		{"$v: Colour", `"RED"`, `{"v":"RED"}`},
		{"$v: Colour = GREEN", "", `{"v":"GREEN"}`},
		{"$v: Colour", "1", "The variable $v is wrong: expected Colour (RED, GREEN), got 1. [$v]"},
		{"$v: Colour", `"red"`, `The variable $v is wrong: expected Colour (RED, GREEN), got "red". Did you mean "RED"? [$v]`},
		{"$v: Colour", `"purple"`, `The variable $v is wrong: expected Colour (RED, GREEN), got "purple". [$v]`},
		{"$v: Colour", `"gxxxn"`, `The variable $v is wrong: expected Colour (RED, GREEN), got "gxxxn". Did you mean "GREEN"? [$v]`},
		{"$v: Colour", `"gxxxx"`, `The variable $v is wrong: expected Colour (RED, GREEN), got "gxxxx". [$v]`},
		{"$v: [Colour!]!", "null", "The variable $v is wrong: expected [Colour!]! (RED, GREEN), got null. [$v]"},
		{"$v: [Int]", "1", `{"v":[1]}`},
		{"$v: [Int]", "[1, null]", `{"v":[1,null]}`},
		{"$v: [[Int!]]", "[[1], null, 2]", `{"v":[[1],null,[2]]}`},
		{"$v: [[Int!]]", "[[1, null]]", "The variable $v is wrong at $v[0][1]: expected Int! (a whole number of 32 bits), got null. [$v[0][1]]"},
		{"$v: In", `{"name": "n"}`, `{"v":{"colour":"RED","list":[1,2],"name":"n","size":1}}`},
		{"$v: In = {name: \"n\", near: [{name: \"m\"}], year: null}", "", `{"v":{"colour":"RED","list":[1,2],"name":"n","near":[{"colour":"RED","list":[1,2],"name":"m","size":1}],"size":1,"year":null}}`},
		{"$v: In", `{"nam": "n"}`, `The variable $v is wrong at $v.nam: In has no such field, only name, year, size, near, colour, list; got "n". Did you mean "name"? [$v.nam]
The variable $v is wrong at $v.name: expected String! (a string), got no value. [$v.name]`},
		{"$v: In", `{"name": "n", "zzz": 1}`, `The variable $v is wrong at $v.zzz: In has no such field, only name, year, size, near, colour, list; got 1. [$v.zzz]`},
		{"$v: In", `{"name": "n", "near": [{"name": "m", "size": null}]}`, "The variable $v is wrong at $v.near[0].size: expected Int! (a whole number of 32 bits), got null. [$v.near[0].size]"},
		{"$v: [In!]", "[7]", "The variable $v is wrong at $v[0]: expected In! (an object), got 7. [$v[0]]"},
		{"$v: Boolean = true", "", `{"v":true}`},
		{"$v: Float = 1.5", "", `{"v":1.5}`},
	} {
		if diff := cmp.Diff(tt.want, coerced(t, tt.declaration, tt.given)); diff != "" {
			t.Errorf("%s, given %s:\n%s", tt.declaration, tt.given, diff)
		}
	}
}

// At most twenty problems are reported, whatever they are.
func TestProblemsAreBounded(t *testing.T) {
	wrong := strings.Repeat(`"x",`, 30)
	misspelt := make([]string, 30)
	for i := range misspelt {
		misspelt[i] = fmt.Sprintf(`"x%02d":1`, i)
	}
	for declaration, given := range map[string]string{
		"$v: [Int]": "[" + strings.TrimSuffix(wrong, ",") + "]",
		"$v: In":    "{" + strings.Join(misspelt, ",") + "}",
		"$v: [In]":  "[" + strings.TrimSuffix(strings.Repeat("{},", 30), ",") + "]",
	} {
		if got := strings.Count(coerced(t, declaration, given), "\n") + 1; got != 20 {
			t.Errorf("%s: %d problems", declaration, got)
		}
	}
}

// Values are shown up to a length, on the border of a letter.
func TestShown(t *testing.T) {
	long := strings.Repeat("ă", 100)
	for _, tt := range []struct {
		value any
		want  string
	}{
		{nil, "null"},
		{"<a&b>\n", `"<a&b>\n"`},
		{json.Number(strings.Repeat("1", 80)), strings.Repeat("1", 80)},
		{json.Number(strings.Repeat("1", 81)), strings.Repeat("1", 80) + "…"},
		{long, `"` + strings.Repeat("ă", 39) + "…"},
		{"x" + long, `"x` + strings.Repeat("ă", 39) + "…"},
		{[]any{true, "a", json.Number("1")}, `[true,"a",1]`},
		{map[string]any{"a": strings.Repeat("x", 73), "b": 1}, `{"a":"` + strings.Repeat("x", 73) + `"…`},
		{map[string]any{"b": 1, "a": []any{}}, `{"a":[],"b":null}`},
	} {
		if got := shown(tt.value); got != tt.want {
			t.Errorf("%v: %s, want %s", tt.value, got, tt.want)
		}
	}
	many := make([]any, 1_000_000)
	object := map[string]any{}
	for i := range 1_000 {
		object[fmt.Sprint(i)] = i
	}
	for name, value := range map[string]any{"list": many, "object": object} {
		if got := len(appendShown(nil, value)); got <= maxShownValue || got > maxShownValue+20 {
			t.Errorf("%s: %d bytes for a message", name, got)
		}
	}
}

func TestNamesThatAreTooLongHaveNoSuggestion(t *testing.T) {
	for length, want := range map[int]string{60: ` Did you mean "` + strings.Repeat("x", 59) + `"?`, 61: ""} {
		if got := didYouMean(strings.Repeat("x", length), []string{strings.Repeat("x", length-1)}); got != want {
			t.Errorf("%d bytes: %s", length, got)
		}
	}
	if got := didYouMean("abc", []string{"abx", "aby"}); got != ` Did you mean "abx"?` {
		t.Errorf("of two names that are equally near: %s", got)
	}
}

func TestListed(t *testing.T) {
	exact := strings.Repeat("a", 98) + ", " + strings.Repeat("b", 100)
	if got := listed(strings.Split(exact, ", ")); got != exact {
		t.Errorf("200 bytes: %s", got)
	}
	if got, want := listed(strings.Split(exact+"b", ", ")), strings.Repeat("a", 98)+" …"; got != want {
		t.Errorf("201 bytes: %s", got)
	}
}

// Conditions must not be null, other variables may.
func TestNullConditions(t *testing.T) {
	schema := newTestSchema(testTable(tall, tall))
	const query = `query ($a: Boolean = true, $b: Boolean, $c: String, $d: Boolean = true) { plant(kind: $c) @skip(if: $a) { name } tree { name } sum(exact: $b) ...F } fragment F on Query { x: tree @include(if: $d) { name } }`
	for _, tt := range []struct {
		given map[string]any
		want  string
	}{
		{map[string]any{"a": true, "b": nil, "c": nil, "d": false}, ""},
		{map[string]any{}, ""},
		{map[string]any{"a": nil, "b": nil}, "$a"},
		{map[string]any{"a": false, "d": nil}, "$d"},
	} {
		_, operation := operationOver(t, schema, query, map[string]any{})
		operation.Variables = tt.given
		got := ""
		if problem := (&Variables{}).MutateOperationContext(t.Context(), operation); problem != nil {
			got = fmt.Sprint(problem.Extensions["variable"])
			if problem.Message != "The variable "+got+" is wrong: null cannot decide about @skip or @include." {
				t.Error(problem)
			}
		}
		if got != tt.want {
			t.Errorf("%v: %q, want %q", tt.given, got, tt.want)
		}
	}
}

// Places where null is not allowed, and a variable may be null all the same.
func TestNonNullVariables(t *testing.T) {
	schema := newTestSchema(testTable(tall, tall))
	for _, tt := range []struct{ query, want string }{
		{`query ($x: [Int!]) { sum(of: $x) }`, "The argument of is wrong: the variable $x stands where [Int!]! is expected, and is null."},
		{`query ($x: Int = 1) { sum(of: [1, $x]) }`, "The argument of is wrong: the variable $x stands where Int! is expected, and is null."},
		{`query ($x: Int = 1) { sum(range: {low: $x}) }`, "The argument range is wrong: the variable $x stands where Int! is expected, and is null."},
		{`query ($x: Int) { sum(range: {high: $x}) }`, ""},
		{`query ($x: Range = {}) { sum(ranges: [$x]) }`, "The argument ranges is wrong: the variable $x stands where Range! is expected, and is null."},
		{`query ($x: Int = 1) { sum(ranges: {low: $x}) }`, "The argument ranges is wrong: the variable $x stands where Int! is expected, and is null."},
		{`query ($x: Range) { sum(range: $x) }`, ""},
	} {
		if strings.Contains(tt.query, "$x: [Int!])") { // needs a default of the place
			tt.query = strings.Replace(tt.query, "[Int!])", "[Int!] = [1])", 1)
		}
		ctx, operation := operationOver(t, schema, tt.query, nil)
		operation.Variables = map[string]any{"x": nil}
		answer := schema.Exec(ctx)(ctx)
		got := ""
		for _, problem := range answer.Errors {
			got = problem.Message
		}
		if got != tt.want || tt.want != "" && string(answer.Data) != `{"sum":null}` {
			t.Errorf("%s: %s %s", tt.query, got, answer.Data)
		}
	}
}
