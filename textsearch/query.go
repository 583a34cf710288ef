package textsearch

import (
	"regexp"
	"slices"
	"strings"
)

// Limits on a query; the rest of the text is ignored.
const (
	maxGroups  = 16   // words and phrases that must match
	maxLetters = 64   // per word
	maxWords   = 160  // words read; more than maxGroups because phrases have several
	maxText    = 2000 // characters read
)

// Query is a parsed search text: groups that a record must all contain. The zero
// value matches nothing.
type Query struct {
	groups     []group
	accented   pattern // with the diacritics of the query
	folded     pattern // without diacritics
	unfinished group   // see requireWholeWords; usually nil
	dictionary *dictionary
}

// group is the beginning of a word, or the full form of a phrase that has
// abbreviations.
type group []term

// term is one word of a group.
type term struct {
	text, accented string // as in word
	complete       bool   // does not match the beginning of a longer word
}

// toned reports whether the word has diacritics or đ, so that it means this word and
// not every word with the same folded form.
func (t term) toned() bool { return t.accented != t.text }

func (g group) toned() bool { return slices.ContainsFunc(g, term.toned) }

// vietnamese reports whether the group is certainly a Vietnamese word, so that it
// does not match an English word with the same folded beginning: đất is not "data".
// A phrase that has abbreviations is also searched for in English titles, which may
// contain the abbreviation.
func (g group) vietnamese() bool { return len(g) == 1 && g.toned() }

// parse parses a search text. An abbreviation and its full form give the same query,
// and so does a full form without diacritics.
func (d *dictionary) parse(text string) Query {
	words := d.expand(firstWords(firstCharacters(text, maxText), maxWords, maxLetters))
	var groups []group
	for len(words) > 0 && len(groups) < maxGroups {
		full, n := d.fullForms.longestMatch(words)
		if n == 0 {
			n = 1
			groups = append(groups, group{{words[0].text, words[0].accented, false}})
		} else {
			groups = append(groups, phraseGroup(words[:n], full))
		}
		words = words[n:]
	}
	return newQuery(d, groups)
}

// eitherVowel matches the folded form of a word that may be spelt with i or y, see
// oneVowel.
var eitherVowel = regexp.MustCompile(`^([hklmstv]|qu)i$`)

// requireWholeWords marks the words in i or y (see eitherVowel) of a query of several
// groups as complete, so that "công ty" does not match công and tiến. Only the last
// word may be unfinished, as in "thong ti", when it directly follows the word before
// it: the result is these two words, or nil. A query of a single such word matches
// the beginning of longer words, but after complete ones.
func requireWholeWords(groups []group) (unfinished group) {
	last := len(groups) - 1
	for i, g := range groups {
		if last == 0 || len(g) > 1 || !eitherVowel.MatchString(g[0].text) {
			continue
		}
		if i == last {
			unfinished = slices.Concat(groups[i-1], g)
		}
		g[0].complete = true
	}
	return unfinished
}

// firstCharacters returns at most the given number of characters, so that a long text
// is cut before any work on it.
func firstCharacters(text string, most int) string {
	for i := range text {
		if most--; most < 0 {
			return text[:i]
		}
	}
	return text
}

// phraseGroup returns a phrase as it was typed, with the diacritics of its full form
// for words without any.
func phraseGroup(typed, full []word) group {
	out := make(group, len(typed))
	for i, w := range typed {
		out[i] = term{text: w.text, accented: w.accented}
		if !out[i].toned() {
			out[i].accented = full[i].accented
		}
	}
	return out
}

func newQuery(d *dictionary, groups []group) Query {
	unfinished := requireWholeWords(groups)
	return Query{
		dictionary: d, groups: groups, unfinished: unfinished,
		accented: newPattern(groups, unfinished, func(t term) string { return t.accented }, never),
		folded:   newPattern(groups, unfinished, func(t term) string { return t.text }, group.vietnamese),
	}
}

// phrase returns all words of the query.
func (q Query) phrase() group { return slices.Concat(q.groups...) }

// Empty reports whether there is no word to search for.
func (q Query) Empty() bool { return len(q.groups) == 0 }

// Key identifies the query: equal queries have equal keys.
func (q Query) Key() string {
	keys := make([]string, len(q.groups))
	for i, g := range q.groups {
		keys[i] = join(g, func(t term) string { return t.accented })
	}
	return strings.Join(keys, "|")
}

