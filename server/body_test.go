package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"doichieu/download"
	"doichieu/observe"
	"doichieu/traffic"
)

// running is a server that serve started on a port of its own.
type running struct {
	address string
	end     func() error // shuts down as a signal does, and waits until that is done
}

// smallBuffers accepts connections with small write buffers, so that a client that
// reads nothing is noticed at once.
type smallBuffers struct{ net.Listener }

func (l smallBuffers) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err == nil {
		_ = conn.(*net.TCPConn).SetWriteBuffer(64 << 10)
	}
	return conn, err
}

func start(t *testing.T, s settings) *running {
	t.Helper()
	ready, handler := newReadyHandler(t, s)
	return startWith(t, s, ready, newServer(handler, s))
}

func newReadyHandler(t *testing.T, s settings) (*readiness, http.Handler) {
	t.Helper()
	plans := shippedStore(t)
	ready := &readiness{plans: plans}
	handler, err := newHandler(plans, s, observe.New("test"), ready)
	if err != nil {
		t.Fatal(err)
	}
	return ready, handler
}

// startLarge starts a server whose only answer is a download of a number of bytes.
func startLarge(t *testing.T, s settings, bytes int) *running {
	t.Helper()
	plans := shippedStore(t)
	files := newDownloads(nil, s, traffic.NewSemaphore(s.waiting), s.answerBudget())
	return startWith(t, s, &readiness{plans: plans}, newServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		files.Serve(w, r, download.File{Address: "x", Name: "x.csv", ContentType: "text/csv",
			Write: func(_ context.Context, to io.Writer) error {
				const part = 64 << 10
				for range bytes / part {
					if _, err := to.Write(make([]byte, part)); err != nil {
						return err
					}
				}
				return nil
			}})
	}), s))
}

func startWith(t *testing.T, s settings, ready *readiness, server *http.Server) *running {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- serveUntil(ctx, startServing(server, smallBuffers{listener}), ready, s)
	}()
	end := func() error {
		stop()
		return <-ended
	}
	t.Cleanup(stop)
	return &running{address: listener.Addr().String(), end: end}
}

// connect opens a connection and sends a text, such as the beginning of a request.
func (r *running) connect(t *testing.T, text string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", r.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	_ = conn.(*net.TCPConn).SetReadBuffer(128 << 10)
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	return conn
}

// status requests a path on a new connection and returns the status.
func (r *running) status(t *testing.T, path string) int {
	t.Helper()
	client := http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Get("http://" + r.address + path)
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return 0
	}
	defer response.Body.Close()
	_, _ = io.Copy(io.Discard, response.Body)
	return response.StatusCode
}

// everyPath has one path of each handler.
var everyPath = []string{
	"/csv/provinces", "/download/dataset.zip", "/graphql?query=%7Bdataset%7Brelease%7D%7D",
	"/", "/assets/none.js", "/examples.json", "/healthz", "/readyz", "/metrics", "/nowhere",
}

// incompleteRequests returns requests that never become complete.
func incompleteRequests(path string) []string {
	begin := " " + path + " HTTP/1.1\r\nHost: x\r\n"
	return []string{
		"GET" + begin + "Content-Length: 1\r\n\r\n",
		"HEAD" + begin + "Content-Length: 1\r\n\r\n",
		"GET" + begin + "Transfer-Encoding: chunked\r\n\r\n5\r\nab",
		"GET" + begin + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n",
		"POST" + begin + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
		"POST" + begin + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
		"GET" + begin, // without the end of the headers
	}
}

