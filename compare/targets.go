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

// Text is the same text in Vietnamese and in English.
type Text struct{ VI, EN string }

// Target is what the rules need to know of a target of one plan year.
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

// Caveat says why a comparison must be read with care or could not be made.
type Caveat struct {
	Kind    vocab.CaveatKind
	Message Text
}

// caveatList collects the caveats of a row, each of them once.
type caveatList struct{ Caveats []Caveat }

// MeasureComparison holds a preferred measure of either side at one level, and
// what the rules say of the two. Left or Right is nil when that side has none.
type MeasureComparison struct {
	Level      vocab.Level
	Left       *Measure
	Right      *Measure
	Verdict    vocab.Verdict
	Difference *vocab.Decimal // distance between the edges, never negative; nil when the numbers are not compared

	ambiguous bool // it is not known which measure corresponds to which
}

// TargetComparison compares the targets of two plan years for one indicator.
type TargetComparison[T Record[Target]] struct {
	IndicatorID string
	Left        T // nil when only the right side sets a target
	Right       T
	OtherLeft   []T // further targets of the side for the same indicator
	OtherRight  []T
	Measures    []MeasureComparison
	Verdict     vocab.Verdict

	sides *sides[T]
}

// sides holds all targets of a comparison, and their indicators by id.
type sides[T Record[Target]] struct {
	left, right []T
	register    map[string]Indicator
}

// Targets compares the targets of two plan years, one row for each indicator, in
// the order in which the indicators first occur on the left side and then on the
// right. The register holds indicators by id; it must have those of all targets.
func Targets[T Record[Target]](left, right []T, register map[string]Indicator) []TargetComparison[T] {
	all := &sides[T]{left, right, register}
	indicators, rowOf := numberKeys(left, right, func(t T) string { return t.plain().IndicatorID })
	out := make([]TargetComparison[T], len(indicators))
	for id, i := range indicators {
		out[i].IndicatorID, out[i].sides = id, all
	}
	for i, t := range left {
		row := &out[rowOf[i]]
		row.Left, row.OtherLeft = insertByPrecedence(row.Left, row.OtherLeft, t)
	}
	for i, t := range right {
		row := &out[rowOf[len(left)+i]]
		row.Right, row.OtherRight = insertByPrecedence(row.Right, row.OtherRight, t)
	}
	compareRows(out)
	return out
}

// insertByPrecedence adds a target to those that a side has in a row. The one
// that comes first is compared.
func insertByPrecedence[T Record[Target]](first T, others []T, t T) (T, []T) {
	if isNone(first) {
		return t, nil
	}
	all := byPrecedence(append([]T{first}, append(others, t)...))
	return all[0], all[1:]
}

// compareRows compares the measures of all rows. The results share one allocation.
func compareRows[T Record[Target]](rows []TargetComparison[T]) {
	size := 0
	for i := range rows {
		size += max(plainOf(rows[i].Left).measureCount(), plainOf(rows[i].Right).measureCount())
	}
	results := make([]MeasureComparison, 0, size) // grows where measures have no counterpart
	for i := range rows {
		results = rows[i].compareMeasures(results)
	}
}

// PlanYears returns the caveats on a comparison of two plan years as a whole.
func PlanYears(left, right int) []Caveat {
	if left == right {
		return nil
	}
	return []Caveat{{Kind: vocab.CaveatYear, Message: yearMessage(left, right)}}
}

// Leading is the target that is compared when several documents set one for the
// same indicator and year; nil when there is none.
func Leading[T Record[Target]](targets []T) T {
	if len(targets) == 0 {
		return none[T]()
	}
	return slices.MinFunc(targets, comparePrecedence)
}

// byPrecedence sorts targets of one indicator and year.
func byPrecedence[T Record[Target]](targets []T) []T {
	slices.SortStableFunc(targets, comparePrecedence)
	return targets
}

// comparePrecedence puts the targets of yearly plans before those of documents for
// several years, and then those that give a number first.
func comparePrecedence[T Record[Target]](first, second T) int {
	a, b := first.plain(), second.plain()
	return cmp.Or(
		trueFirst(a.DocumentKind == vocab.KindAnnualPlan, b.DocumentKind == vocab.KindAnnualPlan),
		trueFirst(a.hasNumber(), b.hasNumber()),
	)
}

