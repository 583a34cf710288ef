package model

import (
	"doichieu/record"
	"doichieu/vocab"
)

// Progress holds what was reported for the targets of a plan year.
type Progress struct {
	PlanYear   *record.PlanYear
	Rows       []*TargetProgress
	Untargeted []*record.Outcome
	Yardsticks []*HorizonComparison
}

// HorizonComparison is a row whose left side is a year's target and whose right
// side is a yardstick.
type HorizonComparison struct {
	*TargetComparison
	Change vocab.HorizonChange
}

// Target is the year's target.
func (h *HorizonComparison) Target() *record.Target { return h.Left() }

// Horizon is the yardstick.
func (h *HorizonComparison) Horizon() *record.Target { return h.Right() }

// Others lists the targets of either side that are not compared.
func (h *HorizonComparison) Others() []*record.Target {
	return append(h.OtherLeft(), h.OtherRight()...)
}
