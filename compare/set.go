// Package compare holds the rules of comparison: which of two targets is
// stricter, by how much, and when they may not be compared at all. It is made
// of pure functions on plain values and knows nothing of SQL, GraphQL or HTTP.
package compare

import (
	"doichieu/vocab"
)

// Measure is one bound of a target, as far as the rules need it.
type Measure struct {
	ID        string // for the caller to find the record again
	Level     vocab.Level
	Operator  vocab.Operator
	Value     *vocab.Decimal // nil when the operator is QUALITATIVE
	Upper     *vocab.Decimal // only when the operator is BETWEEN
	Unit      vocab.Unit
	Rank      vocab.Rank
	Condition string
}

// A set holds the numbers that satisfy a measure: everything from low to high.
// A nil edge is open to infinity; openLow and openHigh say that an edge itself
// does not satisfy.
type set struct {
	low, high         *vocab.Decimal
	openLow, openHigh bool
}

// satisfying returns the numbers that satisfy m on an indicator with the given
// direction, and false when m is no set of numbers: it is qualitative, or the
// indicator has no better side.
//
// "Reach 80" on an indicator where higher is better asks for 80 or more; where
// lower is better, for 80 or less. A range asks for its nearer end; the
// farther one is a stretch goal. "About 80" has the same edge as "reach 80",
// and callers point out that the edge is vague.
func satisfying(m Measure, direction vocab.Direction) (set, bool) {
	if m.Value == nil || direction == vocab.Neither {
		return set{}, false
	}
	higher := direction == vocab.HigherIsBetter
	switch m.Operator {
	case vocab.OperatorReach, vocab.OperatorAbout:
		if higher {
			return set{low: m.Value}, true
		}
		return set{high: m.Value}, true
	case vocab.OperatorBetween:
		if higher {
			return set{low: m.Value}, true
		}
		return set{high: m.Upper}, m.Upper != nil
	case vocab.OperatorAtLeast:
		return set{low: m.Value}, true
	case vocab.OperatorMoreThan:
		return set{low: m.Value, openLow: true}, true
	case vocab.OperatorAtMost:
		return set{high: m.Value}, true
	case vocab.OperatorLessThan:
		return set{high: m.Value, openHigh: true}, true
	default:
		return set{}, false
	}
}

// edge is the one number where the set ends; every satisfying set has one.
func (s set) edge() vocab.Decimal {
	if s.low != nil {
		return *s.low
	}
	return *s.high
}

// within reports whether every number of s is also in other.
func (s set) within(other set) bool {
	return lowWithin(s, other) && highWithin(s, other)
}

func lowWithin(s, other set) bool {
	if other.low == nil {
		return true
	}
	if s.low == nil || *s.low < *other.low {
		return false
	}
	return *s.low > *other.low || s.openLow || !other.openLow
}

func highWithin(s, other set) bool {
	if other.high == nil {
		return true
	}
	if s.high == nil || *s.high > *other.high {
		return false
	}
	return *s.high < *other.high || s.openHigh || !other.openHigh
}

// stricter compares two sets: the smaller one is the stricter. Sets of which
// neither holds the other overlap.
func stricter(left, right set) vocab.Verdict {
	leftWithin, rightWithin := left.within(right), right.within(left)
	switch {
	case leftWithin && rightWithin:
		return vocab.VerdictEqual
	case leftWithin:
		return vocab.VerdictLeftStricter
	case rightWithin:
		return vocab.VerdictRightStricter
	default:
		return vocab.VerdictOverlapping
	}
}
