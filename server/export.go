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

// exportDataset writes a dataset as CSV files: that of the configured database, which
// it only reads, or the shipped one if no database is configured.
func exportDataset(ctx context.Context, cfg config, stdout io.Writer) (err error) {
	open := openReadOnly
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
	if behind, isBehind := plans.Behind(); isBehind { // an older release must not be exported instead
		return behind.Cause
	}
	if err := writeDirectory(ctx, snapshot, cfg.argument); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	fmt.Fprintf(stdout, "release %s is exported to %s\n", snapshot.Release().ID, cfg.argument)
	return nil
}

func writeDirectory(ctx context.Context, snapshot *table.Snapshot, path string) error {
	dir := &directory{path: path}
	if err := snapshot.WriteDataset(ctx, dir); err != nil {
		return errors.Join(err, dir.close())
	}
	return dir.close()
}

// directory creates files in a directory, one after the other, and creates the
// directory if necessary.
type directory struct {
	path string
	file *os.File // the open file, if any
}

func (d *directory) Create(name string) (io.Writer, error) {
	if err := d.close(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(d.path, 0o755); err != nil {
		return nil, err
	}
	file, err := os.Create(filepath.Join(d.path, name))
	d.file = file
	return file, err
}

func (d *directory) close() error {
	if d.file == nil {
		return nil
	}
	err := d.file.Close()
	d.file = nil
	return err
}
