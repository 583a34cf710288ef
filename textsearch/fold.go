// Package textsearch finds Vietnamese text as people type it: with or without
// diacritics, in any case and Unicode form, abbreviated or in full. It folds
// text, reads queries, ranks what matches and marks the matched part. It knows
// nothing of databases; what it searches is an Index in memory.
package textsearch

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// word is one folded word and where it stands in the text's NFC form.
type word struct {
	text string
	// at[i] is the position, in runes, of the word's i-th letter; the last
	// element is where the word ends.
	at []int
	// whole says that the word belongs to the full form of an abbreviation, so
	// that no letter of the text is its own: it is marked from end to end.
	whole bool
}

func (w word) start() int { return w.at[0] }
func (w word) end() int   { return w.at[len(w.at)-1] }

// after is the position behind the word's first n letters.
func (w word) after(n int) int {
	if w.whole {
		return w.end()
	}
	return w.at[n]
}

// Fold reduces text to what a search compares: its words in lower case without
// diacritics, đ as d, with single spaces between them. Marks and invisible
// characters vanish, everything else that is neither letter nor digit separates
// words. Folding twice changes nothing more.
func Fold(text string) string { return joined(wordsOf(text)) }

func joined(words []word) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.text
	}
	return strings.Join(texts, " ")
}

// wordsOf folds text word by word.
func wordsOf(text string) []word {
	var out []word
	var letters []rune
	var at []int
	position := 0
	finish := func() {
		if len(letters) > 0 {
			out = append(out, word{text: string(letters), at: append(at, position)})
		}
		letters, at = nil, nil
	}
	for _, r := range norm.NFC.String(text) {
		switch folded := foldRune(r); folded {
		case separator:
			finish()
		case nothing:
		default:
			letters, at = append(letters, folded), append(at, position)
		}
		position++
	}
	finish()
	return out
}

// What foldRune gives for a rune that is no letter or digit.
const (
	nothing   = rune(-1)  // belongs to the word around it
	separator = rune(' ') // stands between words
)

func foldRune(r rune) rune {
	if unicode.In(r, unicode.M, unicode.Cf) {
		return nothing
	}
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return separator
	}
	switch lower := unicode.ToLower(base(r)); lower {
	case 'đ', 'ð', 'ɖ': // the latter two pass for đ in older texts: Ð, Ɖ
		return 'd'
	default:
		return lower
	}
}

// base is a letter without its diacritics, or the letter itself when it is
// made of several, as in Hangul.
func base(r rune) rune {
	if r < unicode.MaxASCII {
		return r
	}
	found := nothing
	for _, part := range norm.NFD.String(string(r)) {
		if unicode.Is(unicode.M, part) {
			continue
		}
		if found != nothing {
			return r
		}
		found = part
	}
	return found
}
