package traffic

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"

	"doichieu/apierror"
)

// smallResponse is what a small response takes at most.
const smallResponse = 128 << 10

// MaxStall is how long a client may read nothing before it may lose its connection
// to clients that wait for memory. Its write deadline ends it anyway.
const MaxStall = time.Second

// Budget bounds the memory of responses that clients have not read yet.
type Budget struct {
	limit    int
	maxQueue int           // how many responses may wait for memory
	maxWait  time.Duration // how long

	mu      sync.Mutex
	used    int
	sending map[*Response]struct{}
	queued  int
	freed   chan struct{} // closed when memory is freed
}

// NewBudget makes a budget of a number of bytes. As many as maxQueue responses wait
// for memory, each no longer than maxWait.
func NewBudget(bytes, maxQueue int, maxWait time.Duration) *Budget {
	return &Budget{
		limit: bytes, maxQueue: maxQueue, maxWait: maxWait,
		sending: map[*Response]struct{}{}, freed: make(chan struct{}),
	}
}

// Body is the body of responses. Its memory counts once, however many clients it is
// sent to.
type Body struct {
	Bytes   []byte
	senders int // guarded by the budget
}

// Response is a response on its way to one client.
type Response struct {
	Writer   http.ResponseWriter
	Body     *Body // nil for a body that is made while it is sent
	Overhead int   // bytes beside the body

	stalledSince time.Time // when the client was given bytes that it has not read; zero when there are none
}

// Admit counts a response, and waits a moment until there is memory for it. A
// response that is not admitted may not be sent.
func (b *Budget) Admit(ctx context.Context, r *Response) bool {
	if b.TryAdmit(r) {
		return true
	}
	if !b.joinQueue() {
		return false
	}
	defer b.leaveQueue()
	ctx, cancel := context.WithTimeout(ctx, b.maxWait)
	defer cancel()
	retry := time.NewTicker(MaxStall / 10)
	defer retry.Stop()
	for {
		freed := b.reclaim(r)
		if b.TryAdmit(r) {
			return true
		}
		select {
		case <-freed:
		case <-retry.C:
		case <-ctx.Done():
			return false
		}
	}
}

// joinQueue bounds how many responses wait, because these are in memory as well.
func (b *Budget) joinQueue() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.queued >= b.maxQueue {
		return false
	}
	b.queued++
	return true
}

func (b *Budget) leaveQueue() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.queued--
}

// TryAdmit counts a response when there is memory for it now. One that is larger
// than the whole budget is admitted alone.
func (b *Budget) TryAdmit(r *Response) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	needed := r.needs()
	if b.used > 0 && b.used+needed > b.limitFor(needed) {
		return false
	}
	if r.Body != nil {
		r.Body.senders++
	}
	b.used += needed
	b.sending[r] = struct{}{}
	return true
}

// limitFor reserves some of the budget for small responses, so that these go on
// while large ones wait.
func (b *Budget) limitFor(needed int) int {
	if needed <= smallResponse {
		return b.limit
	}
	return b.limit - b.limit/8
}

// needs is how much memory a response takes that is not counted yet.
func (r *Response) needs() int {
	if r.Body == nil || r.Body.senders > 0 {
		return r.Overhead
	}
	return r.Overhead + len(r.Body.Bytes)
}

// Release ends the counting of a response, if it is counted.
func (b *Budget) Release(r *Response) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, counted := b.sending[r]; !counted {
		return
	}
	delete(b.sending, r)
	if r.Body != nil {
		r.Body.senders--
	}
	b.used -= r.needs()
	if b.queued > 0 {
		close(b.freed)
		b.freed = make(chan struct{})
	}
}

// StartWrite notes that the client is being given something to read.
func (b *Budget) StartWrite(r *Response) {
	b.mu.Lock()
	defer b.mu.Unlock()
	r.stalledSince = time.Now()
}

// EndWrite notes that the client has read it.
func (b *Budget) EndWrite(r *Response) {
	b.mu.Lock()
	defer b.mu.Unlock()
	r.stalledSince = time.Time{}
}

// reclaim cuts the connections of clients that do not read, the slowest first,
// until a response has the memory that it needs. The channel that it returns is
// closed when memory is freed.
func (b *Budget) reclaim(r *Response) (freed chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	missing := b.used + r.needs() - b.limitFor(r.needs())
	remaining := map[*Body]int{} // senders that are not cut
	for _, slow := range b.stalled() {
		if missing <= 0 {
			break
		}
		slow.cut()
		missing -= slow.Overhead
		if body := slow.Body; body != nil {
			if _, known := remaining[body]; !known {
				remaining[body] = body.senders
			}
			remaining[body]--
			if remaining[body] == 0 {
				missing -= len(body.Bytes)
			}
		}
	}
	return b.freed
}

// Used is how many bytes are in use.
func (b *Budget) Used() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.used
}

// stalled lists the responses whose clients do not read, the slowest first.
func (b *Budget) stalled() []*Response {
	var slow []*Response
	for r := range b.sending {
		if !r.stalledSince.IsZero() && time.Since(r.stalledSince) >= MaxStall {
			slow = append(slow, r)
		}
	}
	slices.SortFunc(slow, func(a, b *Response) int { return a.stalledSince.Compare(b.stalledSince) })
	return slow
}

// cut ends a response, and with it the connection.
func (r *Response) cut() {
	// Not every ResponseWriter has deadlines; those of the server have.
	_ = http.NewResponseController(r.Writer).SetWriteDeadline(time.Unix(1, 0))
}

// Count counts a number of bytes while a handler answers that needs no time to
// make its answer.
func (b *Budget) Count(bytes int, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		response := &Response{Writer: w, Overhead: bytes}
		if !b.Admit(r.Context(), response) {
			TooManyUnread().Write(w, r)
			return
		}
		defer b.Release(response)
		b.StartWrite(response)
		next.ServeHTTP(w, r)
	})
}

// TooManyUnread refuses a request whose answer is not admitted.
func TooManyUnread() *apierror.Refusal {
	return apierror.Busy("Too many answers wait for clients to read them; ask again in a moment.")
}
