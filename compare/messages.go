package compare

import (
	"fmt"
	"strconv"
	"strings"

	"doichieu/vocab"
)

// What caveats say to a reader, in Vietnamese and English. Those that most
// comparisons need are put together without fmt, which would take longer than
// the rules.

func nearMessage(own, other Indicator) Text {
	return Text{
		VI: "Bên kia đặt một chỉ tiêu gần giống nhưng không trùng: “" + own.Name.VI + "” (" + own.Base.VI + ") so với “" + other.Name.VI + "” (" + other.Base.VI + "); chỉ đặt cạnh nhau, không trừ cho nhau.",
		EN: "The other side sets a near but not equal indicator: " + quoted(own.Name.EN) + " (of " + own.Base.EN + ") against " + quoted(other.Name.EN) + " (of " + other.Base.EN + "); shown side by side, never subtracted.",
	}
}

func baseMessage(own, other Indicator) Text {
	return Text{
		VI: "Khác tổng thể: “" + own.Base.VI + "” so với “" + other.Base.VI + "”.",
		EN: "Different base: " + quoted(own.Base.EN) + " against " + quoted(other.Base.EN) + ".",
	}
}

func definitionMessage(own, other Indicator) Text {
	return Text{
		VI: "Khác cách hiểu: “" + orNone(own.Definition.VI, "theo tên gọi") + "” so với “" + orNone(other.Definition.VI, "theo tên gọi") + "”.",
		EN: "Different definition: " + quoted(orNone(own.Definition.EN, "as named")) + " against " + quoted(orNone(other.Definition.EN, "as named")) + ".",
	}
}

func unitMessage(left, right vocab.Unit) Text {
	return Text{
		VI: "Khác đơn vị: " + unitWords[left].VI + " so với " + unitWords[right].VI + "; không so sánh.",
		EN: "Different units: " + unitWords[left].EN + " against " + unitWords[right].EN + "; not compared.",
	}
}

func yearMessage(left, right int) Text {
	return Text{
		VI: "Khác năm: " + strconv.Itoa(left) + " so với " + strconv.Itoa(right) + ".",
		EN: "Different years: " + strconv.Itoa(left) + " against " + strconv.Itoa(right) + ".",
	}
}

var documentKindMessage = Text{
	VI: "Hai chỉ tiêu nằm trong hai loại văn bản khác nhau.",
	EN: "The targets come from documents of different kinds.",
}

var noDirectionMessage = Text{
	VI: "Chỉ tiêu này không có chiều tốt hơn, nên không có bên nào chặt hơn.",
	EN: "The indicator has no better side, so neither target is the stricter.",
}

func levelMessage(levels []vocab.Level) Text {
	list := listed(levels)
	return Text{
		VI: "Chỉ một bên đặt chỉ tiêu ở: " + list.VI + ".",
		EN: "Set on one side only for: " + list.EN + ".",
	}
}

func listed(levels []vocab.Level) Text {
	var vi, en []string
	for _, level := range levels {
		vi, en = append(vi, levelWords[level].VI), append(en, levelWords[level].EN)
	}
	return Text{VI: strings.Join(vi, ", "), EN: strings.Join(en, ", ")}
}

func qualitativeMessage(left, right bool) Text {
	if left && right {
		return Text{VI: "Cả hai bên đều không nêu con số.", EN: "Neither side gives a number."}
	}
	if left {
		return Text{VI: "Bên trái không nêu con số.", EN: "The left side gives no number."}
	}
	return Text{VI: "Bên phải không nêu con số.", EN: "The right side gives no number."}
}

func operatorMessage(left, right vocab.Operator) Text {
	return Text{
		VI: "Cách nêu khác nhau: “" + operatorWords[left].VI + "” so với “" + operatorWords[right].VI + "”.",
		EN: "Worded differently: " + quoted(operatorWords[left].EN) + " against " + quoted(operatorWords[right].EN) + ".",
	}
}

func conditionMessage(left, right string) Text {
	return Text{
		VI: "Khác điều kiện: “" + orNone(left, "không có") + "” so với “" + orNone(right, "không có") + "”.",
		EN: "Different conditions: " + quoted(orNone(left, "none")) + " against " + quoted(orNone(right, "none")) + ".",
	}
}

