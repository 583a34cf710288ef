package data_test

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"doichieu/data"
)

// verify verifies a dataset with one target that cites line 2 of the archived text.
func verify(t *testing.T, line, measure string) (data.Verified, error) {
	t.Helper()
	text := "KẾ HOẠCH\n" + line + "\n"
	files := small()
	files["documents/plan.yaml"] = strings.NewReplacer(
		"lines: 40", "lines: 2",
		"lines: [12]", "lines: [2]",
		strings.Repeat("0", 64), fmt.Sprintf("%x", sha256.Sum256([]byte(text))),
		"operator: MORE_THAN\n    value: 80", measure,
	).Replace(files["documents/plan.yaml"])
	set, err := data.Read(asFS(files))
	if err != nil {
		t.Fatal(err)
	}
	return data.Verify(set, asFS(map[string]string{"plan.txt": text}))
}

func TestVerifyFindsFigures(t *testing.T) {
	tests := []struct {
		line, measure string
		found         bool
	}{
		{"- đạt trên 80%.", "operator: MORE_THAN\n    value: 80", true},
		{"- đạt trên 60%.", "operator: MORE_THAN\n    value: 80", false},
		{"- đạt trên 180%.", "operator: MORE_THAN\n    value: 80", false},
		{"đạt 76,8%", "{operator: REACH, value: 76.8}", true},
		{"đạt 76.8%", "{operator: REACH, value: 76.8}", true},
		{"có 1.428.322 thuê bao", "{operator: REACH, value: 1428322}", true},
		{"có 1.428.322 thuê bao", "{operator: REACH, value: 428}", false},
		{"có 12.345 thuê bao", "{operator: REACH, value: 12.345}", false},
		{"65 - 70%", "{operator: BETWEEN, value: 65, upper: 70}", true},
		{"65 - 75%", "{operator: BETWEEN, value: 65, upper: 70}", false},
		{"tối thiểu 01 cuộc", "{operator: AT_LEAST, value: 1}", true},
		{"241/241 xã", "{operator: REACH, value: 241}", true},
		{"mỗi hộ có một thiết bị", "{operator: REACH, value: 1, printed: một}", true},
		{"mỗi hộ có hai thiết bị", "{operator: REACH, value: 1, printed: một}", false},
		{"phổ cập dịch vụ", "operator: QUALITATIVE", true},
		{"mỗi hộ có một thiết bị", "{operator: REACH, value: 5, printed: một}", false},
		{"thu hút 400 tỷ đồng", "{operator: REACH, value: 400000000000, printed: 400 tỷ đồng}", true},
		{"thu hút 400 tỷ đồng", "{operator: REACH, value: 40000000000, printed: 400 tỷ đồng}", false},
		{"xếp hạng 06/63", "{operator: REACH, value: 16, printed: 06/63}", false},
		{"1,2 nghìn tỷ đồng", "{operator: REACH, value: 1200000000000, printed: '1,2 nghìn tỷ'}", true},
		{"1,2 nghìn tỷ đồng", "{operator: REACH, value: 1200000000000}", true},
		{"1,2 nghìn tỷ đồng", "{operator: REACH, value: 1200, printed: '1,2 nghìn tỷ'}", false},
		{"1,2 nghìn tỷ đồng", "{operator: REACH, value: 1200, printed: '1,2 nghìn'}", false},
		{"1,2 nghìn tỷ đồng", "{operator: REACH, value: 1.2}", false},
		{"hai mươi hệ thống", "{operator: REACH, value: 2, printed: hai}", false},
		{"hai mươi hệ thống", "{operator: REACH, value: 2, printed: hai mươi}", false},
		{"hai mươi hệ thống", "{operator: REACH, value: 20, printed: hai mươi}", true},
		{"một trăm xã", "{operator: REACH, value: 1, printed: một}", false},
		{"một trăm xã", "{operator: REACH, value: 100, printed: một trăm}", true},
		{"5 tỉ đồng", "{operator: REACH, value: 5}", false},
		{"5 tỉ đồng", "{operator: REACH, value: 5, printed: 5 tỉ}", false},
		{"5 tỉ đồng", "{operator: REACH, value: 5000000000, printed: 5 tỉ}", true},
		{"có 1 234 hộ", "{operator: REACH, value: 234}", false},
		{"có 1 234 hộ", "{operator: REACH, value: 1234}", true},
		{"45.000.000đ", "{operator: REACH, value: 45000000}", true},
		{"5,2 tỷ đồng", "{operator: REACH, value: 5200000000}", true},
		{"1 tỷ 200 hộ", "{operator: REACH, value: 1000000000}", false},
		{"hai phần ba số xã", "{operator: REACH, value: 66.67, printed: hai phần ba}", true},
		{"hai phần ba số xã", "{operator: REACH, value: 66.6, printed: hai phần ba}", false},
		{"một nửa số xã", "{operator: REACH, value: 50, printed: một nửa}", true},
		{"doanh thu 5 Tỷ", "{operator: REACH, value: 5, printed: 5 Tỷ}", false},
		{"doanh thu 5 Tỷ", "{operator: REACH, value: 5000000000, printed: 5 Tỷ}", true},
		{"có 2 tá", "{operator: REACH, value: 2, printed: 2 tá}", false},
		{"có 2 tá", "{operator: REACH, value: 24, printed: 2 tá}", true},
		{"có 2 chục cuộc", "{operator: REACH, value: 2, printed: 2 chục}", false},
		{"bao gồm các xã", "{operator: REACH, value: 3, printed: ba}", false},
		{"ba\u0301o ca\u0301o", "{operator: REACH, value: 3, printed: ba}", false},
		{"có ba xã", "{operator: REACH, value: 3, printed: ba}", true},
		{"triển khai tại xã", "{operator: REACH, value: 2, printed: hai}", false},
		{"chính quyền số", "{operator: REACH, value: 9, printed: chín}", false},
		{"đến năm 2024 đạt", "{operator: REACH, value: 5, printed: năm}", false},
		{"trong năm đạt nhiều", "{operator: REACH, value: 5, printed: năm}", false},
		{"có năm triệu hộ", "{operator: REACH, value: 5000000, printed: năm triệu}", true},
		{"một số xã đạt", "{operator: REACH, value: 1, printed: một số}", false},
		{"một số xã đạt", "{operator: REACH, value: 1, printed: một}", false},
		{"một số xã đạt", "{operator: REACH, value: 1}", false},
		{"thứ hai, các xã", "{operator: REACH, value: 2, printed: thứ hai}", false},
		{"thứ hai, các xã", "{operator: REACH, value: 2, printed: hai}", false},
		{"hai bên ký kết", "{operator: REACH, value: 2, printed: hai}", false},
		{"không triển khai", "{operator: REACH, value: 0, printed: không}", false},
		{"không xã nào", "{operator: REACH, value: 0, printed: không xã nào}", true},
		{"đạt 98 ,7%", "{operator: REACH, value: 7}", false},
		{"đạt 98 ,7%", "{operator: REACH, value: 98}", false},
		{"đạt90%", "{operator: REACH, value: 90}", true},
		{"2.10. Tỷ lệ hồ sơ", "{operator: REACH, value: 2.1}", false},
		{"theo Kế hoạch 234/KH-UBND", "{operator: REACH, value: 234}", false},
		{"đến năm 2025", "{operator: REACH, value: 2025}", false},
		{"ngày 30/11/2023", "{operator: REACH, value: 30}", false},
		{"mỗi ho\u0302\u0323 co\u0301 mo\u0323\u0302t thiết bị", "{operator: REACH, value: 1, printed: một}", true},
	}
	for _, tt := range tests {
		_, err := verify(t, tt.line, tt.measure)
		if tt.found && err != nil {
			t.Errorf("%q in %q: %v", tt.measure, tt.line, err)
		}
		if !tt.found && (err == nil || !strings.Contains(err.Error(), "documents/plan.yaml:")) {
			t.Errorf("%q in %q: got %v, want a problem with file and line", tt.measure, tt.line, err)
		}
	}
}

