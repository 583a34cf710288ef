package graph

import (
	"context"

	"doichieu/ent"
	"doichieu/ent/targetagency"
	"doichieu/ent/taskagency"
	"doichieu/graph/model"
	"doichieu/vocab"
)

// Resolvers of the records that hang on plan years. The records come whole
// from the store, so that most of these only follow a pointer.

func (*targetResolver) PlanYear(_ context.Context, t *ent.Target) (*ent.PlanYear, error) {
	return t.Edges.PlanYear, nil
}

func (*targetResolver) Document(ctx context.Context, t *ent.Target) (*ent.Document, error) {
	return must(release(ctx).Document(t.DocumentID), t.DocumentID)
}

func (*targetResolver) Indicator(ctx context.Context, t *ent.Target) (*ent.Indicator, error) {
	return must(release(ctx).Indicator(t.IndicatorID), t.IndicatorID)
}

func (*targetResolver) Measures(_ context.Context, t *ent.Target) ([]*ent.Measure, error) {
	return t.Edges.Measures, nil
}

func (*targetResolver) Leads(ctx context.Context, t *ent.Target) ([]*ent.Agency, error) {
	return targetAgencies(ctx, t, targetagency.RoleLEAD)
}

func (*targetResolver) Performers(ctx context.Context, t *ent.Target) ([]*ent.Agency, error) {
	return targetAgencies(ctx, t, targetagency.RolePERFORMER)
}

func targetAgencies(ctx context.Context, t *ent.Target, role targetagency.Role) ([]*ent.Agency, error) {
	var ids []string
	for _, a := range t.Edges.Agencies {
		if a.Role == role {
			ids = append(ids, a.AgencyID)
		}
	}
	return agencies(ctx, ids)
}

func agencies(ctx context.Context, ids []string) ([]*ent.Agency, error) {
	out := make([]*ent.Agency, len(ids))
	for i, id := range ids {
		agency, err := must(release(ctx).Agency(id), id)
		if err != nil {
			return nil, err
		}
		out[i] = agency
	}
	return out, nil
}

func (*targetResolver) Citations(_ context.Context, t *ent.Target) ([]*ent.Citation, error) {
	return t.Edges.Citations, nil
}

func (*targetResolver) Task(_ context.Context, t *ent.Target) (*ent.Task, error) {
	return t.Edges.Task, nil
}

func (*targetResolver) Findings(ctx context.Context, t *ent.Target) ([]*ent.Finding, error) {
	return findingsAbout(ctx, t.ID)
}

func (*targetResolver) Sources(_ context.Context, t *ent.Target) ([]*ent.Source, error) {
	return t.Edges.Sources, nil
}

func (*measureResolver) Target(_ context.Context, m *ent.Measure) (*ent.Target, error) {
	return m.Edges.Target, nil
}

func (*measureResolver) Source(_ context.Context, m *ent.Measure) (*ent.Source, error) {
	return first(m.Edges.Sources, m.ID)
}

func (*measureResolver) Sources(_ context.Context, m *ent.Measure) ([]*ent.Source, error) {
	return m.Edges.Sources, nil
}

func first(sources []*ent.Source, record string) (*ent.Source, error) {
	if len(sources) == 0 {
		return must[ent.Source](nil, record+"/source/1")
	}
	return sources[0], nil
}

func (*sourceResolver) Document(ctx context.Context, s *ent.Source) (*ent.Document, error) {
	return must(release(ctx).Document(s.DocumentID), s.DocumentID)
}

func (*outcomeResolver) PlanYear(_ context.Context, o *ent.Outcome) (*ent.PlanYear, error) {
	return o.Edges.PlanYear, nil
}

func (*outcomeResolver) Document(ctx context.Context, o *ent.Outcome) (*ent.Document, error) {
	return must(release(ctx).Document(o.DocumentID), o.DocumentID)
}

func (*outcomeResolver) Indicator(ctx context.Context, o *ent.Outcome) (*ent.Indicator, error) {
	return must(release(ctx).Indicator(o.IndicatorID), o.IndicatorID)
}

