package execute

import (
	"context"
	"encoding/json"
	"errors"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/limit"
)

// What an upgrade of gqlgen may change must be in one file.
func TestOnlyTheAdapterImportsGqlgen(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var importing []string
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range file.Imports {
			if strings.Contains(spec.Path.Value, "gqlgen") && !strings.HasSuffix(name, "_test.go") {
				importing = append(importing, name)
			}
		}
	}
	if diff := cmp.Diff([]string{"gqlgen.go"}, importing); diff != "" {
		t.Error(diff)
	}
}

// generatedSchema stands for the schema that gqlgen generates.
type generatedSchema struct {
	onlySchema
	variables map[string]any // of the last operation
}

func (s *generatedSchema) Exec(ctx context.Context) graphql.ResponseHandler {
	s.variables = graphql.GetOperationContext(ctx).Variables
	return graphql.OneShot(&graphql.Response{Data: []byte(`"generated"`)})
}

// operationOver prepares an operation on a schema.
func operationOver(t *testing.T, schema graphql.ExecutableSchema, query string, variables map[string]any) (context.Context, *graphql.OperationContext) {
	t.Helper()
	e := executor.New(schema)
	ctx := graphql.StartOperationTrace(t.Context())
	operation, refused := e.CreateOperationContext(ctx, &graphql.RawParams{Query: query, Variables: variables})
	if len(refused) > 0 {
		t.Fatal(refused)
	}
	return graphql.WithOperationContext(graphql.WithResponseContext(ctx, graphql.DefaultErrorPresenter, nil), operation), operation
}

func TestExecAnswersOnce(t *testing.T) {
	schema := newTestSchema(testTable(tall, tall))
	ctx, _ := operationOver(t, schema, `{ tree { name } }`, nil)
	respond := schema.Exec(ctx)
	if first := respond(ctx); string(first.Data) != `{"tree":{"name":"tree 1"}}` {
		t.Errorf("%s", first.Data)
	}
	if second := respond(ctx); second != nil {
		t.Errorf("a second answer: %s", second.Data)
	}
}

// Introspection, and conditions that are no Boolean, have no plan.
func TestTheGeneratedSchemaExecutesWhatHasNoPlan(t *testing.T) {
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: testSchema + ` type Mutation { grow: Int }`})
	for query, planned := range map[string]bool{
		`{ __typename }`:                                             true,
		`{ __schema { types { name } } }`:                            false,
		`{ __type(name: "Tree") { name } }`:                          false,
		`{ tree { name } ... { __type(name: "Tree") { name } } }`:    false,
		`query ($a: Boolean = true) { tree @skip(if: $a) { name } }`: false,
		`mutation { grow }`:                                          false,
	} {
		generated := &generatedSchema{onlySchema: onlySchema{schema: schema}}
		compiled := NewSchema(generated, testTable(tall, tall), nil, nil)
		ctx, operation := operationOver(t, compiled, query, nil)
		operation.Variables = map[string]any{"list": readList{List: listOf(t, `[1]`), argument: "read"}, "other": 1}
		answer := compiled.Exec(ctx)(ctx)
		if got := string(answer.Data) != `"generated"`; got != planned {
			t.Errorf("%s: %s", query, answer.Data)
		}
		if want := any(1); !planned && (generated.variables["other"] != want || cmp.Diff([]any{json.Number("1")}, generated.variables["list"]) != "") {
			t.Errorf("the generated schema has the variables %v", generated.variables)
		}
	}
}

func listOf(t testing.TB, text string) limit.List {
	t.Helper()
	value, err := limit.ReadJSON([]byte(`{"list":`+text+`}`), limit.Default, 1)
	if err != nil {
		t.Fatal(err)
	}
	return value.(map[string]any)["list"].(limit.List)
}

