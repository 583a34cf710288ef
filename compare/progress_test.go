package compare_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"doichieu/compare"
	"doichieu/vocab"
)

// reportOf is an outcome of 2024 for the indicator "files".
func reportOf(id string, q vocab.Qualifier, value string) *compare.Outcome {
	o := &compare.Outcome{
		ID: id, IndicatorID: "files", Year: 2024, Level: vocab.LevelAll, Unit: vocab.UnitPercent, Qualifier: q,
	}
	if value != "" {
		n := vocab.MustDecimal(value)
		o.Value = &n
	}
	return o
}

func but(o *compare.Outcome, change func(*compare.Outcome)) *compare.Outcome {
	change(o)
	return o
}

// directed is a register with the indicator "files" in the given direction.
func directed(direction vocab.Direction) map[string]compare.Indicator {
	return map[string]compare.Indicator{"files": {ID: "files", ConceptID: "files", Direction: direction}}
}

func TestStatusOfAMeasure(t *testing.T) {
	tests := map[string]struct {
		target    *compare.Measure
		qualifier vocab.Qualifier
		value     string
		direction vocab.Direction
		status    vocab.ProgressStatus
		distance  string // empty: none
	}{
		"on the edge":                        {bound("REACH", "90"), "EXACT", "90", higher, "MET", "0"},
		"on an edge that does not count":     {bound("MORE_THAN", "80"), "EXACT", "80", higher, "NOT_MET", "0"},
		"distances are exact":                {bound("MORE_THAN", "80"), "EXACT", "67.34", higher, "NOT_MET", "-12.66"},
		"above":                              {bound("AT_LEAST", "35"), "EXACT", "50", higher, "MET", "15"},
		"a range asks for its nearer end":    {bound("BETWEEN", "65", "70"), "EXACT", "66", higher, "MET", "1"},
		"a better rank":                      {bound("REACH", "20"), "EXACT", "13", lower, "MET", "7"},
		"a worse rank":                       {bound("REACH", "20"), "EXACT", "34", lower, "NOT_MET", "-14"},
		"a ceiling":                          {bound("AT_MOST", "5"), "EXACT", "7", higher, "NOT_MET", "-2"},
		"more than what is more than enough": {bound("REACH", "35"), "MORE_THAN", "50", higher, "MET", "15"},
		"more than the open edge":            {bound("MORE_THAN", "50"), "MORE_THAN", "50", higher, "MET", "0"},
		"at least the open edge":             {bound("MORE_THAN", "50"), "AT_LEAST", "50", higher, "UNCERTAIN", "0"},
		"at least the closed edge":           {bound("REACH", "50"), "AT_LEAST", "50", higher, "MET", "0"},
		"more than too little":               {bound("REACH", "80"), "MORE_THAN", "50", higher, "UNCERTAIN", "-30"},
		"more than a rank is worse":          {bound("REACH", "20"), "MORE_THAN", "20", lower, "NOT_MET", "0"},
		"at least the rank asked for":        {bound("REACH", "20"), "AT_LEAST", "20", lower, "UNCERTAIN", "0"},
		"nearly enough":                      {bound("REACH", "80"), "NEARLY", "80", higher, "UNCERTAIN", "0"},
		"nearly, yet enough":                 {bound("REACH", "76"), "NEARLY", "80", higher, "MET", "4"},
		"nearly never goes above":            {bound("MORE_THAN", "80"), "NEARLY", "80", higher, "NOT_MET", "0"},
		"about may be above":                 {bound("MORE_THAN", "80"), "ABOUT", "80", higher, "UNCERTAIN", "0"},
		"about, but far off":                 {bound("MORE_THAN", "84"), "ABOUT", "80", higher, "NOT_MET", "-4"},
		"estimated on its upper end":         {bound("REACH", "84"), "ESTIMATED", "80", higher, "UNCERTAIN", "-4"},
		"on a ceiling that does not count":   {bound("LESS_THAN", "5"), "EXACT", "5", lower, "NOT_MET", "0"},
		"room is rounded outwards":           {bound("REACH", "0.00001"), "ABOUT", "0.00001", higher, "UNCERTAIN", "0"},
		"no better side":                     {bound("REACH", "2"), "EXACT", "2", vocab.Neither, "UNCERTAIN", ""},
		"no number asked for":                {bound("QUALITATIVE"), "EXACT", "50", higher, "UNCERTAIN", ""},
		"no number reported":                 {bound("REACH", "80"), "EXACT", "", higher, "NOT_REPORTED", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			row := compare.Progress(
				[]*compare.Target{target("t", "files", tt.target)},
				[]*compare.Outcome{reportOf("o", tt.qualifier, tt.value)}, directed(tt.direction))[0]
			m := row.Measures[0]
			if m.Status != tt.status || row.Status != tt.status {
				t.Errorf("%s over all, %s here, want %s", row.Status, m.Status, tt.status)
			}
			if text(m.Distance) != tt.distance {
				t.Errorf("distance %q, want %q", text(m.Distance), tt.distance)
			}
			if m.Outcome == nil || m.Outcome.ID != "o" {
				t.Errorf("outcome %+v", m.Outcome)
			}
		})
	}
}

