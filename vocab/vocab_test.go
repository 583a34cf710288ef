package vocab_test

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"doichieu/vocab"
)

func TestDecimalReadsAndWritesExactly(t *testing.T) {
	tests := map[string]string{
		"80": "80", "76.55": "76.55", "0.1": "0.1", "-0.5": "-0.5", "-3": "-3",
		"1428322": "1428322", "80.00": "80", "0.000001": "0.000001", "-0": "0",
	}
	for in, want := range tests {
		got, err := vocab.ParseDecimal(in)
		if err != nil || got.String() != want {
			t.Errorf("%q read as %s, %v; want %s", in, got, err, want)
		}
	}
}

func TestDecimalRefusesWhatItCannotHold(t *testing.T) {
	for _, in := range []string{"", "-", ".", "1.", ".5", "1,5", "1e3", "+1", "1.2.3", "0.0000001", " 1", "99999999999999999999"} {
		if got, err := vocab.ParseDecimal(in); err == nil {
			t.Errorf("%q was read as %s", in, got)
		}
	}
}

func TestDecimalRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := vocab.Decimal(rapid.Int64Range(math.MinInt64+1, math.MaxInt64).Draw(t, "millionths"))
		back, err := vocab.ParseDecimal(d.String())
		if err != nil || back != d {
			t.Fatalf("%d was written as %s and read back as %d, %v", int64(d), d, int64(back), err)
		}
	})
}

func TestDecimalSubtraction(t *testing.T) {
	got, ok := vocab.MustDecimal("80").Sub(vocab.MustDecimal("67.34"))
	if !ok || got.String() != "12.66" {
		t.Errorf("80 − 67.34 = %s, %t", got, ok)
	}
	if _, ok := vocab.Decimal(math.MinInt64).Sub(1); ok {
		t.Error("subtraction out of range was not noticed")
	}
	if _, ok := vocab.Decimal(math.MaxInt64).Sub(-1); ok {
		t.Error("subtraction out of range was not noticed")
	}
}

func TestEnumerationsAreInUpperCase(t *testing.T) {
	for _, v := range vocab.Verdict("").Values() {
		if v != strings.ToUpper(v) {
			t.Errorf("%s is not in upper case", v)
		}
		if !vocab.IsValid(vocab.Verdict(v)) {
			t.Errorf("%s is no member of its own enumeration", v)
		}
	}
	if vocab.IsValid(vocab.Verdict("STRICTER")) {
		t.Error("STRICTER was taken for a verdict")
	}
}

func TestMirrorTwiceIsTheSame(t *testing.T) {
	for _, name := range vocab.Verdict("").Values() {
		v := vocab.Verdict(name)
		if v.Mirror().Mirror() != v {
			t.Errorf("%s mirrors to %s and back to %s", v, v.Mirror(), v.Mirror().Mirror())
		}
	}
}

func TestDecimalDivisionRoundsHalfAwayFromZero(t *testing.T) {
	tests := map[string]struct {
		d    string
		n    int64
		want string
	}{
		"exact":          {"12.66", 2, "6.33"},
		"down":           {"10", 3, "3.333333"},
		"up":             {"20", 3, "6.666667"},
		"half up":        {"0.000001", 2, "0.000001"},
		"half down":      {"-0.000001", 2, "-0.000001"},
		"less than half": {"-0.000001", 3, "0"},
	}
	for name, tt := range tests {
		if got := vocab.MustDecimal(tt.d).Div(tt.n); got.String() != tt.want {
			t.Errorf("%s: %s / %d = %s, want %s", name, tt.d, tt.n, got, tt.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d, n := rapid.Int64Range(math.MinInt64+1, math.MaxInt64).Draw(t, "d"), rapid.Int64Range(1, 200).Draw(t, "n")
		got := int64(vocab.Decimal(d).Div(n))
		// |d − got·n| is at most n/2, and a half goes away from zero.
		rest := new(big.Int).Sub(big.NewInt(d), new(big.Int).Mul(big.NewInt(got), big.NewInt(n)))
		twice := new(big.Int).Mul(rest.Abs(rest), big.NewInt(2))
		order := twice.Cmp(big.NewInt(n))
		magnitude := new(big.Int).Abs(big.NewInt(got))
		if order > 0 || order == 0 && magnitude.Mul(magnitude, big.NewInt(n)).CmpAbs(big.NewInt(d)) < 0 {
			t.Fatalf("%d / %d = %d", d, n, got)
		}
	})
}
