package store

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// entry is what the tests put into lists.
type entry struct {
	year  int
	kinds []string
	title string
}

func drawList(t *rapid.T) ([]entry, *List) {
	entries := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) entry {
		return entry{
			rapid.IntRange(2020, 2023).Draw(t, "year"),
			rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c"}), 0, 3).Draw(t, "kinds"),
			rapid.SampledFrom([]string{"x", "y", "z"}).Draw(t, "title"),
		}
	}), 0, 60).Draw(t, "entries")
	l := newList("TITLE")
	for i, e := range entries {
		at := l.add(fmt.Sprintf("key %03d", i), fmt.Sprint(e.year))
		l.mark(at, "year", e.year)
		for _, kind := range e.kinds {
			l.mark(at, "kind", kind)
		}
		l.value("TITLE", Value{Text: e.title})
	}
	l.finish()
	return entries, l
}

// TestFindIsFilterAndSort holds a list against looking at every entry.
func TestFindIsFilterAndSort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries, l := drawList(t)
		year, kind := rapid.IntRange(2019, 2023).Draw(t, "of year"), rapid.SampledFrom([]string{"a", "b", "d"}).Draw(t, "of kind")
		o := Order{rapid.SampledFrom([]string{"", "TITLE"}).Draw(t, "field"), rapid.Bool().Draw(t, "descending")}
		var want []int32
		for i, e := range entries {
			if e.year == year && slices.Contains(e.kinds, kind) {
				want = append(want, int32(i))
			}
		}
		slices.SortFunc(want, func(a, b int32) int {
			order := cmp.Compare(a, b)
			if o.Field == "TITLE" {
				order = cmp.Or(cmp.Compare(entries[a].title, entries[b].title), order)
			}
			if o.Descending {
				return -order
			}
			return order
		})
		if got := l.Find([]Condition{{"kind", kind}, {"year", year}}, o); !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// TestLocateSplits cuts a list at the place of any entry, whether it satisfies
// the conditions or not.
func TestLocateSplits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries, l := drawList(t)
		if len(entries) == 0 {
			return
		}
		o := Order{rapid.SampledFrom([]string{"", "TITLE"}).Draw(t, "field"), rapid.Bool().Draw(t, "descending")}
		found := l.Find([]Condition{{"kind", "a"}}, o)
		mark := int32(rapid.IntRange(0, len(entries)-1).Draw(t, "mark"))
		all := l.Find(nil, o)
		place := func(position int32) int { return slices.Index(all, position) }
		at, beyond := l.Locate(found, o, l.Mark(mark, o))
		for i, position := range found {
			if i < at && place(position) >= place(mark) || i >= at && place(position) < place(mark) {
				t.Fatalf("entry %d at %d is on the wrong side of %d", position, i, mark)
			}
			if i < beyond && place(position) > place(mark) || i >= beyond && place(position) <= place(mark) {
				t.Fatalf("entry %d at %d is on the wrong side beyond %d", position, i, mark)
			}
		}
	})
}

func TestPlacesCountWithinTheirUnit(t *testing.T) {
	l := newList()
	for _, unit := range []string{"2023", "", "2024", "", "2024"} {
		l.add("key", unit)
	}
	l.finish()
	want := []Place{{"2023", 0}, {"", 0}, {"2024", 0}, {"", 1}, {"2024", 1}}
	for i, place := range want {
		if got := l.Place(int32(i)); got != place {
			t.Errorf("entry %d is at %v, want %v", i, got, place)
		}
	}
}
