package main

import (
	"strings"
	"testing"

	"entgo.io/ent/dialect"

	"doichieu/db"
	"doichieu/store/storetest"
)

// Loading the damaged release to serve repairs it. Damaged releases are removed first,
// and intact ones stay.
func TestARepairKeepsIntactReleases(t *testing.T) {
	databaseURLs(t, func(t *testing.T, url string) {
		database := storetest.Open(t, url)
		env := map[string]string{"DATABASE_URL": url, "KEEP_RELEASES": "3"}
		third := renamed(t, "third")
		for _, dir := range []string{renamed(t, "first"), renamed(t, "second"), third} {
			mustRun(t, env, "load", dir)
		}
		for range 2 {
			lose(t, database, storetest.Current(t, database).Number)
			logged := logOf(t, func() { mustRun(t, env, "load", third) })
			if !strings.Contains(logged, "a damaged release is not kept") {
				t.Errorf("the log: %s", logged)
			}
		}
		out := mustRun(t, env, "releases")
		for _, release := range []string{"first", "second", "third"} {
			if !strings.Contains(out, release) {
				t.Errorf("%s is not kept: %s", release, out)
			}
		}
		if strings.Count(out, "whole") != 3 || strings.Contains(out, "damaged") {
			t.Errorf("%s", out)
		}
		if spaces := storetest.Spaces(t, database); len(spaces) != 3 {
			t.Errorf("spaces %v", spaces)
		}
		// A damaged release is removed first, even if it is not the oldest.
		lose(t, database, 2)
		mustRun(t, env, "load", renamed(t, "fourth"))
		if out := mustRun(t, env, "releases"); strings.Contains(out, "second") || strings.Count(out, "whole") != 3 {
			t.Errorf("%s", out)
		}
		mustRun(t, env, "load", renamed(t, "fifth")) // then the oldest intact one
		if out := mustRun(t, env, "releases"); strings.Contains(out, "first") || strings.Count(out, "whole") != 3 {
			t.Errorf("%s", out)
		}
	})
}

// lose deletes the rows of a release.
func lose(t *testing.T, database *db.Database, number int) {
	t.Helper()
	damages(database)["missing"](t, number)
}

// A word in a release is changed. This is noticed in a SQLite file, which has a
// checksum. On PostgreSQL only rows are counted, as docs/operations.md says, and -force
// repairs the release.
func TestAlteredRows(t *testing.T) {
	databaseURLs(t, func(t *testing.T, url string) {
		database := storetest.Open(t, url)
		env := map[string]string{"DATABASE_URL": url}
		mustRun(t, env, "load", "../data")
		space, load := database.SpaceFile(1), []string{"load", "../data"}
		if database.Dialect == dialect.Postgres {
			space, load = database.SchemaName(1), []string{"load", "-force", "../data"}
		}
		conn := storetest.Inside(t, database, space)
		_, err := conn.ExecContext(t.Context(), "UPDATE targets SET wording = 'altered'")
		must(t, err)
		must(t, conn.Close())
		damaged := strings.Contains(mustRun(t, env, "releases"), "damaged: "+space+": the file is not as it was made")
		if damaged != (database.Dialect == dialect.SQLite) {
			t.Errorf("the list says that it is damaged: %v", damaged)
		}
		if out := mustRun(t, env, load...); !strings.Contains(out, "is loaded\n") {
			t.Errorf("load: %s", out)
		}
		s := defaultSettings()
		s.databaseURL = url
		if got := (fragile{handler: follower(t, s)}).ask(t, `{ targets(first: 1) { nodes { wording } } }`); strings.Contains(string(got.Data), "altered") {
			t.Errorf("%s", got.Data)
		}
	})
}

// A missing column is noticed as damage, although it does not change the number of
// rows.
func TestAMissingColumnIsDamage(t *testing.T) {
	databaseURLs(t, func(t *testing.T, url string) {
		database := storetest.Open(t, url)
		env := map[string]string{"DATABASE_URL": url}
		mustRun(t, env, "load", "../data")
		s := defaultSettings()
		s.databaseURL = url
		handler := follower(t, s)
		dropColumn := func() {
			current := storetest.Current(t, database).Number
			space := database.SpaceFile(current)
			if database.Dialect == dialect.Postgres {
				space = database.SchemaName(current)
			}
			conn := storetest.Inside(t, database, space)
			_, err := conn.ExecContext(t.Context(), "ALTER TABLE targets DROP COLUMN wording")
			must(t, err)
			must(t, conn.Close())
		}
		dropColumn()
		eventually(t, "answers are not marked", func() bool { return isMarked(t, handler) })
		if out := mustRun(t, env, "releases"); !strings.Contains(out, "damaged: ") {
			t.Errorf("%s", out)
		}
		if out := mustRun(t, env, "load", "../data"); !strings.Contains(out, "is loaded\n") {
			t.Errorf("load: %s", out)
		}
		eventually(t, "it is still stale", func() bool { return !isMarked(t, handler) })
		if out := mustRun(t, env, "releases"); strings.Contains(out, "damaged") {
			t.Errorf("%s", out)
		}
		// A server without an intact release is not ready.
		dropColumn()
		if status := readyz(t, follower(t, s)); status != "503 no dataset can be read" {
			t.Errorf("readyz: %s", status)
		}
	})
}

// Loading a dataset that is served already still grants its release to reading roles.
func TestLoadingAServedDatasetGrants(t *testing.T) {
	reader := storetest.Role(t, "reader")
	url := storetest.PostgresURL(t)
	env := map[string]string{"DATABASE_URL": url}
	mustRun(t, env, "load", "../data")
	env["DATABASE_READ_ROLES"] = reader
	if out := mustRun(t, env, "load", "../data"); !strings.Contains(out, "nothing changed") {
		t.Errorf("load: %s", out)
	}
	reading := map[string]string{"DATABASE_URL": storetest.As(t, reader, url)}
	if out := mustRun(t, reading, "releases"); !strings.Contains(out, "whole") {
		t.Errorf("%s", out)
	}
	mustRun(t, reading, "export", t.TempDir())
	env["DATABASE_READ_ROLES"] = "nobody_of_that_name"
	if code, _, stderr := program(t, env, "load", "../data"); code != 1 || !strings.Contains(stderr, `role "nobody_of_that_name" does not exist`) {
		t.Errorf("exit code %d: %s", code, stderr)
	}
}