func TestDoneAndNotDone(t *testing.T) {
	for value, want := range map[string]vocab.ProgressStatus{
		"1": vocab.StatusMet, "0": vocab.StatusNotMet, "0.5": vocab.StatusUncertain,
	} {
		asked := bound("QUALITATIVE")
		asked.Unit = vocab.UnitBoolean
		o := but(reportOf("o", "EXACT", value), func(o *compare.Outcome) { o.Unit = vocab.UnitBoolean })
		row := compare.Progress([]*compare.Target{target("t", "files", asked)}, []*compare.Outcome{o}, directed(higher))[0]
		if row.Status != want || row.Measures[0].Distance != nil {
			t.Errorf("%s: %s, distance %s; want %s", value, row.Status, text(row.Measures[0].Distance), want)
		}
		if doubtful := len(row.Caveats) > 0; doubtful != (want == vocab.StatusUncertain) {
			t.Errorf("%s: %v", value, row.Caveats)
		}
	}
}

func TestOnlyAnExactAnswerSaysDone(t *testing.T) {
	tests := map[string]struct {
		unit      vocab.Unit
		qualifier vocab.Qualifier
	}{
		"one of a count":  {vocab.UnitCount, vocab.QualifierExact},
		"an estimate":     {vocab.UnitBoolean, vocab.QualifierEstimated},
		"about one thing": {vocab.UnitCount, vocab.QualifierAbout},
	}
	for name, tt := range tests {
		asked, o := bound("QUALITATIVE"), reportOf("o", tt.qualifier, "1")
		asked.Unit, o.Unit = tt.unit, tt.unit
		row := compare.Progress(files(asked), []*compare.Outcome{o}, register)[0]
		if row.Status != vocab.StatusUncertain {
			t.Errorf("%s: %s", name, row.Status)
		}
	}
}

func TestAVagueNumberAtTheEndOfTheRangeIsUncertain(t *testing.T) {
	for value, asked := range map[string]*compare.Measure{
		"9007199254740991": bound("AT_LEAST", "1"), "-9007199254740991": bound("AT_MOST", "1"),
	} {
		row := compare.Progress(files(asked), []*compare.Outcome{reportOf("o", "ABOUT", value)}, register)[0]
		if row.Status != vocab.StatusUncertain {
			t.Errorf("about %s: %s", value, row.Status)
		}
	}
}

