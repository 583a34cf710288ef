// Package textsearch finds Vietnamese text as people type it: with or without
// diacritics, in any case and Unicode form, abbreviated or in full. It folds
// text, reads queries, ranks what matches and marks the matched part. It knows
// nothing of databases; what it searches is an Index in memory.
package textsearch

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"doichieu/wording"
)

// word is one word of a text and where it stands in the text's NFC form.
type word struct {
	text string // folded
	// own is the word in lower case with its diacritics, letter by letter as in
	// text.
	own string
	// at[i] is the position, in runes, of the word's i-th letter; the last
	// element is where the word ends. Letters of one character, as in ﬁ, share
	// its position.
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
	for w.at[n] == w.at[n-1] { // at the latest until the word's end, which is behind its letters
		n++
	}
	return w.at[n]
}

// Fold reduces text to what a search compares: its words in lower case without
// diacritics, đ as d, i for a y that may be spelt either way (see oneVowel), with
// single spaces between them. Compatibility forms, as full-width letters, become
// the plain ones. Marks and invisible characters of no width vanish, except for
// those that stand between words; everything else that is neither letter nor
// digit separates words. Folding twice changes nothing more.
func Fold(text string) string { return joined(wordsOf(text)) }

func joined(words []word) string { return join(words, func(w word) string { return w.text }) }

func joinedOwn(words []word) string { return join(words, func(w word) string { return w.own }) }

func join[T any](words []T, text func(T) string) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = text(w)
	}
	return strings.Join(texts, " ")
}

// wordsOf cuts text into words.
func wordsOf(text string) []word { return firstWords(text, math.MaxInt, math.MaxInt) }

// firstWords reads no more than the given number of words, and of each no more
// than the given number of letters.
func firstWords(text string, most, longest int) []word {
	var out []word
	var letters, own []rune
	var at []int
	position, end := 0, 0 // end is where the word ends so far
	finish := func() {
		if len(letters) > 0 {
			own = []rune(wording.OneTonePlace(string(own)))
			oneVowel(letters, own)
			out = append(out, word{text: string(letters), own: string(own), at: append(at, end)})
		}
		letters, own, at = nil, nil, nil
	}
	rest := norm.NFC.String(text)
	for rest != "" && len(out) < most {
		n := norm.NFKC.NextBoundaryInString(rest, true)
		written := rest[:n]
		rest = rest[n:]
		next := position + utf8.RuneCountInString(written)
		for _, r := range norm.NFKC.String(written) {
			switch folded := foldRune(r); folded {
			case separator:
				finish()
			case nothing:
				end = next
			default:
				if len(letters) < longest {
					letters, own, at = append(letters, folded), append(own, ownRune(r)), append(at, position)
				}
				end = next
			}
		}
		position = next
	}
	finish()
	return out
}

// oneVowel writes i for the y of a word that begins with h, k, l, m, s, t, v or qu
// and goes on with y, since xử lý and xử lí, quy định and qui định are the same
// words. Nothing else of the word matters, so that the beginning of a word stays
// one; may and mai, tay and tai, thúy and thúi stay different words.
func oneVowel(letters, own []rune) {
	vowel := 0
	switch {
	case strings.ContainsRune("hklmstv", letters[0]):
		vowel = 1
	case strings.HasPrefix(string(letters), "qu"):
		vowel = 2
	}
	if vowel == 0 || !strings.HasPrefix(string(letters[vowel:]), "y") {
		return
	}
	letters[vowel] = 'i'
	if tone := slices.Index(tonesOfY, own[vowel]); tone >= 0 {
		own[vowel] = tonesOfI[tone]
	}
}

var tonesOfY, tonesOfI = []rune("yỳýỷỹỵ"), []rune("iìíỉĩị")

// What foldRune gives for a rune that is no letter or digit.
const (
	nothing   = rune(-1)  // belongs to the word around it
	separator = rune(' ') // stands between words
)

// Spaces and joiners of no width stand between words. Soft hyphens and marks of
// direction, which are as invisible, belong to the word around them.
const zeroWidth = "\u200b\u200c\u200d\u2060\ufeff"

func foldRune(r rune) rune {
	if strings.ContainsRune(zeroWidth, r) {
		return separator
	}
	if unicode.In(r, unicode.M, unicode.Cf) {
		return nothing
	}
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return separator
	}
	if lower := ownRune(base(r)); lower != 'đ' {
		return lower
	}
	return 'd'
}

// ownRune is a letter in lower case with its diacritics.
func ownRune(r rune) rune {
	switch lower := unicode.ToLower(r); lower {
	case 'ð', 'ɖ': // pass for đ in older texts: Ð, Ɖ
		return 'đ'
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
