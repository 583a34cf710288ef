package vocab_test

import (
	"cmp"
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
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

func TestDecimalHoldsSumsOfMoney(t *testing.T) {
	for in, want := range map[string]string{
		"27000000000000": "27000000000000", "-27000000000000": "-27000000000000", "9000000000000": "9000000000000",
		"8999999999999.999999": "8999999999999.999999", "9000000000000.0": "9000000000000",
		"9007199254740991": "9007199254740991", "9007199254740992": "", "-9007199254740992": "",
		"9223372036855": "9223372036855", "18446744073709551617": "", "9000000000000.5": "", "27000000000000.000001": "",
	} {
		got, err := vocab.ParseDecimal(in)
		if want == "" && err == nil || want != "" && (err != nil || got.String() != want) {
			t.Errorf("%s was read as %s, %v; want %q", in, got, err, want)
		}
	}
}

// anyDecimal draws numbers of every size, and often those where one way of
// counting ends and the other begins.
var anyDecimal = rapid.Custom(func(t *rapid.T) vocab.Decimal {
	d := vocab.Decimal(rapid.Int64Range(-int64(vocab.MaxDecimal), int64(vocab.MaxDecimal)).Draw(t, "decimal"))
	switch rapid.IntRange(0, 3).Draw(t, "size") {
	case 0:
		d %= 10_000_000_000
	case 1:
		d = vocab.MustDecimal("9000000000000") + d%100
	case 2:
		d = vocab.MustDecimal("-9000000000000") + d%100
	}
	return d
})

func TestDecimalRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDecimal.Draw(t, "d")
		back, err := vocab.ParseDecimal(d.String())
		if err != nil || back != d {
			t.Fatalf("%d was written as %s and read back as %d, %v", int64(d), d, int64(back), err)
		}
		if exact, ok := new(big.Rat).SetString(d.String()); !ok || exact.Cmp(d.Rat()) != 0 {
			t.Fatalf("%s is reckoned with as %s", d, d.Rat())
		}
	})
}

func TestDecimalsAreOrderedAsTheirNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyDecimal.Draw(t, "a"), anyDecimal.Draw(t, "b")
		if cmp.Compare(a, b) != a.Rat().Cmp(b.Rat()) {
			t.Fatalf("%s and %s are ordered as %d and %d", a, b, int64(a), int64(b))
		}
		if a.IsWhole() != a.Rat().IsInt() || a.Abs().Rat().Cmp(new(big.Rat).Abs(a.Rat())) != 0 {
			t.Fatalf("%s: whole %t, distance %s", a, a.IsWhole(), a.Abs())
		}
	})
}

func TestDecimalSumsAreExactOrNone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyDecimal.Draw(t, "a"), anyDecimal.Draw(t, "b")
		difference, ok := a.Sub(b)
		exact := new(big.Rat).Sub(a.Rat(), b.Rat())
		if ok && difference.Rat().Cmp(exact) != 0 {
			t.Fatalf("%s − %s = %s", a, b, difference)
		}
		if _, err := vocab.ParseDecimal(strings.TrimSuffix(strings.TrimRight(exact.FloatString(6), "0"), ".")); ok != (err == nil) {
			t.Fatalf("%s − %s: %t, but the result is read with %v", a, b, ok, err)
		}
		if sum, ok := a.Sub(-b); ok && sum.Rat().Cmp(exact.Add(a.Rat(), b.Rat())) != 0 {
			t.Fatalf("%s + %s = %s", a, b, sum)
		}
	})
}

func TestDecimalSubtraction(t *testing.T) {
	got, ok := vocab.MustDecimal("80").Sub(vocab.MustDecimal("67.34"))
	if !ok || got.String() != "12.66" {
		t.Errorf("80 − 67.34 = %s, %t", got, ok)
	}
	if got, ok := vocab.MustDecimal("9007199254740990").Sub(vocab.MustDecimal("-1")); !ok || got != vocab.MaxDecimal {
		t.Errorf("one less than the greatest number, and one, are %s, %t", got, ok)
	}
	if _, ok := (-vocab.MaxDecimal).Sub(1); ok {
		t.Error("subtraction out of range was not noticed")
	}
	if _, ok := vocab.MaxDecimal.Sub(vocab.MustDecimal("-1")); ok {
		t.Error("subtraction out of range was not noticed")
	}
}

func TestDecimalPartsAreRoundedUp(t *testing.T) {
	tests := map[string]struct {
		d    string
		n    int64
		want string
	}{
		"exact":                           {"80", 20, "4"},
		"less than a millionth":           {"0.000001", 20, "0.000001"},
		"of the distance from zero":       {"-80.00001", 20, "4.000001"},
		"the last number with millionths": {"9000000000000", 7, "1285714285714.285715"},
		"the first without":               {"9000000000001", 7, "1285714285715"},
		"whole ones":                      {"27000000000001", 20, "1350000000001"},
		"whole ones below zero":           {"-27000000000000", 20, "1350000000000"},
	}
	for name, tt := range tests {
		if got := vocab.MustDecimal(tt.d).Part(tt.n); got.String() != tt.want {
			t.Errorf("%s: part %d of %s is %s, want %s", name, tt.n, tt.d, got, tt.want)
		}
	}
}

func TestDecimalInAnswersAndFiles(t *testing.T) {
	var answer strings.Builder
	vocab.MustDecimal("76.50").MarshalGQL(&answer)
	if answer.String() != "76.5" {
		t.Errorf("an answer has %s", answer.String())
	}
	for _, argument := range []any{"76.5", 76.5, json.Number("76.5")} {
		var read vocab.Decimal
		if err := read.UnmarshalGQL(argument); err != nil || read.String() != "76.5" {
			t.Errorf("%T %v was read as %s, %v", argument, argument, read, err)
		}
	}
	read := vocab.MustDecimal("1")
	if err := read.UnmarshalGQL(true); err == nil || read.String() != "1" {
		t.Errorf("true was read as %s, %v", read, err)
	}
	if file, err := yaml.Marshal(vocab.MustDecimal("76.50")); err != nil || string(file) != "76.5\n" {
		t.Errorf("a file has %q, %v", file, err)
	}
}

func TestMustDecimalPanicsOnWhatIsNoNumber(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	vocab.MustDecimal("many")
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
		"zero":           {"0", 3, "0"},
	}
	for name, tt := range tests {
		if got := vocab.MustDecimal(tt.d).Div(tt.n); got.String() != tt.want {
			t.Errorf("%s: %s / %d = %s, want %s", name, tt.d, tt.n, got, tt.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDecimal.Draw(t, "d"), rapid.Int64Range(1, 200).Draw(t, "n")
		got := d.Div(n)
		// The rest is at most half of the last place, and a half goes away from zero.
		place := big.NewRat(1, 1_000_000)
		if got.Abs() >= vocab.MustDecimal("9000000000000") {
			place.SetInt64(1)
		}
		exact := new(big.Rat).Quo(d.Rat(), big.NewRat(n, 1))
		rest := new(big.Rat).Sub(got.Rat(), exact)
		order := new(big.Rat).Abs(rest).Cmp(new(big.Rat).Quo(place, big.NewRat(2, 1)))
		if order > 0 || order == 0 && rest.Sign() != exact.Sign() {
			t.Fatalf("%s / %d = %s", d, n, got)
		}
	})
}
