package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/ast"

	"doichieu/graph"
	"doichieu/store"
	"doichieu/web"
)

// Limits on a request, before it costs anything.
const (
	maxBodyBytes  = 1 << 20
	maxTokens     = 10_000
	cachedQueries = 1_000
)

// newHandler routes every path of the program.
func newHandler(plans *store.Store) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/graphql", graphQL(plans))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		writeStatus(w, http.StatusOK, "alive")
	})
	mux.HandleFunc("GET /readyz", ready(plans))
	mux.Handle("GET /{$}", web.Handler())
	mux.Handle("GET /assets/", web.Handler())
	return withRequestID(mux)
}

func graphQL(plans *store.Store) http.Handler {
	server := handler.New(graph.NewSchema(plans))
	server.AddTransport(transport.Options{})
	server.AddTransport(transport.GET{})
	server.AddTransport(transport.POST{})
	server.SetParserTokenLimit(maxTokens)
	server.SetQueryCache(lru.New[*ast.QueryDocument](cachedQueries))
	server.Use(extension.Introspection{})
	server.AroundOperations(graph.Prepare(plans))
	server.SetErrorPresenter(graph.Present)
	server.SetRecoverFunc(func(ctx context.Context, panicked any) error {
		slog.ErrorContext(ctx, "panic", "cause", panicked, "stack", string(debug.Stack()))
		return errors.New("panic while answering")
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), requestTimeout)
		defer cancel()
		r.Body = http.MaxBytesReader(w, r.Body, maxBodyBytes)
		server.ServeHTTP(w, r.WithContext(ctx))
	})
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
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(map[string]string{"status": status})
}

// withRequestID gives every request an id, in its context and its answer.
func withRequestID(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := rand.Text()
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), graph.RequestIDKey{}, id)))
	})
}
