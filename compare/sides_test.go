package compare_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"doichieu/compare"
	"doichieu/vocab"
)

func TestAlign(t *testing.T) {
	got := compare.Align([]string{"a1", "b1", "a2"}, []string{"c3", "a3"}, func(s string) string { return s[:1] })
	want := []compare.Aligned[string]{
		{Key: "a", Left: []string{"a1", "a2"}, Right: []string{"a3"}, Presence: vocab.PresenceBoth},
		{Key: "b", Left: []string{"b1"}, Presence: vocab.PresenceOnlyLeft},
		{Key: "c", Right: []string{"c3"}, Presence: vocab.PresenceOnlyRight},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEarlier(t *testing.T) {
	quarter := func(start, end string) []compare.Span { return []compare.Span{{Start: start, End: end}} }
	tests := map[string]struct {
		left, right  []compare.Span
		starts, ends string
	}{
		"the left runs first":  {quarter("2024-01-01", "2024-03-31"), quarter("2024-04-01", "2024-06-30"), "LEFT", "LEFT"},
		"the right is shorter": {quarter("2024-01-01", "2024-12-31"), quarter("2024-04-01", "2024-06-30"), "LEFT", "RIGHT"},
		"both at once":         {quarter("2024-01-01", "2024-12-31"), quarter("2024-01-01", "2024-12-31"), "", ""},
		"no date on one side":  {quarter("2024-01-01", "2024-12-31"), quarter("", ""), "", ""},
		"several tasks of a side count together": {
			append(quarter("2024-04-01", "2024-06-30"), quarter("2024-01-01", "2024-03-31")...),
			quarter("2024-02-01", "2024-05-31"), "LEFT", "RIGHT",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			starts, ends := compare.Earlier(tt.left, tt.right)
			if side(starts) != tt.starts || side(ends) != tt.ends {
				t.Errorf("starts %q, ends %q; want %q, %q", side(starts), side(ends), tt.starts, tt.ends)
			}
		})
	}
}

func side(s *vocab.Side) string {
	if s == nil {
		return ""
	}
	return string(*s)
}

func result(value string, qualifier vocab.Qualifier) compare.Outcome {
	v := vocab.MustDecimal(value)
	return compare.Outcome{ID: "o", Year: 2023, Level: "ALL", Value: &v, Unit: vocab.UnitPercent, Qualifier: qualifier}
}

func TestOutcomes(t *testing.T) {
	exact := func(value string) []compare.Outcome { return []compare.Outcome{result(value, "EXACT")} }
	count := exact("80")
	count[0].Unit = vocab.UnitCount
	tests := map[string]struct {
		left, right []compare.Outcome
		direction   vocab.Direction
		better      string
		difference  string
		caveats     []vocab.CaveatKind
	}{
		"the higher share is better":  {exact("76.8"), exact("67.34"), higher, "LEFT", "9.46", nil},
		"the lower rank is better":    {exact("31"), exact("13"), lower, "RIGHT", "18", nil},
		"equal results":               {exact("80"), exact("80"), higher, "", "0", nil},
		"no better side":              {exact("3"), exact("5"), vocab.Neither, "", "2", nil},
		"only one side reports":       {exact("80"), nil, higher, "", "", nil},
		"more than 50 is not 50":      {[]compare.Outcome{result("50", "MORE_THAN")}, exact("40"), higher, "", "", []vocab.CaveatKind{vocab.CaveatOperator}},
		"a share is not a count":      {exact("80"), count, higher, "", "", []vocab.CaveatKind{vocab.CaveatUnit}},
		"several results of one side": {append(exact("80"), exact("81")...), exact("70"), higher, "", "", []vocab.CaveatKind{vocab.CaveatSeveral}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := compare.Outcomes(tt.left, tt.right, tt.direction)
			if side(got.Better) != tt.better || text(got.Difference) != tt.difference {
				t.Errorf("better %q, difference %q", side(got.Better), text(got.Difference))
			}
			if diff := cmp.Diff(tt.caveats, kinds(got.Caveats)); diff != "" {
				t.Errorf("caveats (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMoneyIsNeverAddedToItsParts(t *testing.T) {
	total := compare.Amount{ID: "total", Amount: 100}
	part := compare.Amount{ID: "part", Amount: 60, PartOf: "total"}
	other := compare.Amount{ID: "other", Amount: 30}
	if whole := compare.Whole([]compare.Amount{part, total}); whole == nil || whole.ID != "total" {
		t.Errorf("total and part: %v", whole)
	}
	if whole := compare.Whole([]compare.Amount{part}); whole == nil || whole.ID != "part" {
		t.Errorf("a part whose total is elsewhere: %v", whole)
	}
	if whole := compare.Whole([]compare.Amount{total, other}); whole != nil {
		t.Errorf("two amounts that may overlap gave %v", whole)
	}
	if whole := compare.Whole(nil); whole != nil {
		t.Errorf("nothing gave %v", whole)
	}
}

func TestMoneyDifference(t *testing.T) {
	small, large := &compare.Amount{Amount: 45_000_000}, &compare.Amount{Amount: 36_719_000_000}
	if d := compare.MoneyDifference(small, large); d == nil || *d != 36_674_000_000 {
		t.Errorf("difference %v", d)
	}
	small.Doubtful = true
	if d := compare.MoneyDifference(small, large); d != nil {
		t.Errorf("a doubtful amount was subtracted: %d", *d)
	}
	if d := compare.MoneyDifference(nil, large); d != nil {
		t.Errorf("nothing was subtracted: %d", *d)
	}
}

func TestRanks(t *testing.T) {
	got := compare.Ranks([]compare.Measure{
		*bound("REACH", "80"), *bound("MORE_THAN", "80"), *bound("AT_LEAST", "80"), *bound("QUALITATIVE"), *bound("REACH", "35"),
	}, higher)
	if diff := cmp.Diff([]int{2, 1, 2, 0, 4}, got); diff != "" {
		t.Errorf("ranks (-want +got):\n%s", diff)
	}
}

func TestRanksFollowStrictness(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		direction := directions.Draw(t, "direction")
		var measures []compare.Measure
		for range rapid.IntRange(1, 6).Draw(t, "n") {
			m := anyMeasure(t, "m")
			m.Level, m.Unit = "ALL", "PERCENT"
			measures = append(measures, m)
		}
		ranks := compare.Ranks(measures, direction)
		for i := range measures {
			for j := range measures {
				v := compare.Measures("ALL", &measures[i], &measures[j], direction).Verdict
				if v == vocab.VerdictLeftStricter && ranks[i] >= ranks[j] || v == vocab.VerdictEqual && ranks[i] != ranks[j] {
					t.Fatalf("%s, but ranks %d and %d", v, ranks[i], ranks[j])
				}
			}
		}
	})
}
