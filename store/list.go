package store

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// List is an index over all records of a kind, small enough to stay in memory: it
// filters, orders, counts and pages them, and knows where each record is. Records
// are identified by their position in natural order. For each record it holds only
// numbers, which the garbage collector need not follow.
type List struct {
	keys     string   // sort keys, in order
	ends     []int32  // of the keys, by position
	units    []string // ids of the plan years or documents that the records are in
	places   []place  // by position
	postings map[Condition][]int32
	orders   map[string]*ordering
	all      []int32
	builder  *builder // nil once the list is finished
}

// place is a Place with the index of its unit.
type place struct{ unit, number int32 }

// builder is what a list needs only while records are added.
type builder struct {
	keys   strings.Builder
	units  map[string]int32 // indexes of the units
	counts []int32          // records of each unit
}

// Condition selects the records that have a value in a field. Fields and types of
// values are those of the API's filters.
type Condition struct {
	Field string
	Value any
}

// Place is where a record is: the plan year or document that it belongs to, and its
// index there, from 0. Records of registers have no unit.
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
	given  []Value // by position, while the list is made
	values []Value // each once, in order
	of     []int32 // index of the value, by position
	ranks  []int32 // by position
}

// newList makes an empty list that can be ordered by the given fields.
func newList(fields ...string) *List {
	l := &List{
		postings: map[Condition][]int32{}, orders: map[string]*ordering{},
		builder: &builder{units: map[string]int32{}},
	}
	for _, field := range fields {
		l.orders[field] = &ordering{}
	}
	return l
}

// add appends a record, which must follow the others in natural order.
func (l *List) add(sortKey, unit string) (position int32) {
	b := l.builder
	b.keys.WriteString(sortKey)
	l.ends = append(l.ends, int32(b.keys.Len()))
	number, known := b.units[unit]
	if !known {
		number = int32(len(l.units))
		b.units[unit] = number
		l.units, b.counts = append(l.units, unit), append(b.counts, 0)
	}
	l.places = append(l.places, place{number, b.counts[number]})
	b.counts[number]++
	return int32(len(l.ends) - 1)
}

// mark records that a record satisfies a condition. Repeating it has no effect.
func (l *List) mark(position int32, field string, value any) {
	c := Condition{field, value}
	if known := l.postings[c]; len(known) > 0 && known[len(known)-1] == position {
		return
	}
	l.postings[c] = append(l.postings[c], position)
}

// value sets the value by which the record added last is ordered.
func (l *List) value(field string, v Value) {
	l.orders[field].given = append(l.orders[field].given, v)
}

// finish prepares the list for use once every record is added.
func (l *List) finish() {
	l.keys, l.builder = strings.Clone(l.builder.keys.String()), nil
	l.ends, l.places = slices.Clone(l.ends), slices.Clone(l.places) // without spare capacity
	l.all = make([]int32, len(l.ends))
	for i := range l.all {
		l.all[i] = int32(i)
	}
	for c, positions := range l.postings {
		slices.Sort(positions)
		l.postings[c] = slices.Clone(slices.Compact(positions))
	}
	for _, o := range l.orders {
		o.finish(l.all)
	}
}

func (o *ordering) finish(all []int32) {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b int32) int { return o.given[a].compare(o.given[b]) })
	o.of, o.ranks = make([]int32, len(all)), make([]int32, len(all))
	for rank, position := range sorted {
		v := o.given[position]
		if rank == 0 || v != o.values[len(o.values)-1] {
			o.values = append(o.values, v)
		}
		o.of[position], o.ranks[position] = int32(len(o.values)-1), int32(rank)
	}
	o.given = nil
}

// Order is the order of results: by a field, or natural order when it is empty.
// Equal values are in natural order. Descending reverses all of it.
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

// intersect returns the positions that are in both of two ascending lists.
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

// Place returns where the record at a position is.
func (l *List) Place(position int32) Place {
	p := l.places[position]
	return Place{l.units[p.unit], int(p.number)}
}

func (l *List) key(position int32) string {
	start := int32(0)
	if position > 0 {
		start = l.ends[position-1]
	}
	return l.keys[start:l.ends[position]]
}

// Mark is a point in the order of a list. No record need be there.
type Mark struct {
	Value   Value // zero in natural order
	SortKey string
}

// Mark returns the point of a record in an order.
func (l *List) Mark(position int32, o Order) Mark {
	m := Mark{SortKey: l.key(position)}
	if by := l.orders[o.Field]; by != nil {
		m.Value = by.values[by.of[position]]
	}
	return m
}

// Locate finds a mark among positions that Find returned for an order: the index of
// the first position at or after the mark, and of the first after it.
func (l *List) Locate(found []int32, o Order, m Mark) (at, after int) {
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
