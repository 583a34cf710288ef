// Command bench compares the server with others that answer the same queries over
// data of the same size: ready bytes, SQL written by hand, gqlgen's own executor, and
// optionally other GraphQL servers. The contestants have one core, the load generator
// has another. Contestants take turns, so that other load on the machine affects all of
// them; compare figures of one run only.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// options of a run.
type options struct {
	scale       scale
	rounds      int
	duration    time.Duration
	warmUp      time.Duration
	settle      time.Duration // for the servers to preload records
	connections []int
	postgres    string // URL of a database to load the dataset into; empty: without PostgreSQL
	peers       string // directory in which the peers were started; empty: without them
	report      string // file whose figures are replaced; empty: only printed
	port        int    // first port for contestants
	work        string // directory of the dataset and databases, reused between runs
	comparisons int    // measured in a turn of growth
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	var o options
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	short := flags.Bool("short", false, "a small dataset and one brief round, to see that everything works")
	flags.IntVar(&o.scale.provinces, "provinces", 63, "provinces of the dataset")
	flags.IntVar(&o.scale.years, "years", 10, "plans of each province")
	flags.IntVar(&o.rounds, "rounds", 3, "times that every contestant has its turn")
	flags.DurationVar(&o.duration, "duration", 5*time.Second, "length of a turn")
	flags.StringVar(&o.postgres, "postgres", "", "URL of an empty or earlier used database, for PostgreSQL too")
	flags.StringVar(&o.peers, "peers", "", "directory in which bench/load.sh started the peers")
	flags.StringVar(&o.report, "report", "", "file whose figures are replaced")
	flags.IntVar(&o.port, "port", 8590, "first port for contestants")
	flags.StringVar(&o.work, "work", "", "directory to keep dataset and databases in; a temporary one by default")
	listen := flags.String("listen", "", "serve as a contestant there: with sql or floor")
	if err := flags.Parse(args); err != nil {
		return err
	}
	o.connections, o.warmUp, o.settle, o.comparisons = []int{16, 64}, time.Second, 30*time.Second, 2_000
	if *short {
		o.scale, o.rounds, o.duration, o.warmUp, o.connections = scale{5, 2}, 1, 300*time.Millisecond, 100*time.Millisecond, []int{4}
		o.settle, o.comparisons = 0, 20
		o.report = "" // the figures of such a run mean nothing
	}
	switch flags.Arg(0) {
	case "sql":
		return serveSQL(ctx, *listen, flags.Arg(1))
	case "floor":
		return serveFloor(*listen, flags.Args()[1:])
	case "":
		return inWorkDirectory(ctx, o, contest)
	case "growth":
		return inWorkDirectory(ctx, o, growth)
	default:
		return fmt.Errorf("unknown command %q", flags.Arg(0))
	}
}

// inWorkDirectory runs a benchmark in the work directory, or in a temporary one.
func inWorkDirectory(ctx context.Context, o options, run func(context.Context, options) error) (err error) {
	if o.work == "" {
		if o.work, err = os.MkdirTemp("", "doichieu-bench-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(o.work)) }()
	}
	return run(ctx, o)
}
