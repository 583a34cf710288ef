package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"doichieu/db"
	"doichieu/graph"
	"doichieu/observe"
	"doichieu/store"
	"doichieu/store/storetest"
	"doichieu/traffic"
	"doichieu/transport"
)

// brokenRelease is a source whose release has no database, so that a resolver panics.
type brokenRelease struct{ releases }

func (brokenRelease) Pin(ctx context.Context) (context.Context, transport.Version, error) {
	return graph.WithRelease(ctx, &store.Release{}), transport.Version{ID: "broken"}, nil
}

// brokenSource is a source that panics before an operation exists.
type brokenSource struct{ releases }

func (brokenSource) Pin(context.Context) (context.Context, transport.Version, error) {
	panic("/secret/internals.go")
}

// A panic is answered with INTERNAL and a request id, but without its cause, which is
// in the log.
func TestPanicsRevealNothingInternal(t *testing.T) {
	plans := shippedStore(t)
	for _, execution := range []string{compiled, plain} {
		s := defaultSettings()
		s.execution = execution
		for name, source := range map[string]transport.Source{
			"in a resolver": brokenRelease{releases{plans}}, "in the transport": brokenSource{},
		} {
			t.Run(execution+" "+name, func(t *testing.T) {
				log := captureLog(t)
				o := observe.New("test")
				broken := newEndpoint(plans, s, traffic.NewSemaphore(s.waiting), s.answerBudget(), o)
				broken.transport.Source = source
				handler := o.Requests(recoverPanics(broken))
				got := sendGet(handler, `{ search(text: "so") { totalCount } }`)
				var answer struct {
					Errors []struct {
						Message    string
						Extensions map[string]string
					}
				}
				if err := json.Unmarshal(got.Body.Bytes(), &answer); err != nil || len(answer.Errors) != 1 {
					t.Fatalf("%v: %s", err, got.Body)
				}
				id := got.Header().Get("X-Request-Id")
				if e := answer.Errors[0]; e.Message != "Internal error." || len(e.Extensions) != 2 || e.Extensions["code"] != "INTERNAL" || e.Extensions["requestId"] != id {
					t.Errorf("%+v", e)
				}
				tellsCause := false
				for _, line := range log() {
					tellsCause = tellsCause || line["msg"] == "panic" && strings.Contains(fmt.Sprint(line["stack"]), ".go:")
				}
				if !tellsCause {
					t.Error("the log does not have the cause")
				}
			})
		}
	}
}

// Nothing can be written over HTTP: the schema has no mutations, no method is for
// writing, and no attack changes a row.
func TestNothingCanBeWritten(t *testing.T) {
	database := storetest.Open(t, storetest.SQLiteURL(t))
	plans := storetest.Fill(t, database)
	s := defaultSettings()
	schema := s.schema(plans).Schema()
	if schema.Mutation != nil || schema.Subscription != nil {
		t.Error("the schema has operations that are no queries")
	}
	before := contents(t, database)
	handler := handlerWith(t, plans, s)
	for _, operation := range []string{"mutation", "subscription"} {
		document := operation + " { dataset { release } }"
		for by, got := range map[string]*httptest.ResponseRecorder{
			"GET":  sendGet(handler, document, "Accept", transport.MediaType),
			"POST": sendPost(handler, posted(document), "Accept", transport.MediaType),
		} {
			if got.Code != http.StatusBadRequest && got.Code != http.StatusMethodNotAllowed || strings.Contains(got.Body.String(), `"data"`) {
				t.Errorf("%s by %s: %d %s", operation, by, got.Code, got.Body)
			}
		}
	}
	for _, method := range []string{http.MethodPut, http.MethodPatch, http.MethodDelete} {
		for _, path := range []string{"/graphql", "/csv/targets", "/download/dataset.zip", "/"} {
			if got := send(handler, httptest.NewRequest(method, path, nil)); got.Code != http.StatusMethodNotAllowed {
				t.Errorf("%s %s: %d", method, path, got.Code)
			}
		}
	}
	for _, a := range attacks() {
		a.send(handler)
	}
	if contents(t, database) != before {
		t.Error("the database was changed")
	}
}

// contents returns a hash of all files of an SQLite database except for its
// shared-memory index, which readers change.
func contents(t *testing.T, database *db.Database) string {
	t.Helper()
	hash := sha256.New()
	err := filepath.WalkDir(filepath.Dir(database.File), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(path, "-shm") {
			return err
		}
		content, err := os.ReadFile(path)
		fmt.Fprintf(hash, "%s %x\n", path, sha256.Sum256(content))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x", hash.Sum(nil))
}

// The deadline of a request also cancels its statement in the database.
func TestDeadlineEndsSQL(t *testing.T) {
	database := storetest.Open(t, storetest.PostgresURL(t))
	plans := storetest.Fill(t, database)
	if _, err := plans.Release(t.Context()); err != nil {
		t.Fatal(err)
	}
	blocker, err := database.SQL.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = blocker.Rollback() }()
	var space string
	if err := blocker.QueryRow("SELECT schemaname FROM pg_tables WHERE tablename = 'targets'").Scan(&space); err != nil {
		t.Fatal(err)
	}
	if _, err := blocker.Exec(fmt.Sprintf("LOCK TABLE %q.targets IN ACCESS EXCLUSIVE MODE", space)); err != nil {
		t.Fatal(err)
	}
	s := defaultSettings()
	s.requestTimeout = 200 * time.Millisecond
	got := sendGet(handlerWith(t, plans, s), `{ planYear(province: "binh-dinh", year: 2024) { targets { id } } }`)
	if !strings.Contains(got.Body.String(), `"code":"TIMEOUT"`) {
		t.Errorf("%d %s", got.Code, got.Body)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for waiting := 1; waiting > 0; {
		const query = `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
		if err := database.SQL.QueryRowContext(ctx, query).Scan(&waiting); err != nil {
			t.Fatal("a statement still waits:", err)
		}
	}
}

// The cost of a query is returned only to clients that request it.
func TestCostExtension(t *testing.T) {
	withAndWithoutCache(t, func(t *testing.T, handler http.Handler) {
		if got := sendGet(handler, smallQuery).Body.String(); strings.Contains(got, "cost") {
			t.Error(got)
		}
		target := "/graphql?query=" + url.QueryEscape(`{ targets(first: 10) { nodes { id wording } } }`) + "&extensions=" + url.QueryEscape(`{"cost":true}`)
		got := get(t, handler, target).Body.String()
		want := `"extensions":{"cost":{` +
			`"allowed":{"depth":20,"fields":1000,"rootFields":20,"aliases":100,"directives":50,"cost":1000000},` +
			`"asked":{"depth":3,"fields":4,"rootFields":1,"aliases":0,"directives":0,"cost":31}}}}`
		if !strings.HasSuffix(got, want) {
			t.Errorf("%s", got[max(0, len(got)-400):])
		}
	})
}

// The meter also applies to each page of a download.
func TestDownloadsAreMetered(t *testing.T) {
	s := defaultSettings()
	s.values = 1_000
	handler := handlerWith(t, shippedStore(t), s)
	got := get(t, handler, comparisonPath)
	if got.Code != http.StatusBadRequest || !strings.Contains(got.Body.String(), `"limit":"number of values answered"`) {
		t.Errorf("%d %.300s", got.Code, got.Body)
	}
}
