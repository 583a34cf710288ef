package store_test

import (
	"cmp"
	"context"
	"net/url"
	"testing"
	"time"

	"doichieu/db"
	"doichieu/store"
	"doichieu/store/storetest"
)

// soon is how quickly servers switch, with room for a busy machine.
const soon = 5 * time.Second

// TestServersAreToldOfReleases looks so seldom that only a notice explains the
// switch.
func TestServersAreToldOfReleases(t *testing.T) {
	database := storetest.Open(t, storetest.PostgresURL(t))
	plans := storetest.Fill(t, database)
	follow(t, plans, time.Hour)
	awaitListener(t, database)
	storetest.Load(t, database, storetest.Another(t, "next"), storetest.LoadedAt)
	t.Logf("switched %s after the load", switched(t, plans, "next"))
}

// TestServersLookForReleases has no notices: SQLite, and PostgreSQL where they
// are turned off or lost.
func TestServersLookForReleases(t *testing.T) {
	for name, config := range map[string]db.Config{
		"SQLite":     {URL: storetest.SQLiteURL(t)},
		"PostgreSQL": {URL: storetest.PostgresURL(t), NoticeURL: db.NoNotices},
		"PostgreSQL with notices that are lost": {
			URL: storetest.PostgresURL(t), NoticeURL: "postgres://127.0.0.1:1/nobody?sslmode=disable",
		},
	} {
		t.Run(name, func(t *testing.T) {
			database, err := db.Open(config)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = database.Close() })
			plans := storetest.Fill(t, database)
			follow(t, plans, 50*time.Millisecond)
			storetest.Load(t, database, storetest.Another(t, "next"), storetest.LoadedAt)
			t.Logf("switched %s after the load", switched(t, plans, "next"))
		})
	}
}

func follow(t *testing.T, plans *store.Store, interval time.Duration) {
	t.Helper()
	current(t, plans)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		plans.Follow(ctx, interval, time.Second, func(*store.Release) {})
		close(ended)
	}()
	t.Cleanup(func() {
		stop()
		<-ended
	})
}

// awaitListener returns once somebody listens.
func awaitListener(t *testing.T, database *db.Database) {
	t.Helper()
	await(t, "nobody listens", func() bool {
		var listening int
		err := database.SQL.QueryRow(
			"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'").Scan(&listening)
		return err == nil && listening > 0
	})
}

// switched tells how long it takes until a release is served.
func switched(t *testing.T, plans *store.Store, id string) time.Duration {
	t.Helper()
	began := time.Now()
	await(t, "the release is not served", func() bool { return current(t, plans).Info.ID == id })
	return time.Since(began)
}

func await(t *testing.T, complaint string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(soon); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal(complaint)
		}
	}
}

// TestSeveralHosts finds the primary behind a host that is gone, for loading,
// and for reading takes it when no standby is there.
func TestSeveralHosts(t *testing.T) {
	parsed, err := url.Parse(storetest.PostgresURL(t))
	if err != nil {
		t.Fatal(err)
	}
	among := func(attributes string) string {
		several := *parsed
		query := several.Query()
		query.Set("port", "1,"+cmp.Or(parsed.Port(), "5432"))
		query.Set("target_session_attrs", attributes)
		several.Host, several.RawQuery = "127.0.0.1,"+parsed.Hostname(), query.Encode()
		return several.String()
	}
	database, err := db.Open(db.Config{URL: among("primary"), ReadURL: among("prefer-standby")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = database.Close() })
	if release := current(t, storetest.Fill(t, database)); release.Entry.Number == 0 {
		t.Errorf("%+v", release.Entry)
	}
}
