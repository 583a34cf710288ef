package compare

import (
	"cmp"
	"slices"

	"doichieu/vocab"
)

// Aligned holds the entries that two sides have under one key: the same
// initiative, legal document or category of money.
type Aligned[T any] struct {
	Key         string
	Left, Right []T
	Presence    vocab.Presence
}

// Align groups the entries of both sides by key, in the order in which the keys
// first occur on the left side and then on the right. Entries of one side keep
// their order.
func Align[T any](left, right []T, key func(T) string) []Aligned[T] {
	keys, groups := numberKeys(left, right, key)
	out := make([]Aligned[T], len(keys))
	for k, i := range keys {
		out[i].Key = k
	}
	for i := range left {
		g := &out[groups[i]]
		g.Left = extend(g.Left, left[i:i+1])
	}
	for i := range right {
		g := &out[groups[len(left)+i]]
		g.Right = extend(g.Right, right[i:i+1])
	}
	for i := range out {
		out[i].Presence = presence(len(out[i].Left), len(out[i].Right))
	}
	return out
}

// numberKeys numbers the keys of both sides in the order in which they first
// occur. It returns the number of each key, and of each entry's key: first those
// of the left entries, then those of the right.
func numberKeys[T any](left, right []T, key func(T) string) (keys map[string]int, entries []int) {
	keys, entries = make(map[string]int, len(left)), make([]int, 0, len(left)+len(right))
	for _, side := range [...][]T{left, right} {
		for _, entry := range side {
			k := key(entry)
			number, known := keys[k]
			if !known {
				number = len(keys)
				keys[k] = number
			}
			entries = append(entries, number)
		}
	}
	return keys, entries
}

// extend adds an entry, which comes as a list of one, to the entries of its key.
// Most keys have a single entry; their list is not copied.
func extend[T any](entries, entry []T) []T {
	if len(entries) == 0 {
		return slices.Clip(entry)
	}
	return append(entries, entry...)
}

func presence(left, right int) vocab.Presence {
	if left == 0 {
		return vocab.PresenceOnlyRight
	}
	if right == 0 {
		return vocab.PresenceOnlyLeft
	}
	return vocab.PresenceBoth
}

// Span is the time in which something runs. Its ends are ISO dates as precise as
// they are known, and empty when they are not.
type Span struct{ Start, End string }

// Earlier says which side starts earlier and which ends earlier, by the earliest
// start and the latest end of each side. It returns nil where the dates are equal
// or a side has none.
func Earlier(left, right []Span) (starts, ends *vocab.Side) {
	starts = earlierOf(firstDay(left), firstDay(right))
	ends = earlierOf(lastDay(left), lastDay(right))
	return starts, ends
}

// The first and last day that an imprecise date may mean. "-31" need not be a day
// of the month: it only has to sort after all of them.
const (
	firstDayOfYear, firstDayOfMonth = "-01-01", "-01"
	lastDayOfYear, lastDayOfMonth   = "-12-31", "-31"
)

func firstDay(spans []Span) string {
	var dates []string
	for _, s := range spans {
		if s.Start != "" {
			dates = append(dates, fullDate(s.Start, firstDayOfYear, firstDayOfMonth))
		}
	}
	if len(dates) == 0 {
		return ""
	}
	return slices.Min(dates)
}

func lastDay(spans []Span) string {
	var latest string
	for _, s := range spans {
		latest = max(latest, fullDate(s.End, lastDayOfYear, lastDayOfMonth))
	}
	return latest
}

// fullDate completes YYYY and YYYY-MM.
func fullDate(date, ofYear, ofMonth string) string {
	switch len(date) {
	case len("2006"):
		return date + ofYear
	case len("2006-01"):
		return date + ofMonth
	default:
		return date
	}
}

func earlierOf(left, right string) *vocab.Side {
	if left == "" || right == "" {
		return nil
	}
	return firstSide(cmp.Compare(left, right))
}

// firstSide is the side that an order of left and right puts first; nil for
// neither.
func firstSide(order int) *vocab.Side {
	left, right := vocab.SideLeft, vocab.SideRight
	if order < 0 {
		return &left
	}
	if order > 0 {
		return &right
	}
	return nil
}
