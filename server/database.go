package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"doichieu/data"
	"doichieu/migrate"
	"doichieu/store"
)

// openDatabase opens and migrates the database of the configuration.
func openDatabase(ctx context.Context, databaseURL string) (*store.Database, error) {
	database, err := store.Open(databaseURL)
	if err != nil {
		return nil, err
	}
	if err := migrate.Up(ctx, database.SQL, database.Dialect, database.File+".lock"); err != nil {
		return nil, errors.Join(err, database.Close())
	}
	return database, nil
}

func migrateDatabase(ctx context.Context, cfg config, stdout io.Writer) error {
	if cfg.databaseURL == "" {
		return errors.New("migrate needs DATABASE_URL: a private database is migrated when it is served")
	}
	database, err := openDatabase(ctx, cfg.databaseURL)
	if err != nil {
		return err
	}
	fmt.Fprintln(stdout, "the database has the current schema")
	return database.Close()
}

func loadDataset(ctx context.Context, cfg config, stdout io.Writer) (err error) {
	if cfg.databaseURL == "" {
		return errors.New("load needs DATABASE_URL: a private database goes away with the server")
	}
	set, err := readDataset(os.DirFS(cfg.argument))
	if err != nil {
		return fmt.Errorf("%w; nothing was loaded", err)
	}
	database, err := openDatabase(ctx, cfg.databaseURL)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	changed, err := load(ctx, database, set, cfg.force)
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

// load makes the database hold a dataset; force, also when it does already.
func load(ctx context.Context, database *store.Database, set *data.Dataset, force bool) (changed bool, err error) {
	if force {
		return true, migrate.Reload(ctx, database.Client, database.Dialect, set, time.Now())
	}
	return migrate.Load(ctx, database.Client, database.Dialect, set, time.Now())
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
