package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/observe"
)

// panicking is an executor that panics instead of preparing an operation.
type panicking struct{ graphql.GraphExecutor }

func (panicking) CreateOperationContext(context.Context, *graphql.RawParams) (*graphql.OperationContext, gqlerror.List) {
	panic("unkind")
}

// A panic before execution is answered and counted like any other internal error.
func TestPanicIsAnsweredAndCounted(t *testing.T) {
	lines := captureLog(t)
	plans, o := shippedStore(t), observe.New("test")
	endpoint := endpointWith(plans, defaultSettings()).transport
	handler := o.Requests(recoverPanics(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		endpoint.Do(w, r, panicking{})
	})))
	got := sendPost(handler, posted("{dataset{release}}"))
	id := got.Header().Get("X-Request-Id")
	want := `{"errors":[{"extensions":{"code":"INTERNAL","requestId":"` + id + `"},"message":"Internal error."}]}`
	if got.Code != http.StatusInternalServerError || strings.TrimSpace(got.Body.String()) != want {
		t.Errorf("%d %s", got.Code, got.Body)
	}
	recorder := httptest.NewRecorder()
	o.Metrics().ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	for _, line := range []string{
		`doichieu_graphql_operations_total{code="INTERNAL",type="none"} 1`,
		`doichieu_http_requests_total{path="none",status="500"} 1`,
	} {
		if metrics := recorder.Body.String(); !strings.Contains(metrics, line+"\n") {
			t.Errorf("no line %s in\n%s", line, ownMetrics(metrics))
		}
	}
	if logged := lines(); len(logged) != 3 || !strings.HasPrefix(fmt.Sprint(logged[0]["cause"]), "unkind") || logged[1]["request_id"] != id || logged[2]["code"] != "INTERNAL" {
		t.Errorf("logged %v", logged)
	}
}

// A panic in the middle of an answer aborts the connection, so that nobody takes the
// part for the complete answer.
func TestPanicInAnAnswerBreaksTheConnection(t *testing.T) {
	captureLog(t) // keeps the log out of the output
	server := httptest.NewServer(recoverPanics(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "the beginning")
		panic("unkind")
	})))
	defer server.Close()
	got, err := http.Get(server.URL)
	if err == nil {
		defer got.Body.Close()
		_, err = io.ReadAll(got.Body)
	}
	if err == nil {
		t.Error("the answer looks whole")
	}

}
