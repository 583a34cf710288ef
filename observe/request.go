package observe

import (
	"cmp"
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"

	"doichieu/apierror"

	"github.com/felixge/httpsnoop"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Request collects what is logged and counted when a request ends. Its methods do
// nothing on a nil Request, which From returns outside of requests.
type Request struct {
	statements atomic.Int64

	mu        sync.Mutex
	isGraphQL bool
	cached    bool // whether the answer was made for another request
	operation Operation
}

// Operation describes the operation of a GraphQL request and how it ended.
type Operation struct {
	Name string
	Kind string // query, mutation or subscription; empty if it was not executed
	Hash string // SHA-256 of the document
	Cost int
	Code string // the code of the first error, or OK
}

// kind returns the kind as a label: "none" if no operation was executed.
func (o Operation) kind() string { return cmp.Or(o.Kind, "none") }

type requestKey struct{}

// From returns the request that a context belongs to, or nil.
func From(ctx context.Context) *Request {
	request, _ := ctx.Value(requestKey{}).(*Request)
	return request
}

// StartGraphQL records that the request is a GraphQL request. Until it is answered
// it counts as an internal error, so that a panic is counted as one.
func (r *Request) StartGraphQL() {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.isGraphQL, r.operation.Code = true, string(apierror.Internal)
}

// EndGraphQL records the errors of a GraphQL request and returns the description of
// its operation.
func (r *Request) EndGraphQL(errors gqlerror.List) Operation {
	if r == nil {
		return Operation{}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.operation.Code = codeOf(errors)
	return r.operation
}

// Answered records the operation whose answer a GraphQL request got. If the request
// did not execute that operation itself, the answer was made for another request.
func (r *Request) Answered(operation Operation) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cached = operation.Kind != "" && r.operation != operation
	r.operation = operation
}

func (r *Request) change(change func(*Operation)) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	change(&r.operation)
}

// Requests is a middleware that gives every request an id, sends the id in the
// X-Request-Id header, and counts and logs the request when it ends.
func (o *Observer) Requests(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := rand.Text()
		request := &Request{}
		ctx := apierror.WithRequestID(r.Context(), id)
		r = r.WithContext(context.WithValue(ctx, requestKey{}, request))
		w.Header().Set("X-Request-Id", id)
		answer := httpsnoop.Metrics{Code: http.StatusOK}
		o.running.Inc()
		defer func() { // deferred, because a panic may abort the connection
			o.running.Dec()
			o.finish(r, id, request, answer)
		}()
		answer.CaptureMetrics(w, func(w http.ResponseWriter) { next.ServeHTTP(w, r) })
	})
}

// finish counts and logs a request that has ended.
func (o *Observer) finish(r *http.Request, id string, request *Request, answer httpsnoop.Metrics) {
	path := cmp.Or(r.Pattern, "none") // the route instead of the path, so that labels are few
	request.mu.Lock()
	defer request.mu.Unlock()
	o.count(path, request, answer)
	if !slog.Default().Enabled(r.Context(), levelOf(path)) {
		return
	}
	attributes := []slog.Attr{
		slog.String("request_id", id), slog.String("method", r.Method), slog.String("path", path),
		slog.Int("status", answer.Code), slog.Int64("bytes", answer.Written),
		slog.Float64("seconds", answer.Duration.Seconds()),
	}
	if operation := request.operation; request.isGraphQL {
		attributes = append(attributes,
			slog.String("operation", operation.Name), slog.String("type", operation.kind()), slog.String("hash", operation.Hash),
			slog.Int("cost", operation.Cost), slog.Bool("cached", request.cached), slog.String("code", operation.Code))
	}
	if statements := request.statements.Load(); statements > 0 {
		attributes = append(attributes, slog.Int64("sql", statements))
	}
	slog.LogAttrs(r.Context(), levelOf(path), "request", attributes...)
}

func (o *Observer) count(path string, request *Request, answer httpsnoop.Metrics) {
	seconds := answer.Duration.Seconds()
	o.requests.WithLabelValues(path, strconv.Itoa(answer.Code)).Inc()
	o.requestDuration.WithLabelValues(path).Observe(seconds)
	o.responseBytes.WithLabelValues(path).Add(float64(answer.Written))
	if !request.isGraphQL {
		return
	}
	operation := request.operation
	o.operations.WithLabelValues(operation.kind(), operation.Code).Inc()
	o.operationDuration.WithLabelValues(operation.kind()).Observe(seconds)
	if operation.Kind != "" && !request.cached {
		o.cost.Observe(float64(operation.Cost))
	}
}

// levelOf returns the level at which requests to a path are logged. Probes and
// metrics come every few seconds and would drown the rest.
func levelOf(path string) slog.Level {
	switch path {
	case "GET /healthz", "GET /readyz", "GET /metrics":
		return slog.LevelDebug
	default:
		return slog.LevelInfo
	}
}
