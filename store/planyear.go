package store

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"doichieu/compare"
	"doichieu/ent"
	"doichieu/ent/planyear"
	"doichieu/ent/targetagency"
	"doichieu/ent/taskagency"
	"doichieu/record"
)

// WholePlanYears returns plan years with every record that hangs on them, in
// the order of ids, nil for an id that the release does not have. However many
// are asked for, those not in memory are read with a fixed number of SQL
// statements. The result is shared: callers must not change it.
func (r *Release) WholePlanYears(ctx context.Context, ids []string) ([]*record.PlanYear, error) {
	return r.memory.planYears.get(ctx, ids, r.readPlanYears)
}

func (r *Release) readPlanYears(ctx context.Context, ids []string, keep func(string, *record.PlanYear, int)) error {
	read, err := r.client.PlanYear.Query().Where(planyear.IDIn(ids...)).
		WithTargets(func(q *ent.TargetQuery) {
			q.Order(natural).
				WithMeasures(func(q *ent.MeasureQuery) { q.Order(natural).WithSources(inOrder) }).
				WithAgencies(func(q *ent.TargetAgencyQuery) { q.Order(ent.Asc("role", "position")) }).
				WithCitations(citationsWithSources).
				WithSources(inOrder)
		}).
		WithOutcomes(func(q *ent.OutcomeQuery) {
			q.Order(natural).WithCitations(citationsWithSources).WithSources(inOrder)
		}).
		WithTasks(func(q *ent.TaskQuery) {
			q.Order(natural).
				WithAgencies(func(q *ent.TaskAgencyQuery) { q.Order(ent.Asc("role", "position")) }).
				WithCitations(citationsWithSources).
				WithCarriedOutBy(func(q *ent.TaskQuery) { q.Select("id").Order(natural) }).
				WithCarriesOut(func(q *ent.TaskQuery) { q.Select("id").Order(natural) }).
				WithSources(inOrder)
		}).
		WithBudgets(func(q *ent.BudgetQuery) { q.Order(natural).WithSources(inOrder) }).
		All(ctx)
	if err != nil {
		return fmt.Errorf("read plan years: %w", err)
	}
	for _, py := range read {
		b := newBinder(r)
		whole, err := b.planYear(py)
		if err != nil {
			return fmt.Errorf("plan year %s: %w", py.ID, err)
		}
		keep(py.ID, whole, b.bytes)
	}
	return nil
}

// natural orders by sort key; within one parent that is the document's order.
func natural(s *sql.Selector) { s.OrderBy(s.C("sort_key")) }

func inOrder(q *ent.SourceQuery) { q.Order(natural) }

func citationsWithSources(q *ent.CitationQuery) { q.Order(natural).WithSources(inOrder) }

func (b *binder) planYear(py *ent.PlanYear) (*record.PlanYear, error) {
	whole := &record.PlanYear{ID: py.ID, Year: py.Year, Province: look(b, b.release.Province, py.ProvinceID)}
	b.own(&whole.ID)
	documents := map[*ent.Document]bool{}
	tasks := map[string]*record.Task{}
	for _, t := range py.Edges.Tasks {
		task := b.task(whole, t)
		whole.Tasks, tasks[t.ID], documents[task.Document] = append(whole.Tasks, task), task, true
	}
	for i, t := range py.Edges.Tasks {
		whole.Tasks[i].CarriedOutBy = pick(t.Edges.CarriedOutBy, tasks)
		whole.Tasks[i].CarriesOut = pick(t.Edges.CarriesOut, tasks)
	}
	for _, t := range py.Edges.Targets {
		target := b.target(whole, t)
		if t.TaskID != nil && tasks[*t.TaskID] != nil {
			target.Task = tasks[*t.TaskID]
			target.Task.Targets = append(target.Task.Targets, target)
		}
		whole.Targets, documents[target.Document] = append(whole.Targets, target), true
		whole.Indicators = append(whole.Indicators, target.Indicator)
		whole.PlainTargets = append(whole.PlainTargets, &target.Target)
	}
	outcomes := map[string]*record.Outcome{}
	for _, o := range py.Edges.Outcomes {
		outcome := b.outcome(whole, o)
		whole.Outcomes, outcomes[o.ID], documents[outcome.Document] = append(whole.Outcomes, outcome), outcome, true
		whole.PlainOutcomes = append(whole.PlainOutcomes, &outcome.Outcome)
	}
	for i, o := range py.Edges.Outcomes {
		if o.PartOfID != nil {
			whole.Outcomes[i].PartOf = look(b, func(id string) *record.Outcome { return outcomes[id] }, *o.PartOfID)
		}
	}
	for _, budget := range py.Edges.Budgets {
		made := b.budget(budget)
		made.PlanYear = whole
		whole.Budgets, documents[made.Document] = append(whole.Budgets, made), true
	}
	for _, d := range b.release.documentsOf[py.ProvinceID] {
		if documents[d] {
			whole.Documents = append(whole.Documents, d)
		}
	}
	b.pack()
	return whole, b.err
}

