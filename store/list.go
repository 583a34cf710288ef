package store

import (
	"cmp"
	"slices"
	"sort"
)

// List is an index over all records of a kind, light enough to stay in memory:
// it filters, orders, counts and pages them, and knows where each is. A record
// is named by its position in natural order.
type List struct {
	keys     []string // sort keys, in order
	places   []Place
	postings map[Condition][]int32
	orders   map[string]*ordering
	all      []int32
	counts   map[string]int32 // records of each unit, while the list is made
}

// Condition is what a record of a list satisfies. Fields are named as in the
// filters of the API, and values are of the types that they have there.
type Condition struct {
	Field string
	Value any
}

// Place is where a record is: the plan year or document that is read whole, and
// its number there, from 0. Records of registers have no unit.
type Place struct {
	Unit   string
	Number int
}

// Value is what a list is ordered by: a text or a whole number.
type Value struct {
	Text   string
	Number int64
}

func (v Value) compare(other Value) int {
	return cmp.Or(cmp.Compare(v.Text, other.Text), cmp.Compare(v.Number, other.Number))
}

// ordering is an order other than the natural one.
type ordering struct {
	values []Value // by position
	ranks  []int32 // by position
}

// newList makes an empty list that can be ordered by the given fields.
func newList(fields ...string) *List {
	l := &List{postings: map[Condition][]int32{}, orders: map[string]*ordering{}, counts: map[string]int32{}}
	for _, field := range fields {
		l.orders[field] = &ordering{}
	}
	return l
}

// add appends a record, which must follow the others in natural order.
func (l *List) add(sortKey, unit string) (position int32) {
	l.keys = append(l.keys, sortKey)
	l.places = append(l.places, Place{unit, int(l.counts[unit])})
	l.counts[unit]++
	return int32(len(l.keys) - 1)
}

// mark says that a record satisfies a condition, once however often it is said.
func (l *List) mark(position int32, field string, value any) {
	c := Condition{field, value}
	if known := l.postings[c]; len(known) > 0 && known[len(known)-1] == position {
		return
	}
	l.postings[c] = append(l.postings[c], position)
}

// value says what the record added last has in a field that lists are ordered by.
func (l *List) value(field string, v Value) {
	l.orders[field].values = append(l.orders[field].values, v)
}

// finish prepares the list for use once every record is added.
func (l *List) finish() {
	l.counts = nil
	l.all = make([]int32, len(l.keys))
	for i := range l.all {
		l.all[i] = int32(i)
	}
	for c, positions := range l.postings {
		slices.Sort(positions)
		l.postings[c] = slices.Clip(slices.Compact(positions))
	}
	for _, o := range l.orders {
		sorted := slices.Clone(l.all)
		slices.SortStableFunc(sorted, func(a, b int32) int { return o.values[a].compare(o.values[b]) })
		o.ranks = make([]int32, len(sorted))
		for rank, position := range sorted {
			o.ranks[position] = int32(rank)
		}
	}
}

// Order is how a list is asked for: by a field, or in natural order when it is
// empty. Equal values are in natural order; Descending turns all of it round.
type Order struct {
	Field      string
	Descending bool
}

// Find returns the positions of the records that satisfy every condition, in
// order. The result is shared: callers must not change it.
func (l *List) Find(conditions []Condition, o Order) []int32 {
	found := l.matching(conditions)
	if by := l.orders[o.Field]; by != nil {
		found = slices.Clone(found)
		slices.SortFunc(found, func(a, b int32) int { return cmp.Compare(by.ranks[a], by.ranks[b]) })
	}
	if o.Descending {
		found = slices.Clone(found)
		slices.Reverse(found)
	}
	return found
}

func (l *List) matching(conditions []Condition) []int32 {
	if len(conditions) == 0 {
		return l.all
	}
	lists := make([][]int32, len(conditions))
	for i, c := range conditions {
		lists[i] = l.postings[c]
	}
	slices.SortFunc(lists, func(a, b []int32) int { return cmp.Compare(len(a), len(b)) })
	found := lists[0]
	for _, list := range lists[1:] {
		found = intersect(found, list)
	}
	return found
}

// intersect keeps what is in both of two ascending lists.
func intersect(short, long []int32) []int32 {
	out := make([]int32, 0, len(short))
	i := 0
	for _, position := range short {
		for i < len(long) && long[i] < position {
			i++
		}
		if i < len(long) && long[i] == position {
			out = append(out, position)
		}
	}
	return out
}

// Place tells where the record at a position is.
func (l *List) Place(position int32) Place { return l.places[position] }

// Mark is a place in a list's order, of an entry that need not be there.
type Mark struct {
	Value   Value // zero in natural order
	SortKey string
}

// Mark is the place of an entry in an order.
func (l *List) Mark(position int32, o Order) Mark {
	m := Mark{SortKey: l.keys[position]}
	if by := l.orders[o.Field]; by != nil {
		m.Value = by.values[position]
	}
	return m
}

// Locate finds a mark among the positions that Find gave in an order: the index
// of the first that is there or beyond, and of the first beyond.
func (l *List) Locate(found []int32, o Order, m Mark) (at, beyond int) {
	reaches := func(least int) func(int) bool {
		return func(i int) bool {
			entry := l.Mark(found[i], o)
			order := cmp.Or(entry.Value.compare(m.Value), cmp.Compare(entry.SortKey, m.SortKey))
			if o.Descending {
				order = -order
			}
			return order >= least
		}
	}
	return sort.Search(len(found), reaches(0)), sort.Search(len(found), reaches(1))
}
