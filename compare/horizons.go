package compare

import (
	"cmp"
	"slices"

	"doichieu/vocab"
)

// Horizon compares a target for a year (left) with a yardstick of the same province
// (right): a target for a later year, or another document's target for the same
// year.
type Horizon[T Record[Target]] struct {
	TargetComparison[T]
	Change vocab.HorizonChange
}

// Horizons compares the targets for a year with their yardsticks: one row for each
// indicator and yardstick, in the order of targets and then of years. The targets
// in later are those of the same province for later years.
func Horizons[T Record[Target]](targets, later []T, register map[string]Indicator) []Horizon[T] {
	all := &sides[T]{targets, later, register}
	var out []Horizon[T]
	for _, g := range Align(targets, nil, func(t T) string { return t.plain().IndicatorID }) {
		own, others := sameDocument(byPrecedence(g.Left))
		others = append(others, filter(later, func(t T) bool { return t.plain().IndicatorID == g.Key })...)
		slices.SortStableFunc(others, func(a, b T) int { return cmp.Compare(a.plain().Year, b.plain().Year) })
		for len(others) > 0 {
			var yardstick []T
			yardstick, others = sameDocument(others)
			row := TargetComparison[T]{
				IndicatorID: g.Key, Left: own[0], OtherLeft: own[1:], Right: yardstick[0], OtherRight: yardstick[1:], sides: all,
			}
			row.compareMeasures(nil)
			out = append(out, Horizon[T]{row, change(row.Verdict, row.Left.plain().Year, row.Right.plain().Year)})
		}
	}
	return out
}

// sameDocument separates the targets that have the document and year of the first
// one from the rest.
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

// change says what a verdict means for a target and its yardstick, which is for
// the same or a later year.
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
