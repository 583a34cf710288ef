package execute

import (
	"fmt"
	"strings"
	"testing"
)

// A plan belongs to an operation and to what its conditions come to.
func TestPlans(t *testing.T) {
	schema := newTestSchema(testTable(tall, tall))
	const query = `
		query A($all: Boolean!, $n: Int = 1) { trees(count: $n) { name height @include(if: $all) ...More @skip(if: $all) ...More @skip(if: true) } }
		query B { tree { name } }
		fragment More on Tree { maybe }`
	for range 2 {
		for all, want := range map[bool]string{
			true:  `{"trees":[{"name":"tree 0","height":0},{"name":"tree 1","height":1}]}`,
			false: `{"trees":[{"name":"tree 0","maybe":0},{"name":"tree 1","maybe":1}]}`,
		} {
			data, _ := askNamed(t, schema, query, "A", map[string]any{"all": all, "n": 2})
			if data != want {
				t.Errorf("%t: %s", all, data)
			}
		}
		if data, _ := askNamed(t, schema, query, "B", nil); data != `{"tree":{"name":"tree 1"}}` {
			t.Error(data)
		}
	}
	if got := schema.plans.conditions.Stats(); got.Entries != 2 || got.Hits != 4 {
		t.Errorf("conditions: %+v", got)
	}
	if got := schema.plans.plans.Stats(); got.Entries != 3 || got.Hits != 3 {
		t.Errorf("plans: %+v", got)
	}
}

func TestPlansAreBounded(t *testing.T) {
	schema := newTestSchema(testTable(tall, tall))
	padding := strings.Repeat(" ", largestPlanBytes/ParsedFactor*9/10)
	for i := range 20 {
		query := fmt.Sprintf(`{ tree { a%d: name } }`, i) + padding
		if data, _ := ask(t, schema, query); data != fmt.Sprintf(`{"tree":{"a%d":"tree 1"}}`, i) {
			t.Fatal(data)
		}
	}
	if got := schema.plans.plans.Stats().Bytes; got > 64<<20 || got < 32<<20 {
		t.Errorf("plans take %d bytes", got)
	}
	if got := schema.plans.conditions.Stats(); got.Bytes < 20*len(padding) || got.Bytes > 8<<20 {
		t.Errorf("conditions: %+v", got)
	}
}

// A plan keeps the document alive that it was compiled from, which is much larger
// than its text.
func TestPlansCountTheirDocuments(t *testing.T) {
	schema := newTestSchema(testTable(tall, tall))
	const query = `{ tree { name } }`
	ask(t, schema, query)
	before := schema.plans.plans.Stats().Bytes
	if want := 2*512 + ParsedFactor*len(query); before < want || before > want+512 {
		t.Errorf("a plan of two fields counts as %d bytes, want about %d", before, want)
	}
	ask(t, schema, query+strings.Repeat(" ", (4<<20)/ParsedFactor))
	if got := schema.plans.plans.Stats(); got.Entries != 1 || got.Bytes != before {
		t.Errorf("a plan with too large a document is kept: %+v", got)
	}
}
