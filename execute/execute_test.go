package execute

import (
	"context"
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
	"pgregory.net/rapid"
)

// The tests execute a schema of their own, whose table is written by hand. That
// the project's schema is answered as gqlgen does is tested with its resolvers.

const testSchema = `
	type Query { trees(count: Int!): [Tree!]!  tree: Tree }
	type Tree { name: String!  height: Int!  maybe: Int  near: [Tree]!  parent: Tree! }`

type tree struct{ number int }

// testTable resolves the test schema; height and maybe are up to a test.
func testTable(height, maybe func(ctx context.Context, t *tree) (*int, error)) Types {
	number := func(resolve func(context.Context, *tree) (*int, error)) func(r *Run, f *Field, object any) bool {
		return func(r *Run, f *Field, object any) bool {
			v, err := resolve(r, object.(*tree))
			if err != nil {
				return r.Fail(err)
			}
			if v == nil {
				return r.Null(f)
			}
			return r.Int(int64(*v))
		}
	}
	return Types{
		"Query": {Implements: []string{"Query"}, Fields: map[string]Resolver{
			"trees": {
				Arguments: func(_ context.Context, given map[string]any) (map[string]any, error) {
					count, err := graphql.UnmarshalInt(given["count"])
					return map[string]any{"count": count}, err
				},
				Resolve: func(r *Run, f *Field, _ any) bool {
					trees := make([]*tree, r.Arguments(f).Args["count"].(int))
					for i := range trees {
						trees[i] = &tree{i}
					}
					return Objects(r, f, trees)
				},
			},
			"tree": {Resolve: func(r *Run, f *Field, _ any) bool { return Object(r, f, &tree{1}) }},
		}},
		"Tree": {Implements: []string{"Tree"}, Fields: map[string]Resolver{
			"name": {Resolve: func(r *Run, f *Field, object any) bool {
				return r.Text(fmt.Sprint("tree ", object.(*tree).number))
			}},
			"height": {Calls: true, Resolve: number(height)},
			"maybe":  {Calls: true, Resolve: number(maybe)},
			"near": {Resolve: func(r *Run, f *Field, object any) bool {
				n := object.(*tree).number
				return Objects(r, f, []*tree{{n - 1}, nil, {n + 1}})
			}},
			"parent": {Resolve: func(r *Run, f *Field, object any) bool {
				if n := object.(*tree).number; n > 0 {
					return Object(r, f, &tree{n / 2})
				}
				return Object[tree](r, f, nil)
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

// Whatever can be waited for at once is: were it one after the other, the first
// would wait forever for the others.
func TestAllWaitTogether(t *testing.T) {
	const trees = 50
	var everybody sync.WaitGroup
	everybody.Add(2*trees + 2*trees) // both fields of every tree, and of those near it
	wait := func(ctx context.Context, t *tree) (*int, error) {
		Waiting(ctx)
		everybody.Done()
		everybody.Wait()
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

func TestHowManyWaitIsBounded(t *testing.T) {
	var now, most atomic.Int64
	wait := func(ctx context.Context, t *tree) (*int, error) {
		Waiting(ctx)
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
	if most.Load() > maxRuns+1 {
		t.Errorf("%d waited at once", most.Load())
	}
}

// Errors come in the order of the answer, whoever met them.
func TestErrors(t *testing.T) {
	fail := func(ctx context.Context, t *tree) (*int, error) {
		if t.number%2 == 0 {
			Waiting(ctx)
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

// A plan belongs to an operation and what its conditions come to.
func TestPlans(t *testing.T) {
	schema := newTestSchema(testTable(tall, tall))
	const query = `
		query A($all: Boolean!, $n: Int = 1) { trees(count: $n) { name height @include(if: $all) ... @skip(if: $all) { maybe } } }
		query B { tree { name } }`
	for range 2 {
		for vars, want := range map[string]string{
			`true`:  `{"trees":[{"name":"tree 0","height":0},{"name":"tree 1","height":1}]}`,
			`false`: `{"trees":[{"name":"tree 0","maybe":0},{"name":"tree 1","maybe":1}]}`,
		} {
			data, _ := askNamed(t, schema, query, "A", map[string]any{"all": vars == "true", "n": 2})
			if data != want {
				t.Errorf("%s: %s", vars, data)
			}
		}
		if data, _ := askNamed(t, schema, query, "B", nil); data != `{"tree":{"name":"tree 1"}}` {
			t.Error(data)
		}
	}
	if got := schema.plans.known.Len(); got != 2 {
		t.Errorf("%d operations are known", got)
	}
	known, _ := schema.plans.known.Get(operationKey{query, "A"})
	if len(known.plans) != 2 {
		t.Errorf("%d plans are known of A", len(known.plans))
	}
}

func TestPlansAreBounded(t *testing.T) {
	schema := newTestSchema(testTable(tall, tall))
	padding := strings.Repeat(" ", maxPlanBytes/8)
	for i := range 20 {
		query := fmt.Sprintf(`{ tree { a%d: name } }`, i) + padding
		if data, _ := ask(t, schema, query); data != fmt.Sprintf(`{"tree":{"a%d":"tree 1"}}`, i) {
			t.Fatal(data)
		}
	}
	if got := schema.plans.bytes; got > maxPlanBytes || got < maxPlanBytes/2 {
		t.Errorf("%d bytes are kept", got)
	}
}

// A plan keeps the document alive that it was made from, which is much larger
// than its text.
func TestPlansAreReckonedWithTheirDocuments(t *testing.T) {
	schema := newTestSchema(testTable(tall, tall))
	const query = `{ tree { name } }`
	ask(t, schema, query)
	if got := schema.plans.bytes; got < ParsedFactor*len(query) {
		t.Errorf("%d bytes are reckoned", got)
	}
	large := query + strings.Repeat(" ", maxPlanBytes/largestShare/ParsedFactor)
	ask(t, schema, large)
	known, _ := schema.plans.known.Get(operationKey{large, ""})
	if len(known.plans) != 0 {
		t.Error("a plan with too large a document is kept")
	}
}

func TestALargeAnswerDoesNotMakeRoomForAll(t *testing.T) {
	schema := newTestSchema(testTable(tall, tall))
	const query = `query Q($n: Int!) { trees(count: $n) { name } }`
	askNamed(t, schema, query, "Q", map[string]any{"n": 50_000})
	allocated := testing.Benchmark(func(b *testing.B) {
		for range b.N {
			askNamed(t, schema, query, "Q", map[string]any{"n": 1})
		}
	}).AllocedBytesPerOp()
	if allocated > 2*maxExpected {
		t.Errorf("a small answer takes %d bytes", allocated)
	}
}

func TestTextIsWrittenAsGqlgenDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.String(),
			rapid.StringOf(rapid.SampledFrom([]rune("aữ \"\\\t\r\n\x00\x1f\x20\x7f\u0080\u2028"))),
			rapid.Map(rapid.SliceOf(rapid.Byte()), func(raw []byte) string { return string(raw) }),
		).Draw(t, "text")
		r := &Run{}
		if r.String(text); string(r.buf) != quoted(text) {
			t.Errorf("%q: %s, want %s", text, r.buf, quoted(text))
		}
	})
}
