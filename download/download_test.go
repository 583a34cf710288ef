package download

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"doichieu/store/storetest"
	"doichieu/table"
	"doichieu/traffic"
)

// newDownloads returns downloads with the bounds that a server sets.
func newDownloads(tables *table.Tables, slots int, maxWait time.Duration) Downloads {
	return New(Options{
		Tables: tables, Slots: traffic.NewSlots(slots, traffic.NewSemaphore(1), maxWait),
		Budget: traffic.NewBudget(64<<20, 4, maxWait), PartTimeout: time.Minute, Timeout: time.Minute,
	})
}

func get(handler http.HandlerFunc, path string) *httptest.ResponseRecorder {
	recorder := httptest.NewRecorder()
	handler(recorder, httptest.NewRequest(http.MethodGet, path, nil))
	return recorder
}

// A download that fails answers with an error or aborts the connection. It never looks
// complete.
func TestDownloadThatFails(t *testing.T) {
	failing := func(bytes int) http.Handler {
		files := newDownloads(nil, 8, time.Second)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			files.Serve(w, r, File{Address: "x", Name: "x.csv", ContentType: csvType,
				Write: func(_ context.Context, w io.Writer) error {
					_, err := w.Write(make([]byte, bytes))
					return errors.Join(err, errors.New("the disk is full"))
				}})
		})
	}
	early := httptest.NewRecorder()
	failing(10).ServeHTTP(early, httptest.NewRequest(http.MethodGet, "/", nil))
	if early.Code != http.StatusInternalServerError || early.Header().Get("Content-Disposition") != "" || strings.Contains(early.Body.String(), "disk") {
		t.Errorf("early: %d %v %s", early.Code, early.Header(), early.Body)
	}

	server := httptest.NewServer(failing(3 * bufferBytes))
	defer server.Close()
	response, err := http.Get(server.URL)
	if err != nil {
		return // aborted before the headers were read
	}
	defer response.Body.Close()
	if _, err := io.ReadAll(response.Body); err == nil {
		t.Error("late: the download looks complete")
	}
}

// A download is refused while others have all slots, or while there is no memory for
// it. A refused download holds neither.
func TestDownloadsAreBounded(t *testing.T) {
	files := newDownloads(nil, 1, time.Millisecond)
	ran := 0
	small := func(w http.ResponseWriter, r *http.Request) {
		files.Serve(w, r, File{Write: func(context.Context, io.Writer) error { ran++; return nil }})
	}
	refused := func(why string) {
		t.Helper()
		if got := get(small, "/"); got.Code != http.StatusServiceUnavailable || got.Header().Get("Retry-After") == "" || !strings.Contains(got.Body.String(), why) {
			t.Errorf("answered %d %s", got.Code, got.Body)
		}
	}
	slot := files.Slots.Acquire(t.Context())
	refused("Too many downloads run at once")
	slot.Release()
	full := &traffic.Response{Writer: httptest.NewRecorder(), Overhead: 64 << 20}
	if !files.Budget.TryAdmit(full) {
		t.Fatal("a response was not admitted alone")
	}
	refused("wait for clients to read them")
	files.Budget.Release(full)
	for range 2 {
		get(small, "/")
	}
	if ran != 2 || files.Budget.Used() != 0 {
		t.Errorf("%d downloads ran, and %d bytes are in use", ran, files.Budget.Used())
	}
}

// If a client disconnects while the zip file is made, nothing is logged as a warning
// and the next client gets that file.
func TestZipOfAClientThatDisconnects(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	tables, err := table.New(storetest.Fill(t, storetest.Open(t, storetest.SQLiteURL(t))))
	if err != nil {
		t.Fatal(err)
	}
	snapshot, err := tables.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	files := newDownloads(tables, 1, time.Second)
	proceed := make(chan struct{})
	made := files.archives.flight.DoChan(snapshot.Release().Checksum, func() (any, error) { // blocks until the client has disconnected
		<-proceed
		return nil, nil
	})
	ctx, disconnect := context.WithCancel(t.Context())
	request := httptest.NewRequest(http.MethodGet, "/download/dataset.zip", nil).WithContext(ctx)
	var log bytes.Buffer
	before := slog.Default()
	defer slog.SetDefault(before)
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	files.start(httptest.NewRecorder(), request, func(d download, w http.ResponseWriter, r *http.Request) {
		disconnect()
		d.dataset(w, r)
	})
	if log.Len() > 0 {
		t.Errorf("the log: %s", log.String())
	}
	close(proceed)
	<-made
	next := get(files.Dataset, "/download/dataset.zip")
	if next.Code != http.StatusOK || next.Header().Get("Accept-Ranges") != "bytes" {
		t.Errorf("the next: %d %v", next.Code, next.Header())
	}
}
