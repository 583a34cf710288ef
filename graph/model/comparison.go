package model

import (
	"doichieu/compare"
	"doichieu/ent"
	"doichieu/record"
	"doichieu/vocab"
)

// Comparison is a comparison of two plan years.
type Comparison struct {
	Left, Right *record.PlanYear
	Rows        []*TargetComparison
	Caveats     []*Caveat
}

// TargetComparison is one row of a comparison. Its fields are computed when an
// operation selects them.
type TargetComparison struct {
	Indicator *ent.Indicator
	Judged    *JudgedTargets // the result of package compare
}

// JudgedTargets is a row of a comparison as package compare returns it.
type JudgedTargets = compare.TargetComparison[*record.Target]

// Left returns the left side's target; nil when only the right side sets one.
func (t *TargetComparison) Left() *record.Target { return t.Judged.Left }

// Right returns the right side's target; nil when only the left side sets one.
func (t *TargetComparison) Right() *record.Target { return t.Judged.Right }

// Verdict returns which side is stricter, or why neither is.
func (t *TargetComparison) Verdict() vocab.Verdict { return t.Judged.Verdict }

// OtherLeft returns further targets of the left side for the indicator.
func (t *TargetComparison) OtherLeft() []*record.Target { return t.Judged.OtherLeft }

// OtherRight returns further targets of the right side for the indicator.
func (t *TargetComparison) OtherRight() []*record.Target { return t.Judged.OtherRight }

// Near returns targets of the other side for near indicators.
func (t *TargetComparison) Near() []*record.Target { return t.Judged.Near() }

// Caveats returns the reasons to read the row with care.
func (t *TargetComparison) Caveats() []*Caveat { return Caveats(t.Judged.Caveats()) }

// Measures returns the comparison of the two sides' bounds.
func (t *TargetComparison) Measures() []MeasureComparison {
	out := make([]MeasureComparison, len(t.Judged.Measures))
	for i, m := range t.Judged.Measures {
		out[i] = MeasureComparison{
			Level: m.Level, Left: t.Left().MeasureOf(m.Left), Right: t.Right().MeasureOf(m.Right),
			Verdict: m.Verdict, Difference: m.Difference,
		}
	}
	return out
}

// National returns the national goals for the row's indicator.
func (t *TargetComparison) National() []*ent.NationalGoal { return t.Indicator.Edges.NationalGoals }

// MeasureComparison compares two bounds of one level.
type MeasureComparison struct {
	Level      vocab.Level
	Left       *record.Measure
	Right      *record.Measure
	Verdict    vocab.Verdict
	Difference *vocab.Decimal
}

// OutcomeComparison compares the results for one indicator and level.
type OutcomeComparison struct {
	Indicator   *ent.Indicator
	Level       vocab.Level
	Left, Right []*record.Outcome
	Presence    vocab.Presence
	Better      *vocab.Side
	Difference  *vocab.Decimal
	Caveats     []*Caveat
}

// Caveat is a reason to read a row with care.
type Caveat struct {
	Kind      vocab.CaveatKind
	Message   string
	MessageEn string
}

// Caveats converts the caveats of package compare to those of the API.
func Caveats(list []compare.Caveat) []*Caveat {
	out, all := make([]*Caveat, len(list)), make([]Caveat, len(list))
	for i, c := range list {
		all[i] = Caveat{Kind: c.Kind, Message: c.Message.VI, MessageEn: c.Message.EN}
		out[i] = &all[i]
	}
	return out
}
