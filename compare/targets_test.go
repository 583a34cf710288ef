package compare_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"doichieu/compare"
	"doichieu/vocab"
)

// bound is a measure as a plan words it.
func bound(op vocab.Operator, numbers ...string) *compare.Measure {
	m := &compare.Measure{Level: vocab.LevelAll, Operator: op, Unit: vocab.UnitPercent, Rank: vocab.RankPreferred}
	for i, text := range numbers {
		n := vocab.MustDecimal(text)
		if i == 0 {
			m.Value = &n
			continue
		}
		m.Upper = &n
	}
	return m
}

const (
	higher = vocab.HigherIsBetter
	lower  = vocab.LowerIsBetter
)

func TestMeasuresByOperator(t *testing.T) {
	tests := map[string]struct {
		left, right *compare.Measure
		direction   vocab.Direction
		verdict     vocab.Verdict
		difference  string // empty: none
	}{
		"more than 80 on both sides": {
			bound("MORE_THAN", "80"), bound("MORE_THAN", "80"), higher, vocab.VerdictEqual, "0",
		},
		"reach and at least ask for the same": {
			bound("REACH", "90"), bound("AT_LEAST", "90"), higher, vocab.VerdictEqual, "0",
		},
		"more than is stricter than reach by nothing but the edge": {
			bound("REACH", "80"), bound("MORE_THAN", "80"), higher, vocab.VerdictRightStricter, "0",
		},
		"90 against more than 95": {
			bound("REACH", "90"), bound("MORE_THAN", "95"), higher, vocab.VerdictRightStricter, "5",
		},
		"more than 40 against 35": {
			bound("MORE_THAN", "40"), bound("REACH", "35"), higher, vocab.VerdictLeftStricter, "5",
		},
		"differences are exact": {
			bound("REACH", "80"), bound("REACH", "67.34"), higher, vocab.VerdictLeftStricter, "12.66",
		},
		"a range asks for its nearer end": {
			bound("BETWEEN", "65", "70"), bound("REACH", "65"), higher, vocab.VerdictEqual, "0",
		},
		"a range of ranks asks for the larger number": {
			bound("BETWEEN", "10", "15"), bound("REACH", "15"), lower, vocab.VerdictEqual, "0",
		},
		"a better rank is stricter": {
			bound("REACH", "10"), bound("REACH", "20"), lower, vocab.VerdictLeftStricter, "10",
		},
		"less than is stricter than at most": {
			bound("AT_MOST", "5"), bound("LESS_THAN", "5"), lower, vocab.VerdictRightStricter, "0",
		},
		"about has the edge of reach": {
			bound("ABOUT", "2000"), bound("REACH", "2000"), higher, vocab.VerdictEqual, "0",
		},
		"a floor against a ceiling overlaps": {
			bound("AT_LEAST", "20"), bound("AT_MOST", "30"), higher, vocab.VerdictOverlapping, "",
		},
		"no number on one side": {
			bound("QUALITATIVE"), bound("REACH", "80"), higher, vocab.VerdictNotComparable, "",
		},
		"an indicator without a better side": {
			bound("REACH", "2"), bound("REACH", "4"), vocab.Neither, vocab.VerdictNotComparable, "",
		},
		"only the left side sets it":  {bound("REACH", "80"), nil, higher, vocab.VerdictOnlyLeft, ""},
		"only the right side sets it": {nil, bound("REACH", "80"), higher, vocab.VerdictOnlyRight, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := compare.Measures(vocab.LevelAll, tt.left, tt.right, tt.direction)
			if got.Verdict != tt.verdict {
				t.Errorf("verdict %s, want %s", got.Verdict, tt.verdict)
			}
			if diff := cmp.Diff(tt.difference, text(got.Difference)); diff != "" {
				t.Errorf("difference (-want +got):\n%s", diff)
			}
		})
	}
}

func text(d *vocab.Decimal) string {
	if d == nil {
		return ""
	}
	return d.String()
}

func TestMeasuresRefuseUnlikeUnits(t *testing.T) {
	left, right := bound("REACH", "80"), bound("REACH", "80")
	right.Unit = vocab.UnitCount
	got := compare.Measures(vocab.LevelAll, left, right, higher)
	if got.Verdict != vocab.VerdictNotComparable || got.Difference != nil {
		t.Errorf("80 per cent against 80 things gave %s, difference %s", got.Verdict, text(got.Difference))
	}
}

