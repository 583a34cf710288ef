package store

import (
	"fmt"
	"slices"
	"strings"
	"unsafe"

	"doichieu/ent"
	"doichieu/record"
	"doichieu/vocab"
)

// binder turns rows into records that know each other. What is the same in
// several of them (places, words) is kept once, and all texts lie together.
type binder struct {
	release *Release
	words   map[string]*string // that several records may point to
	places  map[string]*record.Source
	texts   []*string // that pack puts together
	strings []string  // room for what words point to
	bytes   int       // what was made takes, about
	err     error     // the first reference to something that is not there
}

func newBinder(r *Release) *binder {
	return &binder{release: r, words: map[string]*string{}, places: map[string]*record.Source{}}
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

// constant is a member of an enumeration as package vocab writes it, so that no
// record keeps a text of its own for it.
func constant[E vocab.Enum](v E) E {
	values := v.Values()
	if i := slices.Index(values, string(v)); i >= 0 {
		return E(values[i])
	}
	return v
}

// text returns the same memory for the same text, and nil for one that is absent.
func (b *binder) text(text *string) *string {
	if text == nil {
		return nil
	}
	if known := b.words[*text]; known != nil {
		return known
	}
	made := &take(b, &b.strings, 1)[0]
	*made = *text
	b.words[*made] = made
	b.own(made)
	return made
}

// own notes texts that pack puts together.
func (b *binder) own(texts ...*string) { b.texts = append(b.texts, texts...) }

// pack puts all texts into one piece of memory, equal ones once, so that the
// collector has one to look at and none of the rows is kept for a word of it.
func (b *binder) pack() {
	starts, size := make(map[string]int, len(b.texts)), 0
	for _, text := range b.texts {
		if _, known := starts[*text]; !known {
			starts[*text] = size
			size += len(*text)
		}
	}
	var packed strings.Builder
	packed.Grow(size)
	for _, text := range b.texts {
		if starts[*text] == packed.Len() {
			packed.WriteString(*text)
		}
	}
	for _, text := range b.texts {
		start := starts[*text]
		*text = packed.String()[start : start+len(*text)]
	}
	b.bytes += packed.Cap()
}

// pieceBytes is about how much memory is made at once for small things.
const pieceBytes = 1 << 10

// take hands out zero values from a piece of memory, and makes another one when
// it is used up.
func take[T any](b *binder, piece *[]T, n int) []T {
	if n > len(*piece) {
		size := int(unsafe.Sizeof(*new(T)))
		*piece = make([]T, max(n, pieceBytes/size))
		b.bytes += len(*piece) * size
	}
	taken := (*piece)[:n:n]
	*piece = (*piece)[n:]
	return taken
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
		ID:            c.ID,
		Document:      look(b, b.release.Document, c.DocumentID),
		LegalDocument: look(b, b.release.LegalDocument, c.LegalDocumentID),
		Role:          constant(c.Role),
		PrintedNumber: b.text(c.PrintedNumber), PrintedDate: b.text(c.PrintedDate),
		Findings: b.release.Findings(c.ID),
		Sources:  b.sources(c.Edges.Sources),
	}
	for _, id := range []*string{c.TargetID, c.TaskID, c.OutcomeID} {
		if id != nil {
			made.RecordID = b.text(id)
		}
	}
	b.own(&made.ID)
	count(b, made)
	return made
}
