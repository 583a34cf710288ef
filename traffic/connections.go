package traffic

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"
)

// Connections tracks the open connections of a server, and which of them have a
// complete request that is being answered. A server that shuts down waits for these
// and for no others.
type Connections struct {
	mu   sync.Mutex
	open map[*joinedConn]*progress
}

type connectionKey struct{}

// Track tracks the connections of a server. They must come from a Listener.
func Track(server *http.Server) *Connections {
	c := &Connections{open: map[*joinedConn]*progress{}}
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
			markReceived(r)
		}
		next.ServeHTTP(w, r)
	})
	return c
}

// markReceived records that a request has arrived completely.
func markReceived(r *http.Request) {
	if conn, tracked := r.Context().Value(connectionKey{}).(*joinedConn); tracked {
		conn.answering.Store(true)
	}
}

// SlowRequest is how long a body may take to arrive before the write deadline of its
// answer is moved. The deadline that net/http sets counts from the end of the headers.
const SlowRequest = time.Second

// Received records that a request has arrived completely. start is when reading its
// body began. If that took long, the answer gets the full writeTimeout from now on.
func Received(w http.ResponseWriter, r *http.Request, start time.Time, writeTimeout time.Duration) {
	markReceived(r)
	if time.Since(start) > SlowRequest {
		// The ResponseWriters of tests have no deadlines; those of the server do.
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(writeTimeout))
	}
}

// closeInterval is the time between two checks of the connections during shutdown. It
// is long enough for a request that has just arrived to be marked as received before
// the first check.
const closeInterval = 100 * time.Millisecond

// MaxUnread is how long a client may read nothing of its answer during shutdown.
const MaxUnread = 2 * time.Second

// progress is how many bytes of its answers a client has read.
type progress struct {
	read  uint64
	since time.Time // when read last changed; zero before the first check
}

// isStalled updates the progress, and reports whether the client has read nothing for
// MaxUnread although there was something to read.
func (p *progress) isStalled(conn net.Conn, now time.Time) bool {
	read, unread := readBytes(conn)
	if !unread || read != p.read || p.since.IsZero() {
		p.read, p.since = read, now
		return false
	}
	return now.Sub(p.since) >= MaxUnread
}

// CloseOthers closes, repeatedly until ctx ends, the connections on which no request
// is being answered and those whose clients do not read the answer.
func (c *Connections) CloseOthers(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(closeInterval):
			c.closeOthersNow()
		}
	}
}

func (c *Connections) closeOthersNow() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for conn, progress := range c.open {
		if !conn.answering.Load() || progress.isStalled(conn.Conn, time.Now()) {
			_ = conn.SetDeadline(time.Unix(1, 0)) // makes the server close it
		}
	}
}
