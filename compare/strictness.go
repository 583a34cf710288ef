// Package compare holds the rules of comparison: which of two targets is
// stricter, by how much, and when they may not be compared at all. It consists of
// pure functions on plain values and knows nothing of SQL, GraphQL or HTTP.
package compare

import "doichieu/vocab"

// Measure is what the rules need to know of one bound of a target.
type Measure struct {
	Level     vocab.Level
	Operator  vocab.Operator
	Value     *vocab.Decimal // nil when the operator is QUALITATIVE
	Upper     *vocab.Decimal // only when the operator is BETWEEN
	Unit      vocab.Unit
	Rank      vocab.Rank
	Condition string
}

func (m *Measure) plain() *Measure { return m }

// A set holds all numbers from low to high. A nil edge stands for infinity;
// openLow and openHigh say that the edge itself is not in the set.
type set struct {
	low, high         *vocab.Decimal
	openLow, openHigh bool
}

// satisfying returns the numbers that satisfy m for an indicator with the given
// direction. It returns false when there is no such set: m is qualitative, or the
// indicator has no better side.
//
// "Reach 80" asks for 80 or more where higher is better, and for 80 or less where
// lower is better. A range asks for its nearer end; the farther one is a stretch
// goal. "About 80" has the same edge as "reach 80"; callers add the caveat that
// the edge is vague.
func satisfying(m *Measure, direction vocab.Direction) (set, bool) {
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

// vagueDivisor says how much of a number a vague word leaves open: a twentieth, so
// that "about 80" may be 76.
const vagueDivisor = 20

// reported returns the numbers that a result may stand for, and false when it has
// no number. A qualifier means the same whichever way is better: "more than 80" is
// (80, ∞) for a rank too. "Nearly" reaches a twentieth below the number, "about"
// and "estimated" as far above too. Edges are rounded outwards.
func reported(o *Outcome) (set, bool) {
	if o.Value == nil {
		return set{}, false
	}
	switch o.Qualifier {
	case vocab.QualifierExact:
		return set{low: o.Value, high: o.Value}, true
	case vocab.QualifierMoreThan:
		return set{low: o.Value, openLow: true}, true
	case vocab.QualifierAtLeast:
		return set{low: o.Value}, true
	}
	slack := o.Value.Part(vagueDivisor)
	low, lowOK := o.Value.Sub(slack)
	if o.Qualifier == vocab.QualifierNearly {
		return set{low: &low, high: o.Value}, lowOK
	}
	high, highOK := o.Value.Sub(-slack)
	return set{low: &low, high: &high}, lowOK && highOK
}

// edge is the one finite edge of a set that satisfying returned.
func (s set) edge() vocab.Decimal {
	if s.low != nil {
		return *s.low
	}
	return *s.high
}

// distanceInside is the distance of a value from the edge of a set that satisfying
// returned: positive inside the set, negative outside. It returns false when the
// distance is out of range.
func (s set) distanceInside(value vocab.Decimal) (vocab.Decimal, bool) {
	if s.low != nil {
		return value.Sub(*s.low)
	}
	return s.high.Sub(value)
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

// apart reports whether s and other have no number in common.
func (s set) apart(other set) bool { return below(s, other) || below(other, s) }

// below reports whether every number of s is less than every number of other.
func below(s, other set) bool {
	if s.high == nil || other.low == nil {
		return false
	}
	return *s.high < *other.low || *s.high == *other.low && (s.openHigh || other.openLow)
}

// stricter compares two sets. The one that lies within the other is the stricter;
// when neither does, they overlap.
func stricter(left, right set) vocab.Verdict {
	leftWithin, rightWithin := left.within(right), right.within(left)
	if leftWithin && rightWithin {
		return vocab.VerdictEqual
	}
	if leftWithin {
		return vocab.VerdictLeftStricter
	}
	if rightWithin {
		return vocab.VerdictRightStricter
	}
	return vocab.VerdictOverlapping
}
