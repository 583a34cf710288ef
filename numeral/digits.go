package numeral

import (
	"math/big"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	literalForm = regexp.MustCompile(`^\d+(?:[.,]\d+)*`)
	spacedForm  = regexp.MustCompile(`^[1-9]\d{0,2}(?: \d{3})+(?:,\d+)?`)

	dotGroups   = regexp.MustCompile(`^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$`)
	commaGroups = regexp.MustCompile(`^[1-9]\d{0,2}(?:(?:,\d{3}){2,}|(?:,\d{3})+\.\d+)$`)
	oneSign     = regexp.MustCompile(`^\d+(?:[.,]\d+)?$`)
	commaZeros  = regexp.MustCompile(`^[1-9]\d{0,2},000$`) // ten, or ten thousand as in English

	blankBeforeSign = regexp.MustCompile(`^ [.,] ?\d+`)                // 98 ,7
	signBefore      = regexp.MustCompile(`(?:^|[^\pL\d)])[.,]$|\d\^$`) // a slip, or an exponent
)

// literal reads digits with signs between them. A comma is the decimal sign and a
// dot or a space groups thousands. But several commas group too, and a single dot
// before one, two or more than three digits is a mistyped decimal sign.
func literal(text string) (value *big.Rat, length int) {
	written := literalForm.FindString(text)
	if spaced := spacedForm.FindString(text); len(spaced) > len(written) && !continues(text[len(spaced):]) {
		return parse(strings.ReplaceAll(strings.ReplaceAll(spaced, " ", ""), ",", ".")), len(spaced)
	}
	plain := ""
	switch {
	case commaZeros.MatchString(written):
	case dotGroups.MatchString(written):
		plain = strings.Replace(strings.ReplaceAll(written, ".", ""), ",", ".", 1)
	case commaGroups.MatchString(written):
		plain = strings.ReplaceAll(written, ",", "")
	case oneSign.MatchString(written):
		plain = strings.Replace(written, ",", ".", 1)
	}
	return parse(plain), len(written)
}

// continues reports whether a number goes on after its groups.
func continues(after string) bool {
	return after != "" && isDigit(rune(after[0])) || len(after) > 1 && strings.ContainsRune(".,", rune(after[0])) && isDigit(rune(after[1]))
}

// moneyBefore is a currency in front of a number.
var moneyBefore = regexp.MustCompile(`(?i)\bVN[DĐ] ?$`)

// before is the short text right before a position.
func (s *scanner) before(at int) string { return s.text[max(0, at-8):at] }

// maxDigits is more than any number in a text has.
const maxDigits = 40

func parse(plain string) *big.Rat {
	if plain == "" || len(plain) > maxDigits {
		return nil
	}
	value, _ := new(big.Rat).SetString(plain)
	return value
}

// inDigits reads a number that begins with digits.
func (s *scanner) inDigits() Number {
	start := s.at
	value, length := s.literalHere()
	n := Number{Value: value, Start: start}
	end := s.scaleDigits(&n, start+length)
	if s.isDoubtful(end) {
		n.Value = nil
	}
	if after := s.restInWords(end); after > end {
		n.Value, end = nil, after
	}
	n.End, n.Money = end, s.money(end) || moneyBefore.MatchString(s.before(start))
	s.at = end
	return n
}

// literalHere reads the digits at the position, and a minus before them. A decimal
// sign after a blank is a mistake: 98 ,7 is neither 98 nor 7.
func (s *scanner) literalHere() (value *big.Rat, length int) {
	value, length = literal(s.text[s.at:])
	if slip := blankBeforeSign.FindString(s.text[s.at+length:]); slip != "" {
		return nil, length + len(slip)
	}
	if signBefore.MatchString(s.before(s.at)) {
		return nil, length
	}
	if value != nil && s.isNegative(s.at) {
		value = new(big.Rat).Neg(value)
	}
	return value, length
}

