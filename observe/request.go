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

// Request gathers what is known of a request by its end. Its methods do nothing
// on nil, outside of any request.
type Request struct {
	statements atomic.Int64

	mu        sync.Mutex
	asked     bool // for GraphQL
	cached    bool // answered with what was made for another request
	operation Operation
}

// Operation is what a GraphQL request asked for and how it ended.
type Operation struct {
	Name string
	Kind string // query, mutation or subscription; empty when it was not executed
	Hash string // SHA-256 of the document
	Cost int
	Code string // of the first error, or OK
}

// kind is none for a request of which no operation was executed.
func (o Operation) kind() string { return cmp.Or(o.Kind, "none") }

type requestKey struct{}

// From returns the request that a context belongs to, or nil.
func From(ctx context.Context) *Request {
	request, _ := ctx.Value(requestKey{}).(*Request)
	return request
}

// StartGraphQL notes that the request is one of GraphQL. Until it is answered, it
// counts as an internal failure.
func (r *Request) StartGraphQL() {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked, r.operation.Code = true, string(apierror.Internal)
}

// EndGraphQL notes the errors that a GraphQL request ended with, and returns all
// that is known of its operation.
func (r *Request) EndGraphQL(errors gqlerror.List) Operation {
	if r == nil {
		return Operation{}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.operation.Code = codeOf(errors)
	return r.operation
}

// Answered notes which operation a GraphQL request was answered with. When the
// request did not execute it, another did.
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

// Requests gives every request an id, which the answer tells too, and counts
// and logs it when it has been answered.
func (o *Observer) Requests(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := rand.Text()
		request := &Request{}
		ctx := apierror.WithRequestID(r.Context(), id)
		r = r.WithContext(context.WithValue(ctx, requestKey{}, request))
		w.Header().Set("X-Request-Id", id)
		answer := httpsnoop.Metrics{Code: http.StatusOK}
		o.running.Inc()
		defer func() { // also when the connection is broken off by a panic
			o.running.Dec()
			o.answered(r, id, request, answer)
		}()
		answer.CaptureMetrics(w, func(w http.ResponseWriter) { next.ServeHTTP(w, r) })
	})
}

func (o *Observer) answered(r *http.Request, id string, request *Request, answer httpsnoop.Metrics) {
	path := cmp.Or(r.Pattern, "none") // as it is routed, so that there are few
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
	if operation := request.operation; request.asked {
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
	took := answer.Duration.Seconds()
	o.requests.WithLabelValues(path, strconv.Itoa(answer.Code)).Inc()
	o.requestDuration.WithLabelValues(path).Observe(took)
	o.responseBytes.WithLabelValues(path).Add(float64(answer.Written))
	if !request.asked {
		return
	}
	operation := request.operation
	o.operations.WithLabelValues(operation.kind(), operation.Code).Inc()
	o.operationDuration.WithLabelValues(operation.kind()).Observe(took)
	if operation.Kind != "" && !request.cached {
		o.cost.Observe(float64(operation.Cost))
	}
}

// levelOf keeps what asks every few seconds out of the log.
func levelOf(path string) slog.Level {
	switch path {
	case "GET /healthz", "GET /readyz", "GET /metrics":
		return slog.LevelDebug
	default:
		return slog.LevelInfo
	}
}
