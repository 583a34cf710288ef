package document

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestPlaces: problems are reported where they begin, after any characters and line
// breaks.
func TestPlaces(t *testing.T) {
	schema := petSchema(t)
	blanks := []string{" ", "\t", ",", "\n", "\r", "\r\n", "#é😀\n", "#" + strings.Repeat("é😀", 700) + "\r\n"}
	rapid.Check(t, func(t *rapid.T) {
		blank := func(label string) string {
			return strings.Join(rapid.SliceOf(rapid.SampledFrom(blanks)).Draw(t, label), "")
		}
		before := "{any{... on Fish{" + blank("before") + "f" + blank("between")
		wrong := rapid.SampledFrom([]string{"@" + blank("within") + "x", `(x:"1")`, `(x:"""` + "\n1\r\n" + `""")`}).Draw(t, "wrong")
		query := before + wrong + blank("after") + "}}}"
		doc, err := Parse(query, unlimited)
		if err != nil {
			t.Fatal(query, err)
		}
		problems, err := validate(t.Context(), schema, doc, []rule{knownDirectives, valuesOfCorrectType})
		if err != nil || len(problems) != 1 {
			t.Fatal(query, problems, err)
		}
		at := len(before) + strings.IndexAny(wrong, `@"`)
		if got, want := problems[0].Locations[0], syntaxError(query, at, "").Locations[0]; got != want {
			t.Fatalf("%q: %v, not %v", query, got, want)
		}
	})
}
