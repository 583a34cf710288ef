package compare

import (
	"cmp"
	"slices"
	"strings"

	"doichieu/vocab"
)

// Indicator is what the rules need to know of an indicator.
type Indicator struct {
	Code       string
	Concept    string
	Name       Text
	Base       Text
	Definition Text
	Unit       vocab.Unit
	Direction  vocab.Direction
}

// Text is a message in Vietnamese and in English.
type Text struct{ VI, EN string }

// Target is a target of one plan year.
type Target struct {
	ID        string
	Record    any    // whatever the caller finds the target again by
	Indicator string // code
	Year      int
	Document  string             // id of the document that sets it
	Kind      vocab.DocumentKind // of that document
	Measures  []Measure
	Flagged   bool // a finding concerns it
}

// Caveat tells why a comparison must be read with care or could not be made.
type Caveat struct {
	Kind    vocab.CaveatKind
	Message Text
}

// noted collects the caveats of a row.
type noted struct{ Caveats []Caveat }

// MeasureComparison lays the preferred measures of both sides at one level
// side by side. Left or Right is nil where that side sets nothing there.
type MeasureComparison struct {
	Level      vocab.Level
	Left       *Measure
	Right      *Measure
	Verdict    vocab.Verdict
	Difference *vocab.Decimal // distance between the edges, never negative; nil without a verdict on two numbers

	ambiguous bool // which bounds answer to each other is not known
}

// TargetComparison is one indicator in two plan years.
type TargetComparison struct {
	Indicator  string
	Left       *Target // nil when only the right side sets a target
	Right      *Target
	OtherLeft  []*Target // further targets of the side for the same indicator
	OtherRight []*Target
	Near       []*Target // targets of the other side for near indicators, when this indicator is set on one side only
	Measures   []MeasureComparison
	Verdict    vocab.Verdict
	noted
}

// Targets aligns the targets of two plan years by indicator, in the order in
// which the left side, and then the right, first names each indicator. The
// register must hold every indicator that a target names.
func Targets(left, right []*Target, register map[string]Indicator) []TargetComparison {
	leftByCode, order := byIndicator(left, nil)
	rightByCode, order := byIndicator(right, order)
	leftByConcept, rightByConcept := byConcept(left, register), byConcept(right, register)
	out := make([]TargetComparison, len(order))
	for i, code := range order {
		row := &out[i]
		*row = pair(register[code], leftByCode[code], rightByCode[code])
		switch concept := register[code].Concept; row.Verdict {
		case vocab.VerdictOnlyLeft:
			row.addNear(near(rightByConcept[concept], leftByCode), register)
		case vocab.VerdictOnlyRight:
			row.addNear(near(leftByConcept[concept], rightByCode), register)
		}
	}
	return out
}

// PlanYears tells what holds for a comparison of two plan years as a whole.
func PlanYears(left, right int) []Caveat {
	if left == right {
		return nil
	}
	return []Caveat{{Kind: vocab.CaveatYear, Message: yearMessage(left, right)}}
}

// byIndicator groups targets and appends indicators not met before to order.
func byIndicator(targets []*Target, order []string) (map[string][]*Target, []string) {
	groups := make(map[string][]*Target, len(targets))
	for _, t := range targets {
		groups[t.Indicator] = append(groups[t.Indicator], t)
		if !slices.Contains(order, t.Indicator) {
			order = append(order, t.Indicator)
		}
	}
	for _, group := range groups {
		if len(group) > 1 {
			slices.SortStableFunc(group, byWeight)
		}
	}
	return groups, order
}

// byConcept groups targets by what their indicators are about.
func byConcept(targets []*Target, register map[string]Indicator) map[string][]*Target {
	groups := make(map[string][]*Target, len(targets))
	for _, t := range targets {
		concept := register[t.Indicator].Concept
		groups[concept] = append(groups[concept], t)
	}
	return groups
}

// Leading is the target that speaks for its year when several documents set
// one for the same indicator; nil when there is none.
func Leading(targets []*Target) *Target {
	if len(targets) == 0 {
		return nil
	}
	return slices.MinFunc(targets, byWeight)
}

// byWeight puts yearly plans first, and of one kind of document those targets
// that give a number.
func byWeight(a, b *Target) int {
	return cmp.Or(cmp.Compare(weight(a.Kind), weight(b.Kind)), cmp.Compare(a.vagueness(), b.vagueness()))
}

// vagueness is 0 for a target with a number and 1 for one without.
func (t *Target) vagueness() int {
	if slices.ContainsFunc(t.Measures, func(m Measure) bool { return m.Value != nil }) {
		return 0
	}
	return 1
}

// weight ranks documents that set a target for the same indicator and year:
// the yearly plan speaks for its year before a multi-year document does.
func weight(kind vocab.DocumentKind) int {
	if kind == vocab.KindAnnualPlan {
		return 0
	}
	return 1
}

