// Command server serves the dataset over GraphQL. Without a subcommand it
// serves; the others prepare the database or look at a dataset.
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
  version            say what this program was built from

Flags of commands:

  -force             load: also when this very dataset is served already
  -sources DIR       check: prove every figure on its cited lines in the archived
                     texts in DIR
  -text FILE         new-document: the archived text, for its checksum and length
  -provinces N       generate: how many, by default 63
  -years N           generate: plans of each, by default 10
  -seed N            generate: which of many such datasets, by default 1

Settings, as flags or in the environment, with their defaults:

`

// usage explains the command line.
func usage() string {
	var out strings.Builder
	out.WriteString(commandUsage)
	for _, each := range new(settings).declare() {
		fmt.Fprintf(&out, "  -%s, %s=%s\n      %s\n", each.flag(), each.name, each.shown(), each.meaning)
	}
	return out.String()
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, nil)))
	os.Exit(run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

// run is main without globals. It returns the exit code: 0, 1 for a failure,
// 2 for a wrong command line.
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
	if err := commandNamed(cfg.command)(ctx, cfg, stdout); err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return 0
}

type command func(context.Context, config, io.Writer) error

func commandNamed(name string) command {
	switch name {
	case "serve":
		return serve
	case "migrate":
		return migrateDatabase
	case "load":
		return loadDataset
	case "releases":
		return listReleases
	case "activate":
		return activateRelease
	case "check":
		return checkDataset
	case "export":
		return exportDataset
	case "new-document":
		return newDocument
	case "generate":
		return generateDataset
	case "version":
		return printVersion
	default:
		return nil
	}
}

// config is what the command line and the environment ask for.
type config struct {
	settings
	command   string
	argument  string // what the command works on: a directory, a number or a slug
	sources   string
	text      string
	force     bool
	synthetic generate.Options
}

func parse(args []string, env func(string) string) (config, error) {
	cfg := config{command: "serve"}
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		cfg.command, args = args[0], args[1:]
	}
	if cfg.command == "help" {
		return cfg, flag.ErrHelp
	}
	if commandNamed(cfg.command) == nil {
		return cfg, fmt.Errorf("unknown command %q", cfg.command)
	}
	flags := flag.NewFlagSet("server", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	readSettings := cfg.register(flags, env)
	flags.StringVar(&cfg.sources, "sources", "", "")
	flags.StringVar(&cfg.text, "text", "", "")
	flags.BoolVar(&cfg.force, "force", false, "")
	flags.IntVar(&cfg.synthetic.Provinces, "provinces", 63, "")
	flags.IntVar(&cfg.synthetic.Years, "years", 10, "")
	flags.Uint64Var(&cfg.synthetic.Seed, "seed", 1, "")
	if err := flags.Parse(args); err != nil {
		return cfg, err
	}
	if err := readSettings(); err != nil {
		return cfg, err
	}
	wanted := argumentOf(cfg.command)
	switch {
	case wanted != "" && flags.NArg() != 1:
		return cfg, fmt.Errorf("%s needs %s", cfg.command, wanted)
	case wanted == "" && flags.NArg() != 0:
		return cfg, fmt.Errorf("%s takes no argument %q", cfg.command, flags.Arg(0))
	}
	cfg.argument = flags.Arg(0)
	return cfg, nil
}

// argumentOf says what a command must be given besides flags.
func argumentOf(name string) string {
	switch name {
	case "load", "check":
		return "the dataset's directory"
	case "export", "generate":
		return "the directory to write into"
	case "activate":
		return "the release's number, as server releases tells it"
	case "new-document":
		return "the document's slug"
	default:
		return ""
	}
}
