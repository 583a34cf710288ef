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
	b.targets(whole, py.Edges.Targets)
	b.tasks(whole, py.Edges.Tasks)
	b.outcomes(whole, py.Edges.Outcomes)
	whole.Budgets = records[record.Budget](b, len(py.Edges.Budgets))
	for i, budget := range py.Edges.Budgets {
		b.budget(whole.Budgets[i], budget)
		whole.Budgets[i].PlanYear = whole
	}
	link(whole, py)
	whole.Documents = speaking(whole, b.release.documentsOf[py.ProvinceID])
	b.pack()
	return whole, b.err
}

// link tells tasks and targets of each other; a task is carried out by tasks of
// its own plan year.
func link(whole *record.PlanYear, py *ent.PlanYear) {
	tasks := byID(whole.Tasks, func(t *record.Task) string { return t.ID })
	for i, t := range py.Edges.Tasks {
		whole.Tasks[i].CarriedOutBy = pick(t.Edges.CarriedOutBy, tasks)
		for _, by := range whole.Tasks[i].CarriedOutBy {
			by.CarriesOut = append(by.CarriesOut, whole.Tasks[i])
		}
	}
	for i, t := range py.Edges.Targets {
		if t.TaskID == nil || tasks[*t.TaskID] == nil {
			continue
		}
		task, target := tasks[*t.TaskID], whole.Targets[i]
		target.Task, task.Targets = task, append(task.Targets, target)
	}
}

// pick takes the whole tasks for bare ones.
func pick(bare []*ent.Task, whole map[string]*record.Task) []*record.Task {
	var out []*record.Task
	for _, t := range bare {
		if found := whole[t.ID]; found != nil {
			out = append(out, found)
		}
	}
	return out
}

// speaking lists those of a province's documents that say something of a plan year.
func speaking(py *record.PlanYear, documents []*ent.Document) []*ent.Document {
	speak := map[*ent.Document]bool{}
	for _, t := range py.Targets {
		speak[t.Document] = true
	}
	for _, t := range py.Tasks {
		speak[t.Document] = true
	}
	for _, o := range py.Outcomes {
		speak[o.Document] = true
	}
	for _, budget := range py.Budgets {
		speak[budget.Document] = true
	}
	var out []*ent.Document
	for _, d := range documents {
		if speak[d] {
			out = append(out, d)
		}
	}
	return out
}

func (b *binder) targets(py *record.PlanYear, rows []*ent.Target) {
	py.Targets = records[record.Target](b, len(rows))
	py.Indicators = roomFor[*ent.Indicator](b, len(rows))
	measures := 0
	for _, t := range rows {
		measures += len(t.Edges.Measures)
	}
	b.room.measures, b.room.plainMeasures = roomFor[record.Measure](b, measures), roomFor[*compare.Measure](b, measures)
	for i, t := range rows {
		target := py.Targets[i]
		b.target(target, py, t)
		py.Indicators[i] = target.Indicator
	}
}

func (b *binder) target(target *record.Target, py *record.PlanYear, t *ent.Target) {
	b.own(&target.ID, &target.Wording)
	*target = record.Target{
		Wording: t.Wording, PlanYear: py,
		Document:  look(b, b.release.Document, t.DocumentID),
		Indicator: look(b, b.release.Indicator, t.IndicatorID),
		Measures:  take(b, &b.room.measures, len(t.Edges.Measures)),
		Citations: b.citations(t.Edges.Citations),
		Findings:  b.release.Findings(t.ID),
		Sources:   b.sources(t.Edges.Sources),
	}
	target.Target = compare.Target{
		ID: t.ID, IndicatorID: target.Indicator.ID, Year: py.Year,
		DocumentID: target.Document.ID, DocumentKind: target.Document.Kind,
		Measures: take(b, &b.room.plainMeasures, len(t.Edges.Measures)),
		Flagged:  len(target.Findings) > 0,
	}
	for i, m := range t.Edges.Measures {
		b.measure(target, i, m)
	}
	target.Leads, target.Performers = b.agencies(len(t.Edges.Agencies), func(i int) (string, bool) {
		a := t.Edges.Agencies[i]
		return a.AgencyID, a.Role == targetagency.RolePERFORMER
	})
}

// agencies lists those of a record in its two roles, of which the rows of the
// second come after those of the first.
func (b *binder) agencies(n int, of func(i int) (id string, second bool)) (first, second []*ent.Agency) {
	all := take(b, &b.room.agencies, n)
	start := n // of the second
	for i := range all {
		id, isSecond := of(i)
		all[i] = look(b, b.release.Agency, id)
		if isSecond {
			start = min(start, i)
		}
	}
	return all[:start], all[start:]
}

// measure makes a target's measure, and what the rules see of it.
func (b *binder) measure(target *record.Target, i int, m *ent.Measure) {
	measure := &target.Measures[i]
	*measure = record.Measure{
		Measure: compare.Measure{
			Level: constant(m.Level), Operator: constant(m.Operator),
			Value: b.number(m.Value), Upper: b.number(m.Upper),
			Unit: constant(m.Unit), Rank: constant(m.Rank), Condition: orEmpty(m.Condition),
		},
		ID: m.ID, Target: target,
		Printed: b.text(m.Printed), Sources: b.sources(m.Edges.Sources),
	}
	target.Target.Measures[i] = &measure.Measure
	b.own(&measure.ID, &measure.Measure.Condition)
}

