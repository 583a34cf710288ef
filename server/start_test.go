package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"doichieu/store/storetest"
)

// A server notices that its port is in use before it touches the database.
func TestAddressInUse(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	file := filepath.Join(t.TempDir(), "plans.db")
	env := map[string]string{"ADDR": taken.Addr().String(), "DATABASE_URL": "sqlite://" + file}
	code, _, stderr := program(t, env, "serve")
	if code != 1 || !strings.Contains(stderr, "ADDR (-addr)") || !strings.Contains(stderr, "address already in use") {
		t.Errorf("exit code %d: %s", code, stderr)
	}
	if _, err := os.Stat(file); !os.IsNotExist(err) {
		t.Errorf("the database was made: %v", err)
	}
}

// During start-up a server is alive but not ready, and tells clients to retry.
func TestStarting(t *testing.T) {
	startup := newStartupHandler(defaultSettings())
	for path, want := range map[string]int{"/healthz": 200, "/readyz": 503, "/": 503, "/graphql?query=%7B__typename%7D": 503, "/csv/targets": 503} {
		got := get(t, startup, path)
		if got.Code != want || got.Header().Get("X-Content-Type-Options") != "nosniff" || got.Header().Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s: %d %v", path, got.Code, got.Header())
		}
		if want == 503 && path != "/readyz" && (got.Header().Get("Retry-After") != "1" || !strings.Contains(got.Body.String(), `"code":"TIMEOUT"`)) {
			t.Errorf("%s: %v %s", path, got.Header(), got.Body)
		}
	}
	startup.handOver(shippedHandler(t))
	if got := get(t, startup, "/readyz"); got.Code != http.StatusOK {
		t.Errorf("open: %d", got.Code)
	}
}

// started starts the program with a PostgreSQL server that accepts connections but
// sends nothing, so that start-up does not finish.
func started(t *testing.T) (address string, end func() (code int, stderr string)) {
	t.Helper()
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = silent.Close() })
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address = free.Addr().String()
	_ = free.Close()
	ctx, stop := context.WithCancel(t.Context())
	env := map[string]string{"ADDR": address, "DATABASE_URL": "postgres://" + silent.Addr().String() + "/x?sslmode=disable", "STATEMENT_TIMEOUT": "100ms"}
	ended, stderr := make(chan int, 1), &bytes.Buffer{}
	go func() { ended <- run(ctx, nil, func(name string) string { return env[name] }, io.Discard, stderr) }()
	return address, func() (int, string) {
		stop()
		return <-ended, stderr.String()
	}
}

// The server listens before it opens the database, and can be stopped at that point.
func TestListeningComesFirst(t *testing.T) {
	address, end := started(t)
	env := map[string]string{"ADDR": address}
	code, stdout := 1, ""
	for code != 0 && t.Context().Err() == nil {
		code, stdout, _ = program(t, env, "health", "-live")
	}
	if stdout != "alive\n" {
		t.Errorf("alive: %q", stdout)
	}
	if code, _, stderr := program(t, env, "health"); code != 1 || !strings.Contains(stderr, "the server is starting") {
		t.Errorf("ready: exit code %d: %s", code, stderr)
	}
	if code, stderr := end(); code != 0 {
		t.Errorf("told to end while it started: exit code %d: %s", code, stderr)
	}
}

func TestHealth(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	address := listening(t, defaultSettings())
	_, port, _ := net.SplitHostPort(address)
	for _, addr := range []string{address, ":" + port, "0.0.0.0:" + port, "localhost:" + port} {
		code, stdout, stderr := program(t, map[string]string{"ADDR": addr}, "health")
		if code != 0 || !strings.Contains(stdout, "is served") {
			t.Errorf("%s: exit code %d: %s%s", addr, code, stdout, stderr)
		}
	}
	other, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = http.Serve(other, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>") }))
	}()
	t.Cleanup(func() { _ = other.Close() })
	if code, _, stderr := program(t, map[string]string{"ADDR": other.Addr().String()}, "health"); code != 1 || !strings.Contains(stderr, "no status of this program") {
		t.Errorf("another program: exit code %d: %s", code, stderr)
	}
}

func TestLoopback(t *testing.T) {
	for addr, want := range map[string]string{
		":8080": "127.0.0.1:8080", "0.0.0.0:80": "127.0.0.1:80", "[::]:80": "[::1]:80", "10.0.0.1:80": "10.0.0.1:80", "plans.example:http": "plans.example:http",
	} {
		if got, err := loopback(addr); got != want || err != nil {
			t.Errorf("%s: %s, %v", addr, got, err)
		}
	}
}

// A server whose database is closed is alive but not ready.
func TestHealthWithoutDatabase(t *testing.T) {
	database := storetest.Open(t, storetest.SQLiteURL(t))
	handler := handlerOver(t, storetest.Fill(t, database))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := newServer(handler, defaultSettings())
	startServing(server, listener)
	defer server.Close()
	_ = database.Close()
	env := map[string]string{"ADDR": listener.Addr().String()}
	if code, _, stderr := program(t, env, "health"); code != 1 || !strings.Contains(stderr, "the database does not answer") {
		t.Errorf("exit code %d: %s", code, stderr)
	}
	if code, _, stderr := program(t, env, "health", "-live"); code != 0 {
		t.Errorf("alive: exit code %d: %s", code, stderr)
	}
}
