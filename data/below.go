package data

import (
	"cmp"
	"fmt"
	"slices"

	"doichieu/compare"
	"doichieu/vocab"
	"doichieu/wording"
)

// targetsBelowResults: a target that the latest result of an earlier year
// passes already.
func (r *ruleBook) targetsBelowResults() {
	results := r.results()
	r.eachTarget(func(f *DocumentFile, t *Target, id string) {
		if passed := r.passed(t, results.before(f.Document.Province, t)); passed != nil {
			r.flagBelow(f, t, id, passed.Measure, passed.Outcome)
		}
	})
}

func (r *ruleBook) flagBelow(f *DocumentFile, t *Target, id string, m *compare.Measure, beyond *result) {
	o := beyond.entered
	set, reported := compare.Bound(m.Operator, m.Value, m.Upper), compare.Reported(o.Qualifier, *o.Value)
	r.flag(vocab.FindingBelowResult, vocab.SeverityWarning, []string{id, beyond.ID},
		append(placed(f.Document.Slug, t.Sources), placed(beyond.document, o.Sources)...),
		fmt.Sprintf("Chỉ tiêu năm %d (%s) thấp hơn kết quả đã báo cáo cho năm %d (%s).", t.Year, set.VI, o.Year, reported.VI),
		fmt.Sprintf("The target for %d (%s) is below the result reported for %d already (%s).", t.Year, set.EN, o.Year, reported.EN))
}

// passed finds the first measure that a result of an earlier year is beyond.
func (r *ruleBook) passed(t *Target, earlier []*result) *compare.MeasureProgress[*result] {
	direction := r.indicators[t.Indicator].Direction
	register := map[string]compare.Indicator{t.Indicator: {ID: t.Indicator, Direction: direction}}
	for _, row := range compare.Progress([]*compare.Target{t.plain()}, earlier, register) {
		for i, m := range row.Measures {
			if m.Status == vocab.StatusMet && m.Distance != nil && *m.Distance > 0 && looksAhead(m.Measure.Operator, direction) {
				return &row.Measures[i]
			}
		}
	}
	return nil
}

// looksAhead reports whether a bound asks for the better side: a ceiling on
// what should grow is kept, not reached.
func looksAhead(op vocab.Operator, direction vocab.Direction) bool {
	switch op {
	case vocab.OperatorAtLeast, vocab.OperatorMoreThan:
		return direction == vocab.HigherIsBetter
	case vocab.OperatorAtMost, vocab.OperatorLessThan:
		return direction == vocab.LowerIsBetter
	default:
		return true
	}
}

// addsUp reports whether a result counts what was done in its period only,
// which every year begins anew; a share or a rank of a period does not.
func (o *Outcome) addsUp() bool {
	return o.Basis == vocab.BasisPeriod && o.Unit != vocab.UnitPercent && o.Unit != vocab.UnitRank
}

// result is a reported number and where it was entered.
type result struct {
	compare.Outcome
	place    int // in the order of all results
	document string
	entered  *Outcome
}

// speaksBefore reports whether of two results of one year r is taken.
func (r *result) speaksBefore(other *result) bool {
	return other == nil || cmp.Or(cmp.Compare(other.AsOf, r.AsOf), cmp.Compare(r.place, other.place)) < 0
}

// resultIndex finds the few results that compare.Progress may choose for a
// target. Without it each target would go through all results of its indicator.
type resultIndex struct {
	years  map[resultGroup][]int // with a result, in order
	latest map[resultKey]*result
}

// resultGroup is what a result has in common with a measure that it speaks for.
type resultGroup struct {
	province, indicator string
	level               vocab.Level
	unit                vocab.Unit
}

// resultKey names the result of a year that is taken under a condition.
type resultKey struct {
	resultGroup
	year      int
	condition string // as it is compared, or anyCondition
}

// anyCondition is no text that is compared.
const anyCondition = "\x00"

func (r *ruleBook) results() *resultIndex {
	index := &resultIndex{map[resultGroup][]int{}, map[resultKey]*result{}}
	place := 0
	r.eachOutcome(func(f *DocumentFile, o *Outcome, id string) {
		if place++; !o.addsUp() && o.Value != nil && o.Item == "" {
			index.add(f.Document.Province, &result{o.plain(id), place, f.Document.Slug, o})
		}
	})
	for group, years := range index.years {
		slices.Sort(years)
		index.years[group] = slices.Compact(years)
	}
	return index
}

func (x *resultIndex) add(province string, r *result) {
	o := r.entered
	group := resultGroup{province, o.Indicator, o.Level, o.Unit}
	x.years[group] = append(x.years[group], o.Year)
	for _, condition := range []string{wording.Key(o.Condition), anyCondition} {
		key := resultKey{group, o.Year, condition}
		if r.speaksBefore(x.latest[key]) {
			x.latest[key] = r
		}
	}
}

// before lists the results of earlier years that may speak for the measures of a
// target, in the order in which they were entered.
func (x *resultIndex) before(province string, t *Target) []*result {
	var out []*result
	for _, m := range t.Measures {
		group := resultGroup{province, t.Indicator, m.Level, m.Unit}
		years := x.years[group]
		at, _ := slices.BinarySearch(years, t.Year)
		if at == 0 {
			continue
		}
		found := x.latest[resultKey{group, years[at-1], wording.Key(m.Condition)}]
		if found == nil {
			found = x.latest[resultKey{group, years[at-1], anyCondition}]
		}
		out = append(out, found)
	}
	slices.SortFunc(out, func(a, b *result) int { return cmp.Compare(a.place, b.place) })
	return slices.Compact(out)
}
