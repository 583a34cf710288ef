package main

import (
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"doichieu/db"
	"doichieu/store"
	"doichieu/store/storetest"
)

// pooled starts PgBouncer in transaction mode in front of a database, with fewer
// connections than the server may use. It returns the URL of the database through
// PgBouncer.
func pooled(t *testing.T, databaseURL string) string {
	t.Helper()
	program, err := exec.LookPath("pgbouncer")
	if err != nil {
		t.Skip("pgbouncer is not installed")
	}
	direct, err := url.Parse(databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().(*net.TCPAddr)
	_ = listener.Close()
	name := strings.TrimPrefix(direct.Path, "/")
	login := direct.User.Username()
	if login == "" {
		login = "root"
	}
	config := filepath.Join(t.TempDir(), "pgbouncer.ini")
	text := fmt.Sprintf(`[databases]
%s = host=%s port=%s dbname=%[1]s user=%[4]s
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = %[5]d
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
ignore_startup_parameters = extra_float_digits,statement_timeout
`, name, direct.Hostname(), direct.Port(), login, address.Port)
	if err := os.WriteFile(config, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program, "-q", config)
	if os.Getuid() == 0 { // PgBouncer refuses to run as root
		asNobody(t, command)
		if err := os.Chmod(filepath.Dir(filepath.Dir(config)), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	eventually(t, "pgbouncer does not start", func() bool {
		conn, err := net.Dial("tcp", address.String())
		if err == nil {
			_ = conn.Close()
		}
		return err == nil
	})
	direct.Host = address.String()
	query := direct.Query()
	query.Set("binary_parameters", "yes")
	query.Set("sslmode", "disable")
	direct.RawQuery = query.Encode()
	direct.User = url.User(login)
	return direct.String()
}

func asNobody(t *testing.T, command *exec.Cmd) {
	t.Helper()
	nobody, err := user.Lookup("nobody")
	if err != nil {
		t.Skip("pgbouncer does not run as root, and there is no user nobody")
	}
	uid, _ := strconv.ParseUint(nobody.Uid, 10, 32)
	gid, _ := strconv.ParseUint(nobody.Gid, 10, 32)
	command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
}

// The program can load, activate and read through PgBouncer, which may use another
// connection for each transaction.
func TestBehindAPooler(t *testing.T) {
	direct := storetest.PostgresURL(t)
	behind := pooled(t, direct)
	env := map[string]string{"DATABASE_URL": behind, "DATABASE_NOTICE_URL": db.NoNotices}
	for _, args := range [][]string{{"load", "../data"}, {"load", "-force", "../data"}, {"activate", "1"}, {"releases"}, {"export", t.TempDir()}} {
		if code, _, stderr := program(t, env, args...); code != 0 {
			t.Fatalf("%v: %s", args, stderr)
		}
	}
	s := defaultSettings()
	s.databaseURL, s.noticeURL = behind, db.NoNotices
	database, err := openDatabase(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = database.Close() })
	f := fragile{database: database, handler: handlerOver(t, store.New(database))}
	done := make(chan bool)
	for year := 2020; year <= 2030; year++ {
		for _, province := range []string{"binh-dinh", "quang-nam", "binh-duong"} {
			go func() {
				got := f.ask(t, targetsOf(province, year))
				for _, problem := range got.Errors {
					if problem.Extensions.Code != "NOT_FOUND" {
						t.Errorf("%s/%d: %+v", province, year, problem)
					}
				}
				done <- true
			}()
		}
	}
	for range 33 {
		select {
		case <-done:
		case <-time.After(30 * time.Second):
			t.Fatal("no answer")
		}
	}
}
