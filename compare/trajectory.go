package compare

import (
	"cmp"
	"math/big"
	"slices"

	"doichieu/vocab"
	"doichieu/wording"
)

// Point is one figure in an indicator's course through the years.
type Point struct {
	Year       int
	Kind       vocab.PointKind
	Index      int            // which of the outcomes, targets or goals it is, as its kind says
	Measure    *Measure       // of a TARGET or NATIONAL_GOAL
	NeededPace *vocab.Decimal // change per year from the last result to the bound's edge; nil unless the bound is due later
	OnPace     *bool          // whether the observed pace leads into the bound's set in its year; nil when unknown
	noted

	outcome *Outcome // of a RESULT
}

// Series is the course of one indicator at one level in one unit.
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

// Trajectory orders all that is known of one indicator in one province as
// series, by level and unit. Only preferred measures and results without an
// item are points.
func Trajectory[T Record[Target], O Record[Outcome]](targets []T, outcomes []O, goals []Goal, direction vocab.Direction) []Series {
	var series courses
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
			p.addOwn(t)
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

type courses []Series

func (c *courses) add(level vocab.Level, unit vocab.Unit, p Point) {
	i := slices.IndexFunc(*c, func(s Series) bool { return s.Level == level && s.Unit == unit })
	if i < 0 {
		i = len(*c)
		*c = append(*c, Series{Level: level, Unit: unit})
	}
	(*c)[i].Points = append((*c)[i].Points, p)
}

// finish orders the points and reckons the paces.
func (s *Series) finish(direction vocab.Direction) {
	slices.SortStableFunc(s.Points, func(a, b Point) int {
		return cmp.Or(
			cmp.Compare(a.Year, b.Year),
			cmp.Compare(slices.Index(pointOrder, string(a.Kind)), slices.Index(pointOrder, string(b.Kind))),
		)
	})
	course := s.course()
	s.ObservedPace = course.pace()
	for i := range s.Points {
		if p := &s.Points[i]; p.Measure != nil {
			course.measure(p, direction)
		}
	}
}

var pointOrder = vocab.PointKind("").Values()

// course runs from the first to the last result with a number; both are nil
// when there is none.
type course struct{ first, last *Outcome }

func (s *Series) course() course {
	var results []*Outcome
	for _, p := range s.Points {
		if p.outcome != nil && p.outcome.Value != nil {
			results = append(results, p.outcome)
		}
	}
	if len(results) == 0 {
		return course{}
	}
	slices.SortStableFunc(results, speaksBefore[*Outcome](""))
	earliest := results[len(results)-1].Year
	first := slices.IndexFunc(results, func(o *Outcome) bool { return o.Year == earliest })
	return course{first: results[first], last: results[0]}
}

// years is how many years the course spans.
func (c course) years() int64 {
	if c.last == nil {
		return 0
	}
	return int64(c.last.Year - c.first.Year)
}

// steady reports whether the two results are of different years and of the same
// kind: under the same condition, and both states or both sums over a period.
func (c course) steady() bool {
	return c.years() != 0 && wording.Same(c.first.Condition, c.last.Condition) && c.first.Basis == c.last.Basis
}

func (c course) pace() *vocab.Decimal {
	if !c.steady() {
		return nil
	}
	return perYear(*c.last.Value, *c.first.Value, c.years())
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

// measure says what it takes to get from the last result to a bound that is
// due later, and whether going on as before is enough.
func (c course) measure(p *Point, direction vocab.Direction) {
	asked, ok := satisfying(p.Measure, direction)
	if !ok || c.last == nil || p.Year <= c.last.Year {
		return
	}
	ahead := int64(p.Year - c.last.Year)
	p.NeededPace = perYear(asked.edge(), *c.last.Value, ahead)
	if !c.steady() {
		return
	}
	onPace := asked.holds(c.projected(ahead))
	p.OnPace = &onPace
}

// projected is the number that the course leads to so many years after the
// last result, never rounded.
func (c course) projected(ahead int64) *big.Rat {
	first, last := c.first.Value.Rat(), c.last.Value.Rat()
	gain := new(big.Rat).Sub(last, first)
	gain.Mul(gain, big.NewRat(ahead, c.years()))
	return gain.Add(gain, last)
}

// holds reports whether a number is in the set.
func (s set) holds(n *big.Rat) bool {
	if s.low != nil {
		order := n.Cmp(s.low.Rat())
		return order > 0 || order == 0 && !s.openLow
	}
	order := n.Cmp(s.high.Rat())
	return order < 0 || order == 0 && !s.openHigh
}

// Beside tells how an indicator differs from a near one that is shown beside it.
func Beside(own, near Indicator) []Caveat {
	var n noted
	n.addBeside(own, near)
	return n.Caveats
}
