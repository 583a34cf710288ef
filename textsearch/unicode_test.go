package textsearch_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"doichieu/textsearch"
)

// TestEveryLetterFoldsForGood covers all of Unicode, of which random text contains
// only a small part.
func TestEveryLetterFoldsForGood(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		once := textsearch.Fold(string(r))
		if twice := textsearch.Fold(once); twice != once {
			t.Errorf("%q: %q, then %q", r, once, twice)
		}
		if strings.ContainsAny(once, "|%_") || strings.Join(strings.Fields(once), " ") != once {
			t.Errorf("%q became %q", r, once)
		}
		if once == "" {
			continue
		}
		if got := textsearch.Mark(string(r), parse(string(r))); len(got) != 1 || !got[0].Marked {
			t.Errorf("%q marks %+v of itself", r, got)
		}
	}
}
