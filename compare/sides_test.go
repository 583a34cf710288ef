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
		"the left runs first":           {quarter("2024-01-01", "2024-03-31"), quarter("2024-04-01", "2024-06-30"), "LEFT", "LEFT"},
		"the right is shorter":          {quarter("2024-01-01", "2024-12-31"), quarter("2024-04-01", "2024-06-30"), "LEFT", "RIGHT"},
		"both at once":                  {quarter("2024-01-01", "2024-12-31"), quarter("2024-01-01", "2024-12-31"), "", ""},
		"a year ends with its last day": {quarter("2024", "2024"), quarter("2024-01-01", "2024-06-30"), "", "RIGHT"},
		"a month begins with its first": {quarter("2024-02", "2024-02"), quarter("2024-02-02", "2024-03"), "LEFT", "LEFT"},
		"no date on one side":           {quarter("2024-01-01", "2024-12-31"), quarter("", ""), "", ""},
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

func result(value string, qualifier vocab.Qualifier) *compare.Outcome {
	v := vocab.MustDecimal(value)
	return &compare.Outcome{ID: "o", Year: 2023, Level: "ALL", Value: &v, Unit: vocab.UnitPercent, Qualifier: qualifier}
}

func TestOutcomes(t *testing.T) {
	exact := func(value string) []*compare.Outcome { return []*compare.Outcome{result(value, "EXACT")} }
	count := exact("80")
	count[0].Unit = vocab.UnitCount
	conditional, wrong, period := exact("70"), exact("70"), exact("70")
	conditional[0].Condition = "trừ cấp xã"
	corrected := vocab.MustDecimal("7")
	wrong[0].Corrected = &corrected
	period[0].Basis = vocab.BasisPeriod
	out := func(value, of, province string) []*compare.Outcome {
		list := exact(value)
		list[0].Unit, list[0].ProvinceID = vocab.UnitCount, province
		if of != "" {
			whole := vocab.MustDecimal(of)
			list[0].Denominator = &whole
		}
		return list
	}
	in := func(province string, list []*compare.Outcome) *compare.Outcome {
		list[0].ProvinceID = province
		return list[0]
	}
	tests := map[string]struct {
		left, right []*compare.Outcome
		direction   vocab.Direction
		better      string
		difference  string
		caveats     []vocab.CaveatKind
	}{
		"the higher share is better": {exact("76.8"), exact("67.34"), higher, "LEFT", "9.46", nil},
		"the lower rank is better":   {exact("31"), exact("13"), lower, "RIGHT", "18", nil},
		"equal results":              {exact("80"), exact("80"), higher, "", "0", nil},
		"no better side":             {exact("3"), exact("5"), vocab.Neither, "", "2", nil},
		"only one side reports":      {exact("80"), nil, higher, "", "", nil},
		"more than 50 is not 50":     {[]*compare.Outcome{result("50", "MORE_THAN")}, exact("40"), higher, "", "", []vocab.CaveatKind{vocab.CaveatOperator}},
		"a share is not a count":     {exact("80"), count, higher, "", "", []vocab.CaveatKind{vocab.CaveatUnit}},
		"shares of two provinces": {
			[]*compare.Outcome{in("binh-dinh", exact("80"))}, []*compare.Outcome{in("quang-nam", exact("70"))}, higher, "LEFT", "10", nil,
		},
		"several results on the left only":  {append(exact("80"), exact("81")...), nil, higher, "", "", nil},
		"several results on the right only": {nil, append(exact("80"), exact("81")...), higher, "", "", nil},
		"several results of one side":       {append(exact("80"), exact("81")...), exact("70"), higher, "", "", []vocab.CaveatKind{vocab.CaveatResults}},
		"all communes of one province against all of another": {
			out("159", "159", "binh-dinh"), out("241", "241", "quang-nam"), higher, "", "", []vocab.CaveatKind{vocab.CaveatBase},
		},
		"counts of two provinces": {
			out("1176", "", "binh-dinh"), out("1200", "", "quang-nam"), higher, "", "24", []vocab.CaveatKind{vocab.CaveatBase},
		},
		"counts of one province":                {out("10", "", "binh-dinh"), out("12", "", "binh-dinh"), higher, "RIGHT", "2", nil},
		"under a condition":                     {exact("80"), conditional, higher, "LEFT", "10", []vocab.CaveatKind{vocab.CaveatCondition}},
		"a printed number that cannot be right": {exact("80"), wrong, higher, "", "", []vocab.CaveatKind{vocab.CaveatFinding}},
		"a state against a sum":                 {exact("80"), period, higher, "", "", []vocab.CaveatKind{vocab.CaveatDefinition}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := compare.Outcomes(tt.left, tt.right, compare.Indicator{Direction: tt.direction})
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
	part := compare.Amount{ID: "part", Amount: 60, PartOfID: "total"}
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

func TestMoney(t *testing.T) {
	year := func(amount int64, change func(*compare.Amount)) *compare.Amount {
		a := &compare.Amount{ID: "a", Amount: amount, Category: vocab.BudgetTotal, Project: "Kế hoạch"}
		change(a)
		return a
	}
	same := func(*compare.Amount) {}
	tests := map[string]struct {
		left, right *compare.Amount
		difference  int64 // -1: none
		caveats     []vocab.CaveatKind
	}{
		"two totals":           {year(45_000_000, same), year(36_719_000_000, same), 36_674_000_000, nil},
		"one side only":        {nil, year(1, same), -1, nil},
		"a doubtful amount":    {year(45_000_000, func(a *compare.Amount) { a.Doubtful = true }), year(1, same), -1, []vocab.CaveatKind{vocab.CaveatFinding}},
		"a part and a whole":   {year(5, func(a *compare.Amount) { a.PartOfID = "x" }), year(1, same), -1, []vocab.CaveatKind{vocab.CaveatDefinition}},
		"plans of other names": {year(5, func(a *compare.Amount) { a.Project = "Kế hoạch khác" }), year(1, same), 4, []vocab.CaveatKind{vocab.CaveatDefinition}},
		"two different projects": {
			year(5, func(a *compare.Amount) { a.Category, a.Project = vocab.BudgetProject, "A" }),
			year(1, func(a *compare.Amount) { a.Category, a.Project = vocab.BudgetProject, "B" }), -1, []vocab.CaveatKind{vocab.CaveatDefinition},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := compare.Money(tt.left, tt.right)
			if (got.Difference == nil) != (tt.difference < 0) || got.Difference != nil && *got.Difference != tt.difference {
				t.Errorf("difference %v", got.Difference)
			}
			if diff := cmp.Diff(tt.caveats, kinds(got.Caveats)); diff != "" {
				t.Errorf("caveats (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRanks(t *testing.T) {
	got := compare.Ranks([]*compare.Measure{
		bound("REACH", "80"), bound("MORE_THAN", "80"), bound("AT_LEAST", "80"), bound("QUALITATIVE"), bound("REACH", "35"),
	}, higher)
	if diff := cmp.Diff([]int{2, 1, 2, 0, 4}, got); diff != "" {
		t.Errorf("ranks (-want +got):\n%s", diff)
	}
}

func TestRanksFollowStrictness(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		direction := directions.Draw(t, "direction")
		var measures []*compare.Measure
		for range rapid.IntRange(1, 6).Draw(t, "n") {
			m := anyMeasure(t, "m")
			m.Level, m.Unit = "ALL", "PERCENT"
			measures = append(measures, &m)
		}
		ranks := compare.Ranks(measures, direction)
		for i := range measures {
			for j := range measures {
				v := compare.Measures("ALL", measures[i], measures[j], direction).Verdict
				if v == vocab.VerdictLeftStricter && ranks[i] >= ranks[j] || v == vocab.VerdictEqual && ranks[i] != ranks[j] {
					t.Fatalf("%s, but ranks %d and %d", v, ranks[i], ranks[j])
				}
			}
		}
	})
}
