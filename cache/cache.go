// Package cache is the bounded cache of the program: of records in memory, of
// compiled operations, of parsed documents and of finished answers.
package cache

import (
	"fmt"
	"math"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// Cache keeps the values used last, as many as its bounds allow. It is safe for
// use by several goroutines.
type Cache[K comparable, V any] struct {
	bounds Bounds
	size   func(key K, value V) int

	mu      sync.Mutex
	entries *simplelru.LRU[K, sized[V]]
	stats   Stats
}

// Bounds limit what a cache keeps. A value that takes more than LargestEntry
// bytes is not kept at all.
type Bounds struct {
	Bytes        int
	Entries      int // any number when 0
	LargestEntry int // Bytes when 0
}

// InBytes bounds a cache by its size alone, of which no value may take more than a
// sixteenth.
func InBytes(bytes int) Bounds { return Bounds{Bytes: bytes, LargestEntry: bytes / 16} }

// Stats say how well a cache serves.
type Stats struct {
	Hits, Misses   uint64
	Entries, Bytes int
}

// sized is a value with the bytes that it takes.
type sized[V any] struct {
	value V
	bytes int
}

// entryBytes is what an entry takes besides its key and its value.
const entryBytes = 200

// New makes a cache; size tells what the key and the value of an entry take in
// bytes, and is asked when it is added.
func New[K comparable, V any](bounds Bounds, size func(key K, value V) int) *Cache[K, V] {
	if bounds.Entries == 0 {
		bounds.Entries = math.MaxInt
	}
	if bounds.LargestEntry == 0 {
		bounds.LargestEntry = bounds.Bytes
	}
	c := &Cache[K, V]{bounds: bounds, size: size}
	entries, err := simplelru.NewLRU(bounds.Entries, func(_ K, entry sized[V]) { c.stats.Bytes -= entry.bytes })
	if err != nil {
		panic(fmt.Sprintf("cache: %d entries", bounds.Entries))
	}
	c.entries = entries
	return c
}

// Get finds the value that was added last under a key.
func (c *Cache[K, V]) Get(key K) (value V, found bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.get(key)
}

// GetAll finds the values of keys, in order, or reports false when one of them
// is not kept.
func (c *Cache[K, V]) GetAll(keys []K) (values []V, found bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	values = make([]V, len(keys))
	for i, key := range keys {
		if values[i], found = c.get(key); !found {
			return nil, false
		}
	}
	return values, true
}

// get looks for a value. While there is plenty of space it does not matter what
// was used last, and noting it would touch the memory of other entries.
func (c *Cache[K, V]) get(key K) (V, bool) {
	look := c.entries.Get
	if c.stats.Bytes < c.bounds.Bytes/4*3 && c.entries.Len() < c.bounds.Entries/4*3 {
		look = c.entries.Peek
	}
	entry, found := look(key)
	if found {
		c.stats.Hits++
	} else {
		c.stats.Misses++
	}
	return entry.value, found
}

// Add keeps a value in the place of what was used longest ago, and of what was
// kept under the same key.
func (c *Cache[K, V]) Add(key K, value V) {
	bytes := entryBytes + c.size(key, value)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entries.Remove(key)
	if bytes > c.bounds.LargestEntry {
		return
	}
	c.entries.Add(key, sized[V]{value, bytes})
	c.stats.Bytes += bytes
	for c.stats.Bytes > c.bounds.Bytes {
		c.entries.RemoveOldest()
	}
}

// Clear removes every entry.
func (c *Cache[K, V]) Clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entries.Purge()
}

// Full reports whether an entry of the average size would push out another.
func (c *Cache[K, V]) Full() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	entries := c.entries.Len()
	return entries > 0 && c.stats.Bytes+c.stats.Bytes/entries > c.bounds.Bytes
}

// Stats says how well the cache has served.
func (c *Cache[K, V]) Stats() Stats {
	c.mu.Lock()
	defer c.mu.Unlock()
	stats := c.stats
	stats.Entries = c.entries.Len()
	return stats
}