func TestVerifyReportsAProblemOnce(t *testing.T) {
	const two = "sources: [{lines: [1]}, {section: x, lines: [1]}]"
	for name, records := range map[string]string{
		"a figure that two sources lack":  `outcomes: [{id: a, year: 2024, indicator: society.adult_smartphone, wording: x, value: 6, ` + two + `}]`,
		"words that are no number":        `outcomes: [{id: a, year: 2024, indicator: society.adult_smartphone, wording: x, value: 5, printed: năm, ` + two + `}]`,
		"an amount that cannot be read":   `budgets: [{id: a, year: 2024, amount: 5, category: TOTAL, printed: 3 rưỡi, ` + two + `}]`,
		"an amount that is printed there": `budgets: [{id: a, year: 2024, amount: 5, category: TOTAL, printed: "5", ` + two + `}]`,
	} {
		err := verifyRecords(t, "đạt 5 trong năm", records)
		if err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got\n%v\nwant one problem", name, err)
		}
	}
}

func TestVerifyCounts(t *testing.T) {
	counts, err := verify(t, "từ 65 đến 70%", "{operator: BETWEEN, value: 65, upper: 70}")
	if err != nil {
		t.Fatal(err)
	}
	if counts[data.FigureMeasure] != 2 {
		t.Errorf("counted %d figures, want 2", counts[data.FigureMeasure])
	}
}