func alternateMessage(id string) Text {
	return Text{
		VI: fmt.Sprintf("Văn bản tự mâu thuẫn ở %s (thân và phụ lục); dùng số ở thân văn bản.", id),
		EN: fmt.Sprintf("The document disagrees with itself on %s (body and annex); the body's figure is used.", id),
	}
}

func findingMessage(id string) Text {
	return Text{
		VI: "Có phát hiện cần lưu ý về " + id + ".",
		EN: "A finding concerns " + id + ".",
	}
}

func severalMessage(left, right int) Text {
	return Text{
		VI: fmt.Sprintf("Có nhiều chỉ tiêu cho cùng nội dung (trái %d, phải %d); so sánh chỉ tiêu đầu tiên của mỗi bên.", left, right),
		EN: fmt.Sprintf("Several targets for the same indicator (left %d, right %d); the first of each side is compared.", left, right),
	}
}

func severalOutcomesMessage(left, right int) Text {
	return Text{
		VI: fmt.Sprintf("Có nhiều kết quả (trái %d, phải %d), nên không trừ cho nhau.", left, right),
		EN: fmt.Sprintf("Several results (left %d, right %d), so none are subtracted.", left, right),
	}
}

func qualifierMessage(left, right vocab.Qualifier) Text {
	return Text{
		VI: fmt.Sprintf("Kết quả không phải con số chính xác: “%s” so với “%s”.", qualifierWords[left].VI, qualifierWords[right].VI),
		EN: fmt.Sprintf("The results are not plain numbers: %q against %q.", qualifierWords[left].EN, qualifierWords[right].EN),
	}
}

// wholeMessage tells what each of two counts is out of.
func wholeMessage(l, r *Outcome) Text {
	return Text{
		VI: fmt.Sprintf("Tính trên hai tổng khác nhau: %s so với %s.", ratio(l, "không nêu tổng"), ratio(r, "không nêu tổng")),
		EN: fmt.Sprintf("Out of different wholes: %s against %s.", ratio(l, "of no stated whole"), ratio(r, "of no stated whole")),
	}
}

func ratio(o *Outcome, none string) string {
	if o.Value == nil {
		return none
	}
	if o.Denominator == nil {
		return o.Value.String() + " (" + none + ")"
	}
	return o.Value.String() + "/" + o.Denominator.String()
}

var sizeMessage = Text{
	VI: "Số lượng của hai tỉnh có quy mô khác nhau; không bên nào là tốt hơn.",
	EN: "Counts of two provinces of different size; neither is better for it.",
}

var basisMessage = Text{
	VI: "Một bên là số tại một thời điểm, bên kia là số cộng dồn trong kỳ.",
	EN: "One is a state at a moment, the other a sum over a period.",
}

func moneyMessage(left, right string) Text {
	return Text{
		VI: fmt.Sprintf("Kinh phí cho hai việc khác tên: “%s” so với “%s”.", orNone(left, "không nêu"), orNone(right, "không nêu")),
		EN: fmt.Sprintf("The money is for things of different names: %q against %q.", orNone(left, "not named"), orNone(right, "not named")),
	}
}

var partMessage = Text{
	VI: "Một bên là phần của một tổng, bên kia không phải; không trừ cho nhau.",
	EN: "One is part of a total and the other is not; they are not subtracted.",
}

func stretchMessage(left, right vocab.Decimal) Text {
	return Text{
		VI: fmt.Sprintf("Mức phấn đấu cao hơn khác nhau: %s so với %s.", left, right),
		EN: fmt.Sprintf("The stretch goals differ: %s against %s.", left, right),
	}
}

var severalBoundsMessage = Text{
	VI: "Một bên đặt nhiều mức ở cùng một cấp và cùng điều kiện, nên không biết so mức nào với mức nào.",
	EN: "A side sets several bounds at one level under one condition, so which answers to which is not known.",
}

