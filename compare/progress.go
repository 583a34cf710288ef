package compare

import (
	"cmp"
	"slices"

	"doichieu/vocab"
	"doichieu/wording"
)

// MeasureProgress is what was reported for one bound of a target.
type MeasureProgress[O Record[Outcome]] struct {
	Measure  *Measure
	Status   vocab.ProgressStatus
	Outcome  O              // the latest result, in the target's own year also one without a number; nil when there is none
	Others   []O            // further results of the same figure, of the target's year or the outcome's
	Distance *vocab.Decimal // how far the printed number lies inside the target's set, negative outside; nil unless both are numbers
}

// TargetProgress is what was reported for a target.
type TargetProgress[T Record[Target], O Record[Outcome]] struct {
	Target   T
	Measures []MeasureProgress[O] // preferred ones, by level
	Status   vocab.ProgressStatus
	Near     []O // when nothing is reported: the latest results of near figures
	noted
}

// Progress finds the latest result of every target, in the order of targets.
// Outcomes may be of any year; those later than a target's year are ignored.
// The register must hold every indicator that a target or outcome names.
func Progress[T Record[Target], O Record[Outcome]](targets []T, outcomes []O, register map[string]Indicator) []TargetProgress[T, O] {
	out := make([]TargetProgress[T, O], len(targets))
	for i, t := range targets {
		out[i] = progressOf(t, until(outcomes, t.plain().Year), register)
	}
	return out
}

// WithoutTarget lists the results that no row shows, of each figure those of
// the latest year up to the given one.
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
	outcomes = until(outcomes, year)
	latest := map[figure]int{}
	for _, record := range outcomes {
		o := record.plain()
		latest[figureOf(o)] = max(latest[figureOf(o)], o.Year)
	}
	return keep(outcomes, func(record O) bool {
		o := record.plain()
		return o.Year == latest[figureOf(o)] && !shown[record]
	})
}

func until[O Record[Outcome]](outcomes []O, year int) []O {
	return keep(outcomes, func(o O) bool { return o.plain().Year <= year })
}

func keep[T any](list []T, wanted func(T) bool) []T {
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
	row.addOwn(t)
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
	fitting := keep(outcomes, func(record O) bool {
		o := record.plain()
		return o.IndicatorID == t.IndicatorID && o.Level == m.Level && o.Unit == m.Unit && o.Item == "" &&
			(o.Value != nil || o.Year == t.Year)
	})
	slices.SortStableFunc(fitting, speaksBefore[O](m.Condition))
	out := MeasureProgress[O]{Measure: m}
	if len(fitting) > 0 {
		out.Outcome = fitting[0]
		out.Others = keep(fitting[1:], func(other O) bool {
			year := other.plain().Year
			return year == t.Year || year == out.Outcome.plain().Year
		})
	}
	out.Status, out.Distance = judge(m, plainOf(out.Outcome), direction)
	return out
}

// speaksBefore orders results of the same figure: those with a number first,
// then the latest year, the same condition as the target's, the latest date.
func speaksBefore[O Record[Outcome]](condition string) func(a, b O) int {
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

func trueFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	default:
		return 1
	}
}

// judge says whether a result meets a measure: when every number that it may
// stand for does, and not when none does.
func judge(m *Measure, o *Outcome, direction vocab.Direction) (vocab.ProgressStatus, *vocab.Decimal) {
	if o == nil || o.Value == nil {
		return vocab.StatusNotReported, nil
	}
	if m.Operator == vocab.OperatorQualitative {
		return judgeDone(o), nil
	}
	asked, askedOK := satisfying(m, direction)
	result, resultOK := reported(o)
	if !askedOK || !resultOK {
		return vocab.StatusUncertain, nil
	}
	var distance *vocab.Decimal
	if d, ok := asked.inside(*o.Value); ok {
		distance = &d
	}
	switch {
	case result.within(asked):
		return vocab.StatusMet, distance
	case result.apart(asked):
		return vocab.StatusNotMet, distance
	default:
		return vocab.StatusUncertain, distance
	}
}

var (
	notDone = vocab.MustDecimal("0")
	done    = vocab.MustDecimal("1")
)

// judgeDone judges a result of a target without a number: only "done" and
// "not done" say whether it is met.
func judgeDone(o *Outcome) vocab.ProgressStatus {
	switch {
	case o.Unit != vocab.UnitBoolean || o.Qualifier != vocab.QualifierExact:
		return vocab.StatusUncertain
	case *o.Value == done:
		return vocab.StatusMet
	case *o.Value == notDone:
		return vocab.StatusNotMet
	default:
		return vocab.StatusUncertain
	}
}