func pair(indicator Indicator, left, right []*Target) TargetComparison {
	row := TargetComparison{Indicator: indicator.Code}
	row.Left, row.OtherLeft = firstAndRest(left)
	row.Right, row.OtherRight = firstAndRest(right)
	if len(row.OtherLeft)+len(row.OtherRight) > 0 {
		row.add(vocab.CaveatSeveral, severalMessage(len(left), len(right)))
	}
	row.Measures = measures(row.Left, row.Right, indicator.Direction)
	row.Verdict = overall(row.Left, row.Right, row.Measures)
	row.addCaveats(indicator)
	return row
}

func firstAndRest(targets []*Target) (*Target, []*Target) {
	if len(targets) == 0 {
		return nil, nil
	}
	return targets[0], targets[1:]
}

// levels in the order in which they are shown.
var levelOrder = []vocab.Level{
	vocab.LevelAll, vocab.LevelProvince, vocab.LevelDistrict, vocab.LevelCommune, vocab.LevelVillage,
}

func measures(left, right *Target, direction vocab.Direction) []MeasureComparison {
	var out []MeasureComparison
	for _, level := range levelOrder {
		out = appendLevel(out, level, preferredAt(left, level), preferredAt(right, level), direction)
	}
	return out
}

// appendLevel pairs the bounds that both sides set at a level: one with one, and
// of several those in the same unit under the same condition.
func appendLevel(out []MeasureComparison, level vocab.Level, left, right []*Measure, direction vocab.Direction) []MeasureComparison {
	if len(left) <= 1 && len(right) <= 1 {
		if len(left)+len(right) == 0 {
			return out
		}
		return append(out, Measures(level, at(left, 0), at(right, 0), direction))
	}
	groups := Align(left, right, func(m *Measure) string { return string(m.Unit) + " " + strings.TrimSpace(m.Condition) })
	slices.SortFunc(groups, func(a, b Aligned[*Measure]) int { return cmp.Compare(a.Key, b.Key) })
	for _, g := range groups {
		ambiguous := g.Presence == vocab.PresenceBoth && len(g.Left)+len(g.Right) > 2
		for i := range max(len(g.Left), len(g.Right)) {
			row := Measures(level, at(g.Left, i), at(g.Right, i), direction)
			if ambiguous {
				row.Verdict, row.Difference, row.ambiguous = vocab.VerdictNotComparable, nil, true
			}
			out = append(out, row)
		}
	}
	return out
}

func preferredAt(t *Target, level vocab.Level) []*Measure {
	if t == nil {
		return nil
	}
	var out []*Measure
	for i := range t.Measures {
		if m := &t.Measures[i]; m.isPreferredAt(level) {
			out = append(out, m)
		}
	}
	return out
}

// setsAt is whether a target asks for anything at a level.
func (t *Target) setsAt(level vocab.Level) bool {
	return slices.ContainsFunc(t.Measures, func(m Measure) bool { return m.isPreferredAt(level) })
}

func (m *Measure) isPreferredAt(level vocab.Level) bool {
	return m.Level == level && m.Rank == vocab.RankPreferred
}

func at(list []*Measure, i int) *Measure {
	if i < len(list) {
		return list[i]
	}
	return nil
}

// Measures compares one measure of either side at a level. A verdict on two
// numbers exists only in the same unit, for an indicator with a better side,
// when both measures have a number; otherwise it is NOT_COMPARABLE.
func Measures(level vocab.Level, left, right *Measure, direction vocab.Direction) MeasureComparison {
	out := MeasureComparison{Level: level, Left: left, Right: right, Verdict: vocab.VerdictNotComparable}
	switch {
	case left == nil:
		out.Verdict = vocab.VerdictOnlyRight
		return out
	case right == nil:
		out.Verdict = vocab.VerdictOnlyLeft
		return out
	case left.Unit != right.Unit || left.Level != right.Level:
		return out
	}
	leftSet, leftOK := satisfying(*left, direction)
	rightSet, rightOK := satisfying(*right, direction)
	if !leftOK || !rightOK {
		return out
	}
	out.Verdict = stricter(leftSet, rightSet)
	if out.Verdict == vocab.VerdictOverlapping {
		return out
	}
	if d, ok := leftSet.edge().Sub(rightSet.edge()); ok {
		d = d.Abs()
		out.Difference = &d
	}
	return out
}

// overall folds the verdicts of the levels that both sides set: one side is
// stricter when it is so at some level and the other at none. Levels that one
// side leaves out do not decide; a caveat names them.
func overall(left, right *Target, rows []MeasureComparison) vocab.Verdict {
	if left == nil {
		return vocab.VerdictOnlyRight
	}
	if right == nil {
		return vocab.VerdictOnlyLeft
	}
	var equal, leftStricter, rightStricter, overlapping bool
	for _, row := range rows {
		switch row.Verdict {
		case vocab.VerdictEqual:
			equal = true
		case vocab.VerdictLeftStricter:
			leftStricter = true
		case vocab.VerdictRightStricter:
			rightStricter = true
		case vocab.VerdictOverlapping:
			overlapping = true
		}
	}
	switch {
	case overlapping || leftStricter && rightStricter:
		return vocab.VerdictOverlapping
	case leftStricter:
		return vocab.VerdictLeftStricter
	case rightStricter:
		return vocab.VerdictRightStricter
	case equal:
		return vocab.VerdictEqual
	default:
		return vocab.VerdictNotComparable
	}
}

