package data_test

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"doichieu/data"
)

// fullDataset is the small dataset with a record of every kind and references between
// them.
func fullDataset() map[string]string {
	files := small()
	files["registers/provinces.yaml"] += `- {slug: gia-lai, code: "64", name: {vi: Gia Lai, en: Gia Lai}, region: central-highlands, successor: true}
- {slug: kon-tum, code: "62", name: {vi: Kon Tum, en: Kon Tum}, region: central-highlands, mergedInto: gia-lai, mergedOn: 2025-07-01}
`
	files["registers/indicators.yaml"] = strings.Replace(files["registers/indicators.yaml"], "  concept: smartphone", `  concept: smartphone
  national: [{decision: 411-qd-ttg-2022, year: 2025, operator: REACH, value: 80, confidence: HIGH}]`, 1)
	files["registers/agencies.yaml"] = strings.TrimRight(files["registers/agencies.yaml"], "\n") + "\n  aliases: [Sở TTTT]\n"
	files["registers/initiatives.yaml"] = "- {slug: assistant, name: {vi: Trợ lý, en: Assistant}, theme: DATA}\n"
	files[plan] += `  - operator: BETWEEN
    level: PROVINCE
    value: 5
    upper: 6
    sources: [1]
  citations: [{legal: 411-qd-ttg-2022, number: 411/QĐ-TTg, date: 31/3/2022, lines: [12, 13]}]
  task: A.1
tasks:
- {id: A.1, year: 2024, group: A, theme: DATA, initiative: assistant, title: x, leads: [binh-dinh.so-thong-tin-va-truyen-thong], schedule: {text: cả năm, start: 2024-01-01, end: 2024-12-31}, sources: [{lines: [3]}]}
- {id: body.1, year: 2024, group: A, theme: DATA, title: x, inherited: [TIME], carriedOutBy: [A.1], sources: [{lines: [3]}]}
outcomes:
- {id: total, year: 2023, indicator: society.adult_smartphone, wording: x, value: 9, numerator: 1, denominator: 2, isTotal: true, periodStart: 2023-01, periodEnd: 2023-11, sources: [{lines: [5]}]}
- {id: part, year: 2023, indicator: society.adult_smartphone, wording: x, absence: NOT_REPORTED, partOf: total, note: {vi: x, en: x}, sources: [{lines: [5]}]}
citations:
- {legal: 411-qd-ttg-2022, role: LEGAL_BASIS, lines: [1, 2]}
budgets:
- {id: all, periodStart: 2023, periodEnd: 2024, amount: 5, category: TOTAL, printed: "5", sources: [{lines: [7]}]}
- {id: one, year: 2024, amount: 5, corrected: 6, category: PROJECT, partOf: all, decision: 411-qd-ttg-2022, printed: "5", sources: [{lines: [7]}]}
funding:
- {id: "1", text: {vi: x, en: x}, sources: [{lines: [8]}]}
duties:
- {agency: binh-dinh.so-thong-tin-va-truyen-thong, count: 2, sources: [{lines: [9]}]}
findings:
- {id: slip, kind: MISPRINT, severity: NOTE, message: {vi: x, en: x}, records: [binh-dinh/2024/target/3.1, binh-dinh/2023/outcome/total], sources: [{lines: [5]}]}
`
	return files
}

// TestARefusedValueCausesNoOtherProblem replaces the values of the dataset one after
// the other by one that cannot be read.
func TestARefusedValueCausesNoOtherProblem(t *testing.T) {
	files := fullDataset()
	if _, err := data.Read(asFS(files)); err != nil {
		t.Fatal(err)
	}
	values := 0
	for file, content := range files {
		var root yaml.Node
		if err := yaml.Unmarshal([]byte(content), &root); err != nil {
			t.Fatal(err)
		}
		eachValue(root.Content[0], "", func(node *yaml.Node, at string) {
			values++
			before := *node
			node.Style, node.Tag = node.Style|yaml.TaggedStyle, "!odd"
			spoilt, err := yaml.Marshal(&root)
			*node = before
			if err != nil {
				t.Fatal(err)
			}
			set := maps.Clone(files)
			set[file] = string(spoilt)
			_, err = data.Read(asFS(set))
			var problems data.Problems
			if !errors.As(err, &problems) || len(problems) != 1 || !strings.Contains(err.Error(), "the tag !odd is not read") {
				t.Errorf("%s%s: got\n%v\nwant one problem, of the tag", file, at, err)
			}
		})
	}
	if values < 200 {
		t.Errorf("only %d values were tried", values)
	}
}

