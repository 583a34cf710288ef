package traffic

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"
)

// Connections are those of a server. They know which of them have a complete
// request that is being answered: when the server ends it waits for these and for
// no others.
type Connections struct {
	mu   sync.Mutex
	open map[*joinedConn]*progress
}

type connectionKey struct{}

// Track follows the connections of a server, which a Listener must accept.
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

// markReceived notes that a request has arrived completely.
func markReceived(r *http.Request) {
	if conn, known := r.Context().Value(connectionKey{}).(*joinedConn); known {
		conn.answering.Store(true)
	}
}

// SlowRequest is how long a request may take to arrive before its answer is given
// a deadline of its own. The server's counts from the end of the headers.
const SlowRequest = time.Second

// Received notes that a request has arrived completely, whose body began to be read
// at a time. Its answer then has as long as writeTimeout.
func Received(w http.ResponseWriter, r *http.Request, began time.Time, writeTimeout time.Duration) {
	markReceived(r)
	if time.Since(began) > SlowRequest {
		// Not every ResponseWriter has deadlines; those of the server have.
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(writeTimeout))
	}
}

// closeInterval is the time between two checks of the connections when the server
// ends. A request that has just arrived is known to be complete by the first.
const closeInterval = 100 * time.Millisecond

// MaxUnread is how long a client may read nothing of its answer when the server ends.
const MaxUnread = 2 * time.Second

// progress is how much a client has read of what it is sent.
type progress struct {
	read  uint64
	since time.Time // when it was first seen to be so much
}

// stalls reports whether a client has read nothing for a while, though there is
// more for it.
func (p *progress) stalls(conn net.Conn, now time.Time) bool {
	read, unread := readBytes(conn)
	if !unread || read != p.read || p.since.IsZero() {
		p.read, p.since = read, now
		return false
	}
	return now.Sub(p.since) >= MaxUnread
}

// CloseOthers closes the connections on which no request is being answered, and
// those whose clients do not read the answer, repeatedly until ctx ends.
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
		if !conn.answering.Load() || progress.stalls(conn.Conn, time.Now()) {
			_ = conn.SetDeadline(time.Unix(1, 0)) // the server closes it then
		}
	}
}
