package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"github.com/mattn/go-isatty"

	"doichieu/data"
	"doichieu/db"
	"doichieu/load"
	"doichieu/migrate"
)

// openDatabase opens and migrates the configured database. It waits for a database
// that cannot be reached yet, and logs releases that cannot be migrated.
func openDatabase(ctx context.Context, s settings) (*db.Database, error) {
	database, err := connect(ctx, s, db.Config{}, migrate.Up)
	if errors.Is(err, migrate.ErrNotMigrated) {
		slog.WarnContext(ctx, "a release that is kept is damaged, or not for this role to change; others can be read", "error", err)
		err = nil
	}
	if err != nil && database != nil {
		err = errors.Join(err, database.Close())
	}
	return database, err
}

// openReadOnly opens the configured database without creating or changing anything.
func openReadOnly(ctx context.Context, s settings) (*db.Database, error) {
	database, err := connect(ctx, s, db.Config{ReadOnly: true}, migrate.Look)
	if err != nil && database != nil {
		err = errors.Join(err, database.Close())
	}
	return database, err
}

// connect opens a database, waits until it can be reached, and calls prepare. If
// waiting or prepare fails, it returns the open database along with the error.
func connect(ctx context.Context, s settings, c db.Config, prepare func(context.Context, *db.Database) error) (*db.Database, error) {
	c.URL, c.ReadURL, c.NoticeURL, c.Schema = s.databaseURL, s.readURL, s.noticeURL, s.databaseSchema
	c.MaxOpen, c.MaxIdle, c.MaxLifetime, c.StatementTimeout = s.connections, s.idleConnections, s.connectionAge, s.statementTimeout
	database, err := db.Open(c)
	if err != nil {
		return nil, err
	}
	if err := database.Wait(ctx, s.databaseWait); err != nil {
		return database, err
	}
	return database, prepare(ctx, database)
}

// migrateDatabase brings the database to the current schema. Unlike openDatabase it
// fails if a release cannot be migrated.
func migrateDatabase(ctx context.Context, cfg config, stdout io.Writer) (err error) {
	if err := needsDatabase(cfg); err != nil {
		return err
	}
	database, err := connect(ctx, cfg.settings, db.Config{}, migrate.Up)
	if database != nil {
		defer func() { err = errors.Join(err, database.Close()) }()
	}
	if err != nil {
		return err
	}
	if err := database.Grant(ctx, cfg.readers); err != nil {
		return err
	}
	fmt.Fprintln(stdout, "the database has the current schema")
	return nil
}

func loadDataset(ctx context.Context, cfg config, stdout io.Writer) (err error) {
	set, err := openDataset(cfg.argument)
	if err != nil {
		return fmt.Errorf("%w; nothing was loaded", err)
	}
	if err := needsDatabase(cfg); err != nil {
		return err
	}
	database, err := openDatabase(ctx, cfg.settings)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	changed, err := replaceRelease(ctx, cfg, database, set)
	if err != nil {
		return err
	}
	if !changed {
		fmt.Fprintf(stdout, "release %s was loaded already; nothing changed\n", set.Header.Release)
		return nil
	}
	fmt.Fprintf(stdout, "release %s is loaded\n", set.Header.Release)
	return nil
}

// replaceRelease loads a dataset as the release to serve, and reports whether it was
// not served already.
func replaceRelease(ctx context.Context, cfg config, database *db.Database, set *data.Dataset) (changed bool, err error) {
	changed, err = load.Dataset(ctx, database, set, load.Options{
		Now: time.Now(), Keep: cfg.keep, Force: cfg.force, Readers: cfg.readers, Progress: progressOn(os.Stderr),
	})
	if errors.Is(err, load.ErrNotSwept) {
		slog.WarnContext(ctx, "the release is loaded; an older one could not be removed, and the next load tries again", "error", err)
		return changed, nil
	}
	return changed, err
}

// progressOn returns a function that shows the progress of a load on a terminal, or
// nil if the file is not a terminal.
func progressOn(file *os.File) func(written, all int) {
	if !isatty.IsTerminal(file.Fd()) {
		return nil
	}
	return func(written, all int) {
		fmt.Fprintf(file, "\r%d of %d documents", written, all)
		if written == all {
			fmt.Fprintln(file)
		}
	}
}

func checkDataset(_ context.Context, cfg config, stdout io.Writer) error {
	set, err := openDataset(cfg.argument)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "the dataset is well formed: %d documents\n", len(set.Documents))
	if cfg.sources == "" {
		return nil
	}
	counts, err := data.Verify(set, os.DirFS(cfg.sources))
	if err != nil {
		return summarise(err)
	}
	fmt.Fprintf(stdout, "every figure stands on its cited lines\n%s\n", counts)
	return nil
}

// openDataset reads the dataset in a directory.
func openDataset(path string) (*data.Dataset, error) {
	dir, err := data.Open(path)
	if err != nil {
		return nil, err
	}
	return readDataset(dir)
}

func readDataset(dir fs.FS) (*data.Dataset, error) {
	set, err := data.Read(dir)
	return set, summarise(err)
}

// summarise appends the number of problems to the error of a dataset.
func summarise(err error) error {
	var problems data.Problems
	if errors.As(err, &problems) {
		return fmt.Errorf("%w\n%d problems", err, problems.Count())
	}
	return err
}
