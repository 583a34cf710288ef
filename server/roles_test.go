package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lib/pq"

	"doichieu/store/storetest"
)

// A server needs no other rights than those to read that docs/operations.md lists, here
// granted by hand.
func TestAReadingRoleNeedsToReadOnly(t *testing.T) {
	reader := storetest.Role(t, "reader")
	url := storetest.PostgresURL(t)
	database := storetest.Open(t, url)
	storetest.Exec(t, database, "REVOKE CREATE, TEMPORARY ON DATABASE "+nameOf(url)+" FROM PUBLIC", "REVOKE ALL ON SCHEMA public FROM PUBLIC")
	mustRun(t, map[string]string{"DATABASE_URL": url}, "load", "../data")
	s := defaultSettings()
	s.databaseURL = storetest.As(t, reader, url)
	if code, _, stderr := program(t, map[string]string{"DATABASE_URL": s.databaseURL}, "serve", "-addr", "127.0.0.1:0"); code != 1 || !strings.Contains(stderr, "permission denied") {
		t.Errorf("without rights: exit code %d: %s", code, stderr)
	}
	grantByHand(t, url, reader, 1)
	handler := follower(t, s)
	if got := (fragile{handler: handler}).ask(t, coldQuery); got.Errors != nil {
		t.Errorf("%+v", got.Errors)
	}
	mustRun(t, map[string]string{"DATABASE_URL": s.databaseURL}, "releases")
	mustRun(t, map[string]string{"DATABASE_URL": s.databaseURL}, "export", t.TempDir())
	if code, _, stderr := program(t, map[string]string{"DATABASE_URL": s.databaseURL}, "load", "-force", "../data"); code != 1 || !strings.Contains(stderr, "permission denied") {
		t.Errorf("load: exit code %d: %s", code, stderr)
	}

	// A release that the role may not read makes answers stale.
	mustRun(t, map[string]string{"DATABASE_URL": url}, "load", renamed(t, "next"))
	eventually(t, "answers are not marked", func() bool { return isMarked(t, handler) })
	if status := readyz(t, handler); !strings.HasPrefix(status, "200 release 2026.11 is served; it is stale since ") || !strings.HasSuffix(status, "because release number 2 cannot be read") {
		t.Errorf("readyz: %s", status)
	}
	if !strings.Contains(metricsOf(t, handler), "doichieu_dataset_stale 1\n") {
		t.Error("metrics say that all is well")
	}
	if out := mustRun(t, map[string]string{"DATABASE_URL": s.databaseURL}, "releases"); !strings.Contains(out, "cannot be read: pq: permission denied for schema doichieu_release_2") {
		t.Errorf("releases: %s", out)
	}
	// Another server with this role starts and serves the release that it may read.
	if status := readyz(t, follower(t, s)); !strings.Contains(status, "it is stale since") {
		t.Errorf("readyz of another: %s", status)
	}
	grantByHand(t, url, reader, 2)
	eventually(t, "it is still stale", func() bool { return readyz(t, handler) == "200 release next is served" })
	if isMarked(t, handler) {
		t.Error("answers are still marked")
	}
}

// grantByHand grants the rights that docs/operations.md lists.
func grantByHand(t *testing.T, url, reader string, release int) {
	t.Helper()
	role := pq.QuoteIdentifier(reader)
	storetest.Exec(t, storetest.Open(t, url),
		"GRANT USAGE ON SCHEMA doichieu TO "+role,
		"GRANT SELECT ON doichieu.catalogue, doichieu.schema_migrations TO "+role,
		fmt.Sprintf("GRANT USAGE ON SCHEMA doichieu_release_%d TO %s", release, role),
		fmt.Sprintf("GRANT SELECT ON ALL TABLES IN SCHEMA doichieu_release_%d TO %s", release, role))
}

func nameOf(url string) string { return url[strings.LastIndex(url, "/")+1 : strings.Index(url, "?")] }

