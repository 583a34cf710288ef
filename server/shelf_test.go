package main

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// TestShelfIsBounded puts and takes at random: a shelf never holds more than it
// may, and gives back what was put last under a key, or nothing.
func TestShelfIsBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const most, entries = 20 * (entryBytes + 100), 10
		s := newShelf(most, entries, func(_ string, value string) int { return len(value) })
		put := map[string]string{}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			key := rapid.StringMatching(`[a-p]`).Draw(t, "key")
			if value, found := s.Get(t.Context(), key); found && value != put[key] {
				t.Fatalf("%s: got %q, want %q", key, value, put[key])
			}
			put[key] = fmt.Sprintf("%0*d", rapid.IntRange(1, 200).Draw(t, "size"), len(put))
			s.Add(t.Context(), key, put[key])
			if _, found := s.Get(t.Context(), key); found != (s.sizeOf(key, put[key]) <= most/largestShare) {
				t.Fatalf("%d bytes are kept: %t", len(put[key]), found)
			}
			if stats := s.Stats(); stats.Bytes > most || stats.Entries > entries {
				t.Fatalf("holds too much: %+v", stats)
			}
		}
		s.Clear()
		if stats := s.Stats(); stats.Bytes != 0 || stats.Entries != 0 {
			t.Fatalf("after clearing: %+v", stats)
		}
	})
}
