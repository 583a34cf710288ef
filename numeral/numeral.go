// Package numeral reads the numbers that a Vietnamese text states, in digits and in
// words: "1.428.322", "76,8", "1,2 nghìn tỷ đồng", "1 tỷ 200 triệu", "hai mươi mốt",
// "hai phần ba". An expression is read completely or not at all: "1,2 nghìn tỷ" does
// not state 1.2, and "2 triệu 5", which may mean two things, states no number. Words
// that are numbers often mean something else: "năm" also means year, "không" not,
// "một số" some and "thứ hai" Monday.
package numeral

import (
	"math/big"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"doichieu/wording"
)

// Number is a number that a text states.
type Number struct {
	Value      *big.Rat // nil when what stands there cannot be read
	Start, End int      // where it stands in the text, in bytes, without the signs that follow it
	Scaled     bool     // a multiplier belongs to it: nghìn, triệu, tỷ …
	Money      bool     // đồng follows, or a sign for it
	Fraction   bool     // it is a part of a whole: "một nửa", "hai phần ba"

	unit  *big.Rat // the multipliers after a number in digits; nil for any other
	first *big.Rat // the first of them
}

// Text prepares a text for Find: it cleans each cell, and separates cells by tabs and
// lines by line breaks.
func Text(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		cells := strings.Split(line, "\t")
		for j, cell := range cells {
			cells[j] = wording.Clean(cell)
		}
		lines[i] = strings.Join(cells, "\t")
	}
	return strings.Join(lines, "\n")
}

// Find lists the numbers that a prepared text states, in order. It leaves out the
// numbers of headings, rows, documents and laws, and dates and years, because they
// do not count anything.
func Find(text string) []Number {
	s := &scanner{text: withoutLabels(text)}
	var out []Number
	for s.at < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[s.at:])
		switch {
		case isDigit(r):
			out = append(out, s.inDigits())
		case unicode.IsLetter(r):
			if n, ok := s.inWords(); ok {
				out = append(out, n)
			}
		default:
			s.at += size
		}
	}
	spread(s.text, out)
	return out
}

// Meaning returns the first number that a prepared text states. It returns false
// when the text states none that can be read.
func Meaning(text string) (Number, bool) {
	all := Find(text)
	if len(all) == 0 || all[0].Value == nil {
		return Number{}, false
	}
	return all[0], true
}

// spread gives the multiplier of a range's end to its beginning: "5 - 10 tỷ" and
// "từ 5 đến 10 tỷ" begin with five billion.
func spread(text string, numbers []Number) {
	for i := 1; i < len(numbers); i++ {
		if from, to := &numbers[i-1], &numbers[i]; isTo(text[from.End:to.Start]) {
			from.scaleAs(to)
		}
	}
}

// scaleAs gives a range's beginning the multiplier of its end. When it is not clear
// whether the multiplier belongs to both, the beginning cannot be read: "500 đến 1 tỷ"
// may begin with 500 or with 500 billion.
func (n *Number) scaleAs(end *Number) {
	switch {
	case n.unit != nil && end.unit != nil && n.unit.Cmp(end.first) == 0 && end.first.Cmp(end.unit) != 0:
		n.Value = nil // 10 nghìn - 15 nghìn tỷ
	case n.Value == nil || n.Scaled || n.Money || !end.Scaled:
		return
	case end.unit == nil:
		n.Value = nil // hai đến ba tỷ, 5 - 1 tỷ 200 triệu
	default:
		n.Value, n.Scaled, n.Money = new(big.Rat).Mul(n.Value, end.unit), true, end.Money
		if end.Value != nil && n.Value.Cmp(end.Value) > 0 {
			n.Value = nil
		}
	}
}

func isTo(between string) bool {
	switch strings.TrimSpace(between) {
	case "-", "–", "—", "đến", "tới":
		return true
	default:
		return false
	}
}

// scanner reads a text from a position on.
type scanner struct {
	text string
	at   int
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// word is the word at a position, in lower case, and where it ends.
func (s *scanner) word(at int) (lower string, end int) {
	end = at
	for end < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[end:])
		if !unicode.IsLetter(r) {
			break
		}
		end += size
	}
	return strings.ToLower(s.text[at:end]), end
}

// next is the word after blanks, its beginning and its end. The word is empty when
// something else follows the blanks.
func (s *scanner) next(at int) (lower string, start, end int) {
	start = s.skipBlanks(at)
	lower, end = s.word(start)
	return lower, start, end
}

func (s *scanner) skipBlanks(at int) int {
	for at < len(s.text) && (s.text[at] == ' ' || s.text[at] == '\n') {
		at++
	}
	return at
}

