package model

import (
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

// TargetComparison is one row of a comparison with the records it is about.
type TargetComparison struct {
	Indicator  *ent.Indicator
	Left       *record.Target
	Right      *record.Target
	OtherLeft  []*record.Target
	OtherRight []*record.Target
	Near       []*record.Target
	Measures   []*MeasureComparison
	Verdict    vocab.Verdict
	Caveats    []*Caveat
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