// overallStatus folds the statuses of a target's measures. Some met and others
// not reported leaves open whether the target is met.
func overallStatus[O Record[Outcome]](measures []MeasureProgress[O]) vocab.ProgressStatus {
	count := map[vocab.ProgressStatus]int{}
	for _, m := range measures {
		count[m.Status]++
	}
	met, missing := count[vocab.StatusMet], count[vocab.StatusNotReported]
	switch {
	case count[vocab.StatusNotMet] > 0:
		return vocab.StatusNotMet
	case count[vocab.StatusUncertain] > 0 || met > 0 && missing > 0:
		return vocab.StatusUncertain
	case met > 0:
		return vocab.StatusMet
	default:
		return vocab.StatusNotReported
	}
}

func (row *TargetProgress[T, O]) addMeasure(m MeasureProgress[O], direction vocab.Direction) {
	o := plainOf(m.Outcome)
	if o == nil {
		return
	}
	row.addYear(o)
	if n := len(keep(m.Others, func(other O) bool { return other.plain().Year == o.Year && other.plain().Value != nil })); n > 0 {
		row.add(vocab.CaveatResults, severalResultsMessage(n+1, o.Year))
	}
	row.addResult(o)
	if o.Value == nil {
		return
	}
	row.addMeaning(m.Measure, o, m.Status, direction)
	if !wording.Same(m.Measure.Condition, o.Condition) {
		row.add(vocab.CaveatCondition, resultConditionMessage(m.Measure.Condition, o.Condition))
	}
}

// addMeaning tells why a number may not say whether a measure is met.
func (n *noted) addMeaning(m *Measure, o *Outcome, status vocab.ProgressStatus, direction vocab.Direction) {
	switch {
	case m.Operator == vocab.OperatorQualitative:
		if status == vocab.StatusUncertain {
			n.add(vocab.CaveatQualitative, targetWithoutNumberMessage)
		}
		return
	case direction == vocab.Neither:
		n.add(vocab.CaveatDirection, noBetterSideMessage)
	case m.Operator == vocab.OperatorAbout:
		n.add(vocab.CaveatOperator, vagueTargetMessage)
	}
	if isVague(o.Qualifier) {
		n.add(vocab.CaveatOperator, vagueResultMessage(o.Qualifier))
	}
}

// addYear tells that a result is of another year than the target.
func (row *TargetProgress[T, O]) addYear(o *Outcome) {
	if year := row.Target.plain().Year; o.Year != year {
		row.add(vocab.CaveatYear, resultYearMessage(o.Year, year))
	}
}

func isVague(q vocab.Qualifier) bool {
	return q == vocab.QualifierNearly || q == vocab.QualifierAbout || q == vocab.QualifierEstimated
}

// addResult adds what holds for a result whatever it is laid beside. The
// printed number is used even when a corrected one stands beside it.
func (n *noted) addResult(o *Outcome) {
	switch {
	case o.Corrected != nil && o.Value != nil:
		n.add(vocab.CaveatFinding, correctedMessage(o.ID, *o.Value, *o.Corrected))
	case o.Flagged:
		n.add(vocab.CaveatFinding, findingMessage(o.ID))
	}
}

// addNearResults shows what was reported instead: the indicator itself at
// another level or in another unit, and near indicators of its concept.
func (row *TargetProgress[T, O]) addNearResults(indicator Indicator, outcomes []O, register map[string]Indicator) {
	row.Near = latestOfEach(keep(outcomes, func(record O) bool {
		o := record.plain()
		return o.Value != nil && o.Item == "" && register[o.IndicatorID].ConceptID == indicator.ConceptID
	}))
	var levels []vocab.Level
	for _, record := range row.Near {
		o := record.plain()
		row.addYear(o)
		row.addResult(o)
		if other := register[o.IndicatorID]; other.ID != indicator.ID {
			row.addBeside(indicator, other)
			continue
		}
		if !setAt(row.Measures, o.Level) {
			levels = append(levels, o.Level)
			continue
		}
		row.add(vocab.CaveatUnit, resultUnitMessage(o.Unit))
	}
	if len(levels) > 0 {
		row.add(vocab.CaveatLevel, resultLevelMessage(levels))
	}
}

func (n *noted) addBeside(own, near Indicator) {
	n.add(vocab.CaveatNearIndicator, besideMessage(own, near))
	n.addDifferences(own, near)
}

func setAt[O Record[Outcome]](measures []MeasureProgress[O], level vocab.Level) bool {
	return slices.ContainsFunc(measures, func(m MeasureProgress[O]) bool { return m.Measure.Level == level })
}

// figure is what results have in common that only year and document tell apart.
type figure struct {
	indicatorID, item string
	level             vocab.Level
	unit              vocab.Unit
}

func figureOf(o *Outcome) figure { return figure{o.IndicatorID, wording.Key(o.Item), o.Level, o.Unit} }

// latestOfEach keeps the result that speaks for each figure, in the order in
// which the figures are first met.
func latestOfEach[O Record[Outcome]](outcomes []O) []O {
	var order []figure
	best := map[figure]O{}
	before := speaksBefore[O]("")
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
