package traffic

import (
	"context"
	"sync"
	"time"

	"doichieu/apierror"
)

// Semaphore is a counting semaphore. The channel has one entry for each holder.
type Semaphore chan struct{}

// NewSemaphore returns a semaphore for at most size holders.
func NewSemaphore(size int) Semaphore { return make(Semaphore, size) }

// Holders returns how many hold the semaphore.
func (s Semaphore) Holders() int { return len(s) }

// acquire acquires the semaphore, or returns false after maxWait or when ctx ends.
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

// acquireUntil acquires the semaphore, or returns false when ctx ends.
func (s Semaphore) acquireUntil(ctx context.Context) bool {
	select {
	case s <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

func (s Semaphore) release() { <-s }

// Slots bounds how many requests of one kind run at once. A request gives up its slot
// while it waits for the database, so that requests that are answered from memory can
// run. The number of waiting requests has a bound of its own, which several Slots may
// share.
type Slots struct {
	running Semaphore
	waiting Semaphore
	maxWait time.Duration
}

// NewSlots returns a number of slots. waiting bounds how many requests wait for the
// database. A request waits no longer than maxWait for a slot, nor for waiting.
func NewSlots(size int, waiting Semaphore, maxWait time.Duration) Slots {
	return Slots{running: NewSemaphore(size), waiting: waiting, maxWait: maxWait}
}

// Acquire waits for a slot. It returns nil if none becomes free in time.
func (s Slots) Acquire(ctx context.Context) *Slot {
	if !s.running.acquire(ctx, s.maxWait) {
		return nil
	}
	return &Slot{slots: s, held: true}
}

// Slot is the slot of one request. Its methods may be called by several goroutines.
type Slot struct {
	slots Slots

	mu       sync.Mutex
	held     bool // whether the request counts as running now
	waiters  int  // how many goroutines of the request wait
	refused  bool // whether too many other requests waited already
	released bool
}

// ErrTooManyWaiting is the error of a request that may not wait for the database.
var ErrTooManyWaiting = &apierror.Error{Code: apierror.Timeout, Message: "Too many requests wait for the database; ask again in a moment."}

// Wait gives up the slot until the last waiting goroutine of the request has called
// done.
func (s *Slot) Wait(ctx context.Context) (done func(), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waiters == 0 && !s.refused {
		s.giveUp()
		if !s.slots.waiting.acquire(ctx, s.slots.maxWait) {
			s.refused = true
			s.takeBack(ctx)
		}
	}
	if s.refused {
		return nil, ErrTooManyWaiting
	}
	s.waiters++
	return func() { s.endWait(ctx) }, nil
}

func (s *Slot) endWait(ctx context.Context) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiters--
	if s.waiters == 0 {
		s.slots.waiting.release()
		s.takeBack(ctx)
	}
}

// Yield gives up the slot while do runs. It is for calls that block without using the
// CPU, such as writing to a client.
func (s *Slot) Yield(ctx context.Context, do func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.giveUp()
	do()
	s.takeBack(ctx)
}

// Release gives up the slot for good. It may be called more than once.
func (s *Slot) Release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.released = true
	s.giveUp()
}

// WasRefused reports whether Wait was refused.
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

// takeBack acquires a slot again. A request that has ended gets none, and needs none
// because it stops working.
func (s *Slot) takeBack(ctx context.Context) {
	s.held = !s.released && s.slots.running.acquireUntil(ctx)
}
