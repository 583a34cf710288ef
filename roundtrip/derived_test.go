package roundtrip_test

import (
	"fmt"
	"slices"
	"testing"

	"doichieu/data"
)

// checkDerived holds what the API derives from all records together: numbers of
// records, and lists that follow from references elsewhere.
func (e *expecter) checkDerived(t *testing.T, a api) {
	t.Helper()
	answer := a.ask(`{
		dataset { counts { kind count } documents { slug counts { kind count } } }
		provinces(first: 100) { nodes { slug planYears { id } } }
		indicators(first: 100) { nodes { code near { code } } }
	}`, nil)
	dataset := answer["dataset"].(map[string]any)
	documents := dataset["documents"].([]any)
	if len(documents) != len(e.set.Documents) {
		t.Errorf("%d documents, want %d", len(documents), len(e.set.Documents))
	}
	total := map[string]int{}
	for i := range e.set.Documents {
		f := &e.set.Documents[i]
		want := recordsIn(f)
		for kind, count := range want {
			total[kind] += count
		}
		at := slices.IndexFunc(documents, func(d any) bool { return d.(map[string]any)["slug"] == f.Document.Slug })
		if at < 0 {
			t.Errorf("document %s is not listed", f.Document.Slug)
			continue
		}
		checkCounts(t, f.Document.Slug, want, documents[at])
	}
	checkCounts(t, "the dataset", total, dataset)
	e.checkLists(t, answer)
}

// recordsIn counts the records of a document file by the API's name of their kind.
func recordsIn(f *data.DocumentFile) map[string]int {
	return map[string]int{
		"TARGET": len(f.Targets), "OUTCOME": len(f.Outcomes), "TASK": len(f.Tasks),
		"BUDGET": len(f.Budgets), "FUNDING": len(f.Funding), "DUTY": len(f.Duties),
	}
}

func checkCounts(t *testing.T, of string, want map[string]int, counted any) {
	t.Helper()
	got := map[string]string{}
	for _, entry := range counted.(map[string]any)["counts"].([]any) {
		count := entry.(map[string]any)
		got[fmt.Sprint(count["kind"])] = fmt.Sprint(count["count"])
	}
	for kind, count := range want {
		if got[kind] != fmt.Sprint(count) {
			t.Errorf("counts of %s: %s is %q, want %d", of, kind, got[kind], count)
		}
	}
}

func (e *expecter) checkLists(t *testing.T, answer map[string]any) {
	t.Helper()
	planYears, near := map[string][]string{}, map[string][]string{}
	for _, py := range e.set.PlanYears() {
		planYears[py.Province] = append(planYears[py.Province], py.FullID())
	}
	for _, one := range e.set.Indicators {
		for _, other := range e.set.Indicators {
			if one.Concept == other.Concept && one.Code != other.Code {
				near[one.Code] = append(near[one.Code], other.Code)
			}
		}
	}
	checkList(t, answer, "provinces", "slug", "planYears", "id", planYears)
	checkList(t, answer, "indicators", "code", "near", "code", near)
}

// checkList compares a list of each record of a connection, whatever its order.
func checkList(t *testing.T, answer map[string]any, connection, key, list, name string, want map[string][]string) {
	t.Helper()
	for _, node := range answer[connection].(map[string]any)["nodes"].([]any) {
		record := node.(map[string]any)
		var got []string
		for _, entry := range record[list].([]any) {
			got = append(got, fmt.Sprint(entry.(map[string]any)[name]))
		}
		of := fmt.Sprint(record[key])
		slices.Sort(got)
		slices.Sort(want[of])
		if !slices.Equal(got, want[of]) {
			t.Errorf("%s.%s of %s: %v, want %v", connection, list, of, got, want[of])
		}
	}
}
