package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"doichieu/store/storetest"
	"doichieu/table"
)

// The zip file has a length and ranges, so that a download can go on.
func TestZipRanges(t *testing.T) {
	handler := filled(t)
	const path = "/download/dataset.zip"
	whole := get(t, handler, path)
	size, tag := whole.Body.Len(), whole.Header().Get("Etag")
	if whole.Header().Get("Content-Length") != strconv.Itoa(size) || whole.Header().Get("Accept-Ranges") != "bytes" || size < 10_000 {
		t.Fatalf("headers %v of %d bytes", whole.Header(), size)
	}
	for name, tt := range map[string]struct {
		headers []string
		status  int
		body    string
	}{
		"the rest":           {[]string{"Range", "bytes=1000-"}, 206, whole.Body.String()[1000:]},
		"the end":            {[]string{"Range", "bytes=-22"}, 206, whole.Body.String()[size-22:]},
		"of the same":        {[]string{"Range", "bytes=0-9", "If-Range", tag}, 206, whole.Body.String()[:10]},
		"of another release": {[]string{"Range", "bytes=0-9", "If-Range", `"x"`}, 200, whole.Body.String()},
		"beyond the end":     {[]string{"Range", "bytes=" + strconv.Itoa(size) + "-"}, 416, "invalid range: failed to overlap\n"},
		"what is known":      {[]string{"If-None-Match", tag}, 304, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := sendTo(handler, http.MethodGet, path, tt.headers...)
			if got.Code != tt.status || got.Body.String() != tt.body {
				t.Errorf("%d, %d bytes %v", got.Code, got.Body.Len(), got.Header())
			}
		})
	}
	head := sendTo(handler, http.MethodHead, path)
	if head.Code != 200 || head.Header().Get("Content-Length") != strconv.Itoa(size) || head.Body.Len() > 0 {
		t.Errorf("HEAD: %d %v", head.Code, head.Header())
	}
}

// However many ask, a file is made once; that of an earlier release stays for
// those who read it.
func TestArchivesAreMadeOnce(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	files := &archives{most: time.Minute}
	made := 0
	writing := func(content string) func(context.Context, io.Writer) error {
		return func(_ context.Context, to io.Writer) error {
			made++
			_, err := io.WriteString(to, content)
			return err
		}
	}
	first, err := files.of(t.Context(), "1", writing("one"))
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			again, err := files.of(t.Context(), "1", writing("one"))
			if err != nil {
				t.Error(err)
				return
			}
			again.done()
		})
	}
	all.Wait()
	second, err := files.of(t.Context(), "2", writing("another"))
	if err != nil || made != 2 {
		t.Fatalf("made %d times: %v", made, err)
	}
	defer second.done()
	for archive, want := range map[*archive]string{first: "one", second: "another"} {
		if content, err := io.ReadAll(archive.content()); string(content) != want || err != nil {
			t.Errorf("%q, %v", content, err)
		}
	}
	first.done()
	if _, err := io.ReadAll(first.content()); !errors.Is(err, os.ErrClosed) {
		t.Errorf("an earlier file stays: %v", err)
	}
	if left, _ := os.ReadDir(os.TempDir()); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

func TestArchiveThatFails(t *testing.T) {
	files := &archives{most: time.Minute}
	broken := errors.New("the disk is full")
	_, err := files.of(t.Context(), "1", func(context.Context, io.Writer) error { return broken })
	if !errors.Is(err, broken) || files.kept != nil {
		t.Errorf("%v, kept %v", err, files.kept)
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	begun := make(chan struct{})
	if _, err := files.of(gone, "2", func(context.Context, io.Writer) error { <-begun; return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("who has gone waits: %v", err)
	}
	close(begun)
	late, err := files.of(t.Context(), "2", func(context.Context, io.Writer) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	late.done()
}

// Where nothing can be written the zip file is made for each request.
func TestZipWithoutRoom(t *testing.T) {
	plans := storetest.Fill(t, storetest.Open(t, storetest.SQLiteURL(t)))
	kept := get(t, handlerOver(t, plans), "/download/dataset.zip")
	t.Setenv("TMPDIR", "/nowhere")
	made := get(t, handlerOver(t, plans), "/download/dataset.zip")
	if made.Code != http.StatusOK || made.Body.String() != kept.Body.String() || made.Header().Get("Etag") != kept.Header().Get("Etag") {
		t.Errorf("%d, %d bytes %v", made.Code, made.Body.Len(), made.Header())
	}
	if strings.Contains(made.Header().Get("Accept-Ranges"), "bytes") {
		t.Error("it promises ranges")
	}
}

// A client that has gone is no reason to warn, and what was begun for it is
// what the next one gets.
func TestZipOfAClientThatHasGone(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s := defaultSettings()
	tables, err := table.New(storetest.Fill(t, storetest.Open(t, storetest.SQLiteURL(t))))
	must(t, err)
	snapshot, err := tables.Snapshot(t.Context())
	must(t, err)
	files := newDownloads(tables, s, newBounds(s))
	begin := make(chan struct{})
	made := files.archives.making.DoChan(snapshot.Release().Checksum, func() (any, error) { // so that nothing is made before it has gone
		<-begin
		return nil, nil
	})
	ctx, leave := context.WithCancel(t.Context())
	request := httptest.NewRequest(http.MethodGet, "/download/dataset.zip", nil).WithContext(ctx)
	logged := logOf(t, func() {
		files.inTurn(func(d download, w http.ResponseWriter, r *http.Request) {
			leave()
			d.dataset(w, r)
		})(httptest.NewRecorder(), request)
	})
	if logged != "" {
		t.Errorf("the log: %s", logged)
	}
	close(begin)
	<-made
	next := httptest.NewRecorder()
	files.inTurn(download.dataset)(next, httptest.NewRequest(http.MethodGet, "/download/dataset.zip", nil))
	if next.Code != http.StatusOK || next.Header().Get("Accept-Ranges") != "bytes" {
		t.Errorf("the next: %d %v", next.Code, next.Header())
	}
}
