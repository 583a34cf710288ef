package compare_test

import (
	"slices"
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
	out := &compare.Target{ID: label, IndicatorID: "x", Year: 2024, DocumentKind: vocab.KindAnnualPlan}
	for range rapid.IntRange(1, 4).Draw(t, label+" measures") {
		m := anyMeasure(t, label)
		out.Measures = append(out.Measures, &m)
	}
	return out
}

func judge(left, right *compare.Target, direction vocab.Direction) compare.TargetComparison[*compare.Target] {
	register := map[string]compare.Indicator{"x": {ID: "x", ConceptID: "x", Direction: direction}}
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

func judgeResult(m compare.Measure, o *compare.Outcome, direction vocab.Direction) compare.MeasureProgress[*compare.Outcome] {
	t := &compare.Target{ID: "t", IndicatorID: "x", Year: 2024, Measures: []*compare.Measure{&m}}
	register := map[string]compare.Indicator{"x": {ID: "x", ConceptID: "x", Direction: direction}}
	return compare.Progress([]*compare.Target{t}, []*compare.Outcome{o}, register)[0].Measures[0]
}

func resultFor(m compare.Measure, q vocab.Qualifier, value vocab.Decimal) *compare.Outcome {
	return &compare.Outcome{ID: "o", IndicatorID: "x", Year: 2024, Level: m.Level, Unit: m.Unit, Qualifier: q, Value: &value}
}

// better are the directions in which a target can be met.
var better = rapid.SampledFrom([]vocab.Direction{vocab.HigherIsBetter, vocab.LowerIsBetter})

func TestMetExactlyWhenTheExactValueSatisfies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, direction, value := anyMeasure(t, "measure"), better.Draw(t, "direction"), number.Draw(t, "value")
		if m.Value == nil {
			return
		}
		got := judgeResult(m, resultFor(m, vocab.QualifierExact, value), direction)
		met := satisfies(value, m, direction)
		if met != (got.Status == vocab.StatusMet) || !met != (got.Status == vocab.StatusNotMet) {
			t.Fatalf("%s, but satisfies: %t", got.Status, met)
		}
	})
}

func TestDistanceAgreesWithTheStatus(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, direction, value := anyMeasure(t, "measure"), better.Draw(t, "direction"), number.Draw(t, "value")
		if m.Value == nil {
			return
		}
		got := judgeResult(m, resultFor(m, vocab.QualifierExact, value), direction)
		open := m.Operator == vocab.OperatorMoreThan || m.Operator == vocab.OperatorLessThan
		switch {
		case got.Status == vocab.StatusMet && (*got.Distance < 0 || open && *got.Distance == 0),
			got.Status == vocab.StatusNotMet && (*got.Distance > 0 || !open && *got.Distance == 0):
			t.Fatalf("%s at a distance of %s", got.Status, got.Distance)
		}
		edge := *m.Value
		if m.Operator == vocab.OperatorBetween && direction == vocab.LowerIsBetter {
			edge = *m.Upper
		}
		if want, _ := value.Sub(edge); got.Distance.Abs() != want.Abs() {
			t.Fatalf("distance %s from %s to %s", got.Distance, value, edge)
		}
	})
}

