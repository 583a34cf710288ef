package storetest

import (
	"net"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Proxy stands between a test and a PostgreSQL server, and can be told to
// behave as a bad network does.
type Proxy struct {
	URL string // of the database by way of the proxy

	listener net.Listener
	server   string
	delay    atomic.Int64
	cut      atomic.Bool
	mu       sync.Mutex
	open     map[net.Conn]bool
	frozen   map[net.Conn]bool
}

// NewProxy puts a proxy before the database at a URL until the test ends.
func NewProxy(t testing.TB, databaseURL string) *Proxy {
	t.Helper()
	parsed, err := url.Parse(databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{listener: listener, server: parsed.Host, open: map[net.Conn]bool{}, frozen: map[net.Conn]bool{}}
	parsed.Host = listener.Addr().String()
	p.URL = parsed.String()
	go p.serve()
	t.Cleanup(func() {
		_ = listener.Close()
		p.Cut()
	})
	return p
}

// Cut breaks every connection and takes no other until Mend.
func (p *Proxy) Cut() {
	p.cut.Store(true)
	p.mu.Lock()
	defer p.mu.Unlock()
	for conn := range p.open {
		_ = conn.Close()
	}
}

// Mend takes connections again.
func (p *Proxy) Mend() { p.cut.Store(false) }

// Freeze drops from now on what the server says on the connections that there are,
// and passes what is said on others.
func (p *Proxy) Freeze() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for conn := range p.open {
		p.frozen[conn] = true
	}
}

func (p *Proxy) isFrozen(conn net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.frozen[conn]
}

// Delay holds back everything that the server says for a time.
func (p *Proxy) Delay(by time.Duration) { p.delay.Store(int64(by)) }

func (p *Proxy) serve() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		if p.cut.Load() {
			_ = client.Close()
			continue
		}
		server, err := net.Dial("tcp", p.server)
		if err != nil {
			_ = client.Close()
			continue
		}
		p.keep(client, server)
		go p.pass(server, client, &atomic.Int64{})
		go p.pass(client, server, &p.delay)
	}
}

func (p *Proxy) keep(conns ...net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, conn := range conns {
		p.open[conn] = true
	}
}

func (p *Proxy) pass(to, from net.Conn, delay *atomic.Int64) {
	defer func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, conn := range []net.Conn{to, from} {
			_ = conn.Close()
			delete(p.open, conn)
			delete(p.frozen, conn)
		}
	}()
	part := make([]byte, 32<<10)
	for {
		n, err := from.Read(part)
		if n > 0 && !p.isFrozen(from) {
			time.Sleep(time.Duration(delay.Load()))
			if _, err := to.Write(part[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}
