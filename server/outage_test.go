package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"doichieu/db"
	"doichieu/observe"
	"doichieu/store"
	"doichieu/store/storetest"
)

// Queries to send while the database cannot be reached: one whose data is in memory
// because it was sent before, and one whose data must be read.
var (
	warmQuery = targetsOf("binh-dinh", 2024)
	coldQuery = targetsOf("binh-duong", 2022)
)

func targetsOf(province string, year int) string {
	return fmt.Sprintf(`{ planYear(province: %q, year: %d) { targets { wording } } }`, province, year)
}

// fragile is a server that reaches its database through a proxy.
type fragile struct {
	proxy    *storetest.Proxy
	database *db.Database
	handler  http.Handler
}

func newFragile(t *testing.T, s settings) fragile {
	t.Helper()
	direct := storetest.PostgresURL(t)
	storetest.Fill(t, storetest.Open(t, direct))
	proxy := storetest.NewProxy(t, direct)
	s.databaseURL = proxy.URL
	database, err := openDatabase(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = database.Close() })
	plans := store.NewBounded(database, s.recordsBytes)
	o := observe.New("test")
	observeRelease(o, plans)
	handler, err := newHandler(plans, s, o, &readiness{plans: plans})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := plans.Release(t.Context()); err != nil {
		t.Fatal(err)
	}
	followReleases(t, plans, s)
	return fragile{proxy, database, handler}
}

// graphQLAnswer is the part of an answer that the tests check.
type graphQLAnswer struct {
	Data   json.RawMessage
	Errors []struct {
		Message    string
		Extensions struct{ Code string }
	}
	Extensions struct {
		Stale *struct {
			Since   time.Time
			Release string
		}
	}
}

func (f fragile) ask(t *testing.T, query string) graphQLAnswer {
	t.Helper()
	return decodeAnswer(t, sendGet(f.handler, query))
}

func decodeAnswer(t *testing.T, from *httptest.ResponseRecorder) (answer graphQLAnswer) {
	t.Helper()
	if err := json.Unmarshal([]byte(unpack(t, from)), &answer); err != nil {
		t.Errorf("%v: %s", err, from.Body)
	}
	return answer
}

func (f fragile) ready(t *testing.T) int { return get(t, f.handler, "/readyz").Code }

func eventually(t *testing.T, complaint string, holds func() bool) time.Duration {
	t.Helper()
	start := time.Now()
	for !holds() {
		if time.Since(start) > 20*time.Second {
			t.Fatal(complaint)
		}
		time.Sleep(20 * time.Millisecond)
	}
	return time.Since(start)
}

// Every connection to the database is cut, and then they come back.
func TestDatabaseGoneAndBack(t *testing.T) {
	s := defaultSettings()
	s.refreshInterval = 100 * time.Millisecond
	f := newFragile(t, s)
	const download = "/csv/targets?province=binh-dinh&year=2024"
	before, file := f.ask(t, warmQuery), get(t, f.handler, download)
	if before.Data == nil || before.Extensions.Stale != nil || file.Code != http.StatusOK || f.ready(t) != http.StatusOK {
		t.Fatalf("while all is well: %+v; download %d %s", before, file.Code, file.Body)
	}

	f.proxy.Cut()
	eventually(t, "what is stale is not marked", func() bool { return f.ask(t, warmQuery).Extensions.Stale != nil })
	during := f.ask(t, warmQuery)
	if string(during.Data) != string(before.Data) || during.Errors != nil || during.Extensions.Stale.Release == "" || during.Extensions.Stale.Since.IsZero() {
		t.Errorf("from memory: %+v", during)
	}
	if again := get(t, f.handler, download); again.Code != http.StatusOK || again.Body.String() != file.Body.String() {
		t.Errorf("download from memory: %d %.300s", again.Code, again.Body)
	}
	start := time.Now()
	if got := f.ask(t, coldQuery); len(got.Errors) != 1 || got.Errors[0].Extensions.Code != "INTERNAL" || got.Errors[0].Message != "Internal error." {
		t.Errorf("from the database: %+v", got)
	}
	if took := time.Since(start); took > 3*time.Second {
		t.Errorf("failing took %s", took)
	}
	if f.ready(t) != http.StatusServiceUnavailable || !strings.Contains(metricsOf(t, f.handler), "doichieu_dataset_stale 1\n") {
		t.Error("ready without a database, or not told by metrics")
	}

	f.proxy.Mend()
	took := eventually(t, "service is not whole again", func() bool {
		after := f.ask(t, warmQuery)
		return after.Extensions.Stale == nil && after.Errors == nil && f.ask(t, coldQuery).Errors == nil && f.ready(t) == http.StatusOK
	})
	t.Logf("whole again after %s", took.Round(time.Millisecond))
}

