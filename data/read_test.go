package data_test

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"doichieu/data"
	"doichieu/vocab"
)

// small is a complete dataset of one document whose archived text has 40 lines.
func small() map[string]string {
	return map[string]string{
		"dataset.yaml": `release: test
title: {vi: Thử, en: Test}
licence: CC-BY-4.0
citation: Nobody
description: {vi: Để thử, en: For tests}
`,
		"registers/provinces.yaml": `- slug: binh-dinh
  code: "52"
  name: {vi: Bình Định, en: Binh Dinh}
  region: north-south-central-coast
`,
		"registers/concepts.yaml": `- code: smartphone
  name: {vi: Điện thoại thông minh, en: Smartphones}
`,
		"registers/indicators.yaml": `- code: society.adult_smartphone
  name: {vi: Người lớn có điện thoại thông minh, en: Adults with a smartphone}
  pillar: SOCIETY
  unit: PERCENT
  direction: HIGHER_IS_BETTER
  base: {vi: dân số trưởng thành, en: adults}
  concept: smartphone
`,
		"registers/agencies.yaml": `- slug: binh-dinh.so-thong-tin-va-truyen-thong
  name: {vi: Sở Thông tin và Truyền thông, en: Department of Information and Communications}
  kind: DEPARTMENT
  function: information-communications
  province: binh-dinh
`,
		"registers/legal_documents.yaml": `- id: 411-qd-ttg-2022
  number: 411/QĐ-TTg
  type: DECISION
  issuer: Thủ tướng Chính phủ
  issuerLevel: CENTRAL
  year: 2022
  title: Chiến lược quốc gia phát triển kinh tế số và xã hội số
`,
		"registers/initiatives.yaml": "[]\n",
		"documents/plan.yaml": `document:
  slug: plan
  province: binh-dinh
  kind: ANNUAL_PLAN
  title: {vi: Kế hoạch, en: Plan}
  issuer: UBND tỉnh
  periodStart: 2023
  periodEnd: 2024
  checksum: 0000000000000000000000000000000000000000000000000000000000000000
  lines: 40

targets:
- id: "3.1"
  year: 2024
  indicator: society.adult_smartphone
  wording: Tỷ lệ dân số trưởng thành có điện thoại thông minh
  leads: [binh-dinh.so-thong-tin-va-truyen-thong]
  sources:
  - {section: "2.3", lines: [12]}
  measures:
  - operator: MORE_THAN
    value: 80
`,
	}
}

