package compare

import (
	"cmp"

	"doichieu/vocab"
	"doichieu/wording"
)

// Outcome is a reported result, as far as the rules need it.
type Outcome struct {
	ID          string
	IndicatorID string
	Year        int
	Level       vocab.Level
	Value       *vocab.Decimal // as printed; nil when no number is reported
	Corrected   *vocab.Decimal // nil unless the printed number cannot be right
	Unit        vocab.Unit
	Qualifier   vocab.Qualifier
	AsOf        string // ISO date as precise as printed, or empty
	Item        string // the one thing that it is about, of those that the indicator counts; empty for all of them
	Condition   string
	Flagged     bool // a finding concerns it, or its printed value cannot be right

	ProvinceID  string
	Basis       vocab.TimeBasis
	Denominator *vocab.Decimal // what a count is out of; nil when that is not printed
}

func (o *Outcome) plain() *Outcome { return o }

// OutcomeComparison is the result of comparing the results of two plan years for
// one indicator and level.
type OutcomeComparison struct {
	Better     *vocab.Side    // the side with the better result; nil when equal or not comparable
	Difference *vocab.Decimal // never negative; nil when not comparable
	caveatList
}

// Outcomes compares the results of one indicator at one level. Two numbers are
// subtracted only when each side reports a single exact number of the same thing,
// in the same unit and with the same denominator. Of counts without a denominator
// in two provinces neither is better, since provinces differ in size.
func Outcomes[O Record[Outcome]](left, right []O, indicator Indicator) OutcomeComparison {
	var out OutcomeComparison
	if len(left) != 1 || len(right) != 1 {
		if len(left) > 0 && len(right) > 0 {
			out.add(vocab.CaveatResults, severalOutcomesMessage(len(left), len(right)))
		}
		return out
	}
	l, r := left[0].plain(), right[0].plain()
	out.addCaveats(l, r)
	if !l.isExact() || !r.isExact() || !l.isAlike(r) {
		return out
	}
	d, ok := l.Value.Sub(*r.Value)
	if !ok {
		return out
	}
	d = d.Abs()
	out.Difference = &d
	if !l.dependsOnSize(r) {
		out.Better = better(*l.Value, *r.Value, indicator.Direction)
	}
	return out
}

// isExact reports whether a result is a number that can be taken as it stands.
func (o *Outcome) isExact() bool {
	return o.Value != nil && o.Corrected == nil && o.Qualifier == vocab.QualifierExact
}

// isAlike reports whether two results count the same thing in the same way.
func (o *Outcome) isAlike(other *Outcome) bool {
	return o.Unit == other.Unit && o.Basis == other.Basis && wording.Same(o.Item, other.Item) &&
		!differ(o.Denominator, other.Denominator)
}

// dependsOnSize reports whether two results are counts that depend on how large
// their provinces are.
func (o *Outcome) dependsOnSize(other *Outcome) bool {
	return o.Unit == vocab.UnitCount && o.Denominator == nil && o.ProvinceID != other.ProvinceID
}

func differ(a, b *vocab.Decimal) bool {
	return (a == nil) != (b == nil) || a != nil && *a != *b
}

// better is the side with the better number; nil when there is none.
func better(left, right vocab.Decimal, direction vocab.Direction) *vocab.Side {
	switch direction {
	case vocab.HigherIsBetter:
		return firstSide(cmp.Compare(right, left))
	case vocab.LowerIsBetter:
		return firstSide(cmp.Compare(left, right))
	default:
		return nil
	}
}

func (c *OutcomeComparison) addCaveats(l, r *Outcome) {
	if l.Unit != r.Unit {
		c.add(vocab.CaveatUnit, unitMessage(l.Unit, r.Unit))
	}
	if l.Year != r.Year {
		c.add(vocab.CaveatYear, yearMessage(l.Year, r.Year))
	}
	if l.Qualifier != vocab.QualifierExact || r.Qualifier != vocab.QualifierExact {
		c.add(vocab.CaveatOperator, qualifierMessage(l.Qualifier, r.Qualifier))
	}
	if !wording.Same(l.Item, r.Item) {
		c.add(vocab.CaveatDefinition, itemMessage(l.Item, r.Item))
	}
	if l.Basis != r.Basis {
		c.add(vocab.CaveatDefinition, basisMessage)
	}
	if differ(l.Denominator, r.Denominator) {
		c.add(vocab.CaveatBase, denominatorMessage(l, r))
	} else if l.dependsOnSize(r) {
		c.add(vocab.CaveatBase, sizeMessage)
	}
	if !wording.Same(l.Condition, r.Condition) {
		c.add(vocab.CaveatCondition, conditionMessage(l.Condition, r.Condition))
	}
	c.addResult(l)
	c.addResult(r)
}