func (t *Target) hasNumber() bool {
	return slices.ContainsFunc(t.Measures, func(m *Measure) bool { return m.Value != nil })
}

// compareMeasures compares the measures of both sides, and appends the results to
// those of the rows before.
func (row *TargetComparison[T]) compareMeasures(results []MeasureComparison) []MeasureComparison {
	left, right := plainOf(row.Left), plainOf(row.Right)
	direction, before := row.sides.register[row.IndicatorID].Direction, len(results)
	for _, level := range levelOrder {
		results = appendLevel(results, level, left, right, direction)
	}
	row.Measures = slices.Clip(results[before:])
	row.Verdict = overall(left, right, row.Measures)
	return results
}

// levelOrder is the order in which levels are shown.
var levelOrder = []vocab.Level{
	vocab.LevelAll, vocab.LevelProvince, vocab.LevelDistrict, vocab.LevelCommune, vocab.LevelVillage,
}

// measureCount is how many measures a target has: none when there is no target.
func (t *Target) measureCount() int {
	if t == nil {
		return 0
	}
	return len(t.Measures)
}

// appendLevel compares the measures that the two targets set at a level. Where
// each has at most one, those correspond; otherwise the measures correspond that
// have the same unit and condition.
func appendLevel(out []MeasureComparison, level vocab.Level, leftTarget, rightTarget *Target, direction vocab.Direction) []MeasureComparison {
	lastLeft, lefts := lastPreferredAt(leftTarget, level)
	lastRight, rights := lastPreferredAt(rightTarget, level)
	switch max(lefts, rights) {
	case 0:
		return out
	case 1:
		return append(out, Measures(level, lastLeft, lastRight, direction))
	}
	left, right := preferredAt(leftTarget, level), preferredAt(rightTarget, level)
	groups := Align(left, right, func(m *Measure) string { return string(m.Unit) + " " + wording.Key(m.Condition) })
	slices.SortFunc(groups, func(a, b Aligned[*Measure]) int { return cmp.Compare(a.Key, b.Key) })
	for _, g := range groups {
		out = appendGroup(out, level, g, direction)
	}
	return out
}

// appendGroup compares the measures that have the same level, unit and condition.
// When a side has several of them, it is not known which corresponds to which.
func appendGroup(out []MeasureComparison, level vocab.Level, g Aligned[*Measure], direction vocab.Direction) []MeasureComparison {
	count := max(len(g.Left), len(g.Right))
	ambiguous := g.Presence == vocab.PresenceBoth && count > 1
	for i := range count {
		row := Measures(level, measureAt(g.Left, i), measureAt(g.Right, i), direction)
		if ambiguous {
			row.Verdict, row.Difference, row.ambiguous = vocab.VerdictNotComparable, nil, true
		}
		out = append(out, row)
	}
	return out
}

