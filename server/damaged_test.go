package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"entgo.io/ent/dialect"

	"doichieu/db"
	"doichieu/observe"
	"doichieu/store"
	"doichieu/store/storetest"
)

// follower returns the handler of a server that checks for new releases every few
// milliseconds.
func follower(t *testing.T, s settings) http.Handler {
	t.Helper()
	s.refreshInterval = 50 * time.Millisecond
	database, err := openDatabase(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = database.Close() })
	plans := store.NewBounded(database, s.recordsBytes)
	o := observe.New("test")
	observeRelease(o, plans)
	if err := fillEmpty(t.Context(), config{settings: s}, database, plans); err != nil {
		t.Fatal(err)
	}
	handler, err := newHandler(plans, s, o, &readiness{plans: plans})
	if err != nil {
		t.Fatal(err)
	}
	followReleases(t, plans, s)
	return handler
}

// followReleases checks for new releases in the background until the test ends.
func followReleases(t *testing.T, plans *store.Store, s settings) {
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		plans.Follow(ctx, s.refreshInterval, s.requestTimeout, func(*store.Release) {})
		close(ended)
	}()
	t.Cleanup(func() {
		stop()
		<-ended
	})
}

// readyz returns the status code and the text of /readyz.
func readyz(t *testing.T, handler http.Handler) string {
	t.Helper()
	got := get(t, handler, "/readyz")
	var body struct{ Status string }
	if err := json.Unmarshal(got.Body.Bytes(), &body); err != nil {
		t.Errorf("%v: %s", err, got.Body)
	}
	return fmt.Sprint(got.Code, " ", body.Status)
}

// isMarked reports whether answers are marked as stale.
func isMarked(t *testing.T, handler http.Handler) bool {
	t.Helper()
	return fragile{handler: handler}.ask(t, "{ dataset { release } }").Extensions.Stale != nil
}

