package compare

import (
	"cmp"
	"slices"

	"doichieu/vocab"
)

// Horizon lays a year's target (left) beside a yardstick of the same province
// (right): a target for a later year, or another document's for the same year.
type Horizon[T Record[Target]] struct {
	TargetComparison[T]
	Change vocab.HorizonChange
}

// Horizons measures a year's targets by their yardsticks: one row for each
// indicator and yardstick, in the order of targets and then of years. later
// holds targets of later years of the same province.
func Horizons[T Record[Target]](targets, later []T, register map[string]Indicator) []Horizon[T] {
	both := &sides[T]{targets, later, register}
	var out []Horizon[T]
	for _, g := range Align(targets, nil, func(t T) string { return t.plain().IndicatorID }) {
		speaking, others := sameDocument(byWeight(g.Left))
		others = append(others, keep(later, func(t T) bool { return t.plain().IndicatorID == g.Key })...)
		slices.SortStableFunc(others, func(a, b T) int { return cmp.Compare(a.plain().Year, b.plain().Year) })
		for len(others) > 0 {
			var yardstick []T
			yardstick, others = sameDocument(others)
			row := TargetComparison[T]{
				IndicatorID: g.Key, Left: speaking[0], OtherLeft: speaking[1:], Right: yardstick[0], OtherRight: yardstick[1:], of: both,
			}
			row.judge(nil)
			out = append(out, Horizon[T]{row, change(row.Verdict, row.Left.plain().Year, row.Right.plain().Year)})
		}
	}
	return out
}

// sameDocument splits off the targets that share document and year with the
// first one.
func sameDocument[T Record[Target]](targets []T) (same, rest []T) {
	first := targets[0].plain()
	for _, record := range targets {
		if t := record.plain(); t.DocumentID == first.DocumentID && t.Year == first.Year {
			same = append(same, record)
			continue
		}
		rest = append(rest, record)
	}
	return same, rest
}

// change says what a verdict on a target of one year beside a yardstick of the
// same or a later year means.
func change(verdict vocab.Verdict, year, yardstickYear int) vocab.HorizonChange {
	switch verdict {
	case vocab.VerdictLeftStricter:
		return vocab.ChangeTightened
	case vocab.VerdictEqual:
		return vocab.ChangeKept
	case vocab.VerdictRightStricter:
		if yardstickYear > year {
			return vocab.ChangeOnTheWay
		}
		return vocab.ChangeLoosened
	default:
		return vocab.ChangeNotComparable
	}
}
