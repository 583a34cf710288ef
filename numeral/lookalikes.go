package numeral

import (
	"math/big"
	"strings"
)

// afterOne has the words before which một does not count: một số means some, một phần
// partly, and một cửa is the name of an office.
var afterOne = words("số vài ít chút cách khi loạt phần mặt trong cửa bên phía chiều thời lúc mình lòng mực")

// afterTwo has the same for hai: hai bên means both sides.
var afterTwo = words("bên mặt chiều")

// ordinals has the words that turn the number after them into a place in an order or
// a date (thứ hai, tháng mười hai, phụ lục một) or, the last few, into a guess (vài
// ba).
var ordinals = words("thứ ngày tháng quý mùng mồng điều khoản chương trang lục mục đoạn dăm vài đôi mấy")

// eachOf has the words that, before an ordinal, let the number after it count: mỗi
// tháng hai lần.
var eachOf = words("mỗi hàng hằng từng một")

// countsNothing reports whether a unit is part of an expression that only looks
// like a number.
func (r *reader) countsNothing(word, following string, end int) bool {
	switch {
	case word == "một" && afterOne[following]:
		return !(following == "phần" && r.isFraction(end))
	case word == "hai" && afterTwo[following]:
		return true
	default:
		return r.isName(r.at, end)
	}
}

// isFraction reports whether a denominator follows phần.
func (r *reader) isFraction(at int) bool {
	_, _, end := r.next(at)
	word, _, _ := r.next(end)
	return isDenominator(word)
}

// isDenominator reports whether a word after phần makes a fraction.
func isDenominator(word string) bool {
	_, unit := units[word]
	_, scaled := multipliers[word]
	return unit || scaled || word == "tư" || word == "mười"
}

// isOrdinal reports whether the word before turns a number that begins here into a
// place in an order or a date.
func (s *scanner) isOrdinal(first string) bool {
	former, last := s.wordsBefore(s.at)
	return ordinals[last] && !eachOf[former] || last == "số" && first == "một"
}

// isYear reports whether a number that begins here is a year in words.
func (s *scanner) isYear(value *big.Rat) bool {
	_, last := s.wordsBefore(s.at)
	return last == "năm" && value.Cmp(big.NewRat(1900, 1)) >= 0 && value.Cmp(big.NewRat(2100, 1)) <= 0
}

// wordsBefore are the two words before a position, in lower case, as far as they
// stand in the same cell.
func (s *scanner) wordsBefore(at int) (former, last string) {
	const enough = 40 // bytes, for two words
	before := s.text[max(0, at-enough):at]
	found := strings.Fields(strings.ToLower(before[strings.LastIndexByte(before, '\t')+1:]))
	if n := len(found); n > 0 {
		last = found[n-1]
	}
	if n := len(found); n > 1 {
		former = found[n-2]
	}
	return former, last
}
