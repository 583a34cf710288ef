package graph

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"doichieu/ent"
	"doichieu/ent/agency"
	"doichieu/ent/budget"
	"doichieu/ent/citation"
	"doichieu/ent/document"
	"doichieu/ent/finding"
	"doichieu/ent/indicator"
	"doichieu/ent/legaldocument"
	"doichieu/ent/measure"
	"doichieu/ent/outcome"
	"doichieu/ent/planyear"
	"doichieu/ent/predicate"
	"doichieu/ent/province"
	"doichieu/ent/source"
	"doichieu/ent/target"
	"doichieu/ent/targetagency"
	"doichieu/ent/task"
	"doichieu/ent/taskagency"
	"doichieu/graph/model"
)

// The connections of the query type. Each turns its filter into predicates and
// its order into a column; paginate does the rest.

// filter collects the predicates of the conditions that are given.
type filter[P ~func(*sql.Selector)] []P

func on[P ~func(*sql.Selector), V any](f *filter[P], value *V, predicate func(V) P) {
	if value != nil {
		*f = append(*f, predicate(*value))
	}
}

// sorted makes the order that a client asked for. columns maps the fields
// other than NATURAL.
func sorted[T any](field string, direction model.OrderDirection, sortKey func(*T) string, columns map[string]column[T]) order[T] {
	c := columns[field]
	return order[T]{field: field, column: c.name, value: c.value, numeric: c.numeric, sortKey: sortKey, desc: direction == model.OrderDirectionDesc}
}

type column[T any] struct {
	name    string
	value   func(*T) any
	numeric bool
}

func (*queryResolver) Provinces(ctx context.Context, first *int, after *string, last *int, before *string, where *model.ProvinceWhere, orderBy *model.ProvinceOrder) (*model.Connection[ent.Province], error) {
	var f filter[predicate.Province]
	if where != nil {
		on(&f, where.Region, province.Region)
		on(&f, where.Successor, province.Successor)
		on(&f, where.Code, province.Code)
	}
	if orderBy == nil {
		orderBy = &model.ProvinceOrder{}
	}
	o := sorted(string(orderBy.Field), orderBy.Direction, func(p *ent.Province) string { return p.SortKey }, map[string]column[ent.Province]{
		"NAME": {province.FieldName, func(p *ent.Province) any { return p.Name }, false},
		"CODE": {province.FieldCode, func(p *ent.Province) any { return p.Code }, false},
	})
	return paginate(ctx, waiting(ctx).sql().Province.Query().Where(f...), pageArgs{first, after, last, before}, o, nil)
}

func (*queryResolver) PlanYears(ctx context.Context, first *int, after *string, last *int, before *string, where *model.PlanYearWhere, orderBy *model.PlanYearOrder) (*model.Connection[ent.PlanYear], error) {
	var f filter[predicate.PlanYear]
	if where != nil {
		on(&f, where.Province, planyear.ProvinceID)
		on(&f, where.Year, planyear.Year)
	}
	if orderBy == nil {
		orderBy = &model.PlanYearOrder{}
	}
	o := sorted(string(orderBy.Field), orderBy.Direction, func(p *ent.PlanYear) string { return p.SortKey }, map[string]column[ent.PlanYear]{
		"YEAR": {planyear.FieldYear, func(p *ent.PlanYear) any { return p.Year }, true},
	})
	return paginate(ctx, waiting(ctx).sql().PlanYear.Query().Where(f...), pageArgs{first, after, last, before}, o, nil)
}

func (*queryResolver) Documents(ctx context.Context, first *int, after *string, last *int, before *string, where *model.DocumentWhere, orderBy *model.DocumentOrder) (*model.Connection[ent.Document], error) {
	var f filter[predicate.Document]
	if where != nil {
		on(&f, where.Province, document.ProvinceID)
		on(&f, where.Kind, document.KindEQ)
		on(&f, where.Year, func(year int) predicate.Document {
			return document.And(document.PeriodStartLTE(year), document.PeriodEndGTE(year))
		})
	}
	if orderBy == nil {
		orderBy = &model.DocumentOrder{}
	}
	o := sorted(string(orderBy.Field), orderBy.Direction, func(d *ent.Document) string { return d.SortKey }, map[string]column[ent.Document]{
		"PERIOD_START": {document.FieldPeriodStart, func(d *ent.Document) any { return d.PeriodStart }, true},
	})
	return paginate(ctx, waiting(ctx).sql().Document.Query().Where(f...), pageArgs{first, after, last, before}, o, nil)
}

