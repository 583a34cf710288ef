package roundtrip_test

import (
	"testing"

	"doichieu/record"
	"doichieu/store"
)

// checkInputs holds what is derived from the records of a release, and is not shown
// in the API by itself: what the rules of comparison are given of a target or a
// result, and which findings were computed.
func (e *expecter) checkInputs(t *testing.T, plans *store.Store) {
	t.Helper()
	release, err := plans.Release(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, py := range release.PlanYears {
		ids = append(ids, py.ID)
	}
	years, err := release.WholePlanYears(t.Context(), ids)
	if err != nil {
		t.Fatal(err)
	}
	for _, py := range years {
		for _, target := range py.Targets {
			checkTargetInput(t, py, target)
		}
		for _, outcome := range py.Outcomes {
			checkOutcomeInput(t, py, outcome)
		}
	}
	for _, finding := range release.AllFindings() {
		if finding.Computed != e.computed[finding.ID] {
			t.Errorf("finding %s: computed is %t", finding.ID, finding.Computed)
		}
	}
}

func checkTargetInput(t *testing.T, py *record.PlanYear, target *record.Target) {
	t.Helper()
	rules := target.Target
	checkSame(t, target.ID, map[string]bool{
		"IndicatorID":  rules.IndicatorID == target.Indicator.ID,
		"Year":         rules.Year == py.Year,
		"DocumentID":   rules.DocumentID == target.Document.ID,
		"DocumentKind": rules.DocumentKind == target.Document.Kind,
		"Flagged":      rules.Flagged == (len(target.Findings) > 0),
	})
}

func checkOutcomeInput(t *testing.T, py *record.PlanYear, outcome *record.Outcome) {
	t.Helper()
	rules := outcome.Outcome
	checkSame(t, outcome.ID, map[string]bool{
		"IndicatorID": rules.IndicatorID == outcome.Indicator.ID,
		"Year":        rules.Year == py.Year,
		"ProvinceID":  rules.ProvinceID == py.Province.ID,
		"Flagged":     rules.Flagged == (outcome.Corrected != nil || len(outcome.Findings) > 0),
	})
}

// checkSame reports the fields in which the rules see something else than the record
// says.
func checkSame(t *testing.T, record string, sameByField map[string]bool) {
	t.Helper()
	for field, same := range sameByField {
		if !same {
			t.Errorf("the rules see another %s of %s", field, record)
		}
	}
}
