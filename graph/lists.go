package graph

import (
	"context"

	"doichieu/ent"
	"doichieu/graph/model"
	"doichieu/record"
	"doichieu/store"
)

// The connections of the query type. Each turns its filter into conditions of
// a list in memory; paginate does the rest.

// conditions collects those that are given.
type conditions []store.Condition

func on[V any](c *conditions, field string, value *V) {
	if value != nil {
		*c = append(*c, store.Condition{Field: field, Value: *value})
	}
}

// given is an argument, or its type's zero when it was left out.
func given[T any](argument *T) (value T) {
	if argument != nil {
		value = *argument
	}
	return value
}

func (*queryResolver) Provinces(ctx context.Context, first *int, after *string, last *int, before *string, where *model.ProvinceWhere, by *model.ProvinceOrder) (*model.Connection[ent.Province], error) {
	filter, sort := given(where), given(by)
	var c conditions
	on(&c, "region", filter.Region)
	on(&c, "successor", filter.Successor)
	on(&c, "code", filter.Code)
	return paginate(ctx, store.Provinces, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, false), entries(release(ctx).Provinces))
}

func (*queryResolver) PlanYears(ctx context.Context, first *int, after *string, last *int, before *string, where *model.PlanYearWhere, by *model.PlanYearOrder) (*model.Connection[record.PlanYear], error) {
	filter, sort := given(where), given(by)
	var c conditions
	on(&c, "province", filter.Province)
	on(&c, "year", filter.Year)
	return paginate(ctx, store.PlanYears, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, true), entries(release(ctx).PlanYears))
}

func (*queryResolver) Documents(ctx context.Context, first *int, after *string, last *int, before *string, where *model.DocumentWhere, by *model.DocumentOrder) (*model.Connection[ent.Document], error) {
	filter, sort := given(where), given(by)
	var c conditions
	on(&c, "province", filter.Province)
	on(&c, "kind", filter.Kind)
	on(&c, "year", filter.Year)
	return paginate(ctx, store.Documents, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, true), entries(release(ctx).Documents))
}

func (*queryResolver) Indicators(ctx context.Context, first *int, after *string, last *int, before *string, where *model.IndicatorWhere, by *model.IndicatorOrder) (*model.Connection[ent.Indicator], error) {
	filter, sort := given(where), given(by)
	var c conditions
	on(&c, "pillar", filter.Pillar)
	on(&c, "unit", filter.Unit)
	on(&c, "concept", filter.Concept)
	return paginate(ctx, store.Indicators, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, false), entries(release(ctx).Indicators))
}

func (*queryResolver) Targets(ctx context.Context, first *int, after *string, last *int, before *string, where *model.TargetWhere, by *model.TargetOrder) (*model.Connection[record.Target], error) {
	filter, sort := given(where), given(by)
	var c conditions
	on(&c, "province", filter.Province)
	on(&c, "year", filter.Year)
	on(&c, "document", filter.Document)
	on(&c, "pillar", filter.Pillar)
	on(&c, "indicator", filter.Indicator)
	on(&c, "level", filter.Level)
	on(&c, "agency", filter.Agency)
	return paginate(ctx, store.Targets, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, false),
		ofPlanYears(func(py *record.PlanYear) []*record.Target { return py.Targets }))
}

func (*queryResolver) Outcomes(ctx context.Context, first *int, after *string, last *int, before *string, where *model.OutcomeWhere, by *model.OutcomeOrder) (*model.Connection[record.Outcome], error) {
	filter, sort := given(where), given(by)
	var c conditions
	on(&c, "province", filter.Province)
	on(&c, "year", filter.Year)
	on(&c, "document", filter.Document)
	on(&c, "pillar", filter.Pillar)
	on(&c, "indicator", filter.Indicator)
	on(&c, "level", filter.Level)
	on(&c, "isTotal", filter.IsTotal)
	return paginate(ctx, store.Outcomes, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, false),
		ofPlanYears(func(py *record.PlanYear) []*record.Outcome { return py.Outcomes }))
}

func (*queryResolver) Tasks(ctx context.Context, first *int, after *string, last *int, before *string, where *model.TaskWhere, by *model.TaskOrder) (*model.Connection[record.Task], error) {
	filter, sort := given(where), given(by)
	var c conditions
	on(&c, "province", filter.Province)
	on(&c, "year", filter.Year)
	on(&c, "document", filter.Document)
	on(&c, "theme", filter.Theme)
	on(&c, "initiative", filter.Initiative)
	on(&c, "origin", filter.Origin)
	on(&c, "agency", filter.Agency)
	return paginate(ctx, store.Tasks, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, false),
		ofPlanYears(func(py *record.PlanYear) []*record.Task { return py.Tasks }))
}