func TestWhichResultIsJudged(t *testing.T) {
	in := func(year int) func(*compare.Outcome) { return func(o *compare.Outcome) { o.Year = year } }
	of := func(q vocab.Qualifier) *compare.Outcome { return reportOf("last", q, "90") }
	tests := map[string]struct {
		outcomes []*compare.Outcome
		want     string // empty: none
		others   int
		caveats  []vocab.CaveatKind
	}{
		"of the same year": {[]*compare.Outcome{but(reportOf("early", "EXACT", "80"), in(2023)), of("EXACT")}, "last", 0, nil},
		"of the nearest earlier year": {
			[]*compare.Outcome{but(reportOf("2022", "EXACT", "80"), in(2022)), but(reportOf("2023", "EXACT", "80"), in(2023))},
			"2023", 0, []vocab.CaveatKind{vocab.CaveatYear},
		},
		"never of a later year":    {[]*compare.Outcome{but(of("EXACT"), in(2025))}, "", 0, nil},
		"not of one item":          {[]*compare.Outcome{but(of("EXACT"), func(o *compare.Outcome) { o.Item = "a service" })}, "", 0, nil},
		"not of another indicator": {[]*compare.Outcome{but(of("EXACT"), func(o *compare.Outcome) { o.IndicatorID = "others" })}, "", 0, nil},
		"the latest date of several": {
			[]*compare.Outcome{
				but(reportOf("March", "EXACT", "80"), func(o *compare.Outcome) { o.AsOf = "2024-03" }),
				but(reportOf("May", "EXACT", "80"), func(o *compare.Outcome) { o.AsOf = "2024-05-31" }),
			}, "May", 1, []vocab.CaveatKind{vocab.CaveatResults},
		},
		"a number before none": {
			[]*compare.Outcome{reportOf("none", "EXACT", ""), but(reportOf("2023", "EXACT", "80"), in(2023))},
			"2023", 1, []vocab.CaveatKind{vocab.CaveatYear},
		},
		"results without a number do not count as several": {
			[]*compare.Outcome{reportOf("last", "EXACT", "90"), reportOf("none", "EXACT", "")}, "last", 1, nil,
		},
		"an earlier year without a number says nothing": {[]*compare.Outcome{but(reportOf("none", "EXACT", ""), in(2023))}, "", 0, nil},
		"the same condition": {
			[]*compare.Outcome{but(reportOf("narrow", "EXACT", "80"), func(o *compare.Outcome) { o.Condition = "trừ hồ sơ mật"; o.AsOf = "2024-12" }), of("EXACT")},
			"last", 1, []vocab.CaveatKind{vocab.CaveatResults},
		},
		"another condition": {
			[]*compare.Outcome{but(of("EXACT"), func(o *compare.Outcome) { o.Condition = "trừ hồ sơ mật" })},
			"last", 0, []vocab.CaveatKind{vocab.CaveatCondition},
		},
		"an editor's remark": {
			[]*compare.Outcome{but(of("EXACT"), func(o *compare.Outcome) { o.Flagged = true })},
			"last", 0, []vocab.CaveatKind{vocab.CaveatFinding},
		},
		"vague": {[]*compare.Outcome{of("ABOUT")}, "last", 0, []vocab.CaveatKind{vocab.CaveatOperator}},
		"at another level": {
			[]*compare.Outcome{but(of("EXACT"), func(o *compare.Outcome) { o.Level = vocab.LevelDistrict })},
			"", 0, []vocab.CaveatKind{vocab.CaveatLevel},
		},
		"in another unit": {
			[]*compare.Outcome{but(of("EXACT"), func(o *compare.Outcome) { o.Unit = vocab.UnitCount })},
			"", 0, []vocab.CaveatKind{vocab.CaveatUnit},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			row := compare.Progress([]*compare.Target{target("t", "files", bound("REACH", "80"))}, tt.outcomes, register)[0]
			got := ""
			if o := row.Measures[0].Outcome; o != nil {
				got = o.ID
			}
			if got != tt.want || len(row.Measures[0].Others) != tt.others {
				t.Errorf("judged %q with %d others, want %q with %d", got, len(row.Measures[0].Others), tt.want, tt.others)
			}
			if diff := cmp.Diff(tt.caveats, kinds(row.Caveats)); diff != "" {
				t.Errorf("caveats (-want +got):\n%s", diff)
			}
			for _, c := range row.Caveats {
				if c.Message.VI == "" || c.Message.EN == "" {
					t.Errorf("%s has no message in both languages", c.Kind)
				}
			}
		})
	}
}

func TestCorrectedNumbersAreNotUsedSilently(t *testing.T) {
	corrected := vocab.MustDecimal("90")
	o := but(reportOf("o", "EXACT", "9"), func(o *compare.Outcome) { o.Corrected = &corrected })
	row := compare.Progress([]*compare.Target{target("t", "files", bound("REACH", "80"))}, []*compare.Outcome{o}, register)[0]
	if row.Status != vocab.StatusNotMet || text(row.Measures[0].Distance) != "-71" {
		t.Errorf("%s, distance %s; want the printed 9 to be judged", row.Status, text(row.Measures[0].Distance))
	}
	if diff := cmp.Diff([]vocab.CaveatKind{vocab.CaveatFinding}, kinds(row.Caveats)); diff != "" {
		t.Errorf("caveats (-want +got):\n%s", diff)
	}
}

