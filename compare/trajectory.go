package compare

import (
	"cmp"
	"math/big"
	"slices"

	"doichieu/vocab"
	"doichieu/wording"
)

// Point is one figure of an indicator in one year.
type Point struct {
	Year       int
	Kind       vocab.PointKind
	Index      int            // of the outcome, target or goal in the list of its kind
	Measure    *Measure       // of a TARGET or NATIONAL_GOAL
	NeededPace *vocab.Decimal // change per year from the last result to the measure's edge; nil unless the measure is for a later year
	OnPace     *bool          // whether the observed pace meets the measure in its year; nil when unknown
	caveatList

	outcome *Outcome // of a RESULT
}

// Series holds the figures of one indicator at one level in one unit.
type Series struct {
	Level        vocab.Level
	Unit         vocab.Unit
	Points       []Point        // by year, then results, targets, national goals
	ObservedPace *vocab.Decimal // change per year from the first to the last result; nil with fewer than two years
}

// Goal is a national goal for an indicator.
type Goal struct {
	Year    int
	Measure Measure
}

// Trajectory arranges all figures of one indicator in one province in series, by
// level and unit. It leaves out alternate measures, and results that are about a
// single item.
func Trajectory[T Record[Target], O Record[Outcome]](targets []T, outcomes []O, goals []Goal, direction vocab.Direction) []Series {
	var series seriesList
	for i, record := range outcomes {
		o := record.plain()
		if o.Item != "" {
			continue
		}
		p := Point{Year: o.Year, Kind: vocab.PointResult, Index: i, outcome: o}
		p.addResult(o)
		series.add(o.Level, o.Unit, p)
	}
	for i, record := range targets {
		t := record.plain()
		for _, m := range t.Measures {
			if m.Rank != vocab.RankPreferred {
				continue
			}
			p := Point{Year: t.Year, Kind: vocab.PointTarget, Index: i, Measure: m}
			p.addTarget(t)
			series.add(m.Level, m.Unit, p)
		}
	}
	for i := range goals {
		g := &goals[i]
		series.add(g.Measure.Level, g.Measure.Unit, Point{Year: g.Year, Kind: vocab.PointNationalGoal, Index: i, Measure: &g.Measure})
	}
	for i := range series {
		series[i].finish(direction)
	}
	slices.SortStableFunc(series, func(a, b Series) int {
		return cmp.Or(
			cmp.Compare(slices.Index(levelOrder, a.Level), slices.Index(levelOrder, b.Level)),
			cmp.Compare(a.Unit, b.Unit),
		)
	})
	return series
}

type seriesList []Series

// add adds a point to the series of its level and unit.
func (list *seriesList) add(level vocab.Level, unit vocab.Unit, p Point) {
	for i := range *list {
		if s := &(*list)[i]; s.Level == level && s.Unit == unit {
			s.Points = append(s.Points, p)
			return
		}
	}
	*list = append(*list, Series{Level: level, Unit: unit, Points: []Point{p}})
}

// finish sorts the points and computes the paces.
func (s *Series) finish(direction vocab.Direction) {
	slices.SortStableFunc(s.Points, func(a, b Point) int {
		return cmp.Or(
			cmp.Compare(a.Year, b.Year),
			cmp.Compare(slices.Index(pointOrder, string(a.Kind)), slices.Index(pointOrder, string(b.Kind))),
		)
	})
	trend := s.trend()
	s.ObservedPace = trend.pace()
	for i := range s.Points {
		if p := &s.Points[i]; p.Measure != nil {
			trend.addPaces(p, direction)
		}
	}
}

var pointOrder = vocab.PointKind("").Values()

// trend leads from the first to the last result with a number; both are nil when
// there is none.
type trend struct{ first, last *Outcome }

func (s *Series) trend() trend {
	var results []*Outcome
	for _, p := range s.Points {
		if p.outcome != nil && p.outcome.Value != nil {
			results = append(results, p.outcome)
		}
	}
	if len(results) == 0 {
		return trend{}
	}
	slices.SortStableFunc(results, outcomePrecedence[*Outcome](""))
	earliest := results[len(results)-1].Year
	first := slices.IndexFunc(results, func(o *Outcome) bool { return o.Year == earliest })
	return trend{first: results[first], last: results[0]}
}

// years is how many years lie between the two results.
func (t trend) years() int64 { return int64(t.last.Year - t.first.Year) }

// hasPace reports whether the two results tell a pace: they are of different years,
// under the same condition, and both states or both sums over a period.
func (t trend) hasPace() bool {
	return t.last != nil && t.years() > 0 &&
		wording.Same(t.first.Condition, t.last.Condition) && t.first.Basis == t.last.Basis
}

func (t trend) pace() *vocab.Decimal {
	if !t.hasPace() {
		return nil
	}
	return perYear(*t.last.Value, *t.first.Value, t.years())
}

// perYear is the yearly change that leads from one number to another; nil when
// it is out of range.
func perYear(to, from vocab.Decimal, years int64) *vocab.Decimal {
	change, ok := to.Sub(from)
	if !ok {
		return nil
	}
	pace := change.Div(years)
	return &pace
}

// addPaces adds to a point for a later year which pace leads from the last result
// to its measure, and whether the observed pace is enough.
func (t trend) addPaces(p *Point, direction vocab.Direction) {
	required, ok := satisfying(p.Measure, direction)
	if !ok || t.last == nil || p.Year <= t.last.Year {
		return
	}
	ahead := int64(p.Year - t.last.Year)
	p.NeededPace = perYear(required.edge(), *t.last.Value, ahead)
	if !t.hasPace() {
		return
	}
	onPace := required.holds(t.projected(ahead))
	p.OnPace = &onPace
}

// projected is the number that the trend leads to so many years after the last
// result, not rounded.
func (t trend) projected(ahead int64) *big.Rat {
	first, last := t.first.Value.Rat(), t.last.Value.Rat()
	gain := new(big.Rat).Sub(last, first)
	gain.Mul(gain, big.NewRat(ahead, t.years()))
	return gain.Add(gain, last)
}

// holds reports whether a number is in a set that satisfying returned.
func (s set) holds(n *big.Rat) bool {
	if s.low != nil {
		order := n.Cmp(s.low.Rat())
		return order > 0 || order == 0 && !s.openLow
	}
	order := n.Cmp(s.high.Rat())
	return order < 0 || order == 0 && !s.openHigh
}

// NearIndicator returns the caveats on an indicator and a near one that is shown
// beside it.
func NearIndicator(own, near Indicator) []Caveat {
	var c caveatList
	c.addNearIndicator(own, near)
	return c.Caveats
}
