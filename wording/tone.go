package wording

import (
	"strings"
	"unicode"
)

// vowels lists each vowel without a tone and with the five tones: grave, acute,
// hook, tilde and dot below.
var vowels = rows(`
	aàáảãạ ăằắẳẵặ âầấẩẫậ eèéẻẽẹ êềếểễệ iìíỉĩị oòóỏõọ ôồốổỗộ ơờớởỡợ uùúủũụ ưừứửữự yỳýỷỹỵ
	AÀÁẢÃẠ ĂẰẮẲẴẶ ÂẦẤẨẪẬ EÈÉẺẼẸ ÊỀẾỂỄỆ IÌÍỈĨỊ OÒÓỎÕỌ ÔỒỐỔỖỘ ƠỜỚỞỠỢ UÙÚỦŨỤ ƯỪỨỬỮỰ YỲÝỶỸỴ`)

func rows(table string) [][]rune {
	var out [][]rune
	for _, forms := range strings.Fields(table) {
		out = append(out, []rune(forms))
	}
	return out
}

// vowel is a row of vowels and the index of a tone in it: 0 for none.
type vowel struct{ row, tone int }

var vowelOf = func() map[rune]vowel {
	of := map[rune]vowel{}
	for row, forms := range vowels {
		for tone, r := range forms {
			of[r] = vowel{row, tone}
		}
	}
	return of
}()

func (v vowel) rune(tone int) rune { return vowels[v.row][tone] }

// plain is the vowel in lower case and without its tone.
func (v vowel) plain() rune { return unicode.ToLower(v.rune(0)) }

// OneTonePlace moves the tone of every syllable to where the newer spelling puts
// it: hóa becomes hoá, thủy becomes thuỷ and qúy becomes quý, while quả, hoàn and
// của stay. The text must be composed (NFC). The result has the same number of
// runes, so that positions stay valid.
func OneTonePlace(text string) string {
	runes := []rune(text)
	moved := false
	for start := 0; start < len(runes); {
		end := start
		for end < len(runes) && isVowel(runes[end]) {
			end++
		}
		marked := end < len(runes) && unicode.Is(unicode.M, runes[end]) // as in no Vietnamese word
		if end-start > 1 && !marked && moveTone(runes, start, end) {
			moved = true
		}
		start = end + 1
	}
	if !moved {
		return text
	}
	return string(runes)
}

func isVowel(r rune) bool {
	_, ok := vowelOf[r]
	return ok
}

// moveTone moves the tone of the vowels from start to end to its place, and reports
// whether it was elsewhere. Vowels with several tones are not a syllable and stay
// as they are.
func moveTone(runes []rune, start, end int) bool {
	from := -1
	for i := start; i < end; i++ {
		if vowelOf[runes[i]].tone == 0 {
			continue
		}
		if from >= 0 {
			return false
		}
		from = i
	}
	to := tonePlace(runes, start, end)
	if from < 0 || to < 0 || from == to {
		return false
	}
	tone := vowelOf[runes[from]].tone
	runes[from] = vowelOf[runes[from]].rune(0)
	runes[to] = vowelOf[runes[to]].rune(tone)
	return true
}

// tonePlace is the index at which the tone of the vowels from start to end belongs,
// or -1 when no Vietnamese syllable has such vowels.
func tonePlace(runes []rune, start, end int) int {
	plain := func(i int) rune { return vowelOf[runes[i]].plain() }
	if belongsToConsonant(runes, start) {
		start++
	}
	for i := end - 1; i >= start; i-- {
		if strings.ContainsRune("ăâêôơư", plain(i)) {
			return i
		}
	}
	closed := end < len(runes) && unicode.IsLetter(runes[end])
	switch end - start {
	case 1:
		return start
	case 2:
		pair := string([]rune{plain(start), plain(start + 1)})
		if closed || pair == "oa" || pair == "oe" || pair == "uy" {
			return start + 1
		}
		return start
	case 3:
		return start + 1
	default:
		return -1
	}
}

// belongsToConsonant reports whether the first of several vowels is the second
// letter of qu or gi.
func belongsToConsonant(runes []rune, start int) bool {
	if start == 0 {
		return false
	}
	before, first := unicode.ToLower(runes[start-1]), vowelOf[runes[start]].plain()
	return before == 'q' && first == 'u' || before == 'g' && first == 'i'
}
