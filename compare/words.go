package compare

import (
	"fmt"

	"doichieu/vocab"
)

// The words by which messages name levels, operators, qualifiers and units.

var levelWords = map[vocab.Level]Text{
	vocab.LevelAll:      {"mọi cấp", "all levels"},
	vocab.LevelProvince: {"cấp tỉnh", "the province"},
	vocab.LevelDistrict: {"cấp huyện", "districts"},
	vocab.LevelCommune:  {"cấp xã", "communes"},
	vocab.LevelVillage:  {"cấp thôn", "villages"},
}

var operatorWords = map[vocab.Operator]Text{
	vocab.OperatorReach:       {"đạt", "reach"},
	vocab.OperatorAtLeast:     {"tối thiểu", "at least"},
	vocab.OperatorMoreThan:    {"trên", "more than"},
	vocab.OperatorBetween:     {"từ … đến …", "between"},
	vocab.OperatorAbout:       {"khoảng", "about"},
	vocab.OperatorAtMost:      {"tối đa", "at most"},
	vocab.OperatorLessThan:    {"dưới", "less than"},
	vocab.OperatorQualitative: {"không nêu số", "no number"},
}

var qualifierWords = map[vocab.Qualifier]Text{
	vocab.QualifierExact:     {"đúng", "exactly"},
	vocab.QualifierNearly:    {"gần", "nearly"},
	vocab.QualifierMoreThan:  {"trên", "more than"},
	vocab.QualifierAtLeast:   {"ít nhất", "at least"},
	vocab.QualifierAbout:     {"khoảng", "about"},
	vocab.QualifierEstimated: {"ước", "estimated"},
}

var unitWords = map[vocab.Unit]Text{
	vocab.UnitPercent:       {"phần trăm", "per cent"},
	vocab.UnitCount:         {"số lượng", "a number of things"},
	vocab.UnitRank:          {"thứ hạng", "rank"},
	vocab.UnitScore:         {"điểm", "points"},
	vocab.UnitMbps:          {"Mbps", "Mbps"},
	vocab.UnitVND:           {"đồng", "đồng"},
	vocab.UnitPerYear:       {"lần mỗi năm", "per year"},
	vocab.UnitPerHousehold:  {"trên mỗi hộ", "per household"},
	vocab.UnitPerPerson:     {"trên mỗi người", "per person"},
	vocab.UnitPerUnit:       {"trên mỗi đơn vị", "per unit"},
	vocab.UnitMinutes:       {"phút", "minutes"},
	vocab.UnitHours:         {"giờ", "hours"},
	vocab.UnitDays:          {"ngày", "days"},
	vocab.UnitKilometres:    {"km", "kilometres"},
	vocab.UnitSquareMetres:  {"m²", "square metres"},
	vocab.UnitHectares:      {"ha", "hectares"},
	vocab.UnitTerabytes:     {"TB", "terabytes"},
	vocab.UnitMaturityLevel: {"cấp độ", "level"},
	vocab.UnitBoolean:       {"có/không", "yes or no"},
}

// BoundInWords writes a target's number as a reader would say it: "more than 80",
// "between 65 and 70".
func BoundInWords(op vocab.Operator, value, upper *vocab.Decimal) Text {
	words := operatorWords[op]
	if value == nil {
		return words
	}
	if upper != nil {
		return Text{fmt.Sprintf("từ %s đến %s", value, upper), fmt.Sprintf("between %s and %s", value, upper)}
	}
	return Text{fmt.Sprint(words.VI, " ", value), fmt.Sprint(words.EN, " ", value)}
}

// ResultInWords writes a result's number as a reader would say it: "nearly 80",
// and an exact number alone.
func ResultInWords(qualifier vocab.Qualifier, value vocab.Decimal) Text {
	if qualifier == vocab.QualifierExact {
		return Text{value.String(), value.String()}
	}
	words := qualifierWords[qualifier]
	return Text{fmt.Sprint(words.VI, " ", value), fmt.Sprint(words.EN, " ", value)}
}

// UnitInWords names a unit.
func UnitInWords(unit vocab.Unit) Text { return unitWords[unit] }
