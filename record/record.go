// Package record holds the records of a release as plain values that refer to each
// other, in the shape of the API. They are much smaller than the entities of package
// ent, so that the records of a whole country fit in memory. All requests share
// them, so they must not be changed after they were built.
//
// Targets, measures and outcomes embed the types of package compare, which therefore
// compares the records without converting them.
package record

import (
	"doichieu/compare"
	"doichieu/ent"
)

// PlanYear is one year of a province. In the release's list it has no records; a
// whole plan year has all of them, in natural order.
type PlanYear struct {
	ID        string
	Province  *ent.Province
	Year      int
	Documents []*ent.Document // with records of the year
	Targets   []*Target
	Outcomes  []*Outcome
	Tasks     []*Task
	Budgets   []*Budget

	// Indicators holds the indicator of each target, at the same index. A search
	// through it touches much less memory than one through the targets.
	Indicators []*ent.Indicator
}

// TargetsFor returns the targets for an indicator. Callers must not change the result,
// because a single target is returned as a slice of Targets.
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

// Source is a place in a document's archived text. Records from the same place
// share a Source.
type Source struct {
	Document *ent.Document
	Section  *string
	Row      *string
	Lines    []int
}

// Target is a statement for one indicator and one plan year. The fields that most
// answers show come first, as in Task.
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

// MeasureOf returns the measure that embeds plain, a pointer from package compare;
// nil when plain is nil or in another target.
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

// Condition returns the restriction of the bound to part of what the indicator
// counts; nil when there is none.
func (m *Measure) Condition() *string { return nilIfEmpty(&m.Measure.Condition) }

// Source returns the first of the measure's sources.
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

// AsOf returns the date that the result is reported for, or nil.
func (o *Outcome) AsOf() *string { return nilIfEmpty(&o.Outcome.AsOf) }

// Item returns which of the things that the indicator measures the result is about,
// or nil.
func (o *Outcome) Item() *string { return nilIfEmpty(&o.Outcome.Item) }

// Condition returns the restriction of the result to part of what the indicator
// counts; nil when there is none.
func (o *Outcome) Condition() *string { return nilIfEmpty(&o.Outcome.Condition) }

// nilIfEmpty returns text, or nil when it is empty.
func nilIfEmpty(text *string) *string {
	if *text == "" {
		return nil
	}
	return text
}

// Task is something to be done. The fields that most answers show come first, so that
// they share cache lines.
type Task struct {
	Leads    []*ent.Agency
	Schedule *Schedule
	PlanYear *PlanYear
	TaskFields
	Coordinators []*ent.Agency
	CarriedOutBy []*Task
	CarriesOut   []*Task
	Targets      []*Target // set in the task's text
	Citations    []*Citation
	Findings     []*Finding
	Sources      []*Source
}

// Schedule is the time in which a task is carried out. Tasks of a plan year with the
// same schedule share it.
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

// Citation is one reference to a legal document.
type Citation struct {
	CitationFields
	RecordID *string // the target, task or outcome that contains it
	Findings []*Finding
	Sources  []*Source
}

// Source returns the source of the citation.
func (c *Citation) Source() *Source { return c.Sources[0] }

// Finding is an issue in a document that an editor has noted.
type Finding struct {
	FindingFields
	RecordIDs []string // the records that it concerns
	Sources   []*Source
}
