package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"

	"doichieu/graph"
	"doichieu/limit"
	"doichieu/store"
	"doichieu/table"
	"doichieu/web"
)

// newHandler routes every path of the program.
func newHandler(plans *store.Store, s settings) (http.Handler, error) {
	pages, err := web.Handler()
	if err != nil {
		return nil, fmt.Errorf("pages: %w", err)
	}
	tables, err := table.New(plans)
	if err != nil {
		return nil, fmt.Errorf("tables: %w", err)
	}
	files := newDownloads(tables, s)
	mux := http.NewServeMux()
	mux.Handle("/graphql", graphQL(plans, s))
	mux.HandleFunc("GET /csv/{table}", files.inTurn(files.csv))
	mux.HandleFunc("GET /download/dataset.zip", files.inTurn(files.dataset))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		writeStatus(w, http.StatusOK, "alive")
	})
	mux.HandleFunc("GET /readyz", ready(plans))
	mux.Handle("GET /{$}", pages)
	mux.Handle("GET /assets/", pages)
	return withRequestID(mux), nil
}

func graphQL(plans *store.Store, s settings) http.Handler {
	server := handler.New(graph.NewSchema(plans))
	server.AddTransport(newTransport(s.operations, s.turnTimeout))
	server.SetParserTokenLimit(s.tokens)
	server.SetQueryCache(queryCache{lru.New[*ast.QueryDocument](s.parsed), s.parsedBytes})
	server.Use(extension.Introspection{})
	server.Use(&limit.Extension{Limits: s.limits, Tokens: s.tokens})
	server.Use(limit.Meter{Values: s.values, Present: graph.Present})
	server.AroundOperations(graph.Prepare(plans))
	server.SetErrorPresenter(graph.Present)
	server.SetRecoverFunc(graph.Recover)
	return bounded(server, s)
}

// bounded gives every request a largest body and a deadline, which also ends
// its SQL.
func bounded(next http.Handler, s settings) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), s.requestTimeout)
		defer cancel()
		r.Body = http.MaxBytesReader(w, r.Body, int64(s.bodyBytes))
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// queryCache keeps parsed documents, but none so long that a thousand of them
// would take the memory.
type queryCache struct {
	graphql.Cache[*ast.QueryDocument]
	maxBytes int
}

func (c queryCache) Add(ctx context.Context, query string, doc *ast.QueryDocument) {
	if len(query) <= c.maxBytes {
		c.Cache.Add(ctx, query, doc)
	}
}

// writeProblem answers with a GraphQL error outside of any operation.
func writeProblem(w http.ResponseWriter, status int, message string, extensions map[string]any) {
	writeJSON(w, status, map[string]any{"errors": []any{
		map[string]any{"message": message, "extensions": extensions},
	}})
}

// ready says whether requests can be answered, and what is wrong if not.
func ready(plans *store.Store) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := plans.Ping(r.Context()); err != nil {
			slog.WarnContext(r.Context(), "not ready", "error", err)
			writeStatus(w, http.StatusServiceUnavailable, "the database does not answer")
			return
		}
		release, err := plans.Release(r.Context())
		if err != nil {
			slog.WarnContext(r.Context(), "not ready", "error", err)
			writeStatus(w, http.StatusServiceUnavailable, "no dataset can be read")
			return
		}
		writeStatus(w, http.StatusOK, fmt.Sprintf("release %s is served", release.Info.ID))
	}
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

// withRequestID gives every request an id, in its context and its answer.
func withRequestID(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := rand.Text()
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), graph.RequestIDKey{}, id)))
	})
}
