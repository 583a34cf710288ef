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
	whole := &record.PlanYear{ID: py.ID, Year: py.Year, Province: resolve(b, b.release.Province, py.ProvinceID)}
	b.own(&whole.ID)
	b.targets(whole, py.Edges.Targets)
	b.tasks(whole, py.Edges.Tasks)
	b.outcomes(whole, py.Edges.Outcomes)
	whole.Budgets = records[record.Budget](b, len(py.Edges.Budgets))
	for i, budget := range py.Edges.Budgets {
		b.bindBudget(whole.Budgets[i], whole, budget)
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
	py.Indicators = allocate[*ent.Indicator](b, len(rows))
	measures := 0
	for _, t := range rows {
		measures += len(t.Edges.Measures)
	}
	b.pieces.measures, b.pieces.plainMeasures = allocate[record.Measure](b, measures), allocate[*compare.Measure](b, measures)
	for i, t := range rows {
		target := py.Targets[i]
		b.bindTarget(target, py, t)
		py.Indicators[i] = target.Indicator
	}
}

func (b *binder) bindTarget(target *record.Target, py *record.PlanYear, t *ent.Target) {
	b.bindTargetFields(target, t)
	target.PlanYear, target.Findings = py, b.release.Findings(t.ID)
	target.Year, target.DocumentKind, target.Flagged = py.Year, target.Document.Kind, len(target.Findings) > 0
	target.Measures = take(b, &b.pieces.measures, len(t.Edges.Measures))
	target.Target.Measures = take(b, &b.pieces.plainMeasures, len(t.Edges.Measures))
	for i, m := range t.Edges.Measures {
		measure := &target.Measures[i]
		b.bindMeasureFields(measure, m)
		measure.Target, target.Target.Measures[i] = target, &measure.Measure
	}
	target.Leads, target.Performers = b.agencies(len(t.Edges.Agencies), func(i int) (string, bool) {
		a := t.Edges.Agencies[i]
		return a.AgencyID, a.Role == targetagency.RolePERFORMER
	})
}

// agencies lists those of a record in its two roles, of which the rows of the
// second come after those of the first.
func (b *binder) agencies(n int, of func(i int) (id string, second bool)) (first, second []*ent.Agency) {
	all := take(b, &b.pieces.agencies, n)
	start := n // of the second
	for i := range all {
		id, isSecond := of(i)
		all[i] = resolve(b, b.release.Agency, id)
		if isSecond {
			start = min(start, i)
		}
	}
	return all[:start], all[start:]
}

func (b *binder) outcomes(py *record.PlanYear, rows []*ent.Outcome) {
	py.Outcomes = records[record.Outcome](b, len(rows))
	known := make(map[string]*record.Outcome, len(rows))
	for i, o := range rows {
		b.bindOutcome(py.Outcomes[i], py, o)
		known[o.ID] = py.Outcomes[i]
	}
	for i, o := range rows {
		if o.PartOfID != nil {
			py.Outcomes[i].PartOf = resolve(b, func(id string) *record.Outcome { return known[id] }, *o.PartOfID)
		}
	}
}

func (b *binder) bindOutcome(outcome *record.Outcome, py *record.PlanYear, o *ent.Outcome) {
	b.bindOutcomeFields(outcome, o)
	outcome.PlanYear, outcome.Findings = py, b.release.Findings(o.ID)
	outcome.Year, outcome.ProvinceID = py.Year, py.Province.ID
	outcome.Flagged = o.Corrected != nil || len(outcome.Findings) > 0
}

func (b *binder) tasks(py *record.PlanYear, rows []*ent.Task) {
	py.Tasks = records[record.Task](b, len(rows))
	for i, t := range rows {
		b.bindTask(py.Tasks[i], py, t)
	}
}

func (b *binder) bindTask(task *record.Task, py *record.PlanYear, t *ent.Task) {
	b.bindTaskFields(task, t)
	task.PlanYear, task.Findings, task.Schedule = py, b.release.Findings(t.ID), b.schedule(t)
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
	made := put(b, &b.pieces.schedules, schedule)
	b.schedules[schedule] = made
	b.own(&made.Text)
	return made
}

func (b *binder) bindBudget(made *record.Budget, py *record.PlanYear, row *ent.Budget) {
	b.bindBudgetFields(made, row)
	made.PlanYear, made.PartOfID, made.Findings = py, b.text(row.PartOfID), b.release.Findings(row.ID)
}

// CachedPlanYear returns a whole plan year if it is in memory, or else nil.
func (r *Release) CachedPlanYear(id string) *record.PlanYear { return r.memory.planYears.peek(id) }

// CachedPlanYears returns whole plan years if all are in memory, or else nil.
func (r *Release) CachedPlanYears(ids []string) []*record.PlanYear {
	return r.memory.planYears.peekAll(ids)
}
