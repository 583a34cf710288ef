package graph

import (
	"context"

	"doichieu/ent"
	"doichieu/graph/model"
	"doichieu/record"
	"doichieu/vocab"
)

// Resolvers of the records that hang on plan years and documents. The records
// come whole from the store and know each other, so that what is left here is
// what a filter or another plan year is needed for.

// byID finds a record by its id.
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
	return must(total, *b.PartOfID)
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
	return where(targets, func(t *record.Target) bool { return isOf(t.Indicator, pillar) }), nil
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
	return where(whole.Outcomes, func(o *record.Outcome) bool {
		return isOf(o.Indicator, pillar) && (indicator == nil || o.Indicator == only)
	}), nil
}

// isOf reports whether an indicator is of a pillar, or any will do.
func isOf(indicator *ent.Indicator, pillar *vocab.Pillar) bool {
	return pillar == nil || indicator.Pillar == *pillar
}

// indicatorIn is the indicator by whose code a list is narrowed.
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
	return where(whole.Tasks, func(t *record.Task) bool { return theme == nil || t.Theme == *theme }), nil
}

func (*planYearResolver) Budgets(ctx context.Context, py *record.PlanYear) ([]*record.Budget, error) {
	whole, err := planYear(ctx, py.ID)
	if err != nil {
		return nil, err
	}
	return whole.Budgets, nil
}

// where keeps the entries that satisfy a condition. When all do it is the list
// itself, which callers must not change.
func where[T any](list []*T, keep func(*T) bool) []*T {
	kept := 0
	for _, entry := range list {
		if keep(entry) {
			kept++
		}
	}
	if kept == len(list) {
		return list
	}
	out := make([]*T, 0, kept)
	for _, entry := range list {
		if keep(entry) {
			out = append(out, entry)
		}
	}
	return out
}