func (*queryResolver) Indicators(ctx context.Context, first *int, after *string, last *int, before *string, where *model.IndicatorWhere, orderBy *model.IndicatorOrder) (*model.Connection[ent.Indicator], error) {
	var f filter[predicate.Indicator]
	if where != nil {
		on(&f, where.Pillar, indicator.PillarEQ)
		on(&f, where.Unit, indicator.UnitEQ)
		on(&f, where.Concept, func(code string) predicate.Indicator { return indicator.ConceptID("concept/" + code) })
	}
	if orderBy == nil {
		orderBy = &model.IndicatorOrder{}
	}
	o := sorted(string(orderBy.Field), orderBy.Direction, func(i *ent.Indicator) string { return i.SortKey }, map[string]column[ent.Indicator]{
		"NAME": {indicator.FieldName, func(i *ent.Indicator) any { return i.Name }, false},
	})
	return paginate(ctx, waiting(ctx).sql().Indicator.Query().Where(f...), pageArgs{first, after, last, before}, o,
		fromRegister(func(i *ent.Indicator) *ent.Indicator { return release(ctx).Indicator(i.ID) }))
}

func (*queryResolver) Targets(ctx context.Context, first *int, after *string, last *int, before *string, where *model.TargetWhere, orderBy *model.TargetOrder) (*model.Connection[ent.Target], error) {
	var f filter[predicate.Target]
	if where != nil {
		on(&f, where.Province, func(slug string) predicate.Target { return target.HasPlanYearWith(planyear.ProvinceID(slug)) })
		on(&f, where.Year, func(year int) predicate.Target { return target.HasPlanYearWith(planyear.Year(year)) })
		on(&f, where.Document, func(slug string) predicate.Target { return target.DocumentID("document/" + slug) })
		on(&f, where.Pillar, func(p pillar) predicate.Target { return target.HasIndicatorWith(indicator.PillarEQ(p)) })
		on(&f, where.Indicator, func(code string) predicate.Target { return target.IndicatorID("indicator/" + code) })
		on(&f, where.Level, func(l level) predicate.Target { return target.HasMeasuresWith(measure.LevelEQ(l)) })
		on(&f, where.Agency, func(slug string) predicate.Target {
			return target.HasAgenciesWith(targetagency.AgencyID("agency/" + slug))
		})
	}
	if orderBy == nil {
		orderBy = &model.TargetOrder{}
	}
	o := sorted(string(orderBy.Field), orderBy.Direction, func(t *ent.Target) string { return t.SortKey }, map[string]column[ent.Target]{
		"INDICATOR": {target.FieldIndicatorID, func(t *ent.Target) any { return t.IndicatorID }, false},
	})
	return paginate(ctx, waiting(ctx).sql().Target.Query().Where(f...), pageArgs{first, after, last, before}, o,
		fromPlanYears(
			func(t *ent.Target) (string, string) { return t.PlanYearID, t.ID },
			func(py *ent.PlanYear) []*ent.Target { return py.Edges.Targets },
		))
}

func (*queryResolver) Outcomes(ctx context.Context, first *int, after *string, last *int, before *string, where *model.OutcomeWhere, orderBy *model.OutcomeOrder) (*model.Connection[ent.Outcome], error) {
	var f filter[predicate.Outcome]
	if where != nil {
		on(&f, where.Province, func(slug string) predicate.Outcome { return outcome.HasPlanYearWith(planyear.ProvinceID(slug)) })
		on(&f, where.Year, func(year int) predicate.Outcome { return outcome.HasPlanYearWith(planyear.Year(year)) })
		on(&f, where.Document, func(slug string) predicate.Outcome { return outcome.DocumentID("document/" + slug) })
		on(&f, where.Pillar, func(p pillar) predicate.Outcome { return outcome.HasIndicatorWith(indicator.PillarEQ(p)) })
		on(&f, where.Indicator, func(code string) predicate.Outcome { return outcome.IndicatorID("indicator/" + code) })
		on(&f, where.Level, outcome.LevelEQ)
		on(&f, where.IsTotal, outcome.IsTotal)
	}
	if orderBy == nil {
		orderBy = &model.OutcomeOrder{}
	}
	o := sorted(string(orderBy.Field), orderBy.Direction, func(o *ent.Outcome) string { return o.SortKey }, map[string]column[ent.Outcome]{
		"INDICATOR": {outcome.FieldIndicatorID, func(o *ent.Outcome) any { return o.IndicatorID }, false},
	})
	return paginate(ctx, waiting(ctx).sql().Outcome.Query().Where(f...), pageArgs{first, after, last, before}, o,
		fromPlanYears(
			func(o *ent.Outcome) (string, string) { return o.PlanYearID, o.ID },
			func(py *ent.PlanYear) []*ent.Outcome { return py.Edges.Outcomes },
		))
}

