package document

import (
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

// TestText: invalid text is refused with its position, even where the parser accepts
// it.
func TestText(t *testing.T) {
	for name, tt := range map[string]struct{ document, problem string }{
		"two halves of a character":             {`{a(b: "\uD83D\uDE00")}`, ""},
		"a character by its number":             {`{a(b: "\u{1F600}")}`, ""},
		"the first half alone":                  {`{a(b: "\uD83D")}`, `input:1:8: Invalid Unicode escape sequence: "\uD83D".`},
		"the second half alone":                 {`{a(b: "é\udE00")}`, `input:1:9: Invalid Unicode escape sequence: "\udE00".`},
		"halves the wrong way round":            {`{a(b: "\uDE00\uD83D")}`, `Invalid Unicode escape`},
		"the first half twice":                  {`{a(b: "\uD83D\uD83D\uDE00")}`, `Invalid Unicode escape`},
		"a half by its number":                  {`{a(b: "\u{D83D}")}`, `Invalid character escape sequence`},
		"a half and one by its number":          {`{a(b: "\uD83D\u{DE00}")}`, `Invalid Unicode escape`},
		"no half after a backslash":             {`{a(b: "\\uD83D")}`, ""},
		"no half in a block string":             {`{a(b: """\uD83D""")}`, ""},
		"no half in a comment":                  {"{a # \\uD83D\n}", ""},
		"a half after lines":                    {"{a(b: \"x\",\r\n\r  c: \"\\uD800\")}", `input:3:7: Invalid Unicode`},
		"too few digits":                        {`{a(b: "\uD83")}`, `Invalid character escape sequence`},
		"half a character as UTF-8 has none":    {"{a(b: \"\xed\xa0\x80\")}", "input:1:8: The document is not valid UTF-8."},
		"bytes of no character in a comment":    {"{a} # \xff", "The document is not valid UTF-8."},
		"the sign for what cannot be read":      {"{a(b: \"\uFFFD\")}", ""},
		"a block string":                        {`{a(b: """x""")}`, ""},
		"an empty block string":                 {`{a(b: """""")}`, ""},
		"a quote too many":                      {`{a(b: """x"""")}`, "Unterminated string"},
		"two quotes too many":                   {`{a(b: """x""""")}`, `Expected Name, found String`},
		"two strings":                           {`{a(b: ["""x""""y"])}`, ""},
		"two block strings":                     {`{a(b: ["""x""""""y"""])}`, ""},
		"a quote within a block string":         {`{a(b: """"x" y""")}`, ""},
		"a block string that is not ended":      {`{a(b: """x)}`, "Unterminated string"},
		"a string that is not ended":            {`{a(b: "x)}`, "Unterminated string"},
		"a string that ends with the document":  {`{a(b: "\`, "Invalid character escape"},
		"a number that ends in a name":          {`{a(b: [1a])}`, `input:1:9: Invalid number, expected digit but got: "a".`},
		"a number that ends in a point":         {`{a(b: 1.5.)}`, `Invalid number`},
		"a number with two exponents":           {`{a(b: [1e3e3])}`, `Invalid number`},
		"numbers that touch":                    {`{a(b: [1-2])}`, ""},
		"a hexadecimal number":                  {`{a(b: [0xF])}`, `Invalid number`},
		"a name with a number":                  {`{a1b}`, ""},
		"a fragment on a string":                {`{... "on" Query {a}}`, `input:1:6: Expected Name, found String`},
		"a fragment on a string after a remark": {"{... # x\n, \"on\" Query {a}}", `Expected Name, found String`},
		"a fragment with variables":             {`{...F} fragment F($a: Int) on Query {a}`, `Expected "on", found "("`},
		"a byte order mark":                     {"\uFEFF{a}", ""},
		"nothing":                               {"", ""}, // has no operation, which is the matter of Validate
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse(tt.document, unlimited)
			switch {
			case err == nil && tt.problem != "":
				t.Errorf("%s is taken", tt.document)
			case err != nil && (tt.problem == "" || !strings.Contains(err.Error(), tt.problem)):
				t.Errorf("%s: %v", tt.document, err)
			}
		})
	}
}

// TestStrings: strings have the values that the specification defines, even where the
// parser decodes them differently.
func TestStrings(t *testing.T) {
	for literal, want := range map[string]string{
		`"\uD83D\uDE00"`:                   "😀",
		`"a\u0041\"\\uD83D"`:               `aA"\uD83D`,
		`"""x"""`:                          "x",
		`""""x" y"""`:                      `"x" y`,
		`"""a \""" b"""`:                   `a """ b`,
		"\"\"\"a\n  b\n    c\"\"\"":        "a\nb\n  c",
		"\"\"\"  a\n    b\"\"\"":           "  a\nb",
		"\"\"\"\n\n  a\r\n\r   b\n \"\"\"": "a\n\n b",
		"\"\"\" \n \"\"\"":                 "",
		"\"\"\"é\n\tb\"\"\"":               "é\nb",
	} {
		doc, err := Parse(`{a(c: "é", b: `+literal+`, d: """last""")}`, unlimited)
		if err != nil {
			t.Errorf("%s: %v", literal, err)
			continue
		}
		given := doc.Operations[0].SelectionSet[0].(*ast.Field).Arguments
		if got := given.ForName("b").Value.Raw; got != want || given.ForName("d").Value.Raw != "last" {
			t.Errorf("%s is %q, not %q", literal, got, want)
		}
	}
}

// TestStringsThatTouch: a space that is inserted between strings does not affect the
// block strings after it.
func TestStringsThatTouch(t *testing.T) {
	doc, err := Parse(`{a(b: ["""x""""y" """z""""""é
	  w""""""v"""])}`, unlimited)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	visitValues(doc, func(value *ast.Value) { got = append(got, value.Raw) })
	if want := "|x|y|z|é\nw|v"; strings.Join(got, "|") != want {
		t.Errorf("%q", got)
	}
}
