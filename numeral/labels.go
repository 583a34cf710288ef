package numeral

import (
	"regexp"
	"strings"
)

// label stands for each digit of a number that counts nothing.
const label = '#'

// years are those that documents speak of.
const years = `(?:19[789]\d|20\d\d)`

// labels find the numbers that count nothing. Of a form with a group only the
// group is meant.
var labels = []*regexp.Regexp{
	// 234/KH-UBND, 13/2023/TT-BTTTT, 52-NQ/TW
	regexp.MustCompile(`\d+[a-z]?(?:/\d{4})?[-/][A-ZĐƯ]{2}[\p{L}\d&]*(?:[-/][\p{L}\d&]+)*`),
	// Quyết định 749, Đề án số 06
	regexp.MustCompile(`(?i:quyết định|nghị quyết|nghị định|thông tư|chỉ thị|đề án|luật|công văn|tờ trình|kết luận)(?: số:?)? (\d+(?:/\d+)*)`),
	regexp.MustCompile(`(?i:văn bản|kế hoạch|thông báo|báo cáo|chương trình|hướng dẫn) số:? (\d+(?:/\d+)*)`),
	// Điều 5, khoản 2, Phụ lục 1
	regexp.MustCompile(`(?:[Kk]hoản|Điều|Phụ lục|PHỤ LỤC|Chương|CHƯƠNG|[Tt]rang) (\d+(?:\.\d+)*)`),
	// 31/3/2022, 31-3-2022, 11/2023
	regexp.MustCompile(`(?:^|[^\d/.,])(\d{1,2} ?([-/.]) ?\d{1,2} ?[-/.] ?` + years + `)(?:[^\d]|$)`),
	regexp.MustCompile(`(?:^|[^\d/.,])((?:0?[1-9]|1[0-2])/` + years + `)(?:[^\d/]|$)`),
	// năm 2025, giai đoạn 2021 - 2025, 2021-2025
	regexp.MustCompile(`(?i:năm|giai đoạn|nhiệm kỳ|niên độ)[ \n](` + years + `(?: ?[-–,] ?` + years + `)*)`),
	regexp.MustCompile(`(?:^|[^\d/.,])(` + years + ` ?[-–] ?` + years + `)(?:[^\d/]|$)`),
	// II.2.3, A.1
	regexp.MustCompile(`(?:^|[^\p{L}\d])((?:[IVX]+|[A-Z])(?:\.\d+)+)`),
	// 2.10. Tỷ lệ, 2.10 Tỷ lệ, 3) Tỷ lệ; the first cell of a row
	regexp.MustCompile(`(?m)^[-+*]? ?(\d{1,3}(?:\.\d{1,3})*[.)])(?:[ \t\n]|$)`),
	regexp.MustCompile(`(?m)^[-+*]? ?(\d{1,2}(?:\.\d{1,2})+) \p{Lu}`),
	regexp.MustCompile(`(?m)^(\d{1,3}(?:\.\d{1,3})*)\t`),
	// 12:30, 12h30
	regexp.MustCompile(`(?:^|[^\d])([0-2]?\d[:hg][0-5]\d)(?:[^\d]|$)`),
	// IPv6, Covid-19, but not đạt90%; 5G, 24/7
	regexp.MustCompile(`\p{L}-?(\d+(?:[.,]\d+)*)(?:[^\d.,% ]|[.,](?:[^\d]|$)| [^%]| ?$)`),
	regexp.MustCompile(`(?:^|[^\d])(\d{1,2}[GD])(?:[^\p{L}]|$)`),
	regexp.MustCompile(`(?:^|[^\d])(24/7)(?:[^\d]|$)`),
}

// aDate finds days, months and quarters by their number, unless it counts
// something in each of them: mỗi tháng 2 lần.
var aDate = regexp.MustCompile(`(?i)((?:mỗi|hàng|hằng|từng|một|\d) )?(?:ngày|tháng|quý) (\d{1,2}(?:/\d{1,2})?)(?:[^\d.,]|[.,](?:[^\d]|$)|$)`)

// withoutLabels hides the digits of labels from a text; its length stays.
func withoutLabels(text string) string {
	hidden := []byte(text)
	hide := func(start, end int) {
		for i := start; i < end; i++ {
			if isDigit(rune(hidden[i])) {
				hidden[i] = label
			}
		}
	}
	for range 2 { // of two that one blank keeps apart the second is found when the first is hidden
		for _, form := range labels {
			for _, found := range form.FindAllSubmatchIndex(hidden, -1) {
				if len(found) > 2 {
					found = found[2:]
				}
				hide(found[0], found[1])
			}
		}
	}
	for _, found := range aDate.FindAllStringSubmatchIndex(text, -1) {
		if found[2] < 0 {
			hide(found[4], found[5])
		}
	}
	return string(hidden)
}

// Digits lists the runs of digits in a text, for dates.
func Digits(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !isDigit(r) })
}
