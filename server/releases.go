package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"
	"time"

	"doichieu/migrate"
	"doichieu/store"
)

// listReleases writes a line for each release that is kept.
func listReleases(ctx context.Context, cfg config, stdout io.Writer) (err error) {
	database, err := openKept(ctx, cfg)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	kept, err := store.Catalogue(ctx, database.SQL)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NUMBER\tRELEASE\tLOADED AT\tCURRENT\tCHECKSUM")
	for _, e := range kept {
		current := ""
		if e.Current {
			current = "yes"
		}
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\n", e.Number, e.ID, e.LoadedAt.UTC().Format(time.RFC3339), current, e.Checksum)
	}
	return table.Flush()
}

// activateRelease goes back, or forth again, to a release that is kept.
func activateRelease(ctx context.Context, cfg config, stdout io.Writer) (err error) {
	number, err := strconv.Atoi(cfg.argument)
	if err != nil {
		return fmt.Errorf("%q is not the number of a release; see server releases", cfg.argument)
	}
	database, err := openKept(ctx, cfg)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	if err := migrate.Activate(ctx, database, number); err != nil {
		return fmt.Errorf("release %d: %w", number, err)
	}
	fmt.Fprintf(stdout, "release %d is the one to serve\n", number)
	return nil
}

// openKept opens a database that outlives the command.
func openKept(ctx context.Context, cfg config) (*store.Database, error) {
	if cfg.databaseURL == "" {
		return nil, fmt.Errorf("%s needs DATABASE_URL: a private database goes away with its server", cfg.command)
	}
	return openDatabase(ctx, cfg.settings)
}
