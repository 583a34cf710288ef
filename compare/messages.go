package compare

import (
	"fmt"
	"strings"

	"doichieu/vocab"
)

// What caveats say to a reader, in Vietnamese and English.

func nearMessage(own, other Indicator) Text {
	return Text{
		VI: fmt.Sprintf("Bên kia đặt một chỉ tiêu gần giống nhưng không trùng: “%s” so với “%s”; chỉ đặt cạnh nhau, không trừ cho nhau.", own.Name.VI, other.Name.VI),
		EN: fmt.Sprintf("The other side sets a near but not equal indicator: %q against %q; shown side by side, never subtracted.", own.Name.EN, other.Name.EN),
	}
}

func baseMessage(own, other Indicator) Text {
	return Text{
		VI: fmt.Sprintf("Khác tổng thể: “%s” so với “%s”.", own.Base.VI, other.Base.VI),
		EN: fmt.Sprintf("Different base: %q against %q.", own.Base.EN, other.Base.EN),
	}
}

func definitionMessage(own, other Indicator) Text {
	return Text{
		VI: fmt.Sprintf("Khác cách hiểu: “%s” so với “%s”.", orNone(own.Definition.VI, "theo tên gọi"), orNone(other.Definition.VI, "theo tên gọi")),
		EN: fmt.Sprintf("Different definition: %q against %q.", orNone(own.Definition.EN, "as named"), orNone(other.Definition.EN, "as named")),
	}
}

func unitMessage(left, right vocab.Unit) Text {
	return Text{
		VI: fmt.Sprintf("Khác đơn vị: %s so với %s; không so sánh.", unitWords[left].VI, unitWords[right].VI),
		EN: fmt.Sprintf("Different units: %s against %s; not compared.", unitWords[left].EN, unitWords[right].EN),
	}
}

func yearMessage(left, right int) Text {
	return Text{
		VI: fmt.Sprintf("Khác năm: %d so với %d.", left, right),
		EN: fmt.Sprintf("Different years: %d against %d.", left, right),
	}
}

var documentKindMessage = Text{
	VI: "Một bên là kế hoạch năm, bên kia là văn bản khác loại.",
	EN: "The targets come from documents of different kinds.",
}

var noDirectionMessage = Text{
	VI: "Chỉ tiêu này không có chiều tốt hơn, nên không có bên nào chặt hơn.",
	EN: "The indicator has no better side, so neither target is the stricter.",
}

func levelMessage(levels []vocab.Level) Text {
	var vi, en []string
	for _, level := range levels {
		vi, en = append(vi, levelWords[level].VI), append(en, levelWords[level].EN)
	}
	return Text{
		VI: "Chỉ một bên đặt chỉ tiêu ở: " + strings.Join(vi, ", ") + ".",
		EN: "Set on one side only for: " + strings.Join(en, ", ") + ".",
	}
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
		VI: fmt.Sprintf("Cách nêu khác nhau: “%s” so với “%s”.", operatorWords[left].VI, operatorWords[right].VI),
		EN: fmt.Sprintf("Worded differently: %q against %q.", operatorWords[left].EN, operatorWords[right].EN),
	}
}

func conditionMessage(left, right string) Text {
	return Text{
		VI: fmt.Sprintf("Khác điều kiện: “%s” so với “%s”.", orNone(left, "không có"), orNone(right, "không có")),
		EN: fmt.Sprintf("Different conditions: %q against %q.", orNone(left, "none"), orNone(right, "none")),
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
		VI: fmt.Sprintf("Có ghi chú biên tập về %s.", id),
		EN: fmt.Sprintf("An editor's finding concerns %s.", id),
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

func itemMessage(left, right string) Text {
	return Text{
		VI: fmt.Sprintf("Nói về hai thứ khác nhau: “%s” so với “%s”.", orNone(left, "toàn bộ"), orNone(right, "toàn bộ")),
		EN: fmt.Sprintf("They are about different things: %q against %q.", orNone(left, "all"), orNone(right, "all")),
	}
}

func orNone(text, none string) string {
	if strings.TrimSpace(text) == "" {
		return none
	}
	return text
}