// Loading grants reading rights to the roles in the setting, even to those with unusual
// names.
func TestLoadsGrantToReadingRoles(t *testing.T) {
	plain, odd := storetest.Role(t, ""), storetest.Role(t, `"; DROP SCHEMA doichieu CASCADE; -- Đọc 'x'`)
	loader := storetest.Role(t, "loader")
	url := storetest.PostgresURL(t)
	database := storetest.Open(t, url)
	admit(t, database, loader)
	env := map[string]string{"DATABASE_URL": storetest.As(t, loader, url)}
	mustRun(t, env, "load", "../data")
	env["DATABASE_READ_ROLES"] = plain + ", " + odd
	mustRun(t, env, "migrate") // grants the rights to existing releases
	var readers []func() string
	for _, role := range []string{plain, odd} {
		s := defaultSettings()
		s.databaseURL = storetest.As(t, role, url)
		handler := follower(t, s)
		readers = append(readers, func() string { return readyz(t, handler) })
	}
	for i := range 2 {
		release := fmt.Sprint("next", i)
		mustRun(t, env, "load", renamed(t, release))
		for _, status := range readers {
			eventually(t, "the release is not served", func() bool { return status() == "200 release "+release+" is served" })
		}
	}
	env["DATABASE_READ_ROLES"] = "nobody_of_that_name"
	before := storetest.Current(t, database)
	for _, args := range [][]string{{"load", "-force", "../data"}, {"migrate"}} {
		if code, _, stderr := program(t, env, args...); code != 1 || !strings.Contains(stderr, `role "nobody_of_that_name" does not exist`) {
			t.Errorf("%v: exit code %d: %s", args, code, stderr)
		}
	}
	if after := storetest.Current(t, database); !after.Equal(before) || len(storetest.Spaces(t, database)) != 3 {
		t.Errorf("%+v is served", after)
	}
}

// A server starts and reads from a standby while the primary cannot be reached, even if
// one release cannot be read.
func TestServersStartWhileThePrimaryIsGone(t *testing.T) {
	url := storetest.PostgresURL(t)
	env := map[string]string{"DATABASE_URL": url}
	mustRun(t, env, "load", "../data")
	mustRun(t, env, "load", "-force", "../data")
	s := defaultSettings()
	s.databaseURL, s.readURL = "postgres://127.0.0.1:1/nothing?sslmode=disable", url
	if status := readyz(t, follower(t, s)); status != "200 release 2026.11 is served" {
		t.Error(status)
	}
	hide(t, storetest.Open(t, url), 1)
	if status := readyz(t, follower(t, s)); status != "200 release 2026.11 is served" {
		t.Errorf("with a release that is lost: %s", status)
	}
}

// With default privileges, as docs/operations.md describes them, a role may read
// whatever the loader will create.
func TestDefaultPrivilegesLetReadEverything(t *testing.T) {
	reader, loader := storetest.Role(t, "reader"), storetest.Role(t, "loader")
	url := storetest.PostgresURL(t)
	database := storetest.Open(t, url)
	admit(t, database, loader)
	storetest.Exec(t, database, "CREATE SCHEMA doichieu AUTHORIZATION "+loader, "GRANT USAGE ON SCHEMA doichieu TO "+reader,
		fmt.Sprintf("ALTER DEFAULT PRIVILEGES FOR ROLE %s GRANT USAGE ON SCHEMAS TO %s", loader, reader),
		fmt.Sprintf("ALTER DEFAULT PRIVILEGES FOR ROLE %s GRANT SELECT ON TABLES TO %s", loader, reader))
	t.Cleanup(func() {
		storetest.Exec(t, database, fmt.Sprintf("ALTER DEFAULT PRIVILEGES FOR ROLE %s REVOKE USAGE ON SCHEMAS FROM %s", loader, reader),
			fmt.Sprintf("ALTER DEFAULT PRIVILEGES FOR ROLE %s REVOKE SELECT ON TABLES FROM %s", loader, reader))
	})
	env := map[string]string{"DATABASE_URL": storetest.As(t, loader, url)}
	mustRun(t, env, "load", "../data")
	s := defaultSettings()
	s.databaseURL = storetest.As(t, reader, url)
	handler := follower(t, s)
	mustRun(t, env, "load", renamed(t, "next"))
	eventually(t, "the release is not served", func() bool { return readyz(t, handler) == "200 release next is served" })
}
