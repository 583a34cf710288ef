package traffic

import (
	"context"
	"sync"
	"time"

	"doichieu/apierror"
)

// Semaphore holds an entry for each of its holders.
type Semaphore chan struct{}

// NewSemaphore makes a semaphore for a number of holders.
func NewSemaphore(size int) Semaphore { return make(Semaphore, size) }

// Holders is how many hold the semaphore.
func (s Semaphore) Holders() int { return len(s) }

// acquire waits no longer than maxWait.
func (s Semaphore) acquire(ctx context.Context, maxWait time.Duration) bool {
	select {
	case s <- struct{}{}:
		return true
	default:
	}
	ctx, cancel := context.WithTimeout(ctx, maxWait)
	defer cancel()
	return s.acquireUntil(ctx)
}

// acquireUntil waits until ctx ends.
func (s Semaphore) acquireUntil(ctx context.Context) bool {
	select {
	case s <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

func (s Semaphore) release() { <-s }

// Slots bound how many requests of one sort run at once. A request that waits for
// the database gives its slot up, so that it takes nothing from those that are
// answered from memory. How many wait has a bound of its own, which several Slots
// may share.
type Slots struct {
	running Semaphore
	waiting Semaphore
	maxWait time.Duration
}

// NewSlots makes a number of slots. A request waits no longer than maxWait for a
// slot, or for its entry in waiting.
func NewSlots(size int, waiting Semaphore, maxWait time.Duration) Slots {
	return Slots{running: NewSemaphore(size), waiting: waiting, maxWait: maxWait}
}

// Acquire waits for a slot. It returns nil when none became free in time.
func (s Slots) Acquire(ctx context.Context) *Slot {
	if !s.running.acquire(ctx, s.maxWait) {
		return nil
	}
	return &Slot{slots: s, held: true}
}

// Slot lets one request run.
type Slot struct {
	slots Slots

	mu       sync.Mutex
	held     bool
	waits    int  // how many goroutines of the request wait
	refused  bool // too many requests waited already
	released bool
}

// ErrTooManyWaiting is what a request is told that may not wait for the database.
var ErrTooManyWaiting = &apierror.Error{Code: apierror.Timeout, Message: "Too many requests wait for the database; ask again in a moment."}

// Wait gives the slot up until the last of the request's waiting goroutines has
// called done.
func (s *Slot) Wait(ctx context.Context) (done func(), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waits == 0 && !s.refused {
		s.giveUp()
		if !s.slots.waiting.acquire(ctx, s.slots.maxWait) {
			s.refused = true
			s.takeBack(ctx)
		}
	}
	if s.refused {
		return nil, ErrTooManyWaiting
	}
	s.waits++
	return func() { s.waited(ctx) }, nil
}

func (s *Slot) waited(ctx context.Context) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waits--
	if s.waits == 0 {
		s.slots.waiting.release()
		s.takeBack(ctx)
	}
}

// Yield gives the slot up while do runs, which takes time but no work, like sending.
func (s *Slot) Yield(ctx context.Context, do func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.giveUp()
	do()
	s.takeBack(ctx)
}

// Release ends the request's use of the slot. It may be called again.
func (s *Slot) Release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.released = true
	s.giveUp()
}

// WasRefused reports whether the request was not allowed to wait.
func (s *Slot) WasRefused() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.refused
}

func (s *Slot) giveUp() {
	if s.held {
		s.slots.running.release()
	}
	s.held = false
}

// takeBack acquires a slot again. A request that has ended gets none and needs
// none, because it does nothing any more.
func (s *Slot) takeBack(ctx context.Context) {
	s.held = !s.released && s.slots.running.acquireUntil(ctx)
}
