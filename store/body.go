package store

import (
	"context"
	"fmt"

	"doichieu/ent/document"
	"doichieu/record"
)

// Bodies returns what hangs on documents, in the order of their ids; nil for
// an id that the release does not have. Like whole plan years they are read
// together, kept, and shared.
func (r *Release) Bodies(ctx context.Context, ids []string) ([]*record.Body, error) {
	return r.memory.bodies.get(ctx, ids, r.readBodies)
}

func (r *Release) readBodies(ctx context.Context, ids []string, keep func(string, *record.Body, int)) error {
	read, err := withBody(r.client.Document.Query().Where(document.IDIn(ids...))).All(ctx)
	if err != nil {
		return fmt.Errorf("read documents: %w", err)
	}
	for _, d := range read {
		b := newBinder(r)
		body := b.body(d)
		if b.err != nil {
			return fmt.Errorf("document %s: %w", d.ID, b.err)
		}
		keep(d.ID, body, b.bytes)
	}
	return nil
}

// CachedBodies is like Bodies if all are in memory, or else nil.
func (r *Release) CachedBodies(ids []string) []*record.Body {
	return r.memory.bodies.peekAll(ids)
}
