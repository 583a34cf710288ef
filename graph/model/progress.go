package model

import (
	"doichieu/record"
	"doichieu/vocab"
)

// Progress holds the progress towards the targets of a plan year.
type Progress struct {
	PlanYear   *record.PlanYear
	Rows       []*TargetProgress
	Untargeted []*record.Outcome
	Yardsticks []*HorizonComparison
}

// HorizonComparison compares a year's target, on the left, with its yardstick, on the
// right: a target for a later year, or another document's for the same year.
type HorizonComparison struct {
	*TargetComparison
	Change vocab.HorizonChange
}

// Target returns the year's target.
func (h *HorizonComparison) Target() *record.Target { return h.Left() }

// Horizon returns the yardstick.
func (h *HorizonComparison) Horizon() *record.Target { return h.Right() }

// Others returns the targets of both sides that are not compared.
func (h *HorizonComparison) Others() []*record.Target {
	return append(h.OtherLeft(), h.OtherRight()...)
}
