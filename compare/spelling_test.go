package compare_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"doichieu/compare"
	"doichieu/vocab"
)

// spellings are ways in which one text comes, and which nobody reads as another.
var spellings = map[string]func(string) string{
	"as it is":          func(s string) string { return s },
	"decomposed":        norm.NFD.String,
	"another tone":      strings.NewReplacer("hóa", "hoá", "thủy", "thuỷ").Replace,
	"capitals":          strings.ToUpper,
	"two spaces":        func(s string) string { return strings.ReplaceAll(s, " ", "  ") },
	"no-break spaces":   func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") },
	"zero-width spaces": func(s string) string { return strings.ReplaceAll(s, " ", "\u200b \u00ad") },
	"look-alikes":       strings.NewReplacer("đ", "ð").Replace,
	"a line break":      func(s string) string { return strings.Replace(s, " ", "\n", 1) + "\n" },
}

var conditions = []string{"hồ sơ đã số hóa", "khu vực có điện", "công trình thủy lợi", ""}

// TestSpellingChangesNoVerdict respells the conditions of one side.
func TestSpellingChangesNoVerdict(t *testing.T) {
	for name, respell := range spellings {
		rapid.Check(t, func(t *rapid.T) {
			direction := directions.Draw(t, "direction")
			left, right, respelt := anyTarget(t, "left"), anyTarget(t, "right"), &compare.Target{}
			for _, m := range append(left.Measures, right.Measures...) {
				m.Condition = rapid.SampledFrom(conditions).Draw(t, "condition")
			}
			*respelt = *right
			respelt.Measures = nil
			for _, m := range right.Measures {
				other := *m
				other.Condition = respell(m.Condition)
				respelt.Measures = append(respelt.Measures, &other)
			}
			if diff := cmp.Diff(judgment(judge(left, right, direction)), judgment(judge(left, respelt, direction))); diff != "" {
				t.Fatalf("%s (-as written +respelt):\n%s", name, diff)
			}
		})
	}
}

// judgment is what a comparison says, but for the words that it quotes.
func judgment(row compare.TargetComparison[*compare.Target]) []string {
	out := []string{string(row.Verdict)}
	for _, m := range row.Measures {
		out = append(out, string(m.Level)+" "+string(m.Verdict)+" "+text(m.Difference))
	}
	for _, c := range row.Caveats() {
		out = append(out, string(c.Kind))
	}
	return out
}

func TestSpellingSpecimens(t *testing.T) {
	const condition = "hồ sơ đã số hóa"
	for name, respell := range spellings {
		t.Run(name, func(t *testing.T) {
			other := respell(condition)
			// The left side asks for more of some files, the right of the others.
			left := []*compare.Target{target("l", "files", when(condition, bound("REACH", "90")), when("hồ sơ giấy", bound("REACH", "50")))}
			right := []*compare.Target{target("r", "files", when(other, bound("REACH", "80")), when("hồ sơ giấy", bound("REACH", "60")))}
			if got := compare.Targets(left, right, register)[0].Verdict; got != vocab.VerdictOverlapping {
				t.Errorf("each side is stricter under a condition, but the verdict is %s", got)
			}
			of := func(year int, value, condition string) *compare.Outcome {
				return but(reportOf("o", "EXACT", value), func(o *compare.Outcome) { o.Year, o.Condition = year, condition })
			}
			series := compare.Trajectory([]*compare.Target(nil), []*compare.Outcome{of(2020, "10", condition), of(2022, "20", other)}, nil, higher)
			if got := text(series[0].ObservedPace); got != "5" {
				t.Errorf("the pace is %q", got)
			}
			item := func(item string) *compare.Outcome { o := result("80", "EXACT"); o.Item = item; return o }
			compared := compare.Outcomes([]*compare.Outcome{item("Trung tâm số hóa")}, []*compare.Outcome{item(respell("Trung tâm số hóa"))}, compare.Indicator{Direction: higher})
			if text(compared.Difference) != "0" || len(compared.Caveats) > 0 {
				t.Errorf("results of one thing differ by %q: %v", text(compared.Difference), compared.Caveats)
			}
			money := compare.Money(&compare.Amount{Category: "PROJECT", Amount: 5, Project: "Số hóa"}, &compare.Amount{Category: "PROJECT", Amount: 3, Project: respell("Số hóa")})
			if money.Difference == nil || *money.Difference != 2 {
				t.Errorf("two sums for one project were not subtracted: %v", money.Caveats)
			}
			base := func(text string) compare.Indicator {
				return compare.Indicator{Base: compare.Text{VI: text, EN: "x"}, Definition: compare.Text{VI: text}}
			}
			if caveats := compare.NearIndicator(base("hộ số hóa"), base(respell("hộ số hóa"))); len(caveats) != 1 {
				t.Errorf("one base and definition were taken for two: %v", caveats)
			}
		})
	}
}

// TestSumsOfMoney compares what lies beyond nine trillion đồng.
func TestSumsOfMoney(t *testing.T) {
	vnd := func(value string) *compare.Outcome { o := result(value, "EXACT"); o.Unit = vocab.UnitVND; return o }
	compared := compare.Outcomes([]*compare.Outcome{vnd("27000000000000")}, []*compare.Outcome{vnd("8999999999999")}, compare.Indicator{Direction: higher})
	if text(compared.Difference) != "18000000000001" || *compared.Better != vocab.SideLeft {
		t.Errorf("27 trillion exceed 8,999,999,999,999 by %q", text(compared.Difference))
	}
	of := func(year int, value string) *compare.Outcome { o := vnd(value); o.Year = year; return o }
	series := compare.Trajectory([]*compare.Target(nil), []*compare.Outcome{of(2020, "8000000000000"), of(2023, "27000000000000")}, nil, higher)
	if got := text(series[0].ObservedPace); got != "6333333333333.333333" {
		t.Errorf("the pace is %s", got)
	}
	nearly := but(reportOf("o", "NEARLY", "27000000000001"), func(*compare.Outcome) {})
	row := compare.Progress([]*compare.Target{target("t", "files", bound("REACH", "20000000000000"))}, []*compare.Outcome{nearly}, directed(higher))[0]
	if row.Status != vocab.StatusMet {
		t.Errorf("nearly 27 trillion of 20 is %s", row.Status)
	}
}
