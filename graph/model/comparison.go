package model

import (
	"doichieu/compare"
	"doichieu/ent"
	"doichieu/record"
	"doichieu/vocab"
)

// Comparison lays two plan years side by side.
type Comparison struct {
	Left, Right *record.PlanYear
	Rows        []*TargetComparison
	Caveats     []*Caveat
}

// TargetComparison is one row of a comparison. What an answer shows of it is found
// when it is asked for.
type TargetComparison struct {
	Indicator *ent.Indicator
	Judged    *JudgedTargets // what the rules say
}

// JudgedTargets is a row of a comparison as the rules hand it out.
type JudgedTargets = compare.TargetComparison[*record.Target]

// Left is the left side's target; nil when only the right side sets one.
func (t *TargetComparison) Left() *record.Target { return t.Judged.Left }

// Right is the right side's target; nil when only the left side sets one.
func (t *TargetComparison) Right() *record.Target { return t.Judged.Right }

// Verdict says which side is stricter, or why neither is.
func (t *TargetComparison) Verdict() vocab.Verdict { return t.Judged.Verdict }

// OtherLeft lists further targets of the left side for the indicator.
func (t *TargetComparison) OtherLeft() []*record.Target { return t.Judged.OtherLeft }

// OtherRight lists further targets of the right side for the indicator.
func (t *TargetComparison) OtherRight() []*record.Target { return t.Judged.OtherRight }

// Near lists targets of the other side for near indicators.
func (t *TargetComparison) Near() []*record.Target { return t.Judged.Near() }

// Caveats tell why the row must be read with care.
func (t *TargetComparison) Caveats() []*Caveat { return Caveats(t.Judged.Caveats()) }

// Measures lay the bounds of both sides side by side.
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

// National lists the national goals for the row's indicator.
func (t *TargetComparison) National() []*ent.NationalGoal { return t.Indicator.Edges.NationalGoals }

// MeasureComparison lays two bounds of one level side by side.
type MeasureComparison struct {
	Level      vocab.Level
	Left       *record.Measure
	Right      *record.Measure
	Verdict    vocab.Verdict
	Difference *vocab.Decimal
}

// OutcomeComparison lays the results of one indicator and level side by side.
type OutcomeComparison struct {
	Indicator   *ent.Indicator
	Level       vocab.Level
	Left, Right []*record.Outcome
	Presence    vocab.Presence
	Better      *vocab.Side
	Difference  *vocab.Decimal
	Caveats     []*Caveat
}

// Caveat says why a row must be read with care.
type Caveat struct {
	Kind      vocab.CaveatKind
	Message   string
	MessageEn string
}

// Caveats are those of the rules as the API shows them.
func Caveats(list []compare.Caveat) []*Caveat {
	out, all := make([]*Caveat, len(list)), make([]Caveat, len(list))
	for i, c := range list {
		all[i] = Caveat{Kind: c.Kind, Message: c.Message.VI, MessageEn: c.Message.EN}
		out[i] = &all[i]
	}
	return out
}
