package graph

import (
	"context"
	"time"

	"github.com/vikstrous/dataloadgen"

	"doichieu/record"
	"doichieu/store"
)

// loaders batch the reads from the database that the fields of one operation make
// one by one.
type loaders struct {
	planYears *dataloadgen.Loader[string, *record.PlanYear]
	bodies    *dataloadgen.Loader[string, *record.Body]
}

func newLoaders(release *store.Release) *loaders {
	return &loaders{planYears: newLoader(release.WholePlanYears), bodies: newLoader(release.Bodies)}
}

func newLoader[T any](read func(context.Context, []string) ([]T, error)) *dataloadgen.Loader[string, T] {
	return dataloadgen.NewLoader(func(ctx context.Context, ids []string) ([]T, []error) {
		list, err := read(store.WithWaiter(ctx, nil), ids) // loadBlocking counted the waiting fields
		if err != nil {
			return nil, []error{err}
		}
		return list, nil
	}, dataloadgen.WithWait(time.Millisecond))
}

// planYear returns a plan year with its records, from memory if it is there; nil
// when no record is about it.
func planYear(ctx context.Context, id string) (*record.PlanYear, error) {
	if found := release(ctx).CachedPlanYear(id); found != nil {
		return found, nil
	}
	return loadBlocking(ctx, func(l *loaders) (*record.PlanYear, error) { return l.planYears.Load(ctx, id) })
}

// planYears returns several plan years with their records, in the order of ids.
// Unless all are in memory, they are read in one batch with the plan years that
// other fields of the operation need.
func planYears(ctx context.Context, ids []string) ([]*record.PlanYear, error) {
	if found := release(ctx).CachedPlanYears(ids); found != nil {
		return found, nil
	}
	return loadBlocking(ctx, func(l *loaders) ([]*record.PlanYear, error) { return l.planYears.LoadAll(ctx, ids) })
}

// body returns the records that belong to a document.
func body(ctx context.Context, document string) (*record.Body, error) {
	list, err := bodies(ctx, []string{document})
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// bodies returns the records that belong to several documents, in the order of ids.
func bodies(ctx context.Context, ids []string) ([]*record.Body, error) {
	if found := release(ctx).CachedBodies(ids); found != nil {
		return found, nil
	}
	return loadBlocking(ctx, func(l *loaders) ([]*record.Body, error) { return l.bodies.LoadAll(ctx, ids) })
}

// wholePlanYears returns all plan years of a province with their records, oldest
// first.
func wholePlanYears(ctx context.Context, province string) ([]*record.PlanYear, error) {
	var ids []string
	for _, py := range release(ctx).PlanYearsOf(province) {
		ids = append(ids, py.ID)
	}
	return planYears(ctx, ids)
}

// budget returns the budget with an id; nil when there is none.
func budget(ctx context.Context, id string) (*record.Budget, error) {
	idOf := func(b *record.Budget) string { return b.ID }
	if found := byID(release(ctx).PeriodBudgets(), id, idOf); found != nil {
		return found, nil
	}
	py, err := planYearOf(ctx, id)
	if err != nil || py == nil {
		return nil, err
	}
	return byID(py.Budgets, id, idOf), nil
}
