// Package storetest opens databases for tests: each test gets one of its own,
// on SQLite and, where a server is at hand, on PostgreSQL.
package storetest

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"entgo.io/ent/dialect"
	"github.com/lib/pq"

	"doichieu/data"
	"doichieu/db"
	"doichieu/ent"
	"doichieu/load"
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
func Each(t *testing.T, test func(*testing.T, *db.Database)) {
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

// Role makes a role of PostgreSQL that may log in and nothing else, and that goes
// away with the test. Make it before the database in which it is to own anything:
// what was made last goes first. The name is made unique by what is put before it.
func Role(t testing.TB, name string) string {
	t.Helper()
	base := os.Getenv(PostgresVariable)
	if base == "" {
		t.Skip(PostgresVariable + " is not set")
	}
	admin := Open(t, base).SQL
	role := "doichieu_" + strings.ToLower(rand.Text()) + name
	if _, err := admin.Exec("CREATE ROLE " + pq.QuoteIdentifier(role) + " LOGIN"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.Exec("DROP ROLE " + pq.QuoteIdentifier(role)); err != nil {
			t.Error(err)
		}
	})
	return role
}

// As is the URL of a database as a role logs in to it.
func As(t testing.TB, role, databaseURL string) string {
	t.Helper()
	parsed, err := url.Parse(databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	parsed.User = url.User(role)
	return parsed.String()
}

// Exec runs SQL that goes past the program.
func Exec(t testing.TB, database *db.Database, statements ...string) {
	t.Helper()
	for _, statement := range statements {
		if _, err := database.SQL.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// Open opens a database until the test ends.
func Open(t testing.TB, databaseURL string) *db.Database {
	t.Helper()
	database, err := db.Open(db.Config{URL: databaseURL})
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
func Fill(t testing.TB, database *db.Database) *store.Store {
	t.Helper()
	Migrate(t, database)
	set, err := data.Read(data.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	Load(t, database, set, LoadedAt)
	return store.New(database)
}

// Another is the shipped dataset under the name of another release.
func Another(t testing.TB, release string) *data.Dataset {
	t.Helper()
	set, err := data.Read(data.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	set.Header.Release, set.Checksum = release, fmt.Sprintf("%x", sha256.Sum256([]byte(release)))
	return set
}

// Load makes a dataset the release to serve.
func Load(t testing.TB, database *db.Database, set *data.Dataset, now time.Time) {
	t.Helper()
	if _, err := load.Dataset(context.Background(), database, set, load.Options{Now: now}); err != nil {
		t.Fatal(err)
	}
}

// Rows reads the release to serve.
func Rows(t testing.TB, database *db.Database) *ent.Client {
	t.Helper()
	space, err := database.Space(Current(t, database).Number)
	if err != nil {
		t.Fatal(err)
	}
	return space.Client
}

// Current is the catalogue's entry of the release to serve.
func Current(t testing.TB, database *db.Database) db.Entry {
	t.Helper()
	kept, err := database.Catalogue(context.Background(), database.SQL)
	if err != nil {
		t.Fatal(err)
	}
	entry, err := db.Current(kept)
	if err != nil {
		t.Fatal(err)
	}
	return entry
}

// Migrate brings a database to the current schema.
func Migrate(t testing.TB, database *db.Database) {
	t.Helper()
	if err := migrate.Up(context.Background(), database); err != nil {
		t.Fatal(err)
	}
}

// Spaces names every space there is, whether the catalogue has it or not:
// schemas or files.
func Spaces(t testing.TB, database *db.Database) (names []string) {
	t.Helper()
	if database.Dialect == dialect.SQLite {
		names, err := filepath.Glob(database.File + db.SpaceSuffix + "*")
		if err != nil {
			t.Fatal(err)
		}
		return names
	}
	rows, err := database.SQL.Query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE '%\_release\_%' ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	return names
}

// Inside connects to a space until the test ends, for SQL that goes past the
// program.
func Inside(t testing.TB, database *db.Database, space string) *sql.Conn {
	t.Helper()
	pool, prepare := database.SQL, "SET search_path TO "+space
	if database.Dialect == dialect.SQLite {
		file, err := db.OpenFile(space, db.ForLoading)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = file.Close() })
		pool, prepare = file, "PRAGMA foreign_keys = on"
	}
	conn, err := pool.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = conn.Raw(func(any) error { return driver.ErrBadConn }) // nobody else gets its search path
	})
	if _, err := conn.ExecContext(context.Background(), prepare); err != nil {
		t.Fatal(err)
	}
	return conn
}

// CopyFiles copies files into memory, where a test may change them.
func CopyFiles(t testing.TB, files fs.FS) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(files, name)
		out[name] = &fstest.MapFile{Data: content}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
