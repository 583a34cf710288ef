package compare_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"doichieu/compare"
	"doichieu/vocab"
)

// message is the only caveat of a list, in English.
func message(t *testing.T, caveats []compare.Caveat) string {
	t.Helper()
	if len(caveats) != 1 {
		t.Fatalf("%d caveats, want one: %+v", len(caveats), caveats)
	}
	return caveats[0].Message.EN
}

func TestMessagesOnTargets(t *testing.T) {
	none, nearby := bound("QUALITATIVE"), bound("REACH", "90")
	tests := map[string]struct {
		left, right []*compare.Target
		want        string
	}{
		"no number on the left": {
			files(none), files(nearby), "The left side gives no number.",
		},
		"no number on the right": {
			files(nearby), files(none), "The right side gives no number.",
		},
		"no number on either side": {
			files(none), files(none), "Neither side gives a number.",
		},
		"two stretch goals": {
			files(bound("BETWEEN", "65", "70")), files(bound("BETWEEN", "65", "90")), "The stretch goals differ: 70 against 90.",
		},
		"several targets on one side": {
			append(files(nearby), files(nearby)...), nil,
			"Several targets for the same indicator (left 2, right 0); the first of each side is compared.",
		},
		"several targets on both sides": {
			append(files(nearby), files(nearby)...), append(files(nearby), files(nearby)...),
			"Several targets for the same indicator (left 2, right 2); the first of each side is compared.",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			row := compare.Targets(tt.left, tt.right, register)[0]
			if got := message(t, row.Caveats()); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// files is a target for the indicator "files", as a list.
func files(measures ...*compare.Measure) []*compare.Target {
	return []*compare.Target{target("t", "files", measures...)}
}

func TestMessagesOnDenominators(t *testing.T) {
	out := func(value, of string) *compare.Outcome {
		o := reportOf("o", "EXACT", value)
		o.Unit = vocab.UnitCount
		if of != "" {
			n := vocab.MustDecimal(of)
			o.Denominator = &n
		}
		return o
	}
	tests := map[string]struct {
		left, right *compare.Outcome
		want        string
	}{
		"two wholes":            {out("159", "160"), out("200", "241"), "Out of different wholes: 159/160 against 200/241."},
		"one whole":             {out("159", "160"), out("200", ""), "Out of different wholes: 159/160 against 200 (of no stated whole)."},
		"a whole and no number": {out("", "160"), out("200", "241"), "Out of different wholes: of no stated whole against 200/241."},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := compare.Outcomes([]*compare.Outcome{tt.left}, []*compare.Outcome{tt.right}, compare.Indicator{})
			if got := message(t, got.Caveats); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestPlanYears(t *testing.T) {
	if got := compare.PlanYears(2024, 2024); got != nil {
		t.Errorf("the same year has caveats: %v", got)
	}
	if got, want := message(t, compare.PlanYears(2024, 2022)), "Different years: 2024 against 2022."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestMessagesQuoteWhatPlansSay: in English, conditions are quoted as %q quotes
// them; a blank one is none.
func TestMessagesQuoteWhatPlansSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		condition := "x" + rapid.String().Draw(t, "condition")
		left, right := bound("REACH", "80"), when(condition, bound("REACH", "80"))
		row := compare.Targets(files(left), files(right), register)[0]
		want := fmt.Sprintf("Different conditions: %q against %q.", "none", condition)
		if got := row.Caveats()[0].Message.EN; got != want {
			t.Fatalf("%s, want %s", got, want)
		}
	})
}
