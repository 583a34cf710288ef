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
	"doichieu/migrate"
	"doichieu/store"
)

// openDatabase opens and migrates the database of the configuration, waiting
// for one that cannot be reached yet.
func openDatabase(ctx context.Context, s settings) (*store.Database, error) {
	database, err := store.Open(store.Config{
		URL: s.databaseURL, ReadURL: s.readURL, NoticeURL: s.noticeURL,
		MaxOpen: s.connections, MaxIdle: s.idleConnections, MaxLifetime: s.connectionAge, StatementTimeout: s.statementTimeout,
	})
	if err != nil {
		return nil, err
	}
	err = database.Wait(ctx, s.databaseWait)
	if err == nil {
		err = migrate.Up(ctx, database)
	}
	if err != nil {
		return nil, errors.Join(err, database.Close())
	}
	return database, nil
}

func migrateDatabase(ctx context.Context, cfg config, stdout io.Writer) error {
	database, err := openKept(ctx, cfg)
	if err != nil {
		return err
	}
	fmt.Fprintln(stdout, "the database has the current schema")
	return database.Close()
}

func loadDataset(ctx context.Context, cfg config, stdout io.Writer) (err error) {
	set, err := readDataset(os.DirFS(cfg.argument))
	if err != nil {
		return fmt.Errorf("%w; nothing was loaded", err)
	}
	database, err := openKept(ctx, cfg)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	changed, err := load(ctx, cfg, database, set)
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

// load makes a dataset the release to serve.
func load(ctx context.Context, cfg config, database *store.Database, set *data.Dataset) (changed bool, err error) {
	changed, err = migrate.Load(ctx, database, set, migrate.Options{
		Now: time.Now(), Keep: cfg.keep, Force: cfg.force, Progress: progressOn(os.Stderr),
	})
	if errors.Is(err, migrate.ErrNotSwept) {
		slog.WarnContext(ctx, "loaded", "error", err)
		return changed, nil
	}
	return changed, err
}

// progressOn shows on a terminal how far a load is, and nothing elsewhere.
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
	set, err := readDataset(os.DirFS(cfg.argument))
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

func readDataset(dir fs.FS) (*data.Dataset, error) {
	set, err := data.Read(dir)
	return set, summarise(err)
}

// summarise adds how many problems a dataset has.
func summarise(err error) error {
	var problems data.Problems
	if errors.As(err, &problems) {
		return fmt.Errorf("%w\n%d problems", err, len(problems))
	}
	return err
}
