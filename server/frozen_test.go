package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// promptly is the second or two that docs/operations.md promises, with a margin for a
// busy machine.
const promptly = 5 * time.Second

// inTime fails the test if answer takes longer than promptly.
func inTime(t *testing.T, what string, answer func()) {
	t.Helper()
	start := time.Now()
	answer()
	took := time.Since(start)
	t.Logf("%s: %s", what, took.Round(time.Millisecond))
	if took > promptly {
		t.Errorf("%s took %s", what, took)
	}
}

// coldQueries returns n queries for plan years that are not in memory.
func coldQueries(t *testing.T, f fragile, n int) []string {
	t.Helper()
	var years struct {
		PlanYears struct {
			Nodes []struct {
				Year     int
				Province struct{ Slug string }
			}
		}
	}
	if err := json.Unmarshal(f.ask(t, `{ planYears(first: 100) { nodes { year province { slug } } } }`).Data, &years); err != nil {
		t.Fatal(err)
	}
	var queries []string
	for i := range n {
		node := years.PlanYears.Nodes[i%len(years.PlanYears.Nodes)]
		queries = append(queries, targetsOf(node.Province.Slug, node.Year)+fmt.Sprint(" # ", i))
	}
	return queries
}

// The database stops answering while many requests read from it. These fail soon, and
// what is in memory is still answered at once.
func TestFrozenDatabase(t *testing.T) {
	for _, execution := range []string{compiled, plain} {
		t.Run(execution, func(t *testing.T) {
			s := defaultSettings()
			s.execution, s.recordsBytes, s.cacheBytes, s.operations, s.downloads = execution, 1<<20, 0, 2, 1
			f := newFragile(t, s)
			reads := coldQueries(t, f, 30)
			if got := f.ask(t, warmQuery); got.Errors != nil {
				t.Fatalf("%+v", got)
			}
			f.proxy.Delay(time.Hour)
			var wait sync.WaitGroup
			for _, query := range reads {
				wait.Go(func() {
					inTime(t, "a read", func() {
						if got := f.ask(t, query); len(got.Errors) > 0 && got.Errors[0].Extensions.Code != "TIMEOUT" {
							t.Errorf("%+v", got)
						}
					})
				})
			}
			wait.Go(func() { // a download that waits for the database has the only slot
				inTime(t, "a download", func() { get(t, f.handler, "/csv/targets") })
			})
			time.Sleep(200 * time.Millisecond) // until all of them wait
			for _, query := range []string{`{ dataset { release } }`, `{ __typename }`, `{ __schema { queryType { name } } }`, warmQuery} {
				inTime(t, query, func() {
					if got := f.ask(t, query); got.Data == nil || got.Errors != nil {
						t.Errorf("%s: %+v", query, got)
					}
				})
			}
			for path, want := range map[string]int{"/readyz": 503, "/healthz": 200, "/metrics": 200, "/": 200, "/csv/provinces": 200} {
				inTime(t, path, func() {
					if got := get(t, f.handler, path); got.Code != want {
						t.Errorf("%s: %d %.300s", path, got.Code, got.Body)
					}
				})
			}
			wait.Wait()
			inTime(t, "one read more", func() { f.ask(t, reads[0]+" # more") })

			f.proxy.Delay(0)
			f.proxy.Cut() // drops the delayed bytes
			f.proxy.Mend()
			eventually(t, "service is not whole again", func() bool { return f.ask(t, coldQuery).Errors == nil && f.ready(t) == http.StatusOK })
		})
	}
}

// All existing connections freeze, but the database accepts new ones, which replace
// them.
func TestFrozenConnections(t *testing.T) {
	s := defaultSettings()
	s.recordsBytes, s.cacheBytes = 0, 0
	f := newFragile(t, s)
	reads := coldQueries(t, f, 30)
	f.proxy.Freeze()
	var wait sync.WaitGroup
	for _, query := range reads {
		wait.Go(func() { inTime(t, "a read", func() { f.ask(t, query) }) })
	}
	inTime(t, "readiness", func() { f.ready(t) })
	wait.Wait()
	eventually(t, "service is not whole again", func() bool { return f.ask(t, coldQuery).Errors == nil && f.ready(t) == http.StatusOK })
}

// While one operation waits for the database, others that would have to wait are
// refused.
func TestWaitingIsBounded(t *testing.T) {
	s := defaultSettings()
	s.recordsBytes, s.cacheBytes, s.waiting, s.turnTimeout = 0, 0, 1, 50*time.Millisecond
	f := newFragile(t, s)
	reads := coldQueries(t, f, 4)
	f.proxy.Delay(time.Hour)
	var wait sync.WaitGroup
	var mu sync.Mutex
	refused := 0
	for _, query := range reads {
		wait.Go(func() {
			got := get(t, f.handler, "/graphql?query="+url.QueryEscape(query))
			mu.Lock()
			defer mu.Unlock()
			if got.Code == http.StatusServiceUnavailable && got.Header().Get("Retry-After") != "" && strings.Contains(got.Body.String(), "wait for the database") {
				refused++
			}
		})
	}
	wait.Go(func() {
		got := get(t, f.handler, "/csv/targets")
		mu.Lock()
		defer mu.Unlock()
		if got.Code != http.StatusServiceUnavailable || got.Header().Get("Retry-After") == "" {
			t.Errorf("%d %s", got.Code, got.Body)
		}
	})
	wait.Wait()
	if refused < len(reads)-2 {
		t.Errorf("%d of %d were refused", refused, len(reads))
	}
	f.proxy.Delay(0)
	f.proxy.Cut()
	f.proxy.Mend()
	eventually(t, "service is not whole again", func() bool { return f.ask(t, coldQuery).Errors == nil })
}
