package model

import (
	"doichieu/ent"
	"doichieu/record"
	"doichieu/vocab"
)

// MatrixRow is one indicator across the plan years of a matrix.
type MatrixRow struct {
	Indicator *ent.Indicator
	Cells     []MatrixCell
	Ranks     func() map[*record.Measure]int // by bound; a bound that cannot be ranked has no entry
}

// MatrixCell is one indicator in one plan year. Most of its fields are computed when
// an operation selects them.
type MatrixCell struct {
	Row      *MatrixRow
	PlanYear *record.PlanYear
	Target   *record.Target // the leading target of the year; nil when there is none
}

// OtherTargets returns further targets of the plan year for the indicator.
func (c *MatrixCell) OtherTargets() []*record.Target {
	out := []*record.Target{}
	for _, t := range c.PlanYear.TargetsFor(c.Row.Indicator) {
		if t != c.Target {
			out = append(out, t)
		}
	}
	return out
}

// Measures returns the target's preferred bounds.
func (c *MatrixCell) Measures() []RankedMeasure {
	if c.Target == nil {
		return nil
	}
	out := make([]RankedMeasure, 0, len(c.Target.Measures))
	for i := range c.Target.Measures {
		m := &c.Target.Measures[i]
		if m.Rank == vocab.RankPreferred {
			out = append(out, RankedMeasure{m, c.Row})
		}
	}
	return out
}

// Outcomes returns the results reported for the indicator.
func (c *MatrixCell) Outcomes() []*record.Outcome {
	out := []*record.Outcome{}
	for _, o := range c.PlanYear.Outcomes {
		if o.Indicator == c.Row.Indicator {
			out = append(out, o)
		}
	}
	return out
}

// Absence returns why there is no target; nil when there is one.
func (c *MatrixCell) Absence() *vocab.Absence {
	return absence(c.Target != nil, len(c.PlanYear.Targets) > 0, vocab.AbsenceNotSet)
}

// OutcomeAbsence returns why there is no result; nil when there is one.
func (c *MatrixCell) OutcomeAbsence() *vocab.Absence {
	return absence(len(c.Outcomes()) > 0, len(c.PlanYear.Outcomes) > 0, vocab.AbsenceNotReported)
}

// absence returns nil when a record exists, missing when the plan year has others of
// the kind, and AbsenceNotApplicable when it has none.
func absence(isThere, hasOthers bool, missing vocab.Absence) *vocab.Absence {
	if isThere {
		return nil
	}
	if !hasOthers {
		missing = vocab.AbsenceNotApplicable
	}
	return &missing
}

// RankedMeasure is a bound with its rank among the bounds of its row.
type RankedMeasure struct {
	Measure *record.Measure
	row     *MatrixRow
}

// Rank returns 1 for the strictest bound, and nil for one that cannot be ranked.
func (m *RankedMeasure) Rank() *int {
	rank, ranked := m.row.Ranks()[m.Measure]
	if !ranked {
		return nil
	}
	return &rank
}