func TestOverallStatus(t *testing.T) {
	levels := []vocab.Level{vocab.LevelProvince, vocab.LevelDistrict, vocab.LevelCommune}
	tests := map[string]struct {
		values []string // one for each level; empty: not reported
		want   vocab.ProgressStatus
	}{
		"all met":                 {[]string{"90", "90", "90"}, vocab.StatusMet},
		"one missed":              {[]string{"90", "70", ""}, vocab.StatusNotMet},
		"some met, others silent": {[]string{"90", "", "90"}, vocab.StatusUncertain},
		"none reported":           {[]string{"", "", ""}, vocab.StatusNotReported},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var asked []*compare.Measure
			var outcomes []*compare.Outcome
			for i, level := range levels {
				asked = append(asked, at(level, bound("REACH", "80")))
				if tt.values[i] != "" {
					outcomes = append(outcomes, but(reportOf("o", "EXACT", tt.values[i]), func(o *compare.Outcome) { o.Level = level }))
				}
			}
			if got := compare.Progress([]*compare.Target{target("t", "files", asked...)}, outcomes, register)[0].Status; got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func TestOnlyPreferredMeasuresAreJudged(t *testing.T) {
	annex := bound("REACH", "95")
	annex.Rank = vocab.RankAlternate
	row := compare.Progress([]*compare.Target{target("t", "files", bound("REACH", "80"), annex)},
		[]*compare.Outcome{reportOf("o", "EXACT", "90")}, register)[0]
	if len(row.Measures) != 1 || row.Status != vocab.StatusMet {
		t.Errorf("%d measures, %s", len(row.Measures), row.Status)
	}
	if diff := cmp.Diff([]vocab.CaveatKind{vocab.CaveatAlternate}, kinds(row.Caveats)); diff != "" {
		t.Errorf("caveats (-want +got):\n%s", diff)
	}
}

func TestSeveralResultsAreCounted(t *testing.T) {
	outcomes := []*compare.Outcome{reportOf("a", "EXACT", "90"), reportOf("b", "EXACT", "91"), reportOf("c", "EXACT", "92")}
	row := compare.Progress(files(bound("REACH", "80")), outcomes, register)[0]
	want := "3 results are reported for the same thing in 2024; one is judged, the others stand beside it."
	if got := message(t, row.Caveats); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestOfEqualNearResultsTheFirstIsShown(t *testing.T) {
	first, second := reportOf("first", "EXACT", "80"), reportOf("second", "EXACT", "90")
	for _, o := range []*compare.Outcome{first, second} {
		o.IndicatorID = "smartphone.households"
	}
	targets := []*compare.Target{target("t", "smartphone.adults", bound("REACH", "80"))}
	row := compare.Progress(targets, []*compare.Outcome{first, second}, register)[0]
	if len(row.Near) != 1 || row.Near[0] != first {
		t.Errorf("near %v, want the first", row.Near)
	}
}

func TestNearResultsStandBesideUnreportedTargets(t *testing.T) {
	near := but(reportOf("o", "EXACT", "85"), func(o *compare.Outcome) { o.IndicatorID = "smartphone.households" })
	older := but(reportOf("older", "EXACT", "70"), func(o *compare.Outcome) { o.IndicatorID = "smartphone.households"; o.Year = 2023 })
	outcomes := []*compare.Outcome{older, near}
	row := compare.Progress([]*compare.Target{target("t", "smartphone.adults", bound("REACH", "80"))}, outcomes, register)[0]
	if row.Status != vocab.StatusNotReported || row.Measures[0].Distance != nil {
		t.Errorf("%s, distance %s", row.Status, text(row.Measures[0].Distance))
	}
	if len(row.Near) != 1 || row.Near[0] != near {
		t.Errorf("near %v, want the latest result of the near indicator", row.Near)
	}
	if diff := cmp.Diff([]vocab.CaveatKind{vocab.CaveatNearIndicator, vocab.CaveatBase}, kinds(row.Caveats)); diff != "" {
		t.Errorf("caveats (-want +got):\n%s", diff)
	}
	without := compare.WithoutTarget([]compare.TargetProgress[*compare.Target, *compare.Outcome]{row}, outcomes, 2024)
	if len(without) != 1 || without[0] != near {
		t.Errorf("without target %v, want the latest result of the near indicator", without)
	}
}
