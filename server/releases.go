package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"doichieu/data"
	"doichieu/db"
	"doichieu/load"
	"doichieu/migrate"
)

// listReleases writes a line for each release that is kept, and changes nothing.
func listReleases(ctx context.Context, cfg config, stdout io.Writer) (err error) {
	if err := needsDatabase(cfg); err != nil {
		return err
	}
	database, err := lookAtDatabase(ctx, cfg.settings)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	kept, err := database.Catalogue(ctx, database.Reads)
	if err != nil {
		return err
	}
	if len(kept) == 0 {
		if err := migrate.Earlier(ctx, database); err != nil {
			return err
		}
	}
	table := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NUMBER\tRELEASE\tLOADED AT\tCURRENT\tCHECKSUM\tSTATE")
	for _, e := range kept {
		current := ""
		if e.Current {
			current = "yes"
		}
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\t%s\n", e.Number, printable(e.ID), e.LoadedAt.UTC().Format(time.RFC3339), current, e.Checksum,
			stateOf(database.Check(ctx, database.Reads, e)))
	}
	return table.Flush()
}

// activateRelease goes back, or forth again, to a release that is kept.
func activateRelease(ctx context.Context, cfg config, stdout io.Writer) (err error) {
	number, err := releaseNumber(cfg.argument)
	if err != nil {
		return wrongUse{err}
	}
	if err := needsDatabase(cfg); err != nil {
		return err
	}
	if err := canActivate(ctx, cfg, number); err != nil {
		return fmt.Errorf("release %d: %w", number, err)
	}
	database, err := openDatabase(ctx, cfg.settings)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	if err := load.Activate(ctx, database, number); err != nil {
		return fmt.Errorf("release %d: %w", number, err)
	}
	fmt.Fprintf(stdout, "release %d is the one to serve\n", number)
	return nil
}

// releaseNumber reads a number that a release can have.
func releaseNumber(text string) (int, error) {
	number, err := strconv.ParseUint(text, 10, 31)
	if err != nil || number == 0 {
		return 0, fmt.Errorf("%q is not the number of a release; see server releases", text)
	}
	return int(number), nil
}

// canActivate looks before anything is opened for writing.
func canActivate(ctx context.Context, cfg config, number int) (err error) {
	database, err := lookAtDatabase(ctx, cfg.settings)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	return load.CanActivate(ctx, database, number)
}

// printable quotes the name of a release that was loaded before names were
// bounded and would not fit into a line.
func printable(release string) string {
	if data.CheckReleaseName(release) != nil {
		return fmt.Sprintf("%.40q", release)
	}
	return release
}

// stateOf tells what was found of a release in a word, and what is wrong.
func stateOf(err error) string {
	switch {
	case err == nil:
		return "whole"
	case errors.Is(err, db.ErrDamaged):
		return "damaged: " + strings.Replace(err.Error(), db.ErrDamaged.Error()+": ", "", 1)
	default:
		return "cannot be read: " + err.Error()
	}
}

// needsDatabase refuses a command on a private database, which would go away
// with it.
func needsDatabase(cfg config) error {
	if cfg.databaseURL == "" {
		return wrongUse{fmt.Errorf("%s needs DATABASE_URL: a private database goes away with its server", cfg.name)}
	}
	return nil
}
