package data_test

import (
	"strings"
	"testing"

	"doichieu/data"
	"doichieu/vocab"
)

// rules reads the small dataset with more register entries and the given records, and
// returns the findings of the rules.
func rules(t *testing.T, body string) []data.PlacedFinding {
	t.Helper()
	files := small()
	head, _, _ := strings.Cut(files["documents/plan.yaml"], "targets:")
	files["documents/plan.yaml"] = head + body
	files["registers/indicators.yaml"] += `- code: count
  name: {vi: Số, en: Count}
  pillar: GENERAL
  unit: COUNT
  direction: HIGHER_IS_BETTER
  base: {vi: vật, en: things}
  concept: smartphone
- code: rank
  name: {vi: Hạng, en: Rank}
  pillar: GENERAL
  unit: RANK
  direction: LOWER_IS_BETTER
  base: {vi: tỉnh, en: provinces}
  concept: smartphone
`
	files["registers/legal_documents.yaml"] += `- id: 67-kh-ubnd-2022
  number: 67/KH-UBND
  type: PLAN
  issuer: UBND tỉnh
  issuerLevel: PROVINCE
  year: 2022
  issuedOn: "2022-05-04"
  title: Kế hoạch
- id: 67-kh-ubnd-2023
  number: 67/KH-UBND
  type: PLAN
  issuer: UBND tỉnh
  issuerLevel: PROVINCE
  year: 2023
  issuedOn: "2023-04-06"
  title: Kế hoạch
- id: 17-nq-cp-2019
  number: 17/NQ-CP
  type: RESOLUTION
  issuer: Chính phủ
  issuerLevel: CENTRAL
  year: 2019
  issuedOn: "2019-03-07"
  title: Nghị quyết
- id: 1296-qd-ubnd-2017
  number: 1296/QĐ-UBND
  type: DECISION
  issuer: UBND tỉnh
  issuerLevel: PROVINCE
  year: 2017
  issuedOn: "2017-04-12"
  title: Kế hoạch thực hiện Nghị quyết 17/NQ-CP
- id: 7-nq-cp-2020
  number: 7/NQ-CP
  type: RESOLUTION
  issuer: Chính phủ
  issuerLevel: CENTRAL
  year: 2020
  issuedOn: "2020-01-15"
  title: Nghị quyết
- id: 5-qd-ubnd-2019
  number: 5/QĐ-UBND
  type: DECISION
  issuer: UBND tỉnh
  issuerLevel: PROVINCE
  year: 2019
  issuedOn: "2019"
  title: Quyết định thực hiện Nghị quyết 17/NQ-CP
- id: luat-giao-dich-dien-tu
  type: LAW
  issuer: Quốc hội
  issuerLevel: CENTRAL
  title: Luật Giao dịch điện tử
`
	set, err := data.Read(asFS(files))
	if err != nil {
		t.Fatal(err)
	}
	return set.AllFindings()
}

