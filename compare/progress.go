package compare

import (
	"cmp"
	"slices"

	"doichieu/vocab"
	"doichieu/wording"
)

// MeasureProgress is what was reported for one measure of a target.
type MeasureProgress[O Record[Outcome]] struct {
	Measure  *Measure
	Status   vocab.ProgressStatus
	Outcome  O              // the latest result with a number or, in the target's year, without one; nil when there is none
	Others   []O            // further results for the same measure, of the target's year or the outcome's
	Distance *vocab.Decimal // from the target's edge to the printed number, negative when the target is missed; nil unless both are numbers
}

// TargetProgress is what was reported for one target.
type TargetProgress[T Record[Target], O Record[Outcome]] struct {
	Target   T
	Measures []MeasureProgress[O] // preferred ones, by level
	Status   vocab.ProgressStatus
	Near     []O // the latest results for near figures, when none is reported for the target itself
	caveatList
}

// Progress finds the latest result for every target, in the order of targets.
// Outcomes may be of any year; those of later years than the target's are ignored.
// The register holds indicators by id; it must have those of all targets and
// outcomes.
func Progress[T Record[Target], O Record[Outcome]](targets []T, outcomes []O, register map[string]Indicator) []TargetProgress[T, O] {
	out := make([]TargetProgress[T, O], len(targets))
	for i, t := range targets {
		out[i] = progressOf(t, upTo(outcomes, t.plain().Year), register)
	}
	return out
}

// WithoutTarget lists the results that no row shows: for each figure those of the
// latest year up to the given one.
func WithoutTarget[T Record[Target], O Record[Outcome]](rows []TargetProgress[T, O], outcomes []O, year int) []O {
	shown := map[O]bool{}
	for _, row := range rows {
		for _, m := range row.Measures {
			shown[m.Outcome] = true
			for _, o := range m.Others {
				shown[o] = true
			}
		}
	}
	outcomes = upTo(outcomes, year)
	latest := map[figure]int{}
	for _, record := range outcomes {
		o := record.plain()
		latest[figureOf(o)] = max(latest[figureOf(o)], o.Year)
	}
	return filter(outcomes, func(record O) bool {
		o := record.plain()
		return o.Year == latest[figureOf(o)] && !shown[record]
	})
}

// upTo leaves out the outcomes of later years.
func upTo[O Record[Outcome]](outcomes []O, year int) []O {
	return filter(outcomes, func(o O) bool { return o.plain().Year <= year })
}

// filter selects entries of a list, in their order.
func filter[T any](list []T, wanted func(T) bool) []T {
	var out []T
	for _, entry := range list {
		if wanted(entry) {
			out = append(out, entry)
		}
	}
	return out
}

func progressOf[T Record[Target], O Record[Outcome]](target T, outcomes []O, register map[string]Indicator) TargetProgress[T, O] {
	t := target.plain()
	row := TargetProgress[T, O]{Target: target}
	row.addTarget(t)
	indicator := register[t.IndicatorID]
	for _, level := range levelOrder {
		for _, m := range preferredAt(t, level) {
			row.Measures = append(row.Measures, measureProgress(t, m, outcomes, indicator.Direction))
		}
	}
	for _, m := range row.Measures {
		row.addMeasure(m, indicator.Direction)
	}
	row.Status = overallStatus(row.Measures)
	if row.Status == vocab.StatusNotReported {
		row.addNearResults(indicator, outcomes, register)
	}
	return row
}

func measureProgress[O Record[Outcome]](t *Target, m *Measure, outcomes []O, direction vocab.Direction) MeasureProgress[O] {
	results := filter(outcomes, func(record O) bool {
		o := record.plain()
		return o.IndicatorID == t.IndicatorID && o.Level == m.Level && o.Unit == m.Unit && o.Item == "" &&
			(o.Value != nil || o.Year == t.Year)
	})
	slices.SortStableFunc(results, outcomePrecedence[O](m.Condition))
	out := MeasureProgress[O]{Measure: m}
	if len(results) > 0 {
		out.Outcome = results[0]
		out.Others = filter(results[1:], func(other O) bool {
			year := other.plain().Year
			return year == t.Year || year == out.Outcome.plain().Year
		})
	}
	out.Status, out.Distance = statusOf(m, plainOf(out.Outcome), direction)
	return out
}

