// Package wording says when two texts are the same to a reader. Vietnamese text
// comes composed or decomposed, with the tone on either vowel (hòa, hoà), and with
// no-break spaces and invisible characters. Clean is the form in which text is
// stored and shown, Key the form in which it is compared; every comparison of
// words uses one of them. Package textsearch adds what only a search needs, such
// as ignoring diacritics.
package wording

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Clean returns text in the form in which it is stored and shown: composed (NFC),
// with single spaces and none at the ends, without invisible characters, with Đ
// for its look-alikes Ð and Ɖ, and with plain hyphens. A line break becomes a
// space. Letters, their case, the place of their tones, dashes and quotes stay as
// written. Cleaning a second time changes nothing.
func Clean(text string) string {
	if isClean(text) {
		return text
	}
	return strings.Join(strings.Fields(norm.NFC.String(strings.Map(visible, text))), " ")
}

// isClean quickly recognizes many texts that are clean: printable ASCII with
// single spaces inside.
func isClean(text string) bool {
	before := byte(' ')
	for i := range len(text) {
		c := text[i]
		if c < ' ' || c > '~' || c == ' ' && before == ' ' {
			return false
		}
		before = c
	}
	return before != ' ' || text == ""
}

// Key returns text in the form in which it is compared: clean, in lower case, with
// tones in one place, one kind of dash and one kind of each quote. Texts with the
// same key say the same words. A key is never shown.
func Key(text string) string {
	if text == "" {
		return ""
	}
	return OneTonePlace(norm.NFC.String(strings.Map(compared, Clean(text))))
}

// Same reports whether two texts say the same words.
func Same(a, b string) bool { return a == b || !differInALetter(a, b) && Key(a) == Key(b) }

// IsInvisible reports whether a character has no width: zero-width spaces and
// joiners, soft hyphens, direction marks, variation selectors and the like.
func IsInvisible(r rune) bool {
	return r > unicode.MaxASCII && unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

// visible drops invisible characters, and replaces look-alikes by the letters that
// they look like.
func visible(r rune) rune {
	switch r {
	case 'Ð', 'Ɖ':
		return 'Đ'
	case 'ð', 'ɖ':
		return 'đ'
	case '\u2010', '\u2011': // hyphen, no-break hyphen
		return '-'
	}
	if IsInvisible(r) {
		return -1
	}
	return r
}

// compared drops differences that are typographic only.
func compared(r rune) rune {
	switch r {
	case '‒', '–', '—', '―', '−':
		return '-'
	case '“', '”', '„', '‟', '«', '»':
		return '"'
	case '‘', '’', '‚', '‛':
		return '\''
	}
	return unicode.ToLower(r)
}

// Forbidden finds the first character that no text may have: a control character
// other than white space, a replacement character (U+FFFD), a private-use character
// or a noncharacter. It returns false when there is none.
func Forbidden(text string) (rune, bool) {
	for _, r := range text {
		if isForbidden(r) {
			return r, true
		}
	}
	return 0, false
}

func isForbidden(r rune) bool {
	if r < unicode.MaxASCII {
		return unicode.IsControl(r) && !unicode.IsSpace(r)
	}
	return r == unicode.ReplacementChar || unicode.Is(unicode.Co, r) || unicode.Is(unicode.Noncharacter_Code_Point, r) ||
		unicode.IsControl(r) && !unicode.IsSpace(r)
}
