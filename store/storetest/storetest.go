// Package storetest opens databases for tests: each test gets one of its own,
// on SQLite and, where a server is at hand, on PostgreSQL.
package storetest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"doichieu/data"
	"doichieu/migrate"
	"doichieu/store"
)

// PostgresVariable names the environment variable with the URL of a PostgreSQL
// database whose user may create others. Without it tests on PostgreSQL are
// skipped.
const PostgresVariable = "TEST_POSTGRES_URL"

// LoadedAt is the time at which test databases say they were loaded.
var LoadedAt = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// Each runs a test on an empty database of either kind.
func Each(t *testing.T, test func(*testing.T, *store.Database)) {
	t.Run("SQLite", func(t *testing.T) { test(t, Open(t, SQLiteURL(t))) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, Open(t, PostgresURL(t))) })
}

// SQLiteURL is the URL of a database that does not exist yet.
func SQLiteURL(t testing.TB) string {
	t.Helper()
	return "sqlite://" + filepath.Join(t.TempDir(), "test.db")
}

// PostgresURL makes an empty database that goes away with the test.
func PostgresURL(t testing.TB) string {
	t.Helper()
	base := os.Getenv(PostgresVariable)
	if base == "" {
		t.Skip(PostgresVariable + " is not set")
	}
	admin, err := sql.Open("postgres", base)
	if err != nil {
		t.Fatal(err)
	}
	name := "doichieu_" + strings.ToLower(rand.Text())
	if _, err := admin.Exec("CREATE DATABASE " + name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.Exec("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Error(err)
		}
		_ = admin.Close()
	})
	parsed, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	parsed.Path = "/" + name
	return parsed.String()
}

// Open opens a database until the test ends.
func Open(t testing.TB, databaseURL string) *store.Database {
	t.Helper()
	database, err := store.Open(databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := database.Close(); err != nil {
			t.Error(err)
		}
	})
	return database
}

// Fill migrates a database and loads the shipped dataset into it.
func Fill(t testing.TB, database *store.Database) *store.Store {
	t.Helper()
	ctx := context.Background()
	Migrate(t, database)
	set, err := data.Read(data.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := migrate.Load(ctx, database.Client, database.Dialect, set, LoadedAt); err != nil {
		t.Fatal(err)
	}
	return store.New(database)
}

// Migrate brings a database to the current schema.
func Migrate(t testing.TB, database *store.Database) {
	t.Helper()
	if err := migrate.Up(context.Background(), database.SQL, database.Dialect, database.File+".lock"); err != nil {
		t.Fatal(err)
	}
}
