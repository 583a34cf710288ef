package execute

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"pgregory.net/rapid"

	"doichieu/limit"
)

func TestTextIsWrittenAsGqlgenDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.String(),
			rapid.StringOf(rapid.SampledFrom([]rune("aữ \"\\\t\r\n\x00\x1f\x20\x7f\u0080\u2028"))),
			rapid.Map(rapid.SliceOf(rapid.Byte()), func(raw []byte) string { return string(raw) }),
		).Draw(t, "text")
		w := &Worker{}
		if w.String(text); string(w.buf) != quoted(text) {
			t.Errorf("%q: %s, want %s", text, w.buf, quoted(text))
		}
	})
}

func TestPlainPrefixEndsBeforeEscapes(t *testing.T) {
	for text, want := range map[string]int{
		"":                                 0,
		"1234567":                          0,
		"12345678":                         8,
		"123456789":                        8,
		"1234567890123456":                 16,
		"12345678\"":                       8,
		"1234567\"":                        0,
		"\\1234567":                        0,
		"12345678ABCDEF\x1fG":              8,
		"12345678ABCDEF\x00G":              8,
		"ab cdefg":                         8,
		"!#$%&'()[]^_{|}~":                 16,
		strings.Repeat("ữ", 8):             24,
		"\u0080\u0081\u0082\u0083":         8,
		"\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f": 8,
	} {
		if got := plainPrefix(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

// Lists that are nil are null where that is allowed, and empty where it is not.
func TestNilLists(t *testing.T) {
	write := func(*Worker, string) bool { return true }
	for name, list := range map[string]func(w *Worker, f *Field, empty bool) bool{
		"Objects":   func(w *Worker, f *Field, empty bool) bool { return Objects(w, f, map[bool][]*tree{true: {}}[empty]) },
		"Structs":   func(w *Worker, f *Field, empty bool) bool { return Structs(w, f, map[bool][]tree{true: {}}[empty]) },
		"Abstracts": func(w *Worker, f *Field, empty bool) bool { return Abstracts(w, f, map[bool][]any{true: {}}[empty]) },
		"Leaves": func(w *Worker, f *Field, empty bool) bool {
			return Leaves(w, f, map[bool][]string{true: {}}[empty], write)
		},
	} {
		for _, tt := range []struct {
			nonNull, empty, valid bool
			want                  string
		}{{false, false, false, ""}, {false, true, true, "[]"}, {true, false, true, "[]"}, {true, true, true, "[]"}} {
			w := &Worker{execution: &execution{}}
			if valid := list(w, &Field{nonNull: tt.nonNull}, tt.empty); valid != tt.valid || string(w.buf) != tt.want {
				t.Errorf("%s, %+v: %t, %s", name, tt, valid, w.buf)
			}
		}
	}
}

func TestStructs(t *testing.T) {
	w := &Worker{execution: &execution{}}
	f := &Field{selection: &selection{values: 1, fields: []Field{{key: `,"n":`, resolver: Resolver{Resolve: func(w *Worker, _ *Field, object any) bool {
		return w.Int(int64(object.(*tree).number))
	}}}}}}
	if !Structs(w, f, []tree{{1}, {2}}) || string(w.buf) != `[{"n":1},{"n":2}]` || w.uncounted != 4 {
		t.Errorf("%s, %d values", w.buf, w.uncounted)
	}
}

// TestValuesAreCounted asks for answers of which the number of values is known.
func TestValuesAreCounted(t *testing.T) {
	schema := newTestSchema(testTable(tall, tall))
	for query, want := range map[string]int{
		`{ __typename }`:                                     0,
		`{ tree { __typename height } }`:                     2,
		`{ tree { near { height } } }`:                       1 + 1 + 3 + 2,
		`{ tree { name } }`:                                  2 + limit.TextWeight("tree 1"),
		`{ plants(kinds: ["tree", "none"]) { __typename } }`: 1 + 2,
		`{ plant(kind: "moss") { ... on Moss { tags } } }`:   1 + 1 + 2,
		`{ trees(count: 3000) { height } }`:                  1 + 2*3000,
	} {
		for _, allowed := range []int{want - 1, want} {
			got := metered(t, schema, query, limit.Meter{Values: allowed})
			if exceeded := strings.Contains(got, "number of values"); exceeded != (allowed < want) {
				t.Errorf("%s, %d values allowed: %.200s", query, allowed, got)
			}
		}
	}
}

// metered answers under a meter: the message of the error, or the data.
func metered(t *testing.T, schema *Schema, query string, meter limit.Meter) (answer string) {
	t.Helper()
	meter.Present = func(_ context.Context, err error) *gqlerror.Error { return gqlerror.Wrap(err) }
	ctx, _ := operationOver(t, schema, query, nil)
	meter.InterceptOperation(ctx, func(ctx context.Context) graphql.ResponseHandler {
		response := meter.InterceptResponse(ctx, func(ctx context.Context) *graphql.Response { return schema.Exec(ctx)(ctx) })
		answer = string(response.Data)
		if len(response.Errors) > 0 {
			answer = response.Errors[0].Message
		}
		return nil
	})
	return answer
}

// An operation stops soon after the meter refuses, whichever worker is told so.
func TestRefusedOperationsStop(t *testing.T) {
	for _, blocks := range []bool{false, true} {
		var resolved atomic.Int32
		count := func(ctx context.Context, tr *tree) (*int, error) {
			if blocks && tr.number == 0 {
				Blocking(ctx)
			}
			resolved.Add(1)
			return its(tr)
		}
		schema := newTestSchema(testTable(tall, count))
		metered(t, schema, `{ trees(count: 5000) { height maybe } tree { maybe } }`, limit.Meter{Values: 5300})
		if got, want := int(resolved.Load()), (meterValues+300)/2; got > want {
			t.Errorf("%d fields were resolved, want at most %d", got, want)
		}
	}
	// Names of types count as no values, but as bytes.
	var long strings.Builder
	for range 40 {
		long.WriteString(" " + strings.Repeat("a", 50) + string(rune('a'+long.Len()%26)) + strings.Repeat("b", long.Len()%40) + ": __typename")
	}
	got := metered(t, newTestSchema(testTable(tall, tall)), `{ trees(count: 5000) {`+long.String()+` } }`, limit.Meter{Values: 1 << 20, Bytes: 1 << 20})
	if !strings.Contains(got, "bytes") {
		t.Errorf("%.200s", got)
	}
}