func TestVerifyRefusesAnotherText(t *testing.T) {
	set, err := data.Read(asFS(small()))
	if err != nil {
		t.Fatal(err)
	}
	_, err = data.Verify(set, asFS(map[string]string{"plan.txt": "something else\n"}))
	if err == nil || !strings.Contains(err.Error(), "not the one that was entered") {
		t.Errorf("got %v", err)
	}
	if _, err := data.Verify(set, asFS(nil)); err == nil {
		t.Error("a missing text was not noticed")
	}
}

func TestVerifyDatesOfOutcomes(t *testing.T) {
	for _, tt := range []struct {
		line, asOf string
		found      bool
	}{
		{"Tính đến ngày 30/11/2023, đạt 80%", "2023-11-30", true},
		{"Tính đến tháng 12/2023, đạt 80%", "2023-12", true},
		{"Năm 2023 đạt 80%", "2023", true},
		{"Tính đến tháng 12/2023, đạt 80%", "2023-11", false},
		{"đạt 80%", "2023", false},
	} {
		text := tt.line + "\n"
		files := small()
		files["documents/plan.yaml"] = strings.NewReplacer(
			"lines: 40", "lines: 1", strings.Repeat("0", 64), fmt.Sprintf("%x", sha256.Sum256([]byte(text))),
		).Replace(files["documents/plan.yaml"][:strings.Index(files["documents/plan.yaml"], "targets:")]) + fmt.Sprintf(`outcomes:
- id: a
  year: 2023
  indicator: society.adult_smartphone
  wording: x
  value: 80
  asOf: "%s"
  sources: [{lines: [1]}]
`, tt.asOf)
		set, err := data.Read(asFS(files))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := data.Verify(set, asFS(map[string]string{"plan.txt": text})); (err == nil) != tt.found {
			t.Errorf("%s in %q: %v", tt.asOf, tt.line, err)
		}
	}
}

// verifyRecords verifies a dataset with records that cite one archived line.
func verifyRecords(t *testing.T, line, records string) error {
	t.Helper()
	files := small()
	head, _, _ := strings.Cut(files["documents/plan.yaml"], "targets:")
	files["documents/plan.yaml"] = strings.NewReplacer(
		"lines: 40", "lines: 1", strings.Repeat("0", 64), fmt.Sprintf("%x", sha256.Sum256([]byte(line+"\n"))),
	).Replace(head) + records
	set, err := data.Read(asFS(files))
	if err != nil {
		t.Fatal(err)
	}
	_, err = data.Verify(set, asFS(map[string]string{"plan.txt": line + "\n"}))
	return err
}

func TestVerifyAmounts(t *testing.T) {
	for _, tt := range []struct {
		printed string
		amount  int64
		found   bool
	}{
		{"45.000.000 đồng", 45_000_000, true},
		{"27.000", 27_000_000_000, true},
		{"5,2 tỷ đồng", 5_200_000_000, true},
		{"5,2 tỷ", 5_200_000_000, true},
		{"5,2 tỷ đồng", 5_200_000, false},
		{"45.000.000đ", 45_000_000, true},
		{"1 tỷ 200 triệu đồng", 1_200_000_000, true},
		{"1,2 nghìn tỷ đồng", 1_200_000_000_000, true},
		{"5 triệu USD", 5_000_000, false},
		{"27.000", 27_000, false}, // without the word đồng it is a table's million
		{"27.000 đồng", 27_000, true},
		{"27.000 đồng", 27_000_000_000, false},
		{"27.000", 27_000_000, false},
		{"1.234,5", 1_234_500_000, true},
		{"1.234,5", 1_234_000_000, false},
		{"1.234,5", 1_234, false},
	} {
		err := verifyRecords(t, "kinh phí: "+tt.printed, fmt.Sprintf(
			`budgets: [{id: a, year: 2024, amount: %d, category: TOTAL, printed: "%s", sources: [{lines: [1]}]}]`, tt.amount, tt.printed))
		if (err == nil) != tt.found {
			t.Errorf("%d for %q: %v", tt.amount, tt.printed, err)
		}
	}
}

