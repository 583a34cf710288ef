package store

import (
	"context"
	"slices"
	"sync"

	"doichieu/cache"
)

// DefaultCacheBytes bounds what a store keeps of plan years and documents
// beyond the registers: enough for a whole country, which takes 70 MB.
const DefaultCacheBytes = 128 << 20

// readCache caches what was read last. However many requests ask for a value at
// once, only one of them reads it.
type readCache[V any] struct {
	cached *cache.Cache[string, sized[V]]

	mu      sync.Mutex
	reading map[string]chan struct{} // closed when the read is over
}

// sized is a value with the bytes that it takes.
type sized[V any] struct {
	value V
	bytes int
}

func newReadCache[V any](maxBytes int) *readCache[V] {
	return &readCache[V]{
		cached:  cache.New(cache.Bounds{Bytes: maxBytes}, func(id string, w sized[V]) int { return len(id) + w.bytes }),
		reading: map[string]chan struct{}{},
	}
}

// reader reads the values of ids and passes each to add, with its size.
type reader[V any] func(ctx context.Context, ids []string, add func(id string, value V, bytes int)) error

// get returns the values of ids, in order, reading those that are not cached.
func (c *readCache[V]) get(ctx context.Context, ids []string, read reader[V]) ([]V, error) {
	out := make([]V, len(ids))
	found := make([]bool, len(ids))
	waiting := false
	for {
		missing, elsewhere := c.lookUp(ids, out, found)
		if !waiting && (len(missing) > 0 || elsewhere != nil) {
			done, err := Wait(ctx)
			if err != nil {
				c.endRead(missing)
				return nil, err
			}
			defer done()
			waiting = true
		}
		if len(missing) > 0 {
			if err := c.fill(ctx, missing, ids, out, found, read); err != nil {
				return nil, err
			}
		}
		if elsewhere == nil {
			return out, nil
		}
		select {
		case <-elsewhere:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// lookUp copies cached values to out. An id that is not cached is either being
// read by another request already, or missing: then the caller has to read it.
func (c *readCache[V]) lookUp(ids []string, out []V, found []bool) (missing []string, elsewhere chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, id := range ids {
		if found[i] {
			continue
		}
		if entry, ok := c.cached.Get(id); ok {
			out[i], found[i] = entry.value, true
			continue
		}
		if reading := c.reading[id]; reading != nil {
			elsewhere = reading
			continue
		}
		missing = append(missing, id)
	}
	if len(missing) > 0 {
		done := make(chan struct{})
		for _, id := range missing {
			c.reading[id] = done
		}
	}
	return missing, elsewhere
}

// fill reads the missing values. A value that does not exist is left zero.
func (c *readCache[V]) fill(ctx context.Context, missing, ids []string, out []V, found []bool, read reader[V]) error {
	defer c.endRead(missing)
	fresh := make(map[string]V, len(missing))
	err := read(ctx, missing, func(id string, value V, bytes int) {
		fresh[id] = value
		c.cached.Add(id, sized[V]{value, bytes})
	})
	if err != nil {
		return err
	}
	for i, id := range ids {
		if slices.Contains(missing, id) {
			out[i], found[i] = fresh[id], true
		}
	}
	return nil
}

// endRead wakes the requests that wait for a read.
func (c *readCache[V]) endRead(ids []string) {
	if len(ids) == 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	close(c.reading[ids[0]])
	for _, id := range ids {
		delete(c.reading, id)
	}
}

// peek returns a value that is cached, or else zero.
func (c *readCache[V]) peek(id string) V {
	entry, _ := c.cached.Get(id)
	return entry.value
}

// peekAll returns the values of ids if all are cached, or else nil.
func (c *readCache[V]) peekAll(ids []string) []V {
	entries, ok := c.cached.GetAll(ids)
	if !ok {
		return nil
	}
	out := make([]V, len(entries))
	for i, entry := range entries {
		out[i] = entry.value
	}
	return out
}
