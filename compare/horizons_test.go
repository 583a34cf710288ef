package compare_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"doichieu/compare"
	"doichieu/vocab"
)

// due is a target of a document for a year.
func due(document string, kind vocab.DocumentKind, year int, measures ...*compare.Measure) *compare.Target {
	return with(target(document, "files", measures...), func(t *compare.Target) {
		t.DocumentID, t.DocumentKind, t.Year = document, kind, year
	})
}

func TestHorizonChange(t *testing.T) {
	tests := map[string]struct {
		own, horizon *compare.Measure
		year         int // of the horizon; the target's is 2025
		want         vocab.HorizonChange
	}{
		"more than the horizon":                   {bound("REACH", "90"), bound("REACH", "80"), 2030, vocab.ChangeTightened},
		"the horizon already":                     {bound("REACH", "80"), bound("AT_LEAST", "80"), 2030, vocab.ChangeKept},
		"less, years before":                      {bound("REACH", "60"), bound("REACH", "80"), 2030, vocab.ChangeOnTheWay},
		"less in the same year":                   {bound("REACH", "60"), bound("REACH", "80"), 2025, vocab.ChangeLoosened},
		"more in the same year":                   {bound("MORE_THAN", "80"), bound("REACH", "80"), 2025, vocab.ChangeTightened},
		"the same in the same year":               {bound("REACH", "80"), bound("REACH", "80"), 2025, vocab.ChangeKept},
		"no number":                               {bound("REACH", "80"), bound("QUALITATIVE"), 2030, vocab.ChangeNotComparable},
		"a floor beside a ceiling is no progress": {bound("AT_LEAST", "20"), bound("AT_MOST", "30"), 2030, vocab.ChangeNotComparable},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			own := due("plan", vocab.KindAnnualPlan, 2025, tt.own)
			horizon := due("resolution", vocab.KindResolution, tt.year, tt.horizon)
			targets, later := []*compare.Target{own}, []*compare.Target{horizon}
			if tt.year == own.Year {
				targets, later = []*compare.Target{horizon, own}, nil
			}
			rows := compare.Horizons(targets, later, register)
			if len(rows) != 1 || rows[0].Left != own || rows[0].Right != horizon {
				t.Fatalf("%d rows, want the plan's target beside the resolution's", len(rows))
			}
			if rows[0].Change != tt.want {
				t.Errorf("%s, want %s", rows[0].Change, tt.want)
			}
		})
	}
}

func TestEveryYardstickHasARow(t *testing.T) {
	asked := bound("REACH", "80")
	targets := []*compare.Target{
		due("resolution", vocab.KindResolution, 2025, asked), due("plan", vocab.KindAnnualPlan, 2025, asked),
	}
	later := []*compare.Target{
		due("resolution", vocab.KindResolution, 2030, asked),
		due("plan-2026", vocab.KindAnnualPlan, 2026, asked), due("plan-2026", vocab.KindAnnualPlan, 2026, asked),
		with(due("resolution", vocab.KindResolution, 2030, asked), func(t *compare.Target) { t.IndicatorID = "smartphone.adults" }),
	}
	type yardstick struct {
		Own, Document string
		Year, Others  int
	}
	var got []yardstick
	for _, row := range compare.Horizons(targets, later, register) {
		got = append(got, yardstick{row.Left.DocumentID, row.Right.DocumentID, row.Right.Year, len(row.OtherRight)})
	}
	want := []yardstick{{"plan", "resolution", 2025, 0}, {"plan", "plan-2026", 2026, 1}, {"plan", "resolution", 2030, 0}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
