// Package graph implements the resolvers of the GraphQL schema. Resolvers are thin:
// they fetch records through package store and compare them through package
// compare.
package graph

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/compare"
	"doichieu/db"
	"doichieu/execute"
	"doichieu/graph/generated"
	"doichieu/graph/model"
	"doichieu/store"
)

// Resolver is the root of all resolvers.
type Resolver struct{ store *store.Store }

// schema is the schema that this package implements.
var schema = generated.NewExecutableSchema(generated.Config{}).Schema()

// @defer is removed because the server does not send answers in parts.
func init() { delete(schema.Directives, "defer") }

// NewSchema returns the executable schema over a store, executed by package
// execute.
func NewSchema(s *store.Store) graphql.ExecutableSchema {
	return generated.NewCompiledSchema(generated.Config{Resolvers: &Resolver{store: s}}, requestKey{}, readers)
}

// readers decode long lists in variables, by the type of their entries.
var readers = map[string]execute.ListReader{"PlanYearRef": model.ReadPlanYearRefs}

// NewPlainSchema returns the same schema, executed by gqlgen.
func NewPlainSchema(s *store.Store) graphql.ExecutableSchema {
	return generated.NewExecutableSchema(generated.Config{Resolvers: &Resolver{store: s}})
}

// There is one resolver type for each object of the schema that has resolvers.
type (
	agencyResolver        struct{ *Resolver }
	budgetResolver        struct{ *Resolver }
	citationResolver      struct{ *Resolver }
	comparisonResolver    struct{ *Resolver }
	conceptResolver       struct{ *Resolver }
	datasetResolver       struct{ *Resolver }
	documentResolver      struct{ *Resolver }
	findingResolver       struct{ *Resolver }
	indicatorResolver     struct{ *Resolver }
	legalDocumentResolver struct{ *Resolver }
	nationalGoalResolver  struct{ *Resolver }
	planYearResolver      struct{ *Resolver }
	progressResolver      struct{ *Resolver }
	provinceResolver      struct{ *Resolver }
	queryResolver         struct{ *Resolver }
)

// Agency and the methods below return the resolvers of each object.
func (r *Resolver) Agency() generated.AgencyResolver               { return &agencyResolver{r} }
func (r *Resolver) Budget() generated.BudgetResolver               { return &budgetResolver{r} }
func (r *Resolver) Citation() generated.CitationResolver           { return &citationResolver{r} }
func (r *Resolver) Comparison() generated.ComparisonResolver       { return &comparisonResolver{r} }
func (r *Resolver) Concept() generated.ConceptResolver             { return &conceptResolver{r} }
func (r *Resolver) Dataset() generated.DatasetResolver             { return &datasetResolver{r} }
func (r *Resolver) Document() generated.DocumentResolver           { return &documentResolver{r} }
func (r *Resolver) Finding() generated.FindingResolver             { return &findingResolver{r} }
func (r *Resolver) Indicator() generated.IndicatorResolver         { return &indicatorResolver{r} }
func (r *Resolver) LegalDocument() generated.LegalDocumentResolver { return &legalDocumentResolver{r} }
func (r *Resolver) NationalGoal() generated.NationalGoalResolver   { return &nationalGoalResolver{r} }
func (r *Resolver) PlanYear() generated.PlanYearResolver           { return &planYearResolver{r} }
func (r *Resolver) Progress() generated.ProgressResolver           { return &progressResolver{r} }
func (r *Resolver) Province() generated.ProvinceResolver           { return &provinceResolver{r} }
func (r *Resolver) Query() generated.QueryResolver                 { return &queryResolver{r} }

// request is the state of one GraphQL operation. It reads a single release, the
// one that was current when it began, so that its answer is consistent.
type request struct {
	release *store.Release

	indicators map[string]compare.Indicator // in the form that package compare takes

	loading sync.Once
	loaders *loaders

	suggestions atomic.Int32 // number of suggestions computed so far
}

type requestKey struct{}

type releaseKey struct{}

// WithRelease returns a context in which every operation reads the given release,
// so that several answers are consistent even if another release becomes current.
func WithRelease(ctx context.Context, release *store.Release) context.Context {
	return context.WithValue(ctx, releaseKey{}, release)
}

