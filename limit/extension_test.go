package limit_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"doichieu/limit"
)

// extension judges documents of the project's schema.
func extension(t *testing.T, limits limit.Limits) *limit.Extension {
	t.Helper()
	e := &limit.Extension{Limits: limits}
	if err := e.Validate(&graphql.ExecutableSchemaMock{SchemaFunc: func() *ast.Schema { return schema(t) }}); err != nil {
		t.Fatal(err)
	}
	return e
}

// operation is a context with an operation that has not been measured.
func operation(extensions map[string]any) (context.Context, *graphql.OperationContext) {
	o := &graphql.OperationContext{Extensions: extensions}
	return graphql.WithOperationContext(context.Background(), o), o
}

func parse(t *testing.T, query string) *ast.QueryDocument {
	t.Helper()
	doc, err := parser.ParseQuery(&ast.Source{Input: query})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// A document is measured for each of the variables that change its cost.
func TestCostOfEachRequest(t *testing.T) {
	e := extension(t, limit.Default)
	fixed := parse(t, `{ targets(first: 10) { nodes { id } } }`)
	varying := parse(t, `query ($n: Int) { targets(first: $n) { nodes { id } } }`)
	for range 2 { // the second time from what is remembered
		for _, tt := range []struct {
			doc   *ast.QueryDocument
			first string
			cost  int
		}{{fixed, "1", 1 + 10*2}, {varying, "10", 1 + 10*2}, {varying, "20", 1 + 20*2}} {
			ctx, o := operation(nil)
			if err := e.Judge(ctx, tt.doc, map[string]any{"n": json.Number(tt.first)}); err != nil {
				t.Fatal(err)
			}
			if got := limit.CostOf(o); got != tt.cost {
				t.Errorf("first: %s costs %d, want %d", tt.first, got, tt.cost)
			}
		}
	}
}

// A document that is refused is refused again, and its cost is known too.
func TestARefusedDocumentIsRefusedAgain(t *testing.T) {
	limits := limit.Default
	limits.Cost = 20
	e := extension(t, limits)
	doc := parse(t, `{ targets(first: 10) { nodes { id } } }`)
	for range 2 {
		ctx, o := operation(nil)
		var exceeded *limit.Exceeded
		if err := e.Judge(ctx, doc, nil); !errors.As(err, &exceeded) || exceeded.What != "cost" {
			t.Errorf("got %v", err)
		}
		if got := limit.CostOf(o); got != 21 {
			t.Errorf("costs %d", got)
		}
	}
}

func TestTheCostIsReportedToWhoAsks(t *testing.T) {
	e := extension(t, limit.Default)
	doc := parse(t, `{ a: targets(first: 10) { nodes { id @include(if: true) } } }`)
	for name, tt := range map[string]struct {
		extensions map[string]any
		measured   bool
		reported   bool
	}{
		"asked":               {map[string]any{"cost": true}, true, true},
		"asked not to":        {map[string]any{"cost": false}, true, false},
		"not asked":           {nil, true, false},
		"not measured at all": {map[string]any{"cost": true}, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, _ := operation(tt.extensions)
			if tt.measured {
				if err := e.Judge(ctx, doc, nil); err != nil {
					t.Fatal(err)
				}
			}
			ctx = graphql.WithResponseContext(ctx, graphql.DefaultErrorPresenter, graphql.DefaultRecover)
			e.InterceptResponse(ctx, func(context.Context) *graphql.Response { return nil })
			got, reported := graphql.GetExtensions(ctx)["cost"]
			if reported != tt.reported {
				t.Fatalf("reported: %v", got)
			}
			if !reported {
				return
			}
			want := map[string]any{
				"asked":   limit.Size{Depth: 3, Fields: 3, RootFields: 1, Aliases: 1, AliasBytes: 1, Directives: 1, Cost: 21},
				"allowed": limit.Size{Depth: 20, Fields: 1_000, RootFields: 20, Aliases: 100, Directives: 50, Cost: 1_000_000},
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHowALimitIsReported(t *testing.T) {
	for name, tt := range map[string]struct {
		err     error
		message string
		told    map[string]any
	}{
		"a limit": {
			&limit.Exceeded{What: "depth", Asked: 21, Allowed: 20},
			"The request's depth is 21; at most 20 is allowed.",
			map[string]any{"code": limit.Code, "limit": "depth", "asked": 21, "allowed": 20},
		},
		"a limit at which counting ended": {
			&limit.Exceeded{What: "number of tokens", Asked: 101, Allowed: 100, Counted: true},
			"The request's number of tokens is 101 or more; at most 100 is allowed.",
			map[string]any{"code": limit.Code, "limit": "number of tokens", "asked": 101, "allowed": 100},
		},
		"a limit on an argument": {
			&limit.Exceeded{What: "page size", Asked: 101, Allowed: 100, Argument: "first"},
			"The request's page size is 101; at most 100 is allowed.",
			map[string]any{"code": limit.Code, "limit": "page size", "asked": 101, "allowed": 100, "argument": "first"},
		},
		"another error": {errors.New("another"), "another", map[string]any{"code": limit.Code}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := tt.err.Error(); got != tt.message {
				t.Errorf("got %s", got)
			}
			if diff := cmp.Diff(tt.told, limit.Extensions(tt.err)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
