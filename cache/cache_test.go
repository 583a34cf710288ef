package cache

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// TestCacheIsBounded adds and looks up at random: a cache never holds more than
// it may, and gives back what was added last under a key, or nothing.
func TestCacheIsBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bounds := Bounds{Bytes: 10 * (entryBytes + 100), Entries: 10, LargestEntry: entryBytes + 150}
		c := New(bounds, func(_, value string) int { return len(value) })
		added := map[string]string{}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			key := rapid.StringMatching(`[a-p]`).Draw(t, "key")
			if value, found := c.Get(key); found && value != added[key] {
				t.Fatalf("%s: got %q, want %q", key, value, added[key])
			}
			added[key] = fmt.Sprintf("%0*d", rapid.IntRange(1, 200).Draw(t, "size"), len(added))
			c.Add(key, added[key])
			if _, found := c.Get(key); found != (len(added[key]) <= 150) {
				t.Fatalf("%d bytes are kept: %t", len(added[key]), found)
			}
			if stats := c.Stats(); stats.Bytes > bounds.Bytes || stats.Entries > bounds.Entries {
				t.Fatalf("holds too much: %+v", stats)
			}
		}
		c.Clear()
		if stats := c.Stats(); stats.Bytes != 0 || stats.Entries != 0 {
			t.Fatalf("after clearing: %+v", stats)
		}
	})
}

// TestTheLeastRecentlyUsedGoes looks an entry up when the cache is nearly full:
// the other one makes way.
func TestTheLeastRecentlyUsedGoes(t *testing.T) {
	c := New(Bounds{Bytes: 2*entryBytes + 10}, func(string, int) int { return 4 })
	c.Add("used", 1)
	c.Add("unused", 2)
	if _, found := c.Get("used"); !found {
		t.Fatal("an entry that fits is not kept")
	}
	if !c.Full() {
		t.Error("two entries leave no space for a third, but the cache is not full")
	}
	c.Add("new", 3)
	if _, found := c.Get("unused"); found {
		t.Error("the entry that was used longest ago is still there")
	}
	if values, found := c.GetAll([]string{"new", "used"}); !found || values[0] != 3 || values[1] != 1 {
		t.Errorf("got %v, %t", values, found)
	}
	if _, found := c.GetAll([]string{"new", "unused"}); found {
		t.Error("all are found, though one is not there")
	}
	if got, want := c.Stats(), (Stats{Hits: 4, Misses: 2, Entries: 2, Bytes: 2*entryBytes + 8}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