// Cached answers are sent, and marked as stale, when their data cannot be read any
// more.
func TestCachedAnswersWhileTheDatabaseIsGone(t *testing.T) {
	s := defaultSettings()
	s.refreshInterval, s.recordsBytes = 100*time.Millisecond, 0
	f := newFragile(t, s)
	for _, encoding := range []string{"identity", "gzip"} {
		f.proxy.Mend()
		eventually(t, "service is not whole", func() bool { return f.ready(t) == http.StatusOK && f.ask(t, warmQuery).Extensions.Stale == nil })
		before := sendGet(f.handler, warmQuery, "Accept-Encoding", encoding)
		f.proxy.Cut()
		eventually(t, "what is stale is not marked", func() bool { return f.ask(t, warmQuery).Extensions.Stale != nil })
		during := sendGet(f.handler, warmQuery, "Accept-Encoding", encoding, "If-None-Match", before.Header().Get("Etag"))
		if during.Code != http.StatusOK || during.Header().Get("Cache-Control") != "no-store" || during.Header().Get("Etag") != "" {
			t.Errorf("%s: %d %v", encoding, during.Code, during.Header())
		}
		was, is := decodeAnswer(t, before), decodeAnswer(t, during)
		if string(is.Data) != string(was.Data) || is.Errors != nil || is.Extensions.Stale == nil {
			t.Errorf("%s: %+v", encoding, is)
		}
	}
}

// All connections of the pool are lost between two requests, which clients do not
// notice.
func TestLostConnectionIsTriedAgain(t *testing.T) {
	s := defaultSettings()
	s.cacheBytes = 0
	f := newFragile(t, s)
	for year := 2022; year <= 2024; year++ {
		if got := f.ask(t, targetsOf("binh-dinh", year)); got.Errors != nil {
			t.Fatalf("%+v", got)
		}
		f.proxy.Cut()
		f.proxy.Mend()
	}
}

// A server that starts before its database waits for it.
func TestStartWaitsForTheDatabase(t *testing.T) {
	direct := storetest.PostgresURL(t)
	storetest.Fill(t, storetest.Open(t, direct))
	proxy := storetest.NewProxy(t, direct)
	proxy.Cut()
	s := defaultSettings()
	s.databaseURL, s.databaseWait = proxy.URL, 200*time.Millisecond
	if database, err := openDatabase(t.Context(), s); err == nil || !strings.Contains(err.Error(), "the database cannot be reached") {
		t.Errorf("without a database: %v", err)
		_ = database.Close()
	}
	s.databaseWait = 20 * time.Second
	mend := time.AfterFunc(300*time.Millisecond, proxy.Mend)
	defer mend.Stop()
	database, err := openDatabase(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	_ = database.Close()
}

// maxLeftOver is the memory that connections, pools and the test itself may hold in
// the end. The requests of a slow database would hold more if they leaked.
const maxLeftOver = 1 << 20

// liveHeap returns the bytes of live memory on the heap.
func liveHeap() int {
	runtime.GC()
	runtime.GC() // a sync.Pool is emptied by the second collection
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return int(memory.HeapAlloc)
}

// Statements take too long. Each request ends at its deadline, and in the end no
// goroutines and no memory are left of them.
func TestSlowDatabase(t *testing.T) {
	slow := map[string]func(*testing.T, fragile) (undo func()){
		"a held lock": func(t *testing.T, f fragile) func() {
			tx, err := f.database.SQL.Begin()
			if err != nil {
				t.Fatal(err)
			}
			schema := f.database.SchemaName(storetest.Current(t, f.database).Number)
			if _, err := tx.Exec("LOCK TABLE " + schema + ".citations IN ACCESS EXCLUSIVE MODE"); err != nil {
				t.Fatal(err)
			}
			return func() { _ = tx.Rollback() }
		},
		"a slow network": func(_ *testing.T, f fragile) func() {
			f.proxy.Delay(time.Minute)
			return func() {
				f.proxy.Delay(0)
				f.proxy.Cut() // drops the delayed bytes
				f.proxy.Mend()
			}
		},
	}
	for name, begin := range slow {
		t.Run(name, func(t *testing.T) {
			s := defaultSettings()
			s.requestTimeout, s.statementTimeout, s.refreshInterval = time.Second, 900*time.Millisecond, 100*time.Millisecond
			s.cacheBytes, s.recordsBytes = 0, 0 // every query reads from the database
			f := newFragile(t, s)
			if got := f.ask(t, coldQuery); got.Errors != nil {
				t.Fatalf("%+v", got)
			}
			idle, idleHeap := runtime.NumGoroutine(), liveHeap()
			undo := begin(t, f)
			var wait sync.WaitGroup
			var slowest time.Duration
			var mu sync.Mutex
			for range 60 {
				wait.Go(func() {
					start := time.Now()
					got := f.ask(t, coldQuery)
					if len(got.Errors) != 1 || got.Errors[0].Extensions.Code != "TIMEOUT" && got.Errors[0].Extensions.Code != "INTERNAL" {
						t.Errorf("%+v", got)
					}
					mu.Lock()
					defer mu.Unlock()
					slowest = max(slowest, time.Since(start))
				})
			}
			wait.Wait()
			if slowest > s.turnTimeout+s.requestTimeout+s.statementTimeout+3*time.Second {
				t.Errorf("the slowest took %s", slowest)
			}
			undo()
			recovered := eventually(t, "service is not whole again", func() bool { return f.ask(t, coldQuery).Errors == nil })
			settled := eventually(t, "goroutines are left over", func() bool { return runtime.NumGoroutine() <= idle+2*db.DefaultMaxOpen })
			var heap int
			eventually(t, "memory is left over", func() bool { heap = liveHeap(); return heap <= idleHeap+maxLeftOver })
			t.Logf("slowest %s; whole after %s; %d goroutines before, %d after %s; heap of %d KiB before, %d KiB after",
				slowest.Round(time.Millisecond), recovered.Round(time.Millisecond),
				idle, runtime.NumGoroutine(), settled.Round(time.Millisecond), idleHeap>>10, heap>>10)
		})
	}
}
