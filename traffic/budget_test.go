package traffic

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// A body that is sent to several clients counts once, until the last of them has read
// it.
func TestSharedBodiesCountOnce(t *testing.T) {
	budget := NewBudget(100, 1, time.Second)
	shared := &Body{Bytes: make([]byte, 60)}
	var sending []*Response
	for range 4 {
		next := &Response{Body: shared, Overhead: 10}
		if !budget.TryAdmit(next) {
			t.Fatal("not admitted")
		}
		sending = append(sending, next)
	}
	if budget.TryAdmit(&Response{Body: shared, Overhead: 10}) || budget.Used() != 100 {
		t.Errorf("%d bytes are in use", budget.Used())
	}
	for _, response := range sending[1:] {
		budget.Release(response)
		budget.Release(response) // again changes nothing
	}
	if budget.Used() != 70 {
		t.Errorf("the last response uses %d bytes", budget.Used())
	}
	budget.Release(sending[0])
	if budget.Used() != 0 || !budget.TryAdmit(&Response{Overhead: 1_000}) {
		t.Errorf("no response uses %d bytes", budget.Used())
	}
}

// A response that waits too long for memory is refused, and one that gets it in time
// is admitted.
func TestResponsesWaitForMemory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		budget := NewBudget(1<<20, 4, 2*time.Second)
		first := &Response{Writer: httptest.NewRecorder(), Overhead: 1 << 20}
		if !budget.TryAdmit(first) {
			t.Fatal("not admitted")
		}
		serve := func(next http.Handler) *httptest.ResponseRecorder {
			recorder := httptest.NewRecorder()
			budget.Count(1, next).ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/", nil))
			return recorder
		}
		got := serve(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("a refused handler ran") }))
		if got.Code != http.StatusServiceUnavailable || got.Header().Get("Retry-After") == "" || !strings.Contains(got.Body.String(), "wait for clients") {
			t.Errorf("%d %v %s", got.Code, got.Header(), got.Body)
		}
		var wait sync.WaitGroup
		wait.Go(func() {
			if got := serve(http.NotFoundHandler()); got.Code != http.StatusNotFound {
				t.Errorf("%d after memory was freed", got.Code)
			}
		})
		time.Sleep(time.Second)
		budget.Release(first)
		wait.Wait()
		if budget.Used() != 0 || len(budget.sending) != 0 {
			t.Errorf("%d bytes are left over", budget.Used())
		}
	})
}
