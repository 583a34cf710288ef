package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"entgo.io/ent/dialect"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/transport"

	"doichieu/db"
	"doichieu/graph"
	"doichieu/store"
	"doichieu/store/storetest"
)

// api answers queries over a database with the shipped dataset.
type api struct{ handler http.Handler }

// variables of a query.
type variables map[string]any

// problem is an error as a client sees it.
type problem struct {
	Message    string         `json:"message"`
	Path       []any          `json:"path"`
	Extensions map[string]any `json:"extensions"`
}

func newAPI(t testing.TB, database *db.Database) api {
	t.Helper()
	return apiOver(storetest.Fill(t, database))
}

func apiOver(plans *store.Store) api {
	server := handler.New(graph.NewSchema(plans))
	server.AddTransport(transport.POST{})
	server.Use(extension.Introspection{})
	server.AroundOperations(graph.Prepare(plans))
	server.SetErrorPresenter(graph.Present)
	return api{server}
}

// onBothDatabases runs a test on SQLite and on PostgreSQL.
func onBothDatabases(t *testing.T, test func(*testing.T, api)) {
	storetest.Each(t, func(t *testing.T, database *db.Database) { test(t, newAPI(t, database)) })
}

// statements records the SQL statements that are sent to a watched database.
type statements struct {
	mu   sync.Mutex
	sent []string
}

func (s *statements) add(_ context.Context, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent = append(s.sent, fmt.Sprint(args...))
}

// of returns the statements that were sent during a call of do.
func (s *statements) of(do func()) []string {
	s.mu.Lock()
	s.sent = nil
	s.mu.Unlock()
	do()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sent
}

// watch fills a database, and records the SQL with which its releases are read.
func watch(t testing.TB, database *db.Database) *statements {
	t.Helper()
	sent := &statements{}
	database.Wrap = func(driver dialect.Driver) dialect.Driver { return dialect.DebugWithContext(driver, sent.add) }
	storetest.Fill(t, database)
	return sent
}

// coldAPI returns an api with cold caches: only the registers are in memory.
func coldAPI(t testing.TB, database *db.Database) api {
	t.Helper()
	plans := store.New(database)
	if _, err := plans.Release(t.Context()); err != nil {
		t.Fatal(err)
	}
	return apiOver(plans)
}

func (a api) post(t testing.TB, query string, vars variables) (data json.RawMessage, problems []problem) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": vars})
	if err != nil {
		t.Fatal(err)
	}
	request := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	recorder := httptest.NewRecorder()
	a.handler.ServeHTTP(recorder, request)
	var answer struct {
		Data   json.RawMessage
		Errors []problem
	}
	if err := json.Unmarshal(recorder.Body.Bytes(), &answer); err != nil {
		t.Fatalf("%v: %s", err, recorder.Body)
	}
	return answer.Data, answer.Errors
}

// ask returns the answer's data, and fails the test on any error.
func (a api) ask(t testing.TB, query string, vars variables) json.RawMessage {
	t.Helper()
	data, problems := a.post(t, query, vars)
	if len(problems) > 0 {
		t.Fatalf("%s\nanswered with errors: %+v", query, problems)
	}
	return data
}

// askFor decodes the answer's data into T.
func askFor[T any](t testing.TB, a api, query string, vars variables) T {
	t.Helper()
	var out T
	if err := json.Unmarshal(a.ask(t, query, vars), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// firstError returns the first error of an answer, and fails the test when there is
// none.
func (a api) firstError(t testing.TB, query string, vars variables) problem {
	t.Helper()
	data, problems := a.post(t, query, vars)
	if len(problems) == 0 {
		t.Fatalf("%s\nanswered without an error: %s", query, data)
	}
	return problems[0]
}