// outcomePrecedence orders results for one figure: those with a number first, then
// those of the latest year, under the target's condition, of the latest date.
func outcomePrecedence[O Record[Outcome]](condition string) func(a, b O) int {
	return func(first, second O) int {
		a, b := first.plain(), second.plain()
		return cmp.Or(
			trueFirst(a.Value != nil, b.Value != nil),
			cmp.Compare(b.Year, a.Year),
			trueFirst(wording.Same(a.Condition, condition), wording.Same(b.Condition, condition)),
			cmp.Compare(b.AsOf, a.AsOf),
		)
	}
}

// trueFirst orders two answers, true before false.
func trueFirst(a, b bool) int {
	if a == b {
		return 0
	}
	if a {
		return -1
	}
	return 1
}

// statusOf says whether a result meets a measure. It does when every number that it
// may stand for does, and does not when none of them does. The distance is the one
// of MeasureProgress.
func statusOf(m *Measure, o *Outcome, direction vocab.Direction) (vocab.ProgressStatus, *vocab.Decimal) {
	if o == nil || o.Value == nil {
		return vocab.StatusNotReported, nil
	}
	if m.Operator == vocab.OperatorQualitative {
		return statusOfDone(o), nil
	}
	required, requiredOK := satisfying(m, direction)
	result, resultOK := reported(o)
	if !requiredOK || !resultOK {
		return vocab.StatusUncertain, nil
	}
	var distance *vocab.Decimal
	if d, ok := required.distanceInside(*o.Value); ok {
		distance = &d
	}
	if result.within(required) {
		return vocab.StatusMet, distance
	}
	if result.apart(required) {
		return vocab.StatusNotMet, distance
	}
	return vocab.StatusUncertain, distance
}

var (
	notDone = vocab.MustDecimal("0")
	done    = vocab.MustDecimal("1")
)

// statusOfDone says whether a result meets a target without a number. Only "done"
// and "not done" tell.
func statusOfDone(o *Outcome) vocab.ProgressStatus {
	if o.Unit != vocab.UnitBoolean || o.Qualifier != vocab.QualifierExact {
		return vocab.StatusUncertain
	}
	switch *o.Value {
	case done:
		return vocab.StatusMet
	case notDone:
		return vocab.StatusNotMet
	default:
		return vocab.StatusUncertain
	}
}

// overallStatus combines the statuses of a target's measures. When some are met and
// others not reported, it is uncertain whether the target is met.
func overallStatus[O Record[Outcome]](measures []MeasureProgress[O]) vocab.ProgressStatus {
	some := func(status vocab.ProgressStatus) bool {
		return slices.ContainsFunc(measures, func(m MeasureProgress[O]) bool { return m.Status == status })
	}
	if some(vocab.StatusNotMet) {
		return vocab.StatusNotMet
	}
	met := some(vocab.StatusMet)
	if some(vocab.StatusUncertain) || met && some(vocab.StatusNotReported) {
		return vocab.StatusUncertain
	}
	if met {
		return vocab.StatusMet
	}
	return vocab.StatusNotReported
}

func (row *TargetProgress[T, O]) addMeasure(m MeasureProgress[O], direction vocab.Direction) {
	o := plainOf(m.Outcome)
	if o == nil {
		return
	}
	row.addYear(o)
	numbers := filter(m.Others, func(other O) bool { return other.plain().Year == o.Year && other.plain().Value != nil })
	if len(numbers) > 0 {
		row.add(vocab.CaveatResults, severalResultsMessage(1+len(numbers), o.Year))
	}
	row.addResult(o)
	if o.Value == nil {
		return
	}
	row.addReading(m.Measure, o, m.Status, direction)
	if !wording.Same(m.Measure.Condition, o.Condition) {
		row.add(vocab.CaveatCondition, resultConditionMessage(m.Measure.Condition, o.Condition))
	}
}

