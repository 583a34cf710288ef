package compare

import (
	"slices"

	"doichieu/vocab"
)

// Aligned is what two sides have under one key: the same initiative, legal
// document or category of money.
type Aligned[T any] struct {
	Key         string
	Left, Right []T
	Presence    vocab.Presence
}

// Align groups both sides by key, in the order in which the left side, and then
// the right, first names each key. Entries of one side keep their order.
func Align[T any](left, right []T, key func(T) string) []Aligned[T] {
	keys, groups := numbered(left, right, key)
	out := make([]Aligned[T], len(keys))
	for k, i := range keys {
		out[i].Key = k
	}
	for i := range left {
		g := &out[groups[i]]
		g.Left = joined(g.Left, left[i:i+1])
	}
	for i := range right {
		g := &out[groups[len(left)+i]]
		g.Right = joined(g.Right, right[i:i+1])
	}
	for i := range out {
		out[i].Presence = presence(len(out[i].Left), len(out[i].Right))
	}
	return out
}

// numbered numbers the keys of both sides in the order in which they are first
// named, and tells the number of each entry: of the left ones, then of the right.
func numbered[T any](left, right []T, key func(T) string) (keys map[string]int, entries []int) {
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

// joined adds an entry, which is a list of one, to those of its key. Most keys
// have one entry only, for which no list is made.
func joined[T any](entries, entry []T) []T {
	if len(entries) == 0 {
		return slices.Clip(entry)
	}
	return append(entries, entry...)
}

func presence(left, right int) vocab.Presence {
	switch {
	case left == 0:
		return vocab.PresenceOnlyRight
	case right == 0:
		return vocab.PresenceOnlyLeft
	default:
		return vocab.PresenceBoth
	}
}

// Span is when something runs: ISO dates, as precise as known, empty when not.
type Span struct{ Start, End string }

// Earlier tells which side starts and which ends earlier, taking the earliest
// start and the latest end of each side. Nil when both do at once, or when a
// side has no such date.
func Earlier(left, right []Span) (starts, ends *vocab.Side) {
	starts = earlierOf(firstDay(left), firstDay(right))
	ends = earlierOf(lastDay(left), lastDay(right))
	return starts, ends
}

// The first and last day that an imprecise date may mean. "-31" sorts after
// every day of its month, which is all that is asked of it.
const (
	firstDayOfYear, firstDayOfMonth = "-01-01", "-01"
	lastDayOfYear, lastDayOfMonth   = "-12-31", "-31"
)

func firstDay(spans []Span) string {
	var dates []string
	for _, s := range spans {
		if s.Start != "" {
			dates = append(dates, wholeDate(s.Start, firstDayOfYear, firstDayOfMonth))
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
		latest = max(latest, wholeDate(s.End, lastDayOfYear, lastDayOfMonth))
	}
	return latest
}

// wholeDate completes YYYY and YYYY-MM.
func wholeDate(date, ofYear, ofMonth string) string {
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
	if left == "" || right == "" || left == right {
		return nil
	}
	side := vocab.SideRight
	if left < right {
		side = vocab.SideLeft
	}
	return &side
}
