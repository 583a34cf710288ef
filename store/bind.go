package store

import (
	"fmt"
	"slices"
	"unsafe"

	"doichieu/ent"
	"doichieu/record"
)

// binder turns rows into records that know each other. What is the same in
// several of them (places, units, levels) is kept once.
type binder struct {
	release *Release
	texts   map[string]*string
	places  map[string]*record.Source
	bytes   int   // what was made takes, about
	err     error // the first reference to something that is not there
}

func newBinder(r *Release) *binder {
	return &binder{release: r, texts: map[string]*string{}, places: map[string]*record.Source{}}
}

// count adds a record to the bytes that were made. Its lists and links take
// about as much again as the allocator rounds up.
func count[T any](b *binder, made *T) { b.bytes += int(unsafe.Sizeof(*made)) }

// look follows a reference that the database guarantees. An empty record stands
// for one that is not there, until the error is seen.
func look[T any](b *binder, lookup func(string) *T, id string) *T {
	found := lookup(id)
	if found != nil {
		return found
	}
	if b.err == nil {
		b.err = fmt.Errorf("%q is referred to but not in the release", id)
	}
	return new(T)
}

// own counts a text that belongs to one record only.
func (b *binder) own(text string) string {
	b.bytes += len(text)
	return text
}

// shared returns the same memory for the same text.
func shared[S ~string](b *binder, text S) S { return S(*b.same(string(text))) }

// text is shared for a text that may be absent.
func (b *binder) text(text *string) *string {
	if text == nil {
		return nil
	}
	return b.same(*text)
}

// part is shared for a text that is empty when it is absent.
func (b *binder) part(text *string) string { return shared(b, orEmpty(text)) }

func (b *binder) same(text string) *string {
	if known := b.texts[text]; known != nil {
		return known
	}
	b.texts[text] = &text
	b.bytes += len(text) + int(unsafe.Sizeof(text))
	return &text
}

func (b *binder) sources(list []*ent.Source) []*record.Source {
	out := make([]*record.Source, len(list))
	for i, s := range list {
		out[i] = b.source(s)
	}
	b.bytes += len(out) * int(unsafe.Sizeof(out[0]))
	return out
}

func (b *binder) source(s *ent.Source) *record.Source {
	key := fmt.Sprint(s.DocumentID, "\x00", orEmpty(s.Section), "\x00", orEmpty(s.Row), "\x00", s.Lines)
	if known := b.places[key]; known != nil {
		return known
	}
	made := &record.Source{
		Document: look(b, b.release.Document, s.DocumentID),
		Section:  b.text(s.Section), Row: b.text(s.Row), Lines: slices.Clip(s.Lines),
	}
	b.places[key] = made
	count(b, made)
	b.bytes += len(s.Lines) * int(unsafe.Sizeof(0))
	return made
}

func orEmpty(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

func (b *binder) citations(list []*ent.Citation) []*record.Citation {
	var out []*record.Citation
	for _, c := range list {
		out = append(out, b.citation(c))
	}
	return out
}

func (b *binder) citation(c *ent.Citation) *record.Citation {
	made := &record.Citation{
		ID:            b.own(c.ID),
		Document:      look(b, b.release.Document, c.DocumentID),
		LegalDocument: look(b, b.release.LegalDocument, c.LegalDocumentID),
		Role:          shared(b, c.Role),
		PrintedNumber: b.text(c.PrintedNumber), PrintedDate: b.text(c.PrintedDate),
		Findings: b.release.Findings(c.ID),
		Sources:  b.sources(c.Edges.Sources),
	}
	for _, id := range []*string{c.TargetID, c.TaskID, c.OutcomeID} {
		if id != nil {
			made.RecordID = id
		}
	}
	count(b, made)
	return made
}
