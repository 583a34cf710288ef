// Command server serves the dataset over GraphQL. That is the default subcommand; the
// others prepare a database, or check, write or export a dataset.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"doichieu/data/generate"
	"doichieu/observe"
)

const commandUsage = `Usage: server [command] [flags]

  serve              answer requests (the default)
  migrate            bring the database to the current schema
  load DIR           make the dataset in DIR the release to serve
  releases           list the releases that the database keeps
  activate NUMBER    make another of them the one to serve
  check DIR          check the dataset in DIR without loading it
  export DIR         write the dataset into DIR: CSV files, how to read and cite
                     them, checksums
  new-document SLUG  write the skeleton of a document file into data/documents
  generate DIR       write a synthetic dataset into DIR, for trying large ones
  health             ask the server that listens at ADDR whether it is ready:
                     exit code 0 when it is, 1 when not
  version            say what this program was built from

Flags stand anywhere; after -- there are none. Those of commands:

  -force             load: also when this very dataset is served already
  -sources DIR       check: prove every figure on its cited lines in the archived
                     texts in DIR
  -text FILE         new-document: the archived text, for its checksum and length
  -live              health: only whether the server lives, ready or not
  -provinces N       generate: how many, by default 63
  -years N           generate: plans of each, by default 10
  -seed N            generate: which of many such datasets, by default 1

Settings, as flags or in the environment, with their defaults:

`

// usage returns the help text of the command line.
func usage() string {
	var out strings.Builder
	out.WriteString(commandUsage)
	for _, setting := range new(settings).declare() {
		fmt.Fprintf(&out, "  -%s, %s=%s\n      %s\n", setting.flag(), setting.name, setting.value(), setting.meaning)
	}
	return out.String()
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	slog.SetDefault(loggerOf(os.Args[1:], os.Getenv, os.Stderr))
	os.Exit(run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

// loggerOf returns the logger that the settings ask for, so that the first line of
// every command is formatted by them. It ignores errors, which run reports.
func loggerOf(args []string, env func(string) string, to io.Writer) *slog.Logger {
	cfg, err := parse(args, env)
	if err != nil {
		return slog.New(slog.NewTextHandler(to, nil))
	}
	return observe.NewLogger(to, cfg.logFormat, cfg.logLevel)
}

// run is main without global state. It returns the exit code: 0 for success, 1 for a
// failure, 2 for a wrong command line or setting.
func run(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) int {
	cfg, err := parse(args, env)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, usage())
		return 0
	}
	if err != nil {
		fmt.Fprintf(stderr, "%v\nserver help tells every command, flag and setting.\n", err)
		return 2
	}
	if err := cfg.run(ctx, cfg, stdout); err != nil {
		fmt.Fprintln(stderr, err)
		return exitCode(err)
	}
	return 0
}

// usageError is a wrong argument or setting that was noticed only when the command ran.
type usageError struct{ error }

func (w usageError) Unwrap() error { return w.error }

func exitCode(err error) int {
	if errors.As(err, new(usageError)) {
		return 2
	}
	return 1
}

// config is the configuration by the command line and the environment.
type config struct {
	settings
	*command
	argument  string // of the command: a directory, a number or a slug
	sources   string
	text      string
	force     bool
	live      bool
	synthetic generate.Options
}
