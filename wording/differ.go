package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// differInALetter reports whether two texts come to different letters or digits
// while everything before is plain, so that their keys differ for certain. Most
// texts that are compared do so in their first words, and making keys would take
// most of the time of a comparison. Where it is not certain it is false.
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

// goesOnPlain reports whether what follows a letter cannot be a part of it.
func goesOnPlain(rest string) bool {
	_, size := plainRune(rest)
	return rest == "" || size > 0
}

// plainRune is the letter or digit that a text begins with, without case and tone,
// or a blank before one; its size is 0 when the text begins otherwise.
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
	switch vowel, isVowel := vowelOf[r]; {
	case isVowel:
		return vowel.plain(), size
	case r == 'đ' || r == 'Đ' || r <= unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
		return unicode.ToLower(r), size
	default:
		return 0, 0
	}
}