func (*queryResolver) Agencies(ctx context.Context, first *int, after *string, last *int, before *string, where *model.AgencyWhere, by *model.AgencyOrder) (*model.Connection[ent.Agency], error) {
	filter, sort := given(where), given(by)
	var c conditions
	on(&c, "province", filter.Province)
	on(&c, "kind", filter.Kind)
	on(&c, "function", filter.Function)
	return paginate(ctx, store.Agencies, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, false), entries(release(ctx).Agencies))
}

func (*queryResolver) LegalDocuments(ctx context.Context, first *int, after *string, last *int, before *string, where *model.LegalDocumentWhere, by *model.LegalDocumentOrder) (*model.Connection[ent.LegalDocument], error) {
	filter, sort := given(where), given(by)
	var c conditions
	on(&c, "province", filter.Province)
	on(&c, "type", filter.Type)
	on(&c, "issuerLevel", filter.IssuerLevel)
	on(&c, "year", filter.Year)
	on(&c, "number", filter.Number)
	return paginate(ctx, store.LegalDocuments, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, false), entries(release(ctx).LegalDocuments))
}

func (*queryResolver) Citations(ctx context.Context, first *int, after *string, last *int, before *string, where *model.CitationWhere, by *model.CitationOrder) (*model.Connection[record.Citation], error) {
	filter, sort := given(where), given(by)
	var c conditions
	on(&c, "document", filter.Document)
	on(&c, "province", filter.Province)
	on(&c, "role", filter.Role)
	on(&c, "legalDocument", filter.LegalDocument)
	return paginate(ctx, store.Citations, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, false), citationsAt)
}

func (*queryResolver) Budgets(ctx context.Context, first *int, after *string, last *int, before *string, where *model.BudgetWhere, by *model.BudgetOrder) (*model.Connection[record.Budget], error) {
	filter, sort := given(where), given(by)
	var c conditions
	on(&c, "province", filter.Province)
	on(&c, "year", filter.Year)
	on(&c, "document", filter.Document)
	on(&c, "category", filter.Category)
	return paginate(ctx, store.Budgets, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, true), budgetsAt)
}

func (*queryResolver) Findings(ctx context.Context, first *int, after *string, last *int, before *string, where *model.FindingWhere, by *model.FindingOrder) (*model.Connection[record.Finding], error) {
	filter, sort := given(where), given(by)
	var c conditions
	on(&c, "document", filter.Document)
	on(&c, "province", filter.Province)
	on(&c, "kind", filter.Kind)
	on(&c, "severity", filter.Severity)
	return paginate(ctx, store.Findings, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, false), entries(release(ctx).AllFindings()))
}

// entries takes records from a list that is in memory as a whole.
func entries[T any](list []*T) fetch[T] {
	return func(_ context.Context, places []store.Place) ([]*T, error) {
		out := make([]*T, len(places))
		for i, p := range places {
			out[i] = list[p.Number]
		}
		return out, nil
	}
}

// ofPlanYears takes records from whole plan years.
func ofPlanYears[T any](records func(*record.PlanYear) []*T) fetch[T] {
	return func(ctx context.Context, places []store.Place) ([]*T, error) {
		years, err := planYears(ctx, units(places))
		if err != nil {
			return nil, err
		}
		out := make([]*T, len(places))
		for i, p := range places {
			out[i] = records(years[i])[p.Number]
		}
		return out, nil
	}
}

func units(places []store.Place) []string {
	out := make([]string, len(places))
	for i, p := range places {
		out[i] = p.Unit
	}
	return out
}

// citationsAt takes citations from the documents that they stand in.
func citationsAt(ctx context.Context, places []store.Place) ([]*record.Citation, error) {
	documents, err := bodies(ctx, units(places))
	if err != nil {
		return nil, err
	}
	out := make([]*record.Citation, len(places))
	for i, p := range places {
		out[i] = documents[i].Citations[p.Number]
	}
	return out, nil
}

// budgetsAt takes budgets from plan years or, of several years, from the
// release.
func budgetsAt(ctx context.Context, places []store.Place) ([]*record.Budget, error) {
	var ofYears []store.Place
	for _, p := range places {
		if p.Unit != "" {
			ofYears = append(ofYears, p)
		}
	}
	found, err := ofPlanYears(func(py *record.PlanYear) []*record.Budget { return py.Budgets })(ctx, ofYears)
	if err != nil {
		return nil, err
	}
	out := make([]*record.Budget, len(places))
	for i, p := range places {
		if p.Unit == "" {
			out[i] = release(ctx).PeriodBudgets()[p.Number]
			continue
		}
		out[i], found = found[0], found[1:]
	}
	return out, nil
}