// eachValue visits every value below a node, and the node itself.
func eachValue(node *yaml.Node, at string, visit func(*yaml.Node, string)) {
	visit(node, at)
	for i, child := range node.Content {
		switch {
		case node.Kind == yaml.SequenceNode:
			eachValue(child, fmt.Sprintf("%s[%d]", at, i), visit)
		case i%2 == 1:
			eachValue(child, at+"."+node.Content[i-1].Value, visit)
		}
	}
}

func TestOneProblemForOneMistake(t *testing.T) {
	for name, tt := range map[string]struct{ file, old, replacement, want string }{
		"a release that cannot be read":   {"dataset.yaml", "release: test", `release: "a\0"`, "dataset.yaml:1: the text holds the character"},
		"a release without a name":        {"dataset.yaml", "release: test", `release: ""`, "dataset.yaml:1: release is missing"},
		"a year with a fraction":          {plan, "  year: 2024", "  year: 2024.9", "documents/plan.yaml:14: expected a whole number"},
		"a blank year":                    {plan, "  year: 2024", "  year:", "documents/plan.yaml:14: expected a whole number"},
		"a year of long ago":              {plan, "  year: 2024", "  year: 1800", "documents/plan.yaml:14: year 1800 is outside"},
		"a line in words":                 {plan, "lines: [12]", "lines: [x]", "documents/plan.yaml:19: expected a whole number"},
		"the number of lines in words":    {plan, "lines: 40", "lines: forty", "documents/plan.yaml:10: expected a whole number"},
		"no lines at all":                 {plan, "lines: 40", "lines: 0", "documents/plan.yaml:10: lines is 0"},
		"the period's start in words":     {plan, "periodStart: 2023", "periodStart: now", "documents/plan.yaml:7: expected a whole number"},
		"an operator of no kind":          {plan, "operator: MORE_THAN", "operator: OVER", "documents/plan.yaml:21: operator"},
		"a misspelt key":                  {plan, "  wording:", "  wordings:", `documents/plan.yaml:16: unknown key "wordings"`},
		"a code in a list":                {"registers/indicators.yaml", "code: society.adult_smartphone", "code: [x]", "registers/indicators.yaml:1: expected text"},
		"an id that others refer to":      {"registers/legal_documents.yaml", "id: 411-qd-ttg-2022", "id: {a: b}", "registers/legal_documents.yaml:1: expected text"},
		"a code in full-width digits":     {"registers/provinces.yaml", `code: "52"`, "code: \"\uff15\uff12\"", `registers/provinces.yaml:2: code "５２" is not well formed`},
		"a province without a code":       {"registers/provinces.yaml", `  code: "52"`, `  code: ""`, "registers/provinces.yaml:2: code is missing"},
		"a register that is a mapping":    {"registers/concepts.yaml", "- code: smartphone\n  name", "code: smartphone\nname", "registers/concepts.yaml:1: expected a list"},
		"a target's sources are a number": {plan, "sources:\n  - {section: \"2.3\", lines: [12]}", "sources: 12", "documents/plan.yaml:18: expected a list"},
	} {
		t.Run(name, func(t *testing.T) {
			got := readProblems(t, withEdit(t, tt.file, tt.old, tt.replacement))
			if lines := strings.Split(got, "\n"); len(lines) != 1 || !strings.Contains(lines[0], tt.want) {
				t.Errorf("got:\n%s\nwant only:\n%s", got, tt.want)
			}
		})
	}
}
