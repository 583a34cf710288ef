package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// differInALetter reports whether two texts certainly have different keys, because
// they differ in a letter or digit and everything before it is plain. Most texts
// differ in their first words, so that their keys need not be computed, which would
// take most of the time of a comparison. When in doubt it returns false.
func differInALetter(a, b string) bool {
	if strings.HasPrefix(a, " ") || strings.HasPrefix(b, " ") {
		return false
	}
	for a != "" && b != "" {
		x, sizeX := plainRune(a)
		y, sizeY := plainRune(b)
		if sizeX == 0 || sizeY == 0 {
			return false
		}
		a, b = a[sizeX:], b[sizeY:]
		if x != y {
			return goesOnPlain(a) && goesOnPlain(b)
		}
	}
	return a != b && goesOnPlain(a) && goesOnPlain(b)
}

// goesOnPlain reports whether what follows a letter is certainly not a part of it,
// as a combining mark is.
func goesOnPlain(rest string) bool {
	_, size := plainRune(rest)
	return rest == "" || size > 0
}

// plainRune returns the letter or digit that a text begins with, without case and
// tone, or a blank before a letter or digit. The size is 0 when the text begins with
// anything else.
func plainRune(text string) (r rune, size int) {
	r, size = utf8.DecodeRuneInString(text)
	if r == ' ' {
		if strings.HasPrefix(text[size:], " ") {
			return 0, 0
		}
		if _, follows := plainRune(text[size:]); follows == 0 {
			return 0, 0
		}
		return ' ', size
	}
	if vowel, isVowel := vowelOf[r]; isVowel {
		return vowel.plain(), size
	}
	if r == 'đ' || r == 'Đ' || r <= unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
		return unicode.ToLower(r), size
	}
	return 0, 0
}
