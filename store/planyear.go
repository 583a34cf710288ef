package store

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"doichieu/ent"
	"doichieu/ent/planyear"
)

// WholePlanYears returns plan years with every record that hangs on them, in
// the order of ids, nil for an id that the release does not have. However many
// are asked for, those not in memory yet are read with a fixed number of SQL
// statements. The result is shared: callers must not change it.
func (r *Release) WholePlanYears(ctx context.Context, ids []string) ([]*ent.PlanYear, error) {
	out, missing := r.remembered(ids)
	if len(missing) == 0 {
		return out, nil
	}
	read, err := r.client.PlanYear.Query().Where(planyear.IDIn(missing...)).
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
		return nil, fmt.Errorf("read plan years: %w", err)
	}
	for _, py := range read {
		linkBack(py)
	}
	r.remember(read)
	out, _ = r.remembered(ids)
	return out, nil
}

// natural orders by sort key; within one parent that is the document's order.
func natural(s *sql.Selector) { s.OrderBy(s.C("sort_key")) }

func inOrder(q *ent.SourceQuery) { q.Order(natural) }

func citationsWithSources(q *ent.CitationQuery) { q.Order(natural).WithSources(inOrder) }

// linkBack lets every record find what it belongs to without another query.
func linkBack(py *ent.PlanYear) {
	tasks := byID(py.Edges.Tasks, func(t *ent.Task) string { return t.ID })
	for _, t := range py.Edges.Targets {
		t.Edges.PlanYear = py
		for _, m := range t.Edges.Measures {
			m.Edges.Target = t
		}
		if t.TaskID != nil {
			t.Edges.Task = tasks[*t.TaskID]
		}
	}
	for _, o := range py.Edges.Outcomes {
		o.Edges.PlanYear = py
	}
	for _, b := range py.Edges.Budgets {
		b.Edges.PlanYear = py
	}
	for _, t := range py.Edges.Tasks {
		t.Edges.PlanYear = py
		resolve(t.Edges.CarriedOutBy, tasks, func(t *ent.Task) string { return t.ID })
		resolve(t.Edges.CarriesOut, tasks, func(t *ent.Task) string { return t.ID })
	}
}

// resolve replaces bare entries by the whole ones.
func resolve[T any](list []*T, whole map[string]*T, id func(*T) string) {
	for i, entry := range list {
		if found := whole[id(entry)]; found != nil {
			list[i] = found
		}
	}
}

func (r *Release) remembered(ids []string) (found []*ent.PlanYear, missing []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	found = make([]*ent.PlanYear, len(ids))
	for i, id := range ids {
		if found[i] = r.whole[id]; found[i] == nil && r.planYears[id] != nil {
			missing = append(missing, id)
		}
	}
	return found, missing
}

func (r *Release) remember(list []*ent.PlanYear) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, py := range list {
		if r.whole[py.ID] == nil {
			r.whole[py.ID] = py
		}
	}
}

// Remembered returns whole plan years that were all read before, or nil.
func (r *Release) Remembered(ids []string) []*ent.PlanYear {
	found, missing := r.remembered(ids)
	if len(missing) > 0 {
		return nil
	}
	return found
}
