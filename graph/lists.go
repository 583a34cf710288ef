package graph

import (
	"context"

	"doichieu/ent"
	"doichieu/graph/model"
	"doichieu/record"
	"doichieu/store"
)

// Resolvers of the query type's connections. Each converts its filter to
// conditions on a list in memory; paginate does the rest.

// conditions are those of a filter that an entry must satisfy.
type conditions []store.Condition

// addCondition adds a condition on a field, unless the filter leaves it out.
func addCondition[V any](c *conditions, field string, value *V) {
	if value != nil {
		*c = append(*c, store.Condition{Field: field, Value: *value})
	}
}

// valueOrZero returns the value of an argument, or the zero value when it was left
// out.
func valueOrZero[T any](argument *T) (value T) {
	if argument != nil {
		value = *argument
	}
	return value
}

func (*queryResolver) Provinces(ctx context.Context, first *int, after *string, last *int, before *string, where *model.ProvinceWhere, by *model.ProvinceOrder) (*model.Connection[ent.Province], error) {
	filter, sort := valueOrZero(where), valueOrZero(by)
	var c conditions
	addCondition(&c, "region", filter.Region)
	addCondition(&c, "successor", filter.Successor)
	addCondition(&c, "code", filter.Code)
	return paginate(ctx, store.Provinces, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, false), fromList(release(ctx).Provinces))
}

func (*queryResolver) PlanYears(ctx context.Context, first *int, after *string, last *int, before *string, where *model.PlanYearWhere, by *model.PlanYearOrder) (*model.Connection[record.PlanYear], error) {
	filter, sort := valueOrZero(where), valueOrZero(by)
	var c conditions
	addCondition(&c, "province", filter.Province)
	addCondition(&c, "year", filter.Year)
	return paginate(ctx, store.PlanYears, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, true), fromList(release(ctx).PlanYears))
}

func (*queryResolver) Documents(ctx context.Context, first *int, after *string, last *int, before *string, where *model.DocumentWhere, by *model.DocumentOrder) (*model.Connection[ent.Document], error) {
	filter, sort := valueOrZero(where), valueOrZero(by)
	var c conditions
	addCondition(&c, "province", filter.Province)
	addCondition(&c, "kind", filter.Kind)
	addCondition(&c, "year", filter.Year)
	return paginate(ctx, store.Documents, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, true), fromList(release(ctx).Documents))
}

func (*queryResolver) Indicators(ctx context.Context, first *int, after *string, last *int, before *string, where *model.IndicatorWhere, by *model.IndicatorOrder) (*model.Connection[ent.Indicator], error) {
	filter, sort := valueOrZero(where), valueOrZero(by)
	var c conditions
	addCondition(&c, "pillar", filter.Pillar)
	addCondition(&c, "unit", filter.Unit)
	addCondition(&c, "concept", filter.Concept)
	return paginate(ctx, store.Indicators, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, false), fromList(release(ctx).Indicators))
}

func (*queryResolver) Targets(ctx context.Context, first *int, after *string, last *int, before *string, where *model.TargetWhere, by *model.TargetOrder) (*model.Connection[record.Target], error) {
	filter, sort := valueOrZero(where), valueOrZero(by)
	var c conditions
	addCondition(&c, "province", filter.Province)
	addCondition(&c, "year", filter.Year)
	addCondition(&c, "document", filter.Document)
	addCondition(&c, "pillar", filter.Pillar)
	addCondition(&c, "indicator", filter.Indicator)
	addCondition(&c, "level", filter.Level)
	addCondition(&c, "agency", filter.Agency)
	return paginate(ctx, store.Targets, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, false),
		fromPlanYears(func(py *record.PlanYear) []*record.Target { return py.Targets }))
}

func (*queryResolver) Outcomes(ctx context.Context, first *int, after *string, last *int, before *string, where *model.OutcomeWhere, by *model.OutcomeOrder) (*model.Connection[record.Outcome], error) {
	filter, sort := valueOrZero(where), valueOrZero(by)
	var c conditions
	addCondition(&c, "province", filter.Province)
	addCondition(&c, "year", filter.Year)
	addCondition(&c, "document", filter.Document)
	addCondition(&c, "pillar", filter.Pillar)
	addCondition(&c, "indicator", filter.Indicator)
	addCondition(&c, "level", filter.Level)
	addCondition(&c, "isTotal", filter.IsTotal)
	return paginate(ctx, store.Outcomes, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, false),
		fromPlanYears(func(py *record.PlanYear) []*record.Outcome { return py.Outcomes }))
}

func (*queryResolver) Tasks(ctx context.Context, first *int, after *string, last *int, before *string, where *model.TaskWhere, by *model.TaskOrder) (*model.Connection[record.Task], error) {
	filter, sort := valueOrZero(where), valueOrZero(by)
	var c conditions
	addCondition(&c, "province", filter.Province)
	addCondition(&c, "year", filter.Year)
	addCondition(&c, "document", filter.Document)
	addCondition(&c, "theme", filter.Theme)
	addCondition(&c, "initiative", filter.Initiative)
	addCondition(&c, "origin", filter.Origin)
	addCondition(&c, "agency", filter.Agency)
	return paginate(ctx, store.Tasks, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, false),
		fromPlanYears(func(py *record.PlanYear) []*record.Task { return py.Tasks }))
}