func TestRules(t *testing.T) {
	const outcome = "year: 2023, wording: x, sources: [{lines: [5]}]"
	tests := map[string]struct {
		body string
		want vocab.FindingKind // empty: nothing to find
	}{
		"parts that add up": {
			`outcomes:
- {id: a, indicator: count, value: 30, isTotal: true, ` + outcome + `}
- {id: b, indicator: count, value: 20, partOf: a, ` + outcome + `}
- {id: c, indicator: count, value: 10, partOf: a, ` + outcome + `}`, "",
		},
		"parts that do not add up": {
			`outcomes:
- {id: a, indicator: count, value: 31, isTotal: true, ` + outcome + `}
- {id: b, indicator: count, value: 20, partOf: a, ` + outcome + `}
- {id: c, indicator: count, value: 10, partOf: a, ` + outcome + `}`, vocab.FindingTotalMismatch,
		},
		"a breakdown that does not claim to be whole": {
			`outcomes:
- {id: a, indicator: count, value: 31, ` + outcome + `}
- {id: b, indicator: count, value: 20, partOf: a, ` + outcome + `}`, "",
		},
		"a budget that is not the sum of its parts": {
			`budgets:
- {id: a, year: 2023, amount: 100, category: TOTAL, printed: "100", sources: [{lines: [1]}]}
- {id: b, year: 2023, amount: 60, category: INVESTMENT, partOf: a, printed: "60", sources: [{lines: [1]}]}`, vocab.FindingTotalMismatch,
		},
		"a total with a part that has no number": {
			`outcomes:
- {id: a, indicator: count, value: 31, isTotal: true, ` + outcome + `}
- {id: b, indicator: count, value: 20, partOf: a, ` + outcome + `}
- {id: c, indicator: count, absence: NOT_REPORTED, partOf: a, ` + outcome + `}`, "",
		},
		"a budget that is divided into projects and into funds": {
			`budgets:
- {id: a, year: 2023, amount: 100, category: TOTAL, printed: "100", sources: [{lines: [1]}]}
- {id: b, year: 2023, amount: 60, category: INVESTMENT, partOf: a, printed: "60", sources: [{lines: [1]}]}
- {id: c, year: 2023, amount: 40, category: RECURRENT, partOf: a, printed: "40", sources: [{lines: [1]}]}
- {id: d, year: 2023, amount: 70, category: PROJECT, partOf: a, printed: "70", sources: [{lines: [1]}]}
- {id: e, year: 2023, amount: 30, category: PROJECT, partOf: a, printed: "30", sources: [{lines: [1]}]}`, "",
		},
		"a budget of which neither projects nor funds add up": {
			`budgets:
- {id: a, year: 2023, amount: 100, category: TOTAL, printed: "100", sources: [{lines: [1]}]}
- {id: b, year: 2023, amount: 60, category: INVESTMENT, partOf: a, printed: "60", sources: [{lines: [1]}]}
- {id: d, year: 2023, amount: 70, category: PROJECT, partOf: a, printed: "70", sources: [{lines: [1]}]}`, vocab.FindingTotalMismatch,
		},
		"a rounded share": {
			`outcomes: [{id: a, indicator: society.adult_smartphone, value: 98.7, numerator: 12842, denominator: 13014, ` + outcome + `}]`, "",
		},
		"a truncated share": {
			`outcomes: [{id: a, indicator: society.adult_smartphone, value: 95.9, numerator: 1237, denominator: 1289, ` + outcome + `}]`, vocab.FindingRatioMismatch,
		},
		"a share that disagrees with its parts": {
			`outcomes: [{id: a, indicator: society.adult_smartphone, value: 90, numerator: 1, denominator: 2, ` + outcome + `}]`, vocab.FindingRatioMismatch,
		},
		"a share that is the ratio of two other figures on its line": {
			`outcomes:
- {id: a, indicator: society.adult_smartphone, value: 72.4, ` + outcome + `}
- {id: b, indicator: count, value: 424, ` + outcome + `}
- {id: c, indicator: count, value: 586, ` + outcome + `}`, vocab.FindingRepeatedRatio,
		},
		"a share above a hundred": {
			`outcomes: [{id: a, indicator: society.adult_smartphone, value: 120, ` + outcome + `}]`, vocab.FindingOutOfRange,
		},
		"two measures above a hundred": {
			`targets: [{id: a, year: 2024, indicator: society.adult_smartphone, wording: x, sources: [{lines: [5]}], measures: [{operator: REACH, value: 120}, {level: COMMUNE, operator: REACH, value: 130}]}]`, vocab.FindingOutOfRange,
		},
		"a range whose upper end is above a hundred": {
			`targets: [{id: a, year: 2024, indicator: society.adult_smartphone, wording: x, sources: [{lines: [5]}], measures: [{operator: BETWEEN, value: 90, upper: 120}]}]`, vocab.FindingOutOfRange,
		},
		"a place in a ranking of 63 that does not exist": {
			`outcomes: [{id: a, indicator: rank, value: 64, ` + outcome + `}]`, vocab.FindingOutOfRange,
		},
		"body against annex": {
			`targets:
- id: a
  year: 2024
  indicator: society.adult_smartphone
  wording: x
  sources: [{lines: [5]}, {row: "1", lines: [30]}]
  measures:
  - {operator: MORE_THAN, value: 60, sources: [1]}
  - {operator: REACH, value: 60, rank: ALTERNATE, sources: [2]}`, vocab.FindingBodyAgainstAnnex,
		},
		"a target that was passed the year before": {
			`targets: [{id: a, year: 2024, indicator: society.adult_smartphone, wording: x, sources: [{lines: [5]}], measures: [{operator: REACH, value: 35}]}]
outcomes: [{id: b, indicator: society.adult_smartphone, qualifier: MORE_THAN, value: 50, ` + outcome + `}]`, vocab.FindingBelowResult,
		},
		"a target that was only nearly reached": {
			`targets: [{id: a, year: 2024, indicator: society.adult_smartphone, wording: x, sources: [{lines: [5]}], measures: [{operator: REACH, value: 35}]}]
outcomes: [{id: b, indicator: society.adult_smartphone, qualifier: NEARLY, value: 36, ` + outcome + `}]`, "",
		},
		"a better rank than the one aimed at": {
			`targets: [{id: a, year: 2024, indicator: rank, wording: x, sources: [{lines: [5]}], measures: [{operator: REACH, value: 20}]}]
outcomes: [{id: b, indicator: rank, value: 15, ` + outcome + `}]`, vocab.FindingBelowResult,
		},
		"a better rank than the farther end of a range": {
			`targets: [{id: a, year: 2024, indicator: rank, wording: x, sources: [{lines: [5]}], measures: [{operator: BETWEEN, value: 10, upper: 20}]}]
outcomes: [{id: b, indicator: rank, value: 15, ` + outcome + `}]`, vocab.FindingBelowResult,
		},
		"a ceiling below last year's result": {
			`targets: [{id: a, year: 2024, indicator: society.adult_smartphone, wording: x, sources: [{lines: [5]}], measures: [{operator: AT_MOST, value: 35}]}]
outcomes: [{id: b, indicator: society.adult_smartphone, value: 50, ` + outcome + `}]`, "",
		},
		"a ceiling above last year's result": {
			`targets: [{id: a, year: 2024, indicator: society.adult_smartphone, wording: x, sources: [{lines: [5]}], measures: [{operator: AT_MOST, value: 35}]}]
outcomes: [{id: b, indicator: society.adult_smartphone, value: 30, ` + outcome + `}]`, "",
		},
		"more things done last year than are asked for": {
			`targets: [{id: a, year: 2024, indicator: count, wording: x, sources: [{lines: [5]}], measures: [{operator: REACH, value: 35}]}]
outcomes: [{id: b, indicator: count, value: 50, basis: PERIOD, ` + outcome + `}]`, "",
		},
		"a share of last year that is higher than asked for": {
			`targets: [{id: a, year: 2024, indicator: society.adult_smartphone, wording: x, sources: [{lines: [5]}], measures: [{operator: REACH, value: 35}]}]
outcomes: [{id: b, indicator: society.adult_smartphone, value: 50, basis: PERIOD, ` + outcome + `}]`, vocab.FindingBelowResult,
		},
		"one document with two dates": {
			`citations:
- {legal: 411-qd-ttg-2022, role: LEGAL_BASIS, number: 411/QĐ-TTg, date: 31/3/2022, lines: [1]}
- {legal: 411-qd-ttg-2022, role: LEGAL_BASIS, number: 411/QĐ-TTg, date: 30/3/2022, lines: [2]}`, vocab.FindingTwoDates,
		},
		"one date written in two ways": {
			`citations:
- {legal: 411-qd-ttg-2022, role: LEGAL_BASIS, date: 01/3/2022, lines: [1]}
- {legal: 411-qd-ttg-2022, role: LEGAL_BASIS, date: 1/03/2022, lines: [2]}`, "",
		},
		"a day that does not exist": {
			`citations: [{legal: 411-qd-ttg-2022, role: LEGAL_BASIS, date: 31/4/2022, lines: [1]}]`, vocab.FindingImpossibleDate,
		},
		"a document that carries out a later one": {
			`citations: [{legal: 1296-qd-ubnd-2017, role: ISSUED, date: 12/4/2017, lines: [1]}]`, vocab.FindingImpossibleDate,
		},
		"a document that carries out a later one, cited with a day that does not exist": {
			`citations: [{legal: 1296-qd-ubnd-2017, role: ISSUED, date: 31/4/2017, lines: [1]}]`, vocab.FindingImpossibleDate,
		},
		"a document of some day of the year that carries out one of that year": {
			`citations: [{legal: 5-qd-ubnd-2019, role: ISSUED, lines: [1]}]`, "",
		},
		"two documents under one number": {
			`citations:
- {legal: 67-kh-ubnd-2022, role: ISSUED, lines: [1]}
- {legal: 67-kh-ubnd-2023, role: ISSUED, lines: [2]}`, vocab.FindingTwoDocuments,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			found := rules(t, tt.body)
			if tt.want == "" {
				if len(found) > 0 {
					t.Errorf("found %s: %s", found[0].Kind, found[0].Message.EN)
				}
				return
			}
			if len(found) != 1 || found[0].Kind != tt.want {
				t.Fatalf("found %+v, want one %s", found, tt.want)
			}
			f := found[0]
			if !f.Computed || f.Message.VI == "" || f.Message.EN == "" || len(f.Records) == 0 || len(f.Sources) == 0 {
				t.Errorf("incomplete: %+v", f)
			}
		})
	}
}

