package main

import (
	"context"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/vektah/gqlparser/v2/ast"

	"doichieu/cache"
	"doichieu/content"
	"doichieu/document"
	"doichieu/execute"
	"doichieu/graph"
	"doichieu/limit"
	"doichieu/observe"
	"doichieu/store"
	"doichieu/traffic"
	"doichieu/transport"
)

// endpoint is the handler of GraphQL requests.
type endpoint struct {
	transport transport.Transport
	executor  *executor.Executor
}

func newEndpoint(plans *store.Store, s settings, waiting traffic.Semaphore, budget *traffic.Budget, o *observe.Observer) endpoint {
	return endpoint{
		transport: transport.New(transport.Options{
			Source: releases{plans}, Budget: budget, Slots: traffic.NewSlots(s.operations, waiting, s.turnTimeout),
			MaxBody: s.bodyBytes, Limits: s.limits, CacheBytes: s.cacheBytes, MaxAge: s.cacheMaxAge,
			CompressFrom: s.compressFrom, WriteTimeout: s.writeTimeout(),
		}),
		executor: newExecutor(plans, s, o),
	}
}

func (e endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) { e.transport.Do(w, r, e.executor) }

func (e endpoint) cacheStats() observe.CacheStats {
	return observe.CacheStats(e.transport.CacheStats())
}

// newExecutor returns gqlgen's executor with its extensions, which process an
// operation in this order.
func newExecutor(plans *store.Store, s settings, o *observe.Observer) *executor.Executor {
	exec := executor.New(s.schema(plans))
	parsed := graphQLCache[*ast.QueryDocument]{cache.New(cache.InBytes(s.parsedBytes), func(query string, _ *ast.QueryDocument) int {
		return len(query) + execute.ParsedFactor*len(query)
	})}
	prepared := document.Prepared{Cache: parsed}
	exec.SetQueryCache(prepared)
	exec.Use(extension.Introspection{})
	bounds := cache.InBytes(s.persistedBytes)
	bounds.Entries = s.persisted
	exec.Use(extension.AutomaticPersistedQuery{
		Cache: graphQLCache[string]{cache.New(bounds, func(key, query string) int { return len(key) + len(query) })},
	})
	for _, observer := range o.Extensions() {
		exec.Use(observer)
	}
	limits := &limit.Extension{Limits: s.limits}
	exec.Use(limits)
	exec.Use(&document.Extension{Limits: limits, Parsed: parsed})
	exec.Use(&execute.Variables{Parsed: prepared})
	exec.Use(s.meter())
	exec.AroundOperations(graph.Prepare(plans))
	exec.SetErrorPresenter(graph.Present)
	exec.SetRecoverFunc(graph.Recover)
	return exec
}

// graphQLCache adapts a cache to the interface of gqlgen.
type graphQLCache[V any] struct{ cache *cache.Cache[string, V] }

// Get returns the value of a key.
func (c graphQLCache[V]) Get(_ context.Context, key string) (V, bool) { return c.cache.Get(key) }

// Add stores a value under a key.
func (c graphQLCache[V]) Add(_ context.Context, key string, value V) { c.cache.Add(key, value) }

// releases is the transport's source: each release of the dataset is a version.
type releases struct{ plans *store.Store }

// Pin pins the current release.
func (s releases) Pin(ctx context.Context) (context.Context, transport.Version, error) {
	release, err := s.plans.Release(ctx)
	if err != nil {
		return ctx, transport.Version{}, err
	}
	version := transport.Version{ID: release.Info.ID, Checksum: release.Info.Checksum, LoadedAt: release.Info.LoadedAt}
	return graph.WithRelease(ctx, release), version, nil
}

// WithSlot makes operations give up the slot while they wait for the database.
func (releases) WithSlot(ctx context.Context, slot *traffic.Slot) context.Context {
	return store.WithWaiter(ctx, slot)
}

// Stale reports whether the database or the release to serve cannot be read.
func (s releases) Stale() bool {
	_, stale := s.plans.Stale()
	return stale
}

// MarkStale adds the extension that marks an answer as stale.
func (s releases) MarkStale(ctx context.Context, response *graphql.Response) {
	graph.MarkStale(response, s.plans, graph.PinnedRelease(ctx))
}

// IsMarkedStale reports whether an answer has that extension.
func (releases) IsMarkedStale(response *graphql.Response) bool {
	return response.Extensions[graph.StaleExtension] != nil
}

// schemaText returns a handler that answers with the source of the schema, including
// its descriptions.
func schemaText(schema graphql.ExecutableSchema) http.Handler {
	return content.NewStatic("text/plain; charset=utf-8", []byte(schema.Schema().Query.Position.Src.Input))
}