func TestVerifyPeriodsOfOutcomes(t *testing.T) {
	for _, tt := range []struct {
		line, start, end string
		found            bool
	}{
		{"Trong tháng 11/2023, đạt 80", "2023-11-01", "2023-11-30", true},
		{"Trong tháng 11/2023, đạt 80", "2023-10-01", "2023-11-30", false},
		{"Trong tháng 11/2023, đạt 80", "2023-11-01", "2023-11-29", false},
		{"Từ ngày 15/11/2022 đến ngày 20/11/2023, đạt 80", "2022-11-15", "2023-11-20", true},
		{"Từ ngày 15/11/2022 đến ngày 20/11/2023, đạt 80", "2022-11-16", "2023-11-20", false},
		{"Từ năm 2021, đạt 80", "2021", "2023-12-31", true},
		{"Từ năm 2021, đạt 80", "2020", "2023", false},
		{"đạt 80", "2023", "2023", true},
	} {
		err := verifyRecords(t, tt.line, fmt.Sprintf(`outcomes:
- {id: a, year: 2023, indicator: society.adult_smartphone, wording: x, value: 80, periodStart: "%s", periodEnd: "%s", sources: [{lines: [1]}]}`, tt.start, tt.end))
		if (err == nil) != tt.found {
			t.Errorf("%s to %s in %q: %v", tt.start, tt.end, tt.line, err)
		}
	}
}

func TestVerifyOtherRecords(t *testing.T) {
	const (
		line    = "Quyết định số 411/QĐ-TTg ngày 31/3/2022; Quý II/2024; 2022-2025; 10.179.000.000 đồng; 27.000; 5/8"
		task    = "tasks: [{id: a, year: 2024, group: I, theme: DATA, title: x, sources: [{lines: [1]}], schedule: {text: %s}}]"
		cited   = "citations: [{legal: 411-qd-ttg-2022, role: LEGAL_BASIS, %s, lines: [1]}]"
		budget  = "budgets: [{id: a, year: 2024, amount: %s, category: TOTAL, printed: %s, sources: [{lines: [1]}]}]"
		outcome = "outcomes: [{id: a, year: 2024, indicator: society.adult_smartphone, wording: x, value: 5, %s, sources: [{lines: [1]}]}]"
	)
	tests := map[string]struct {
		records string
		wrong   string // empty: nothing is
	}{
		"a citation":                     {fmt.Sprintf(cited, "number: 411/QĐ-TTg, date: 31/3/2022"), ""},
		"a part of a number":             {fmt.Sprintf(cited, "number: 11/QĐ-TTg, date: 31/3/2022"), `"11/QĐ-TTg" is not found`},
		"a part of a date":               {fmt.Sprintf(cited, "number: 411/QĐ-TTg, date: 1/3/2022"), `"1/3/2022" is not found`},
		"a number left out":              {fmt.Sprintf(cited, "date: 31/3/2022"), "the citation names none"},
		"a quarter":                      {fmt.Sprintf(task, `Quý II/2024, start: "2024-04-01", end: "2024-06-30"`), ""},
		"another quarter":                {fmt.Sprintf(task, `Quý II/2024, start: "2024-07-01", end: "2024-09-30"`), "means 2024-04-01 to 2024-06-30"},
		"years":                          {fmt.Sprintf(task, `2022-2025, start: "2022-01-01", end: "2025-12-31"`), ""},
		"a part of a period":             {fmt.Sprintf(task, `"2022", start: "2022-01-01", end: "2022-12-31"`), `"2022" is not found`},
		"an amount in đồng":              {fmt.Sprintf(budget, "10179000000", "10.179.000.000 đồng"), ""},
		"an amount in millions":          {fmt.Sprintf(budget, "27000000000", "\"27.000\""), ""},
		"millions taken for đồng":        {fmt.Sprintf(budget, "27000", "\"27.000\""), "which is 27000000000 đồng"},
		"a share's parts":                {fmt.Sprintf(outcome, "numerator: 5, denominator: 8"), ""},
		"a denominator that is not here": {fmt.Sprintf(outcome, "numerator: 5, denominator: 9"), "the figure 9 is not found"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			err := verifyRecords(t, line, tt.records)
			if tt.wrong == "" && err != nil || tt.wrong != "" && (err == nil || !strings.Contains(err.Error(), tt.wrong)) {
				t.Errorf("got %v, want %q", err, tt.wrong)
			}
		})
	}
}
