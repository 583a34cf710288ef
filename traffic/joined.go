package traffic

import (
	"net"
	"sync"
	"sync/atomic"
)

// writeBuffer is the size of the buffer that net/http puts before a connection.
const writeBuffer = 4 << 10

// Listener accepts connections that send the writes of an answer in one system call.
type Listener struct{ net.Listener }

// Accept waits for the next connection.
func (l Listener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &joinedConn{Conn: conn}, nil
}

// joinedConn buffers a write of exactly the size of net/http's buffer and sends it
// together with the next write in one system call. net/http sends an answer that is
// larger than its buffer as one such write and one for the rest, and the first alone
// would wake up the client for nothing. If no second write follows, the server reads
// the next request, and Read sends the buffered write. An explicit flush in the middle
// of an answer may be delayed until then; no handler of this program depends on one.
type joinedConn struct {
	net.Conn

	answering atomic.Bool // whether a request has arrived completely and is being answered

	mu      sync.Mutex
	pending []byte
}

// Write sends the pending write and p, or makes p the pending write.
func (c *joinedConn) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.pending) == 0 {
		if len(p) == writeBuffer {
			c.pending = append(c.pending, p...)
			return len(p), nil
		}
		return c.Conn.Write(p)
	}
	before := int64(len(c.pending))
	sent, err := (&net.Buffers{c.pending, p}).WriteTo(c.Conn)
	c.pending = c.pending[:0]
	return int(max(sent-before, 0)), err
}

// Read sends the pending write before it waits for the client.
func (c *joinedConn) Read(p []byte) (int, error) {
	if err := c.flush(); err != nil {
		return 0, err
	}
	return c.Conn.Read(p)
}

// Close sends the pending write and closes the connection. It does not wait for a
// concurrent Write, which sends the pending write itself; closing makes it fail.
func (c *joinedConn) Close() error {
	var err error
	if c.mu.TryLock() {
		err = c.sendPending()
		c.mu.Unlock()
	}
	if closeErr := c.Conn.Close(); closeErr != nil {
		return closeErr
	}
	return err
}

// CloseWrite sends the pending write and shuts down the writing side. net/http calls
// it before it closes a connection on which the client is still sending, because the
// client would otherwise see a reset instead of the end of the answer.
func (c *joinedConn) CloseWrite() error {
	if err := c.flush(); err != nil {
		return err
	}
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}

func (c *joinedConn) flush() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sendPending()
}

// sendPending sends the pending write. The caller holds mu.
func (c *joinedConn) sendPending() error {
	if len(c.pending) == 0 {
		return nil
	}
	_, err := c.Conn.Write(c.pending)
	c.pending = c.pending[:0]
	return err
}
