package traffic

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"

	"doichieu/apierror"
)

// smallResponse is the largest memory of a response that counts as small.
const smallResponse = 128 << 10

// MaxStall is how long a client may read nothing before its connection may be cut in
// favour of clients that wait for memory. If none waits, only the write deadline ends
// the connection.
const MaxStall = time.Second

// Budget bounds the memory of responses that clients have not read yet.
type Budget struct {
	limit    int
	maxQueue int           // how many responses may wait for memory
	maxWait  time.Duration // how long each of them may wait

	mu      sync.Mutex
	used    int
	sending map[*Response]struct{}
	queued  int
	freed   chan struct{} // closed and replaced when memory is freed
}

// NewBudget returns a budget of a number of bytes. At most maxQueue responses wait
// for memory, each no longer than maxWait.
func NewBudget(bytes, maxQueue int, maxWait time.Duration) *Budget {
	return &Budget{
		limit: bytes, maxQueue: maxQueue, maxWait: maxWait,
		sending: map[*Response]struct{}{}, freed: make(chan struct{}),
	}
}

// Body is a body that may be shared by several responses. Its memory counts once,
// however many clients it is being sent to.
type Body struct {
	Bytes   []byte
	senders int // how many responses are sending it; guarded by the budget
}

// Response is a response that is being sent to one client.
type Response struct {
	Writer   http.ResponseWriter
	Body     *Body // nil for a body that is generated while it is sent
	Overhead int   // bytes besides the body

	stalledSince time.Time // start of the write that the client has not read yet; zero without one
}

// Admit counts the memory of a response, and waits until the budget has enough. It
// returns false if that takes too long; the response must not be sent then.
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

// joinQueue reports whether another response may wait. Their number is bounded,
// because waiting responses occupy memory as well.
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

// TryAdmit counts the memory of a response if there is enough now. A response that is
// larger than the whole budget is admitted if nothing else is being sent.
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

// limitFor returns the part of the budget that a response may use up. An eighth is
// reserved for small responses, so that they are sent while large ones wait.
func (b *Budget) limitFor(needed int) int {
	if needed <= smallResponse {
		return b.limit
	}
	return b.limit - b.limit/8
}

// needs returns the memory of a response that is not counted yet.
func (r *Response) needs() int {
	if r.Body == nil || r.Body.senders > 0 {
		return r.Overhead
	}
	return r.Overhead + len(r.Body.Bytes)
}

// Release returns the memory of a response to the budget. It does nothing if the
// response is not admitted.
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

// StartWrite records that a write to the client starts.
func (b *Budget) StartWrite(r *Response) {
	b.mu.Lock()
	defer b.mu.Unlock()
	r.stalledSince = time.Now()
}

// EndWrite records that the write has ended, since the client read what it was sent.
func (b *Budget) EndWrite(r *Response) {
	b.mu.Lock()
	defer b.mu.Unlock()
	r.stalledSince = time.Time{}
}

// reclaim cuts the connections of stalled clients, the longest stalled first, until
// enough memory for a response is about to be freed. The returned channel is closed
// when memory is freed.
func (b *Budget) reclaim(r *Response) (freed chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	missing := b.used + r.needs() - b.limitFor(r.needs())
	remaining := map[*Body]int{} // senders of each body that are not cut
	for _, stalled := range b.stalled() {
		if missing <= 0 {
			break
		}
		stalled.cut()
		missing -= stalled.Overhead
		if body := stalled.Body; body != nil {
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

// Used returns how many bytes are in use.
func (b *Budget) Used() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.used
}

// stalled returns the responses whose clients do not read, the longest stalled first.
func (b *Budget) stalled() []*Response {
	var stalled []*Response
	for r := range b.sending {
		if !r.stalledSince.IsZero() && time.Since(r.stalledSince) >= MaxStall {
			stalled = append(stalled, r)
		}
	}
	slices.SortFunc(stalled, func(a, b *Response) int { return a.stalledSince.Compare(b.stalledSince) })
	return stalled
}

// cut makes the current write fail, which closes the connection.
func (r *Response) cut() {
	// The ResponseWriters of tests have no deadlines; those of the server do.
	_ = http.NewResponseController(r.Writer).SetWriteDeadline(time.Unix(1, 0))
}

// Count is a middleware that counts a number of bytes for each response of a handler.
// The whole time of the handler counts as a write, so it must produce its answer fast.
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

// TooManyUnread refuses a request whose answer the budget did not admit.
func TooManyUnread() *apierror.Refusal {
	return apierror.Busy("Too many answers wait for clients to read them; ask again in a moment.")
}
