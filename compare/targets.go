package compare

import (
	"cmp"
	"slices"

	"doichieu/vocab"
	"doichieu/wording"
)

// Indicator is what the rules need to know of an indicator.
type Indicator struct {
	ID         string
	ConceptID  string
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
	ID           string
	IndicatorID  string
	Year         int
	DocumentID   string // of the document that sets it
	DocumentKind vocab.DocumentKind
	Measures     []*Measure
	Flagged      bool // a finding concerns it
}

func (t *Target) plain() *Target { return t }

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
type TargetComparison[T Record[Target]] struct {
	IndicatorID string
	Left        T // nil when only the right side sets a target
	Right       T
	OtherLeft   []T // further targets of the side for the same indicator
	OtherRight  []T
	Measures    []MeasureComparison
	Verdict     vocab.Verdict

	of *sides[T]
}

// sides are all targets of a comparison, and the register that names their
// indicators.
type sides[T Record[Target]] struct {
	left, right []T
	register    map[string]Indicator
}

// Targets aligns the targets of two plan years by indicator, in the order in
// which the left side, and then the right, first names each indicator. The
// register must hold every indicator that a target names.
func Targets[T Record[Target]](left, right []T, register map[string]Indicator) []TargetComparison[T] {
	both := &sides[T]{left, right, register}
	indicators, rowOf := numbered(left, right, func(t T) string { return t.plain().IndicatorID })
	out := make([]TargetComparison[T], len(indicators))
	for id, i := range indicators {
		out[i].IndicatorID, out[i].of = id, both
	}
	for i, t := range left {
		row := &out[rowOf[i]]
		row.Left, row.OtherLeft = joinedByWeight(row.Left, row.OtherLeft, t)
	}
	for i, t := range right {
		row := &out[rowOf[len(left)+i]]
		row.Right, row.OtherRight = joinedByWeight(row.Right, row.OtherRight, t)
	}
	judgeAll(out)
	return out
}

// joinedByWeight adds a target to those of its row, the first of which speaks for
// its year.
func joinedByWeight[T Record[Target]](first T, others []T, t T) (T, []T) {
	if isNone(first) {
		return t, nil
	}
	all := byWeight(append([]T{first}, append(others, t)...))
	return all[0], all[1:]
}

// judgeAll judges rows. What it says of their bounds lies in one piece of memory.
func judgeAll[T Record[Target]](rows []TargetComparison[T]) {
	bounds := 0
	for i := range rows {
		bounds += max(plainOf(rows[i].Left).size(), plainOf(rows[i].Right).size())
	}
	judged := make([]MeasureComparison, 0, bounds) // more for bounds that do not answer to each other
	for i := range rows {
		judged = rows[i].judge(judged)
	}
}

// PlanYears tells what holds for a comparison of two plan years as a whole.
func PlanYears(left, right int) []Caveat {
	if left == right {
		return nil
	}
	return []Caveat{{Kind: vocab.CaveatYear, Message: yearMessage(left, right)}}
}

// Leading is the target that speaks for its year when several documents set
// one for the same indicator; nil when there is none.
func Leading[T Record[Target]](targets []T) T {
	if len(targets) == 0 {
		return none[T]()
	}
	return slices.MinFunc(targets, compareWeights)
}

// byWeight sorts targets of one indicator, those that speak for their year first.
func byWeight[T Record[Target]](targets []T) []T {
	slices.SortStableFunc(targets, compareWeights)
	return targets
}

// compareWeights puts yearly plans first, and of one kind of document those
// targets that give a number.
func compareWeights[T Record[Target]](first, second T) int {
	a, b := first.plain(), second.plain()
	return cmp.Or(cmp.Compare(weight(a.DocumentKind), weight(b.DocumentKind)), cmp.Compare(a.vagueness(), b.vagueness()))
}

