// Package record holds the records of a release as plain values that know each
// other, in the shape in which the API shows them. They are a fraction of the
// size of the database's entities, so that a whole country fits in memory. They
// are shared by all requests: nobody changes them once they are made.
//
// Targets, measures and results embed what the rules of comparison see of them:
// package compare takes the records as they are.
package record

import (
	"doichieu/compare"
	"doichieu/ent"
)

// PlanYear is a province's year. In the release's list it comes without its
// records; whole, with all of them in natural order.
type PlanYear struct {
	ID        string
	Province  *ent.Province
	Year      int
	Documents []*ent.Document // that say something of it
	Targets   []*Target
	Outcomes  []*Outcome
	Tasks     []*Task
	Budgets   []*Budget

	// Indicators are those of the targets, one by one: going through them touches
	// a fraction of the memory that the targets themselves take.
	Indicators []*ent.Indicator
}

// TargetsFor lists the targets for an indicator. Callers must not change it: of
// one target it is a part of the list of all.
func (py *PlanYear) TargetsFor(indicator *ent.Indicator) []*Target {
	var out []*Target
	for i, of := range py.Indicators {
		switch {
		case of != indicator:
		case out == nil:
			out = py.Targets[i : i+1 : i+1]
		default:
			out = append(out, py.Targets[i])
		}
	}
	return out
}

// Source is a place in a document's archived text. Records that stand in the
// same place share it.
type Source struct {
	Document *ent.Document
	Section  *string
	Row      *string
	Lines    []int
}

// Target is a statement for one indicator and one plan year. What most answers
// show comes first, as in a task.
type Target struct {
	Measures []Measure
	TargetFields
	compare.Target
	PlanYear   *PlanYear
	Leads      []*ent.Agency
	Performers []*ent.Agency
	Citations  []*Citation
	Task       *Task
	Findings   []*Finding
	Sources    []*Source
}

// Measure is one bound of a target.
type Measure struct {
	compare.Measure
	MeasureFields
	Target  *Target
	Sources []*Source
}

// MeasureOf is the one of the target's measures that a rule of comparison points
// to; nil for nil.
func (t *Target) MeasureOf(plain *compare.Measure) *Measure {
	if plain == nil {
		return nil
	}
	for i := range t.Measures {
		if m := &t.Measures[i]; &m.Measure == plain {
			return m
		}
	}
	return nil
}

// Condition restricts the bound to part of what the indicator counts.
func (m *Measure) Condition() *string { return present(&m.Measure.Condition) }

// Source is the first of the measure's places.
func (m *Measure) Source() *Source { return m.Sources[0] }

// Outcome is a reported result.
type Outcome struct {
	compare.Outcome
	PlanYear *PlanYear
	OutcomeFields
	PartOf    *Outcome
	Citations []*Citation
	Findings  []*Finding
	Sources   []*Source
}

// AsOf is the date that the result is reported for.
func (o *Outcome) AsOf() *string { return present(&o.Outcome.AsOf) }

// Item is which thing of the indicator's kind the result is about.
func (o *Outcome) Item() *string { return present(&o.Outcome.Item) }

// Condition restricts the result to part of what the indicator counts.
func (o *Outcome) Condition() *string { return present(&o.Outcome.Condition) }

// present is a text that is absent when it is empty.
func present(text *string) *string {
	if *text == "" {
		return nil
	}
	return text
}

// Task is something to be done. What most answers show comes first: it is
// fetched from memory at once.
type Task struct {
	Leads    []*ent.Agency
	Schedule *Schedule
	PlanYear *PlanYear
	TaskFields
	Coordinators []*ent.Agency
	CarriedOutBy []*Task
	CarriesOut   []*Task
	Targets      []*Target // that its text sets
	Citations    []*Citation
	Findings     []*Finding
	Sources      []*Source
}

// Schedule is when a task runs. Tasks of a plan year that run alike share it.
type Schedule struct {
	Text      string
	Start     *string // ISO date
	End       *string
	Recurring bool
}

// Budget is an amount of money, for a plan year or a period.
type Budget struct {
	BudgetFields
	PlanYear *PlanYear // nil for a period of several years
	PartOfID *string
	Findings []*Finding
	Sources  []*Source
}

// Citation is one mention of a legal document.
type Citation struct {
	CitationFields
	RecordID *string // of the target, task or outcome that it stands in
	Findings []*Finding
	Sources  []*Source
}

// Source is the place of the citation.
func (c *Citation) Source() *Source { return c.Sources[0] }

// Finding is something a careful editor flags.
type Finding struct {
	FindingFields
	RecordIDs []string // of the records it concerns
	Sources   []*Source
}