func asFS(files map[string]string) fs.FS {
	out := fstest.MapFS{}
	for name, content := range files {
		out[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return out
}

func TestReadFillsDefaults(t *testing.T) {
	set, err := data.Read(asFS(small()))
	if err != nil {
		t.Fatal(err)
	}
	value := vocab.MustDecimal("80")
	want := data.Measure{
		Level: vocab.LevelAll, Operator: vocab.OperatorMoreThan, Value: &value,
		Unit: vocab.UnitPercent, Rank: vocab.RankPreferred, Sources: []int{1},
	}
	if diff := cmp.Diff(want, set.Documents[0].Targets[0].Measures[0]); diff != "" {
		t.Errorf("measure (-want +got):\n%s", diff)
	}
}

func TestReadRefuses(t *testing.T) {
	const plan = "documents/plan.yaml"
	tests := map[string]struct {
		file, old, new string
		want           string // file:line and a part of the message
	}{
		"an unknown key": {
			plan, "  wording:", "  wordings:", `documents/plan.yaml:16: unknown key "wordings" in a Target`,
		},
		"a bad operator": {
			plan, "operator: MORE_THAN", "operator: OVER", `documents/plan.yaml:21: operator "OVER" is none of REACH, AT_LEAST`,
		},
		"a duplicate id": {
			plan, "targets:\n", `targets:
- id: "3.1"
  year: 2024
  indicator: society.adult_smartphone
  wording: Lặp
  sources: [{lines: [3]}]
  measures: [{operator: QUALITATIVE}]
`, `documents/plan.yaml:19: duplicate id "binh-dinh/2024/target/3.1", first entered at documents/plan.yaml:13`,
		},
		"an unknown indicator": {
			plan, "society.adult_smartphone", "society.adult_smartphones",
			`documents/plan.yaml:15: unknown indicator "society.adult_smartphones"; enter it in registers/indicators.yaml or correct it (perhaps "society.adult_smartphone" is meant)`,
		},
		"a line beyond the text's end": {
			plan, "lines: [12]", "lines: [41]", `documents/plan.yaml:19: line 41 is beyond the archived text, which has 40 lines`,
		},
		"line zero": {
			plan, "lines: [12]", "lines: [0]", `documents/plan.yaml:19: line 0 is beyond the archived text`,
		},
		"a target without a source": {
			plan, "  sources:\n  - {section: \"2.3\", lines: [12]}\n", "", `documents/plan.yaml:13: no source`,
		},
		"a target without a measure": {
			plan, "  measures:\n  - operator: MORE_THAN\n    value: 80\n", "", `documents/plan.yaml:13: a target needs at least one measure`,
		},
		"a number for a qualitative measure": {
			plan, "operator: MORE_THAN", "operator: QUALITATIVE", `documents/plan.yaml:22: operator QUALITATIVE and value do not agree`,
		},
		"a range without an upper end": {
			plan, "operator: MORE_THAN", "operator: BETWEEN", `documents/plan.yaml:21: operator BETWEEN and upper do not agree`,
		},
		"a decimal comma": {
			plan, "value: 80", `value: "80,5"`, `documents/plan.yaml:22: `,
		},
		"an unknown agency": {
			plan, "[binh-dinh.so-thong-tin-va-truyen-thong]", "[binh-dinh.so-la]", `documents/plan.yaml:17: unknown agency "binh-dinh.so-la"`,
		},
		"a file named otherwise than its slug": {
			plan, "slug: plan", "slug: other", `documents/plan.yaml:2: the slug is "other", so the file must be named documents/other.yaml`,
		},
		"an unknown concept": {
			"registers/indicators.yaml", "concept: smartphone", "concept: phone", `registers/indicators.yaml:7: unknown concept "phone"`,
		},
		"a name without its English twin": {
			"registers/concepts.yaml", ", en: Smartphones", "", `registers/concepts.yaml:2: name in English is missing`,
		},
		"a day that does not exist": {
			plan, "issuer: UBND tỉnh", "issuer: UBND tỉnh\n  issuedOn: 2024-02-31", `"2024-02-31" is not a date`,
		},
		"a period that ends before it starts": {
			plan, "periodStart: 2023", "periodStart: 2025", `documents/plan.yaml:8: the period ends in 2024, before it starts in 2025`,
		},
		"a record outside the document's period": {
			plan, "  year: 2024", "  year: 2025", `documents/plan.yaml:14: the year 2025 is outside the document's period, 2023 to 2024`,
		},
		"a local id that looks like a part": {
			plan, `id: "3.1"`, "id: a/measure/1", `documents/plan.yaml:13: id "a/measure/1" holds the word "measure"`,
		},
		"a slug that computed findings use": {
			plan, "slug: plan", "slug: rule", `the slug "rule" is kept for the ids of computed findings`,
		},
		"an agency without a function": {
			"registers/agencies.yaml", "  function: information-communications\n", "", `registers/agencies.yaml:1: function is missing`,
		},
		"a dataset without a description": {
			"dataset.yaml", "description: {vi: Để thử, en: For tests}\n", "", `description in Vietnamese is missing`,
		},
		"a definition in one language": {
			"registers/indicators.yaml", "  concept: smartphone", "  concept: smartphone\n  definition: {vi: x}", `definition in English is missing`,
		},
		"something that is no YAML": {
			plan, "targets:", "targets: [", `documents/plan.yaml:`,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			files := small()
			if !strings.Contains(files[tt.file], tt.old) {
				t.Fatalf("%q is not in %s", tt.old, tt.file)
			}
			files[tt.file] = strings.Replace(files[tt.file], tt.old, tt.new, 1)
			set, err := data.Read(asFS(files))
			if set != nil {
				t.Error("a dataset was handed out")
			}
			var problems data.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("got %v, want problems", err)
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got:\n%v\nwant it to tell:\n%s", err, tt.want)
			}
		})
	}
}

