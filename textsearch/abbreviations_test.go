package textsearch

import (
	"slices"
	"strings"
	"testing"

	"doichieu/vocab"
)

func TestAbbreviationsAreDistinct(t *testing.T) {
	owner := map[string]string{}
	for _, a := range abbreviations {
		for _, form := range append(slices.Clone(a.alternatives), a.full) {
			folded := Fold(form)
			if owner[folded] != "" {
				t.Errorf("%q stands for %q and %q", form, owner[folded], a.full)
			}
			owner[folded] = a.full
		}
	}
}

// TestFullFormsAreSpelledOut: expansion does not change a full form, since otherwise
// an abbreviation and its full form would be different queries.
func TestFullFormsAreSpelledOut(t *testing.T) {
	for _, a := range abbreviations {
		if got := joined(general.expand(wordsOf(a.full))); got != Fold(a.full) {
			t.Errorf("%q is spelled out as %q", a.full, got)
		}
	}
}

func TestAnAbbreviationAndItsFullFormFindEachOther(t *testing.T) {
	for _, a := range abbreviations {
		forms := append([]string{a.full}, a.alternatives...)
		var entries []Entry
		for i, form := range forms {
			key := string(rune('a' + i))
			entries = append(entries, Entry{Kind: vocab.SearchTask, ID: key, SortKey: key, Title: "Một " + form + " mới"})
		}
		index := NewIndex(entries)
		for _, form := range forms {
			for _, typed := range []string{form, strings.ToLower(form), Fold(form)} {
				q := index.Parse(typed)
				hits := index.Find(q, vocab.SearchKinds)
				if len(hits) != len(forms) {
					t.Errorf("%q finds %d of the %d forms of %q", typed, len(hits), len(forms), a.full)
				}
				for _, hit := range hits {
					if parts := hit.MarkTitle(q); len(parts) != 3 || !parts[1].Marked {
						t.Errorf("%q in %q: %+v", typed, hit.Title, parts)
					}
				}
			}
		}
	}
}
