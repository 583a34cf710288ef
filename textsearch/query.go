package textsearch

import (
	"regexp"
	"slices"
	"strings"
)

// Bounds on a query; what lies beyond is ignored.
const (
	maxGroups  = 16   // words and phrases that must match
	maxLetters = 64   // of a word
	maxWords   = 160  // that are read, since phrases have several
	maxText    = 2000 // characters that are read
)

// Query is what somebody searches for: groups that must all be there. The zero
// value finds nothing.
type Query struct {
	groups     []group
	own        pattern // as it is typed
	folded     pattern // without diacritics
	dictionary *dictionary
}

// group is the beginning of a word, or one of the phrases that have
// abbreviations, in full.
type group []term

// term is one word of a group.
type term struct {
	text, own string // as in word
	whole     bool   // it is no beginning of a longer word
}

// toned says that the word has diacritics or đ, so that it means one word and
// not every word that folds to the same.
func (t term) toned() bool { return t.own != t.text }

func (g group) toned() bool { return slices.ContainsFunc(g, term.toned) }

// vietnamese says that the group is a Vietnamese word without any doubt, which
// an English one is not even when it folds to the same: đất is not "data". A
// phrase that has abbreviations is looked for in English too, where the
// abbreviation may stand.
func (g group) vietnamese() bool { return len(g) == 1 && g.toned() }

// Parse reads what a person typed. Whether a phrase is abbreviated or not
// makes no difference to the query, nor whether it has diacritics, unless they
// are others than its own. What the entries of an index are called is known to
// Index.Parse only.
func Parse(text string) Query { return general.parse(text) }

func (d *dictionary) parse(text string) Query {
	words := d.spelledOut(firstWords(firstCharacters(text, maxText), maxWords, maxLetters))
	var groups []group
	for len(words) > 0 && len(groups) < maxGroups {
		full, n := d.full.at(words)
		if n == 0 {
			n = 1
			whole := len(words) > 1 && eitherVowel.MatchString(words[0].text)
			groups = append(groups, group{{words[0].text, words[0].own, whole}})
		} else {
			groups = append(groups, phraseGroup(words[:n], full))
		}
		words = words[n:]
	}
	return newQuery(d, groups)
}

// eitherVowel matches a word that may be spelt with i or y, see oneVowel. When
// another follows it is whole, so that "quản lý nhà nước" is not every liên.
var eitherVowel = regexp.MustCompile(`^([hklmstv]|qu)i$`)

// firstCharacters is the beginning of a text, before anything is made of it.
func firstCharacters(text string, most int) string {
	for i := range text {
		if most--; most < 0 {
			return text[:i]
		}
	}
	return text
}

// phraseGroup is what was typed of a phrase, with the diacritics of its full
// form where a word has none.
func phraseGroup(typed, full []word) group {
	out := make(group, len(typed))
	for i, w := range typed {
		out[i] = term{text: w.text, own: w.own}
		if !out[i].toned() {
			out[i].own = full[i].own
		}
	}
	return out
}

func newQuery(d *dictionary, groups []group) Query {
	return Query{
		dictionary: d, groups: groups,
		own:    newPattern(groups, func(t term) string { return t.own }, never),
		folded: newPattern(groups, func(t term) string { return t.text }, group.vietnamese),
	}
}

// phrase is all the words of the query.
func (q Query) phrase() group { return slices.Concat(q.groups...) }

// Empty reports whether there is no word to search for.
func (q Query) Empty() bool { return len(q.groups) == 0 }

// Key is the same for two queries exactly when they are the same query.
func (q Query) Key() string {
	keys := make([]string, len(q.groups))
	for i, g := range q.groups {
		keys[i] = join(g, func(t term) string { return t.own })
	}
	return strings.Join(keys, "|")
}

// Tier is how well a record matches; less is better.
type Tier int

// The tiers, best first.
const (
	TierExact       Tier = iota // a title is the query
	TierStartsWhole             // a title starts with the query's words
	TierStarts                  // a title starts with the query, its last word with more letters
	TierPhrase                  // the query's words stand together in this order
	TierWords                   // every word is there as a whole
	TierPrefixes                // every word of the query is the beginning of one
	TierWithin                  // so it is together with what the record belongs to
	tiers
)

