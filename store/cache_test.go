package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
)

// echo is a reader that gives every id a value of a size, and counts.
func echo(size int, reads *atomic.Int64) reader[string] {
	return func(_ context.Context, ids []string, keep func(string, string, int)) error {
		for _, id := range ids {
			reads.Add(1)
			keep(id, "value of "+id, size)
		}
		return nil
	}
}

func TestCacheIsBoundedByBytes(t *testing.T) {
	var reads atomic.Int64
	c := newReadCache[string](10_000)
	for i := range 50 {
		if _, err := c.get(t.Context(), []string{fmt.Sprint(i)}, echo(3000, &reads)); err != nil {
			t.Fatal(err)
		}
	}
	if got := c.cached.Stats(); got.Entries != 3 || got.Bytes < 9000 || got.Bytes > 10_000 {
		t.Errorf("%d bytes of 10,000 are used by %d values, want about 9,000 by 3", got.Bytes, got.Entries)
	}
	if c.peekAll([]string{"49"}) == nil || c.peekAll([]string{"0"}) != nil {
		t.Error("the value used last is not kept, or the first still is")
	}
	if !c.cached.Full() {
		t.Error("there is room for a fourth value of 3,000 bytes in 10,000")
	}
}

func TestCacheLeavesOutWhatIsTooLarge(t *testing.T) {
	var reads atomic.Int64
	c := newReadCache[string](10_000)
	for range 2 {
		got, err := c.get(t.Context(), []string{"large"}, echo(10_001, &reads))
		if err != nil || got[0] != "value of large" {
			t.Fatal(got, err)
		}
	}
	if reads.Load() != 2 || c.cached.Stats().Bytes != 0 {
		t.Errorf("%d reads, %d bytes used; want 2 and 0", reads.Load(), c.cached.Stats().Bytes)
	}
}

func TestCacheReadsOnceForManyWhoAsk(t *testing.T) {
	const askers = 20
	var reads atomic.Int64
	began, goOn := make(chan struct{}), make(chan struct{})
	slow := func(ctx context.Context, ids []string, keep func(string, string, int)) error {
		close(began) // panics when there is a second read
		<-goOn
		return echo(1, &reads)(ctx, ids, keep)
	}
	c := newReadCache[string](10_000)
	var wait sync.WaitGroup
	ask := func(read reader[string]) {
		got, err := c.get(t.Context(), []string{"a"}, read)
		if err != nil || got[0] != "value of a" {
			t.Error(got, err)
		}
	}
	wait.Go(func() { ask(slow) })
	<-began
	for range askers {
		wait.Go(func() { ask(slow) })
	}
	close(goOn)
	wait.Wait()
	if reads.Load() != 1 {
		t.Errorf("%d reads, want 1", reads.Load())
	}
}

// TestCacheAsksAgainAfterAFailure lets the first who asks fail: the others get
// their answer all the same.
func TestCacheAsksAgainAfterAFailure(t *testing.T) {
	var reads atomic.Int64
	c := newReadCache[string](10_000)
	failing := errors.New("failed")
	_, err := c.get(t.Context(), []string{"a", "b"}, func(context.Context, []string, func(string, string, int)) error { return failing })
	if !errors.Is(err, failing) {
		t.Fatal(err)
	}
	got, err := c.get(t.Context(), []string{"a", "b", "a"}, echo(1, &reads))
	if err != nil || got[2] != "value of a" {
		t.Error(got, err)
	}
}

func TestCacheGivesNothingForWhatDoesNotExist(t *testing.T) {
	c := newReadCache[string](10_000)
	none := func(context.Context, []string, func(string, string, int)) error { return nil }
	got, err := c.get(t.Context(), []string{"a"}, none)
	if err != nil || got[0] != "" {
		t.Error(got, err)
	}
}
