// Command diff writes the SQL that takes the newest migration of a release's
// space to the current ent schema, for SQLite and PostgreSQL, and renews every
// atlas.sum. Migrations of the catalogue are written by hand.
//
//	go run ./migrate/diff NAME      write migrations called NAME
//	go run ./migrate/diff -check    fail when a migration is missing
//
// PostgreSQL's needs an empty database to replay the earlier migrations in;
// DEV_DATABASE_URL names it.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"text/template"

	atlas "ariga.io/atlas/sql/migrate"
	atlasschema "ariga.io/atlas/sql/schema"
	entsql "entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/schema"

	"doichieu/db"
	entmigrate "doichieu/ent/migrate"
)

func main() {
	check := flag.Bool("check", false, "write nothing; fail when the schema is ahead of the migrations")
	flag.Parse()
	name := flag.Arg(0)
	if *check == (name != "") {
		fmt.Fprintln(os.Stderr, "usage: diff NAME, or diff -check")
		os.Exit(2)
	}
	if err := run(context.Background(), name, os.Getenv("DEV_DATABASE_URL")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, name, postgresURL string) error {
	if postgresURL == "" {
		return errors.New("DEV_DATABASE_URL is not set; it names an empty PostgreSQL database to work in")
	}
	if err := diff(ctx, name, "", "sqlite"); err != nil {
		return err
	}
	if err := diff(ctx, name, postgresURL, "postgres"); err != nil {
		return err
	}
	if name == "" {
		return nil // a sum that is out of date fails when the migrations are used
	}
	return errors.Join(renewSum("sqlite"), renewSum("postgres"))
}

// renewSum covers what was written by hand.
func renewSum(folder string) error {
	dir, err := atlas.NewLocalDir(filepath.Join("migrate", "catalogue", folder))
	if err != nil {
		return err
	}
	sum, err := dir.Checksum()
	if err != nil {
		return err
	}
	return atlas.WriteSumFile(dir, sum)
}

// upFormatter names files VERSION_NAME.up.sql. There are no down migrations: a
// database goes forward, and back only from a backup.
func upFormatter() (atlas.Formatter, error) {
	fileName := template.New("name").Funcs(template.FuncMap{"now": atlas.NewVersion})
	if _, err := fileName.Parse("{{ now }}_{{ .Name }}.up.sql"); err != nil {
		return nil, err
	}
	content, err := template.New("content").Parse(
		"{{ range .Changes }}{{ with .Comment }}-- {{ . }}\n{{ end }}{{ .Cmd }};\n{{ end }}")
	if err != nil {
		return nil, err
	}
	return atlas.NewTemplateFormatter(fileName, content)
}

func diff(ctx context.Context, name, url, folder string) error {
	database, err := db.Open(db.Config{URL: url})
	if err != nil {
		return err
	}
	defer database.Close()
	path := filepath.Join("migrate", folder)
	if name == "" {
		// A check runs on a copy, so that it leaves no trace.
		copied, err := os.MkdirTemp("", "migrations-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(copied)
		if err := os.CopyFS(copied, os.DirFS(path)); err != nil {
			return err
		}
		path = copied
	}
	return plan(ctx, name, path, database)
}

// newTablesFirst plans new tables before changes of others, which may refer to them:
// SQLite asks for the table as soon as one that refers to it is renamed.
func newTablesFirst(next schema.Differ) schema.Differ {
	return schema.DiffFunc(func(current, desired *atlasschema.Schema) ([]atlasschema.Change, error) {
		changes, err := next.Diff(current, desired)
		slices.SortStableFunc(changes, func(a, b atlasschema.Change) int { return cmp.Compare(rank(a), rank(b)) })
		return changes, err
	})
}

func rank(change atlasschema.Change) int {
	if _, isNew := change.(*atlasschema.AddTable); isNew {
		return 0
	}
	return 1
}

func plan(ctx context.Context, name, path string, database *db.Database) error {
	dir, err := atlas.NewLocalDir(path)
	if err != nil {
		return err
	}
	formatter, err := upFormatter()
	if err != nil {
		return err
	}
	before, err := dir.Files()
	if err != nil {
		return err
	}
	migrator, err := schema.NewMigrate(entsql.OpenDB(database.Dialect, database.SQL),
		schema.WithDir(dir),
		schema.WithMigrationMode(schema.ModeReplay),
		schema.WithDialect(database.Dialect),
		schema.WithFormatter(formatter),
		schema.WithDropColumn(true),
		schema.WithDropIndex(true),
		schema.WithDiffHook(newTablesFirst),
	)
	if err != nil {
		return err
	}
	label := name
	if label == "" {
		label = "check"
	}
	err = migrator.NamedDiff(ctx, label, entmigrate.Tables...)
	if err != nil && !errors.Is(err, atlas.ErrNoPlan) {
		return fmt.Errorf("%s: %w", database.Dialect, err)
	}
	after, err := dir.Files()
	if err != nil {
		return err
	}
	if name == "" && len(after) > len(before) {
		return fmt.Errorf("%s: the ent schema is ahead of the migrations; run: make migrate-diff name=WHAT_CHANGED", database.Dialect)
	}
	fmt.Printf("%s: %d migrations\n", database.Dialect, len(after))
	return nil
}
