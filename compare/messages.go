package compare

import (
	"fmt"
	"strconv"
	"strings"

	"doichieu/vocab"
)

// The messages of caveats, in Vietnamese and English. Those that most comparisons
// need are joined without fmt, which would take longer than the rules.

// against words a difference of two texts.
func against(lead, left, right Text) Text {
	var buffer [256]byte // on the stack
	en := append(append(buffer[:0], lead.EN...), ": "...)
	en = append(strconv.AppendQuote(en, left.EN), " against "...)
	en = append(strconv.AppendQuote(en, right.EN), '.')
	return Text{VI: lead.VI + ": “" + left.VI + "” so với “" + right.VI + "”.", EN: string(en)}
}

// orElse is a text that does not depend on the language, or other words where it
// is blank.
func orElse(text string, none Text) Text {
	if strings.TrimSpace(text) == "" {
		return none
	}
	return Text{VI: text, EN: text}
}

func nearTargetMessage(own, other Indicator) Text {
	return Text{
		VI: "Bên kia đặt một chỉ tiêu gần giống nhưng không trùng: “" + own.Name.VI + "” (" + own.Base.VI + ") so với “" + other.Name.VI + "” (" + other.Base.VI + "); chỉ đặt cạnh nhau, không trừ cho nhau.",
		EN: "The other side sets a near but not equal indicator: " + strconv.Quote(own.Name.EN) + " (of " + own.Base.EN + ") against " + strconv.Quote(other.Name.EN) + " (of " + other.Base.EN + "); shown side by side, never subtracted.",
	}
}

func baseMessage(own, other Indicator) Text {
	return against(Text{"Khác tổng thể", "Different base"}, own.Base, other.Base)
}

func definitionMessage(own, other Indicator) Text {
	return against(Text{"Khác cách hiểu", "Different definition"}, definitionOf(own), definitionOf(other))
}

func definitionOf(i Indicator) Text {
	return Text{VI: orElse(i.Definition.VI, asNamed).VI, EN: orElse(i.Definition.EN, asNamed).EN}
}

var asNamed = Text{"theo tên gọi", "as named"}

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
	return against(Text{"Cách nêu khác nhau", "Worded differently"}, operatorWords[left], operatorWords[right])
}

func conditionMessage(left, right string) Text {
	return against(Text{"Khác điều kiện", "Different conditions"}, orElse(left, noCondition), orElse(right, noCondition))
}

var noCondition = Text{"không có", "none"}

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
	return against(Text{"Kết quả không phải con số chính xác", "The results are not plain numbers"}, qualifierWords[left], qualifierWords[right])
}

// denominatorMessage says what each of two counts is out of.
func denominatorMessage(l, r *Outcome) Text {
	left, right := ratio(l), ratio(r)
	return Text{
		VI: fmt.Sprintf("Tính trên hai tổng khác nhau: %s so với %s.", left.VI, right.VI),
		EN: fmt.Sprintf("Out of different wholes: %s against %s.", left.EN, right.EN),
	}
}

func ratio(o *Outcome) Text {
	if o.Value == nil {
		return noDenominator
	}
	if o.Denominator == nil {
		return Text{VI: fmt.Sprintf("%s (%s)", o.Value, noDenominator.VI), EN: fmt.Sprintf("%s (%s)", o.Value, noDenominator.EN)}
	}
	return orElse(fmt.Sprintf("%s/%s", o.Value, o.Denominator), Text{})
}

var noDenominator = Text{"không nêu tổng", "of no stated whole"}

var sizeMessage = Text{
	VI: "Số lượng của hai tỉnh có quy mô khác nhau; không bên nào là tốt hơn.",
	EN: "Counts of two provinces of different size; neither is better for it.",
}

var basisMessage = Text{
	VI: "Một bên là số tại một thời điểm, bên kia là số cộng dồn trong kỳ.",
	EN: "One is a state at a moment, the other a sum over a period.",
}

func projectMessage(left, right string) Text {
	return against(Text{"Kinh phí cho hai việc khác tên", "The money is for things of different names"}, orElse(left, notNamed), orElse(right, notNamed))
}

var notNamed = Text{"không nêu", "not named"}

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

var severalMeasuresMessage = Text{
	VI: "Một bên đặt nhiều mức ở cùng một cấp và cùng điều kiện, nên không biết so mức nào với mức nào.",
	EN: "A side sets several bounds at one level under one condition, so which answers to which is not known.",
}

func itemMessage(left, right string) Text {
	return against(Text{"Nói về hai thứ khác nhau", "They are about different things"}, orElse(left, allItems), orElse(right, allItems))
}

var allItems = Text{"toàn bộ", "all"}

func nearIndicatorMessage(own, other Indicator) Text {
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
	t, r := orElse(target, noCondition), orElse(result, noCondition)
	return Text{
		VI: fmt.Sprintf("Khác điều kiện: chỉ tiêu “%s”, kết quả “%s”.", t.VI, r.VI),
		EN: fmt.Sprintf("Different conditions: the target's %q, the result's %q.", t.EN, r.EN),
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
