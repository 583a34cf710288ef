package transport

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/limit"
	"doichieu/traffic"
)

// fixedSource is a Source with a single version that is never stale.
type fixedSource struct{}

func (fixedSource) Pin(ctx context.Context) (context.Context, Version, error) {
	return ctx, Version{ID: "1"}, nil
}

func (fixedSource) WithSlot(ctx context.Context, _ *traffic.Slot) context.Context { return ctx }

func (fixedSource) Stale() bool { return false }

func (fixedSource) MarkStale(context.Context, *graphql.Response) {}

func (fixedSource) IsMarkedStale(*graphql.Response) bool { return false }

// newTransport returns a transport with a number of slots.
func newTransport(source Source, slots int) Transport {
	return New(Options{
		Source: source, Slots: traffic.NewSlots(slots, traffic.NewSemaphore(1), 2*time.Second),
		Budget: traffic.NewBudget(64<<20, 4, 2*time.Second), MaxBody: 1 << 20, Limits: limit.Default,
		CacheBytes: 1 << 20, MaxAge: time.Minute, CompressFrom: 1 << 10, WriteTimeout: time.Minute,
	})
}

// slowExecutor takes a second for each operation and counts the operations.
type slowExecutor struct {
	graphql.GraphExecutor
	calls atomic.Int32
	fails bool
}

func (*slowExecutor) CreateOperationContext(context.Context, *graphql.RawParams) (*graphql.OperationContext, gqlerror.List) {
	return &graphql.OperationContext{Operation: &ast.OperationDefinition{Operation: ast.Query}}, nil
}

func (e *slowExecutor) DispatchOperation(ctx context.Context, _ *graphql.OperationContext) (graphql.ResponseHandler, context.Context) {
	e.calls.Add(1)
	time.Sleep(time.Second)
	response := &graphql.Response{Data: json.RawMessage(`{"a":1}`)}
	if e.fails {
		response.Errors = gqlerror.List{{Message: "no"}}
	}
	return graphql.OneShot(response), ctx
}

func TestEqualRequestsAtOnceAreAnsweredOnce(t *testing.T) {
	for name, tt := range map[string]struct {
		fails bool
		calls int32
	}{
		"complete answers are shared": {false, 1},
		"errors are not":              {true, 8},
	} {
		t.Run(name, func(t *testing.T) {
			exec := &slowExecutor{fails: tt.fails}
			synctest.Test(t, func(t *testing.T) {
				endpoint := newTransport(fixedSource{}, 16)
				for range 8 {
					go func() {
						recorder := httptest.NewRecorder()
						endpoint.Do(recorder, httptest.NewRequest(http.MethodGet, "/graphql?query=x", nil), exec)
						if !strings.HasSuffix(recorder.Body.String(), `{"data":{"a":1}}`) && !tt.fails {
							t.Error(recorder.Body)
						}
					}()
				}
				time.Sleep(time.Minute)
			})
			if got := exec.calls.Load(); got != tt.calls {
				t.Errorf("executed %d times, want %d", got, tt.calls)
			}
		})
	}
}

// A request that gets no slot, or no memory for its answer, is refused after a while.
func TestRequestsWaitForASlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		transport := newTransport(fixedSource{}, 1)
		get := func(path string) *httptest.ResponseRecorder {
			recorder := httptest.NewRecorder()
			transport.Do(recorder, httptest.NewRequest(http.MethodGet, path, nil), &slowExecutor{})
			return recorder
		}
		refused := func(why, path string) {
			t.Helper()
			got := get(path)
			if got.Code != http.StatusServiceUnavailable || got.Header().Get("Retry-After") == "" || !strings.Contains(got.Body.String(), why) {
				t.Errorf("%d %v %s", got.Code, got.Header(), got.Body)
			}
		}
		slot := transport.Slots.Acquire(t.Context())
		refused("Too many requests are being answered", "/graphql?query=x")
		slot.Release()
		if got := get("/graphql?query=x"); got.Code != http.StatusOK {
			t.Errorf("with a slot: %d", got.Code)
		}
		unread := &traffic.Response{Writer: httptest.NewRecorder(), Overhead: 64 << 20}
		if !transport.Budget.TryAdmit(unread) {
			t.Fatal("not admitted")
		}
		refused("wait for clients", "/graphql?query=y")
		refused("wait for clients", "/graphql?query=x") // a cached answer needs memory too
		transport.Budget.Release(unread)
		if got := get("/graphql?query=x"); got.Code != http.StatusOK || transport.Budget.Used() != 0 {
			t.Errorf("with memory: %d, then %d bytes are in use", got.Code, transport.Budget.Used())
		}
	})
}