// lastPreferredAt counts the preferred measures of a target at a level, and returns
// the last of them.
func lastPreferredAt(t *Target, level vocab.Level) (last *Measure, count int) {
	for i := range t.measureCount() {
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
	return filter(t.Measures, func(m *Measure) bool { return m.isPreferredAt(level) })
}

// setsAnyAt reports whether a target has a preferred measure at a level.
func (t *Target) setsAnyAt(level vocab.Level) bool {
	return slices.ContainsFunc(t.Measures, func(m *Measure) bool { return m.isPreferredAt(level) })
}

func (m *Measure) isPreferredAt(level vocab.Level) bool {
	return m.Level == level && m.Rank == vocab.RankPreferred
}

// measureAt is a measure by its index; nil when the list is shorter.
func measureAt(list []*Measure, i int) *Measure {
	if i < len(list) {
		return list[i]
	}
	return nil
}

// Measures compares a measure of the left side with one of the right at a level.
// It gives a verdict on two numbers only when both measures have a number in the
// same unit and the indicator has a better side; otherwise the verdict is
// NOT_COMPARABLE.
func Measures(level vocab.Level, left, right *Measure, direction vocab.Direction) MeasureComparison {
	out := MeasureComparison{Level: level, Left: left, Right: right}
	out.Verdict, out.Difference = compareNumbers(left, right, direction)
	return out
}

func compareNumbers(left, right *Measure, direction vocab.Direction) (vocab.Verdict, *vocab.Decimal) {
	if left == nil {
		return vocab.VerdictOnlyRight, nil
	}
	if right == nil {
		return vocab.VerdictOnlyLeft, nil
	}
	leftSet, leftOK := satisfying(left, direction)
	rightSet, rightOK := satisfying(right, direction)
	if !leftOK || !rightOK || left.Unit != right.Unit || left.Level != right.Level {
		return vocab.VerdictNotComparable, nil
	}
	verdict := stricter(leftSet, rightSet)
	if verdict == vocab.VerdictOverlapping {
		return verdict, nil
	}
	d, ok := leftSet.edge().Sub(rightSet.edge())
	if !ok {
		return verdict, nil
	}
	d = d.Abs()
	return verdict, &d
}

// overall combines the verdicts at the levels that both sides set. A side is
// stricter when it is stricter at some level and the other side at none. Levels
// that only one side sets do not count; a caveat names them.
func overall(left, right *Target, rows []MeasureComparison) vocab.Verdict {
	if left == nil {
		return vocab.VerdictOnlyRight
	}
	if right == nil {
		return vocab.VerdictOnlyLeft
	}
	some := func(verdict vocab.Verdict) bool {
		return slices.ContainsFunc(rows, func(row MeasureComparison) bool { return row.Verdict == verdict })
	}
	leftStricter, rightStricter := some(vocab.VerdictLeftStricter), some(vocab.VerdictRightStricter)
	if leftStricter && rightStricter || some(vocab.VerdictOverlapping) {
		return vocab.VerdictOverlapping
	}
	if leftStricter {
		return vocab.VerdictLeftStricter
	}
	if rightStricter {
		return vocab.VerdictRightStricter
	}
	if some(vocab.VerdictEqual) {
		return vocab.VerdictEqual
	}
	return vocab.VerdictNotComparable
}

// Near lists the other side's targets for near indicators when only one side has a
// target for the indicator of the row. It leaves out indicators for which the one
// side has a target too: they have a row of their own.
func (row *TargetComparison[T]) Near() []T {
	if isNone(row.Right) {
		return row.sides.near(row.IndicatorID, row.sides.right, row.sides.left)
	}
	if isNone(row.Left) {
		return row.sides.near(row.IndicatorID, row.sides.left, row.sides.right)
	}
	return nil
}

func (s *sides[T]) near(indicatorID string, others, own []T) []T {
	conceptID := s.register[indicatorID].ConceptID
	return filter(others, func(t T) bool {
		id := t.plain().IndicatorID
		return s.register[id].ConceptID == conceptID &&
			!slices.ContainsFunc(own, func(o T) bool { return o.plain().IndicatorID == id })
	})
}

// Caveats say why the row must be read with care.
func (row *TargetComparison[T]) Caveats() []Caveat {
	var c caveatList
	left, right := plainOf(row.Left), plainOf(row.Right)
	if len(row.OtherLeft)+len(row.OtherRight) > 0 {
		c.add(vocab.CaveatSeveral, severalMessage(count(left, len(row.OtherLeft)), count(right, len(row.OtherRight))))
	}
	c.addTarget(left)
	c.addTarget(right)
	own := row.sides.register[row.IndicatorID]
	if left != nil && right != nil {
		c.addTargets(left, right, row.Measures, own.Direction)
		return c.Caveats
	}
	for _, near := range row.Near() {
		t := near.plain()
		c.addNearTarget(own, row.sides.register[t.IndicatorID])
		c.addOrigins(cmp.Or(left, right), t)
	}
	return c.Caveats
}

// count is how many targets a side has in a row.
func count(first *Target, others int) int {
	if first == nil {
		return 0
	}
	return 1 + others
}

func (c *caveatList) addNearTarget(own, other Indicator) {
	c.add(vocab.CaveatNearIndicator, nearTargetMessage(own, other))
	c.addDifferences(own, other)
}

// addDifferences adds in what an indicator differs from a near one.
func (c *caveatList) addDifferences(own, other Indicator) {
	if !sameText(own.Base, other.Base) {
		c.add(vocab.CaveatBase, baseMessage(own, other))
	}
	if !sameText(own.Definition, other.Definition) {
		c.add(vocab.CaveatDefinition, definitionMessage(own, other))
	}
	if own.Unit != other.Unit {
		c.add(vocab.CaveatUnit, unitMessage(own.Unit, other.Unit))
	}
}

// sameText reports whether two texts say the same in both languages.
func sameText(a, b Text) bool { return wording.Same(a.VI, b.VI) && wording.Same(a.EN, b.EN) }

func (c *caveatList) add(kind vocab.CaveatKind, message Text) {
	caveat := Caveat{Kind: kind, Message: message}
	if !slices.Contains(c.Caveats, caveat) {
		c.Caveats = append(c.Caveats, caveat)
	}
}

// addTargets adds what follows from the two targets of a row together.
func (c *caveatList) addTargets(left, right *Target, measures []MeasureComparison, direction vocab.Direction) {
	if direction == vocab.Neither {
		c.add(vocab.CaveatDirection, noDirectionMessage)
	}
	c.addOrigins(left, right)
	var oneSided []vocab.Level
	for _, level := range levelOrder {
		if left.setsAnyAt(level) != right.setsAnyAt(level) {
			oneSided = append(oneSided, level)
		}
	}
	for _, m := range measures {
		if m.ambiguous {
			c.add(vocab.CaveatSeveral, severalMeasuresMessage)
		} else if m.Left != nil && m.Right != nil {
			c.addMeasures(m.Left, m.Right)
		} else if !slices.Contains(oneSided, m.Level) {
			c.add(vocab.CaveatCondition, conditionMessage(conditionOf(m.Left), conditionOf(m.Right)))
		}
	}
	if len(oneSided) > 0 {
		c.add(vocab.CaveatLevel, levelMessage(oneSided))
	}
}

// addOrigins adds what follows from the years and documents of two targets.
func (c *caveatList) addOrigins(a, b *Target) {
	if a.Year != b.Year {
		c.add(vocab.CaveatYear, yearMessage(min(a.Year, b.Year), max(a.Year, b.Year)))
	}
	if a.DocumentKind != b.DocumentKind {
		c.add(vocab.CaveatDocumentKind, documentKindMessage)
	}
}

// addTarget adds what follows from the target of one side alone.
func (c *caveatList) addTarget(t *Target) {
	if t == nil {
		return
	}
	if t.Flagged {
		c.add(vocab.CaveatFinding, findingMessage(t.ID))
	}
	for _, m := range t.Measures {
		if m.Rank == vocab.RankAlternate {
			c.add(vocab.CaveatAlternate, alternateMessage(t.ID))
		}
	}
}

func conditionOf(m *Measure) string {
	if m == nil {
		return ""
	}
	return m.Condition
}

// addMeasures adds what follows from two measures that correspond.
func (c *caveatList) addMeasures(left, right *Measure) {
	if left.Unit != right.Unit {
		c.add(vocab.CaveatUnit, unitMessage(left.Unit, right.Unit))
	}
	if left.Value == nil || right.Value == nil {
		c.add(vocab.CaveatQualitative, qualitativeMessage(left.Value == nil, right.Value == nil))
	} else if left.Operator != right.Operator || left.Operator == vocab.OperatorAbout {
		c.add(vocab.CaveatOperator, operatorMessage(left.Operator, right.Operator))
	} else if left.Upper != nil && right.Upper != nil && *left.Upper != *right.Upper {
		c.add(vocab.CaveatOperator, stretchMessage(*left.Upper, *right.Upper))
	}
	if !wording.Same(left.Condition, right.Condition) {
		c.add(vocab.CaveatCondition, conditionMessage(left.Condition, right.Condition))
	}
}