func (b *binder) outcomes(py *record.PlanYear, rows []*ent.Outcome) {
	py.Outcomes = records[record.Outcome](b, len(rows))
	known := make(map[string]*record.Outcome, len(rows))
	for i, o := range rows {
		b.outcome(py.Outcomes[i], py, o)
		known[o.ID] = py.Outcomes[i]
	}
	for i, o := range rows {
		if o.PartOfID != nil {
			py.Outcomes[i].PartOf = look(b, func(id string) *record.Outcome { return known[id] }, *o.PartOfID)
		}
	}
}

func (b *binder) outcome(outcome *record.Outcome, py *record.PlanYear, o *ent.Outcome) {
	*outcome = record.Outcome{
		PlanYear: py, Wording: o.Wording,
		Document:  look(b, b.release.Document, o.DocumentID),
		Indicator: look(b, b.release.Indicator, o.IndicatorID),
		Numerator: b.number(o.Numerator), Absence: o.Absence,
		PeriodStart: b.text(o.PeriodStart), PeriodEnd: b.text(o.PeriodEnd),
		Printed: b.text(o.Printed), IsTotal: o.IsTotal,
		Note: b.text(o.Note), NoteEn: b.text(o.NoteEn),
		Citations: b.citations(o.Edges.Citations),
		Findings:  b.release.Findings(o.ID),
		Sources:   b.sources(o.Edges.Sources),
	}
	plain := &outcome.Outcome
	*plain = compare.Outcome{
		ID: o.ID, IndicatorID: outcome.Indicator.ID, Year: py.Year, Level: constant(o.Level),
		Value: b.number(o.Value), Corrected: b.number(o.Corrected), Unit: constant(o.Unit), Qualifier: constant(o.Qualifier),
		AsOf: orEmpty(o.AsOf), Item: orEmpty(o.Item), Condition: orEmpty(o.Condition),
		Flagged:  o.Corrected != nil || len(outcome.Findings) > 0,
		ProvinceID: py.Province.ID, Basis: constant(o.Basis), Denominator: b.number(o.Denominator),
	}
	b.own(&outcome.ID, &outcome.Wording, &plain.AsOf, &plain.Item, &plain.Condition)
}

func (b *binder) tasks(py *record.PlanYear, rows []*ent.Task) {
	py.Tasks = records[record.Task](b, len(rows))
	for i, t := range rows {
		b.task(py.Tasks[i], py, t)
	}
}

func (b *binder) task(task *record.Task, py *record.PlanYear, t *ent.Task) {
	b.own(&task.ID, &task.Title, &task.Group)
	*task = record.Task{
		ID: t.ID, PlanYear: py, Title: t.Title,
		Document: look(b, b.release.Document, t.DocumentID),
		Origin:   constant(t.Origin), Group: t.Group, Row: b.text(t.Row), Theme: constant(t.Theme),
		Schedule: b.schedule(t), Result: b.text(t.Result), ResultEn: b.text(t.ResultEn),
		FundingNote: b.text(t.FundingNote), Inherited: t.Inherited,
		Citations: b.citations(t.Edges.Citations),
		Findings:  b.release.Findings(t.ID),
		Sources:   b.sources(t.Edges.Sources),
	}
	if t.InitiativeID != nil {
		task.Initiative = look(b, b.release.Initiative, *t.InitiativeID)
	}
	task.Coordinators, task.Leads = b.agencies(len(t.Edges.Agencies), func(i int) (string, bool) {
		a := t.Edges.Agencies[i]
		return a.AgencyID, a.Role == taskagency.RoleLEAD
	})
}

func (b *binder) schedule(t *ent.Task) *record.Schedule {
	if t.ScheduleText == nil {
		return nil
	}
	schedule := record.Schedule{
		Text: *t.ScheduleText, Start: b.text(t.ScheduleStart), End: b.text(t.ScheduleEnd), Recurring: t.Recurring,
	}
	if known := b.schedules[schedule]; known != nil {
		return known
	}
	made := put(b, &b.room.schedules, schedule)
	b.schedules[schedule] = made
	b.own(&made.Text)
	return made
}

func (b *binder) budget(made *record.Budget, budget *ent.Budget) {
	*made = record.Budget{
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
	if budget.DecisionID != nil {
		made.Decision = look(b, b.release.LegalDocument, *budget.DecisionID)
	}
}

// CachedPlanYear returns a whole plan year if it is in memory, or else nil.
func (r *Release) CachedPlanYear(id string) *record.PlanYear { return r.memory.planYears.peek(id) }

// CachedPlanYears returns whole plan years if all are in memory, or else nil.
func (r *Release) CachedPlanYears(ids []string) []*record.PlanYear {
	return r.memory.planYears.peekAll(ids)
}
