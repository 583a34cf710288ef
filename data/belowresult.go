package data

import (
	"cmp"
	"fmt"
	"slices"

	"doichieu/compare"
	"doichieu/vocab"
	"doichieu/wording"
)

// targetsBelowResults flags targets that the latest result of an earlier year
// already exceeds.
func (r *ruleBook) targetsBelowResults() {
	results := r.results()
	r.eachTarget(func(f *DocumentFile, t *Target, id string) {
		if exceeded := r.resultBeyond(t, results.candidates(f.Document.Province, t)); exceeded != nil {
			r.flagBelowResult(f, t, id, exceeded.Measure, exceeded.Outcome)
		}
	})
}

func (r *ruleBook) flagBelowResult(f *DocumentFile, t *Target, id string, m *compare.Measure, beyond *result) {
	o := beyond.outcome
	set, reported := compare.BoundInWords(m.Operator, m.Value, m.Upper), compare.ResultInWords(o.Qualifier, *o.Value)
	r.flag(vocab.FindingBelowResult, vocab.SeverityWarning, []string{id, beyond.ID},
		append(placed(f.Document.Slug, t.Sources), placed(beyond.document, o.Sources)...),
		fmt.Sprintf("Chỉ tiêu năm %d (%s) thấp hơn kết quả đã báo cáo cho năm %d (%s).", t.Year, set.VI, o.Year, reported.VI),
		fmt.Sprintf("The target for %d (%s) is below the result reported for %d already (%s).", t.Year, set.EN, o.Year, reported.EN))
}

// resultBeyond finds the first measure that a result of an earlier year exceeds.
func (r *ruleBook) resultBeyond(t *Target, earlier []*result) *compare.MeasureProgress[*result] {
	direction := r.indicators[t.Indicator].Direction
	register := map[string]compare.Indicator{t.Indicator: {ID: t.Indicator, Direction: direction}}
	for _, row := range compare.Progress([]*compare.Target{t.plain()}, earlier, register) {
		for i, m := range row.Measures {
			if m.Status == vocab.StatusMet && m.Distance != nil && *m.Distance > 0 && asksForBetter(m.Measure.Operator, direction) {
				return &row.Measures[i]
			}
		}
	}
	return nil
}

// asksForBetter reports whether a bound asks for better values: a ceiling on an
// indicator that should grow does not, and a result below it exceeds nothing.
func asksForBetter(op vocab.Operator, direction vocab.Direction) bool {
	switch op {
	case vocab.OperatorAtLeast, vocab.OperatorMoreThan:
		return direction == vocab.HigherIsBetter
	case vocab.OperatorAtMost, vocab.OperatorLessThan:
		return direction == vocab.LowerIsBetter
	default:
		return true
	}
}

// isPeriodTotal reports whether a result is a count over its period, which starts
// again every year; a share or a rank over a period is not.
func (o *Outcome) isPeriodTotal() bool {
	return o.Basis == vocab.BasisPeriod && o.Unit != vocab.UnitPercent && o.Unit != vocab.UnitRank
}

// result is a reported number and where it was entered.
type result struct {
	compare.Outcome
	order    int // position among all results
	document string
	outcome  *Outcome
}

// precedes reports whether r is preferred to another result of the same year.
func (r *result) precedes(other *result) bool {
	return other == nil || cmp.Or(cmp.Compare(other.AsOf, r.AsOf), cmp.Compare(r.order, other.order)) < 0
}

// resultIndex finds the few results that compare.Progress may choose for a target.
// Without it, every target would be compared with all results of its indicator.
type resultIndex struct {
	years  map[resultGroup][]int // years with a result, ascending
	latest map[resultKey]*result
}

// resultGroup has the properties that a result must share with a measure to be
// compared with it.
type resultGroup struct {
	province, indicator string
	level               vocab.Level
	unit                vocab.Unit
}

// resultKey identifies the preferred result of a year for a condition.
type resultKey struct {
	resultGroup
	year      int
	condition string // normalised for comparison, or anyCondition
}

// anyCondition differs from every normalised text.
const anyCondition = "\x00"

func (r *ruleBook) results() *resultIndex {
	index := &resultIndex{map[resultGroup][]int{}, map[resultKey]*result{}}
	order := 0
	r.eachOutcome(func(f *DocumentFile, o *Outcome, id string) {
		if order++; !o.isPeriodTotal() && o.Value != nil && o.Item == "" {
			index.add(f.Document.Province, &result{o.plain(id), order, f.Document.Slug, o})
		}
	})
	for group, years := range index.years {
		slices.Sort(years)
		index.years[group] = slices.Compact(years)
	}
	return index
}

func (x *resultIndex) add(province string, r *result) {
	o := r.outcome
	group := resultGroup{province, o.Indicator, o.Level, o.Unit}
	x.years[group] = append(x.years[group], o.Year)
	for _, condition := range []string{wording.Key(o.Condition), anyCondition} {
		key := resultKey{group, o.Year, condition}
		if r.precedes(x.latest[key]) {
			x.latest[key] = r
		}
	}
}

// candidates lists the results of earlier years that may be compared with the
// measures of a target, in the order in which they were entered.
func (x *resultIndex) candidates(province string, t *Target) []*result {
	var out []*result
	for _, m := range t.Measures {
		group := resultGroup{province, t.Indicator, m.Level, m.Unit}
		years := x.years[group]
		next, _ := slices.BinarySearch(years, t.Year)
		if next == 0 {
			continue
		}
		found := x.latest[resultKey{group, years[next-1], wording.Key(m.Condition)}]
		if found == nil {
			found = x.latest[resultKey{group, years[next-1], anyCondition}]
		}
		out = append(out, found)
	}
	slices.SortFunc(out, func(a, b *result) int { return cmp.Compare(a.order, b.order) })
	return slices.Compact(out)
}
