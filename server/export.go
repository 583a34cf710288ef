package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"doichieu/store"
	"doichieu/table"
)

// exportDataset writes the dataset as CSV files: of the database, which it only
// looks at, or the shipped one when no database is named.
func exportDataset(ctx context.Context, cfg config, stdout io.Writer) (err error) {
	open := lookAtDatabase
	if cfg.databaseURL == "" {
		open = openDatabase
	}
	database, err := open(ctx, cfg.settings)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	plans := store.New(database)
	if cfg.databaseURL == "" {
		if err := fillEmpty(ctx, cfg, database, plans); err != nil {
			return err
		}
	}
	tables, err := table.New(plans)
	if err != nil {
		return err
	}
	snapshot, err := tables.Snapshot(ctx)
	if err != nil {
		return err
	}
	if behind, is := plans.Behind(); is { // another release must not pass for it
		return behind.Cause
	}
	if err := writeDirectory(ctx, snapshot, cfg.argument); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	fmt.Fprintf(stdout, "release %s is exported to %s\n", snapshot.Release().ID, cfg.argument)
	return nil
}

func writeDirectory(ctx context.Context, snapshot *table.Snapshot, path string) error {
	to := &directory{path: path}
	if err := snapshot.WriteDataset(ctx, to); err != nil {
		return errors.Join(err, to.close())
	}
	return to.close()
}

// directory puts files into a directory, which it makes when there is none.
type directory struct {
	path string
	open *os.File
}

func (d *directory) Create(name string) (io.Writer, error) {
	if err := d.close(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(d.path, 0o755); err != nil {
		return nil, err
	}
	created, err := os.Create(filepath.Join(d.path, name))
	d.open = created
	return created, err
}

func (d *directory) close() error {
	if d.open == nil {
		return nil
	}
	err := d.open.Close()
	d.open = nil
	return err
}
