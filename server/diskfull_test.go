package main

import (
	"database/sql"
	"net/http"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"doichieu/store/storetest"
)

// smallDisk returns a directory on a small file system of its own.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size, "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("a small disk cannot be mounted here: %v: %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", dir).CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	})
	return dir
}

// fillUp fills a file system except for a few KiB, until undo is called.
func fillUp(t *testing.T, dir string) (undo func()) {
	t.Helper()
	ballast := filepath.Join(dir, "ballast")
	file, err := os.Create(ballast)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	const most = 1 << 20 // ends the loop if the disk is not small after all
	for range most {
		if _, err := file.Write(make([]byte, 4<<10)); err != nil {
			return func() { _ = os.Remove(ballast) }
		}
	}
	t.Fatal("the disk does not get full")
	return nil
}

// testFullDisk checks that a load onto a full disk fails with a clear error and leaves
// the old release being served, and that it succeeds when there is space again.
func testFullDisk(t *testing.T, url, dir, complaint string) {
	t.Helper()
	database := storetest.Open(t, url)
	plans := storetest.Fill(t, database)
	handler := handlerOver(t, plans)
	before := storetest.Current(t, database)
	next := renamed(t, "next")
	env := map[string]string{"DATABASE_URL": url}

	undo := fillUp(t, dir)
	code, _, stderr := program(t, env, "load", next)
	if code != 1 || !strings.Contains(stderr, complaint) {
		t.Errorf("exit code %d: %s", code, stderr)
	}
	t.Logf("a loader says: %s", strings.TrimSpace(stderr))
	if after := storetest.Current(t, database); !after.Equal(before) {
		t.Errorf("%+v is served", after)
	}
	const query = "/graphql?query=%7BplanYear(province:%22binh-dinh%22,year:2024)%7Btargets%7Bid%7D%7D%7D"
	if got := get(t, handler, query); got.Code != http.StatusOK || !strings.Contains(got.Body.String(), "binh-dinh/2024/target/") {
		t.Errorf("with a full disk: %d %.300s", got.Code, got.Body)
	}

	undo()
	if code, _, stderr := program(t, env, "load", next); code != 0 {
		t.Fatalf("with room again: %s", stderr)
	}
	if after := storetest.Current(t, database); after.ID != "next" {
		t.Errorf("%+v is served", after)
	}
}

func TestFullDiskOfAFile(t *testing.T) {
	dir := smallDisk(t, "16m")
	testFullDisk(t, "sqlite://"+filepath.Join(dir, "data.db"), dir, "disk is full")
}

// The disk of the PostgreSQL server is full: the database is in a tablespace on a small
// file system.
func TestFullDiskOfATablespace(t *testing.T) {
	base := os.Getenv(storetest.PostgresVariable)
	if base == "" {
		t.Skip(storetest.PostgresVariable + " is not set, so there is no PostgreSQL")
	}
	dir := smallDisk(t, "64m")
	owner, err := user.Lookup("postgres")
	if err != nil {
		t.Skip("no user postgres runs the server here")
	}
	uid, _ := strconv.Atoi(owner.Uid)
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil { // so that the server can reach it
		t.Fatal(err)
	}
	space := filepath.Join(dir, "space")
	if err := os.Mkdir(space, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(space, uid, -1); err != nil {
		t.Fatal(err)
	}
	url := storetest.PostgresURL(t)
	admin := storetest.Open(t, base).SQL
	name := "small_" + filepath.Base(url[:strings.IndexByte(url, '?')])
	if _, err := admin.Exec("CREATE TABLESPACE " + name + " LOCATION '" + space + "'"); err != nil {
		t.Skipf("the server makes no tablespace here: %v", err)
	}
	t.Cleanup(func() { drop(t, admin, name) })
	database := strings.TrimPrefix(name, "small_")
	if _, err := admin.Exec("ALTER DATABASE " + database + " SET TABLESPACE " + name); err != nil {
		t.Fatal(err)
	}
	testFullDisk(t, url, dir, "No space left on device")
}

// drop moves a database out of a tablespace and drops the tablespace.
func drop(t *testing.T, admin *sql.DB, name string) {
	t.Helper()
	database := strings.TrimPrefix(name, "small_")
	for _, statement := range []string{
		"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'",
		"ALTER DATABASE " + database + " SET TABLESPACE pg_default",
		"DROP TABLESPACE " + name,
	} {
		if _, err := admin.Exec(statement); err != nil {
			t.Errorf("%s: %v", statement, err)
		}
	}
}
