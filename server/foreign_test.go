package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/lib/pq"

	"doichieu/db"
	"doichieu/observe"
	"doichieu/store/storetest"
)

// mustRun runs the program and fails the test if the program fails.
func mustRun(t *testing.T, env map[string]string, args ...string) (stdout string) {
	t.Helper()
	code, stdout, stderr := program(t, env, args...)
	if code != 0 {
		t.Fatalf("%v: exit code %d: %s", args, code, stderr)
	}
	return stdout
}

// number returns the result of a query for a single number.
func number(t *testing.T, database *db.Database, query string) (n int) {
	t.Helper()
	if err := database.SQL.QueryRow(query).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

// Schemas of others are left alone, even if they have the names of releases of this
// version or the previous one, and even if the search path leads to them.
func TestSchemasOfOthersAreLeft(t *testing.T) {
	url := storetest.PostgresURL(t)
	database := storetest.Open(t, url)
	for _, schema := range []string{"release_2024", "release_1", "doichieu_release_1", "doichieu_release_2", "doichieu_release_2024"} {
		storetest.Exec(t, database, "CREATE SCHEMA "+schema, "CREATE TABLE "+schema+".customers (id int)",
			"INSERT INTO "+schema+".customers VALUES (7)", "CREATE VIEW public.of_"+schema+" AS SELECT id FROM "+schema+".customers")
	}
	decoys := []string{"catalogue", "spaces", "schema_migrations", "releases", "targets"} // names of our tables, which a search path would find
	for _, table := range decoys {
		storetest.Exec(t, database, "CREATE TABLE public."+table+" (name text)", "INSERT INTO public."+table+" VALUES ('mine')")
	}
	env := map[string]string{"KEEP_RELEASES": "1"}
	for _, path := range []string{"", "&search_path=", "&search_path=public,pg_catalog", "&search_path=release_2024,nowhere"} {
		env["DATABASE_URL"] = url + path
		mustRun(t, env, "load", "-force", "../data")
	}
	for _, table := range decoys {
		if n := number(t, database, "SELECT count(*) FROM public."+table+" WHERE name = 'mine'"); n != 1 {
			t.Errorf("public.%s has %d rows", table, n)
		}
	}
	for _, schema := range []string{"release_2024", "release_1", "doichieu_release_1", "doichieu_release_2", "doichieu_release_2024"} {
		if n := number(t, database, "SELECT sum(id) FROM public.of_"+schema); n != 7 {
			t.Errorf("the view of %s finds %d", schema, n)
		}
	}
	if spaces := storetest.Spaces(t, database); len(spaces) != 4 || !strings.Contains(fmt.Sprint(spaces), database.SchemaName(storetest.Current(t, database).Number)) {
		t.Errorf("spaces %v", spaces)
	}
}

// If others have created objects in or on a release that is to be removed, the load
// succeeds, the release stays and the log says why. It is removed once they are gone.
func TestObjectsOfOthersInReleasesAreLeft(t *testing.T) {
	url := storetest.PostgresURL(t)
	database := storetest.Open(t, url)
	env := map[string]string{"DATABASE_URL": url, "KEEP_RELEASES": "1"}
	load := func() (release int, logged string) {
		t.Helper()
		logged = logOf(t, func() { mustRun(t, env, "load", "-force", "../data") })
		return storetest.Current(t, database).Number, logged
	}
	name := database.SchemaName
	viewed, _ := load()
	storetest.Exec(t, database, "CREATE VIEW public.wordings AS SELECT wording FROM "+name(viewed)+".targets")
	lived, logged := load()
	if !strings.Contains(logged, name(viewed)+" is left") || !strings.Contains(logged, "view wordings depends on") {
		t.Errorf("of the view is said: %s", logged)
	}
	storetest.Exec(t, database, "CREATE TABLE "+name(lived)+".customers (id int)")
	replaced, logged := load()
	if !strings.Contains(logged, name(lived)+" is left") || !strings.Contains(logged, "customers") {
		t.Errorf("of the table is said: %s", logged)
	}
	storetest.Exec(t, database, "DROP SCHEMA "+name(replaced)+" CASCADE", "CREATE SCHEMA "+name(replaced), "CREATE TABLE "+name(replaced)+".targets (id int)")
	free, logged := load()
	if !strings.Contains(logged, name(replaced)+" is left") {
		t.Errorf("of the schema of the same name is said: %s", logged)
	}
	last, _ := load()
	for _, left := range []int{viewed, lived, replaced, last} {
		number(t, database, "SELECT count(*) FROM "+name(left)+".targets")
	}
	number(t, database, "SELECT count(*) FROM public.wordings")
	if spaces := fmt.Sprint(storetest.Spaces(t, database)); strings.Contains(spaces, name(free)+" ") {
		t.Errorf("what nothing hangs on is left: %s", spaces)
	}
	storetest.Exec(t, database, "DROP VIEW public.wordings", "DROP TABLE "+name(lived)+".customers")
	load()
	if spaces := storetest.Spaces(t, database); len(spaces) != 2 { // the foreign one and the current one
		t.Errorf("spaces %v", spaces)
	}
}

// Two roles load into one catalogue, the second only after it was granted the right.
// Releases of one role that the other cannot drop stay.
func TestReleasesOfAnotherRoleAreLeft(t *testing.T) {
	first, second := storetest.Role(t, "first"), storetest.Role(t, "second")
	url := storetest.PostgresURL(t)
	database := storetest.Open(t, url)
	admit(t, database, first, second)
	keepOne := func(role string) map[string]string {
		return map[string]string{"DATABASE_URL": storetest.As(t, role, url), "KEEP_RELEASES": "1"}
	}
	mustRun(t, keepOne(first), "load", "../data")
	of := storetest.Current(t, database)
	if code, _, stderr := program(t, keepOne(second), "load", "-force", "../data"); code != 1 || !strings.Contains(stderr, "permission denied") {
		t.Errorf("without rights: exit code %d: %s", code, stderr)
	}
	if now := storetest.Current(t, database); !now.Equal(of) {
		t.Errorf("%+v is served", now)
	}
	storetest.Exec(t, database, fmt.Sprintf("GRANT ALL ON SCHEMA doichieu TO %[1]s; GRANT ALL ON ALL TABLES IN SCHEMA doichieu TO %[1]s; GRANT ALL ON ALL SEQUENCES IN SCHEMA doichieu TO %[1]s", second))
	for range 3 {
		logged := logOf(t, func() { mustRun(t, keepOne(second), "load", "-force", "../data") })
		if !strings.Contains(logged, database.SchemaName(of.Number)+" is left") {
			t.Errorf("not said: %s", logged)
		}
	}
	if spaces := storetest.Spaces(t, database); len(spaces) != 2 {
		t.Errorf("spaces %v: that of the other role and the current one", spaces)
	}
}

// admit lets roles create schemas.
func admit(t *testing.T, database *db.Database, roles ...string) {
	t.Helper()
	for _, role := range roles {
		storetest.Exec(t, database, fmt.Sprintf(`DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %%I TO %%I', current_database(), %s); END $$`, pq.QuoteLiteral(role)))
	}
}

// Files of others are left alone, even if they have the names of releases or are
// symbolic links.
func TestFilesOfOthersAreLeft(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "data.db")
	secret := filepath.Join(t.TempDir(), "secret")
	others := []string{
		secret, file + ".release-1", file + ".release-1.bak", file + ".release-3.new", file + ".release-9", file + ".release-x",
		file + ".release-4-wal", file + ".release-5-journal", file + ".release-6-shm",
	}
	for _, name := range others {
		write(t, name, "mine")
	}
	if err := os.Symlink(secret, file+".release-2"); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(dir, "nowhere"), file+".release-3"); err != nil {
		t.Fatal(err)
	}
	before := len(entriesOf(t, dir))
	env := map[string]string{"DATABASE_URL": "sqlite://" + file, "KEEP_RELEASES": "1"}
	for range 8 {
		mustRun(t, env, "load", "-force", "../data")
	}
	for _, name := range append(others, file+".release-2") {
		if content, err := os.ReadFile(name); err != nil || string(content) != "mine" {
			t.Errorf("%s: %q, %v", name, content, err)
		}
	}
	if after := entriesOf(t, dir); len(after) != before+3 { // the catalogue, its lock and a release
		t.Errorf("%v", after)
	}
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func entriesOf(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

// The catalogue is in the schema that the setting names, even if a role has a schema of
// its own name, which comes first in its search path.
func TestSchemaOfTheCatalogue(t *testing.T) {
	first, second := storetest.Role(t, "first"), storetest.Role(t, "second")
	url := storetest.PostgresURL(t)
	database := storetest.Open(t, url)
	admit(t, database, first, second)
	for _, role := range []string{first, second} {
		storetest.Exec(t, database, "CREATE SCHEMA "+role+" AUTHORIZATION "+role)
	}
	storetest.Exec(t, database, "GRANT "+first+" TO "+second)
	env := map[string]string{"DATABASE_URL": storetest.As(t, first, url)}
	mustRun(t, env, "load", "../data")
	original := storetest.Current(t, database)
	mustRun(t, map[string]string{"DATABASE_URL": storetest.As(t, second, url)}, "load", renamed(t, "next"))
	for _, role := range []string{first, second} {
		out := mustRun(t, map[string]string{"DATABASE_URL": storetest.As(t, role, url)}, "releases")
		if strings.Count(out, "\n") != 3 {
			t.Errorf("%s sees %s", role, out)
		}
		if n := number(t, database, "SELECT count(*) FROM pg_class WHERE relnamespace = '"+role+"'::regnamespace"); n != 0 {
			t.Errorf("%d things are in the schema of %s", n, role)
		}
	}
	mustRun(t, env, "activate", fmt.Sprint(original.Number))
	mustRun(t, env, "export", t.TempDir())

	other := map[string]string{"DATABASE_URL": storetest.As(t, first, url), "DATABASE_SCHEMA": "trial"}
	mustRun(t, other, "load", "../data")
	if n := number(t, database, "SELECT count(*) FROM trial_release_1.targets JOIN trial.catalogue ON is_current"); n == 0 {
		t.Error("the setting names no schema")
	}
	if now := storetest.Current(t, database); !now.Equal(original) {
		t.Errorf("%+v is served", now)
	}
	for name, says := range map[string]string{"public": "write another name", "pg_x": "write another name", `a"b`: "small letters", strings.Repeat("a", 41): "at most 40"} {
		if code, _, stderr := program(t, map[string]string{"DATABASE_URL": url, "DATABASE_SCHEMA": name}, "releases"); code != 2 || !strings.Contains(stderr, says) {
			t.Errorf("%s: exit code %d: %s", name, code, stderr)
		}
	}
}

// A schema that something else uses is refused as the schema of the catalogue.
func TestASchemaInUseIsRefused(t *testing.T) {
	url := storetest.PostgresURL(t)
	database := storetest.Open(t, url)
	storetest.Exec(t, database, "CREATE SCHEMA doichieu", "CREATE TABLE doichieu.customers (id int)")
	code, _, stderr := program(t, map[string]string{"DATABASE_URL": url}, "load", "../data")
	if code != 1 || !strings.Contains(stderr, `the schema "doichieu" holds something else; name another with DATABASE_SCHEMA`) {
		t.Errorf("exit code %d: %s", code, stderr)
	}
	if n := number(t, database, "SELECT count(*) FROM pg_class WHERE relnamespace = 'doichieu'::regnamespace"); n != 1 {
		t.Errorf("%d things are there", n)
	}
	storetest.Exec(t, database, "DROP TABLE doichieu.customers")
	mustRun(t, map[string]string{"DATABASE_URL": url}, "load", "../data") // an empty schema may be used
}

// logOf returns what is logged while do runs.
func logOf(t *testing.T, do func()) string {
	t.Helper()
	before := slog.Default()
	defer slog.SetDefault(before)
	var log lockedBuffer
	slog.SetDefault(observe.NewLogger(&log, observe.LogText, slog.LevelInfo))
	do()
	return log.String()
}

// lockedBuffer is a buffer for concurrent use.
type lockedBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}
