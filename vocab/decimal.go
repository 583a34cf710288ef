// Package vocab holds the words that every other package shares: the exact
// number type and the enumerations of the domain (levels, operators, units …).
// It depends on nothing else of the project.
package vocab

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Decimal is an exact decimal number with up to six digits after the point,
// kept as a count of millionths. Plans print shares with one or two decimals
// and counts below a trillion, so the range (±9.2 trillion) is never met;
// what does not fit is refused on reading, never rounded.
type Decimal int64

const (
	decimalDigits = 6
	decimalScale  = 1_000_000
)

// ParseDecimal reads a number written with a decimal point and no grouping
// ("76.55", "-3", "1428322"). More than six decimals or a number out of range
// is an error.
func ParseDecimal(text string) (Decimal, error) {
	unsigned, negative := strings.CutPrefix(text, "-")
	whole, fraction, hasPoint := strings.Cut(unsigned, ".")
	if !isDigits(whole) || hasPoint && !isDigits(fraction) {
		return 0, fmt.Errorf("%q is not a decimal number", text)
	}
	if len(fraction) > decimalDigits {
		return 0, fmt.Errorf("%q has more than %d decimals", text, decimalDigits)
	}
	millionths := whole + fraction + strings.Repeat("0", decimalDigits-len(fraction))
	n, err := strconv.ParseInt(millionths, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%q is out of range", text)
	}
	if negative {
		n = -n
	}
	return Decimal(n), nil
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

// Sub returns d − other, and false when the result is out of range.
func (d Decimal) Sub(other Decimal) (Decimal, bool) {
	if other > 0 && d < math.MinInt64+other || other < 0 && d > math.MaxInt64+other {
		return 0, false
	}
	return d - other, true
}

// Div returns d / n for a positive n, rounded half away from zero to the last
// decimal that a Decimal holds.
func (d Decimal) Div(n int64) Decimal {
	quotient, rest := d/Decimal(n), (d % Decimal(n)).Abs()
	if rest < Decimal(n)-rest {
		return quotient
	}
	if d < 0 {
		return quotient - 1
	}
	return quotient + 1
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
	n := uint64(d)
	if d < 0 {
		buf, n = append(buf, '-'), -n
	}
	buf = strconv.AppendUint(buf, n/decimalScale, 10)
	fraction := n % decimalScale
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

// UnmarshalYAML reads a Decimal from a plain scalar and names the line of one
// that is not.
func (d *Decimal) UnmarshalYAML(node *yaml.Node) error {
	parsed, err := ParseDecimal(node.Value)
	if err != nil {
		return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: %v; write it with a decimal point and no grouping", node.Line, err)}}
	}
	*d = parsed
	return nil
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
