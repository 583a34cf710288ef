package download

import (
	"context"
	"errors"
	"io"
	"os"
	"sync"
	"testing"
	"time"
)

// Concurrent requests share one file. The file of an earlier release stays readable
// until its last reader is done.
func TestArchivesAreMadeOnce(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	files := &archives{timeout: time.Minute}
	made := 0
	writer := func(content string) func(context.Context, io.Writer) error {
		return func(_ context.Context, w io.Writer) error {
			made++
			_, err := io.WriteString(w, content)
			return err
		}
	}
	first, err := files.get(t.Context(), "1", writer("one"))
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() {
			again, err := files.get(t.Context(), "1", writer("one"))
			if err != nil {
				t.Error(err)
				return
			}
			again.done()
		})
	}
	wait.Wait()
	second, err := files.get(t.Context(), "2", writer("another"))
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
		t.Errorf("the earlier file is still open: %v", err)
	}
	if left, _ := os.ReadDir(os.TempDir()); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

func TestArchiveThatFails(t *testing.T) {
	files := &archives{timeout: time.Minute}
	broken := errors.New("the disk is full")
	_, err := files.get(t.Context(), "1", func(context.Context, io.Writer) error { return broken })
	if !errors.Is(err, broken) || files.latest != nil {
		t.Errorf("%v, cached %v", err, files.latest)
	}
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	proceed := make(chan struct{})
	if _, err := files.get(canceled, "2", func(context.Context, io.Writer) error { <-proceed; return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("a request that has ended waits: %v", err)
	}
	close(proceed)
	late, err := files.get(t.Context(), "2", func(context.Context, io.Writer) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	late.done()
}