// near finds those of the other side's targets of a concept that the first side
// does not set as well: these have a row of their own.
func near(others []*Target, own map[string][]*Target) []*Target {
	var out []*Target
	for _, t := range others {
		if len(own[t.Indicator]) == 0 {
			out = append(out, t)
		}
	}
	return out
}

func (row *TargetComparison) addNear(targets []*Target, register map[string]Indicator) {
	row.Near = targets
	own, set := register[row.Indicator], row.Left
	if set == nil {
		set = row.Right
	}
	for _, t := range targets {
		other := register[t.Indicator]
		row.add(vocab.CaveatNearIndicator, nearMessage(own, other))
		row.addDifferences(own, other)
		row.addOrigins(set, t)
	}
}

// addDifferences names in what an indicator differs from a near one.
func (n *noted) addDifferences(own, other Indicator) {
	if own.Base != other.Base {
		n.add(vocab.CaveatBase, baseMessage(own, other))
	}
	if own.Definition != other.Definition {
		n.add(vocab.CaveatDefinition, definitionMessage(own, other))
	}
	if own.Unit != other.Unit {
		n.add(vocab.CaveatUnit, unitMessage(own.Unit, other.Unit))
	}
}

func (n *noted) add(kind vocab.CaveatKind, message Text) {
	caveat := Caveat{Kind: kind, Message: message}
	if !slices.Contains(n.Caveats, caveat) {
		n.Caveats = append(n.Caveats, caveat)
	}
}

func (row *TargetComparison) addCaveats(indicator Indicator) {
	for _, side := range []*Target{row.Left, row.Right} {
		row.addOwn(side)
	}
	if row.Left == nil || row.Right == nil {
		return
	}
	if indicator.Direction == vocab.Neither {
		row.add(vocab.CaveatDirection, noDirectionMessage)
	}
	row.addOrigins(row.Left, row.Right)
	var oneSided []vocab.Level
	for _, level := range levelOrder {
		if row.Left.setsAt(level) != row.Right.setsAt(level) {
			oneSided = append(oneSided, level)
		}
	}
	for _, m := range row.Measures {
		switch {
		case m.ambiguous:
			row.add(vocab.CaveatSeveral, severalBoundsMessage)
		case m.Left != nil && m.Right != nil:
			row.addPair(*m.Left, *m.Right)
		case !slices.Contains(oneSided, m.Level):
			row.add(vocab.CaveatCondition, conditionMessage(conditionOf(m.Left), conditionOf(m.Right)))
		}
	}
	if len(oneSided) > 0 {
		row.add(vocab.CaveatLevel, levelMessage(oneSided))
	}
}

// addOrigins adds what follows from the years and documents of two targets.
func (n *noted) addOrigins(a, b *Target) {
	if a.Year != b.Year {
		n.add(vocab.CaveatYear, yearMessage(min(a.Year, b.Year), max(a.Year, b.Year)))
	}
	if a.Kind != b.Kind {
		n.add(vocab.CaveatDocumentKind, documentKindMessage)
	}
}

// addOwn adds what holds for one side whatever the other says.
func (n *noted) addOwn(t *Target) {
	if t == nil {
		return
	}
	if t.Flagged {
		n.add(vocab.CaveatFinding, findingMessage(t.ID))
	}
	for _, m := range t.Measures {
		if m.Rank == vocab.RankAlternate {
			n.add(vocab.CaveatAlternate, alternateMessage(t.ID))
		}
	}
}

func conditionOf(m *Measure) string {
	if m == nil {
		return ""
	}
	return m.Condition
}

func (row *TargetComparison) addPair(left, right Measure) {
	if left.Unit != right.Unit {
		row.add(vocab.CaveatUnit, unitMessage(left.Unit, right.Unit))
	}
	if left.Value == nil || right.Value == nil {
		row.add(vocab.CaveatQualitative, qualitativeMessage(left.Value == nil, right.Value == nil))
	} else if left.Operator != right.Operator || left.Operator == vocab.OperatorAbout {
		row.add(vocab.CaveatOperator, operatorMessage(left.Operator, right.Operator))
	} else if left.Upper != nil && right.Upper != nil && *left.Upper != *right.Upper {
		row.add(vocab.CaveatOperator, stretchMessage(*left.Upper, *right.Upper))
	}
	if !sameWords(left.Condition, right.Condition) {
		row.add(vocab.CaveatCondition, conditionMessage(left.Condition, right.Condition))
	}
}
