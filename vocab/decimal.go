// Package vocab holds the words that every other package shares: the exact
// number type and the enumerations of the domain (levels, operators, units …).
// It depends on nothing else of the project.
package vocab

import (
	"fmt"
	"io"
	"math/big"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Decimal is an exact decimal number whose order, as an integer, is that of the
// numbers, so that Go and SQL compare and sort it as it is. Up to nine trillion on
// either side of zero it counts millionths; beyond, where sums of money lie, it
// counts whole ones, after those millionths. It goes as far as JavaScript numbers
// are exact, 2^53 − 1. What does not fit is refused on reading, never rounded.
type Decimal int64

const (
	decimalDigits = 6
	decimalScale  = 1_000_000

	maxFine  = 9_000_000_000_000 // with six decimals up to here
	maxWhole = 1<<53 - 1         // without decimals up to here
	fineEnd  = maxFine * decimalScale
)

// MaxDecimal is the greatest Decimal; the least is its negative.
const MaxDecimal = Decimal(fineEnd + maxWhole - maxFine)

// ParseDecimal reads a number written with a decimal point and no grouping
// ("76.55", "-3", "1428322"). More than six decimals or a number out of range
// is an error, and so are decimals of a number beyond nine trillion.
func ParseDecimal(text string) (Decimal, error) {
	unsigned, negative := strings.CutPrefix(text, "-")
	whole, fraction, hasPoint := strings.Cut(unsigned, ".")
	if !isDigits(whole) || hasPoint && !isDigits(fraction) {
		return 0, fmt.Errorf("%q is not a decimal number", text)
	}
	if len(fraction) > decimalDigits {
		return 0, fmt.Errorf("%q has more than %d decimals", text, decimalDigits)
	}
	ones, err := strconv.ParseUint(whole, 10, 64)
	if err != nil || ones > maxWhole {
		return 0, fmt.Errorf("%q is out of range: numbers go up to %d", text, int64(maxWhole))
	}
	millionths, _ := strconv.ParseUint((fraction + "000000")[:decimalDigits], 10, 64) // "" is "000000"
	d, ok := exact(int64(ones), int64(millionths))
	if !ok {
		return 0, fmt.Errorf("%q has decimals, which are kept up to %d only", text, int64(maxFine))
	}
	if negative {
		return -d, nil
	}
	return d, nil
}

// exact is the number of so many ones, of which there are not too many, and
// millionths; false when that many ones have no millionths.
func exact(ones, millionths int64) (Decimal, bool) {
	if ones < maxFine {
		return Decimal(ones*decimalScale + millionths), true
	}
	return Decimal(fineEnd + ones - maxFine), millionths == 0
}

// parts splits the distance of d from zero into ones and millionths.
func (d Decimal) parts() (ones, millionths uint64) {
	n := uint64(d)
	if d < 0 {
		n = -n
	}
	if n >= fineEnd {
		return n - fineEnd + maxFine, 0
	}
	return n / decimalScale, n % decimalScale
}

// MustDecimal is ParseDecimal for constants; it panics on a bad one.
func MustDecimal(text string) Decimal {
	d, err := ParseDecimal(text)
	if err != nil {
		panic(err)
	}
	return d
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// isFine reports whether d counts millionths.
func (d Decimal) isFine() bool { return -fineEnd <= d && d <= fineEnd }

// Sub returns d − other, and false when no Decimal is that number: it is out of
// range, or beyond nine trillion and not whole.
func (d Decimal) Sub(other Decimal) (Decimal, bool) {
	const half = fineEnd / 2
	near := d.Abs() <= half && other.Abs() <= half
	if near || d.isFine() && other.isFine() && (d < 0) == (other < 0) {
		return d - other, true
	}
	return fromRat(new(big.Rat).Sub(d.Rat(), other.Rat()))
}

// fromRat is the Decimal of a number, and false when there is none.
func fromRat(n *big.Rat) (Decimal, bool) {
	if n.Num().BitLen() > 128 || n.Denom().BitLen() > 64 {
		return 0, false
	}
	scaled := new(big.Rat).Mul(new(big.Rat).Abs(n), big.NewRat(decimalScale, 1))
	if !scaled.IsInt() {
		return 0, false
	}
	ones, millionths := new(big.Int).QuoRem(scaled.Num(), big.NewInt(decimalScale), new(big.Int))
	if !ones.IsInt64() || ones.Int64() > maxWhole {
		return 0, false
	}
	d, ok := exact(ones.Int64(), millionths.Int64())
	if n.Sign() < 0 {
		d = -d
	}
	return d, ok
}

// Rat is the number as a fraction, for what must be reckoned without rounding.
func (d Decimal) Rat() *big.Rat {
	if d.isFine() {
		return big.NewRat(int64(d), decimalScale)
	}
	ones, _ := d.parts()
	whole := new(big.Rat).SetUint64(ones)
	if d < 0 {
		whole.Neg(whole)
	}
	return whole
}

// IsWhole reports whether d has no decimals.
func (d Decimal) IsWhole() bool {
	_, millionths := d.parts()
	return millionths == 0
}

// Div returns d / n for a positive n, rounded half away from zero to the last
// decimal that a Decimal of that size holds.
func (d Decimal) Div(n int64) Decimal {
	if !d.isFine() {
		return d.divRat(n)
	}
	quotient, rest := d/Decimal(n), (d % Decimal(n)).Abs()
	if rest < Decimal(n)-rest {
		return quotient
	}
	if d < 0 {
		return quotient - 1
	}
	return quotient + 1
}

// divRat is Div for a number that counts whole ones.
func (d Decimal) divRat(n int64) Decimal {
	ones, _ := d.parts()
	scale := int64(decimalScale)
	if ones/uint64(n) >= maxFine {
		scale = 1
	}
	scaled := new(big.Int).Mul(new(big.Int).SetUint64(ones), big.NewInt(scale))
	quotient, rest := scaled.QuoRem(scaled, big.NewInt(n), new(big.Int))
	if rest.Lsh(rest, 1).Cmp(big.NewInt(n)) >= 0 {
		quotient.Add(quotient, big.NewInt(1))
	}
	result, _ := fromRat(new(big.Rat).SetFrac(quotient, big.NewInt(scale))) // no further from zero than d
	if d < 0 {
		return -result
	}
	return result
}

// Part returns the nth part of the distance of d from zero, for a positive n,
// rounded up to the last decimal that d has room for.
func (d Decimal) Part(n int64) Decimal {
	if !d.isFine() {
		ones, _ := d.parts()
		part, _ := exact(int64((ones+uint64(n)-1)/uint64(n)), 0)
		return part
	}
	part := d.Abs() / Decimal(n)
	if d.Abs()%Decimal(n) != 0 {
		part++
	}
	return part
}

// Abs returns the distance of d from zero.
func (d Decimal) Abs() Decimal {
	if d < 0 {
		return -d
	}
	return d
}

// String writes the shortest exact form: "80", "76.55", "-0.5".
func (d Decimal) String() string { return string(d.AppendGQL(nil)) }

// AppendGQL writes what MarshalGQL writes to the end of a buffer.
func (d Decimal) AppendGQL(buf []byte) []byte {
	if d < 0 {
		buf = append(buf, '-')
	}
	ones, fraction := d.parts()
	buf = strconv.AppendUint(buf, ones, 10)
	if fraction == 0 {
		return buf
	}
	buf = append(buf, '.')
	for digit := uint64(decimalScale / 10); fraction > 0; digit /= 10 {
		buf = append(buf, '0'+byte(fraction/digit))
		fraction %= digit
	}
	return buf
}

// MarshalYAML writes a Decimal as a plain scalar.
func (d Decimal) MarshalYAML() (any, error) {
	return &yaml.Node{Kind: yaml.ScalarNode, Value: d.String()}, nil
}

// MarshalGQL writes the GraphQL scalar Decimal as a JSON number.
func (d Decimal) MarshalGQL(w io.Writer) { _, _ = w.Write(d.AppendGQL(nil)) }

// UnmarshalGQL reads the GraphQL scalar Decimal from a number or a string.
func (d *Decimal) UnmarshalGQL(v any) error {
	parsed, err := ParseDecimal(fmt.Sprint(v))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