// Tier is the quality of a match; lower is better.
type Tier int

// The tiers, best first.
const (
	TierExact       Tier = iota // a title is the query
	TierStartsWhole             // a title starts with the query's words
	TierStarts                  // a title starts with the query, its last word with more letters
	TierPhrase                  // the query's words are adjacent and in this order
	TierWords                   // every word occurs as a complete word
	TierPrefixes                // every word of the query is the beginning of a word
	TierWithin                  // as TierPrefixes, including the names of the record's parent
	tiers
)

// titles is the searchable text of a record: each title as written and with
// abbreviations expanded, both folded and with diacritics, separated by bars:
// "| so tttt | so thong tin | sở tttt | sở thông tin |". There is a space on each side
// of a word, and words contain no bars, so that the beginning of a title or of a word
// can be found by substring search. A word without diacritics is found in the folded
// forms, and a word with diacritics only in the forms that have them.
type titles struct {
	all        string
	vietnamese string // the part of all before the English title
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
	full := d.expand(words)
	var forms []string
	for _, form := range []string{joined(words), joined(full), joinedAccented(words), joinedAccented(full)} {
		if !slices.Contains(forms, form) {
			forms = append(forms, form)
			out.WriteString(" " + form + " " + titleBar)
		}
	}
}

// piece is text that titles must contain.
type piece struct {
	text       string
	or         string // alternative to text; may be empty
	vietnamese bool   // English titles do not count
}

func (p piece) in(t titles) bool {
	text := t.all
	if p.vietnamese {
		text = t.vietnamese
	}
	return strings.Contains(text, p.text) || p.or != "" && strings.Contains(text, p.or)
}

func containAll(t titles, pieces []piece) bool {
	return !slices.ContainsFunc(pieces, func(p piece) bool { return !p.in(t) })
}

// pattern is the text that titles must contain for each tier of a query, see tierIn.
type pattern struct {
	begins, wholeWords                 []piece // one for each group
	exact, startsWhole, starts, phrase piece
}

func newPattern(groups []group, unfinished group, form func(term) string, vietnamese func(group) bool) pattern {
	var p pattern
	for _, g := range groups {
		text := " " + join(g, form)
		begin, whole := piece{text: text, vietnamese: vietnamese(g)}, piece{text: text + " ", vietnamese: vietnamese(g)}
		if g[0].complete {
			begin = whole
		}
		p.begins, p.wholeWords = append(p.begins, begin), append(p.wholeWords, whole)
	}
	if unfinished != nil {
		p.begins[len(groups)-1].or = " " + join(unfinished, form)
	}
	phrase := " " + join(slices.Concat(groups...), form)
	limited := slices.ContainsFunc(groups, vietnamese)
	p.phrase = piece{text: phrase + " ", vietnamese: limited}
	p.startsWhole = piece{text: titleBar + phrase + " ", vietnamese: limited}
	p.exact = piece{text: titleBar + phrase + " " + titleBar, vietnamese: limited}
	p.starts = piece{text: titleBar + phrase, vietnamese: limited}
	if len(groups) == 1 && eitherVowel.MatchString(join(groups[0], func(t term) string { return t.text })) {
		p.starts = p.startsWhole // a longer word is probably a different word
	}
	return p
}

// rankEntry returns the place of an entry; false when it does not match. An entry
// that matches only with other diacritics comes after all that match with the
// diacritics of the query.
func (q Query) rankEntry(e *indexed) (Place, bool) {
	if q.Empty() {
		return Place{}, false
	}
	if tier, ok := q.accented.tierIn(e.titles, e.within); ok {
		return e.place(false, tier), true
	}
	if !slices.ContainsFunc(q.groups, group.toned) {
		return Place{}, false
	}
	tier, ok := q.folded.tierIn(e.titles, e.within)
	return e.place(true, tier), ok
}

// tierIn returns the tier of a record by its titles; false when it does not match.
// within is the searchable text of the record's parent.
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
	case p.phrase.in(t):
		return TierPhrase, true
	case containAll(t, p.wholeWords):
		return TierWords, true
	case containAll(t, p.begins):
		return TierPrefixes, true
	default:
		return TierWithin, true
	}
}