// addReading adds why a number may not tell whether a measure is met, and how vague
// words were read.
func (c *caveatList) addReading(m *Measure, o *Outcome, status vocab.ProgressStatus, direction vocab.Direction) {
	if m.Operator == vocab.OperatorQualitative {
		if status == vocab.StatusUncertain {
			c.add(vocab.CaveatQualitative, targetWithoutNumberMessage)
		}
		return
	}
	if direction == vocab.Neither {
		c.add(vocab.CaveatDirection, noBetterSideMessage)
	} else if m.Operator == vocab.OperatorAbout {
		c.add(vocab.CaveatOperator, vagueTargetMessage)
	}
	if isVague(o.Qualifier) {
		c.add(vocab.CaveatOperator, vagueResultMessage(o.Qualifier))
	}
}

// addYear adds that a result is of another year than the target.
func (row *TargetProgress[T, O]) addYear(o *Outcome) {
	if year := row.Target.plain().Year; o.Year != year {
		row.add(vocab.CaveatYear, resultYearMessage(o.Year, year))
	}
}

func isVague(q vocab.Qualifier) bool {
	return q == vocab.QualifierNearly || q == vocab.QualifierAbout || q == vocab.QualifierEstimated
}

// addResult adds what follows from a result alone. The rules use the printed number
// even when a corrected one is known.
func (c *caveatList) addResult(o *Outcome) {
	if o.Corrected != nil && o.Value != nil {
		c.add(vocab.CaveatFinding, correctedMessage(o.ID, *o.Value, *o.Corrected))
	} else if o.Flagged {
		c.add(vocab.CaveatFinding, findingMessage(o.ID))
	}
}

// addNearResults adds what was reported instead: the indicator itself at another
// level or in another unit, and near indicators of the same concept.
func (row *TargetProgress[T, O]) addNearResults(indicator Indicator, outcomes []O, register map[string]Indicator) {
	row.Near = latestOfEachFigure(filter(outcomes, func(record O) bool {
		o := record.plain()
		return o.Value != nil && o.Item == "" && register[o.IndicatorID].ConceptID == indicator.ConceptID
	}))
	var levels []vocab.Level
	for _, record := range row.Near {
		o := record.plain()
		row.addYear(o)
		row.addResult(o)
		if other := register[o.IndicatorID]; other.ID != indicator.ID {
			row.addNearIndicator(indicator, other)
			continue
		}
		if !hasMeasureAt(row.Measures, o.Level) {
			levels = append(levels, o.Level)
			continue
		}
		row.add(vocab.CaveatUnit, resultUnitMessage(o.Unit))
	}
	if len(levels) > 0 {
		row.add(vocab.CaveatLevel, resultLevelMessage(levels))
	}
}

// addNearIndicator adds in what an indicator differs from a near one that is shown
// beside it.
func (c *caveatList) addNearIndicator(own, near Indicator) {
	c.add(vocab.CaveatNearIndicator, nearIndicatorMessage(own, near))
	c.addDifferences(own, near)
}

// hasMeasureAt reports whether one of the measures is for a level.
func hasMeasureAt[O Record[Outcome]](measures []MeasureProgress[O], level vocab.Level) bool {
	return slices.ContainsFunc(measures, func(m MeasureProgress[O]) bool { return m.Measure.Level == level })
}

// figure identifies what a result reports. Results for one figure differ in year
// and document only.
type figure struct {
	indicatorID, item string
	level             vocab.Level
	unit              vocab.Unit
}

func figureOf(o *Outcome) figure { return figure{o.IndicatorID, wording.Key(o.Item), o.Level, o.Unit} }

// latestOfEachFigure selects the result that comes first for each figure, in the
// order in which the figures first occur.
func latestOfEachFigure[O Record[Outcome]](outcomes []O) []O {
	var order []figure
	best := map[figure]O{}
	before := outcomePrecedence[O]("")
	for _, o := range outcomes {
		key := figureOf(o.plain())
		if isNone(best[key]) {
			order = append(order, key)
			best[key] = o
		}
		if before(o, best[key]) < 0 {
			best[key] = o
		}
	}
	out := make([]O, len(order))
	for i, key := range order {
		out[i] = best[key]
	}
	return out
}