// Incomplete requests occupy no slots, and the shutdown does not wait for them.
func TestIncompleteRequestsOccupyNothing(t *testing.T) {
	s := defaultSettings()
	s.downloads, s.operations, s.waiting, s.turnTimeout = 1, 1, 1, 100*time.Millisecond
	s.readTimeout, s.headerTimeout, s.shutdownTimeout = time.Minute, time.Minute, time.Minute
	server := start(t, s)
	server.connect(t, "")
	for _, path := range everyPath {
		for _, incomplete := range incompleteRequests(path) {
			server.connect(t, incomplete)
		}
	}
	server.connect(t, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /csv/provinces HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n")
	for _, path := range everyPath {
		want := http.StatusOK
		if path == "/nowhere" || path == "/assets/none.js" {
			want = http.StatusNotFound
		}
		if got := server.status(t, path); got != want {
			t.Errorf("%s: %d", path, got)
		}
	}
	began := time.Now()
	if err := server.end(); err != nil {
		t.Errorf("ended with %v", err)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("ending took %s", took)
	}
}

// An unexpected body is discarded. One that does not arrive in time or is too large is
// refused, and its connection is closed.
func TestUnexpectedBodies(t *testing.T) {
	s := defaultSettings()
	s.readTimeout, s.bodyBytes = 300*time.Millisecond, 1<<10
	server := start(t, s)
	for _, path := range []string{"/csv/provinces", "/graphql?query=%7B__typename%7D"} {
		begin := "GET " + path + " HTTP/1.1\r\nHost: x\r\n"
		for request, want := range map[string]int{
			begin + "Content-Length: 3\r\n\r\nabc":                                           200,
			begin + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n":                200,
			begin + "Content-Length: 1\r\n\r\n":                                              408,
			begin + "Transfer-Encoding: chunked\r\n\r\n":                                     408,
			begin + "Transfer-Encoding: chunked\r\n\r\nx\r\n":                                400,
			begin + "Content-Length: 1025\r\n\r\n":                                           413,
			begin + "Transfer-Encoding: chunked\r\n\r\n500\r\n" + strings.Repeat("a", 0x500): 413,
		} {
			conn := server.connect(t, request)
			_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
			answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				t.Errorf("%q: %v", request, err)
				continue
			}
			if answer.StatusCode != want || want != 200 && !answer.Close {
				t.Errorf("%.100q: %d, closed: %t", request, answer.StatusCode, answer.Close)
			}
			_ = conn.Close()
		}
	}
}

// A request is answered even if its body takes longer to arrive than the write timeout,
// which net/http counts from the headers.
func TestSlowRequestsAreAnswered(t *testing.T) {
	s := defaultSettings()
	ready, handler := newReadyHandler(t, s)
	slow := newServer(handler, s)
	slow.WriteTimeout = traffic.SlowRequest
	server := startWith(t, s, ready, slow)
	body := posted(`{dataset{release}}`)
	begin := fmt.Sprintf("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n", len(body))
	conn := server.connect(t, begin+body[:5])
	time.Sleep(traffic.SlowRequest + 200*time.Millisecond)
	if _, err := io.WriteString(conn, body[5:]); err != nil {
		t.Fatal(err)
	}
	_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
	if answer, err := http.ReadResponse(bufio.NewReader(conn), nil); err != nil || answer.StatusCode != http.StatusOK {
		t.Errorf("%v %v", answer, err)
	}
}

// Downloads whose clients read nothing occupy no slots.
func TestSlowReadersOccupyNoSlots(t *testing.T) {
	s := defaultSettings()
	s.downloads = 1
	server := startLarge(t, s, 4<<20)
	for range 5 {
		server.connect(t, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	}
	for range 3 {
		if got := server.status(t, "/"); got != http.StatusOK {
			t.Errorf("%d", got)
		}
	}
}

// The duration of a download is bounded, even if each part of it is read in time.
func TestDownloadsEnd(t *testing.T) {
	s := defaultSettings()
	s.downloadTimeout = 500 * time.Millisecond
	server := startLarge(t, s, 4<<20)
	conn := server.connect(t, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	time.Sleep(2 * s.downloadTimeout)
	_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return
	}
	if n, err := io.Copy(io.Discard, answer.Body); err == nil {
		t.Errorf("all %d bytes came", n)
	}
}
