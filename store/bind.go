package store

import (
	"fmt"
	"slices"

	"doichieu/ent"
	"doichieu/record"
	"doichieu/vocab"
)

// binder turns rows into records that point to each other. Values that several
// records have in common (sources, schedules, texts) are stored once, and values of
// one type lie side by side: answers read them in that order, and the garbage
// collector has few objects to visit.
type binder struct {
	release   *Release
	words     map[string]*string // texts that several records may point to
	schedules map[record.Schedule]*record.Schedule
	places    map[string]*record.Source
	texts     []*string // to be packed
	pieces    pieces
	bytes     int   // allocated so far
	err       error // the first reference to something that is not there
}

func newBinder(r *Release) *binder {
	return &binder{
		release: r, words: map[string]*string{},
		schedules: map[record.Schedule]*record.Schedule{}, places: map[string]*record.Source{},
	}
}

// resolve returns the record with an id, which the database guarantees. For one
// that is missing it returns an empty record and sets the binder's error.
func resolve[T any](b *binder, lookup func(string) *T, id string) *T {
	found := lookup(id)
	if found != nil {
		return found
	}
	if b.err == nil {
		b.err = fmt.Errorf("%q is referred to but not in the release", id)
	}
	return new(T)
}

// intern returns the constant of package vocab that equals v, so that a record keeps
// no copy of its text.
func intern[E vocab.Enum](v E) E {
	values := v.Values()
	if i := slices.Index(values, string(v)); i >= 0 {
		return E(values[i])
	}
	return v
}

// text returns the same pointer for equal texts, and nil for a text that is absent.
func (b *binder) text(text *string) *string {
	if text == nil {
		return nil
	}
	if known := b.words[*text]; known != nil {
		return known
	}
	made := put(b, &b.pieces.words, *text)
	b.words[*made] = made
	b.own(made)
	return made
}

func (b *binder) number(n *vocab.Decimal) *vocab.Decimal {
	if n == nil {
		return nil
	}
	return put(b, &b.pieces.numbers, *n)
}

func (b *binder) sources(list []*ent.Source) []*record.Source {
	out := take(b, &b.pieces.sourceLists, len(list))
	for i, s := range list {
		out[i] = b.source(s)
	}
	return out
}

func (b *binder) source(s *ent.Source) *record.Source {
	key := fmt.Sprint(s.DocumentID, "\x00", orEmpty(s.Section), "\x00", orEmpty(s.Row), "\x00", s.Lines)
	if known := b.places[key]; known != nil {
		return known
	}
	made := put(b, &b.pieces.sources, record.Source{
		Document: resolve(b, b.release.Document, s.DocumentID),
		Section:  b.text(s.Section), Row: b.text(s.Row), Lines: take(b, &b.pieces.lines, len(s.Lines)),
	})
	copy(made.Lines, s.Lines)
	b.places[key] = made
	return made
}

func orEmpty(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

func (b *binder) citations(list []*ent.Citation) []*record.Citation {
	out := records[record.Citation](b, len(list))
	for i, c := range list {
		b.bindCitation(out[i], c)
	}
	return out
}

func (b *binder) bindCitation(made *record.Citation, c *ent.Citation) {
	b.bindCitationFields(made, c)
	made.Findings = b.release.Findings(c.ID)
	for _, id := range []*string{c.TargetID, c.TaskID, c.OutcomeID} {
		if id != nil {
			made.RecordID = b.text(id)
		}
	}
}