var register = map[string]compare.Indicator{
	"smartphone.adults": {
		ID: "smartphone.adults", ConceptID: "smartphone", Direction: higher, Unit: vocab.UnitPercent,
		Name: compare.Text{VI: "Người lớn", EN: "Adults"}, Base: compare.Text{VI: "dân số trưởng thành", EN: "adults"},
	},
	"smartphone.households": {
		ID: "smartphone.households", ConceptID: "smartphone", Direction: higher, Unit: vocab.UnitPercent,
		Name: compare.Text{VI: "Hộ", EN: "Households"}, Base: compare.Text{VI: "hộ gia đình", EN: "households"},
	},
	"files": {ID: "files", ConceptID: "files", Direction: higher, Unit: vocab.UnitPercent},
}

func target(id, indicator string, measures ...*compare.Measure) *compare.Target {
	return &compare.Target{ID: id, IndicatorID: indicator, Year: 2024, DocumentKind: vocab.KindAnnualPlan, Measures: measures}
}

func at(level vocab.Level, m *compare.Measure) *compare.Measure {
	m.Level = level
	return m
}

func when(condition string, m *compare.Measure) *compare.Measure {
	m.Condition = condition
	return m
}

func TestRowsFollowTheLeftSideAndThenTheRight(t *testing.T) {
	left := []*compare.Target{target("l1", "files"), target("l2", "smartphone.adults")}
	right := []*compare.Target{target("r1", "smartphone.adults"), target("r2", "smartphone.households"), target("r3", "files")}
	var got []string
	for _, row := range compare.Targets(left, right, register) {
		line := row.IndicatorID
		for _, t := range []*compare.Target{row.Left, row.Right} {
			if t != nil {
				line += " " + t.ID
			}
		}
		got = append(got, line)
	}
	want := []string{"files l1 r3", "smartphone.adults l2 r1", "smartphone.households r2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

func TestTargetsByLevel(t *testing.T) {
	left := []*compare.Target{target("l", "files",
		at("PROVINCE", bound("REACH", "90")), at("DISTRICT", bound("REACH", "80")), at("COMMUNE", bound("REACH", "60")))}
	right := []*compare.Target{target("r", "files",
		at("PROVINCE", bound("MORE_THAN", "95")), at("DISTRICT", bound("MORE_THAN", "85")), at("COMMUNE", bound("MORE_THAN", "65")))}

	row := compare.Targets(left, right, register)[0]
	if row.Verdict != vocab.VerdictRightStricter {
		t.Errorf("verdict %s", row.Verdict)
	}
	var got []string
	for _, m := range row.Measures {
		got = append(got, string(m.Level)+" "+string(m.Verdict)+" "+text(m.Difference))
	}
	want := []string{"PROVINCE RIGHT_STRICTER 5", "DISTRICT RIGHT_STRICTER 5", "COMMUNE RIGHT_STRICTER 5"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("measures (-want +got):\n%s", diff)
	}
}

func TestOverallVerdict(t *testing.T) {
	tests := map[string]struct {
		left, right []*compare.Measure
		want        vocab.Verdict
		caveats     []vocab.CaveatKind
	}{
		"stricter at one level, equal at another": {
			[]*compare.Measure{at("PROVINCE", bound("REACH", "90")), at("DISTRICT", bound("REACH", "80"))},
			[]*compare.Measure{at("PROVINCE", bound("REACH", "90")), at("DISTRICT", bound("REACH", "70"))},
			vocab.VerdictLeftStricter, nil,
		},
		"each stricter at a level": {
			[]*compare.Measure{at("PROVINCE", bound("REACH", "95")), at("DISTRICT", bound("REACH", "70"))},
			[]*compare.Measure{at("PROVINCE", bound("REACH", "90")), at("DISTRICT", bound("REACH", "80"))},
			vocab.VerdictOverlapping, nil,
		},
		"no level in common": {
			[]*compare.Measure{at("PROVINCE", bound("REACH", "95"))},
			[]*compare.Measure{at("ALL", bound("REACH", "90"))},
			vocab.VerdictNotComparable, []vocab.CaveatKind{vocab.CaveatLevel},
		},
		"several bounds that cannot be told apart": {
			[]*compare.Measure{bound("REACH", "3"), bound("REACH", "2")}, []*compare.Measure{bound("REACH", "2")},
			vocab.VerdictNotComparable, []vocab.CaveatKind{vocab.CaveatSeveral},
		},
		"several bounds under conditions of their own": {
			[]*compare.Measure{when("thành phố", bound("REACH", "3")), when("thị xã", bound("REACH", "2"))},
			[]*compare.Measure{when("thị xã", bound("REACH", "2"))},
			vocab.VerdictEqual, []vocab.CaveatKind{vocab.CaveatCondition},
		},
		"two stretch goals": {
			[]*compare.Measure{bound("BETWEEN", "65", "70")}, []*compare.Measure{bound("BETWEEN", "65", "90")},
			vocab.VerdictEqual, []vocab.CaveatKind{vocab.CaveatOperator},
		},
		"a range without an upper end": {
			[]*compare.Measure{bound("BETWEEN", "65", "70")}, []*compare.Measure{bound("BETWEEN", "65")},
			vocab.VerdictEqual, nil,
		},
		"two vague bounds": {
			[]*compare.Measure{bound("ABOUT", "2000")}, []*compare.Measure{bound("ABOUT", "2000")},
			vocab.VerdictEqual, []vocab.CaveatKind{vocab.CaveatOperator},
		},
		"a level on one side only does not decide": {
			[]*compare.Measure{at("PROVINCE", bound("REACH", "90")), at("COMMUNE", bound("REACH", "60"))},
			[]*compare.Measure{at("PROVINCE", bound("REACH", "90"))},
			vocab.VerdictEqual, []vocab.CaveatKind{vocab.CaveatLevel},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			row := compare.Targets(
				[]*compare.Target{target("l", "files", tt.left...)},
				[]*compare.Target{target("r", "files", tt.right...)}, register)[0]
			if row.Verdict != tt.want {
				t.Errorf("verdict %s, want %s", row.Verdict, tt.want)
			}
			if diff := cmp.Diff(tt.caveats, kinds(row.Caveats())); diff != "" {
				t.Errorf("caveats (-want +got):\n%s", diff)
			}
		})
	}
}

func kinds(caveats []compare.Caveat) []vocab.CaveatKind {
	var out []vocab.CaveatKind
	for _, c := range caveats {
		out = append(out, c.Kind)
	}
	return out
}

func TestNearIndicatorsAreShownNotSubtracted(t *testing.T) {
	left := []*compare.Target{target("l", "smartphone.adults", bound("MORE_THAN", "80"))}
	right := []*compare.Target{target("r", "smartphone.households", bound("REACH", "85"))}

	rows := compare.Targets(left, right, register)
	if len(rows) != 2 {
		t.Fatalf("%d rows, want one for each indicator", len(rows))
	}
	want := []vocab.CaveatKind{vocab.CaveatNearIndicator, vocab.CaveatBase}
	for i, other := range []*compare.Target{right[0], left[0]} {
		row := rows[i]
		if len(row.Near()) != 1 || row.Near()[0] != other {
			t.Errorf("row %s: near %v, want the other side's target", row.IndicatorID, row.Near())
		}
		if diff := cmp.Diff(want, kinds(row.Caveats())); diff != "" {
			t.Errorf("row %s: caveats (-want +got):\n%s", row.IndicatorID, diff)
		}
		if row.Measures[0].Difference != nil {
			t.Errorf("row %s: has a difference to a near indicator", row.IndicatorID)
		}
	}
}

func TestAnIndicatorOfBothSidesIsNotNear(t *testing.T) {
	left := []*compare.Target{target("l", "smartphone.adults"), target("h", "smartphone.households")}
	right := []*compare.Target{target("r", "smartphone.households")}
	if near := compare.Targets(left, right, register)[0].Near(); near != nil {
		t.Errorf("near %v, but the right side's target has a row of its own", near)
	}
}

func TestTextsDifferInEitherLanguage(t *testing.T) {
	own := register["smartphone.adults"]
	near := own
	near.Base.EN = "adults with a bank account"
	want := []vocab.CaveatKind{vocab.CaveatNearIndicator, vocab.CaveatBase}
	if diff := cmp.Diff(want, kinds(compare.NearIndicator(own, near))); diff != "" {
		t.Errorf("caveats (-want +got):\n%s", diff)
	}
}

func TestAnnualPlanSpeaksForItsYear(t *testing.T) {
	plan := target("plan", "files", bound("REACH", "90"))
	resolution := target("resolution", "files", bound("REACH", "70"))
	resolution.DocumentKind = vocab.KindResolution
	row := compare.Targets([]*compare.Target{resolution, plan}, []*compare.Target{target("r", "files", bound("REACH", "80"))}, register)[0]
	if row.Left != plan || len(row.OtherLeft) != 1 || row.OtherLeft[0] != resolution {
		t.Errorf("left is %s with others %v, want the yearly plan with the resolution beside it", row.Left.ID, row.OtherLeft)
	}
	if diff := cmp.Diff([]vocab.CaveatKind{vocab.CaveatSeveral}, kinds(row.Caveats())); diff != "" {
		t.Errorf("caveats (-want +got):\n%s", diff)
	}
}

func TestCaveats(t *testing.T) {
	plain := func() *compare.Target { return target("r", "files", bound("REACH", "90")) }
	tests := map[string]struct {
		left *compare.Target
		want vocab.CaveatKind
	}{
		"other year":      {with(plain(), func(t *compare.Target) { t.Year = 2022 }), vocab.CaveatYear},
		"other document":  {with(plain(), func(t *compare.Target) { t.DocumentKind = vocab.KindResolution }), vocab.CaveatDocumentKind},
		"other operator":  {target("l", "files", bound("AT_LEAST", "90")), vocab.CaveatOperator},
		"a condition":     {with(plain(), func(t *compare.Target) { t.Measures[0].Condition = "trừ hồ sơ mật" }), vocab.CaveatCondition},
		"no number":       {target("l", "files", bound("QUALITATIVE")), vocab.CaveatQualitative},
		"another unit":    {with(plain(), func(t *compare.Target) { t.Measures[0].Unit = vocab.UnitCount }), vocab.CaveatUnit},
		"editor's remark": {with(plain(), func(t *compare.Target) { t.Flagged = true }), vocab.CaveatFinding},
		"annex disagrees": {with(plain(), func(t *compare.Target) {
			annex := bound("REACH", "85")
			annex.Rank = vocab.RankAlternate
			t.Measures = append(t.Measures, annex)
		}), vocab.CaveatAlternate},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			row := compare.Targets([]*compare.Target{tt.left}, []*compare.Target{plain()}, register)[0]
			if diff := cmp.Diff([]vocab.CaveatKind{tt.want}, kinds(row.Caveats())); diff != "" {
				t.Errorf("caveats (-want +got):\n%s", diff)
			}
			for _, c := range row.Caveats() {
				if c.Message.VI == "" || c.Message.EN == "" {
					t.Errorf("%s has no message in both languages: %+v", c.Kind, c.Message)
				}
			}
		})
	}
}

func with(t *compare.Target, change func(*compare.Target)) *compare.Target {
	change(t)
	return t
}

func TestNearTargetsOfAnotherYear(t *testing.T) {
	left := []*compare.Target{target("l", "smartphone.adults", bound("MORE_THAN", "80"))}
	right := []*compare.Target{with(target("r", "smartphone.households", bound("REACH", "85")), func(t *compare.Target) { t.Year = 2022 })}
	for _, row := range compare.Targets(left, right, register) {
		if diff := cmp.Diff([]vocab.CaveatKind{vocab.CaveatNearIndicator, vocab.CaveatBase, vocab.CaveatYear}, kinds(row.Caveats())); diff != "" {
			t.Errorf("row %s: caveats (-want +got):\n%s", row.IndicatorID, diff)
		}
	}
}

func TestATargetWithANumberSpeaksFirst(t *testing.T) {
	vague, exact := target("a", "files", bound("QUALITATIVE")), target("b", "files", bound("REACH", "90"))
	if leading := compare.Leading([]*compare.Target{vague, exact}); leading != exact {
		t.Errorf("%s speaks for the year", leading.ID)
	}
}
