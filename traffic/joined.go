package traffic

import (
	"net"
	"sync"
	"sync/atomic"
)

// writeBuffer is the size of the buffer that net/http puts before a connection.
const writeBuffer = 4 << 10

// Listener accepts connections that send the pieces of an answer together.
type Listener struct{ net.Listener }

// Accept waits for the next connection.
func (l Listener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &joinedConn{Conn: conn}, nil
}

// joinedConn holds a write of just net/http's buffer back until the next one,
// and sends both by one system call. An answer that is larger than the buffer
// comes in such a write and another for the rest, of which the first would wake
// up the client for nothing. Where no other follows, the server turns to reading
// the next request, which sends what is held. Who flushes while answering, as
// nothing here does, may wait until then.
type joinedConn struct {
	net.Conn

	answering atomic.Bool // a request that came whole

	mu   sync.Mutex
	held []byte
}

// Write sends p after what is held, or holds it.
func (c *joinedConn) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.held) == 0 {
		if len(p) == writeBuffer {
			c.held = append(c.held, p...)
			return len(p), nil
		}
		return c.Conn.Write(p)
	}
	before := int64(len(c.held))
	sent, err := (&net.Buffers{c.held, p}).WriteTo(c.Conn)
	c.held = c.held[:0]
	return int(max(sent-before, 0)), err
}

// Read sends what is held before it waits for the client.
func (c *joinedConn) Read(p []byte) (int, error) {
	if err := c.flush(); err != nil {
		return 0, err
	}
	return c.Conn.Read(p)
}

// Close sends what is held first. It does not wait for a write that is under
// way, which sends what is held, but ends it.
func (c *joinedConn) Close() error {
	var err error
	if c.mu.TryLock() {
		err = c.sendHeld()
		c.mu.Unlock()
	}
	if closing := c.Conn.Close(); closing != nil {
		return closing
	}
	return err
}

// CloseWrite tells the client that nothing follows. The server does so before it
// closes a connection on which a client is still sending, which would otherwise
// see a reset in the place of the end.
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
	return c.sendHeld()
}

func (c *joinedConn) sendHeld() error {
	if len(c.held) == 0 {
		return nil
	}
	_, err := c.Conn.Write(c.held)
	c.held = c.held[:0]
	return err
}
