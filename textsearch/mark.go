package textsearch

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Part is a piece of a text. The parts of a text make it up in order.
type Part struct {
	Text   string
	Marked bool // it matches the query
}

// Mark cuts a text, in its NFC form, into parts that match the query and parts
// that do not. Neighbouring parts differ in being marked; an empty text has no
// parts. Of a word only the letters that were asked for are marked, of an
// abbreviation the whole. A word without the diacritics that were typed is
// marked only when none has them. Words that stand together as in the query are marked
// together with what is between them.
func Mark(text string, q Query) []Part {
	parts, _ := q.mark(text, always)
	return parts
}

// Which groups are marked without their diacritics.
func never(group) bool  { return false }
func always(group) bool { return true }

// mark also reports whether every group of the query is in the text. Those of
// which folded says so may be there with other diacritics.
func (q Query) mark(text string, folded func(group) bool) (parts []Part, complete bool) {
	letters := []rune(norm.NFC.String(text))
	marked := make([]bool, len(letters))
	written := wordsOf(text)
	full := q.dictionary.spelledOut(written)
	markGroup := func(g group, fits fit) bool {
		found := markWords(marked, written, g, fits)
		// A single word counts within an abbreviation only if it stands nowhere
		// else: "d" would mark every UBND (Ủy ban nhân dân).
		if !found || len(g) > 1 {
			found = markWords(marked, full, g, fits) || found
		}
		return found
	}
	complete = true
	for i, g := range q.groups {
		found := markGroup(g, fitsOwn) || folded(g) && markGroup(g, fitsFolded)
		if !found && i == len(q.groups)-1 && q.unfinished != nil {
			found = markGroup(q.unfinished, fitsOwn) || folded(g) && markGroup(q.unfinished, fitsFolded)
		}
		complete = complete && found
	}
	if phrase := q.phrase(); len(phrase) > 1 && !markWords(marked, full, phrase, fitsOwn) && folded(phrase) {
		markWords(marked, full, phrase, fitsFolded)
	}
	return cutAt(letters, marked), complete
}

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

// fit compares a word with what was typed; test is for equality or a prefix.
type fit func(w word, t term, test func(a, b string) bool) bool

func fitsFolded(w word, t term, test func(a, b string) bool) bool { return test(w.text, t.text) }

// fitsOwn asks for the same diacritics if any were typed.
func fitsOwn(w word, t term, test func(a, b string) bool) bool {
	if t.toned() {
		return test(w.own, t.own)
	}
	return test(w.text, t.text)
}

func equal(a, b string) bool { return a == b }

// markWords marks every place where the words of a group stand in a row, the
// last one perhaps with more letters.
func markWords(marked []bool, words []word, g group, fits fit) (found bool) {
	for i := range words {
		end, ok := endOf(words[i:], g, fits)
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

// endOf tells where a group ends that the words begin with.
func endOf(words []word, g group, fits fit) (end int, ok bool) {
	last := len(g) - 1
	test := strings.HasPrefix
	if g[last].whole {
		test = equal
	}
	if len(words) <= last || !fits(words[last], g[last], test) {
		return 0, false
	}
	for i, t := range g[:last] {
		if !fits(words[i], t, equal) {
			return 0, false
		}
	}
	return words[last].after(utf8.RuneCountInString(g[last].text)), true
}
