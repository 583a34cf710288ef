package numeral

import (
	"math/big"
	"strings"
)

var units = map[string]int64{
	"không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}

// afterTens are units that have another name after mươi.
var afterTens = map[string]int64{"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}

// reader reads number words. It remembers whether they may mean two things.
type reader struct {
	*scanner
	at     int
	scaled bool
	vague  bool
}

// peek is the next word and where it ends, when only blanks come before it.
func (r *reader) peek() (word string, end int) {
	word, _, end = r.next(r.at)
	return word, end
}

// take goes past the next word when it is one of those given.
func (r *reader) take(some ...string) bool {
	word, end := r.peek()
	for _, wanted := range some {
		if word == wanted {
			r.at = end
			return true
		}
	}
	return false
}

// inWords reads a number that begins with a word, or goes past the word.
func (s *scanner) inWords() (Number, bool) {
	first, end := s.word(s.at)
	n := Number{Start: s.at}
	r := &reader{scanner: s, at: s.at}
	if !r.begins(first, end) {
		s.at = end
		return n, false
	}
	n.Value, n.Fraction = r.amount()
	r.skipRest()
	if s.isOrdinal(first) || s.isYear(n.Value) {
		s.at = max(r.at, end)
		return n, false
	}
	if r.vague || s.isDoubtful(r.at) {
		n.Value = nil
	}
	n.End, n.Scaled, n.Money = r.at, r.scaled, s.money(r.at)
	s.at = max(r.at, end)
	return n, true
}

// amount reads a number with all that belongs to it. It begins at the position.
func (r *reader) amount() (value *big.Rat, fraction bool) {
	start := r.at
	if r.take("một") && r.take("nửa") {
		return big.NewRat(1, 2), true
	}
	r.at = start
	value, fraction = r.number()
	if end, ok := r.dozen(r.at); ok && !r.scaled {
		r.at, r.scaled = end, true
		value.Mul(value, twelve)
	}
	return value, fraction
}

// begins reports whether a number begins with a word. "Năm" means year and "không"
// means not, unless a number goes on after them.
func (r *reader) begins(word string, end int) bool {
	following, _, _ := r.next(end)
	if _, unit := units[word]; unit && r.countsNothing(word, following, end) {
		return false
	}
	switch word {
	case "mười":
		return true
	case "năm":
		_, _, scaled := r.multiplier(end)
		return scaled || following == "mươi" || following == "phần" || following == "phẩy"
	case "không":
		return following == "phẩy" || r.saysNone(end)
	default:
		_, ok := units[word]
		return ok
	}
}

// skipRest goes past further numbers right after one, which make it a guess: hai ba
// xã means two or three.
func (r *reader) skipRest() {
	for {
		word, _ := r.peek()
		if _, unit := units[word]; !unit || word == "năm" || word == "không" {
			return
		}
		before := r.at
		r.number()
		r.vague = true
		if r.at == before {
			return
		}
	}
}

// number reads a whole number and what may follow it: decimals, a fraction's
// denominator.
func (r *reader) number() (value *big.Rat, fraction bool) {
	value = r.whole()
	if r.take("phẩy") {
		value.Add(value, r.decimals())
		if power, end, ok := r.multiplier(r.at); ok {
			r.at, r.scaled = end, true
			value.Mul(value, pow10(power))
		}
	}
	before := r.at
	if !r.take("phần") {
		return value, false
	}
	if r.take("trăm") {
		r.at = before // a percent sign in words
		return value, false
	}
	if r.take("tư") {
		return value.Quo(value, big.NewRat(4, 1)), true
	}
	if power, end, ok := r.multiplier(r.at); ok {
		r.at = end
		return value.Quo(value, pow10(power)), true
	}
	if word, end := r.peek(); !r.begins(word, end) && word != "năm" {
		r.at = before
		return value, false
	}
	denominator := r.whole()
	if denominator.Sign() == 0 {
		r.vague = true
		return value, true
	}
	return value.Quo(value, denominator), true
}

// decimals reads the digits after phẩy: hai năm and hai mươi lăm are 25.
func (r *reader) decimals() *big.Rat {
	digits := ""
	for {
		word, end := r.peek()
		n, ok := units[word]
		if !ok && word != "mười" || word == "năm" && digits == "" && r.digitsFollow(end) {
			break
		}
		if following, _, _ := r.next(end); word == "mười" || following == "mươi" || following == "trăm" {
			n, _ = r.belowThousand()
			digits += big.NewInt(n).String()
			break
		}
		r.at = end
		digits += big.NewInt(n).String()
	}
	value := parse("0." + digits)
	if digits == "" || value == nil {
		r.vague = true
		return new(big.Rat)
	}
	return value
}

// digitsFollow reports whether digits follow a word that ends at a position.
func (r *reader) digitsFollow(end int) bool {
	at := r.skipBlanks(end)
	return at < len(r.text) && (isDigit(rune(r.text[at])) || r.text[at] == label)
}

// total is the sum of the groups of a number so far.
type total struct {
	billions, below *big.Rat
	last            int64 // the power of the last multiplier
}

// whole reads a whole number: groups of up to three digits, each with its
// multipliers, from the greatest to the least.
func (r *reader) whole() *big.Rat {
	t := &total{billions: new(big.Rat), below: new(big.Rat), last: noMultiplier}
	for {
		group, ok := r.group(t.last)
		if !ok {
			break
		}
		power := r.addGroup(t, big.NewRat(group, 1))
		if power > 0 && r.take("rưỡi") {
			t.below.Add(t.below, new(big.Rat).Quo(pow10(power), big.NewRat(2, 1)))
			break
		}
		if power == 0 {
			break
		}
	}
	return t.billions.Add(t.billions, t.below)
}

// addGroup adds a group, times the multipliers that follow it, to a total. It returns
// their power, which is 0 for the last group. Tỷ multiplies everything since the tỷ
// before it, as in hai nghìn ba trăm tỷ.
func (r *reader) addGroup(t *total, group *big.Rat) (power int64) {
	before := t.last
	for {
		next, end, ok := r.groupMultiplier()
		if !ok {
			break
		}
		r.at, r.scaled = end, true
		if next == 9 {
			r.vague = r.vague || t.billions.Sign() > 0
			t.below.Add(t.below, group)
			t.billions.Mul(t.below, pow10(next))
			t.below, group = new(big.Rat), new(big.Rat)
		} else {
			r.vague = r.vague || power == 0 && next >= before || power > 0 && next <= t.last
			group.Mul(group, pow10(next))
		}
		power, t.last = power+next, next
	}
	t.below.Add(t.below, group)
	return power
}

// noMultiplier is greater than the power of every multiplier.
const noMultiplier int64 = 19

// groupMultiplier reads nghìn, vạn, triệu or tỷ.
func (r *reader) groupMultiplier() (power int64, end int, ok bool) {
	power, end, ok = r.multiplier(r.at)
	return power, end, ok && power > 2
}

// group reads up to three digits after a multiplier of a power. A comma may stand
// before them (một triệu, hai trăm nghìn), unless they are another number of a list.
// A lone unit there may be short for hundreds of it, as in một nghìn hai.
func (r *reader) group(last int64) (int64, bool) {
	inside := last < noMultiplier
	if inside && r.take("linh", "lẻ") {
		return r.afterLinh()
	}
	start, vague := r.at, r.vague
	listed := inside && strings.HasPrefix(r.text[r.at:], ", ")
	if listed {
		r.at++
	}
	word, first := r.peek()
	n, ok := int64(0), false
	if isYear := inside && word == "năm" && !r.begins(word, first); !isYear {
		n, ok = r.belowThousand()
	}
	_, _, scaled := r.groupMultiplier()
	if !ok || listed && !scaled && (last > 3 || n < 100) {
		r.at, r.vague = start, vague
		return 0, false
	}
	if inside && n < 10 && r.at == first && !scaled {
		r.vague = true
	}
	return n, true
}

// afterLinh reads the number below a hundred after linh: lẻ năm, lẻ hai mươi tư.
func (r *reader) afterLinh() (int64, bool) {
	start := r.at
	if n, ok := r.unit(); ok && !r.isTens() {
		return n, true
	}
	r.at = start
	return r.belowHundred()
}

// isTens reports whether the unit before counts tens.
func (r *reader) isTens() bool {
	word, _ := r.peek()
	return word == "mươi" || word == "chục"
}

// unit reads one digit. After linh, four may be tư.
func (r *reader) unit() (int64, bool) {
	word, end := r.peek()
	n, ok := units[word]
	if word == "tư" {
		n, ok = 4, true
	}
	if ok {
		r.at = end
	}
	return n, ok
}

// belowThousand reads a number of up to three digits.
func (r *reader) belowThousand() (int64, bool) {
	start := r.at
	if n, ok := r.unit(); ok && r.take("trăm") {
		return 100*n + r.afterHundred(), true
	}
	r.at = start
	return r.belowHundred()
}

func (r *reader) afterHundred() int64 {
	if r.take("rưỡi") {
		return 50
	}
	if r.take("linh", "lẻ") {
		n, ok := r.afterLinh()
		r.vague = r.vague || !ok || n > 9
		return n
	}
	word, end := r.peek()
	if following, _, _ := r.next(end); word == "năm" && following != "mươi" && following != "chục" {
		return 0 // a year
	}
	n, ok := r.belowHundred()
	if ok && n < 10 {
		r.vague = true // một trăm hai may be short for 120
	}
	return n
}

func (r *reader) belowHundred() (int64, bool) {
	if r.take("mười") {
		return 10 + r.afterTen(false), true
	}
	start := r.at
	word, end := r.peek()
	n, ok := units[word]
	if !ok || word == "không" {
		return 0, ok && r.isZero(end)
	}
	r.at = end
	if r.take("mươi") {
		return 10*n + r.afterTen(true), true
	}
	if r.take("chục") {
		return 10 * n, true
	}
	if r.at == start {
		return 0, false
	}
	return n, true
}

// isZero goes past không where it is zero: before phẩy, and in không xã nào.
func (r *reader) isZero(end int) bool {
	following, _, _ := r.next(end)
	zero := following == "phẩy" || r.saysNone(end)
	if zero {
		r.at = end
	}
	return zero
}

// saysNone reports whether nào follows không after a few words.
func (r *reader) saysNone(end int) bool {
	const few = 4
	for range few {
		word, _, after := r.next(end)
		if word == "nào" {
			return true
		}
		end = after
	}
	return false
}

// afterTen reads the unit after mười or mươi. Five is lăm there; năm means year.
func (r *reader) afterTen(tens bool) int64 {
	word, end := r.peek()
	if _, _, scaled := r.multiplier(end); word == "năm" && scaled {
		r.vague, r.at = true, end // hai mươi năm nghìn
		return 5
	}
	n, ok := afterTens[word]
	if ok && !tens && n != 5 {
		ok = false // mốt and tư follow mươi only
	}
	if !ok && word != "năm" && word != "không" {
		n, ok = units[word]
	}
	if !ok {
		return 0
	}
	r.at = end
	return n
}