func (*queryResolver) Tasks(ctx context.Context, first *int, after *string, last *int, before *string, where *model.TaskWhere, orderBy *model.TaskOrder) (*model.Connection[ent.Task], error) {
	var f filter[predicate.Task]
	if where != nil {
		on(&f, where.Province, func(slug string) predicate.Task { return task.HasPlanYearWith(planyear.ProvinceID(slug)) })
		on(&f, where.Year, func(year int) predicate.Task { return task.HasPlanYearWith(planyear.Year(year)) })
		on(&f, where.Document, func(slug string) predicate.Task { return task.DocumentID("document/" + slug) })
		on(&f, where.Theme, task.ThemeEQ)
		on(&f, where.Initiative, func(slug string) predicate.Task { return task.InitiativeID("initiative/" + slug) })
		on(&f, where.Origin, task.OriginEQ)
		on(&f, where.Agency, func(slug string) predicate.Task {
			return task.HasAgenciesWith(taskagency.AgencyID("agency/" + slug))
		})
	}
	if orderBy == nil {
		orderBy = &model.TaskOrder{}
	}
	o := sorted(string(orderBy.Field), orderBy.Direction, func(t *ent.Task) string { return t.SortKey }, map[string]column[ent.Task]{
		"THEME": {task.FieldTheme, func(t *ent.Task) any { return string(t.Theme) }, false},
		"TITLE": {task.FieldTitle, func(t *ent.Task) any { return t.Title }, false},
	})
	return paginate(ctx, waiting(ctx).sql().Task.Query().Where(f...), pageArgs{first, after, last, before}, o,
		fromPlanYears(
			func(t *ent.Task) (string, string) { return t.PlanYearID, t.ID },
			func(py *ent.PlanYear) []*ent.Task { return py.Edges.Tasks },
		))
}

func (*queryResolver) Agencies(ctx context.Context, first *int, after *string, last *int, before *string, where *model.AgencyWhere, orderBy *model.AgencyOrder) (*model.Connection[ent.Agency], error) {
	var f filter[predicate.Agency]
	if where != nil {
		on(&f, where.Province, agency.ProvinceID)
		on(&f, where.Kind, agency.KindEQ)
		on(&f, where.Function, agency.Function)
	}
	if orderBy == nil {
		orderBy = &model.AgencyOrder{}
	}
	o := sorted(string(orderBy.Field), orderBy.Direction, func(a *ent.Agency) string { return a.SortKey }, map[string]column[ent.Agency]{
		"NAME": {agency.FieldName, func(a *ent.Agency) any { return a.Name }, false},
	})
	return paginate(ctx, waiting(ctx).sql().Agency.Query().Where(f...), pageArgs{first, after, last, before}, o, nil)
}

func (*queryResolver) LegalDocuments(ctx context.Context, first *int, after *string, last *int, before *string, where *model.LegalDocumentWhere, orderBy *model.LegalDocumentOrder) (*model.Connection[ent.LegalDocument], error) {
	var f filter[predicate.LegalDocument]
	if where != nil {
		on(&f, where.Province, legaldocument.ProvinceID)
		on(&f, where.Type, legaldocument.TypeEQ)
		on(&f, where.IssuerLevel, legaldocument.IssuerLevelEQ)
		on(&f, where.Year, legaldocument.Year)
		on(&f, where.Number, legaldocument.Number)
	}
	if orderBy == nil {
		orderBy = &model.LegalDocumentOrder{}
	}
	o := sorted(string(orderBy.Field), orderBy.Direction, func(l *ent.LegalDocument) string { return l.SortKey }, map[string]column[ent.LegalDocument]{
		"TITLE": {legaldocument.FieldTitle, func(l *ent.LegalDocument) any { return l.Title }, false},
	})
	return paginate(ctx, waiting(ctx).sql().LegalDocument.Query().Where(f...), pageArgs{first, after, last, before}, o, nil)
}

