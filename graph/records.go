package graph

import (
	"context"

	"doichieu/ent"
	"doichieu/graph/model"
	"doichieu/record"
	"doichieu/vocab"
)

// Resolvers of the records of plan years and documents. The store returns records
// that refer to each other, so resolvers are needed only for filters and for
// records of another plan year or document.

// byID returns the record with an id; nil when there is none.
func byID[T any](records []*T, id string, idOf func(*T) string) *T {
	for _, record := range records {
		if idOf(record) == id {
			return record
		}
	}
	return nil
}

func (*budgetResolver) PartOf(ctx context.Context, b *record.Budget) (*record.Budget, error) {
	if b.PartOfID == nil {
		return nil, nil
	}
	total, err := budget(ctx, *b.PartOfID)
	if err != nil {
		return nil, err
	}
	return required(total, *b.PartOfID)
}

func (*citationResolver) Record(ctx context.Context, c *record.Citation) (model.Node, error) {
	if c.RecordID == nil {
		return nil, nil
	}
	return node(ctx, *c.RecordID)
}

func (*planYearResolver) Documents(ctx context.Context, py *record.PlanYear) ([]*ent.Document, error) {
	whole, err := planYear(ctx, py.ID)
	if err != nil {
		return nil, err
	}
	return whole.Documents, nil
}

func (*planYearResolver) Targets(ctx context.Context, py *record.PlanYear, pillar *vocab.Pillar, indicator *string) ([]*record.Target, error) {
	whole, err := planYear(ctx, py.ID)
	if err != nil {
		return nil, err
	}
	targets := whole.Targets
	if indicator != nil {
		only, err := indicatorIn(ctx, *indicator)
		if err != nil {
			return nil, err
		}
		targets = whole.TargetsFor(only)
	}
	if pillar == nil {
		return targets, nil
	}
	return filter(targets, func(t *record.Target) bool { return hasPillar(t.Indicator, pillar) }), nil
}

func (*planYearResolver) Outcomes(ctx context.Context, py *record.PlanYear, pillar *vocab.Pillar, indicator *string) ([]*record.Outcome, error) {
	whole, err := planYear(ctx, py.ID)
	if err != nil {
		return nil, err
	}
	var only *ent.Indicator
	if indicator != nil {
		if only, err = indicatorIn(ctx, *indicator); err != nil {
			return nil, err
		}
	}
	return filter(whole.Outcomes, func(o *record.Outcome) bool {
		return hasPillar(o.Indicator, pillar) && (indicator == nil || o.Indicator == only)
	}), nil
}

// hasPillar reports whether an indicator belongs to a pillar; true for nil.
func hasPillar(indicator *ent.Indicator, pillar *vocab.Pillar) bool {
	return pillar == nil || indicator.Pillar == *pillar
}

// indicatorIn returns the indicator by whose code a list is filtered.
func indicatorIn(ctx context.Context, code string) (*ent.Indicator, error) {
	if found := release(ctx).IndicatorByCode(code); found != nil {
		return found, nil
	}
	return nil, checkName(ctx, "indicator", code)
}

func (*planYearResolver) Tasks(ctx context.Context, py *record.PlanYear, theme *vocab.Theme) ([]*record.Task, error) {
	whole, err := planYear(ctx, py.ID)
	if err != nil {
		return nil, err
	}
	return filter(whole.Tasks, func(t *record.Task) bool { return theme == nil || t.Theme == *theme }), nil
}

func (*planYearResolver) Budgets(ctx context.Context, py *record.PlanYear) ([]*record.Budget, error) {
	whole, err := planYear(ctx, py.ID)
	if err != nil {
		return nil, err
	}
	return whole.Budgets, nil
}

// filter returns the entries that match. When all do, it returns the list itself,
// so callers must not change the result.
func filter[T any](list []*T, matches func(*T) bool) []*T {
	count := 0
	for _, entry := range list {
		if matches(entry) {
			count++
		}
	}
	if count == len(list) {
		return list
	}
	out := make([]*T, 0, count)
	for _, entry := range list {
		if matches(entry) {
			out = append(out, entry)
		}
	}
	return out
}
