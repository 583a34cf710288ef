// Command load sends the queries of examples/ to a server on this machine again and
// again, compares every answer with the one in examples/answers, and reports how many
// were right, refused cleanly or faulty. It ends by itself.
//
//	go run ./deploy/load -url http://127.0.0.1:8400 -for 30s -clients 8
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	var o options
	flag.StringVar(&o.url, "url", "http://127.0.0.1:8080", "where to ask; on this machine")
	flag.StringVar(&o.answers, "answers", "examples/answers", "where the expected answers are")
	flag.DurationVar(&o.period, "for", 30*time.Second, "how long to ask")
	flag.IntVar(&o.clients, "clients", 8, "how many ask at once")
	flag.IntVar(&o.maxRequests, "most", 1_000_000, "requests at most")
	flag.DurationVar(&o.pause, "pause", 0, "of a client between two requests")
	flag.IntVar(&o.maxFailed, "may-fail", 0, "requests that may fail, by a broken connection or a 502")
	flag.IntVar(&o.maxInternal, "may-be-internal", 0, "answers that may be INTERNAL")
	flag.BoolVar(&o.mayRefuse, "may-refuse", false, "answers may be 503 with Retry-After")
	flag.StringVar(&o.watch, "watch", "", "address of a server whose memory and goroutines must not grow")
	flag.Parse()

	asker, err := newAsker(o)
	if err != nil {
		return err
	}
	var watch *watcher
	if o.watch != "" {
		if watch, err = newWatcher(o.watch); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, o.period)
	defer cancel()
	if watch != nil {
		watch.sampling.Go(func() { watch.until(ctx, o.period) })
	}
	result := asker.run(ctx)
	fmt.Print(result)
	problems := []error{result.judge(o)}
	if watch != nil {
		problems = append(problems, watch.judge())
	}
	return errors.Join(problems...)
}