// TestReadRefusesRecords adds bad records to the small dataset's document.
func TestReadRefusesRecords(t *testing.T) {
	const (
		budget  = "year: 2024, category: TOTAL, printed: x, sources: [{lines: [1]}]"
		outcome = "year: 2023, indicator: society.adult_smartphone, wording: x, value: 1, sources: [{lines: [1]}]"
		task    = "year: 2024, title: x, group: x, theme: DATA, sources: [{lines: [1]}]"
		finding = "kind: MISPRINT, severity: NOTE, message: {vi: x, en: x}, sources: [{lines: [1]}]"
	)
	for name, tt := range map[string]struct{ records, want string }{
		"a budget whose period is reversed": {
			`budgets: [{id: a, periodStart: 2025, periodEnd: 2021, amount: 1, category: TOTAL, printed: x, sources: [{lines: [1]}]}]`,
			"the period ends in 2021, before it starts in 2025",
		},
		"one local id for the budgets of two years": {
			`budgets:
- {id: total, amount: 1, ` + budget + `}
- {id: total, amount: 1, year: 2023, category: TOTAL, printed: x, sources: [{lines: [1]}]}`,
			`a budget "total" is in this document already`,
		},
		"budgets that are part of each other": {
			`budgets:
- {id: a, amount: 1, partOf: b, ` + budget + `}
- {id: b, amount: 1, partOf: a, ` + budget + `}`, `budget "a" is part of itself`,
		},
		"an outcome that is part of itself": {
			`outcomes: [{id: a, partOf: a, ` + outcome + `}]`, `outcome "a" is part of itself`,
		},
		"an amount that JavaScript rounds": {
			`budgets: [{id: a, amount: 9007199254740992, ` + budget + `}]`, "amount 9007199254740992 is outside",
		},
		"a corrected amount below zero": {
			`budgets: [{id: a, amount: 1, corrected: -1, ` + budget + `}]`, "amount -1 is outside",
		},
		"a result that is reported for a reversed period": {
			`outcomes: [{id: a, periodStart: 2023-11, periodEnd: 2023-10-31, ` + outcome + `}]`, "begins on 2023-11, after its end on 2023-10-31",
		},
		"a note in one language": {
			`outcomes: [{id: a, note: {vi: x}, ` + outcome + `}]`, "note in English is missing",
		},
		"an expected result that is empty": {
			`tasks: [{id: a, result: {vi: "", en: ""}, ` + task + `}]`, "result in Vietnamese is missing",
		},
		"a schedule without its text": {
			`tasks: [{id: a, schedule: {text: "", start: 2024-01-01}, ` + task + `}]`, "schedule.text is missing",
		},
		"a funding statement without id": {
			`funding: [{id: "", text: {vi: x, en: x}, sources: [{lines: [1]}]}]`, `id "" is not well formed`,
		},
		"a finding without id": {
			`findings: [{id: "", ` + finding + `}]`, `id "" is not well formed`,
		},
		"a finding that names a record twice": {
			`findings: [{id: a, records: [binh-dinh/2024/target/3.1, binh-dinh/2024/target/3.1], ` + finding + `}]`,
			`record "binh-dinh/2024/target/3.1" is named twice`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			files := small()
			files["documents/plan.yaml"] += tt.records + "\n"
			_, err := data.Read(asFS(files))
			var problems data.Problems
			if !errors.As(err, &problems) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got:\n%v\nwant it to tell:\n%s", err, tt.want)
			}
		})
	}
}

