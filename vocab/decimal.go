// Package vocab holds the types that all other packages share: exact numbers and
// the enumerations of the domain (levels, operators, units …). It imports nothing
// else of the project.
package vocab

import (
	"fmt"
	"io"
	"math/big"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Decimal is an exact decimal number. Its integers have the order of the numbers
// that they stand for, so that Go and SQL compare and sort them directly. Up to nine
// trillion on either side of zero it counts millionths; beyond, where sums of money
// lie, it goes on in steps of one. It ends where JavaScript numbers stop being exact,
// at 2^53 − 1. A number that does not fit is refused when it is read, never rounded.
type Decimal int64

const (
	decimalDigits = 6
	decimalScale  = 1_000_000

	maxFine  = 9_000_000_000_000         // with six decimals up to here
	maxWhole = 9_007_199_254_740_991     // without decimals up to here
	fineEnd  = 9_000_000_000_000_000_000 // maxFine in millionths
)

// MaxDecimal is the greatest Decimal, maxWhole; the least is its negative.
const MaxDecimal = Decimal(9_008_998_199_254_740_991)

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

// exact is the Decimal of a number of ones, at most maxWhole, and of millionths, both
// with the same sign. It returns false when a number of that size has no millionths.
func exact(ones, millionths int64) (Decimal, bool) {
	fine := min(max(ones, -maxFine), maxFine)
	d := Decimal(fine*decimalScale + millionths + ones - fine)
	return d, d.isFine() || millionths == 0
}

// parts splits d into ones and millionths, both with its sign.
func (d Decimal) parts() (ones, millionths int64) {
	fine := min(max(d, -fineEnd), fineEnd)
	return int64(fine/decimalScale + d - fine), int64(fine % decimalScale)
}

// isFine reports whether d is in the range that counts millionths.
func (d Decimal) isFine() bool { return d.Abs() <= fineEnd }

// MustDecimal is like ParseDecimal, but panics when the text is not a Decimal.
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

// Sub returns d − other. It returns false when no Decimal is that number: it is out
// of range, or beyond nine trillion and not whole.
func (d Decimal) Sub(other Decimal) (Decimal, bool) {
	const half = fineEnd / 2
	if max(d.Abs(), other.Abs()) <= half { // so that the difference counts millionths too
		return d - other, true
	}
	n := d.millionths()
	return fromMillionths(n.Sub(n, other.millionths()))
}

// millionths is d in millionths, for arithmetic that needs more than 64 bits.
func (d Decimal) millionths() *big.Int {
	ones, millionths := d.parts()
	n := big.NewInt(ones)
	n.Mul(n, big.NewInt(decimalScale))
	return n.Add(n, big.NewInt(millionths))
}

// fromMillionths is the Decimal of a number of millionths. It returns false when
// there is none.
func fromMillionths(n *big.Int) (Decimal, bool) {
	ones, millionths := new(big.Int).QuoRem(n, big.NewInt(decimalScale), new(big.Int))
	if ones.CmpAbs(big.NewInt(maxWhole)) > 0 {
		return 0, false
	}
	return exact(ones.Int64(), millionths.Int64())
}

// Rat is the number as a fraction, for arithmetic that must not round.
func (d Decimal) Rat() *big.Rat {
	return new(big.Rat).SetFrac(d.millionths(), big.NewInt(decimalScale))
}

// IsWhole reports whether d has no decimals.
func (d Decimal) IsWhole() bool {
	_, millionths := d.parts()
	return millionths == 0
}

// Div returns d / n for a positive n, rounded half away from zero to the last
// decimal that a Decimal of the result's size has.
func (d Decimal) Div(n int64) Decimal {
	if result, ok := fromMillionths(quotient(d.millionths(), n)); ok {
		return result
	}
	ones, _ := d.parts() // d has no millionths where even its part has none
	result, _ := exact(quotient(big.NewInt(ones), n).Int64(), 0)
	return result
}

// quotient returns a / n for a positive n, rounded half away from zero. It overwrites
// a.
func quotient(a *big.Int, n int64) *big.Int {
	divisor, half := big.NewInt(n), big.NewInt(n*int64(a.Sign()))
	return a.Quo(a.Add(a.Lsh(a, 1), half), divisor.Lsh(divisor, 1))
}

// Part returns the nth part of the distance of d from zero, for a positive n,
// rounded up to the last decimal of d: a millionth, or one beyond nine trillion.
func (d Decimal) Part(n int64) Decimal {
	if d.isFine() {
		return (d.Abs() + Decimal(n-1)) / Decimal(n)
	}
	ones, _ := d.Abs().parts()
	part, _ := exact((ones+n-1)/n, 0)
	return part
}

// Abs returns the distance of d from zero.
func (d Decimal) Abs() Decimal { return max(d, -d) }

// String writes the shortest exact form: "80", "76.55", "-0.5".
func (d Decimal) String() string { return string(d.AppendGQL(nil)) }

// AppendGQL appends what MarshalGQL writes to a buffer.
func (d Decimal) AppendGQL(buf []byte) []byte {
	if d < 0 {
		buf = append(buf, '-')
	}
	ones, fraction := d.Abs().parts()
	buf = strconv.AppendInt(buf, ones, 10)
	if fraction == 0 {
		return buf
	}
	buf = append(buf, '.')
	for digit := int64(decimalScale / 10); fraction > 0; digit /= 10 {
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
