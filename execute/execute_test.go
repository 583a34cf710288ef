package execute

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// The tests execute a schema of their own, whose table is written by hand. That
// the project's schema is answered as gqlgen does is tested with its resolvers.

const testSchema = `
	type Query {
		trees(count: Int!): [Tree!]!
		tree: Tree
		plant(kind: String): Plant
		plants(kinds: [String!] = ["moss"]): [Plant]
		mustBe(kind: String!): Plant!
		sum(of: [Int!]! = [1], range: Range = {}, ranges: [Range!], exact: Boolean): Int
	}
	interface Plant { name: String! }
	type Tree implements Plant { name: String!  height: Int!  maybe: Int  near: [Tree]!  parent: Tree! }
	type Moss implements Plant { name: String!  soft: Boolean!  tags: [String!]  colour: Colour!  age: Age  weight: Float }
	enum Colour { RED GREEN }
	input Range { low: Int! = 0  high: Int }
	scalar Age`

type tree struct{ number int }

type moss struct {
	tags   []string
	weight graphql.Marshaler
}

// age writes itself.
type age int

func (a age) AppendGQL(buf []byte) []byte { return append(buf, "old"[:a]...) }

// plantOf is a plant of a kind; of unknown kinds a value that no type has.
func plantOf(kind any) any {
	switch kind {
	case "moss":
		return &moss{tags: []string{"green", `"wet"`}, weight: graphql.MarshalFloat(1.5)}
	case "bare moss":
		return &moss{weight: graphql.Null}
	case "tree":
		return &tree{7}
	case "nil tree":
		return (*tree)(nil)
	case nil, "none":
		return nil
	default:
		return 5
	}
}

func typeOfPlant(value any) (string, bool) {
	switch v := value.(type) {
	case *tree:
		if v == nil {
			return "", true
		}
		return "Tree", true
	case *moss:
		return "Moss", true
	default:
		return "", false
	}
}

// everything decodes arguments as they are given.
func everything(_ context.Context, given map[string]any) (map[string]any, error) { return given, nil }

// testTable resolves the test schema; height and maybe are up to a test.
func testTable(height, maybe func(ctx context.Context, t *tree) (*int, error)) Types {
	number := func(resolve func(context.Context, *tree) (*int, error)) func(w *Worker, f *Field, object any) bool {
		return func(w *Worker, f *Field, object any) bool {
			v, err := resolve(w, object.(*tree))
			if err != nil {
				return w.Fail(err)
			}
			if v == nil {
				return w.Null(f)
			}
			return w.Int(int64(*v))
		}
	}
	return Types{
		"Query": {Implements: []string{"Query"}, Fields: map[string]Resolver{
			"trees": {
				Arguments: func(_ context.Context, given map[string]any) (map[string]any, error) {
					count, err := graphql.UnmarshalInt(given["count"])
					if count < 0 {
						return nil, errors.New("a negative count")
					}
					return map[string]any{"count": count}, err
				},
				Resolve: func(w *Worker, f *Field, _ any) bool {
					trees := make([]*tree, w.Arguments(f).Args["count"].(int))
					for i := range trees {
						trees[i] = &tree{i}
					}
					return Objects(w, f, trees)
				},
			},
			"tree": {Resolve: func(w *Worker, f *Field, _ any) bool { return Object(w, f, &tree{1}) }},
			"plant": {Arguments: everything, TypeOf: typeOfPlant, Resolve: func(w *Worker, f *Field, _ any) bool {
				return Abstract(w, f, plantOf(w.Arguments(f).Args["kind"]))
			}},
			"mustBe": {Arguments: everything, TypeOf: typeOfPlant, Resolve: func(w *Worker, f *Field, _ any) bool {
				return Abstract(w, f, plantOf(w.Arguments(f).Args["kind"]))
			}},
			"plants": {Arguments: everything, TypeOf: typeOfPlant, Resolve: func(w *Worker, f *Field, _ any) bool {
				kinds, _ := w.Arguments(f).Args["kinds"].([]any)
				var plants []any
				for _, kind := range kinds {
					plants = append(plants, plantOf(kind))
				}
				return Abstracts(w, f, plants)
			}},
			"sum": {Arguments: everything, Resolve: func(w *Worker, f *Field, _ any) bool {
				encoded, err := json.Marshal(w.Arguments(f).Args)
				if err != nil {
					return w.Fail(err)
				}
				return w.raw(string(encoded))
			}},
		}},
		"Tree": {Implements: []string{"Tree", "Plant"}, Fields: map[string]Resolver{
			"name": {Resolve: func(w *Worker, f *Field, object any) bool {
				return w.Text(fmt.Sprint("tree ", object.(*tree).number))
			}},
			"height": {MayBlock: true, Resolve: number(height)},
			"maybe":  {MayBlock: true, Resolve: number(maybe)},
			"near": {Resolve: func(w *Worker, f *Field, object any) bool {
				n := object.(*tree).number
				return Objects(w, f, []*tree{{n - 1}, nil, {n + 1}})
			}},
			"parent": {Resolve: func(w *Worker, f *Field, object any) bool {
				if n := object.(*tree).number; n > 0 {
					return Object(w, f, &tree{n / 2})
				}
				return Object[tree](w, f, nil)
			}},
		}},
		"Moss": {Implements: []string{"Moss", "Plant"}, Fields: map[string]Resolver{
			"name":   {Resolve: func(w *Worker, f *Field, _ any) bool { return w.String("moss") }},
			"soft":   {Resolve: func(w *Worker, f *Field, _ any) bool { return w.Boolean(true) }},
			"colour": {Resolve: func(w *Worker, f *Field, _ any) bool { return w.Name("GREEN") }},
			"age":    {Resolve: func(w *Worker, f *Field, _ any) bool { return Append(w, age(3)) }},
			"weight": {Resolve: func(w *Worker, f *Field, object any) bool { return w.Marshal(f, object.(*moss).weight) }},
			"tags": {Resolve: func(w *Worker, f *Field, object any) bool {
				return Leaves(w, f, object.(*moss).tags, (*Worker).String)
			}},
		}},
	}
}

