package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/klauspost/compress/gzhttp"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/cache"
	"doichieu/document"
	"doichieu/execute"
	"doichieu/graph"
	"doichieu/limit"
	"doichieu/observe"
	"doichieu/store"
	"doichieu/table"
	"doichieu/web"
)

// newHandler routes every path of the program.
func newHandler(plans *store.Store, s settings, o *observe.Observer, ready *readiness) (http.Handler, error) {
	tables, err := table.New(plans, s.meter())
	if err != nil {
		return nil, fmt.Errorf("tables: %w", err)
	}
	compressed, err := compressing(s.compressFrom, gzhttp.DefaultContentTypeFilter)
	if err != nil {
		return nil, fmt.Errorf("compression: %w", err)
	}
	listing, err := listTables(tables)
	if err != nil {
		return nil, fmt.Errorf("list of tables: %w", err)
	}
	shared := newBounds(s)
	files := newDownloads(tables, s, shared)
	mux := http.NewServeMux()
	endpoint := newTransport(plans, s, shared)
	o.Register(observe.AnswerCache(endpoint.answers.cacheStats),
		observe.Gauge("unsent_bytes", "Memory of answers that clients have not read yet.", shared.unsent.bytes),
		observe.Gauge("database_waiting", "Operations and downloads that wait for the database.", func() int { return len(shared.waiting) }))
	api := graphQL(plans, endpoint, s, o)
	for _, path := range []string{"/graphql", "/graphql/{$}"} {
		mux.Handle(path, api)
		mux.HandleFunc("OPTIONS "+path, func(w http.ResponseWriter, _ *http.Request) { tellMethods(w, graphQLMethods) })
	}
	mux.Handle("GET /schema.graphql", compressed(schemaText(s.schema(plans))))
	mux.Handle("GET /csv/{$}", compressed(listing))
	mux.Handle("GET /csv/{table}", compressed(files.inTurn(download.csv)))
	mux.HandleFunc("GET /download/dataset.zip", files.inTurn(download.dataset))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		writeStatus(w, http.StatusOK, "alive")
	})
	mux.Handle("GET /readyz", ready)
	mux.Handle("GET /metrics", shared.unsent.counted(metricsBytes, o.Metrics()))
	if err := web.Register(mux, notFound); err != nil {
		return nil, fmt.Errorf("pages: %w", err)
	}
	mux.Handle("/", nowhere{mux})
	guarded := newRateLimit(s).guard(afterBody(s, bounded(mux, s)))
	coded, err := encodings(guarded)
	if err != nil {
		return nil, fmt.Errorf("compression: %w", err)
	}
	return o.Traced(o.Requests(recovered(ready.closing(secured(crossOrigin(s, coded)))))), nil
}

func graphQL(plans *store.Store, endpoint graphql.Transport, s settings, o *observe.Observer) http.Handler {
	server := executor.New(s.schema(plans))
	parsed := graphQLCache[*ast.QueryDocument]{cache.New(boundedBy(s.parsedBytes), func(query string, _ *ast.QueryDocument) int {
		return len(query) + execute.ParsedFactor*len(query)
	})}
	prepared := document.Prepared{Cache: parsed}
	server.SetQueryCache(prepared)
	server.Use(extension.Introspection{})
	bounds := boundedBy(s.persistedBytes)
	bounds.Entries = s.persisted
	server.Use(extension.AutomaticPersistedQuery{
		Cache: graphQLCache[string]{cache.New(bounds, func(key, query string) int { return len(key) + len(query) })},
	})
	for _, watch := range o.Extensions() {
		server.Use(watch)
	}
	limits := &limit.Extension{Limits: s.limits}
	server.Use(limits)
	server.Use(&document.Extension{Limits: limits, Parsed: parsed})
	server.Use(&execute.Variables{Parsed: prepared})
	server.Use(s.meter())
	server.AroundOperations(graph.Prepare(plans))
	server.SetErrorPresenter(graph.Present)
	server.SetRecoverFunc(graph.Recover)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { endpoint.Do(w, r, server) })
}

// graphQLCache is a cache as gqlgen asks for one.
type graphQLCache[V any] struct{ cache *cache.Cache[string, V] }

// Get finds what was added under a key.
func (c graphQLCache[V]) Get(_ context.Context, key string) (V, bool) { return c.cache.Get(key) }

// Add keeps a value under a key.
func (c graphQLCache[V]) Add(_ context.Context, key string, value V) { c.cache.Add(key, value) }

// bounded gives every request a deadline, which also ends its SQL. Downloads
// have one of their own.
func bounded(next http.Handler, s settings) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		most := s.requestTimeout
		if isDownload(r.URL.Path) {
			most = s.downloadTimeout
		}
		ctx, cancel := context.WithTimeout(r.Context(), most)
		bounded := r.WithContext(ctx)
		defer func() {
			cancel()
			r.Pattern = bounded.Pattern // for the log
		}()
		next.ServeHTTP(w, bounded)
	})
}

// schemaText answers with the schema as it is written, descriptions and all.
func schemaText(schema graphql.ExecutableSchema) http.Handler {
	return newText("text/plain; charset=utf-8", []byte(schema.Schema().Query.Position.Src.Input))
}

// refuse answers with a GraphQL error outside of any operation.
func refuse(w http.ResponseWriter, r *http.Request, status int, message string, extensions map[string]any) {
	writeProblem(w, status, graph.Present(r.Context(), &gqlerror.Error{Message: message, Extensions: extensions}))
}

// writeProblem leaves out places in a document: there is none that the client
// would know.
func writeProblem(w http.ResponseWriter, status int, problem *gqlerror.Error) {
	writeJSON(w, status, map[string]any{"errors": []any{
		map[string]any{"message": problem.Message, "extensions": problem.Extensions},
	}})
}

func writeStatus(w http.ResponseWriter, code int, status string) {
	writeJSON(w, code, map[string]string{"status": status})
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the client may have gone
}
