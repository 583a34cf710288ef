package textsearch

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"doichieu/vocab"
)

// Entry is a record that can be found.
type Entry struct {
	Kind    vocab.SearchKind
	ID      string
	SortKey string   // decides between equal matches; unique
	Title   string   // what a result shows
	TitleEn string   // its English twin; may be empty
	Names   []string // other names under which the record is found
	Within  string   // the name of what it belongs to; may be empty
}

// Index holds the entries of a dataset, ready to be searched. It never
// changes, so that it can be shared.
type Index struct{ entries []indexed }

type indexed struct {
	*Entry
	text   string // of the titles and names; see searchable
	within string // likewise
	length int    // of the title, in characters
}

// NewIndex makes an index; the order of the entries does not matter.
func NewIndex(entries []Entry) *Index {
	out := make([]indexed, len(entries))
	for i := range entries {
		e := &entries[i]
		out[i] = indexed{
			Entry:  e,
			text:   searchable(append([]string{e.Title, e.TitleEn}, e.Names...)...),
			within: searchable(e.Within),
			length: utf8.RuneCountInString(norm.NFC.String(e.Title)),
		}
	}
	slices.SortFunc(out, func(a, b indexed) int { return a.place(0).Compare(b.place(0)) })
	return &Index{entries: out}
}

func (e indexed) place(tier Tier) Place {
	return Place{Tier: tier, Length: e.length, SortKey: e.SortKey}
}

// Place is where a hit stands among all hits: by tier, then shorter titles,
// then sort key. It stays the same as long as the record does.
type Place struct {
	Tier    Tier
	Length  int
	SortKey string
}

// Compare orders places, first ones first.
func (p Place) Compare(other Place) int {
	return cmp.Or(cmp.Compare(p.Tier, other.Tier), cmp.Compare(p.Length, other.Length), cmp.Compare(p.SortKey, other.SortKey))
}

// Hit is an entry that a query found.
type Hit struct {
	*Entry
	Place Place
}

// Find returns every entry of the given kinds that matches, best first. It
// looks at each entry once; entries are kept in the order in which hits of one
// tier are wanted, so that nothing is sorted.
func (x *Index) Find(q Query, kinds []vocab.SearchKind) []Hit {
	var byTier [tiers][]Hit
	for _, e := range x.entries {
		if !slices.Contains(kinds, e.Kind) {
			continue
		}
		if tier, ok := q.tierIn(e.text, e.within); ok {
			byTier[tier] = append(byTier[tier], Hit{Entry: e.Entry, Place: e.place(tier)})
		}
	}
	return slices.Concat(byTier[:]...)
}

// MarkTitle marks the title. When part of the query is not in it, the name
// that has the rest, or what the record belongs to, follows in parentheses.
func (e *Entry) MarkTitle(q Query) []Part {
	parts, complete := q.mark(e.Title)
	if complete {
		return parts
	}
	for _, name := range append(slices.Clone(e.Names), e.Within) {
		if both, complete := q.mark(e.Title + " (" + name + ")"); complete {
			return both
		}
	}
	return parts
}

// MarkTitleEn marks the English title; nil when there is none.
func (e *Entry) MarkTitleEn(q Query) []Part { return Mark(e.TitleEn, q) }
