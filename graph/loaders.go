package graph

import (
	"context"
	"time"

	"github.com/vikstrous/dataloadgen"

	"doichieu/ent"
	"doichieu/ent/budget"
	"doichieu/ent/citation"
	"doichieu/ent/duty"
	"doichieu/ent/finding"
	"doichieu/ent/findingrecord"
	"doichieu/ent/funding"
	"doichieu/ent/source"
)

// loaders batch what many objects of one operation ask for one by one.
type loaders struct {
	planYears *dataloadgen.Loader[string, *ent.PlanYear]
	findings  *dataloadgen.Loader[string, *ent.Finding]
	budgets   *dataloadgen.Loader[string, *ent.Budget]
	citations *dataloadgen.Loader[string, []*ent.Citation] // by legal document
	citation  *dataloadgen.Loader[string, *ent.Citation]
	duty      *dataloadgen.Loader[string, *ent.Duty]
	statement *dataloadgen.Loader[string, *ent.Funding]
	cited     *dataloadgen.Loader[string, []*ent.Citation] // by citing document
	duties    *dataloadgen.Loader[string, []*ent.Duty]     // by document
	funding   *dataloadgen.Loader[string, []*ent.Funding]  // by document
}

func newLoaders(req *request) *loaders {
	wait := dataloadgen.WithWait(time.Millisecond)
	return &loaders{
		planYears: dataloadgen.NewLoader(func(ctx context.Context, ids []string) ([]*ent.PlanYear, []error) {
			list, err := req.release.WholePlanYears(ctx, ids)
			if err != nil {
				return nil, []error{err}
			}
			return list, nil
		}, wait),
		findings: dataloadgen.NewMappedLoader(func(ctx context.Context, ids []string) (map[string]*ent.Finding, error) {
			list, err := req.sql().Finding.Query().Where(finding.IDIn(ids...)).
				WithRecords(recordsInOrder).WithSources(sourcesInOrder).All(ctx)
			return keyed(list, func(f *ent.Finding) string { return f.ID }), err
		}, wait),
		budgets: dataloadgen.NewMappedLoader(func(ctx context.Context, ids []string) (map[string]*ent.Budget, error) {
			list, err := req.sql().Budget.Query().Where(budget.IDIn(ids...)).WithSources(sourcesInOrder).All(ctx)
			return keyed(list, func(b *ent.Budget) string { return b.ID }), err
		}, wait),
		citations: dataloadgen.NewMappedLoader(func(ctx context.Context, legal []string) (map[string][]*ent.Citation, error) {
			list, err := req.sql().Citation.Query().Where(citation.LegalDocumentIDIn(legal...)).
				Order(ent.Asc(citation.FieldSortKey)).WithSources(sourcesInOrder).All(ctx)
			return grouped(legal, list, func(c *ent.Citation) string { return c.LegalDocumentID }), err
		}, wait),
		citation: dataloadgen.NewMappedLoader(func(ctx context.Context, ids []string) (map[string]*ent.Citation, error) {
			list, err := req.sql().Citation.Query().Where(citation.IDIn(ids...)).WithSources(sourcesInOrder).All(ctx)
			return keyed(list, func(c *ent.Citation) string { return c.ID }), err
		}, wait),
		duty: dataloadgen.NewMappedLoader(func(ctx context.Context, ids []string) (map[string]*ent.Duty, error) {
			list, err := req.sql().Duty.Query().Where(duty.IDIn(ids...)).WithSources(sourcesInOrder).All(ctx)
			return keyed(list, func(d *ent.Duty) string { return d.ID }), err
		}, wait),
		statement: dataloadgen.NewMappedLoader(func(ctx context.Context, ids []string) (map[string]*ent.Funding, error) {
			list, err := req.sql().Funding.Query().Where(funding.IDIn(ids...)).WithSources(sourcesInOrder).All(ctx)
			return keyed(list, func(f *ent.Funding) string { return f.ID }), err
		}, wait),
		cited: dataloadgen.NewMappedLoader(func(ctx context.Context, documents []string) (map[string][]*ent.Citation, error) {
			list, err := req.sql().Citation.Query().Where(citation.DocumentIDIn(documents...)).
				Order(ent.Asc(citation.FieldSortKey)).WithSources(sourcesInOrder).All(ctx)
			return grouped(documents, list, func(c *ent.Citation) string { return c.DocumentID }), err
		}, wait),
		duties: dataloadgen.NewMappedLoader(func(ctx context.Context, documents []string) (map[string][]*ent.Duty, error) {
			list, err := req.sql().Duty.Query().Where(duty.DocumentIDIn(documents...)).
				Order(ent.Asc(duty.FieldSortKey)).WithSources(sourcesInOrder).All(ctx)
			return grouped(documents, list, func(d *ent.Duty) string { return d.DocumentID }), err
		}, wait),
		funding: dataloadgen.NewMappedLoader(func(ctx context.Context, documents []string) (map[string][]*ent.Funding, error) {
			list, err := req.sql().Funding.Query().Where(funding.DocumentIDIn(documents...)).
				Order(ent.Asc(funding.FieldSortKey)).WithSources(sourcesInOrder).All(ctx)
			return grouped(documents, list, func(f *ent.Funding) string { return f.DocumentID }), err
		}, wait),
	}
}

func sourcesInOrder(q *ent.SourceQuery) { q.Order(ent.Asc(source.FieldSortKey)) }

func recordsInOrder(q *ent.FindingRecordQuery) { q.Order(ent.Asc(findingrecord.FieldPosition)) }

func keyed[T any](list []*T, key func(*T) string) map[string]*T {
	out := make(map[string]*T, len(list))
	for _, entry := range list {
		out[key(entry)] = entry
	}
	return out
}

// grouped gives every key a list, if only an empty one.
func grouped[T any](keys []string, list []*T, key func(*T) string) map[string][]*T {
	out := make(map[string][]*T, len(keys))
	for _, k := range keys {
		out[k] = []*T{}
	}
	for _, entry := range list {
		out[key(entry)] = append(out[key(entry)], entry)
	}
	return out
}

// planYear is a whole plan year, from memory when it is there; nil when no
// record speaks of it.
func planYear(ctx context.Context, id string) (*ent.PlanYear, error) {
	list, err := planYears(ctx, []string{id})
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// planYears is planYear for several, in the order of ids. What has to be read
// is read together with what other fields of the operation ask for.
func planYears(ctx context.Context, ids []string) ([]*ent.PlanYear, error) {
	if found := release(ctx).Remembered(ids); found != nil {
		return found, nil
	}
	return waiting(ctx).loaders.planYears.LoadAll(ctx, ids)
}

// wholePlanYears are all plan years of a province with their records, oldest first.
func wholePlanYears(ctx context.Context, province string) ([]*ent.PlanYear, error) {
	var ids []string
	for _, py := range release(ctx).PlanYears {
		if py.ProvinceID == province {
			ids = append(ids, py.ID)
		}
	}
	return planYears(ctx, ids)
}

// findingsAbout lists the findings that concern a record.
func findingsAbout(ctx context.Context, record string) ([]*ent.Finding, error) {
	ids := release(ctx).FindingIDs(record)
	if len(ids) == 0 {
		return []*ent.Finding{}, nil
	}
	return waiting(ctx).loaders.findings.LoadAll(ctx, ids)
}