func TestDatesAsPreciseAsKnown(t *testing.T) {
	for _, date := range []string{"2024", "2024-02", "2024-02-29"} {
		files := small()
		files["documents/plan.yaml"] = strings.Replace(files["documents/plan.yaml"], "  lines: 40", "  issuedOn: "+date+"\n  lines: 40", 1)
		if _, err := data.Read(asFS(files)); err != nil {
			t.Errorf("%s: %v", date, err)
		}
	}
}

func TestReadReportsEveryProblemAtOnce(t *testing.T) {
	files := small()
	files["documents/plan.yaml"] = strings.NewReplacer(
		"lines: [12]", "lines: [99]", "MORE_THAN", "OVER", "  wording:", "  wordings:",
	).Replace(files["documents/plan.yaml"])
	files["registers/indicators.yaml"] = strings.Replace(files["registers/indicators.yaml"], "PERCENT", "PER_CENT", 1)
	_, err := data.Read(asFS(files))
	var problems data.Problems
	if !errors.As(err, &problems) || len(problems) != 4 {
		t.Errorf("got %d problems, want 4:\n%v", len(problems), err)
	}
}

func TestReadMissingFile(t *testing.T) {
	files := small()
	delete(files, "registers/agencies.yaml")
	_, err := data.Read(asFS(files))
	if err == nil || !strings.Contains(err.Error(), "registers/agencies.yaml: is missing") {
		t.Errorf("got %v", err)
	}
}

func TestChecksumDependsOnContentOnly(t *testing.T) {
	first, err := data.Read(asFS(small()))
	if err != nil {
		t.Fatal(err)
	}
	again, _ := data.Read(asFS(small()))
	changed := small()
	changed["documents/plan.yaml"] = strings.Replace(changed["documents/plan.yaml"], "value: 80", "value: 81", 1)
	other, _ := data.Read(asFS(changed))
	if first.Checksum != again.Checksum || first.Checksum == other.Checksum {
		t.Errorf("checksums %s, %s, %s", first.Checksum, again.Checksum, other.Checksum)
	}
}

func TestShippedDatasetIsWellFormed(t *testing.T) {
	set, err := data.Read(data.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	fromDisk, err := data.Read(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	if set.Checksum != fromDisk.Checksum {
		t.Error("the embedded dataset is not the one on disk")
	}
}

func TestSortKey(t *testing.T) {
	order := []string{
		"binh-dinh/2024/task/A.I.2", "binh-dinh/2024/task/A.I.10", "binh-dinh/2024/task/A.IV.1",
		"binh-dinh/2024/task/A.IX.1", "binh-dinh/2024/task/A.X.1", "binh-dinh/2024/task/A.XII", "binh-dinh/2024/task/B.1",
	}
	for i := 1; i < len(order); i++ {
		if data.SortKey(order[i-1]) >= data.SortKey(order[i]) {
			t.Errorf("%s does not come before %s", order[i-1], order[i])
		}
	}
}

// TestSortKeysDiffer checks rows that a document may have together and that sort by
// the same numbers.
func TestSortKeysDiffer(t *testing.T) {
	seen := map[string]string{}
	for _, id := range []string{"I.1", "1.1", "1.01", "01.1", "A.IX", "A.9", "A.VIIII"} {
		key := data.SortKey("binh-dinh/2024/task/" + id)
		if other, taken := seen[key]; taken {
			t.Errorf("%s and %s have one key", other, id)
		}
		seen[key] = id
	}
	if data.SortKey("a/1") >= data.SortKey("a/1/measure/1") || data.SortKey("a/1/measure/1") >= data.SortKey("a/2") {
		t.Error("the parts of a record do not follow it")
	}
}
