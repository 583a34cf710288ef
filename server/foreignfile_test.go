package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"doichieu/db"
	"doichieu/store/storetest"
)

// The file of another program is refused with its name, even if some of its tables have
// the names of ours. The file stays the same to the byte, and no file is created beside
// it.
func TestAFileOfAnotherProgramIsRefused(t *testing.T) {
	for name, statements := range map[string][]string{
		"customers":         {"CREATE TABLE customers (id int)"},
		"a view":            {"CREATE VIEW v AS SELECT 1"},
		"catalogue":         {"CREATE TABLE catalogue (title text)"},
		"spaces":            {"CREATE TABLE spaces (name text)"},
		"schema_migrations": {"CREATE TABLE schema_migrations (version varchar)", "INSERT INTO schema_migrations VALUES ('20261201000000')"},
		"counts as we do":   {"CREATE TABLE schema_migrations (version bigint, dirty boolean)", "INSERT INTO schema_migrations VALUES (20261201000000, false)", "CREATE TABLE customers (id int)"},
		"both":              {"CREATE TABLE schema_migrations (version bigint, dirty boolean)", "CREATE TABLE catalogue (number int, title text)"},
		"with a log":        {"PRAGMA journal_mode = WAL", "CREATE TABLE customers (id int)"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			file := filepath.Join(dir, "theirs.db")
			db, err := db.OpenFile(file, db.ForLoading)
			must(t, err)
			for _, statement := range append([]string{"PRAGMA locking_mode = NORMAL"}, statements...) {
				if _, err := db.Exec(statement); err != nil {
					t.Fatal(err)
				}
			}
			must(t, db.Close())
			before := stateOfFiles(t, dir)
			for _, args := range [][]string{{"load", "../data"}, {"serve", "-addr", "127.0.0.1:0"}, {"migrate"}, {"releases"}, {"activate", "1"}, {"export", t.TempDir()}} {
				code, _, stderr := program(t, map[string]string{"DATABASE_URL": "sqlite://" + file}, args...)
				if code != 1 || !strings.Contains(stderr, "theirs.db: the file holds something else; name another with DATABASE_URL (it has ") {
					t.Errorf("%v: exit code %d: %s", args, code, stderr)
				}
			}
			if after := stateOfFiles(t, dir); after != before {
				t.Errorf("before:\n%s\nafter:\n%s", before, after)
			}
		})
	}
	url := storetest.SQLiteURL(t)
	mustRun(t, map[string]string{"DATABASE_URL": url}, "load", "../data")
	storetest.Exec(t, storetest.Open(t, url), "CREATE TABLE notes (id int)") // the file is still ours
	mustRun(t, map[string]string{"DATABASE_URL": url}, "load", "-force", "../data")
	empty := filepath.Join(t.TempDir(), "empty")
	must(t, os.WriteFile(empty, nil, 0o644))
	mustRun(t, map[string]string{"DATABASE_URL": "sqlite://" + empty}, "load", "../data")
}