// pick takes the whole tasks for bare ones; a task is carried out by tasks of
// its own plan year.
func pick(bare []*ent.Task, whole map[string]*record.Task) []*record.Task {
	var out []*record.Task
	for _, t := range bare {
		if found := whole[t.ID]; found != nil {
			out = append(out, found)
		}
	}
	return out
}

func (b *binder) target(py *record.PlanYear, t *ent.Target) *record.Target {
	target := &record.Target{
		PlanYear: py, Wording: t.Wording,
		Document:  look(b, b.release.Document, t.DocumentID),
		Indicator: look(b, b.release.Indicator, t.IndicatorID),
		Citations: b.citations(t.Edges.Citations),
		Findings:  b.release.Findings(t.ID),
		Sources:   b.sources(t.Edges.Sources),
	}
	target.Target = compare.Target{
		ID: t.ID, Record: target, Indicator: target.Indicator.ID, Year: py.Year,
		Document: target.Document.ID, Kind: target.Document.Kind,
		Measures: make([]compare.Measure, len(t.Edges.Measures)),
		Flagged:  len(target.Findings) > 0,
	}
	b.own(&target.ID, &target.Wording)
	count(b, target)
	for i, m := range t.Edges.Measures {
		target.Measures = append(target.Measures, b.measure(target, &target.Target.Measures[i], m))
	}
	for _, a := range t.Edges.Agencies {
		agency := look(b, b.release.Agency, a.AgencyID)
		if a.Role == targetagency.RoleLEAD {
			target.Leads = append(target.Leads, agency)
			continue
		}
		target.Performers = append(target.Performers, agency)
	}
	return target
}

// measure fills in what the rules see of a measure, and makes the record around it.
func (b *binder) measure(target *record.Target, plain *compare.Measure, m *ent.Measure) *record.Measure {
	measure := &record.Measure{
		Measure: plain, ID: m.ID, Target: target,
		Printed: b.text(m.Printed), Sources: b.sources(m.Edges.Sources),
	}
	*plain = compare.Measure{
		Record: measure, Level: constant(m.Level), Operator: constant(m.Operator), Value: m.Value, Upper: m.Upper,
		Unit: constant(m.Unit), Rank: constant(m.Rank), Condition: orEmpty(m.Condition),
	}
	b.own(&measure.ID, &plain.Condition)
	count(b, measure)
	count(b, plain)
	return measure
}