// PinnedRelease returns the release of WithRelease, or nil.
func PinnedRelease(ctx context.Context) *store.Release {
	release, _ := ctx.Value(releaseKey{}).(*store.Release)
	return release
}

// Prepare returns an operation middleware that every server of the schema must
// use. It chooses the release that an operation reads.
func Prepare(s *store.Store) graphql.OperationMiddleware {
	var registers perRelease[map[string]compare.Indicator]
	return func(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
		release, err := releaseFor(ctx, s)
		if err != nil {
			return graphql.OneShot(errorResponse(ctx, err))
		}
		req := &request{release: release, indicators: registers.get(release, plainIndicators)}
		answer := next(context.WithValue(ctx, requestKey{}, req))
		return func(ctx context.Context) *graphql.Response {
			return MarkStale(answer(ctx), s, release)
		}
	}
}

// StaleExtension is the key in an answer's extensions that is set when the answer
// may be out of date, because the database or the current release cannot be read.
// Its value says since when.
const StaleExtension = "stale"

// MarkStale adds StaleExtension to an answer, unless its release is known to be
// the current one.
func MarkStale(response *graphql.Response, s *store.Store, release *store.Release) *graphql.Response {
	if since, stale := s.Stale(); stale {
		setExtension(response, StaleExtension, map[string]any{"since": since, "release": release.Info.ID})
	}
	return response
}

// setExtension adds an extension to an answer. The answer is nil when the request
// has ended.
func setExtension(response *graphql.Response, name string, value any) {
	if response == nil {
		return
	}
	if response.Extensions == nil {
		response.Extensions = map[string]any{}
	}
	response.Extensions[name] = value
}

// perRelease caches a value computed from a release, for the last release only.
type perRelease[T any] struct {
	last atomic.Pointer[releaseValue[T]]
}

// releaseValue is a value with the release that it was computed from.
type releaseValue[T any] struct {
	release *store.Release
	value   T
}

func (p *perRelease[T]) get(release *store.Release, compute func(*store.Release) T) T {
	if last := p.last.Load(); last != nil && last.release == release {
		return last.value
	}
	value := compute(release)
	p.last.Store(&releaseValue[T]{release, value})
	return value
}

func errorResponse(ctx context.Context, err error) *graphql.Response {
	return &graphql.Response{Errors: gqlerror.List{Present(ctx, err)}}
}

func releaseFor(ctx context.Context, s *store.Store) (*store.Release, error) {
	if pinned := PinnedRelease(ctx); pinned != nil {
		return pinned, nil
	}
	release, err := s.Release(ctx)
	if errors.Is(err, db.ErrEmpty) {
		return nil, ErrEmpty
	}
	return release, err
}

// requestOf returns the request that Prepare put in the context.
func requestOf(ctx context.Context) *request { return ctx.Value(requestKey{}).(*request) }

// loadBlocking loads records that are not in memory. It tells the executor that
// this resolver blocks, so that other fields of the operation proceed, and counts
// the wait in the waiter of the context.
func loadBlocking[T any](ctx context.Context, load func(*loaders) (T, error)) (loaded T, err error) {
	execute.Blocking(ctx)
	done, err := store.Wait(ctx)
	if err != nil {
		return loaded, err
	}
	defer done()
	req := requestOf(ctx)
	req.loading.Do(func() { req.loaders = newLoaders(req.release) })
	return load(req.loaders)
}

// register returns the release's indicators, by id, in the form that package
// compare takes.
func register(ctx context.Context) map[string]compare.Indicator { return requestOf(ctx).indicators }

// release returns the release that the operation reads.
func release(ctx context.Context) *store.Release { return requestOf(ctx).release }

// required returns the record that a reference leads to. It returns an error for
// nil, which the constraints of the database should make impossible.
func required[T any](entry *T, id string) (*T, error) {
	if entry == nil {
		return nil, fmt.Errorf("%q is referred to but not in the release", id)
	}
	return entry, nil
}

// optional follows a reference that may be nil.
func optional[T any](lookup func(string) *T, id *string) (*T, error) {
	if id == nil {
		return nil, nil
	}
	return required(lookup(*id), *id)
}
