package traffic

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// recordingConn is a connection that records each write.
type recordingConn struct {
	net.Conn
	writes [][]byte
}

func (c *recordingConn) Write(p []byte) (int, error) {
	c.writes = append(c.writes, bytes.Clone(p))
	return len(p), nil
}

func (*recordingConn) Read([]byte) (int, error) { return 0, io.EOF }

func (*recordingConn) Close() error { return nil }

// Everything that is written arrives in order, at the latest when the server reads
// again or closes the connection.
func TestJoinedConn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		recorder := &recordingConn{}
		conn := &joinedConn{Conn: recorder}
		var want []byte
		for range rapid.IntRange(0, 6).Draw(t, "writes") {
			size := rapid.SampledFrom([]int{1, 100, writeBuffer - 1, writeBuffer, writeBuffer + 1, 3 * writeBuffer}).Draw(t, "size")
			piece := bytes.Repeat([]byte{byte(len(want))}, size)
			if n, err := conn.Write(piece); n != size || err != nil {
				t.Fatal(n, err)
			}
			want = append(want, piece...)
		}
		if rapid.Bool().Draw(t, "closes") {
			_ = conn.Close()
		} else {
			_, _ = conn.Read(nil)
		}
		if got := slices.Concat(recorder.writes...); !bytes.Equal(got, want) {
			t.Fatalf("%d bytes arrived, want %d", len(got), len(want))
		}
	})
}

// Answers smaller and larger than the buffer arrive, several on one connection.
func TestJoinedAnswers(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		_, _ = w.Write(body)
	})}
	go func() { _ = server.Serve(Listener{listener}) }()
	t.Cleanup(func() { _ = server.Close() })
	for size := range 3 * writeBuffer / 8 {
		body := strings.Repeat("x", 8*size)
		answer, err := http.Post("http://"+listener.Addr().String(), "text/plain", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if err != nil || string(got) != body {
			t.Fatalf("%d bytes of %d arrived: %v", len(got), len(body), err)
		}
	}
}

// joinedPair returns both ends of a connection that a Listener accepted.
func joinedPair(t *testing.T) (server, client net.Conn) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	client, err = net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	server, err = Listener{listener}.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = client.Close(), server.Close() })
	return server, client
}

// Closing a connection ends a write to a client that does not read.
func TestJoinedCloseEndsAWrite(t *testing.T) {
	server, _ := joinedPair(t)
	wrote, closed := make(chan error, 1), make(chan error, 1)
	go func() {
		_, err := server.Write(make([]byte, 64<<20))
		wrote <- err
	}()
	time.Sleep(50 * time.Millisecond)
	go func() { closed <- server.Close() }()
	select {
	case err := <-closed:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(2 * time.Second):
		t.Fatal("Close waits for the client")
	}
	if err := <-wrote; err == nil {
		t.Error("all of it was written")
	}
}

// A client that is still sending reads the end of the answer instead of a reset.
func TestJoinedCloseWrite(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusRequestEntityTooLarge)
	})}
	go func() { _ = server.Serve(Listener{listener}) }()
	t.Cleanup(func() { _ = server.Close() })
	client, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	fmt.Fprintf(client, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n%s", strings.Repeat("z", 400_000))
	answer, err := io.ReadAll(client)
	if err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 413") {
		t.Errorf("%v\n%s", err, answer)
	}
}
