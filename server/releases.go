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

// listReleases writes a line for each release in the database, which it only reads.
func listReleases(ctx context.Context, cfg config, stdout io.Writer) (err error) {
	if err := needsDatabase(cfg); err != nil {
		return err
	}
	database, err := openReadOnly(ctx, cfg.settings)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	entries, err := database.Catalogue(ctx, database.Reads)
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		if err := migrate.Earlier(ctx, database); err != nil {
			return err
		}
	}
	table := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NUMBER\tRELEASE\tLOADED AT\tCURRENT\tCHECKSUM\tSTATE")
	for _, e := range entries {
		current := ""
		if e.Current {
			current = "yes"
		}
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\t%s\n", e.Number, printable(e.ID), e.LoadedAt.UTC().Format(time.RFC3339), current, e.Checksum,
			stateOf(database.Check(ctx, database.Reads, e)))
	}
	return table.Flush()
}

// activateRelease makes another release in the database the one to serve.
func activateRelease(ctx context.Context, cfg config, stdout io.Writer) (err error) {
	number, err := releaseNumber(cfg.argument)
	if err != nil {
		return usageError{err}
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

// releaseNumber parses the number of a release.
func releaseNumber(text string) (int, error) {
	number, err := strconv.ParseUint(text, 10, 31)
	if err != nil || number == 0 {
		return 0, fmt.Errorf("%q is not the number of a release; see server releases", text)
	}
	return int(number), nil
}

// canActivate checks that a release can be activated before the database is opened for
// writing.
func canActivate(ctx context.Context, cfg config, number int) (err error) {
	database, err := openReadOnly(ctx, cfg.settings)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	return load.CanActivate(ctx, database, number)
}

// printable returns the name of a release. It quotes and shortens a name that was
// loaded before names were restricted, since it may not fit into a line.
func printable(release string) string {
	if data.CheckReleaseName(release) != nil {
		return fmt.Sprintf("%.40q", release)
	}
	return release
}

// stateOf describes the state of a release by the error of checking it.
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

// needsDatabase refuses a command that has no database configured: it would work on a
// private database, which is deleted at its end.
func needsDatabase(cfg config) error {
	if cfg.databaseURL == "" {
		return usageError{fmt.Errorf("%s needs DATABASE_URL: a private database goes away with its server", cfg.name)}
	}
	return nil
}
