package cache

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// TestCacheIsBounded adds and looks up random entries: a cache never exceeds its
// bounds, and returns the value that was added last for a key, or none.
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

// TestTheLeastRecentlyUsedGoes looks up an entry when the cache is nearly full: the
// other entry is evicted.
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

// sizedBy returns a cache whose values are their own size: an entry takes
// entryBytes and its value.
func sizedBy(bounds Bounds) *Cache[string, int] {
	return New(bounds, func(_ string, value int) int { return value })
}

// cached returns the keys that are cached, of those given, without counting as a
// use of them.
func cached(c *Cache[string, int], keys ...string) string {
	var out string
	for _, key := range keys {
		if c.entries.Contains(key) {
			out += key
		}
	}
	return out
}

// TestBounds adds a, b and c of 100 bytes each: the oldest are evicted until the
// cache is within both bounds.
func TestBounds(t *testing.T) {
	const size = entryBytes + 100
	for name, tt := range map[string]struct {
		bounds Bounds
		want   string
	}{
		"all fit":            {Bounds{Bytes: 3 * size}, "abc"},
		"one byte too few":   {Bounds{Bytes: 3*size - 1}, "bc"},
		"two entries":        {Bounds{Bytes: 3 * size, Entries: 2}, "bc"},
		"the stricter bound": {Bounds{Bytes: size, Entries: 2}, "c"},
		"a sixteenth each":   {InBytes(16 * size), "abc"},
		"less than each":     {InBytes(16*size - 16), ""},
	} {
		c := sizedBy(tt.bounds)
		for _, key := range []string{"a", "b", "c"} {
			c.Add(key, 100)
		}
		if got := cached(c, "a", "b", "c"); got != tt.want {
			t.Errorf("%s: %q are cached, want %q", name, got, tt.want)
		}
	}
}

// TestLargestEntry adds entries of the largest size and of one byte more, which
// also removes the entry that it should replace.
func TestLargestEntry(t *testing.T) {
	c := sizedBy(Bounds{Bytes: 10_000, LargestEntry: entryBytes + 100})
	c.Add("a", 100)
	c.Add("b", 101)
	if got := cached(c, "a", "b"); got != "a" {
		t.Errorf("%q are cached, want only the smaller entry", got)
	}
	c.Add("a", 101)
	if _, found := c.Get("a"); found {
		t.Error("a value that was replaced is still cached")
	}
}

// TestAddReplaces adds a key twice: the second value takes the place of the first.
func TestAddReplaces(t *testing.T) {
	c := sizedBy(Bounds{Bytes: 10_000})
	c.Add("a", 100)
	c.Add("a", 50)
	if value, found := c.Get("a"); !found || value != 50 {
		t.Errorf("got %d, %t", value, found)
	}
	if got, want := c.Stats(), (Stats{Hits: 1, Entries: 1, Bytes: entryBytes + 50}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// TestRecencyCountsAboveThreeQuarters looks up the oldest of several entries in a
// cache for four, then adds entries until two have been evicted. The lookup saves
// the entry only when the cache was three quarters full or more, by either bound.
func TestRecencyCountsAboveThreeQuarters(t *testing.T) {
	for _, bounds := range []Bounds{{Bytes: 4 * entryBytes}, {Bytes: 100 * entryBytes, Entries: 4}} {
		for before, want := range map[string]string{
			"ab":   "cdef",
			"abc":  "adef",
			"abcd": "adef",
		} {
			c := sizedBy(bounds)
			for _, key := range before {
				c.Add(string(key), 0)
			}
			c.Get("a")
			for _, key := range "abcdef"[len(before):] {
				c.Add(string(key), 0)
			}
			if got := cached(c, "a", "b", "c", "d", "e", "f"); got != want {
				t.Errorf("%+v: with %s cached when a is used, %s are left, want %s", bounds, before, got, want)
			}
		}
	}
}

// TestFull fills a cache for two entries.
func TestFull(t *testing.T) {
	c := sizedBy(Bounds{Bytes: 2 * entryBytes})
	for entries, want := range []bool{false, false, true} {
		if entries > 0 {
			c.Add(fmt.Sprint(entries), 0)
		}
		if got := c.Full(); got != want {
			t.Errorf("with %d entries: full is %t", entries, got)
		}
	}
	c.Clear()
	if c.Full() {
		t.Error("an empty cache is full")
	}
}