func pow10(n int64) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(n), nil))
}

// multipliers maps words to powers of ten.
var multipliers = map[string]int64{
	"chục": 1, "trăm": 2, "nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6, "tr": 6, "trđ": 6, "tỷ": 9, "tỉ": 9, "tỷđ": 9, "tỉđ": 9,
}

// notMultiplier has the words that form other words with tỷ and đồng: tỷ lệ, đồng bộ.
var (
	afterRate = words("lệ trọng suất giá phú số")
	afterWith = words("bộ thời chí bằng bào ý hồ loạt nhất nghiệp đều hành tổ phục đội dạng minh hóa hoá thuận hương nai tháp văn")
)

func words(list string) map[string]bool {
	out := map[string]bool{}
	for _, word := range strings.Fields(list) {
		out[word] = true
	}
	return out
}

// multiplier reads one multiplier after blanks: its power of ten, and where it
// ends. It returns false when there is none, or a name such as Triệu Phong.
func (s *scanner) multiplier(at int) (power int64, end int, ok bool) {
	lower, start, end := s.next(at)
	power, ok = multipliers[lower]
	if !ok || s.isRate(lower, end) || s.isName(start, end) {
		return 0, at, false
	}
	return power, end, true
}

// isRate reports whether tỷ, which ends at a position, begins another word.
func (s *scanner) isRate(lower string, end int) bool {
	following, _, _ := s.next(end)
	return (lower == "tỷ" || lower == "tỉ") && afterRate[following]
}

// isName reports whether a word and the next one begin with a capital, and the next
// is not part of a number or a currency: Triệu Phong, Ba Đình.
func (s *scanner) isName(start, end int) bool {
	following, from, to := s.next(end)
	return isCapitalized(s.text[start:end]) && isCapitalized(s.text[from:to]) && !ofNumbers[following]
}

func isCapitalized(word string) bool {
	first, size := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first) && word[size:] == strings.ToLower(word[size:])
}

// ofNumbers has the words that continue a number or an amount.
var ofNumbers = func() map[string]bool {
	out := words("mười mươi mốt tư lăm nhăm linh lẻ rưỡi phẩy phần đồng đ vnđ vnd usd")
	for word := range units {
		out[word] = true
	}
	for word := range multipliers {
		out[word] = true
	}
	return out
}()

// isDoubtful reports whether what follows a number makes it unclear: a multiplier
// that was not read with it or may be a name (5 Triệu Phong), a multiplier without
// its diacritics (5 trieu), a half without a multiplier (3 rưỡi), an unknown addition
// (20 mấy, 20 lẻ), a letter for thousands (5k), or an exponent (10⁶).
func (s *scanner) isDoubtful(at int) bool {
	if signsAfter.MatchString(s.text[at:]) {
		return true
	}
	lower, start, end := s.next(at)
	if start == at && lettersAfter[s.text[start:end]] {
		return true
	}
	_, scaled := multipliers[lower]
	return scaled && !s.isRate(lower, end) || wordsAfter[lower] || s.lostMarks(lower, end)
}

var (
	lettersAfter = words("k K M")
	wordsAfter   = words("rưỡi mấy lẻ mươi")
	signsAfter   = regexp.MustCompile(`^[⁰¹²³⁴-⁹^]`)
	withoutMarks = words("ty ti trieu nghin ngan")
)

// lostMarks reports whether a word, which ends at a position, is a multiplier without
// its diacritics. "Ti vi" is a television.
func (s *scanner) lostMarks(lower string, end int) bool {
	following, _, _ := s.next(end)
	return withoutMarks[lower] && !(lower == "ti" && following == "vi")
}

// dozen reads tá after a number that has no other multiplier.
func (s *scanner) dozen(at int) (end int, ok bool) {
	lower, _, end := s.next(at)
	return end, lower == "tá"
}

var twelve = big.NewRat(12, 1)

// money reports whether đồng or a sign for it follows. It may be part of the word
// before: trđ.
func (s *scanner) money(at int) bool {
	if strings.HasSuffix(s.text[:at], "đ") {
		return true // trđ, tỷđ
	}
	at = s.skipBlanks(at)
	if strings.HasPrefix(s.text[at:], ".đ") && strings.HasSuffix(s.text[:at], "tr") {
		at++
	}
	if strings.HasPrefix(s.text[at:], "₫") {
		return true
	}
	switch lower, end := s.word(at); lower {
	case "đ", "vnđ", "vnd":
		return true
	case "đồng":
		following, _, _ := s.next(end)
		return !afterWith[following]
	default:
		return false
	}
}