func (b *binder) outcome(py *record.PlanYear, o *ent.Outcome) *record.Outcome {
	outcome := &record.Outcome{
		PlanYear: py, Wording: o.Wording,
		Document:  look(b, b.release.Document, o.DocumentID),
		Indicator: look(b, b.release.Indicator, o.IndicatorID),
		Numerator: o.Numerator, Absence: o.Absence,
		PeriodStart: b.text(o.PeriodStart), PeriodEnd: b.text(o.PeriodEnd),
		Printed: b.text(o.Printed), IsTotal: o.IsTotal,
		Note: b.text(o.Note), NoteEn: b.text(o.NoteEn),
		Citations: b.citations(o.Edges.Citations),
		Findings:  b.release.Findings(o.ID),
		Sources:   b.sources(o.Edges.Sources),
	}
	outcome.Outcome = compare.Outcome{
		ID: o.ID, Record: outcome, Indicator: outcome.Indicator.ID, Year: py.Year, Level: constant(o.Level),
		Value: o.Value, Corrected: o.Corrected, Unit: constant(o.Unit), Qualifier: constant(o.Qualifier),
		AsOf: orEmpty(o.AsOf), Item: orEmpty(o.Item), Condition: orEmpty(o.Condition),
		Flagged:  o.Corrected != nil || len(outcome.Findings) > 0,
		Province: py.Province.ID, Basis: constant(o.Basis), Denominator: o.Denominator,
	}
	b.own(&outcome.ID, &outcome.Wording, &outcome.Outcome.AsOf, &outcome.Outcome.Item, &outcome.Outcome.Condition)
	count(b, outcome)
	return outcome
}

func (b *binder) task(py *record.PlanYear, t *ent.Task) *record.Task {
	task := &record.Task{
		ID: t.ID, PlanYear: py, Title: t.Title,
		Document: look(b, b.release.Document, t.DocumentID),
		Origin:   constant(t.Origin), Group: t.Group, Row: b.text(t.Row), Theme: constant(t.Theme),
		Result: b.text(t.Result), ResultEn: b.text(t.ResultEn),
		FundingNote: b.text(t.FundingNote), Inherited: t.Inherited,
		Citations: b.citations(t.Edges.Citations),
		Findings:  b.release.Findings(t.ID),
		Sources:   b.sources(t.Edges.Sources),
	}
	b.own(&task.ID, &task.Title, &task.Group)
	count(b, task)
	if t.InitiativeID != nil {
		task.Initiative = look(b, b.release.Initiative, *t.InitiativeID)
	}
	if t.ScheduleText != nil {
		task.Schedule = &record.Schedule{
			Text: *t.ScheduleText, Start: b.text(t.ScheduleStart), End: b.text(t.ScheduleEnd), Recurring: t.Recurring,
		}
		b.own(&task.Schedule.Text)
		count(b, task.Schedule)
	}
	for _, a := range t.Edges.Agencies {
		agency := look(b, b.release.Agency, a.AgencyID)
		if a.Role == taskagency.RoleLEAD {
			task.Leads = append(task.Leads, agency)
			continue
		}
		task.Coordinators = append(task.Coordinators, agency)
	}
	return task
}

func (b *binder) budget(budget *ent.Budget) *record.Budget {
	made := &record.Budget{
		ID: budget.ID, PeriodStart: budget.PeriodStart, PeriodEnd: budget.PeriodEnd,
		Province: look(b, b.release.Province, budget.ProvinceID),
		Document: look(b, b.release.Document, budget.DocumentID),
		Amount:   budget.Amount, Corrected: budget.Corrected, Category: constant(budget.Category),
		Project: b.text(budget.Project), PartOfID: b.text(budget.PartOfID), Printed: budget.Printed,
		Note: b.text(budget.Note), NoteEn: b.text(budget.NoteEn),
		Findings: b.release.Findings(budget.ID),
		Sources:  b.sources(budget.Edges.Sources),
	}
	b.own(&made.ID, &made.Printed)
	count(b, made)
	if budget.DecisionID != nil {
		made.Decision = look(b, b.release.LegalDocument, *budget.DecisionID)
	}
	return made
}

// RememberedPlanYears returns whole plan years that are all in memory, or nil.
func (r *Release) RememberedPlanYears(ids []string) []*record.PlanYear {
	return r.memory.planYears.inMemory(ids)
}