// vagueness is 0 for a target with a number and 1 for one without.
func (t *Target) vagueness() int {
	if slices.ContainsFunc(t.Measures, func(m *Measure) bool { return m.Value != nil }) {
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

// judge compares the bounds of both sides, and appends that to what was judged
// before.
func (row *TargetComparison[T]) judge(judged []MeasureComparison) []MeasureComparison {
	left, right := plainOf(row.Left), plainOf(row.Right)
	direction, before := row.of.register[row.IndicatorID].Direction, len(judged)
	for _, level := range levelOrder {
		judged = appendLevel(judged, level, left, right, direction)
	}
	row.Measures = slices.Clip(judged[before:])
	row.Verdict = overall(left, right, row.Measures)
	return judged
}

// levels in the order in which they are shown.
var levelOrder = []vocab.Level{
	vocab.LevelAll, vocab.LevelProvince, vocab.LevelDistrict, vocab.LevelCommune, vocab.LevelVillage,
}

// size is how many bounds a target has, also one that is not there.
func (t *Target) size() int {
	if t == nil {
		return 0
	}
	return len(t.Measures)
}

// appendLevel pairs the bounds that both sides set at a level: one with one, and
// of several those in the same unit under the same condition.
func appendLevel(out []MeasureComparison, level vocab.Level, leftTarget, rightTarget *Target, direction vocab.Direction) []MeasureComparison {
	oneLeft, lefts := onlyAt(leftTarget, level)
	oneRight, rights := onlyAt(rightTarget, level)
	if lefts+rights == 0 {
		return out
	}
	if max(lefts, rights) == 1 {
		return append(out, Measures(level, oneLeft, oneRight, direction))
	}
	left, right := preferredAt(leftTarget, level), preferredAt(rightTarget, level)
	groups := Align(left, right, func(m *Measure) string { return string(m.Unit) + " " + wording.Key(m.Condition) })
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

// onlyAt counts the bounds that a target prefers at a level, and hands out the last.
func onlyAt(t *Target, level vocab.Level) (last *Measure, count int) {
	for i := range t.size() {
		if m := t.Measures[i]; m.isPreferredAt(level) {
			last, count = m, count+1
		}
	}
	return last, count
}

func preferredAt(t *Target, level vocab.Level) []*Measure {
	if t == nil {
		return nil
	}
	var out []*Measure
	for _, m := range t.Measures {
		if m.isPreferredAt(level) {
			out = append(out, m)
		}
	}
	return out
}

// setsAt is whether a target asks for anything at a level.
func (t *Target) setsAt(level vocab.Level) bool {
	return slices.ContainsFunc(t.Measures, func(m *Measure) bool { return m.isPreferredAt(level) })
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
	leftSet, leftOK := satisfying(left, direction)
	rightSet, rightOK := satisfying(right, direction)
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

// Near lists the targets of the other side for near indicators, when the
// indicator of the row is set on one side only. Those that the first side sets as
// well have a row of their own.
func (row *TargetComparison[T]) Near() []T {
	switch {
	case isNone(row.Right):
		return row.of.near(row.IndicatorID, row.of.right, row.of.left)
	case isNone(row.Left):
		return row.of.near(row.IndicatorID, row.of.left, row.of.right)
	default:
		return nil
	}
}

func (s *sides[T]) near(indicatorID string, others, own []T) []T {
	conceptID := s.register[indicatorID].ConceptID
	return keep(others, func(t T) bool {
		id := t.plain().IndicatorID
		return s.register[id].ConceptID == conceptID &&
			!slices.ContainsFunc(own, func(o T) bool { return o.plain().IndicatorID == id })
	})
}

// Caveats tell why the row must be read with care.
func (row *TargetComparison[T]) Caveats() []Caveat {
	var n noted
	left, right := plainOf(row.Left), plainOf(row.Right)
	if len(row.OtherLeft)+len(row.OtherRight) > 0 {
		n.add(vocab.CaveatSeveral, severalMessage(count(left, len(row.OtherLeft)), count(right, len(row.OtherRight))))
	}
	n.addOwn(left)
	n.addOwn(right)
	own := row.of.register[row.IndicatorID]
	if left != nil && right != nil {
		n.addBoth(left, right, row.Measures, own.Direction)
		return n.Caveats
	}
	for _, near := range row.Near() {
		t := near.plain()
		n.addNear(own, row.of.register[t.IndicatorID])
		n.addOrigins(cmp.Or(left, right), t)
	}
	return n.Caveats
}

// count is how many targets a side sets.
func count(first *Target, others int) int {
	if first == nil {
		return 0
	}
	return 1 + others
}

func (n *noted) addNear(own, other Indicator) {
	n.add(vocab.CaveatNearIndicator, nearMessage(own, other))
	n.addDifferences(own, other)
}

// addDifferences names in what an indicator differs from a near one.
func (n *noted) addDifferences(own, other Indicator) {
	if !sameText(own.Base, other.Base) {
		n.add(vocab.CaveatBase, baseMessage(own, other))
	}
	if !sameText(own.Definition, other.Definition) {
		n.add(vocab.CaveatDefinition, definitionMessage(own, other))
	}
	if own.Unit != other.Unit {
		n.add(vocab.CaveatUnit, unitMessage(own.Unit, other.Unit))
	}
}

// sameText reports whether two texts say the same in both languages.
func sameText(a, b Text) bool { return wording.Same(a.VI, b.VI) && wording.Same(a.EN, b.EN) }

func (n *noted) add(kind vocab.CaveatKind, message Text) {
	caveat := Caveat{Kind: kind, Message: message}
	if !slices.Contains(n.Caveats, caveat) {
		n.Caveats = append(n.Caveats, caveat)
	}
}

// addBoth adds what follows from the two targets of a row.
func (n *noted) addBoth(left, right *Target, measures []MeasureComparison, direction vocab.Direction) {
	if direction == vocab.Neither {
		n.add(vocab.CaveatDirection, noDirectionMessage)
	}
	n.addOrigins(left, right)
	var oneSided []vocab.Level
	for _, level := range levelOrder {
		if left.setsAt(level) != right.setsAt(level) {
			oneSided = append(oneSided, level)
		}
	}
	for _, m := range measures {
		switch {
		case m.ambiguous:
			n.add(vocab.CaveatSeveral, severalBoundsMessage)
		case m.Left != nil && m.Right != nil:
			n.addPair(m.Left, m.Right)
		case !slices.Contains(oneSided, m.Level):
			n.add(vocab.CaveatCondition, conditionMessage(conditionOf(m.Left), conditionOf(m.Right)))
		}
	}
	if len(oneSided) > 0 {
		n.add(vocab.CaveatLevel, levelMessage(oneSided))
	}
}

// addOrigins adds what follows from the years and documents of two targets.
func (n *noted) addOrigins(a, b *Target) {
	if a.Year != b.Year {
		n.add(vocab.CaveatYear, yearMessage(min(a.Year, b.Year), max(a.Year, b.Year)))
	}
	if a.DocumentKind != b.DocumentKind {
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

func (n *noted) addPair(left, right *Measure) {
	if left.Unit != right.Unit {
		n.add(vocab.CaveatUnit, unitMessage(left.Unit, right.Unit))
	}
	if left.Value == nil || right.Value == nil {
		n.add(vocab.CaveatQualitative, qualitativeMessage(left.Value == nil, right.Value == nil))
	} else if left.Operator != right.Operator || left.Operator == vocab.OperatorAbout {
		n.add(vocab.CaveatOperator, operatorMessage(left.Operator, right.Operator))
	} else if left.Upper != nil && right.Upper != nil && *left.Upper != *right.Upper {
		n.add(vocab.CaveatOperator, stretchMessage(*left.Upper, *right.Upper))
	}
	if !wording.Same(left.Condition, right.Condition) {
		n.add(vocab.CaveatCondition, conditionMessage(left.Condition, right.Condition))
	}
}
