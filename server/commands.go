package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"doichieu/store"
)

// command is a subcommand of the program.
type command struct {
	name  string
	run   func(context.Context, config, io.Writer) error
	needs string   // describes its argument; empty if it takes none
	flags []string // its own flags, besides the settings
}

// commands are in the order of the usage text.
var commands = []command{
	{name: "serve", run: serve},
	{name: "migrate", run: migrateDatabase},
	{name: "load", run: loadDataset, needs: datasetDirectory, flags: []string{"force"}},
	{name: "releases", run: listReleases},
	{name: "activate", run: activateRelease, needs: "the release's number, as server releases tells it"},
	{name: "check", run: checkDataset, needs: datasetDirectory, flags: []string{"sources"}},
	{name: "export", run: exportDataset, needs: outputDirectory},
	{name: "new-document", run: newDocument, needs: "the document's slug", flags: []string{"text"}},
	{name: "generate", run: generateDataset, needs: outputDirectory, flags: []string{"provinces", "years", "seed"}},
	{name: "health", run: checkHealth, flags: []string{"live"}},
	{name: "version", run: printVersion},
}

const (
	datasetDirectory = "the dataset's directory"
	outputDirectory  = "the directory to write into"
)

func findCommand(name string) (*command, error) {
	known := make([]string, len(commands))
	for i := range commands {
		if commands[i].name == name {
			return &commands[i], nil
		}
		known[i] = commands[i].name
	}
	return nil, fmt.Errorf("unknown command %q%s", name, suggestion(name, known, ""))
}

// suggestion returns the end of an error message that suggests the nearest known name,
// or nothing if none is near.
func suggestion(name string, known []string, prefix string) string {
	if nearest := store.Nearest(name, known); nearest != "" {
		return fmt.Sprintf("; did you mean %s%s?", prefix, nearest)
	}
	return ""
}

// parse reads a command line: a command and its argument, with flags in any position.
func parse(args []string, env func(string) string) (config, error) {
	var cfg config
	flags := flag.NewFlagSet("server", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	readSettings := cfg.register(flags, env)
	settingFlags := flagNames(flags)
	flags.StringVar(&cfg.sources, "sources", "", "")
	flags.StringVar(&cfg.text, "text", "", "")
	flags.BoolVar(&cfg.force, "force", false, "")
	flags.BoolVar(&cfg.live, "live", false, "")
	flags.IntVar(&cfg.synthetic.Provinces, "provinces", 63, "")
	flags.IntVar(&cfg.synthetic.Years, "years", 10, "")
	flags.Uint64Var(&cfg.synthetic.Seed, "seed", 1, "")
	words, err := parseFlags(flags, args)
	if err != nil {
		return cfg, err
	}
	if len(words) == 0 {
		words = []string{"serve"}
	}
	if words[0] == "help" {
		return cfg, flag.ErrHelp
	}
	if cfg.command, err = findCommand(words[0]); err != nil {
		return cfg, err
	}
	if err := cfg.checkFlags(flags, settingFlags); err != nil {
		return cfg, err
	}
	if err := readSettings(); err != nil {
		return cfg, err
	}
	cfg.argument, err = cfg.argumentFrom(words[1:])
	return cfg, err
}

func flagNames(flags *flag.FlagSet) (names []string) {
	flags.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	return names
}

// parseFlags parses flags in any position before a --, and returns the other words.
func parseFlags(flags *flag.FlagSet, args []string) (words []string, err error) {
	for len(args) > 0 {
		switch {
		case args[0] == "--":
			return append(words, args[1:]...), nil
		case !looksLikeFlag(args[0]):
			words, args = append(words, args[0]), args[1:]
		default:
			consumed, err := parseFlag(flags, args)
			if err != nil {
				return nil, err
			}
			args = args[consumed:]
		}
	}
	return words, nil
}

// parseFlag parses the flag at the beginning of args and returns how many of them it
// consumed.
func parseFlag(flags *flag.FlagSet, args []string) (consumed int, err error) {
	name, _, hasValue := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(args[0], "-"), "-"), "=")
	known := flags.Lookup(name)
	switch {
	case name == "h" || name == "help":
		return 0, flag.ErrHelp
	case known == nil:
		return 0, fmt.Errorf("unknown flag -%s%s", name, suggestion(name, flagNames(flags), "-"))
	case hasValue || isBoolFlag(known):
		return 1, flags.Parse(args[:1])
	case len(args) == 1:
		return 0, fmt.Errorf("-%s needs a value", name)
	case looksLikeFlag(args[1]):
		return 0, fmt.Errorf("-%s needs a value, and %q looks like a flag; if it is the value, write -%[1]s=%[2]s", name, args[1])
	default:
		return 2, flags.Parse(args[:2])
	}
}

func isBoolFlag(f *flag.Flag) bool {
	value, ok := f.Value.(interface{ IsBoolFlag() bool })
	return ok && value.IsBoolFlag()
}

// looksLikeFlag reports whether a text begins with a dash and is neither a single dash
// nor a negative number.
func looksLikeFlag(text string) bool {
	rest, dashed := strings.CutPrefix(text, "-")
	return dashed && rest != "" && !strings.ContainsAny(rest[:1], "0123456789.")
}

// checkFlags refuses flags of other commands, which would have no effect.
func (c *command) checkFlags(flags *flag.FlagSet, settings []string) (err error) {
	flags.Visit(func(f *flag.Flag) {
		if err == nil && !slices.Contains(settings, f.Name) && !slices.Contains(c.flags, f.Name) {
			err = fmt.Errorf("%s has no flag -%s", c.name, f.Name)
		}
	})
	return err
}

// argumentFrom returns the only argument of a command, or nothing for a command that
// takes none.
func (c *command) argumentFrom(words []string) (string, error) {
	switch {
	case c.needs == "" && len(words) > 0:
		return "", fmt.Errorf("%s takes no argument %q", c.name, words[0])
	case c.needs == "":
		return "", nil
	case len(words) == 0 || words[0] == "":
		return "", fmt.Errorf("%s needs %s", c.name, c.needs)
	case len(words) > 1:
		return "", fmt.Errorf("%s needs %s and nothing else; %s is too much", c.name, c.needs, strconv.Quote(words[1]))
	default:
		return words[0], nil
	}
}
