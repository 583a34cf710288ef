package store

import (
	"context"
	"math"
	"slices"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// DefaultCacheBytes bounds what a store keeps of plan years and documents
// beyond the registers: enough for a whole country, which takes 70 MB.
const DefaultCacheBytes = 128 << 20

// cache keeps the values used last, as many as its bound of bytes allows, and
// has each read by one request only, however many ask for it at once.
type cache[V any] struct {
	mu      sync.Mutex
	limit   int
	used    int
	held    *simplelru.LRU[string, weighed[V]]
	reading map[string]chan struct{} // closed when the read is over
}

// weighed is a value with the bytes that it takes.
type weighed[V any] struct {
	value V
	bytes int
}

func newCache[V any](limit int) *cache[V] {
	c := &cache[V]{limit: limit, reading: map[string]chan struct{}{}}
	held, err := simplelru.NewLRU(math.MaxInt, func(_ string, w weighed[V]) { c.used -= w.bytes })
	if err != nil { // for a size below one only
		panic(err)
	}
	c.held = held
	return c
}

// reader reads the values of ids and hands each to keep, with its size.
type reader[V any] func(ctx context.Context, ids []string, keep func(id string, value V, bytes int)) error

// get returns the values of ids, in order, reading what is not held.
func (c *cache[V]) get(ctx context.Context, ids []string, read reader[V]) ([]V, error) {
	out := make([]V, len(ids))
	found := make([]bool, len(ids))
	waits := false
	for {
		missing, elsewhere := c.take(ids, out, found)
		if !waits && (len(missing) > 0 || elsewhere != nil) {
			done, err := Wait(ctx)
			if err != nil {
				c.settle(missing)
				return nil, err
			}
			defer done()
			waits = true
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

// take fills out with what is held. What is not is missing, and the caller has
// to read it, or is being read elsewhere already.
func (c *cache[V]) take(ids []string, out []V, found []bool) (missing []string, elsewhere chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, id := range ids {
		if found[i] {
			continue
		}
		if w, ok := c.find(id); ok {
			out[i], found[i] = w.value, true
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

// find looks for a value. While there is plenty of room it does not matter what
// was used last, and noting it would touch the memory of other values.
func (c *cache[V]) find(id string) (weighed[V], bool) {
	if c.used < c.limit/4*3 {
		return c.held.Peek(id)
	}
	return c.held.Get(id)
}

// fill reads what is missing. What does not exist is left zero.
func (c *cache[V]) fill(ctx context.Context, missing, ids []string, out []V, found []bool, read reader[V]) error {
	defer c.settle(missing)
	fresh := make(map[string]V, len(missing))
	err := read(ctx, missing, func(id string, value V, bytes int) {
		fresh[id] = value
		c.put(id, weighed[V]{value, bytes})
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

// settle lets those go on who wait for a read that is over.
func (c *cache[V]) settle(ids []string) {
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

func (c *cache[V]) put(id string, w weighed[V]) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if w.bytes > c.limit {
		return
	}
	c.used += w.bytes
	c.held.Add(id, w)
	for c.used > c.limit {
		c.held.RemoveOldest()
	}
}

// full reports whether a value like those held would push out another.
func (c *cache[V]) full() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.held.Len() > 0 && c.used+c.used/c.held.Len() > c.limit
}

// one returns a value that is held; zero for any other.
func (c *cache[V]) one(id string) V {
	c.mu.Lock()
	defer c.mu.Unlock()
	w, _ := c.find(id)
	return w.value
}

// inMemory returns the values of ids when all are held, or else nil.
func (c *cache[V]) inMemory(ids []string) []V {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := make([]V, len(ids))
	for i, id := range ids {
		w, ok := c.find(id)
		if !ok {
			return nil
		}
		out[i] = w.value
	}
	return out
}