type onlySchema struct {
	graphql.ExecutableSchema
	schema *ast.Schema
}

func (s onlySchema) Schema() *ast.Schema { return s.schema }

func newTestSchema(types Types) *Schema {
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: testSchema})
	return NewSchema(onlySchema{schema: schema}, types, nil, nil)
}

// ask returns the data, and the errors one a line.
func ask(t *testing.T, schema *Schema, query string) (data, problems string) {
	t.Helper()
	return askNamed(t, schema, query, "", nil)
}

func askNamed(t *testing.T, schema *Schema, query, name string, vars map[string]any) (data, problems string) {
	t.Helper()
	e := executor.New(schema)
	e.SetRecoverFunc(func(_ context.Context, cause any) error { return fmt.Errorf("panic: %v", cause) })
	ctx := graphql.StartOperationTrace(t.Context())
	operation, refused := e.CreateOperationContext(ctx, &graphql.RawParams{Query: query, OperationName: name, Variables: vars})
	if len(refused) > 0 {
		t.Fatal(refused)
	}
	respond, ctx := e.DispatchOperation(ctx, operation)
	response := respond(ctx)
	lines := make([]string, len(response.Errors))
	for i, problem := range response.Errors {
		lines[i] = problem.Path.String() + ": " + problem.Message
	}
	return string(response.Data), strings.Join(lines, "\n")
}

func its(t *tree) (*int, error) { return &t.number, nil }

func tall(_ context.Context, t *tree) (*int, error) { return its(t) }

// Resolvers that can block at the same time do. If they blocked one after the
// other, the first would wait forever for the others.
func TestResolversBlockTogether(t *testing.T) {
	const trees = 50
	var all sync.WaitGroup
	all.Add(2*trees + 2*trees) // both fields of every tree, and of those near it
	wait := func(ctx context.Context, t *tree) (*int, error) {
		Blocking(ctx)
		all.Done()
		all.Wait()
		return its(t)
	}
	schema := newTestSchema(testTable(wait, wait))
	data, problems := ask(t, schema, `{ trees(count: 50) { name height near { height name } maybe } }`)
	var want []string
	for i := range trees {
		want = append(want, fmt.Sprintf(`{"name":"tree %d","height":%[1]d,"near":[{"height":%d,"name":"tree %[2]d"},null,{"height":%d,"name":"tree %[3]d"}],"maybe":%[1]d}`, i, i-1, i+1))
	}
	if diff := cmp.Diff(`{"trees":[`+strings.Join(want, ",")+`]}`, data); diff != "" || problems != "" {
		t.Errorf("%s\n%s", problems, diff)
	}
}

