package main

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"
)

// connections are those of a server. They know on which a whole request is being
// answered: at the end the server waits for these and for no other.
type connections struct {
	mu   sync.Mutex
	open map[*joinedConn]*progress
}

type connectionKey struct{}

// of makes a server tell of its connections, which a joinedListener accepts.
func (c *connections) of(server *http.Server) {
	c.open = map[*joinedConn]*progress{}
	server.ConnContext = func(ctx context.Context, accepted net.Conn) context.Context {
		conn := accepted.(*joinedConn)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.open[conn] = &progress{}
		return context.WithValue(ctx, connectionKey{}, conn)
	}
	server.ConnState = func(accepted net.Conn, state http.ConnState) {
		conn := accepted.(*joinedConn)
		switch state {
		case http.StateIdle:
			conn.answering.Store(false)
		case http.StateClosed, http.StateHijacked:
			c.mu.Lock()
			defer c.mu.Unlock()
			delete(c.open, conn)
		}
	}
	next := server.Handler
	server.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body == http.NoBody {
			markAnswering(r)
		}
		next.ServeHTTP(w, r)
	})
}

// markAnswering notes that all of a request has come.
func markAnswering(r *http.Request) {
	if conn, known := r.Context().Value(connectionKey{}).(*joinedConn); known {
		conn.answering.Store(true)
	}
}

// endInterval is how often connections are looked at in the end: a request that has
// just come is seen as whole by the first time.
const endInterval = 100 * time.Millisecond

// unreadTime is how long a client may take nothing of its answer at the end.
const unreadTime = 2 * time.Second

// progress is how much a client has taken of what it is sent.
type progress struct {
	taken uint64
	since time.Time // when it was first seen to be so much
}

// stalls reports whether a client has taken nothing for a while, though there is
// more for it.
func (p *progress) stalls(conn net.Conn, now time.Time) bool {
	taken, more := takenBytes(conn)
	if !more || taken != p.taken || p.since.IsZero() {
		p.taken, p.since = taken, now
		return false
	}
	return now.Sub(p.since) >= unreadTime
}

// endOthers ends the connections on which no request is being answered, or whose
// clients do not read the answer, again and again until ctx ends.
func (c *connections) endOthers(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(endInterval):
			c.endOthersNow()
		}
	}
}

func (c *connections) endOthersNow() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for conn, progress := range c.open {
		if !conn.answering.Load() || progress.stalls(conn.Conn, time.Now()) {
			_ = conn.SetDeadline(time.Unix(1, 0)) // the server closes it then
		}
	}
}
