package compare

import (
	"cmp"
	"slices"

	"doichieu/vocab"
	"doichieu/wording"
)

// MeasureProgress is what was reported for one bound of a target.
type MeasureProgress struct {
	Measure  *Measure
	Status   vocab.ProgressStatus
	Outcome  *Outcome       // the latest result, in the target's own year also one without a number; nil when there is none
	Others   []*Outcome     // further results of the same figure, of the target's year or the outcome's
	Distance *vocab.Decimal // how far the printed number lies inside the target's set, negative outside; nil unless both are numbers
}

// TargetProgress is what was reported for a target.
type TargetProgress struct {
	Target   *Target
	Measures []MeasureProgress // preferred ones, by level
	Status   vocab.ProgressStatus
	Near     []*Outcome // when nothing is reported: the latest results of near figures
	noted
}

// Progress finds the latest result of every target, in the order of targets.
// Outcomes may be of any year; those later than a target's year are ignored.
// The register must hold every indicator that a target or outcome names.
func Progress(targets []*Target, outcomes []*Outcome, register map[string]Indicator) []TargetProgress {
	out := make([]TargetProgress, len(targets))
	for i, t := range targets {
		out[i] = progressOf(t, until(outcomes, t.Year), register)
	}
	return out
}

// WithoutTarget lists the results that no row shows, of each figure those of
// the latest year up to the given one.
func WithoutTarget(rows []TargetProgress, outcomes []*Outcome, year int) []*Outcome {
	shown := map[*Outcome]bool{}
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
	for _, o := range outcomes {
		latest[figureOf(o)] = max(latest[figureOf(o)], o.Year)
	}
	return keep(outcomes, func(o *Outcome) bool { return o.Year == latest[figureOf(o)] && !shown[o] })
}

func until(outcomes []*Outcome, year int) []*Outcome {
	return keep(outcomes, func(o *Outcome) bool { return o.Year <= year })
}

func keep[T any](list []*T, wanted func(*T) bool) []*T {
	var out []*T
	for _, entry := range list {
		if wanted(entry) {
			out = append(out, entry)
		}
	}
	return out
}

func progressOf(t *Target, outcomes []*Outcome, register map[string]Indicator) TargetProgress {
	row := TargetProgress{Target: t}
	row.addOwn(t)
	indicator := register[t.Indicator]
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

func measureProgress(t *Target, m *Measure, outcomes []*Outcome, direction vocab.Direction) MeasureProgress {
	fitting := keep(outcomes, func(o *Outcome) bool {
		return o.Indicator == t.Indicator && o.Level == m.Level && o.Unit == m.Unit && o.Item == "" &&
			(o.Value != nil || o.Year == t.Year)
	})
	slices.SortStableFunc(fitting, speaksBefore(m.Condition))
	out := MeasureProgress{Measure: m}
	if len(fitting) > 0 {
		out.Outcome = fitting[0]
		out.Others = keep(fitting[1:], func(o *Outcome) bool { return o.Year == t.Year || o.Year == out.Outcome.Year })
	}
	out.Status, out.Distance = judge(m, out.Outcome, direction)
	return out
}

// speaksBefore orders results of the same figure: those with a number first,
// then the latest year, the same condition as the target's, the latest date.
func speaksBefore(condition string) func(a, b *Outcome) int {
	return func(a, b *Outcome) int {
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
	result, resultOK := reported(*o)
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
func overallStatus(measures []MeasureProgress) vocab.ProgressStatus {
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

func (row *TargetProgress) addMeasure(m MeasureProgress, direction vocab.Direction) {
	o := m.Outcome
	if o == nil {
		return
	}
	if o.Year != row.Target.Year {
		row.add(vocab.CaveatYear, resultYearMessage(o.Year, row.Target.Year))
	}
	if n := len(keep(m.Others, func(other *Outcome) bool { return other.Year == o.Year && other.Value != nil })); n > 0 {
		row.add(vocab.CaveatResults, severalResultsMessage(n+1, o.Year))
	}
	row.addResult(o)
	if o.Value == nil {
		return
	}
	row.addMeaning(m, direction)
	if !wording.Same(m.Measure.Condition, o.Condition) {
		row.add(vocab.CaveatCondition, resultConditionMessage(m.Measure.Condition, o.Condition))
	}
}

// addMeaning tells why a number may not say whether a measure is met.
func (row *TargetProgress) addMeaning(m MeasureProgress, direction vocab.Direction) {
	switch {
	case m.Measure.Operator == vocab.OperatorQualitative:
		if m.Status == vocab.StatusUncertain {
			row.add(vocab.CaveatQualitative, targetWithoutNumberMessage)
		}
		return
	case direction == vocab.Neither:
		row.add(vocab.CaveatDirection, noBetterSideMessage)
	case m.Measure.Operator == vocab.OperatorAbout:
		row.add(vocab.CaveatOperator, vagueTargetMessage)
	}
	if isVague(m.Outcome.Qualifier) {
		row.add(vocab.CaveatOperator, vagueResultMessage(m.Outcome.Qualifier))
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
func (row *TargetProgress) addNearResults(indicator Indicator, outcomes []*Outcome, register map[string]Indicator) {
	row.Near = latestOfEach(keep(outcomes, func(o *Outcome) bool {
		return o.Value != nil && o.Item == "" && register[o.Indicator].Concept == indicator.Concept
	}))
	var levels []vocab.Level
	for _, o := range row.Near {
		if o.Year != row.Target.Year {
			row.add(vocab.CaveatYear, resultYearMessage(o.Year, row.Target.Year))
		}
		row.addResult(o)
		if other := register[o.Indicator]; other.Code != indicator.Code {
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

func setAt(measures []MeasureProgress, level vocab.Level) bool {
	return slices.ContainsFunc(measures, func(m MeasureProgress) bool { return m.Measure.Level == level })
}

// figure is what results have in common that only year and document tell apart.
type figure struct {
	indicator, item string
	level           vocab.Level
	unit            vocab.Unit
}

func figureOf(o *Outcome) figure { return figure{o.Indicator, wording.Key(o.Item), o.Level, o.Unit} }

// latestOfEach keeps the result that speaks for each figure, in the order in
// which the figures are first met.
func latestOfEach(outcomes []*Outcome) []*Outcome {
	var order []figure
	best := map[figure]*Outcome{}
	before := speaksBefore("")
	for _, o := range outcomes {
		key := figureOf(o)
		if best[key] == nil {
			order = append(order, key)
			best[key] = o
		}
		if before(o, best[key]) < 0 {
			best[key] = o
		}
	}
	out := make([]*Outcome, len(order))
	for i, key := range order {
		out[i] = best[key]
	}
	return out
}
