package vocab

// Verdict is the result of comparing two targets.
type Verdict string

// The verdicts. A target is stricter when the numbers that satisfy it are a
// proper subset of those that satisfy the other.
const (
	VerdictLeftStricter  Verdict = "LEFT_STRICTER"
	VerdictRightStricter Verdict = "RIGHT_STRICTER"
	VerdictEqual         Verdict = "EQUAL"
	VerdictOverlapping   Verdict = "OVERLAPPING"
	VerdictNotComparable Verdict = "NOT_COMPARABLE"
	VerdictOnlyLeft      Verdict = "ONLY_LEFT"
	VerdictOnlyRight     Verdict = "ONLY_RIGHT"
)

// Values lists every verdict.
func (Verdict) Values() []string {
	return texts(VerdictLeftStricter, VerdictRightStricter, VerdictEqual, VerdictOverlapping,
		VerdictNotComparable, VerdictOnlyLeft, VerdictOnlyRight)
}

// Mirror is the verdict with the sides swapped.
func (v Verdict) Mirror() Verdict {
	switch v {
	case VerdictLeftStricter:
		return VerdictRightStricter
	case VerdictRightStricter:
		return VerdictLeftStricter
	case VerdictOnlyLeft:
		return VerdictOnlyRight
	case VerdictOnlyRight:
		return VerdictOnlyLeft
	default:
		return v
	}
}

// CaveatKind is why a comparison must be read with care, or could not be made.
type CaveatKind string

// The caveat kinds.
const (
	CaveatNearIndicator CaveatKind = "NEAR_INDICATOR"       // the other side has a near indicator of the same concept
	CaveatBase          CaveatKind = "DIFFERENT_BASE"       // a near indicator is of another population
	CaveatUnit          CaveatKind = "DIFFERENT_UNIT"       // no verdict
	CaveatLevel         CaveatKind = "DIFFERENT_LEVEL"      // a level is set on one side only
	CaveatYear          CaveatKind = "DIFFERENT_YEAR"       // the plan years are of different years
	CaveatDefinition    CaveatKind = "DIFFERENT_DEFINITION" // a near indicator is defined otherwise
	CaveatOperator      CaveatKind = "OPERATOR"             // the operators differ in kind or are vague
	CaveatCondition     CaveatKind = "CONDITION"            // one side makes a condition or exclusion that the other does not
	CaveatDocumentKind  CaveatKind = "DOCUMENT_KIND"        // a yearly plan against a resolution, say
	CaveatQualitative   CaveatKind = "QUALITATIVE"          // no number on one side or on both
	CaveatAlternate     CaveatKind = "ALTERNATE_VALUE"      // a document disagrees with itself
	CaveatSeveral       CaveatKind = "SEVERAL_TARGETS"      // a side has more than one target for the indicator
	CaveatResults       CaveatKind = "SEVERAL_RESULTS"      // several results are reported for one measure and year
	CaveatDirection     CaveatKind = "NO_DIRECTION"         // the indicator has no better side
	CaveatFinding       CaveatKind = "FINDING"              // an editor flagged one of the records
)

// Values lists every caveat kind.
func (CaveatKind) Values() []string {
	return texts(CaveatNearIndicator, CaveatBase, CaveatUnit, CaveatLevel, CaveatYear,
		CaveatDefinition, CaveatOperator, CaveatCondition, CaveatDocumentKind, CaveatQualitative,
		CaveatAlternate, CaveatSeveral, CaveatResults, CaveatDirection, CaveatFinding)
}

// Side is one side of a comparison.
type Side string

// The sides.
const (
	SideLeft  Side = "LEFT"
	SideRight Side = "RIGHT"
)

// Values lists both sides.
func (Side) Values() []string { return texts(SideLeft, SideRight) }

// Presence says which sides of a comparison have an entry.
type Presence string

// The presences.
const (
	PresenceBoth      Presence = "BOTH"
	PresenceOnlyLeft  Presence = "ONLY_LEFT"
	PresenceOnlyRight Presence = "ONLY_RIGHT"
)

// Values lists every presence.
func (Presence) Values() []string {
	return texts(PresenceBoth, PresenceOnlyLeft, PresenceOnlyRight)
}
