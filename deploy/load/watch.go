package main

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
)

// sample has some of a server's metrics.
type sample struct {
	memory     float64 // resident bytes
	goroutines float64
}

// watcher samples a server before, during and after a run.
type watcher struct {
	address  string
	idle     sample   // before the run
	busy     []sample // during the run
	sampling sync.WaitGroup
}

// samplesPerRun is the number of samples during a run.
const samplesPerRun = 20

func newWatcher(address string) (*watcher, error) {
	if err := checkLoopback(address); err != nil {
		return nil, err
	}
	idle, err := takeSample(address)
	return &watcher{address: address, idle: idle}, err
}

func takeSample(address string) (sample, error) {
	response, err := http.Get(address + "/metrics")
	if err != nil {
		return sample{}, err
	}
	defer func() { _ = response.Body.Close() }()
	var s sample
	for lines := bufio.NewScanner(response.Body); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), " ")
		switch name {
		case "process_resident_memory_bytes":
			_, err = fmt.Sscan(value, &s.memory)
		case "go_goroutines":
			_, err = fmt.Sscan(value, &s.goroutines)
		}
		if err != nil {
			return sample{}, err
		}
	}
	return s, nil
}

func (w *watcher) until(ctx context.Context, period time.Duration) {
	tick := time.NewTicker(period / samplesPerRun)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if s, err := takeSample(w.address); err == nil {
				w.busy = append(w.busy, s)
			}
		}
	}
}

// settleTime is how long a server may take to become idle again.
const settleTime = 15 * time.Second

// Tolerances: connections that are still open, and memory that the garbage collector
// has not returned.
const (
	fewGoroutines = 10
	someMemory    = 1.25
)

// judge compares the memory in the last quarter of the run with that in the second, so
// that caches filled at the start do not count as growth, and goroutines with those
// before the run.
func (w *watcher) judge() error {
	w.sampling.Wait()
	if len(w.busy) < 4 {
		return fmt.Errorf("only %d looks at %s", len(w.busy), w.address)
	}
	var after sample
	for until := time.Now().Add(settleTime); ; time.Sleep(time.Second) {
		var err error
		if after, err = takeSample(w.address); err != nil {
			return err
		}
		if after.goroutines <= w.idle.goroutines+fewGoroutines || time.Now().After(until) {
			break
		}
	}
	quarter := len(w.busy) / 4
	early, late := mean(w.busy[quarter:2*quarter]), mean(w.busy[len(w.busy)-quarter:])
	fmt.Printf("memory: %.0f MB idle, %.0f MB in the second quarter, %.0f MB in the last, %.0f MB afterwards\n",
		megabytes(w.idle.memory), megabytes(early), megabytes(late), megabytes(after.memory))
	fmt.Printf("goroutines: %.0f idle, %.0f at the end of the run, %.0f afterwards\n",
		w.idle.goroutines, w.busy[len(w.busy)-1].goroutines, after.goroutines)
	switch {
	case after.goroutines > w.idle.goroutines+fewGoroutines:
		return fmt.Errorf("%.0f goroutines are left", after.goroutines-w.idle.goroutines)
	case late > early*someMemory:
		return fmt.Errorf("memory grows: %.0f MB became %.0f MB", megabytes(early), megabytes(late))
	}
	return nil
}

func mean(samples []sample) float64 {
	var sum float64
	for _, s := range samples {
		sum += s.memory
	}
	return sum / float64(len(samples))
}

func megabytes(bytes float64) float64 { return bytes / 1e6 }
