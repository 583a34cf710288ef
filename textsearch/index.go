package textsearch

import (
	"cmp"
	"slices"
	"strings"
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
	Around  []string // other names of that, or names too short to stand alone
}

// Index holds the entries of a dataset, ready to be searched. It never
// changes, so that it can be shared.
type Index struct {
	entries    []indexed
	dictionary *dictionary
}

type indexed struct {
	*Entry
	titles titles // and names
	within titles
	length int // of the title, in characters
}

// NewIndex makes an index; the order of the entries does not matter.
func NewIndex(entries []Entry) *Index {
	out := make([]indexed, len(entries))
	words := general.with(entries)
	withins := map[string]titles{}
	for i := range out {
		e := entries[i]
		if e.Kind == vocab.SearchAgency {
			e.Names = slices.Concat(e.Names, words.shared(e.Title))
		}
		around := strings.Join(append([]string{e.Within}, e.Around...), titleBar)
		if _, known := withins[around]; !known {
			withins[around] = words.titles("", append([]string{e.Within}, e.Around...)...)
		}
		out[i] = indexed{
			Entry:  &e,
			titles: words.titles(e.TitleEn, append([]string{e.Title}, e.Names...)...),
			within: withins[around],
			length: utf8.RuneCountInString(norm.NFC.String(e.Title)),
		}
	}
	slices.SortFunc(out, func(a, b indexed) int { return a.place(false, 0).Compare(b.place(false, 0)) })
	return &Index{out, words}
}

// Parse reads a query for the index, which may name the bodies among its entries
// in any way (see fields).
func (x *Index) Parse(text string) Query { return x.dictionary.parse(text) }

func (e *indexed) place(folded bool, tier Tier) Place {
	return Place{Folded: folded, Tier: tier, Length: e.length, SortKey: e.SortKey}
}

// Place is where a hit stands among all hits: those that have the words with
// the diacritics that were typed, then by tier, then shorter titles, then sort
// key. It stays the same as long as the record does.
type Place struct {
	Folded  bool // it matches only without diacritics
	Tier    Tier
	Length  int
	SortKey string
}

// rank is the tier, those of folded matches behind all others.
func (p Place) rank() Tier {
	if p.Folded {
		return tiers + p.Tier
	}
	return p.Tier
}

// Compare orders places, first ones first.
func (p Place) Compare(other Place) int {
	return cmp.Or(cmp.Compare(p.rank(), other.rank()), cmp.Compare(p.Length, other.Length), cmp.Compare(p.SortKey, other.SortKey))
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
	var ranked [2 * tiers][]Hit
	for i := range x.entries {
		e := &x.entries[i]
		if !slices.Contains(kinds, e.Kind) {
			continue
		}
		if place, ok := q.placeIn(e); ok {
			ranked[place.rank()] = append(ranked[place.rank()], Hit{Entry: e.Entry, Place: place})
		}
	}
	return slices.Concat(ranked[:]...)
}

// MarkTitle marks the title. When part of the query is not in it, the name
// that has the rest, or what the record belongs to, follows in parentheses.
func (e *Entry) MarkTitle(q Query) []Part {
	for _, folded := range []func(group) bool{never, always} {
		if parts, complete := q.mark(e.Title, folded); complete {
			return parts
		}
		for _, name := range slices.Concat(e.Names, []string{e.Within}, e.Around) {
			if both, complete := q.mark(e.Title+" ("+name+")", folded); complete {
				return both
			}
		}
	}
	return Mark(e.Title, q)
}

// MarkTitleEn marks the English title, in which a Vietnamese word counts only
// with its diacritics; nil when there is none.
func (e *Entry) MarkTitleEn(q Query) []Part {
	parts, _ := q.mark(e.TitleEn, func(g group) bool { return !g.vietnamese() })
	return parts
}
