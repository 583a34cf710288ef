package compare_test

import (
	"testing"

	"pgregory.net/rapid"

	"doichieu/compare"
	"doichieu/vocab"
)

// Generators. Few distinct numbers, so that equal edges are common.

var (
	directions = rapid.SampledFrom([]vocab.Direction{vocab.HigherIsBetter, vocab.LowerIsBetter, vocab.Neither})
	operators  = rapid.SampledFrom([]vocab.Operator{
		vocab.OperatorReach, vocab.OperatorAtLeast, vocab.OperatorMoreThan, vocab.OperatorBetween,
		vocab.OperatorAbout, vocab.OperatorAtMost, vocab.OperatorLessThan, vocab.OperatorQualitative,
	})
	anyLevel = rapid.SampledFrom([]vocab.Level{vocab.LevelAll, vocab.LevelProvince, vocab.LevelDistrict})
	anyUnit  = rapid.SampledFrom([]vocab.Unit{vocab.UnitPercent, vocab.UnitCount})
	number   = rapid.Custom(func(t *rapid.T) vocab.Decimal {
		return vocab.Decimal(rapid.Int64Range(-3, 8).Draw(t, "n") * 500_000)
	})
)

func anyMeasure(t *rapid.T, label string) compare.Measure {
	m := compare.Measure{
		Level: anyLevel.Draw(t, label+" level"), Operator: operators.Draw(t, label+" operator"),
		Unit: anyUnit.Draw(t, label+" unit"), Rank: vocab.RankPreferred,
	}
	if m.Operator == vocab.OperatorQualitative {
		return m
	}
	value := number.Draw(t, label+" value")
	m.Value = &value
	if m.Operator == vocab.OperatorBetween {
		upper := value + vocab.Decimal(rapid.Int64Range(1, 4).Draw(t, label+" width")*500_000)
		m.Upper = &upper
	}
	return m
}

func anyTarget(t *rapid.T, label string) *compare.Target {
	out := &compare.Target{ID: label, Indicator: "x", Year: 2024, Kind: vocab.KindAnnualPlan}
	for range rapid.IntRange(1, 4).Draw(t, label+" measures") {
		out.Measures = append(out.Measures, anyMeasure(t, label))
	}
	return out
}

func judge(left, right *compare.Target, direction vocab.Direction) compare.TargetComparison {
	register := map[string]compare.Indicator{"x": {Code: "x", Concept: "x", Direction: direction}}
	return compare.Targets([]*compare.Target{left}, []*compare.Target{right}, register)[0]
}

func TestSwappingSidesMirrorsTheVerdict(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		direction := directions.Draw(t, "direction")
		left, right := anyTarget(t, "left"), anyTarget(t, "right")
		there, back := judge(left, right, direction), judge(right, left, direction)
		if back.Verdict != there.Verdict.Mirror() {
			t.Fatalf("%s one way, %s the other", there.Verdict, back.Verdict)
		}
		for i := range there.Measures {
			a, b := there.Measures[i], back.Measures[i]
			if b.Verdict != a.Verdict.Mirror() || text(a.Difference) != text(b.Difference) {
				t.Fatalf("%s: %s %s one way, %s %s the other", a.Level, a.Verdict, text(a.Difference), b.Verdict, text(b.Difference))
			}
		}
	})
}

func TestStrictnessIsTransitive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		direction := directions.Draw(t, "direction")
		a, b, c := anyMeasure(t, "a"), anyMeasure(t, "b"), anyMeasure(t, "c")
		b.Level, c.Level, b.Unit, c.Unit = a.Level, a.Level, a.Unit, a.Unit
		atLeastAsStrict := func(left, right compare.Measure) bool {
			v := compare.Measures(a.Level, &left, &right, direction).Verdict
			return v == vocab.VerdictLeftStricter || v == vocab.VerdictEqual
		}
		if atLeastAsStrict(a, b) && atLeastAsStrict(b, c) && !atLeastAsStrict(a, c) {
			t.Fatal("a is as strict as b, b as c, but not a as c")
		}
	})
}

func TestComparedWithItselfIsEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMeasure(t, "measure")
		direction := directions.Draw(t, "direction")
		got := compare.Measures(m.Level, &m, &m, direction)
		if m.Value == nil || direction == vocab.Neither {
			if got.Verdict != vocab.VerdictNotComparable {
				t.Fatalf("no number to compare, but %s", got.Verdict)
			}
			return
		}
		if got.Verdict != vocab.VerdictEqual || text(got.Difference) != "0" {
			t.Fatalf("%s, difference %s", got.Verdict, text(got.Difference))
		}
	})
}

func TestNoVerdictOnNumbersWithoutTheSameUnitAndLevel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		left, right := anyMeasure(t, "left"), anyMeasure(t, "right")
		got := compare.Measures(left.Level, &left, &right, directions.Draw(t, "direction"))
		alike := left.Unit == right.Unit && left.Level == right.Level
		if !alike && (got.Verdict != vocab.VerdictNotComparable || got.Difference != nil) {
			t.Fatalf("%s %s against %s %s gave %s", left.Level, left.Unit, right.Level, right.Unit, got.Verdict)
		}
	})
}

// TestStricterMeansFewerNumbers checks the verdicts against the definition:
// every number that satisfies the stricter measure satisfies the other.
func TestStricterMeansFewerNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		direction := directions.Draw(t, "direction")
		left, right := anyMeasure(t, "left"), anyMeasure(t, "right")
		right.Level, right.Unit = left.Level, left.Unit
		verdict := compare.Measures(left.Level, &left, &right, direction).Verdict
		x := vocab.Decimal(rapid.Int64Range(-20, 60).Draw(t, "x") * 100_000)
		inLeft, inRight := satisfies(x, left, direction), satisfies(x, right, direction)
		switch {
		case verdict == vocab.VerdictEqual && inLeft != inRight,
			verdict == vocab.VerdictLeftStricter && inLeft && !inRight,
			verdict == vocab.VerdictRightStricter && inRight && !inLeft:
			t.Fatalf("%s, but %s satisfies left: %t, right: %t", verdict, x, inLeft, inRight)
		}
	})
}

// satisfies restates the meaning of operators independently of the rules.
func satisfies(x vocab.Decimal, m compare.Measure, direction vocab.Direction) bool {
	if m.Value == nil {
		return false
	}
	higher := direction == vocab.HigherIsBetter
	switch m.Operator {
	case vocab.OperatorReach, vocab.OperatorAbout:
		return higher && x >= *m.Value || !higher && x <= *m.Value
	case vocab.OperatorBetween:
		return higher && x >= *m.Value || !higher && x <= *m.Upper
	case vocab.OperatorAtLeast:
		return x >= *m.Value
	case vocab.OperatorMoreThan:
		return x > *m.Value
	case vocab.OperatorAtMost:
		return x <= *m.Value
	case vocab.OperatorLessThan:
		return x < *m.Value
	default:
		return false
	}
}