// TestQualifiedResultsAreJudgedByAllTheirNumbers draws a number that the words
// allow: a status other than UNCERTAIN must hold for it.
func TestQualifiedResultsAreJudgedByAllTheirNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, direction, value := anyMeasure(t, "measure"), better.Draw(t, "direction"), number.Draw(t, "value")
		if m.Value == nil {
			return
		}
		down, up := rapid.Int64Range(0, 1000).Draw(t, "down"), rapid.Int64Range(0, 1000).Draw(t, "up")
		slack := int64(value.Abs() / 20)
		q := rapid.SampledFrom([]vocab.Qualifier{
			vocab.QualifierExact, vocab.QualifierNearly, vocab.QualifierMoreThan, vocab.QualifierAtLeast,
			vocab.QualifierAbout, vocab.QualifierEstimated,
		}).Draw(t, "qualifier")
		x := value
		switch q {
		case vocab.QualifierNearly:
			x -= vocab.Decimal(slack * down / 1000)
		case vocab.QualifierAbout, vocab.QualifierEstimated:
			x += vocab.Decimal(slack*up/1000 - slack*down/1000)
		case vocab.QualifierMoreThan:
			x += vocab.Decimal(1 + up*10_000)
		case vocab.QualifierAtLeast:
			x += vocab.Decimal(up * 10_000)
		}
		got := judgeResult(m, resultFor(m, q, value), direction).Status
		met := satisfies(x, m, direction)
		if got == vocab.StatusMet && !met || got == vocab.StatusNotMet && met {
			t.Fatalf("%s %s: %s, but it may be %s, which satisfies: %t", q, value, got, x, met)
		}
	})
}

// TestEveryResultOfTheYearIsShownOnce checks that no result is dropped.
func TestEveryResultOfTheYearIsShownOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		targets := []*compare.Target{anyTarget(t, "target")}
		register := map[string]compare.Indicator{"x": {ID: "x", ConceptID: "x", Direction: vocab.HigherIsBetter}, "y": {ID: "y", ConceptID: "x"}}
		var outcomes []*compare.Outcome
		for range rapid.IntRange(0, 8).Draw(t, "outcomes") {
			o := &compare.Outcome{
				IndicatorID: rapid.SampledFrom([]string{"x", "y"}).Draw(t, "indicator"),
				Item:        rapid.SampledFrom([]string{"", "item"}).Draw(t, "item"),
				Year:        rapid.IntRange(2023, 2025).Draw(t, "year"),
				Level:       anyLevel.Draw(t, "level"), Unit: anyUnit.Draw(t, "unit"), Qualifier: vocab.QualifierExact,
			}
			if rapid.Bool().Draw(t, "has a number") {
				value := number.Draw(t, "value")
				o.Value = &value
			}
			outcomes = append(outcomes, o)
		}
		rows := compare.Progress(targets, outcomes, register)
		beside := map[*compare.Outcome]bool{}
		for _, m := range rows[0].Measures {
			beside[m.Outcome] = true
			for _, o := range m.Others {
				beside[o] = true
			}
		}
		without := compare.WithoutTarget(rows, outcomes, 2024)
		for _, o := range without {
			if beside[o] || o.Year > 2024 {
				t.Fatalf("%+v is listed as without a target", *o)
			}
		}
		for _, o := range outcomes {
			if o.Year == 2024 && !beside[o] && !slices.Contains(without, o) {
				t.Fatalf("%+v is dropped", *o)
			}
		}
	})
}

func TestOnPaceAgreesWithTheObservedCourse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, direction := anyMeasure(t, "measure"), better.Draw(t, "direction")
		m.Level, m.Unit = vocab.LevelAll, vocab.UnitPercent
		if m.Value == nil {
			return
		}
		// A whole step per year, so that the course needs no fraction.
		start, step := number.Draw(t, "start"), number.Draw(t, "step")
		span, ahead := rapid.IntRange(1, 5).Draw(t, "span"), rapid.IntRange(1, 9).Draw(t, "ahead")
		first, last := resultFor(m, vocab.QualifierExact, start), resultFor(m, vocab.QualifierExact, start+step*vocab.Decimal(span))
		last.Year = first.Year + span
		due := &compare.Target{Year: last.Year + ahead, Measures: []*compare.Measure{&m}}
		series := compare.Trajectory([]*compare.Target{due}, []*compare.Outcome{last, first}, nil, direction)[0]
		if *series.ObservedPace != step {
			t.Fatalf("pace %s, want %s", series.ObservedPace, step)
		}
		p := series.Points[len(series.Points)-1]
		if want := satisfies(start+step*vocab.Decimal(span+ahead), m, direction); *p.OnPace != want {
			t.Fatalf("on pace: %t, want %t", *p.OnPace, want)
		}
	})
}