func (*queryResolver) Citations(ctx context.Context, first *int, after *string, last *int, before *string, where *model.CitationWhere, orderBy *model.CitationOrder) (*model.Connection[ent.Citation], error) {
	var f filter[predicate.Citation]
	if where != nil {
		on(&f, where.Document, func(slug string) predicate.Citation { return citation.DocumentID("document/" + slug) })
		on(&f, where.Province, func(slug string) predicate.Citation {
			return citation.HasDocumentWith(document.ProvinceID(slug))
		})
		on(&f, where.Role, citation.RoleEQ)
		on(&f, where.LegalDocument, func(slug string) predicate.Citation { return citation.LegalDocumentID("legal/" + slug) })
	}
	if orderBy == nil {
		orderBy = &model.CitationOrder{}
	}
	o := sorted(string(orderBy.Field), orderBy.Direction, func(c *ent.Citation) string { return c.SortKey }, map[string]column[ent.Citation]{
		"LEGAL_DOCUMENT": {citation.FieldLegalDocumentID, func(c *ent.Citation) any { return c.LegalDocumentID }, false},
	})
	query := waiting(ctx).sql().Citation.Query().Where(f...).WithSources(sourcesInOrder)
	return paginate(ctx, query, pageArgs{first, after, last, before}, o, nil)
}

func (*queryResolver) Budgets(ctx context.Context, first *int, after *string, last *int, before *string, where *model.BudgetWhere, orderBy *model.BudgetOrder) (*model.Connection[ent.Budget], error) {
	var f filter[predicate.Budget]
	if where != nil {
		on(&f, where.Province, budget.ProvinceID)
		on(&f, where.Year, func(year int) predicate.Budget {
			return budget.And(budget.PeriodStartLTE(year), budget.PeriodEndGTE(year))
		})
		on(&f, where.Document, func(slug string) predicate.Budget { return budget.DocumentID("document/" + slug) })
		on(&f, where.Category, budget.CategoryEQ)
	}
	if orderBy == nil {
		orderBy = &model.BudgetOrder{}
	}
	o := sorted(string(orderBy.Field), orderBy.Direction, func(b *ent.Budget) string { return b.SortKey }, map[string]column[ent.Budget]{
		"AMOUNT": {budget.FieldAmount, func(b *ent.Budget) any { return b.Amount }, true},
	})
	query := waiting(ctx).sql().Budget.Query().Where(f...).WithSources(sourcesInOrder)
	return paginate(ctx, query, pageArgs{first, after, last, before}, o, nil)
}

func (*queryResolver) Findings(ctx context.Context, first *int, after *string, last *int, before *string, where *model.FindingWhere, orderBy *model.FindingOrder) (*model.Connection[ent.Finding], error) {
	var f filter[predicate.Finding]
	if where != nil {
		on(&f, where.Document, func(slug string) predicate.Finding {
			return finding.HasSourcesWith(source.DocumentID("document/" + slug))
		})
		on(&f, where.Province, func(slug string) predicate.Finding {
			return finding.HasSourcesWith(source.HasDocumentWith(document.ProvinceID(slug)))
		})
		on(&f, where.Kind, finding.KindEQ)
		on(&f, where.Severity, finding.SeverityEQ)
	}
	if orderBy == nil {
		orderBy = &model.FindingOrder{}
	}
	o := sorted(string(orderBy.Field), orderBy.Direction, func(f *ent.Finding) string { return f.SortKey }, map[string]column[ent.Finding]{
		"KIND": {finding.FieldKind, func(f *ent.Finding) any { return string(f.Kind) }, false},
	})
	query := waiting(ctx).sql().Finding.Query().Where(f...).WithRecords(recordsInOrder).WithSources(sourcesInOrder)
	return paginate(ctx, query, pageArgs{first, after, last, before}, o, nil)
}

// fromRegister replaces rows by the entries in memory, which know their goals.
func fromRegister[T any](lookup func(*T) *T) func(context.Context, []*T) ([]*T, error) {
	return func(_ context.Context, rows []*T) ([]*T, error) {
		for i, row := range rows {
			if found := lookup(row); found != nil {
				rows[i] = found
			}
		}
		return rows, nil
	}
}

// fromPlanYears replaces rows by the whole records of their plan years.
func fromPlanYears[T any](key func(*T) (planYear, id string), records func(*ent.PlanYear) []*T) func(context.Context, []*T) ([]*T, error) {
	return func(ctx context.Context, rows []*T) ([]*T, error) {
		ids := make([]string, len(rows))
		for i, row := range rows {
			ids[i], _ = key(row)
		}
		years, err := planYears(ctx, ids)
		if err != nil {
			return nil, err
		}
		for i, row := range rows {
			_, id := key(row)
			if years[i] == nil {
				return nil, ErrReloaded
			}
			found := byID(records(years[i]), id, func(record *T) string { _, id := key(record); return id })
			if found == nil {
				return nil, ErrReloaded
			}
			rows[i] = found
		}
		return rows, nil
	}
}
