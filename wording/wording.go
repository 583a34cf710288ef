// Package wording says when two texts are the same to a reader. Vietnamese text
// comes composed or decomposed, with the tone on either vowel of hòa and hoà, with
// no-break spaces and characters that nobody sees. Clean is the form in which text
// is kept and shown, Key the form in which it is compared; every comparison of
// words goes by one of them. What a search needs besides, as leaving diacritics
// out, is textsearch's matter; the rule for tones is OneTonePlace for both.
package wording

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Clean is text as it is kept and shown: composed (NFC), with single spaces and
// none at the ends, without characters that have no width, with Đ where a font
// was served by its look-alikes Ð and Ɖ, and with plain hyphens. Letters, their
// case, the place of their tones, dashes and quotes stay as written. A line break
// is a space. Cleaning twice changes nothing more.
func Clean(text string) string {
	if isClean(text) {
		return text
	}
	return strings.Join(strings.Fields(norm.NFC.String(strings.Map(visible, text))), " ")
}

// isClean knows most texts that need nothing at a glance: printable ASCII with
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

// Key is text as it is compared: clean, in lower case, with one place of the
// tone, one kind of dash and one of either quote. Texts with the same key say the
// same words. A key is for comparing and never shown.
func Key(text string) string {
	if text == "" {
		return ""
	}
	return OneTonePlace(norm.NFC.String(strings.Map(compared, Clean(text))))
}

// Same reports whether two texts say the same words.
func Same(a, b string) bool { return a == b || !differInALetter(a, b) && Key(a) == Key(b) }

// IsInvisible reports whether a character takes no room: zero-width spaces and
// joiners, soft hyphens, marks of direction, variation selectors and the like.
func IsInvisible(r rune) bool {
	return r > unicode.MaxASCII && unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

// visible drops what nobody sees, and writes look-alikes as what they look like.
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

// compared drops differences that are of typography only.
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

// Forbidden finds the first character that stands in no text: a control
// character that is no white space, a lost character (U+FFFD), one for private
// use, or none at all. It reports false when there is none.
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
