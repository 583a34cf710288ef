package data

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"doichieu/vocab"
)

// oneIndicator is a dataset of targets and results for one indicator of a province.
func oneIndicator(targets []Target, outcomes []Outcome) *Dataset {
	return &Dataset{
		Indicators: []Indicator{{Code: "i", Unit: vocab.UnitPercent, Direction: vocab.HigherIsBetter}},
		Documents:  []DocumentFile{{Document: Document{Slug: "d", Province: "p"}, Targets: targets, Outcomes: outcomes}},
	}
}

func belowResult(set *Dataset) [][]string {
	var out [][]string
	for _, f := range set.AllFindings() {
		if f.Kind == vocab.FindingBelowResult {
			out = append(out, f.Records)
		}
	}
	return out
}

// belowResultWithoutIndex compares every target with all results of earlier years.
func belowResultWithoutIndex(set *Dataset) [][]string {
	var out [][]string
	r := &ruleBook{set: set, indicators: map[string]*Indicator{"i": &set.Indicators[0]}}
	r.eachTarget(func(_ *DocumentFile, t *Target, id string) {
		var earlier []*result
		r.eachOutcome(func(_ *DocumentFile, o *Outcome, id string) {
			if !o.isPeriodTotal() && o.Year < t.Year && o.Indicator == t.Indicator {
				earlier = append(earlier, &result{Outcome: o.plain(id)})
			}
		})
		if exceeded := r.resultBeyond(t, earlier); exceeded != nil {
			out = append(out, []string{id, exceeded.Outcome.ID})
		}
	})
	return out
}

func TestTheIndexOfResultsMissesNone(t *testing.T) {
	levels := rapid.SampledFrom([]vocab.Level{vocab.LevelAll, vocab.LevelProvince})
	unitsOf := rapid.SampledFrom([]vocab.Unit{vocab.UnitPercent, vocab.UnitCount})
	years := rapid.IntRange(2020, 2024)
	conditions := rapid.SampledFrom([]string{"", "", "số hóa", "Số  hoá", "khác"})
	number := rapid.Custom(func(t *rapid.T) *vocab.Decimal {
		n := vocab.Decimal(rapid.Int64Range(1, 4).Draw(t, "number")) * one
		return &n
	})
	measures := rapid.Custom(func(t *rapid.T) Measure {
		return Measure{
			Level: levels.Draw(t, "level"), Unit: unitsOf.Draw(t, "unit"), Condition: conditions.Draw(t, "condition"), Value: number.Draw(t, "value"),
			Operator: rapid.SampledFrom([]vocab.Operator{vocab.OperatorReach, vocab.OperatorAtLeast, vocab.OperatorAtMost}).Draw(t, "operator"),
			Rank:     rapid.SampledFrom([]vocab.Rank{vocab.RankPreferred, vocab.RankAlternate}).Draw(t, "rank"),
		}
	})
	targets := rapid.Custom(func(t *rapid.T) Target {
		return Target{Year: years.Draw(t, "year"), Indicator: "i", Measures: rapid.SliceOfN(measures, 1, 3).Draw(t, "measures")}
	})
	outcomes := rapid.Custom(func(t *rapid.T) Outcome {
		return Outcome{
			Year: years.Draw(t, "year"), Indicator: "i", Level: levels.Draw(t, "level"), Unit: unitsOf.Draw(t, "unit"), Qualifier: vocab.QualifierExact,
			Value: rapid.OneOf(number, rapid.Just[*vocab.Decimal](nil)).Draw(t, "value"), Condition: conditions.Draw(t, "condition"),
			AsOf:  rapid.SampledFrom([]string{"", "2023", "2023-11"}).Draw(t, "asOf"),
			Item:  rapid.SampledFrom([]string{"", "", "x"}).Draw(t, "item"),
			Basis: rapid.SampledFrom([]vocab.TimeBasis{vocab.BasisStock, vocab.BasisPeriod}).Draw(t, "basis"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		set := oneIndicator(rapid.SliceOfN(targets, 0, 6).Draw(t, "targets"), rapid.SliceOfN(outcomes, 0, 12).Draw(t, "outcomes"))
		for i := range set.Documents[0].Targets {
			set.Documents[0].Targets[i].ID = fmt.Sprint(i)
		}
		for i := range set.Documents[0].Outcomes {
			set.Documents[0].Outcomes[i].ID = fmt.Sprint(i)
		}
		if diff := cmp.Diff(belowResultWithoutIndex(set), belowResult(set)); diff != "" {
			t.Fatalf("(-all results +indexed):\n%s", diff)
		}
	})
}

// TestManyTargetsAndResultsOfOneIndicator would take minutes if every target were
// compared with all results.
func TestManyTargetsAndResultsOfOneIndicator(t *testing.T) {
	const many = 30_000
	set := oneIndicator(make([]Target, many), make([]Outcome, many))
	low, high := 10*one, 20*one
	for i := range many {
		set.Documents[0].Targets[i] = Target{ID: fmt.Sprint(i), Year: 2024, Indicator: "i", Measures: []Measure{{Level: vocab.LevelAll, Unit: vocab.UnitPercent, Operator: vocab.OperatorReach, Value: &low, Rank: vocab.RankPreferred}}}
		set.Documents[0].Outcomes[i] = Outcome{ID: fmt.Sprint(i), Year: 2023, Indicator: "i", Level: vocab.LevelAll, Unit: vocab.UnitPercent, Qualifier: vocab.QualifierExact, Value: &high}
	}
	if found := len(belowResult(set)); found != many {
		t.Errorf("%d targets are below a result, want %d", found, many)
	}
}

// TestAShareOfManyLines would take minutes if each of the 20,000 counts were compared
// with every other.
func TestAShareOfManyLines(t *testing.T) {
	const many = 20_000
	set := oneIndicator(nil, make([]Outcome, many+1))
	outcomes := set.Documents[0].Outcomes
	lines := make([]int, many)
	for i := range many {
		value := vocab.Decimal(i+1) * one
		lines[i] = i + 1
		outcomes[i] = Outcome{ID: fmt.Sprint(i), Year: 2023, Indicator: "i", Unit: vocab.UnitCount, Value: &value, Sources: []Source{{Lines: []int{i + 1}}}}
	}
	share := vocab.MustDecimal("0.0001")
	outcomes[many] = Outcome{ID: "share", Year: 2023, Indicator: "i", Unit: vocab.UnitPercent, Value: &share, Sources: []Source{{Lines: lines}}}
	for _, f := range set.AllFindings() {
		if f.Kind == vocab.FindingRepeatedRatio {
			t.Errorf("among so many counts a ratio means nothing, but one was found: %v", f.Records)
		}
	}
}
