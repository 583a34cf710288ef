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
// abbreviation the whole. Words that stand together as in the query are marked
// together with what is between them.
func Mark(text string, q Query) []Part {
	parts, _ := q.mark(text)
	return parts
}

// mark also reports whether every group of the query is in the text.
func (q Query) mark(text string) (parts []Part, complete bool) {
	letters := []rune(norm.NFC.String(text))
	marked := make([]bool, len(letters))
	written := wordsOf(text)
	full := spelledOut(written)
	complete = true
	for _, group := range q.groups {
		words := strings.Fields(group)
		found := markWords(marked, written, words)
		// A single word counts within an abbreviation only if it stands nowhere
		// else: "d" would mark every UBND (Ủy ban nhân dân).
		if !found || len(words) > 1 {
			found = markWords(marked, full, words) || found
		}
		complete = complete && found
	}
	if phrase := strings.Fields(q.phrase); len(phrase) > 0 {
		markWords(marked, full, phrase)
	}
	for start := 0; start < len(letters); {
		end := start + 1
		for end < len(letters) && marked[end] == marked[start] {
			end++
		}
		parts = append(parts, Part{Text: string(letters[start:end]), Marked: marked[start]})
		start = end
	}
	return parts, complete
}

// markWords marks every place where the words of a group stand in a row, the
// last one perhaps with more letters.
func markWords(marked []bool, words []word, group []string) (found bool) {
	for i := range words {
		end, ok := endOf(words[i:], group)
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
func endOf(words []word, group []string) (end int, ok bool) {
	last := len(group) - 1
	if len(words) <= last || !strings.HasPrefix(words[last].text, group[last]) {
		return 0, false
	}
	for i, text := range group[:last] {
		if words[i].text != text {
			return 0, false
		}
	}
	return words[last].after(utf8.RuneCountInString(group[last])), true
}