func itemMessage(left, right string) Text {
	return Text{
		VI: fmt.Sprintf("Nói về hai thứ khác nhau: “%s” so với “%s”.", orNone(left, "toàn bộ"), orNone(right, "toàn bộ")),
		EN: fmt.Sprintf("They are about different things: %q against %q.", orNone(left, "all"), orNone(right, "all")),
	}
}

// quoted is text as %q writes it.
func quoted(text string) string {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return strconv.Quote(text)
		}
	}
	return `"` + text + `"`
}

func orNone(text, none string) string {
	if strings.TrimSpace(text) == "" {
		return none
	}
	return text
}

func besideMessage(own, other Indicator) Text {
	return Text{
		VI: fmt.Sprintf("Gần giống nhưng không trùng: “%s” (tổng thể: %s) so với “%s” (tổng thể: %s); chỉ đặt cạnh nhau, không trừ cho nhau.", own.Name.VI, own.Base.VI, other.Name.VI, other.Base.VI),
		EN: fmt.Sprintf("Near but not equal: %q (base: %s) against %q (base: %s); shown side by side, never subtracted.", own.Name.EN, own.Base.EN, other.Name.EN, other.Base.EN),
	}
}

func resultYearMessage(result, target int) Text {
	return Text{
		VI: fmt.Sprintf("Kết quả của năm %d, chỉ tiêu của năm %d.", result, target),
		EN: fmt.Sprintf("The result is of %d, the target of %d.", result, target),
	}
}

func severalResultsMessage(count, year int) Text {
	return Text{
		VI: fmt.Sprintf("Có %d kết quả cho cùng nội dung năm %d; dùng một kết quả, các kết quả khác đặt bên cạnh.", count, year),
		EN: fmt.Sprintf("%d results are reported for the same thing in %d; one is judged, the others stand beside it.", count, year),
	}
}

func resultConditionMessage(target, result string) Text {
	return Text{
		VI: fmt.Sprintf("Khác điều kiện: chỉ tiêu “%s”, kết quả “%s”.", orNone(target, "không có"), orNone(result, "không có")),
		EN: fmt.Sprintf("Different conditions: the target's %q, the result's %q.", orNone(target, "none"), orNone(result, "none")),
	}
}

func resultUnitMessage(unit vocab.Unit) Text {
	return Text{
		VI: fmt.Sprintf("Có kết quả nhưng bằng đơn vị khác: %s; không so sánh.", unitWords[unit].VI),
		EN: fmt.Sprintf("Reported in another unit only: %s; not compared.", unitWords[unit].EN),
	}
}

func resultLevelMessage(levels []vocab.Level) Text {
	list := listed(levels)
	return Text{
		VI: "Chỉ có kết quả ở: " + list.VI + ".",
		EN: "Reported only for: " + list.EN + ".",
	}
}

func correctedMessage(id string, printed, corrected vocab.Decimal) Text {
	return Text{
		VI: fmt.Sprintf("Số in ở %s là %s, có lẽ phải là %s; dùng số in.", id, printed, corrected),
		EN: fmt.Sprintf("%s prints %s, which is likely to be %s; the printed number is used.", id, printed, corrected),
	}
}

var targetWithoutNumberMessage = Text{
	VI: "Chỉ tiêu không nêu con số, nên kết quả không cho biết đã đạt hay chưa.",
	EN: "The target gives no number, so the result does not tell whether it is met.",
}

var noBetterSideMessage = Text{
	VI: "Chỉ tiêu này không có chiều tốt hơn, nên không nói được là đạt hay chưa.",
	EN: "The indicator has no better side, so no result is known to meet the target.",
}

var vagueTargetMessage = Text{
	VI: "Chỉ tiêu nêu “khoảng”; coi như “đạt”.",
	EN: "The target says \"about\"; it is read as \"reach\".",
}

func vagueResultMessage(q vocab.Qualifier) Text {
	return Text{
		VI: fmt.Sprintf("Kết quả không nêu số chính xác (“%s”); khoảng cách tính từ số in.", qualifierWords[q].VI),
		EN: fmt.Sprintf("The result is not exact (%q); the distance is reckoned from the printed number.", qualifierWords[q].EN),
	}
}
