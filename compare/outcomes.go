package compare

import (
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
	Item        string // which thing of the indicator's kind; empty for the indicator as a whole
	Condition   string
	Flagged     bool // a finding concerns it, or its printed value cannot be right

	ProvinceID  string
	Basis       vocab.TimeBasis
	Denominator *vocab.Decimal // the whole that a count is out of, where it is printed
}

func (o *Outcome) plain() *Outcome { return o }

// OutcomeComparison lays the results of two plan years for one indicator and
// level side by side.
type OutcomeComparison struct {
	Better     *vocab.Side    // the side with the better result; nil when equal or not comparable
	Difference *vocab.Decimal // never negative; nil when not comparable
	noted
}

// Outcomes compares the results of one indicator at one level. Two numbers are
// subtracted only when each side reports a single plain number of the same thing
// in the same unit, out of the same whole when they are counts out of a whole.
// Of counts of two provinces neither is better: provinces differ in size.
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
	if !l.isPlainNumber() || !r.isPlainNumber() || l.Unit != r.Unit || !wording.Same(l.Item, r.Item) || l.Basis != r.Basis || differ(l.Denominator, r.Denominator) {
		return out
	}
	d, ok := l.Value.Sub(*r.Value)
	if !ok {
		return out
	}
	distance := d.Abs()
	out.Difference = &distance
	if !l.sizedBy(r) {
		out.Better = better(d, indicator.Direction)
	}
	return out
}

// isPlainNumber reports whether a result is a number that can be taken as it stands.
func (o *Outcome) isPlainNumber() bool {
	return o.Value != nil && o.Corrected == nil && o.Qualifier == vocab.QualifierExact
}

// sizedBy reports whether two results are counts that depend on how large
// their provinces are.
func (o *Outcome) sizedBy(other *Outcome) bool {
	return o.Unit == vocab.UnitCount && o.Denominator == nil && o.ProvinceID != other.ProvinceID
}

func differ(a, b *vocab.Decimal) bool {
	return (a == nil) != (b == nil) || a != nil && *a != *b
}

// better tells which side a difference left − right favours.
func better(d vocab.Decimal, direction vocab.Direction) *vocab.Side {
	if d == 0 || direction == vocab.Neither {
		return nil
	}
	side := vocab.SideRight
	if (d > 0) == (direction == vocab.HigherIsBetter) {
		side = vocab.SideLeft
	}
	return &side
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
		c.add(vocab.CaveatBase, wholeMessage(l, r))
	} else if l.sizedBy(r) {
		c.add(vocab.CaveatBase, sizeMessage)
	}
	if !wording.Same(l.Condition, r.Condition) {
		c.add(vocab.CaveatCondition, conditionMessage(l.Condition, r.Condition))
	}
	c.addResult(l)
	c.addResult(r)
}