func TestMessages(t *testing.T) {
	const outcome = "year: 2023, wording: x, sources: [{lines: [5]}]"
	for name, tt := range map[string]struct{ body, vi, en string }{
		"a law without a number": {
			`citations:
- {legal: luat-giao-dich-dien-tu, role: LEGAL_BASIS, date: 31/3/2022, lines: [1]}
- {legal: luat-giao-dich-dien-tu, role: LEGAL_BASIS, date: 30/3/2022, lines: [2]}`,
			"Luật Giao dịch điện tử được dẫn với nhiều ngày khác nhau: 2022-03-30, 2022-03-31.",
			"Luật Giao dịch điện tử is cited with different dates: 2022-03-30, 2022-03-31.",
		},
		"a rounded ratio": {
			`outcomes:
- {id: a, indicator: society.adult_smartphone, value: 72.4, ` + outcome + `}
- {id: b, indicator: count, value: 424, ` + outcome + `}
- {id: c, indicator: count, value: 586, ` + outcome + `}`,
			"Tỷ lệ 72.4% là số làm tròn của 424/586, là hai số liệu khác trên cùng dòng; có thể đã lấy nhầm.",
			"The share 72.4% is the rounded value of 424/586, two other figures on its line; it may have been taken from them.",
		},
		"a truncated ratio": {
			`outcomes:
- {id: a, indicator: society.adult_smartphone, value: 66.6, ` + outcome + `}
- {id: b, indicator: count, value: 2, ` + outcome + `}
- {id: c, indicator: count, value: 3, ` + outcome + `}`,
			"Tỷ lệ 66.6% là số cắt bớt của 2/3, là hai số liệu khác trên cùng dòng; có thể đã lấy nhầm.",
			"The share 66.6% is the truncated value of 2/3, two other figures on its line; it may have been taken from them.",
		},
		"an exact ratio": {
			`outcomes:
- {id: a, indicator: society.adult_smartphone, value: 12.5, ` + outcome + `}
- {id: b, indicator: count, value: 1, ` + outcome + `}
- {id: c, indicator: count, value: 8, ` + outcome + `}`,
			"Tỷ lệ 12.5% bằng đúng 1/8, là hai số liệu khác trên cùng dòng; có thể đã lấy nhầm.",
			"The share 12.5% is exactly 1/8, two other figures on its line; it may have been taken from them.",
		},
		"two figures of one target": {
			`targets: [{id: a, year: 2024, indicator: society.adult_smartphone, wording: x, sources: [{lines: [5]}], measures: [{operator: BETWEEN, value: 110, upper: 120}]}]`,
			"Giá trị 110 nằm ngoài phạm vi của đơn vị “phần trăm”. Giá trị 120 nằm ngoài phạm vi của đơn vị “phần trăm”.",
			"The value 110 is outside the range of the unit \"per cent\". The value 120 is outside the range of the unit \"per cent\".",
		},
	} {
		t.Run(name, func(t *testing.T) {
			found := rules(t, tt.body)
			if len(found) != 1 || found[0].Message != (data.Text{VI: tt.vi, EN: tt.en}) {
				t.Errorf("found %+v", found)
			}
		})
	}
}

