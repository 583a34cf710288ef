package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"doichieu/db"
	"doichieu/migrate"
	"doichieu/store/storetest"
)

// readOnlyCommands returns the commands that only read, and one that fails before it
// writes.
func readOnlyCommands(t *testing.T) [][]string {
	return [][]string{{"releases"}, {"activate", "9"}, {"export", filepath.Join(t.TempDir(), "out")}, {"check", "../data"}}
}

// Commands that only read create nothing if there is no database of the program.
func TestReadOnlyCommandsCreateNothing(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "text"), "This is no database, but it is longer than the header of one would be, by far, so that it is read.")
	write(t, filepath.Join(dir, "empty"), "")
	must(t, os.Mkdir(filepath.Join(dir, "folder"), 0o755))
	other := storetest.Open(t, "sqlite://"+filepath.Join(dir, "other"))
	storetest.Exec(t, other, "CREATE TABLE customers (id int)")
	must(t, other.Close())
	before := stateOfFiles(t, dir)
	for name, says := range map[string]string{
		"mistyped": "there is no such database", "folder": "is not a file", "text": "file is not a database",
		"empty": "holds no catalogue", "other": "the file holds something else", "nowhere/data.db": "there is no such database",
	} {
		for _, args := range readOnlyCommands(t) {
			code, _, stderr := program(t, map[string]string{"DATABASE_URL": "sqlite://" + filepath.Join(dir, name)}, args...)
			want := map[bool]int{false: 1, true: 2}[name == "folder"] // a wrong setting instead of a failure
			if args[0] != "check" && (code != want || !strings.Contains(stderr, says)) {
				t.Errorf("%v of %s: exit code %d: %s", args, name, code, stderr)
			}
		}
	}
	if after := stateOfFiles(t, dir); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
	url := storetest.PostgresURL(t)
	database := storetest.Open(t, url)
	for _, args := range readOnlyCommands(t) {
		code, _, stderr := program(t, map[string]string{"DATABASE_URL": url}, args...)
		if args[0] != "check" && (code != 1 || !strings.Contains(stderr, "holds no catalogue")) {
			t.Errorf("%v: exit code %d: %s", args, code, stderr)
		}
	}
	if n := number(t, database, "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname NOT LIKE 'pg_%' AND nspname <> 'information_schema'"); n != 0 {
		t.Errorf("%d things were made", n)
	}
}

// stateOfFiles returns the names, times and checksums of the files in a directory.
func stateOfFiles(t *testing.T, dir string) string {
	t.Helper()
	var out strings.Builder
	must(t, fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		info, err := entry.Info()
		fmt.Fprintln(&out, name, info.ModTime(), fmt.Sprintf("%x", sha256.Sum256(content)))
		return err
	}))
	return out.String()
}

// Commands that only read leave a database the same to the byte.
func TestReadOnlyCommandsChangeNothing(t *testing.T) {
	url := storetest.SQLiteURL(t)
	env := map[string]string{"DATABASE_URL": url}
	mustRun(t, env, "load", "../data")
	dir := filepath.Dir(strings.TrimPrefix(url, "sqlite://"))
	before := stateOfFiles(t, dir)
	for _, args := range readOnlyCommands(t) {
		program(t, env, args...)
	}
	if after := stateOfFiles(t, dir); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
}

// The files of a database are copied with cp while a server runs, after loading and
// activating releases. Each copy has the same releases as the database.
func TestACopyWhileAServerRuns(t *testing.T) {
	url := storetest.SQLiteURL(t)
	env := map[string]string{"DATABASE_URL": url}
	s := defaultSettings()
	s.databaseURL = url
	handler := follower(t, s)
	for _, step := range [][]string{{"load", renamed(t, "next")}, {"activate", "1"}, {"load", "-force", "../data"}, {"activate", "2"}} {
		mustRun(t, env, step...)
		want := mustRun(t, env, "releases")
		dir := t.TempDir()
		file := strings.TrimPrefix(url, "sqlite://")
		backUp(t, file, dir)
		copied := map[string]string{"DATABASE_URL": "sqlite://" + filepath.Join(dir, filepath.Base(file))}
		if got := mustRun(t, copied, "releases"); got != want || strings.Count(got, "whole") != strings.Count(got, "\n")-1 {
			t.Errorf("after %v the copy has\n%s\nwant\n%s", step, got, want)
		}
		s.databaseURL = copied["DATABASE_URL"]
		follower(t, s)
	}
	if status := readyz(t, handler); !strings.HasPrefix(status, "200 ") {
		t.Error(status)
	}
}

