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

// cached keeps what was read last, and has each read by one request only,
// however many ask for it at once.
type cached[V any] struct {
	held *cache.Cache[string, weighed[V]]

	mu      sync.Mutex
	reading map[string]chan struct{} // closed when the read is over
}

// weighed is a value with the bytes that it takes.
type weighed[V any] struct {
	value V
	bytes int
}

func newCached[V any](maxBytes int) *cached[V] {
	return &cached[V]{
		held:    cache.New(cache.Bounds{Bytes: maxBytes}, func(id string, w weighed[V]) int { return len(id) + w.bytes }),
		reading: map[string]chan struct{}{},
	}
}

// reader reads the values of ids and hands each to keep, with its size.
type reader[V any] func(ctx context.Context, ids []string, keep func(id string, value V, bytes int)) error

// get returns the values of ids, in order, reading what is not held.
func (c *cached[V]) get(ctx context.Context, ids []string, read reader[V]) ([]V, error) {
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
func (c *cached[V]) take(ids []string, out []V, found []bool) (missing []string, elsewhere chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, id := range ids {
		if found[i] {
			continue
		}
		if w, ok := c.held.Get(id); ok {
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

// fill reads what is missing. What does not exist is left zero.
func (c *cached[V]) fill(ctx context.Context, missing, ids []string, out []V, found []bool, read reader[V]) error {
	defer c.settle(missing)
	fresh := make(map[string]V, len(missing))
	err := read(ctx, missing, func(id string, value V, bytes int) {
		fresh[id] = value
		c.held.Add(id, weighed[V]{value, bytes})
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
func (c *cached[V]) settle(ids []string) {
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

// one returns a value that is held; zero for any other.
func (c *cached[V]) one(id string) V {
	w, _ := c.held.Get(id)
	return w.value
}

// inMemory returns the values of ids when all are held, or else nil.
func (c *cached[V]) inMemory(ids []string) []V {
	held, ok := c.held.GetAll(ids)
	if !ok {
		return nil
	}
	out := make([]V, len(held))
	for i, w := range held {
		out[i] = w.value
	}
	return out
}