// titles is what is searched of a record: its titles, each as it is written and
// with abbreviations spelled out, folded and with its own diacritics, between
// bars: "| so tttt | so thong tin | sở tttt | sở thông tin |". Words stand between
// spaces and no word holds a bar, so that a title's beginning and a word's
// beginning are found as plain text. A word without diacritics is found in what
// is folded, one with diacritics only where it has the same.
type titles struct {
	all        string
	vietnamese string // the part of all that is not English
}

const titleBar = "|"

func (d *dictionary) titles(english string, vietnamese ...string) titles {
	var out strings.Builder
	out.WriteString(titleBar)
	for _, title := range vietnamese {
		d.writeTitle(&out, title)
	}
	length := out.Len()
	d.writeTitle(&out, english)
	return titles{all: out.String(), vietnamese: out.String()[:length]}
}

func (d *dictionary) writeTitle(out *strings.Builder, title string) {
	words := wordsOf(title)
	if len(words) == 0 {
		return
	}
	full := d.spelledOut(words)
	var forms []string
	for _, form := range []string{joined(words), joined(full), joinedOwn(words), joinedOwn(full)} {
		if !slices.Contains(forms, form) {
			forms = append(forms, form)
			out.WriteString(" " + form + " " + titleBar)
		}
	}
}

// piece is text that titles must hold.
type piece struct {
	text       string
	vietnamese bool // not in English titles
}

func (p piece) in(t titles) bool {
	if p.vietnamese {
		return strings.Contains(t.vietnamese, p.text)
	}
	return strings.Contains(t.all, p.text)
}

func holdAll(t titles, pieces []piece) bool {
	return !slices.ContainsFunc(pieces, func(p piece) bool { return !p.in(t) })
}

// pattern is what titles must hold to match a query, see tierIn.
type pattern struct {
	begins, wholes                       []piece // one for each group
	exact, startsWhole, starts, together piece
}

func newPattern(groups []group, form func(term) string, vietnamese func(group) bool) pattern {
	var p pattern
	for _, g := range groups {
		text := " " + join(g, form)
		begin := text
		if g[len(g)-1].whole {
			begin += " "
		}
		p.begins = append(p.begins, piece{begin, vietnamese(g)})
		p.wholes = append(p.wholes, piece{text + " ", vietnamese(g)})
	}
	phrase := " " + join(slices.Concat(groups...), form)
	limited := slices.ContainsFunc(groups, vietnamese)
	p.together = piece{phrase + " ", limited}
	p.starts = piece{titleBar + phrase, limited}
	p.startsWhole = piece{titleBar + phrase + " ", limited}
	p.exact = piece{titleBar + phrase + " " + titleBar, limited}
	return p
}

// placeIn ranks an entry; false when it does not match. An entry that has the
// words only with other diacritics comes after all that have them as typed.
func (q Query) placeIn(e *indexed) (Place, bool) {
	if q.Empty() {
		return Place{}, false
	}
	if tier, ok := q.own.tierIn(e.titles, e.within); ok {
		return e.place(false, tier), true
	}
	if !slices.ContainsFunc(q.groups, group.toned) {
		return Place{}, false
	}
	tier, ok := q.folded.tierIn(e.titles, e.within)
	return e.place(true, tier), ok
}

// tierIn ranks a record by its titles; false when it does not match. within are
// those of what the record belongs to.
func (p pattern) tierIn(t, within titles) (Tier, bool) {
	for _, begin := range p.begins {
		if !begin.in(t) && !begin.in(within) {
			return 0, false
		}
	}
	switch {
	case p.exact.in(t):
		return TierExact, true
	case p.startsWhole.in(t):
		return TierStartsWhole, true
	case p.starts.in(t):
		return TierStarts, true
	case p.together.in(t):
		return TierPhrase, true
	case holdAll(t, p.wholes):
		return TierWords, true
	case holdAll(t, p.begins):
		return TierPrefixes, true
	default:
		return TierWithin, true
	}
}