func (*queryResolver) Agencies(ctx context.Context, first *int, after *string, last *int, before *string, where *model.AgencyWhere, by *model.AgencyOrder) (*model.Connection[ent.Agency], error) {
	filter, sort := valueOrZero(where), valueOrZero(by)
	var c conditions
	addCondition(&c, "province", filter.Province)
	addCondition(&c, "kind", filter.Kind)
	addCondition(&c, "function", filter.Function)
	return paginate(ctx, store.Agencies, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, false), fromList(release(ctx).Agencies))
}

func (*queryResolver) LegalDocuments(ctx context.Context, first *int, after *string, last *int, before *string, where *model.LegalDocumentWhere, by *model.LegalDocumentOrder) (*model.Connection[ent.LegalDocument], error) {
	filter, sort := valueOrZero(where), valueOrZero(by)
	var c conditions
	addCondition(&c, "province", filter.Province)
	addCondition(&c, "type", filter.Type)
	addCondition(&c, "issuerLevel", filter.IssuerLevel)
	addCondition(&c, "year", filter.Year)
	addCondition(&c, "number", filter.Number)
	return paginate(ctx, store.LegalDocuments, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, false), fromList(release(ctx).LegalDocuments))
}

func (*queryResolver) Citations(ctx context.Context, first *int, after *string, last *int, before *string, where *model.CitationWhere, by *model.CitationOrder) (*model.Connection[record.Citation], error) {
	filter, sort := valueOrZero(where), valueOrZero(by)
	var c conditions
	addCondition(&c, "document", filter.Document)
	addCondition(&c, "province", filter.Province)
	addCondition(&c, "role", filter.Role)
	addCondition(&c, "legalDocument", filter.LegalDocument)
	return paginate(ctx, store.Citations, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, false), fetchCitations)
}

func (*queryResolver) Budgets(ctx context.Context, first *int, after *string, last *int, before *string, where *model.BudgetWhere, by *model.BudgetOrder) (*model.Connection[record.Budget], error) {
	filter, sort := valueOrZero(where), valueOrZero(by)
	var c conditions
	addCondition(&c, "province", filter.Province)
	addCondition(&c, "year", filter.Year)
	addCondition(&c, "document", filter.Document)
	addCondition(&c, "category", filter.Category)
	return paginate(ctx, store.Budgets, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, true), fetchBudgets)
}

func (*queryResolver) Findings(ctx context.Context, first *int, after *string, last *int, before *string, where *model.FindingWhere, by *model.FindingOrder) (*model.Connection[record.Finding], error) {
	filter, sort := valueOrZero(where), valueOrZero(by)
	var c conditions
	addCondition(&c, "document", filter.Document)
	addCondition(&c, "province", filter.Province)
	addCondition(&c, "kind", filter.Kind)
	addCondition(&c, "severity", filter.Severity)
	return paginate(ctx, store.Findings, c, pageArgs{first, after, last, before},
		orderBy(string(sort.Field), sort.Direction, false), fromList(release(ctx).AllFindings()))
}

// fromList fetches records from a list that is completely in memory.
func fromList[T any](list []*T) fetch[T] {
	return func(_ context.Context, places []store.Place) ([]*T, error) {
		out := make([]*T, len(places))
		for i, p := range places {
			out[i] = list[p.Number]
		}
		return out, nil
	}
}

// fromPlanYears fetches records from plan years, which are loaded when needed.
func fromPlanYears[T any](records func(*record.PlanYear) []*T) fetch[T] {
	return func(ctx context.Context, places []store.Place) ([]*T, error) {
		years, err := planYears(ctx, unitsOf(places))
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

// unitsOf returns the plan year or document that each place is in.
func unitsOf(places []store.Place) []string {
	out := make([]string, len(places))
	for i, p := range places {
		out[i] = p.Unit
	}
	return out
}

// fetchCitations fetches citations from the bodies of their documents.
func fetchCitations(ctx context.Context, places []store.Place) ([]*record.Citation, error) {
	documents, err := bodies(ctx, unitsOf(places))
	if err != nil {
		return nil, err
	}
	out := make([]*record.Citation, len(places))
	for i, p := range places {
		out[i] = documents[i].Citations[p.Number]
	}
	return out, nil
}

// fetchBudgets fetches budgets from their plan years. Budgets for a period of
// several years come from the release.
func fetchBudgets(ctx context.Context, places []store.Place) ([]*record.Budget, error) {
	var inPlanYears []store.Place
	for _, p := range places {
		if p.Unit != "" {
			inPlanYears = append(inPlanYears, p)
		}
	}
	found, err := fromPlanYears(func(py *record.PlanYear) []*record.Budget { return py.Budgets })(ctx, inPlanYears)
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