func (*outcomeResolver) PartOf(_ context.Context, o *ent.Outcome) (*ent.Outcome, error) {
	if o.PartOfID == nil {
		return nil, nil
	}
	return must(byID(o.Edges.PlanYear.Edges.Outcomes, *o.PartOfID, func(o *ent.Outcome) string { return o.ID }), *o.PartOfID)
}

// byID finds a record of a plan year by its id.
func byID[T any](records []*T, id string, idOf func(*T) string) *T {
	for _, record := range records {
		if idOf(record) == id {
			return record
		}
	}
	return nil
}

func (*outcomeResolver) Citations(_ context.Context, o *ent.Outcome) ([]*ent.Citation, error) {
	return o.Edges.Citations, nil
}

func (*outcomeResolver) Findings(ctx context.Context, o *ent.Outcome) ([]*ent.Finding, error) {
	return findingsAbout(ctx, o.ID)
}

func (*outcomeResolver) Sources(_ context.Context, o *ent.Outcome) ([]*ent.Source, error) {
	return o.Edges.Sources, nil
}

func (*taskResolver) PlanYear(_ context.Context, t *ent.Task) (*ent.PlanYear, error) {
	return t.Edges.PlanYear, nil
}

func (*taskResolver) Document(ctx context.Context, t *ent.Task) (*ent.Document, error) {
	return must(release(ctx).Document(t.DocumentID), t.DocumentID)
}

func (*taskResolver) Initiative(ctx context.Context, t *ent.Task) (*ent.Initiative, error) {
	return find(release(ctx).Initiative, t.InitiativeID)
}

func (*taskResolver) Leads(ctx context.Context, t *ent.Task) ([]*ent.Agency, error) {
	return taskAgencies(ctx, t, taskagency.RoleLEAD)
}

func (*taskResolver) Coordinators(ctx context.Context, t *ent.Task) ([]*ent.Agency, error) {
	return taskAgencies(ctx, t, taskagency.RoleCOORDINATOR)
}

func taskAgencies(ctx context.Context, t *ent.Task, role taskagency.Role) ([]*ent.Agency, error) {
	var ids []string
	for _, a := range t.Edges.Agencies {
		if a.Role == role {
			ids = append(ids, a.AgencyID)
		}
	}
	return agencies(ctx, ids)
}

func (*taskResolver) Schedule(_ context.Context, t *ent.Task) (*model.Schedule, error) {
	if t.ScheduleText == nil {
		return nil, nil
	}
	return &model.Schedule{
		Text: *t.ScheduleText, Start: t.ScheduleStart, End: t.ScheduleEnd, Recurring: t.Recurring,
	}, nil
}

func (*taskResolver) CarriedOutBy(_ context.Context, t *ent.Task) ([]*ent.Task, error) {
	return t.Edges.CarriedOutBy, nil
}

func (*taskResolver) CarriesOut(_ context.Context, t *ent.Task) ([]*ent.Task, error) {
	return t.Edges.CarriesOut, nil
}

func (*taskResolver) Targets(_ context.Context, t *ent.Task) ([]*ent.Target, error) {
	return where(t.Edges.PlanYear.Edges.Targets, func(target *ent.Target) bool {
		return target.TaskID != nil && *target.TaskID == t.ID
	}), nil
}

func (*taskResolver) Citations(_ context.Context, t *ent.Task) ([]*ent.Citation, error) {
	return t.Edges.Citations, nil
}

func (*taskResolver) Findings(ctx context.Context, t *ent.Task) ([]*ent.Finding, error) {
	return findingsAbout(ctx, t.ID)
}

func (*taskResolver) Sources(_ context.Context, t *ent.Task) ([]*ent.Source, error) {
	return t.Edges.Sources, nil
}

func (*budgetResolver) PlanYear(ctx context.Context, b *ent.Budget) (*ent.PlanYear, error) {
	if b.PlanYearID == nil {
		return nil, nil
	}
	return planYear(ctx, *b.PlanYearID)
}

func (*budgetResolver) Province(ctx context.Context, b *ent.Budget) (*ent.Province, error) {
	return must(release(ctx).Province(b.ProvinceID), b.ProvinceID)
}

