package compare

import (
	"cmp"
	"slices"

	"doichieu/vocab"
)

// Horizon lays a year's target (left) beside a yardstick of the same province
// (right): a target for a later year, or another document's for the same year.
type Horizon struct {
	TargetComparison
	Change vocab.HorizonChange
}

// Horizons measures a year's targets by their yardsticks: one row for each
// indicator and yardstick, in the order of targets and then of years. later
// holds targets of later years of the same province.
func Horizons(targets, later []*Target, register map[string]Indicator) []Horizon {
	both := &sides{targets, later, register}
	var out []Horizon
	for _, g := range Align(targets, nil, func(t *Target) string { return t.Indicator }) {
		code := g.Key
		speaking, others := sameDocument(byWeight(g.Left))
		others = append(others, keep(later, func(t *Target) bool { return t.Indicator == code })...)
		slices.SortStableFunc(others, func(a, b *Target) int { return cmp.Compare(a.Year, b.Year) })
		for len(others) > 0 {
			var yardstick []*Target
			yardstick, others = sameDocument(others)
			row := TargetComparison{
				Indicator: code, Left: speaking[0], OtherLeft: speaking[1:], Right: yardstick[0], OtherRight: yardstick[1:], of: both,
			}
			row.judge(nil)
			out = append(out, Horizon{row, change(row)})
		}
	}
	return out
}

// sameDocument splits off the targets that share document and year with the
// first one.
func sameDocument(targets []*Target) (same, rest []*Target) {
	for _, t := range targets {
		if t.Document == targets[0].Document && t.Year == targets[0].Year {
			same = append(same, t)
			continue
		}
		rest = append(rest, t)
	}
	return same, rest
}

func change(row TargetComparison) vocab.HorizonChange {
	switch row.Verdict {
	case vocab.VerdictLeftStricter:
		return vocab.ChangeTightened
	case vocab.VerdictEqual:
		return vocab.ChangeKept
	case vocab.VerdictRightStricter:
		if row.Right.Year > row.Left.Year {
			return vocab.ChangeOnTheWay
		}
		return vocab.ChangeLoosened
	default:
		return vocab.ChangeNotComparable
	}
}
