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

// sample is what a server tells of itself.
type sample struct {
	at         time.Time
	memory     float64 // resident bytes
	goroutines float64
}

// watcher looks at a server while it is asked, and afterwards.
type watcher struct {
	address string
	idle    sample   // before
	busy    []sample // meanwhile
	looking sync.WaitGroup
}

// samples is how often a server is looked at during a run.
const samples = 20

func newWatcher(address string) (*watcher, error) {
	if err := onThisMachine(address); err != nil {
		return nil, err
	}
	idle, err := look(address)
	return &watcher{address: address, idle: idle}, err
}

func look(address string) (sample, error) {
	response, err := http.Get(address + "/metrics")
	if err != nil {
		return sample{}, err
	}
	defer func() { _ = response.Body.Close() }()
	s := sample{at: time.Now()}
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
	tick := time.NewTicker(period / samples)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if s, err := look(w.address); err == nil {
				w.busy = append(w.busy, s)
			}
		}
	}
}

// rest is how long a server may take to be idle again.
const rest = 15 * time.Second

// What may be added without being growth: connections that are still idle, and
// memory that the collector has not given back.
const (
	fewGoroutines = 10
	someMemory    = 1.25
)

// judge compares the last quarter of the run with the second, so that what was
// filled at the start is no growth, and goroutines with those before the run.
func (w *watcher) judge() error {
	w.looking.Wait()
	if len(w.busy) < 4 {
		return fmt.Errorf("only %d looks at %s", len(w.busy), w.address)
	}
	var after sample
	for until := time.Now().Add(rest); ; time.Sleep(time.Second) {
		var err error
		if after, err = look(w.address); err != nil {
			return err
		}
		if after.goroutines <= w.idle.goroutines+fewGoroutines || time.Now().After(until) {
			break
		}
	}
	quarter := len(w.busy) / 4
	early, late := mean(w.busy[quarter:2*quarter]), mean(w.busy[len(w.busy)-quarter:])
	fmt.Printf("memory: %.0f MB idle, %.0f MB in the second quarter, %.0f MB in the last, %.0f MB afterwards\n",
		mega(w.idle.memory), mega(early), mega(late), mega(after.memory))
	fmt.Printf("goroutines: %.0f idle, %.0f at the end of the run, %.0f afterwards\n",
		w.idle.goroutines, w.busy[len(w.busy)-1].goroutines, after.goroutines)
	switch {
	case after.goroutines > w.idle.goroutines+fewGoroutines:
		return fmt.Errorf("%.0f goroutines are left", after.goroutines-w.idle.goroutines)
	case late > early*someMemory:
		return fmt.Errorf("memory grows: %.0f MB became %.0f MB", mega(early), mega(late))
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

func mega(bytes float64) float64 { return bytes / 1e6 }
