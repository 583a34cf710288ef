package main

import (
	"bufio"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// process is the program serving in a process of its own.
type process struct {
	*exec.Cmd
	address string
	stderr  *strings.Builder
}

func startProcess(t *testing.T, env ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.Command(os.Args[0], "serve"), stderr: &strings.Builder{}}
	p.Env = append(os.Environ(), append(env, asProgram+"=1", "ADDR=127.0.0.1:0")...)
	p.Stderr = p.stderr
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("it did not start: %v", err)
	}
	_, address, _ := strings.Cut(line, "http://")
	p.address, _, _ = strings.Cut(address, "/")
	return p
}

func (p *process) ready(t *testing.T) bool {
	t.Helper()
	response, err := http.Get("http://" + p.address + "/readyz")
	if err != nil {
		return false
	}
	_ = response.Body.Close()
	return response.StatusCode == http.StatusOK
}

// A server that is ended by either signal exits with success.
func TestSignals(t *testing.T) {
	for _, signal := range []os.Signal{syscall.SIGTERM, os.Interrupt} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			p := startProcess(t)
			if !p.ready(t) {
				t.Error("it is not ready")
			}
			if err := p.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			if err := p.Wait(); err != nil {
				t.Errorf("%v: %s", err, p.stderr)
			}
		})
	}
}

// A second signal ends the server at once, without waiting for the drain period.
func TestSecondSignal(t *testing.T) {
	p := startProcess(t, "DRAIN_PERIOD=10m")
	for _, waits := range []bool{true, false} {
		if err := p.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		for waits && p.ready(t) {
			time.Sleep(time.Millisecond)
		}
	}
	err := p.Wait()
	if status, ok := p.ProcessState.Sys().(syscall.WaitStatus); !ok || !status.Signaled() || status.Signal() != syscall.SIGTERM {
		t.Errorf("%v: %s", err, p.stderr)
	}
}

// A request that runs longer than SHUTDOWN_TIMEOUT is cut off, and the server exits
// with a failure.
func TestShutdownCutsOffSlowRequests(t *testing.T) {
	s := defaultSettings()
	s.shutdownTimeout = 50 * time.Millisecond
	started, release := make(chan struct{}), make(chan struct{})
	defer close(release)
	slow := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		close(started)
		<-release
	})
	plans := shippedStore(t)
	r := startWith(t, s, &readiness{plans: plans}, newServer(slow, s))
	r.connect(t, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	<-started
	if err := r.end(); err == nil || !strings.Contains(err.Error(), "cut") {
		t.Errorf("ended with %v", err)
	}
}

// The time that a client may take for each part of a request is bounded.
func TestClientTimeouts(t *testing.T) {
	const request = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
	for name, tt := range map[string]struct {
		short func(*settings)
		sent  string
		last  string // what the client reads before the connection is closed
	}{
		"HEADER_TIMEOUT": {func(s *settings) { s.headerTimeout = 20 * time.Millisecond }, "GET /healthz HTTP/1.1\r\nHo", ""},
		"READ_TIMEOUT": {
			func(s *settings) { s.readTimeout = 50 * time.Millisecond },
			"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{", "BAD_USER_INPUT",
		},
		"IDLE_TIMEOUT": {func(s *settings) { s.idleTimeout = 20 * time.Millisecond }, request, "alive"},
	} {
		t.Run(name, func(t *testing.T) {
			s := defaultSettings()
			tt.short(&s)
			conn := start(t, s).connect(t, tt.sent)
			_ = conn.SetReadDeadline(time.Now().Add(time.Minute)) // the server's other timeouts are longer than a second
			began := time.Now()
			read, err := io.ReadAll(conn)
			if err != nil || !strings.Contains(string(read), tt.last) {
				t.Errorf("%v: %q", err, read)
			}
			if took := time.Since(began); took > 4*time.Second {
				t.Errorf("the connection was open for %s", took)
			}
		})
	}
}

// Passwords appear neither in the log nor in errors, even if the database cannot be
// reached.
func TestPasswordsStaySecret(t *testing.T) {
	for _, url := range []string{"postgres://me:hunter2@127.0.0.1:1/plans", "postgres://127.0.0.1:1/plans?user=me&password=hunter2"} {
		for _, args := range [][]string{{"serve"}, {"migrate"}, {"load", "../data"}, {"releases"}} {
			env := map[string]string{"ADDR": "127.0.0.1:0", "DATABASE_URL": url, "DATABASE_WAIT": "0s", "LOG_LEVEL": "DEBUG"}
			code, stdout, stderr := program(t, env, args...)
			if code != 1 || strings.Contains(stdout+stderr, "hunter2") {
				t.Errorf("%v: exit code %d: %s%s", args, code, stdout, stderr)
			}
		}
	}
	if _, stdout, _ := program(t, map[string]string{"DATABASE_URL": "postgres://me:hunter2@127.0.0.1/x"}, "help"); strings.Contains(stdout, "hunter2") {
		t.Error("help tells the password")
	}
}

// Probes are logged only at the level DEBUG.
func TestProbesAreNotLogged(t *testing.T) {
	handler := shippedHandler(t)
	lines := captureLog(t)
	for _, path := range []string{"/healthz", "/readyz", "/metrics"} {
		get(t, handler, path)
	}
	if found := lines(); len(found) > 0 {
		t.Errorf("logged: %v", found)
	}
	get(t, handler, "/csv/")
	if found := lines(); len(found) != 1 || found[0]["path"] != "GET /csv/{$}" {
		t.Errorf("logged: %v", found)
	}
}
