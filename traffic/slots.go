package main

import (
	"context"
	"net/http"
	"sync"
	"time"

	"doichieu/apierror"
	"doichieu/store"
)

// bounds hold for operations and downloads together.
type bounds struct {
	waiting chan struct{} // holds an entry for each that waits for the database
	unsent  *unsent
}

func newBounds(s settings) bounds {
	return bounds{make(chan struct{}, s.waiting), newUnsent(s)}
}

// places are what requests need to work, so that only so many do at once. Who
// waits for the database has none: that takes nothing from those who answer from
// memory. How many wait has a bound of its own.
type places struct {
	running chan struct{} // holds an entry for each request that works
	waiting chan struct{} // of bounds
	most    time.Duration // to wait for a place
}

// enter waits a moment for a place to work; nil when there is none.
func (p places) enter(ctx context.Context) *turn {
	if !takePlace(ctx, p.running, p.most) {
		return nil
	}
	return &turn{places: p, working: true}
}

// takePlace waits for a place no longer than most.
func takePlace(ctx context.Context, from chan struct{}, most time.Duration) bool {
	select {
	case from <- struct{}{}:
		return true
	default:
	}
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	return takePlaceUntil(ctx, from)
}

func takePlaceUntil(ctx context.Context, from chan struct{}) bool {
	select {
	case from <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

// turn is a request that has come to work.
type turn struct {
	places

	mu      sync.Mutex
	working bool // it has a place among those that work
	waits   int  // how many of its goroutines wait
	refused bool // too many waited already
	over    bool
}

var _ store.Waiter = (*turn)(nil)

// errWaiting is what a request is told that may not wait for the database.
var errWaiting = &apierror.Error{Code: apierror.Timeout, Message: "Too many requests wait for the database; ask again in a moment."}

// Wait gives the place up until the last of the request's goroutines that wait
// is done.
func (t *turn) Wait(ctx context.Context) (done func(), err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.waits == 0 && !t.refused {
		t.rest()
		if !takePlace(ctx, t.waiting, t.most) {
			t.refused = true
			t.work(ctx)
		}
	}
	if t.refused {
		return nil, errWaiting
	}
	t.waits++
	return func() { t.waited(ctx) }, nil
}

func (t *turn) waited(ctx context.Context) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.waits--
	if t.waits == 0 {
		<-t.waiting
		t.work(ctx)
	}
}

// while gives the place up for something that is no work, like sending.
func (t *turn) while(ctx context.Context, do func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.rest()
	do()
	t.work(ctx)
}

// leave ends the turn.
func (t *turn) leave() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.over = true
	t.rest()
}

// isRefused reports whether the request was not let wait.
func (t *turn) isRefused() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.refused
}

func (t *turn) rest() {
	if t.working {
		<-t.running
	}
	t.working = false
}

// work takes a place again. A request that has ended gets none, and needs none:
// it does nothing any more.
func (t *turn) work(ctx context.Context) {
	t.working = !t.over && takePlaceUntil(ctx, t.running)
}

// busy is how a request is refused for now.
func busy(message string) *refusal {
	return &refusal{
		status: http.StatusServiceUnavailable, message: message,
		told: map[string]any{"code": apierror.Timeout}, header: http.Header{"Retry-After": {"1"}},
	}
}