// backUp runs the backup command of docs/operations.md.
func backUp(t *testing.T, file, dir string) {
	t.Helper()
	documented, err := os.ReadFile("../docs/operations.md")
	must(t, err)
	if !strings.Contains(string(documented), "`cp data.db* BACKUP/`") {
		t.Fatal("docs/operations.md has another command")
	}
	command := exec.Command("sh", "-c", fmt.Sprintf("cp %s* %s/", filepath.Base(file), dir))
	command.Dir = filepath.Dir(file)
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// unfinished copies a database in the state that a program leaves when it is killed
// while it writes the catalogue: with half of a transaction, and with the journal to
// roll it back.
func unfinished(t *testing.T, url string) (copied string) {
	t.Helper()
	file, dir := strings.TrimPrefix(url, "sqlite://"), t.TempDir()
	db, err := db.OpenFile(file, db.ForCatalogue)
	must(t, err)
	tx, err := db.Begin()
	must(t, err)
	for _, statement := range []string{
		"PRAGMA cache_size = 1", "UPDATE catalogue SET is_current = false, id = 'half'",
		"WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 90000) INSERT INTO spaces SELECT i FROM n",
	} {
		if _, err := tx.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	backUp(t, file, dir)
	must(t, tx.Rollback())
	must(t, db.Close())
	return "sqlite://" + filepath.Join(dir, filepath.Base(file))
}

// Commands that only read show a catalogue as if its unfinished transaction were rolled
// back, but change nothing. Activating a release rolls it back.
func TestReadOnlyCommandsAfterAKilledWriter(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	intact := storetest.SQLiteURL(t)
	mustRun(t, map[string]string{"DATABASE_URL": intact}, "load", renamed(t, "first"))
	mustRun(t, map[string]string{"DATABASE_URL": intact}, "load", "../data")
	want := mustRun(t, map[string]string{"DATABASE_URL": intact}, "releases")
	url := unfinished(t, intact)
	env := map[string]string{"DATABASE_URL": url}
	file := strings.TrimPrefix(url, "sqlite://")
	if _, err := os.Stat(file + db.JournalSuffix); err != nil {
		t.Fatal(err)
	}
	before := stateOfFiles(t, filepath.Dir(file))
	if got := mustRun(t, env, "releases"); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	mustRun(t, env, "export", filepath.Join(t.TempDir(), "out"))
	if after := stateOfFiles(t, filepath.Dir(file)); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
	moved := filepath.Join(t.TempDir(), "BACKUP")
	must(t, os.Mkdir(moved, 0o755))
	backUp(t, file, moved) // includes the journal
	if got := mustRun(t, map[string]string{"DATABASE_URL": "sqlite://" + filepath.Join(moved, filepath.Base(file))}, "releases"); got != want {
		t.Errorf("the backup: %s\nwant\n%s", got, want)
	}
	mustRun(t, env, "activate", "1")
	if got := mustRun(t, env, "releases"); strings.Count(got, "whole") != 2 || !regexp.MustCompile(`(?m)^1 .* yes `).MatchString(got) {
		t.Errorf("%s", got)
	}
	if left := entriesOf(t, os.TempDir()); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// The previous version filled a database, whose catalogue has a write-ahead log.
// Commands that only read say what to do and leave it alone. Loading and serving
// upgrade it and keep its releases.
func TestUpgradeOfAFile(t *testing.T) {
	for _, open := range []bool{false, true} { // whether another process has it open, so that the write-ahead log exists
		url := storetest.SQLiteURL(t)
		file := strings.TrimPrefix(url, "sqlite://")
		env := map[string]string{"DATABASE_URL": url}
		mustRun(t, env, "load", "../data")
		database := storetest.Open(t, url)
		storetest.Exec(t, database, "DROP TABLE spaces", "ALTER TABLE catalogue DROP COLUMN table_rows", "ALTER TABLE catalogue DROP COLUMN file_sha256", "UPDATE schema_migrations SET version = 20261125230000")
		must(t, database.Close())
		logged, err := db.OpenFile(file, db.ForMigrating)
		must(t, err)
		_, err = logged.Exec("PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL; SELECT * FROM catalogue")
		must(t, err)
		if !open {
			must(t, logged.Close())
		}
		dir := filepath.Dir(file)
		before := entriesOf(t, dir)
		if code, _, stderr := program(t, env, "releases"); code != 1 || !strings.Contains(stderr, migrate.ErrOtherVersion.Error()) {
			t.Errorf("exit code %d: %s", code, stderr)
		}
		if after := entriesOf(t, dir); fmt.Sprint(after) != fmt.Sprint(before) {
			t.Errorf("%v, then %v", before, after)
		}
		if open {
			must(t, logged.Close())
		}
		if out := mustRun(t, env, "load", "../data"); !strings.Contains(out, "nothing changed") {
			t.Errorf("load: %s", out)
		}
		if out := mustRun(t, env, "releases"); !strings.Contains(out, "whole") {
			t.Errorf("releases: %s", out)
		}
		env["KEEP_RELEASES"] = "1"
		mustRun(t, env, "load", "-force", "../data")
		if spaces := storetest.Spaces(t, storetest.Open(t, url)); len(spaces) != 1 {
			t.Errorf("spaces %v", spaces)
		}
	}
}

// The previous version loaded a release into the schema that the search path led to.
// The shipped dataset does not replace it. A load does, and what the previous version
// loaded stays.
func TestUpgradeOfADatabase(t *testing.T) {
	url := storetest.PostgresURL(t)
	database := storetest.Open(t, url)
	storetest.Exec(t, database,
		`CREATE TABLE public.catalogue (number bigint PRIMARY KEY, id text NOT NULL, checksum text NOT NULL, rows_version bigint NOT NULL,
			loaded_at timestamptz NOT NULL, is_current boolean NOT NULL)`,
		"CREATE TABLE public.schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL)",
		"INSERT INTO public.schema_migrations VALUES (20261125230000, false)",
		"INSERT INTO public.catalogue VALUES (1, 'theirs', 'x', 1, now(), true)",
		"CREATE SCHEMA release_1", "CREATE TABLE release_1.releases (id text)")
	env := map[string]string{"DATABASE_URL": url}
	for _, args := range [][]string{{"serve", "-addr", "127.0.0.1:0"}, {"releases"}} {
		code, _, stderr := program(t, env, args...)
		if code != 1 || !strings.Contains(stderr, migrate.ErrEarlier.Error()+" (schemas public)") {
			t.Errorf("%v: exit code %d: %s", args, code, stderr)
		}
	}
	mustRun(t, env, "load", "../data")
	if n := number(t, database, "SELECT (SELECT count(*) FROM public.catalogue) + (SELECT count(*) FROM release_1.releases)"); n != 1 {
		t.Errorf("%d rows are left", n)
	}
	s := defaultSettings()
	s.databaseURL = url
	if status := readyz(t, follower(t, s)); status != "200 release 2026.11 is served" {
		t.Error(status)
	}
	// Remove the earlier version as docs/operations.md says, which leaves this version alone.
	storetest.Exec(t, database, "DROP TABLE public.catalogue, public.schema_migrations", "DROP SCHEMA release_1 CASCADE")
	mustRun(t, env, "releases")

	// The earlier catalogue may be in a schema with the default name of this version.
	own := storetest.PostgresURL(t)
	storetest.Exec(t, storetest.Open(t, own), "CREATE SCHEMA doichieu",
		"CREATE TABLE doichieu.schema_migrations AS SELECT 20261125230000::bigint AS version, false AS dirty", "CREATE TABLE doichieu.catalogue (number bigint)")
	for _, args := range [][]string{{"serve", "-addr", "127.0.0.1:0"}, {"load", "../data"}, {"releases"}} {
		if code, _, stderr := program(t, map[string]string{"DATABASE_URL": own}, args...); code != 1 || !strings.Contains(stderr, "of another version of this program") {
			t.Errorf("%v: exit code %d: %s", args, code, stderr)
		}
	}
	mustRun(t, map[string]string{"DATABASE_URL": own, "DATABASE_SCHEMA": "doichieu2"}, "load", "../data")

	// Tables for migrations of other applications are not taken for an earlier catalogue,
	other := storetest.PostgresURL(t)
	storetest.Exec(t, storetest.Open(t, other), "CREATE TABLE public.schema_migrations (version varchar)", "INSERT INTO public.schema_migrations VALUES ('20250101000000')",
		"CREATE SCHEMA shop", "CREATE TABLE shop.schema_migrations (name text)")
	s.databaseURL = other
	follower(t, s)
	// nor is a catalogue of this version in another schema.
	s.databaseSchema = "trial"
	follower(t, s)
}

// Names of releases that would not fit into a line are refused.
func TestReleaseNamesAreBounded(t *testing.T) {
	for name, release := range map[string]string{
		"100 KB with line ends": `"` + strings.Repeat(`0123456789\n`, 10_000) + `"`,
		"too long":              strings.Repeat("a", 101),
		"a control character":   `"a\eb"`,
		"a line end":            `"a\nb"`,
		"a line end, typed":     "|-\n  a\n  b",
		"a tab":                 `"a\tb"`,
		"a next line":           `"a\u0085b"`,
		"a line separator":      `"a\u2028b"`,
		"an unusual space":      `"a\u00a0b"`,
		"nothing to see":        `"a\u200bb"`,
		"a space at the end":    `"a "`,
		"two spaces":            `"a  b"`,
		"a folder":              "2026/11",
		"a folder on Windows":   `2026\11`,
		"the folder above":      "..",
	} {
		dir := renamed(t, release)
		url := storetest.SQLiteURL(t)
		for _, args := range [][]string{{"check", dir}, {"load", dir}} {
			code, _, stderr := program(t, map[string]string{"DATABASE_URL": url}, args...)
			if code != 1 || !strings.Contains(stderr, "dataset.yaml:2: ") || len(stderr) > 1000 {
				t.Errorf("%s: %v: exit code %d: %.300s", name, args, code, stderr)
			}
		}
		if _, err := os.Stat(strings.TrimPrefix(url, "sqlite://")); err == nil {
			t.Errorf("%s: a database was made", name)
		}
	}
	mustRun(t, nil, "check", renamed(t, strings.Repeat("ệ", 100)))
	mustRun(t, nil, "check", renamed(t, `2026.11, sửa lần 2`))
}
