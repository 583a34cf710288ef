package main

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"doichieu/store/storetest"
)

// asProgram is set if the test binary is to run as the program itself, so that a test
// can kill it.
const asProgram = "DOICHIEU_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// loader returns a command that loads a dataset in a process of its own.
func loader(databaseURL, dir string) *exec.Cmd {
	command := exec.Command(os.Args[0], "load", dir)
	command.Env = append(os.Environ(), asProgram+"=1", "DATABASE_URL="+databaseURL)
	return command
}

// renamed returns a copy of the shipped dataset with the name of another release.
func renamed(t *testing.T, release string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../data")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "dataset.yaml")
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	content = regexp.MustCompile(`(?m)^release: .*$`).ReplaceAll(content, []byte("release: "+release))
	if err := os.WriteFile(file, content, 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Loaders are killed at random moments during a load. Each time exactly the old or the
// new release is served, and the next load leaves nothing of them.
func TestKilledLoader(t *testing.T) {
	const kills = 20
	names := []string{"one", "two"}
	dirs := map[string]string{"one": renamed(t, "one"), "two": renamed(t, "two")}
	databaseURLs(t, func(t *testing.T, url string) {
		t.Parallel()
		database := storetest.Open(t, url)
		var loadTime time.Duration
		for _, name := range names { // the first load also creates the catalogue, so the second is measured
			start := time.Now()
			if out, err := loader(url, dirs[name]).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			loadTime = time.Since(start)
		}
		targets := storetest.Rows(t, database).Target.Query().CountX(t.Context())
		sources := storetest.Rows(t, database).Source.Query().CountX(t.Context())
		outcomes := map[string]int{}
		for i := 0; i < kills || outcomes["new"] == 0; i++ { // a loader that is killed too late finishes
			before := storetest.Current(t, database)
			next := names[i%2]
			if before.ID == next {
				next = names[(i+1)%2]
			}
			command := loader(url, dirs[next])
			if err := command.Start(); err != nil {
				t.Fatal(err)
			}
			start, ended := time.Now(), make(chan struct{})
			go func() {
				_ = command.Wait()
				close(ended)
			}()
			select {
			case <-time.After(time.Duration((float64(i) + rand.Float64()) / kills * 1.1 * float64(loadTime))):
				_ = command.Process.Kill()
				<-ended
			case <-ended: // the load took less time than the measured one
				loadTime = min(loadTime, time.Since(start))
			}
			after := storetest.Current(t, database)
			// The current release may differ by now: PostgreSQL may finish a commit although
			// its client was killed.
			space, err := database.Space(after.Number)
			if err != nil {
				t.Fatal(err)
			}
			switch {
			case after.Equal(before):
				outcomes["old"]++
			case after.ID == next:
				outcomes["new"]++
			default:
				t.Fatalf("%+v is served after %+v", after, before)
			}
			if release := space.Client.Release.Query().OnlyX(t.Context()); release.ID != after.ID {
				t.Errorf("the space of %s holds %s", after.ID, release.ID)
			}
			if n, m := space.Client.Target.Query().CountX(t.Context()), space.Client.Source.Query().CountX(t.Context()); n != targets || m != sources {
				t.Errorf("%d targets and %d sources, want %d and %d", n, m, targets, sources)
			}
		}
		if outcomes["old"] == 0 {
			t.Error("no loader was killed before it was done")
		}
		t.Logf("of loaders killed within %s at last, %d left the old release, %d the new one",
			loadTime.Round(time.Millisecond), outcomes["old"], outcomes["new"])
		if code, _, stderr := program(t, map[string]string{"DATABASE_URL": url}, "load", "-force", dirs["one"]); code != 0 {
			t.Fatal(stderr)
		}
		entries, err := database.Catalogue(t.Context(), database.SQL)
		if err != nil {
			t.Fatal(err)
		}
		if spaces := storetest.Spaces(t, database); len(spaces) != len(entries) {
			t.Errorf("spaces %v for %d releases", spaces, len(entries))
		}
	})
}

// Warnings of a command are logged in the format and from the level that the settings
// ask for.
func TestLogSettings(t *testing.T) {
	url := storetest.SQLiteURL(t)
	mustRun(t, map[string]string{"DATABASE_URL": url}, "load", "../data")
	mustRun(t, map[string]string{"DATABASE_URL": url}, "load", "-force", "../data")
	lose(t, storetest.Open(t, url), 1)
	asSet := func(settings ...string) string {
		command := loader(url, "../data")
		command.Env = append(command.Env, settings...)
		out, err := command.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return string(out)
	}
	if out := asSet("LOG_FORMAT=json"); !strings.HasPrefix(out, `{"time":`) || !strings.Contains(out, `"level":"WARN"`) || strings.Contains(out, "opened") {
		t.Errorf("as JSON: %s", out)
	}
	if out := asSet("LOG_LEVEL=ERROR"); strings.Contains(out, "WARN") {
		t.Errorf("errors only: %s", out)
	}
	if out := asSet(); !strings.Contains(out, `level=WARN msg="a release that is kept is damaged, or not for this role to change; others can be read"`) {
		t.Errorf("text: %s", out)
	}
}