func TestCollectFieldsMergesAndSpreads(t *testing.T) {
	_, operation := operationOver(t, newTestSchema(nil), `query ($no: Boolean = false) {
		plant { a: name ...T ... on Moss { soft } a: name ... on Tree @include(if: $no) { maybe } }
	} fragment T on Tree { height near { name } near { height } }`, nil)
	operation.Variables = map[string]any{"no": false}
	set := operation.Operation.SelectionSet[0].(*ast.Field).SelectionSet
	var got []string
	for _, f := range collectFields(operation, set, []string{"Tree", "Plant"}) {
		got = append(got, f.Alias)
		if f.Alias == "near" && len(f.Selections) != 2 {
			t.Errorf("near has %d selections", len(f.Selections))
		}
	}
	if want := []string{"a", "height", "near"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestGivenArgumentsHaveDefaults(t *testing.T) {
	_, operation := operationOver(t, newTestSchema(nil), `query ($of: [Int!]) { sum(of: $of) }`, nil)
	f := collectFields(operation, operation.Operation.SelectionSet, []string{"Query"})[0]
	got := givenArguments(&f, map[string]any{})
	want := map[string]any{"of": []any{int64(1)}, "range": map[string]any{}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// The errors of an operation are presented with the path and the location of
// their field, and what wraps a gqlerror keeps its words.
func TestErrorsArePresentedWithTheirPlace(t *testing.T) {
	fail := func(context.Context, *tree) (*int, error) { return nil, errors.New("cut down") }
	schema := newTestSchema(testTable(tall, fail))
	ctx, _ := operationOver(t, schema, "{\n tree { near { x: maybe } } }", nil)
	answer := schema.Exec(ctx)(ctx)
	want := gqlerror.List{
		{Message: "cut down", Path: ast.Path{ast.PathName("tree"), ast.PathName("near"), ast.PathIndex(0), ast.PathName("x")}},
		{Message: "cut down", Path: ast.Path{ast.PathName("tree"), ast.PathName("near"), ast.PathIndex(2), ast.PathName("x")}},
	}
	for i, problem := range answer.Errors {
		if problem.Message != want[i].Message || problem.Path.String() != want[i].Path.String() {
			t.Errorf("%v", problem)
		}
	}
}

// The words for null where the schema allows none are those of gqlgen: for a value
// of an interface in its library, for others in generated code.
func TestWordsForNullAreGqlgens(t *testing.T) {
	schema := newTestSchema(testTable(tall, tall))
	_, problems := ask(t, schema, `{ mustBe(kind: "none") { name } }`)
	if want := "mustBe: " + wordsForNull(t); problems != want {
		t.Errorf("%s, want %s", problems, want)
	}
	generated, err := os.ReadFile("../graph/generated/exec.go")
	if err != nil {
		t.Fatal(err)
	}
	_, problems = ask(t, schema, `{ tree { parent { parent { name } } } }`)
	words, found := strings.CutPrefix(problems, "tree.parent.parent: ")
	if !found || !strings.Contains(string(generated), words) {
		t.Errorf("gqlgen does not say %s", problems)
	}
}

// wordsForNull are what gqlgen says when a resolver returns nil for a field that must not
// be null.
func wordsForNull(t *testing.T) string {
	ctx, operation := operationOver(t, newTestSchema(nil), `{ mustBe(kind: "none") { name } }`, nil)
	field := collectFields(operation, operation.Operation.SelectionSet, []string{"Query"})[0]
	graphql.ResolveField(ctx, operation, field,
		func(context.Context, graphql.CollectedField) (*graphql.FieldContext, error) {
			return &graphql.FieldContext{Field: field}, nil
		},
		func(context.Context) (any, error) { return nil, nil },
		func(_ context.Context, next graphql.Resolver) graphql.Resolver { return next },
		func(context.Context, ast.SelectionSet, any) graphql.Marshaler { return graphql.Null },
		false, true,
	)
	return graphql.GetErrors(ctx)[0].Message
}

// recorder notes what gqlgen calls, and with which variables.
type recorder struct{ calls []string }

func (*recorder) ExtensionName() string                   { return "recorder" }
func (*recorder) Validate(graphql.ExecutableSchema) error { return nil }
func (r *recorder) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	r.calls = append(r.calls, "parameters")
	params.Variables = map[string]any{"n": "10"} // gqlgen reads it as a number
	graphql.GetOperationContext(ctx).Stats.SetExtension("recorder", "carried")
	return nil
}
func (r *recorder) MutateOperationContext(_ context.Context, operation *graphql.OperationContext) *gqlerror.Error {
	carried, _ := operation.Stats.GetExtension("recorder").(string)
	r.calls = append(r.calls, "context "+carried)
	if operation.Variables["n"] == nil {
		r.calls = append(r.calls, "without variables")
	}
	return nil
}

func TestMutatorsRunAroundTheReadingOfVariables(t *testing.T) {
	r := &recorder{}
	e := executor.New(newTestSchema(testTable(tall, tall)))
	e.Use(r)
	_, refused := e.CreateOperationContext(graphql.StartOperationTrace(t.Context()),
		&graphql.RawParams{Query: `query ($n: Int!) { trees(count: $n) { name } }`, Variables: map[string]any{"n": 1}})
	if len(refused) > 0 {
		t.Fatal(refused)
	}
	if diff := cmp.Diff([]string{"parameters", "context carried"}, r.calls); diff != "" {
		t.Error(diff)
	}
}

// gqlgen's own executor would take null for an empty list.
func TestNullArgumentIsRefused(t *testing.T) {
	schema := newTestSchema(testTable(tall, tall))
	variables := &Variables{}
	if err := variables.Validate(schema); err != nil {
		t.Fatal(err)
	}
	ctx, operation := operationOver(t, schema, `query ($of: [Int!] = [2]) { sum(of: $of) }`, nil)
	field := collectFields(operation, operation.Operation.SelectionSet, []string{"Query"})[0]
	resolve := func(context.Context) (any, error) { return "resolved", nil }
	for _, tt := range []struct {
		field *graphql.FieldContext
		given map[string]any
		want  string
	}{
		{&graphql.FieldContext{Field: field}, map[string]any{"of": nil}, "input:1:37: The argument of is wrong: the variable $of stands where [Int!]! is expected, and is null."},
		{&graphql.FieldContext{Field: field}, map[string]any{"of": []any{}}, ""},
		{&graphql.FieldContext{Field: field}, nil, ""},
		{&graphql.FieldContext{}, map[string]any{"of": nil}, ""},
		{&graphql.FieldContext{Field: graphql.CollectedField{Field: &ast.Field{}}}, map[string]any{"of": nil}, ""},
		{nil, map[string]any{"of": nil}, ""},
	} {
		operation.Variables = tt.given
		ctx := ctx
		if tt.field != nil {
			ctx = graphql.WithFieldContext(ctx, tt.field)
		}
		value, err := variables.InterceptField(ctx, resolve)
		if tt.want == "" && (err != nil || value != "resolved") || tt.want != "" && (value != nil || err == nil || err.Error() != tt.want) {
			t.Errorf("%+v: %v, %v", tt, value, err)
		}
	}
}

func TestScalarsThatMarshalThemselves(t *testing.T) {
	schema := newTestSchema(testTable(tall, tall))
	data, problems := ask(t, schema, `{ a: plant(kind: "moss") { ... on Moss { weight } } b: plant(kind: "bare moss") { ... on Moss { weight } } }`)
	if data != `{"a":{"weight":1.5},"b":{"weight":null}}` || problems != "" {
		t.Errorf("%s %s", data, problems)
	}
}
