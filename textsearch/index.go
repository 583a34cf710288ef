package textsearch

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"doichieu/vocab"
)

// Entry is a record to be searched.
type Entry struct {
	Kind    vocab.SearchKind
	ID      string
	SortKey string   // orders equal matches; unique
	Title   string   // shown in results
	TitleEn string   // the English title; may be empty
	Names   []string // other names by which the record is found
	Within  string   // name of the record's parent, such as its province; may be empty
	Around  []string // other names of the parent, or names too short to match on their own
}

// Index is a search index over the entries of a dataset. It is immutable and safe
// for concurrent use.
type Index struct {
	entries    []indexed
	dictionary *dictionary
}

// indexed is an entry prepared for searching.
type indexed struct {
	*Entry
	titles titles // of its titles and names
	within titles // of its parent's names
	length int    // of the title, in characters
}

// NewIndex returns an index of entries, whose order does not matter.
func NewIndex(entries []Entry) *Index {
	out := make([]indexed, len(entries))
	words := general.withBodies(entries)
	withins := map[string]titles{}
	for i := range out {
		e := entries[i]
		if e.Kind == vocab.SearchAgency {
			e.Names = slices.Concat(e.Names, words.ambiguousNames(e.Title))
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

// Parse parses a query on the index. The query may use any form of the names of the
// bodies among the entries (see fields).
func (x *Index) Parse(text string) Query { return x.dictionary.parse(text) }

func (e *indexed) place(folded bool, tier Tier) Place {
	return Place{Folded: folded, Tier: tier, Length: e.length, SortKey: e.SortKey}
}

// Place is the position of a hit in the order of hits. Hits with the diacritics of
// the query come first; then the order is by tier, length of the title and sort key.
// The place of a record changes only when the record does.
type Place struct {
	Folded  bool // the entry matches only without diacritics
	Tier    Tier
	Length  int
	SortKey string
}

// rank returns the tier, where the tiers of folded matches come after all others.
func (p Place) rank() Tier {
	if p.Folded {
		return tiers + p.Tier
	}
	return p.Tier
}

// Compare returns a negative number when p comes before other.
func (p Place) Compare(other Place) int {
	return cmp.Or(cmp.Compare(p.rank(), other.rank()), cmp.Compare(p.Length, other.Length), cmp.Compare(p.SortKey, other.SortKey))
}

// Hit is an entry that matches a query.
type Hit struct {
	*Entry
	Place Place
}

// Find returns all entries of the given kinds that match, best first. It checks each
// entry once. Nothing has to be sorted, because the entries of the index are already
// in the order that hits of one tier have.
func (x *Index) Find(q Query, kinds []vocab.SearchKind) []Hit {
	var ranked [2 * tiers][]Hit
	for i := range x.entries {
		e := &x.entries[i]
		if !slices.Contains(kinds, e.Kind) {
			continue
		}
		if place, ok := q.rankEntry(e); ok {
			ranked[place.rank()] = append(ranked[place.rank()], Hit{Entry: e.Entry, Place: place})
		}
	}
	return slices.Concat(ranked[:]...)
}

// MarkTitle marks the query in the title. When the title does not contain all of the
// query, another name or the parent's name that contains the rest follows in
// parentheses.
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

// MarkTitleEn marks the query in the English title, where a Vietnamese word matches
// only with its diacritics. The result is nil when there is no English title.
func (e *Entry) MarkTitleEn(q Query) []Part {
	parts, _ := q.mark(e.TitleEn, func(g group) bool { return !g.vietnamese() })
	return parts
}
