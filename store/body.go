package store

import (
	"context"
	"fmt"

	"doichieu/ent"
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
	read, err := r.client.Document.Query().Where(document.IDIn(ids...)).
		WithCitations(citationsWithSources).
		WithFunding(func(q *ent.FundingQuery) { q.Order(natural).WithSources(inOrder) }).
		WithDuties(func(q *ent.DutyQuery) { q.Order(natural).WithSources(inOrder) }).
		All(ctx)
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

func (b *binder) body(d *ent.Document) *record.Body {
	body := &record.Body{Document: look(b, b.release.Document, d.ID), Citations: b.citations(d.Edges.Citations)}
	body.Funding = records[record.Funding](b, len(d.Edges.Funding))
	for i, f := range d.Edges.Funding {
		made := body.Funding[i]
		*made = record.Funding{
			ID: f.ID, Document: body.Document, Text: f.Text, TextEn: f.TextEn, Sources: b.sources(f.Edges.Sources),
		}
		b.own(&made.ID, &made.Text, &made.TextEn)
	}
	body.Duties = records[record.Duty](b, len(d.Edges.Duties))
	for i, duty := range d.Edges.Duties {
		made := body.Duties[i]
		*made = record.Duty{
			ID: duty.ID, Document: body.Document, Agency: look(b, b.release.Agency, duty.AgencyID),
			Count: duty.Count, Sources: b.sources(duty.Edges.Sources),
		}
		b.own(&made.ID)
	}
	b.pack()
	return body
}

// CachedBodies is like Bodies if all are in memory, or else nil.
func (r *Release) CachedBodies(ids []string) []*record.Body {
	return r.memory.bodies.peekAll(ids)
}