// damages returns functions that damage the rows of a release in different ways.
func damages(database *db.Database) map[string]func(*testing.T, int) {
	if database.Dialect == dialect.SQLite {
		return map[string]func(*testing.T, int){
			"missing":  func(t *testing.T, number int) { must(t, os.Remove(database.SpaceFile(number))) },
			"zeros":    func(t *testing.T, number int) { overwrite(t, database.SpaceFile(number), 0) },
			"a page":   func(t *testing.T, number int) { overwrite(t, database.SpaceFile(number), 64<<10) },
			"empty":    func(t *testing.T, number int) { must(t, os.Truncate(database.SpaceFile(number), 0)) },
			"cut off":  func(t *testing.T, number int) { must(t, os.Truncate(database.SpaceFile(number), 256<<10)) },
			"too few":  func(t *testing.T, number int) { deleteBudgets(t, database, database.SpaceFile(number)) },
			"a pipe":   func(t *testing.T, number int) { makePipe(t, database.SpaceFile(number)) },
			"a folder": func(t *testing.T, number int) { makeFolder(t, database.SpaceFile(number)) },
		}
	}
	return map[string]func(*testing.T, int){
		"missing": func(t *testing.T, number int) {
			storetest.Exec(t, database, "DROP SCHEMA "+database.SchemaName(number)+" CASCADE")
		},
		"a table": func(t *testing.T, number int) {
			storetest.Exec(t, database, "DROP TABLE "+database.SchemaName(number)+".sources")
		},
		"too few": func(t *testing.T, number int) { deleteBudgets(t, database, database.SchemaName(number)) },
		"no table": func(t *testing.T, number int) {
			storetest.Exec(t, database, "ALTER TABLE "+database.SchemaName(number)+".releases RENAME TO lost")
		},
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// overwrite fills a file in place with zeros from an offset on.
func overwrite(t *testing.T, name string, from int64) {
	t.Helper()
	found, err := os.Stat(name)
	must(t, err)
	file, err := os.OpenFile(name, os.O_WRONLY, 0)
	must(t, err)
	_, err = file.WriteAt(make([]byte, found.Size()-from), from)
	must(t, err)
	must(t, file.Close())
}

func makeFolder(t *testing.T, name string) {
	t.Helper()
	must(t, os.Remove(name))
	must(t, os.Mkdir(name, 0o755))
}

func makePipe(t *testing.T, name string) {
	t.Helper()
	must(t, os.Remove(name))
	must(t, syscall.Mkfifo(name, 0o644))
}

func deleteBudgets(t *testing.T, database *db.Database, space string) {
	t.Helper()
	conn := storetest.Inside(t, database, space)
	for _, table := range []string{"sources", "budgets"} {
		if _, err := conn.ExecContext(t.Context(), "DELETE FROM "+table+" WHERE "+map[string]string{"sources": "budget_id IS NOT NULL", "budgets": "part_of_id IS NOT NULL"}[table]); err != nil {
			t.Fatal(err)
		}
	}
	must(t, conn.Close())
}

// The release to serve is damaged in different ways, while a server serves it or before
// one starts. The list of releases shows the damage, the release cannot be activated,
// and the server marks its answers as stale. Loading the same dataset repairs it.
func TestADamagedReleaseIsRepaired(t *testing.T) {
	databaseURLs(t, func(t *testing.T, url string) {
		database := storetest.Open(t, url)
		mustRun(t, map[string]string{"DATABASE_URL": url}, "load", "../data")
		for name, damage := range damages(database) {
			t.Run(name+", not served", func(t *testing.T) { testDamage(t, url, damage, nil) })
		}
		s := defaultSettings()
		s.databaseURL = url
		handler := follower(t, s)
		for name, damage := range damages(database) {
			if name == "too few" && database.Dialect == dialect.Postgres {
				continue // a running server does not notice it
			}
			t.Run(name+", served", func(t *testing.T) { testDamage(t, url, damage, handler) })
		}
	})
}

// testDamage damages the release that handler serves, or starts a server afterwards if
// handler is nil.
func testDamage(t *testing.T, url string, damage func(*testing.T, int), handler http.Handler) {
	database := storetest.Open(t, url)
	env := map[string]string{"DATABASE_URL": url, "KEEP_RELEASES": "1"}
	current := storetest.Current(t, database).Number
	isServed := handler != nil
	damage(t, current)

	if out := mustRun(t, env, "releases"); !strings.Contains(out, "damaged: ") {
		t.Errorf("the list: %s", out)
	}
	if code, _, stderr := program(t, env, "activate", fmt.Sprint(current)); code != 1 || !strings.Contains(stderr, "the release is damaged") {
		t.Errorf("activate: exit code %d: %s", code, stderr)
	}
	if code, _, stderr := program(t, env, "export", filepath.Join(t.TempDir(), "out")); code != 1 {
		t.Errorf("export: exit code %d: %s", code, stderr)
	}
	if isServed {
		eventually(t, "answers are not marked", func() bool { return isMarked(t, handler) })
		if status := readyz(t, handler); !strings.HasPrefix(status, "200 ") || !strings.Contains(status, "stale since") {
			t.Errorf("readyz: %s", status)
		}
		if !strings.Contains(metricsOf(t, handler), "doichieu_dataset_stale 1\n") {
			t.Error("metrics say that all is well")
		}
	} else {
		s := defaultSettings()
		s.databaseURL = url
		logged := logOf(t, func() { handler = follower(t, s) })
		if status := readyz(t, handler); status != "503 no dataset can be read" || !strings.Contains(logged, "no release is whole; server load DIR makes it anew") {
			t.Errorf("readyz: %s; the log: %s", status, logged)
		}
	}

	if out := mustRun(t, env, "load", "../data"); !strings.Contains(out, "is loaded\n") {
		t.Errorf("load: %s", out)
	}
	if now := storetest.Current(t, database).Number; now == current {
		t.Error("nothing was made anew")
	}
	if out := mustRun(t, env, "load", "../data"); !strings.Contains(out, "nothing changed") {
		t.Errorf("load again: %s", out)
	}
	eventually(t, "answers are still marked", func() bool { return readyz(t, handler) == "200 release 2026.11 is served" && !isMarked(t, handler) })
	if got := (fragile{handler: handler}).ask(t, coldQuery); got.Errors != nil {
		t.Errorf("%+v", got.Errors)
	}
}

// A server that starts when the release to serve is damaged serves an earlier, intact
// one. It switches when the release is restored.
func TestServeFallsBackToAnIntactRelease(t *testing.T) {
	databaseURLs(t, func(t *testing.T, url string) {
		env := map[string]string{"DATABASE_URL": url}
		mustRun(t, env, "load", "../data")
		mustRun(t, env, "load", renamed(t, "next"))
		database := storetest.Open(t, url)
		current := storetest.Current(t, database).Number
		restore := hide(t, database, current)
		s := defaultSettings()
		s.databaseURL = url
		var handler http.Handler
		logged := logOf(t, func() { handler = follower(t, s) })
		if !strings.Contains(logged, "the release to serve cannot be read; answers are stale") || !strings.Contains(logged, "number=2") {
			t.Errorf("the log: %s", logged)
		}
		if status := readyz(t, handler); !strings.Contains(status, "200 release 2026.11 is served; it is stale since") || !isMarked(t, handler) {
			t.Errorf("readyz: %s", status)
		}
		restore()
		eventually(t, "the release that was put back is not served", func() bool { return readyz(t, handler) == "200 release next is served" })
		if isMarked(t, handler) {
			t.Error("answers are still marked")
		}
	})
}

// hide moves the rows of a release away until restore is called.
func hide(t *testing.T, database *db.Database, number int) (restore func()) {
	t.Helper()
	if database.Dialect == dialect.SQLite {
		file := database.SpaceFile(number)
		must(t, os.Rename(file, file+".away"))
		return func() { must(t, os.Rename(file+".away", file)) }
	}
	schema := database.SchemaName(number)
	storetest.Exec(t, database, "ALTER SCHEMA "+schema+" RENAME TO away")
	return func() { storetest.Exec(t, database, "ALTER SCHEMA away RENAME TO "+schema) }
}

// A database can be loaded and served through symbolic links, even if the last of them
// points to a file that does not exist yet.
func TestADatabaseBehindALink(t *testing.T) {
	real, links := t.TempDir(), t.TempDir()
	must(t, os.Symlink(real, filepath.Join(links, "folder")))
	must(t, os.Symlink(filepath.Join("folder", "real.db"), filepath.Join(links, "second")))
	must(t, os.Symlink("second", filepath.Join(links, "data.db")))
	env := map[string]string{"DATABASE_URL": "sqlite://" + filepath.Join(links, "data.db")}
	mustRun(t, env, "load", "../data")
	direct := map[string]string{"DATABASE_URL": "sqlite://" + filepath.Join(real, "real.db")}
	if out := mustRun(t, direct, "load", "../data"); !strings.Contains(out, "nothing changed") {
		t.Errorf("beside the link: %s", out)
	}
	mustRun(t, direct, "load", "-force", "../data")
	if linked, beside := mustRun(t, env, "releases"), mustRun(t, direct, "releases"); linked != beside || strings.Count(beside, "whole") != 2 {
		t.Errorf("by the link:\n%s\nbeside it:\n%s", linked, beside)
	}
	if names := entriesOf(t, links); len(names) != 3 {
		t.Errorf("beside the links are %v", names)
	}
	must(t, os.Symlink("loop", filepath.Join(links, "loop")))
	if code, _, stderr := program(t, map[string]string{"DATABASE_URL": "sqlite://" + filepath.Join(links, "loop")}, "releases"); code == 0 || !strings.Contains(stderr, "too many links") {
		t.Errorf("a link to itself: exit code %d: %s", code, stderr)
	}
}

// If the catalogue of a running server disappears or is damaged, answers are marked as
// stale, because it is not known which release to serve.
func TestALostCatalogueMakesAnswersStale(t *testing.T) {
	databaseURLs(t, func(t *testing.T, url string) {
		env := map[string]string{"DATABASE_URL": url}
		mustRun(t, env, "load", "../data")
		database := storetest.Open(t, url)
		s := defaultSettings()
		s.databaseURL = url
		handler := follower(t, s)
		for name, lose := range losses(database) {
			restore := lose(t)
			eventually(t, name+": answers are not marked", func() bool { return isMarked(t, handler) })
			if status := readyz(t, handler); strings.HasPrefix(status, "200 ") && !strings.Contains(status, "it is stale since") {
				t.Errorf("%s: readyz: %s", name, status)
			}
			restore()
			eventually(t, name+": it is still stale", func() bool { return readyz(t, handler) == "200 release 2026.11 is served" && !isMarked(t, handler) })
		}
		if database.Dialect == dialect.SQLite {
			must(t, os.Rename(database.File, database.File+".before"))
			mustRun(t, env, "load", renamed(t, "next"))
			eventually(t, "the catalogue that came into its place is not looked at", func() bool { return readyz(t, handler) == "200 release next is served" })
		}
	})
}

func losses(database *db.Database) map[string]func(*testing.T) (restore func()) {
	run := func(statement, undo string) func(*testing.T) func() {
		return func(t *testing.T) func() {
			storetest.Exec(t, database, statement)
			return func() { storetest.Exec(t, database, undo) }
		}
	}
	table := database.Table("catalogue")
	unset := run("UPDATE "+table+" SET is_current = false", "UPDATE "+table+" SET is_current = true")
	if database.Dialect == dialect.Postgres {
		return map[string]func(*testing.T) func(){
			"no release is current": unset,
			"the schema is gone":    run("ALTER SCHEMA doichieu RENAME TO away", "ALTER SCHEMA away RENAME TO doichieu"),
		}
	}
	return map[string]func(*testing.T) func(){
		"no release is current": unset,
		"the file is gone": func(t *testing.T) func() {
			must(t, os.Rename(database.File, database.File+".away"))
			return func() { must(t, os.Rename(database.File+".away", database.File)) }
		},
		"the file is zeros": func(t *testing.T) func() {
			content, err := os.ReadFile(database.File)
			must(t, err)
			overwrite(t, database.File, 0)
			return func() { must(t, os.WriteFile(database.File, content, 0o644)) }
		},
	}
}