func TestADocumentCitedBeforeItWasIssued(t *testing.T) {
	files := small()
	files["documents/plan.yaml"] = strings.Replace(files["documents/plan.yaml"], "  lines: 40", "  issuedOn: 2024-02\n  lines: 40", 1) + `
citations:
- {legal: 411-qd-ttg-2022, role: LEGAL_BASIS, date: 31/3/2025, lines: [1]}
`
	set, err := data.Read(asFS(files))
	if err != nil {
		t.Fatal(err)
	}
	found := set.AllFindings()
	if len(found) != 1 || found[0].Kind != vocab.FindingImpossibleDate {
		t.Errorf("found %+v", found)
	}
}

// TestKnownOddities lists what careful readers of the five documents found.
func TestKnownOddities(t *testing.T) {
	set, err := data.Read(data.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	all := set.AllFindings()
	for name, want := range map[string]struct {
		kind     vocab.FindingKind
		document string
		line     int
	}{
		"a yearly budget of 45 million đồng":           {vocab.FindingUnitSlip, "binh-dinh-2020-2023-report", 195},
		"a decision of 2017 on a resolution of 2019":   {vocab.FindingImpossibleDate, "binh-dinh-2020-2023-report", 43},
		"39/KH-UBND with two dates":                    {vocab.FindingTwoDates, "binh-dinh-2020-2023-report", 73},
		"the succeeded transactions called the total":  {vocab.FindingMislabelledFigure, "quang-nam-2024-plan", 109},
		"Hòa Bình in Quảng Nam's annex":                {vocab.FindingOtherProvince, "quang-nam-2024-plan", 705},
		"quarter 11 of 2022":                           {vocab.FindingMisprint, "binh-duong-2022-plan", 552},
		"67/KH-UBND twice":                             {vocab.FindingTwoDocuments, "binh-dinh-2020-2023-report", 81},
		"SMEs on platforms: 50% already, 35% set":      {vocab.FindingBelowResult, "quang-nam-2024-plan", 334},
		"payment accounts: more than 60% against 60%":  {vocab.FindingBodyAgainstAnnex, "binh-dinh-2024-plan", 369},
		"72.4% that is the ratio of two other figures": {vocab.FindingRepeatedRatio, "binh-dinh-2020-2023-report", 276},
	} {
		if !has(all, want.kind, want.document, want.line) {
			t.Errorf("%s: no %s at %s line %d", name, want.kind, want.document, want.line)
		}
	}
}

func has(all []data.PlacedFinding, kind vocab.FindingKind, document string, line int) bool {
	for _, f := range all {
		for _, s := range f.Sources {
			for _, n := range s.Lines {
				if f.Kind == kind && s.Document == document && n == line {
					return true
				}
			}
		}
	}
	return false
}

func TestFindingIDsAreUnique(t *testing.T) {
	set, err := data.Read(data.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, f := range set.AllFindings() {
		if seen[f.ID] {
			t.Errorf("%s twice", f.ID)
		}
		seen[f.ID] = true
	}
}
