// Package textsearch finds Vietnamese text as people type it: with or without
// diacritics, in any case and Unicode form, abbreviated or in full. It folds
// text, parses queries, ranks matches and marks the matching parts. It searches an
// Index in memory, and does not depend on a database.
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

// word is one word of a text with its position in the text's NFC form.
type word struct {
	text string // folded
	// accented is the word in lower case with its diacritics. It has the same
	// number of letters as text.
	accented string
	// positions[i] is the position, in runes, of the word's i-th letter; the last
	// element is the end of the word. Letters of one character, such as ﬁ, share a
	// position.
	positions []int
	// expanded says that the word comes from the full form of an abbreviation. Its
	// letters have no positions of their own, so it is always marked completely.
	expanded bool
}

func (w word) start() int { return w.positions[0] }
func (w word) end() int   { return w.positions[len(w.positions)-1] }

// after returns the position after the word's first n letters.
func (w word) after(n int) int {
	if w.expanded {
		return w.end()
	}
	for w.positions[n] == w.positions[n-1] { // ends at the latest at the end of the word, which is after all its letters
		n++
	}
	return w.positions[n]
}

// Fold normalizes text for comparison in a search. It returns the words of the text
// in lower case without diacritics, with đ as d, with i for a y that may be spelt
// either way (see oneVowel), and with single spaces between them. Compatibility
// forms, such as full-width letters, become plain letters. Combining marks and
// format characters are removed, except that zero-width spaces and joiners separate
// words. Everything else that is neither a letter nor a digit also separates words.
// Fold is idempotent.
func Fold(text string) string { return joined(wordsOf(text)) }

func joined(words []word) string { return join(words, func(w word) string { return w.text }) }

func joinedAccented(words []word) string {
	return join(words, func(w word) string { return w.accented })
}

func join[T any](words []T, text func(T) string) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = text(w)
	}
	return strings.Join(texts, " ")
}

// wordsOf splits text into words.
func wordsOf(text string) []word { return firstWords(text, math.MaxInt, math.MaxInt) }

// firstWords returns the first maxCount words, each cut to maxLength letters.
func firstWords(text string, maxCount, maxLength int) []word {
	var out []word
	var letters, accented []rune
	var positions []int
	position, end := 0, 0 // end is the end of the current word so far
	endWord := func() {
		if len(letters) > 0 {
			accented = []rune(wording.OneTonePlace(string(accented)))
			oneVowel(letters, accented)
			out = append(out, word{text: string(letters), accented: string(accented), positions: append(positions, end)})
		}
		letters, accented, positions = nil, nil, nil
	}
	rest := norm.NFC.String(text)
	for rest != "" && len(out) < maxCount {
		n := norm.NFKC.NextBoundaryInString(rest, true)
		written := rest[:n]
		rest = rest[n:]
		next := position + utf8.RuneCountInString(written)
		for _, r := range norm.NFKC.String(written) {
			switch folded := foldRune(r); folded {
			case separator:
				endWord()
			case ignored:
				end = next
			default:
				if len(letters) < maxLength {
					letters, accented, positions = append(letters, folded), append(accented, lowerRune(r)), append(positions, position)
				}
				end = next
			}
		}
		position = next
	}
	endWord()
	return out
}

// oneVowel replaces y by i in a word that begins with h, k, l, m, s, t, v or qu
// followed by y, because xử lý and xử lí, quy định and qui định are the same words.
// It depends on the beginning of the word only, so that a prefix of a word is still
// a prefix afterwards. The words may and mai, tay and tai, thúy and thúi stay
// different.
func oneVowel(letters, accented []rune) {
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
	if tone := slices.Index(tonesOfY, accented[vowel]); tone >= 0 {
		accented[vowel] = tonesOfI[tone]
	}
}

var tonesOfY, tonesOfI = []rune("yỳýỷỹỵ"), []rune("iìíỉĩị")

// Results of foldRune for a rune that is neither a letter nor a digit.
const (
	ignored   = rune(-1)  // does not interrupt a word
	separator = rune(' ') // separates words
)

// zeroWidth lists spaces and joiners of zero width, which separate words. Soft
// hyphens and directional marks, which are invisible too, do not.
const zeroWidth = "\u200b\u200c\u200d\u2060\ufeff"

// foldRune returns a letter or digit in lower case without diacritics, or ignored
// or separator.
func foldRune(r rune) rune {
	if strings.ContainsRune(zeroWidth, r) {
		return separator
	}
	if unicode.In(r, unicode.M, unicode.Cf) {
		return ignored
	}
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return separator
	}
	if lower := lowerRune(base(r)); lower != 'đ' {
		return lower
	}
	return 'd'
}

// lowerRune returns a letter in lower case with its diacritics.
func lowerRune(r rune) rune {
	switch lower := unicode.ToLower(r); lower {
	case 'ð', 'ɖ': // older texts have Ð or Ɖ for Đ
		return 'đ'
	default:
		return lower
	}
}

// base returns a letter without its diacritics, or the letter itself when it is
// composed of several letters, as in Hangul.
func base(r rune) rune {
	if r < unicode.MaxASCII {
		return r
	}
	found := ignored
	for _, part := range norm.NFD.String(string(r)) {
		if unicode.Is(unicode.M, part) {
			continue
		}
		if found != ignored {
			return r
		}
		found = part
	}
	return found
}