func (*budgetResolver) Document(ctx context.Context, b *ent.Budget) (*ent.Document, error) {
	return must(release(ctx).Document(b.DocumentID), b.DocumentID)
}

func (*budgetResolver) Decision(ctx context.Context, b *ent.Budget) (*ent.LegalDocument, error) {
	return find(release(ctx).LegalDocument, b.DecisionID)
}

func (*budgetResolver) PartOf(ctx context.Context, b *ent.Budget) (*ent.Budget, error) {
	if b.PartOfID == nil {
		return nil, nil
	}
	return waiting(ctx).loaders.budgets.Load(ctx, *b.PartOfID)
}

func (*budgetResolver) Findings(ctx context.Context, b *ent.Budget) ([]*ent.Finding, error) {
	return findingsAbout(ctx, b.ID)
}

func (*budgetResolver) Sources(_ context.Context, b *ent.Budget) ([]*ent.Source, error) {
	return b.Edges.Sources, nil
}

func (*planYearResolver) Province(ctx context.Context, py *ent.PlanYear) (*ent.Province, error) {
	return must(release(ctx).Province(py.ProvinceID), py.ProvinceID)
}

func (*planYearResolver) Documents(ctx context.Context, py *ent.PlanYear) ([]*ent.Document, error) {
	whole, err := planYear(ctx, py.ID)
	if err != nil {
		return nil, err
	}
	return documentsOf(ctx, whole), nil
}

// documentsOf lists the documents that say something of a whole plan year.
func documentsOf(ctx context.Context, whole *ent.PlanYear) []*ent.Document {
	speaks := map[string]bool{}
	for _, t := range whole.Edges.Targets {
		speaks[t.DocumentID] = true
	}
	for _, o := range whole.Edges.Outcomes {
		speaks[o.DocumentID] = true
	}
	for _, t := range whole.Edges.Tasks {
		speaks[t.DocumentID] = true
	}
	for _, b := range whole.Edges.Budgets {
		speaks[b.DocumentID] = true
	}
	return where(release(ctx).Documents, func(d *ent.Document) bool { return speaks[d.ID] })
}

func (*planYearResolver) Targets(ctx context.Context, py *ent.PlanYear, pillar *vocab.Pillar, indicator *string) ([]*ent.Target, error) {
	whole, err := planYear(ctx, py.ID)
	if err != nil {
		return nil, err
	}
	return where(whole.Edges.Targets, func(t *ent.Target) bool {
		return measures(ctx, t.IndicatorID, pillar, indicator)
	}), nil
}

func (*planYearResolver) Outcomes(ctx context.Context, py *ent.PlanYear, pillar *vocab.Pillar, indicator *string) ([]*ent.Outcome, error) {
	whole, err := planYear(ctx, py.ID)
	if err != nil {
		return nil, err
	}
	return where(whole.Edges.Outcomes, func(o *ent.Outcome) bool {
		return measures(ctx, o.IndicatorID, pillar, indicator)
	}), nil
}

// measures reports whether an indicator is the one asked for.
func measures(ctx context.Context, id string, pillar *vocab.Pillar, code *string) bool {
	indicator := release(ctx).Indicator(id)
	return (pillar == nil || indicator.Pillar == *pillar) && (code == nil || indicator.Code == *code)
}

func (*planYearResolver) Tasks(ctx context.Context, py *ent.PlanYear, theme *vocab.Theme) ([]*ent.Task, error) {
	whole, err := planYear(ctx, py.ID)
	if err != nil {
		return nil, err
	}
	return where(whole.Edges.Tasks, func(t *ent.Task) bool { return theme == nil || t.Theme == *theme }), nil
}

func (*planYearResolver) Budgets(ctx context.Context, py *ent.PlanYear) ([]*ent.Budget, error) {
	whole, err := planYear(ctx, py.ID)
	if err != nil {
		return nil, err
	}
	return whole.Edges.Budgets, nil
}

// where keeps the entries that satisfy a condition.
func where[T any](list []*T, keep func(*T) bool) []*T {
	out := make([]*T, 0, len(list))
	for _, entry := range list {
		if keep(entry) {
			out = append(out, entry)
		}
	}
	return out
}
