package load

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

type part struct{ id, total string }

func partID(p part) string    { return p.id }
func partTotal(p part) string { return p.total }

// slowlyTotalsFirst walks up from each record.
func slowlyTotalsFirst(records []part) []int {
	totalOf := map[string]string{}
	for _, r := range records {
		totalOf[r.id] = r.total
	}
	depth := func(i int) int {
		n := 0
		for at := records[i].total; n < len(records); n++ {
			next, ok := totalOf[at]
			if !ok {
				return n
			}
			at = next
		}
		return n
	}
	order := make([]int, len(records))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(depth(a), depth(b)) })
	return order
}

func TestTotalsFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		records := make([]part, rapid.IntRange(0, 12).Draw(t, "records"))
		for i := range records {
			total := rapid.IntRange(-1, len(records)+1).Draw(t, "total") // also none, unknown ones and circles
			records[i] = part{fmt.Sprint(i), fmt.Sprint(total)}
		}
		if got, want := totalsFirst(records, partID, partTotal), slowlyTotalsFirst(records); !slices.Equal(got, want) {
			t.Fatalf("%v are ordered %v, want %v", records, got, want)
		}
	})
}

// TestADeepChainOfTotals would take minutes if each record walked up to its top.
func TestADeepChainOfTotals(t *testing.T) {
	const deep = 50_000
	records := make([]part, deep)
	for i := range records {
		records[i] = part{fmt.Sprint(i), fmt.Sprint(i + 1)}
	}
	order := totalsFirst(records, partID, partTotal)
	if order[0] != deep-1 || order[deep-1] != 0 {
		t.Errorf("the chain begins with %d and ends with %d", order[0], order[deep-1])
	}
}
