package main

import (
	"context"
	"math"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// shelf keeps what was used last, within a number of bytes and of entries.
// Nothing that would take a large part of it is put on it.
type shelf[V any] struct {
	size     func(key string, value V) int
	maxBytes int

	mu      sync.Mutex
	entries *simplelru.LRU[string, V]
	stats   shelfStats
}

// shelfStats say how well a shelf serves.
type shelfStats struct {
	Hits, Misses   uint64
	Entries, Bytes int
}

var _ graphql.Cache[string] = (*shelf[string])(nil)

const (
	anyNumber    = math.MaxInt32 // of entries: the bytes bound them
	entryBytes   = 200           // what an entry takes besides key and value
	largestShare = 16            // an entry takes at most this part of a shelf
)

func newShelf[V any](maxBytes, maxEntries int, size func(key string, value V) int) *shelf[V] {
	s := &shelf[V]{size: size, maxBytes: maxBytes}
	entries, err := simplelru.NewLRU(maxEntries, func(key string, value V) { s.stats.Bytes -= s.sizeOf(key, value) })
	if err != nil { // only for a number of entries that no setting allows
		panic(err)
	}
	s.entries = entries
	return s
}

func (s *shelf[V]) sizeOf(key string, value V) int {
	return entryBytes + len(key) + s.size(key, value)
}

// Get finds what was put on the shelf under a key.
func (s *shelf[V]) Get(_ context.Context, key string) (V, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	value, found := s.entries.Get(key)
	if found {
		s.stats.Hits++
	} else {
		s.stats.Misses++
	}
	return value, found
}

// Add puts something on the shelf, in the place of what was used longest ago.
func (s *shelf[V]) Add(_ context.Context, key string, value V) {
	size := s.sizeOf(key, value)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.entries.Remove(key)
	if size > s.maxBytes/largestShare {
		return
	}
	s.entries.Add(key, value)
	s.stats.Bytes += size
	for s.stats.Bytes > s.maxBytes {
		s.entries.RemoveOldest()
	}
}

// Clear takes everything off the shelf.
func (s *shelf[V]) Clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.entries.Purge()
}

// Stats says how well the shelf has served.
func (s *shelf[V]) Stats() shelfStats {
	s.mu.Lock()
	defer s.mu.Unlock()
	stats := s.stats
	stats.Entries = s.entries.Len()
	return stats
}
