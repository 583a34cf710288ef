package model

import (
	"doichieu/ent"
	"doichieu/record"
	"doichieu/vocab"
)

// MatrixRow is one indicator over the plan years of a matrix.
type MatrixRow struct {
	Indicator *ent.Indicator
	Cells     []MatrixCell
	Ranks     func() map[*record.Measure]int // of the bounds in the cells that have one
}

// MatrixCell is one indicator in one plan year. What not every answer shows is
// found when it is asked for.
type MatrixCell struct {
	Row      *MatrixRow
	PlanYear *record.PlanYear
	Target   *record.Target // that speaks for the year; nil when there is none
}

// OtherTargets lists further targets of the plan year for the indicator.
func (c *MatrixCell) OtherTargets() []*record.Target {
	out := []*record.Target{}
	for _, t := range c.PlanYear.TargetsFor(c.Row.Indicator) {
		if t != c.Target {
			out = append(out, t)
		}
	}
	return out
}

// Measures lists the target's preferred bounds.
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

// Outcomes lists what was reported for the indicator.
func (c *MatrixCell) Outcomes() []*record.Outcome {
	out := []*record.Outcome{}
	for _, o := range c.PlanYear.Outcomes {
		if o.Indicator == c.Row.Indicator {
			out = append(out, o)
		}
	}
	return out
}

// Absence tells why there is no target.
func (c *MatrixCell) Absence() *vocab.Absence {
	return absence(c.Target != nil, len(c.PlanYear.Targets) > 0, vocab.AbsenceNotSet)
}

// OutcomeAbsence tells why there is no result.
func (c *MatrixCell) OutcomeAbsence() *vocab.Absence {
	return absence(len(c.Outcomes()) > 0, len(c.PlanYear.Outcomes) > 0, vocab.AbsenceNotReported)
}

// absence is none for what is there, missing where the plan year has others of
// the kind, and not applicable where no document speaks of any.
func absence(isThere, hasOthers bool, missing vocab.Absence) *vocab.Absence {
	if isThere {
		return nil
	}
	if !hasOthers {
		missing = vocab.AbsenceNotApplicable
	}
	return &missing
}

// RankedMeasure is a bound and its place among those of its row.
type RankedMeasure struct {
	Measure *record.Measure
	row     *MatrixRow
}

// Rank is 1 for the strictest bound; nil for one that cannot be ranked.
func (m *RankedMeasure) Rank() *int {
	rank, ranked := m.row.Ranks()[m.Measure]
	if !ranked {
		return nil
	}
	return &rank
}