func TestWorkersAreBounded(t *testing.T) {
	var now, most atomic.Int64
	wait := func(ctx context.Context, t *tree) (*int, error) {
		Blocking(ctx)
		n := now.Add(1)
		defer now.Add(-1)
		for seen := most.Load(); n > seen && !most.CompareAndSwap(seen, n); seen = most.Load() {
		}
		return its(t)
	}
	schema := newTestSchema(testTable(wait, tall))
	data, problems := ask(t, schema, `{ trees(count: 10000) { height } }`)
	var want []string
	for i := range 10_000 {
		want = append(want, fmt.Sprintf(`{"height":%d}`, i))
	}
	if data != `{"trees":[`+strings.Join(want, ",")+`]}` || problems != "" {
		t.Errorf("%s\n%s", problems, data)
	}
	if most.Load() > maxWorkers+1 {
		t.Errorf("%d waited at once", most.Load())
	}
}

// Errors come in the order of the answer, whichever worker adds them.
func TestErrors(t *testing.T) {
	fail := func(ctx context.Context, t *tree) (*int, error) {
		if t.number%2 == 0 {
			Blocking(ctx)
		}
		switch t.number {
		case 1, 2:
			return nil, errors.New("cut down")
		case 3:
			panic("lightning")
		case 4:
			return nil, nil
		default:
			return its(t)
		}
	}
	tests := map[string]struct {
		table             Types
		query, data, want string
	}{
		"null where it may be": {
			testTable(tall, fail), `{ trees(count: 5) { maybe } }`,
			`{"trees":[{"maybe":0},{"maybe":null},{"maybe":null},{"maybe":null},{"maybe":null}]}`,
			"trees[1].maybe: cut down\ntrees[2].maybe: cut down\ntrees[3].maybe: panic: lightning",
		},
		"null where it may not be": {
			testTable(fail, tall), `{ tree { name near { height } } trees(count: 1) { height } }`,
			`{"tree":{"name":"tree 1","near":[{"height":0},null,null]},"trees":[{"height":0}]}`,
			"tree.near[2].height: cut down",
		},
		"null up to the data": {
			testTable(fail, fail), `{ tree { name } trees(count: 5) { maybe height } }`,
			`null`,
			`trees[1].maybe: cut down
trees[1].height: cut down
trees[2].maybe: cut down
trees[2].height: cut down
trees[3].maybe: panic: lightning
trees[3].height: panic: lightning
trees[4].height: the requested element is null which the schema does not allow`,
		},
		"a missing object": {
			testTable(tall, tall), `{ tree { parent { name parent { name } } } }`,
			`{"tree":null}`, "tree.parent.parent: the requested element is null which the schema does not allow",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			data, problems := ask(t, newTestSchema(tt.table), tt.query)
			if diff := cmp.Diff(tt.data, data) + cmp.Diff(tt.want, problems); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestALargeAnswerDoesNotEnlargeLaterBuffers(t *testing.T) {
	schema := newTestSchema(testTable(tall, tall))
	const query = `query Q($n: Int!) { trees(count: $n) { name } }`
	askNamed(t, schema, query, "Q", map[string]any{"n": 50_000})
	allocated := testing.Benchmark(func(b *testing.B) {
		for range b.N {
			askNamed(t, schema, query, "Q", map[string]any{"n": 1})
		}
	}).AllocedBytesPerOp()
	if allocated > 2*maxExpectedSize {
		t.Errorf("a small answer takes %d bytes", allocated)
	}
}

// TestAnswers asks for values of every kind.
func TestAnswers(t *testing.T) {
	schema := newTestSchema(testTable(tall, tall))
	tests := map[string]struct{ query, vars, data, problems string }{
		"leaves": {
			query: `{ plant(kind: "moss") { __typename name ... on Moss { soft tags colour age } } }`,
			data:  `{"plant":{"__typename":"Moss","name":"moss","soft":true,"tags":["green","\"wet\""],"colour":"GREEN","age":old}}`,
		},
		"a list that is null": {
			query: `{ plant(kind: "bare moss") { ... on Moss { tags } } }`,
			data:  `{"plant":{"tags":null}}`,
		},
		"an object of which nothing is selected": {
			query: `{ plant(kind: "tree") { ... on Moss { soft } } }`,
			data:  `{"plant":{}}`,
		},
		"null for an interface": {
			query: `{ a: plant { name } b: plant(kind: "nil tree") { name } }`,
			data:  `{"a":null,"b":null}`,
		},
		"null that propagates to the data": {
			query: `{ tree { name } mustBe(kind: "none") { name } }`,
			data:  `null`, problems: "mustBe: must not be null",
		},
		"entries of several types": {
			query: `{ plants(kinds: ["tree", "moss", "none"]) { name ... on Tree { near { height } } } }`,
			data:  `{"plants":[{"name":"tree 7","near":[{"height":6},null,{"height":8}]},{"name":"moss"},null]}`,
		},
		"an entry that no type has": {
			query: `{ plants(kinds: ["moss", "stone"]) { name } }`,
			data:  `{"plants":[{"name":"moss"},null]}`, problems: "plants[1]: panic: unexpected type int",
		},
		"an empty list": {query: `{ trees(count: 0) { name } }`, data: `{"trees":[]}`},
		"no list":       {query: `{ plants(kinds: []) { name } }`, data: `{"plants":null}`},
		"constant arguments": {
			query: `{ sum(of: [1, 2], range: {high: 3}) }`,
			data:  `{"sum":{"of":[1,2],"range":{"high":3}}}`,
		},
		"variables inside arguments": {
			query: `query ($a: Int!, $b: Int) { x: sum(of: [1, $a]) y: sum(range: {low: 1, high: $b}) z: sum(ranges: [{high: $a}]) }`,
			vars:  `{"a": 5}`,
			data:  `{"x":{"of":[1,5],"range":{}},"y":{"of":[1],"range":{"low":1}},"z":{"of":[1],"range":{},"ranges":[{"high":5}]}}`,
		},
		"arguments that cannot be decoded": {
			query: `query ($n: Int!) { tree { name } x: trees(count: $n) { name } }`, vars: `{"n": -1}`,
			data: `null`, problems: "x: a negative count",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			data, problems := askNamed(t, schema, tt.query, "", variablesOf(t, tt.vars))
			if diff := cmp.Diff(tt.data, data) + cmp.Diff(tt.problems, problems); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func variablesOf(t *testing.T, text string) (variables map[string]any) {
	t.Helper()
	if text != "" {
		in := json.NewDecoder(strings.NewReader(text))
		in.UseNumber()
		if err := in.Decode(&variables); err != nil {
			t.Fatal(err)
		}
	}
	return variables
}

// Arguments are decoded once for an operation, and constant ones once for a plan.
func TestArgumentsAreDecodedOnce(t *testing.T) {
	for query, want := range map[string]int64{
		`{ plants(kinds: ["moss", "moss"]) { name } }`:                 1,
		`query ($k: String!) { plants(kinds: [$k, "moss"]) { name } }`: 3,
		`{ a: plants { name } b: plants @skip(if: true) { name } }`:    1,
	} {
		var decoded atomic.Int64
		table := testTable(tall, tall)
		plants := table["Query"].Fields["plants"]
		plants.Arguments = func(_ context.Context, given map[string]any) (map[string]any, error) {
			decoded.Add(1)
			return given, nil
		}
		table["Query"].Fields["plants"] = plants
		schema := newTestSchema(table)
		for range 3 {
			askNamed(t, schema, query, "", map[string]any{"k": "moss"})
		}
		if got := decoded.Load(); got != want {
			t.Errorf("%s: decoded %d times, want %d", query, got, want)
		}
	}
}

// Null propagates across a part that another worker has written, in both
// directions, and neither data nor errors are lost.
func TestNullPropagatesAcrossWorkers(t *testing.T) {
	for bad, want := range map[int]string{0: "trees[0].height", 1: "trees[1].height", 2: "trees[2].height"} {
		for blocking := range 4 {
			fail := func(ctx context.Context, tr *tree) (*int, error) {
				if tr.number == blocking || blocking == 3 {
					Blocking(ctx)
				}
				if tr.number == bad {
					return nil, errors.New("cut down")
				}
				return its(tr)
			}
			schema := newTestSchema(testTable(fail, tall))
			data, problems := ask(t, schema, `{ trees(count: 3) { height name } tree { maybe } }`)
			if data != "null" || problems != want+": cut down" {
				t.Errorf("%d fails, %d blocks: %s %s", bad, blocking, data, problems)
			}
		}
	}
}

// The pinned value and the values of other contexts are found.
func TestContextOfAResolver(t *testing.T) {
	type pinned struct{}
	type other struct{}
	var found []any
	look := func(ctx context.Context, tr *tree) (*int, error) {
		found = append(found, ctx.Value(pinned{}), ctx.Value(other{}))
		return its(tr)
	}
	schema := newTestSchema(testTable(look, tall))
	schema.pinnedKey = pinned{}
	ctx, _ := operationOver(t, schema, `{ tree { height } }`, nil)
	ctx = context.WithValue(context.WithValue(ctx, pinned{}, "pinned"), other{}, "other")
	schema.Exec(ctx)(ctx)
	if diff := cmp.Diff([]any{"pinned", "other"}, found); diff != "" {
		t.Error(diff)
	}
}
