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

// However many ask, a file is made once; that of an earlier release stays for
// those who read it.
func TestArchivesAreMadeOnce(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	files := &archives{timeout: time.Minute}
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
	files := &archives{timeout: time.Minute}
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
