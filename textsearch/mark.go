package textsearch

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Part is a piece of a text. The parts of a text, in order, add up to the text.
type Part struct {
	Text   string
	Marked bool // it matches the query
}

// Mark splits a text, in its NFC form, into parts that match the query and parts that
// do not. Marked and unmarked parts alternate; an empty text has no parts. Only the
// letters of the query are marked in a word, but an abbreviation is marked as a
// whole. A word with other diacritics than the query's is marked only when no word
// has the query's. When the words of the query stand next to each other in the same
// order, they are marked together with the separators between them.
func Mark(text string, q Query) []Part {
	parts, _ := q.mark(text, always)
	return parts
}

// Whether a group may be marked without its diacritics, see mark.
func never(group) bool  { return false }
func always(group) bool { return true }

// mark is like Mark, but also reports whether the text contains every group of the
// query. A group for which folded returns true may occur with other diacritics.
func (q Query) mark(text string, folded func(group) bool) (parts []Part, complete bool) {
	letters := []rune(norm.NFC.String(text))
	marked := make([]bool, len(letters))
	written := wordsOf(text)
	full := q.dictionary.expand(written)
	markGroup := func(g group, matches matcher) bool {
		found := markWords(marked, written, g, matches)
		// A single word matches inside an abbreviation only if it occurs nowhere
		// else: "d" would mark every UBND (Ủy ban nhân dân).
		if !found || len(g) > 1 {
			found = markWords(marked, full, g, matches) || found
		}
		return found
	}
	complete = true
	for i, g := range q.groups {
		found := markGroup(g, matchAccented) || folded(g) && markGroup(g, matchFolded)
		if !found && i == len(q.groups)-1 && q.unfinished != nil {
			found = markGroup(q.unfinished, matchAccented) || folded(g) && markGroup(q.unfinished, matchFolded)
		}
		complete = complete && found
	}
	if phrase := q.phrase(); len(phrase) > 1 && !markWords(marked, full, phrase, matchAccented) && folded(phrase) {
		markWords(marked, full, phrase, matchFolded)
	}
	return cutAt(letters, marked), complete
}

// cutAt splits letters where marked changes.
func cutAt(letters []rune, marked []bool) (parts []Part) {
	for start := 0; start < len(letters); {
		end := start + 1
		for end < len(letters) && marked[end] == marked[start] {
			end++
		}
		parts = append(parts, Part{Text: string(letters[start:end]), Marked: marked[start]})
		start = end
	}
	return parts
}

// matcher compares a word with a term of the query; test is equal or
// strings.HasPrefix.
type matcher func(w word, t term, test func(a, b string) bool) bool

// matchFolded compares without diacritics.
func matchFolded(w word, t term, test func(a, b string) bool) bool { return test(w.text, t.text) }

// matchAccented requires the same diacritics if the term has any.
func matchAccented(w word, t term, test func(a, b string) bool) bool {
	if t.toned() {
		return test(w.accented, t.accented)
	}
	return test(w.text, t.text)
}

func equal(a, b string) bool { return a == b }

// markWords marks every occurrence of the words of a group in a row. The last word
// may continue with more letters.
func markWords(marked []bool, words []word, g group, matches matcher) (found bool) {
	for i := range words {
		end, ok := endOf(words[i:], g, matches)
		if !ok {
			continue
		}
		found = true
		for position := words[i].start(); position < end; position++ {
			marked[position] = true
		}
	}
	return found
}

// endOf returns the end of a group that the words begin with; false when they do not.
func endOf(words []word, g group, matches matcher) (end int, ok bool) {
	last := len(g) - 1
	test := strings.HasPrefix
	if g[last].complete {
		test = equal
	}
	if len(words) <= last || !matches(words[last], g[last], test) {
		return 0, false
	}
	for i, t := range g[:last] {
		if !matches(words[i], t, equal) {
			return 0, false
		}
	}
	return words[last].after(utf8.RuneCountInString(g[last].text)), true
}
