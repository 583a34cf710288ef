// Package cache implements the program's bounded LRU cache. It holds records,
// compiled operations, parsed documents and finished answers.
package cache

import (
	"fmt"
	"math"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// Cache is a cache with bounds that evicts the least recently used entries. It is
// safe for concurrent use.
type Cache[K comparable, V any] struct {
	bounds Bounds
	size   func(key K, value V) int

	mu      sync.Mutex
	entries *simplelru.LRU[K, sized[V]]
	stats   Stats
}

// Bounds limit a cache. The size of an entry is that of its key and value, plus a
// fixed overhead.
type Bounds struct {
	Bytes        int // total size of the entries
	Entries      int // number of entries; unlimited when 0
	LargestEntry int // a larger entry is not cached; Bytes when 0
}

// InBytes returns bounds on the size alone. The largest entry may take a sixteenth
// of it.
func InBytes(bytes int) Bounds { return Bounds{Bytes: bytes, LargestEntry: bytes / 16} }

// Stats counts the lookups and the contents of a cache.
type Stats struct {
	Hits, Misses   uint64
	Entries, Bytes int
}

// sized is a value with the size of its entry.
type sized[V any] struct {
	value V
	bytes int
}

// entryBytes is the estimated overhead of an entry besides its key and value.
const entryBytes = 200

// New returns an empty cache. size returns the bytes that a key and its value take;
// it is called once for each entry that is added.
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

// Get returns the value of a key, if it is cached.
func (c *Cache[K, V]) Get(key K) (value V, found bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.get(key)
}

// GetAll returns the values of keys, in order, or false when one of them is not
// cached.
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

// get looks up a value. Below three quarters of the bounds it does not update the
// order of use: nothing is about to be evicted, and the update would touch the memory
// of other entries.
func (c *Cache[K, V]) get(key K) (V, bool) {
	lookup := c.entries.Get
	if c.stats.Bytes < c.bounds.Bytes/4*3 && c.entries.Len() < c.bounds.Entries/4*3 {
		lookup = c.entries.Peek
	}
	entry, found := lookup(key)
	if found {
		c.stats.Hits++
	} else {
		c.stats.Misses++
	}
	return entry.value, found
}

// Add caches a value. It replaces any value of the same key, even when the new one is
// too large to be cached, and evicts the least recently used entries until the cache
// is within its bounds.
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

// Full reports whether adding an entry of average size would exceed the bound in
// bytes. An empty cache is not full.
func (c *Cache[K, V]) Full() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	entries := c.entries.Len()
	return entries > 0 && c.stats.Bytes+c.stats.Bytes/entries > c.bounds.Bytes
}

// Stats returns the counters of the cache.
func (c *Cache[K, V]) Stats() Stats {
	c.mu.Lock()
	defer c.mu.Unlock()
	stats := c.stats
	stats.Entries = c.entries.Len()
	return stats
}
