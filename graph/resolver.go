// Package graph answers the GraphQL schema. Resolvers are thin: they fetch
// through package store, judge through package compare, and return.
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

// schema is the schema that this package answers.
var schema = generated.NewExecutableSchema(generated.Config{}).Schema()

// The answers of @defer come in parts, which the server does not send.
func init() { delete(schema.Directives, "defer") }

// NewSchema makes the executable schema over a store.
func NewSchema(s *store.Store) graphql.ExecutableSchema {
	return generated.NewCompiledSchema(generated.Config{Resolvers: &Resolver{store: s}}, requestKey{}, readers)
}

// readers read the long lists among the variables.
var readers = map[string]execute.ListReader{"PlanYearRef": model.ReadPlanYearRefs}

// NewPlainSchema makes the same schema, executed as gqlgen does it.
func NewPlainSchema(s *store.Store) graphql.ExecutableSchema {
	return generated.NewExecutableSchema(generated.Config{Resolvers: &Resolver{store: s}})
}

// One type for each object of the schema that has resolvers.
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

// Agency and the methods below hand the executor the resolvers of each object.
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

// request is the state of one GraphQL operation: the release that was current when
// it began, so that its answer is consistent, and its loaders.
type request struct {
	release *store.Release

	indicators map[string]compare.Indicator // in the form that the rules take

	loading sync.Once
	loaders *loaders

	suggestions atomic.Int32 // how many nearest names were computed
}

type requestKey struct{}

type releaseKey struct{}

// WithRelease makes every operation under the context read the given release, so
// that several answers are consistent even if another one becomes current.
func WithRelease(ctx context.Context, release *store.Release) context.Context {
	return context.WithValue(ctx, releaseKey{}, release)
}

// PinnedRelease returns the release of WithRelease, or nil.
func PinnedRelease(ctx context.Context) *store.Release {
	release, _ := ctx.Value(releaseKey{}).(*store.Release)
	return release
}

// Prepare is an operation middleware that every server of the schema must use: it
// chooses the release that the operation reads.
func Prepare(s *store.Store) graphql.OperationMiddleware {
	var registers perRelease[map[string]compare.Indicator]
	return func(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
		release, err := releaseFor(ctx, s)
		if err != nil {
			return graphql.OneShot(failure(ctx, err))
		}
		req := &request{release: release, indicators: registers.of(release, plainIndicators)}
		answer := next(context.WithValue(ctx, requestKey{}, req))
		return func(ctx context.Context) *graphql.Response {
			return MarkStale(answer(ctx), s, release)
		}
	}
}

// StaleExtension is the key in an answer's extensions that says that the database
// or the current release cannot be read, and since when, so that the answer may be
// out of date.
const StaleExtension = "stale"

// MarkStale adds StaleExtension to an answer, unless its release is known to be
// the current one.
func MarkStale(response *graphql.Response, s *store.Store, release *store.Release) *graphql.Response {
	if since, stale := s.Stale(); stale {
		extend(response, StaleExtension, map[string]any{"since": since, "release": release.Info.ID})
	}
	return response
}

// extend adds an extension to an answer. A request that has ended has no answer.
func extend(response *graphql.Response, name string, value any) {
	if response == nil {
		return
	}
	if response.Extensions == nil {
		response.Extensions = map[string]any{}
	}
	response.Extensions[name] = value
}

// perRelease caches what was computed for the release asked for last.
type perRelease[T any] struct{ last atomic.Pointer[made[T]] }

type made[T any] struct {
	release *store.Release
	value   T
}

func (p *perRelease[T]) of(release *store.Release, make func(*store.Release) T) T {
	if last := p.last.Load(); last != nil && last.release == release {
		return last.value
	}
	value := make(release)
	p.last.Store(&made[T]{release, value})
	return value
}

func failure(ctx context.Context, err error) *graphql.Response {
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

func from(ctx context.Context) *request { return ctx.Value(requestKey{}).(*request) }

// loadBlocking loads what is not in memory. Meanwhile the executor goes on with the
// other fields of the operation, and the waiter of the context counts this one.
func loadBlocking[T any](ctx context.Context, load func(*loaders) (T, error)) (loaded T, err error) {
	execute.Blocking(ctx)
	done, err := store.Wait(ctx)
	if err != nil {
		return loaded, err
	}
	defer done()
	req := from(ctx)
	req.loading.Do(func() { req.loaders = newLoaders(req.release) })
	return load(req.loaders)
}

// register returns the release's indicators in the form that the rules take.
func register(ctx context.Context) map[string]compare.Indicator { return from(ctx).indicators }

// release returns the release that the operation reads.
func release(ctx context.Context) *store.Release { return from(ctx).release }

// must fails for a reference that the database ought to guarantee.
func must[T any](entry *T, id string) (*T, error) {
	if entry == nil {
		return nil, fmt.Errorf("%q is referred to but not in the release", id)
	}
	return entry, nil
}

// find follows a reference that may be absent.
func find[T any](lookup func(string) *T, id *string) (*T, error) {
	if id == nil {
		return nil, nil
	}
	return must(lookup(*id), *id)
}
