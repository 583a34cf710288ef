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
	unfinished group   // see eitherVowel; nil for most
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

// parse reads what a person typed. Whether a phrase is abbreviated or not makes no
// difference to the query, nor whether it has diacritics, unless they differ from
// its own.
func (d *dictionary) parse(text string) Query {
	words := d.spelledOut(firstWords(firstCharacters(text, maxText), maxWords, maxLetters))
	var groups []group
	for len(words) > 0 && len(groups) < maxGroups {
		full, n := d.full.at(words)
		if n == 0 {
			n = 1
			groups = append(groups, group{{words[0].text, words[0].own, false}})
		} else {
			groups = append(groups, phraseGroup(words[:n], full))
		}
		words = words[n:]
	}
	return newQuery(d, groups)
}

// eitherVowel matches a word that may be spelt with i or y, see oneVowel. Beside
// others it is whole, so that "công ty" is not every công with a tiến somewhere.
// Only as the last one, right after the word before it, may it be unfinished, as in
// "thong ti". By itself it may be anywhere, behind what has it whole.
var eitherVowel = regexp.MustCompile(`^([hklmstv]|qu)i$`)

// wholeWords marks those of several groups that are whole, and returns the last
// two together when the last one may yet be unfinished.
func wholeWords(groups []group) (unfinished group) {
	last := len(groups) - 1
	for i, g := range groups {
		if last == 0 || len(g) > 1 || !eitherVowel.MatchString(g[0].text) {
			continue
		}
		if i == last {
			unfinished = slices.Concat(groups[i-1], g)
		}
		g[0].whole = true
	}
	return unfinished
}

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
	unfinished := wholeWords(groups)
	return Query{
		dictionary: d, groups: groups, unfinished: unfinished,
		own:    newPattern(groups, unfinished, func(t term) string { return t.own }, never),
		folded: newPattern(groups, unfinished, func(t term) string { return t.text }, group.vietnamese),
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
	or         string // holding this is as good; may be empty
	vietnamese bool   // not in English titles
}

func (p piece) in(t titles) bool {
	text := t.all
	if p.vietnamese {
		text = t.vietnamese
	}
	return strings.Contains(text, p.text) || p.or != "" && strings.Contains(text, p.or)
}

func holdAll(t titles, pieces []piece) bool {
	return !slices.ContainsFunc(pieces, func(p piece) bool { return !p.in(t) })
}

// pattern is what titles must hold to match a query, see tierIn.
type pattern struct {
	begins, wholes                       []piece // one for each group
	exact, startsWhole, starts, together piece
}

func newPattern(groups []group, unfinished group, form func(term) string, vietnamese func(group) bool) pattern {
	var p pattern
	for _, g := range groups {
		text := " " + join(g, form)
		begin, whole := piece{text: text, vietnamese: vietnamese(g)}, piece{text: text + " ", vietnamese: vietnamese(g)}
		if g[0].whole {
			begin = whole
		}
		p.begins, p.wholes = append(p.begins, begin), append(p.wholes, whole)
	}
	if unfinished != nil {
		p.begins[len(groups)-1].or = " " + join(unfinished, form)
	}
	phrase := " " + join(slices.Concat(groups...), form)
	limited := slices.ContainsFunc(groups, vietnamese)
	p.together = piece{text: phrase + " ", vietnamese: limited}
	p.startsWhole = piece{text: titleBar + phrase + " ", vietnamese: limited}
	p.exact = piece{text: titleBar + phrase + " " + titleBar, vietnamese: limited}
	p.starts = piece{text: titleBar + phrase, vietnamese: limited}
	if len(groups) == 1 && eitherVowel.MatchString(join(groups[0], func(t term) string { return t.text })) {
		p.starts = p.startsWhole // a longer word is probably another
	}
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