// scaleDigits reads the multipliers after digits, and what follows those.
func (s *scanner) scaleDigits(n *Number, at int) (end int) {
	end, power, ok := s.scale(at)
	if !ok {
		n.Value = nil
	}
	if power == 0 {
		after, isDozen := s.dozen(end)
		if isDozen {
			n.Scaled, n.unit, n.first, end = true, twelve, twelve, after
			n.multiply(twelve)
		}
		return end
	}
	first, _, _ := s.multiplier(at)
	n.Scaled, n.unit, n.first = true, pow10(power), pow10(first)
	n.multiply(n.unit)
	return s.remainder(n, end, power)
}

// restInWords goes past words that continue a number in digits: 2 mươi, 2 phần ba. It
// returns the same position when there are none.
func (s *scanner) restInWords(at int) (end int) {
	word, _, end := s.next(at)
	if word == "mươi" {
		return end
	}
	if word != "phần" {
		return at
	}
	denominator, _, after := s.next(end)
	if denominator != "trăm" && isDenominator(denominator) {
		return after
	}
	digits := s.skipBlanks(end)
	if length := len(literalForm.FindString(s.text[digits:])); length > 0 {
		return digits + length
	}
	return at
}

func (n *Number) multiply(factor *big.Rat) {
	if n.Value != nil {
		n.Value = new(big.Rat).Mul(n.Value, factor)
	}
}

// scale reads the multipliers after a number, which must grow: nghìn tỷ, chục triệu.
func (s *scanner) scale(at int) (end int, power int64, ok bool) {
	end, ok = at, true
	var last int64
	for {
		next, after, found := s.multiplier(end)
		if !found {
			return end, power, ok
		}
		ok = ok && next > last
		end, power, last = after, power+next, next
	}
}

// remainder reads what belongs to the number with a multiplier before it: half of the
// multiplier (rưỡi), or a smaller number with a smaller multiplier. A number without a
// multiplier makes the whole unclear.
func (s *scanner) remainder(n *Number, at int, power int64) (end int) {
	if word, _, after := s.next(at); word == "rưỡi" {
		n.add(new(big.Rat).Quo(pow10(power), big.NewRat(2, 1)))
		return after
	}
	start := s.skipBlanks(at)
	if start == at || start == len(s.text) || strings.Contains(s.text[at:start], "\n") {
		return at
	}
	rest := &scanner{text: s.text, at: start}
	if isDigit(rune(s.text[start])) {
		return s.digitsAfter(n, rest, power)
	}
	word, end := rest.word(start)
	if _, unit := afterTens[word]; unit {
		n.Value = nil // 1 triệu mốt
		return end
	}
	number, ok := rest.inWords()
	switch {
	case !ok || word == "một" && !number.Scaled:
		return at
	case number.Scaled && number.Value != nil && number.Value.Cmp(pow10(power)) < 0:
		n.add(number.Value)
	default:
		n.Value = nil // 1 triệu hai
	}
	n.unit = nil
	return number.End
}

// digitsAfter adds a number in digits with smaller multipliers, or three digits
// after nghìn, to one with multipliers of a power.
func (s *scanner) digitsAfter(n *Number, rest *scanner, power int64) (end int) {
	n.unit = nil
	_, length := literal(s.text[rest.at:])
	end, next, _ := s.scale(rest.at + length)
	if next >= power || next == 0 && (power != 3 || length != 3) {
		n.Value = nil
		return end
	}
	number := rest.inDigits()
	if number.Value == nil || number.Value.Cmp(pow10(power)) >= 0 {
		n.Value = nil
		return number.End
	}
	n.add(number.Value)
	return number.End
}

func (n *Number) add(more *big.Rat) {
	if n.Value != nil {
		n.Value = new(big.Rat).Add(n.Value, more)
	}
}

// isNegative reports whether a minus stands right before a number: after a blank
// or bracket within a line, and not after another number, where it means "to".
func (s *scanner) isNegative(at int) bool {
	before := s.text[:at]
	sign, size := utf8.DecodeLastRuneInString(before)
	if sign != '-' && sign != '−' {
		return false
	}
	before = before[:len(before)-size]
	last, _ := utf8.DecodeLastRuneInString(before)
	if last != ' ' && last != '(' {
		return false
	}
	line := before[strings.LastIndexAny(before, "\n\t")+1:]
	word, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, " ("))
	return unicode.IsLetter(word) || word == ':'
}
