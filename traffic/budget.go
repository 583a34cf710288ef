package main

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"
)

// What answers take in memory besides their bodies until they are sent, roughly.
const (
	requestBytes  = 16 << 10  // connection, headers and goroutine of a request
	metricsBytes  = 512 << 10 // metrics that are gathered
	downloadBytes = 2 << 20   // a page of records, what is laid out of it, and the compression
)

// smallBytes is what a small answer takes at most.
const smallBytes = 128 << 10

// maxStall is how long a client may take to read before it loses its connection
// to those for whom there is no room. Its write deadline ends it anyway.
const maxStall = time.Second

// unsent bounds the memory of answers that clients have not read yet.
type unsent struct {
	limit   int
	queue   int           // how many may wait for room
	maxWait time.Duration // how long

	mu      sync.Mutex
	used    int
	sending map[*sending]struct{}
	wait    int           // how many wait for room
	freed   chan struct{} // closed when there is more of it
}

func newUnsent(s settings) *unsent {
	return &unsent{
		limit: s.unsentBytes, queue: max(1, s.operations/4), maxWait: s.turnTimeout,
		sending: map[*sending]struct{}{}, freed: make(chan struct{}),
	}
}

// sending is an answer on its way to one client.
type sending struct {
	w      http.ResponseWriter
	answer *answer   // whose body counts once, however many clients it is sent to
	bytes  int       // besides
	since  time.Time // when the client was given what it has to read; zero when that is nothing
}

// admit waits a moment until there is room for an answer, and counts it then.
// Without room it may not be sent.
func (u *unsent) admit(ctx context.Context, s *sending) bool {
	if u.enter(s) {
		return true
	}
	if !u.joinQueue() {
		return false
	}
	defer u.leaveQueue()
	ctx, cancel := context.WithTimeout(ctx, u.maxWait)
	defer cancel()
	looks := time.NewTicker(maxStall / 10)
	defer looks.Stop()
	for {
		freed := u.makeRoom(s)
		if u.enter(s) {
			return true
		}
		select {
		case <-freed:
		case <-looks.C:
		case <-ctx.Done():
			return false
		}
	}
}

// joinQueue joins those that wait for room, whose answers are in memory as well.
func (u *unsent) joinQueue() bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.wait >= u.queue {
		return false
	}
	u.wait++
	return true
}

func (u *unsent) leaveQueue() {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.wait--
}

// enter counts an answer when there is room. What is larger than all the room
// may enter alone.
func (u *unsent) enter(s *sending) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	needed := s.needs()
	if u.used > 0 && u.used+needed > u.limitFor(needed) {
		return false
	}
	if s.answer != nil {
		s.answer.senders++
	}
	u.used += needed
	u.sending[s] = struct{}{}
	return true
}

// limitFor leaves some of the room to small answers, so that these go on while
// large ones wait.
func (u *unsent) limitFor(needed int) int {
	if needed <= smallBytes {
		return u.limit
	}
	return u.limit - u.limit/8
}

// needs is how much room an answer takes that is not counted yet.
func (s *sending) needs() int {
	if s.answer == nil || s.answer.senders > 0 {
		return s.bytes
	}
	return s.bytes + len(s.answer.body)
}

// leave ends the counting of an answer, if it is counted.
func (u *unsent) leave(s *sending) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if _, counted := u.sending[s]; !counted {
		return
	}
	delete(u.sending, s)
	if s.answer != nil {
		s.answer.senders--
	}
	u.used -= s.needs()
	if u.wait > 0 {
		close(u.freed)
		u.freed = make(chan struct{})
	}
}

// begin notes that the client is given something to read from now on.
func (u *unsent) begin(s *sending) {
	u.mu.Lock()
	defer u.mu.Unlock()
	s.since = time.Now()
}

// end notes that the client has read it.
func (u *unsent) end(s *sending) {
	u.mu.Lock()
	defer u.mu.Unlock()
	s.since = time.Time{}
}

// makeRoom cuts the connections of clients that do not read, the slowest first,
// as far as an answer needs their room. What it returns is closed when there is
// more room.
func (u *unsent) makeRoom(s *sending) (freed chan struct{}) {
	u.mu.Lock()
	defer u.mu.Unlock()
	missing := u.used + s.needs() - u.limitFor(s.needs())
	others := map[*answer]int{} // senders that are not cut
	for _, slow := range u.stalled() {
		if missing <= 0 {
			break
		}
		slow.cut()
		missing -= slow.bytes
		if a := slow.answer; a != nil {
			if _, met := others[a]; !met {
				others[a] = a.senders
			}
			others[a]--
			if others[a] == 0 {
				missing -= len(a.body)
			}
		}
	}
	return u.freed
}

// bytes is how much room is used.
func (u *unsent) bytes() int {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.used
}

// stalled lists the answers whose clients do not read, the slowest first.
func (u *unsent) stalled() []*sending {
	var slow []*sending
	for s := range u.sending {
		if !s.since.IsZero() && time.Since(s.since) >= maxStall {
			slow = append(slow, s)
		}
	}
	slices.SortFunc(slow, func(a, b *sending) int { return a.since.Compare(b.since) })
	return slow
}

// cut ends what is being sent to a client, and with it the connection.
func (s *sending) cut() {
	// Not every ResponseWriter has deadlines; those of the server have.
	_ = http.NewResponseController(s.w).SetWriteDeadline(time.Unix(1, 0))
}

// counted counts what a handler that answers at once takes while it does.
func (u *unsent) counted(bytes int, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s := &sending{w: w, bytes: bytes}
		if !u.admit(r.Context(), s) {
			tooManyUnsent().refuse(w, r)
			return
		}
		defer u.leave(s)
		u.begin(s)
		next.ServeHTTP(w, r)
	})
}

// tooManyUnsent is how a request is refused for whose answer there is no room.
func tooManyUnsent() *refusal {
	return busy("Too many answers wait for clients to read them; ask again in a moment.")
}

// refuse answers a request that is none of GraphQL.
func (why *refusal) refuse(w http.ResponseWriter, r *http.Request) {
	why.answer(r, mediaJSON).send(w, r)
}
