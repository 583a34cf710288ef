package document

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	theirs "github.com/vektah/gqlparser/v2/validator/rules"
	"pgregory.net/rapid"
)

var tokens = regexp.MustCompile(`\.\.\.|\w+|[^\w\s]`)

// others are tokens that are inserted into documents.
var others = []string{
	"{", "}", "(", ")", "[", "]", ":", "...", "$v", "@skip(if:", "@include(if:$v)", "on", "fragment", "query", "Q0", "F0", "F1",
	"Dog", "Cat", "Pet", "Any", "In", "Int", "name", "nick", "owner", "f", "x", "in", "a", "b", "1", "true", "null", `"s"`, "{a:1}", "[1,2]",
	"__typename", "__schema{types{name}}", "($v:Int)", "($v:Boolean!)", "($v:Dog)", "=1",
}

// TestVerdictsAgree changes tokens of random documents, and compares whether they are
// valid with gqlparser, which is right except about what it does not check.
func TestVerdictsAgree(t *testing.T) {
	schema := petSchema(t)
	rules := theirs.NewDefaultRules()
	rules.RemoveRule(theirs.KnownRootTypeRule.Name)
	right, wrong := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		query := changed(t, (&drawer{T: t, schema: schema, within: map[string]string{}, used: map[string]bool{}}).document())
		by, err := parser.ParseQuery(&ast.Source{Input: query})
		want := err == nil && len(by.Operations) > 0 && len(validator.ValidateWithRules(schema, by, rules)) == 0
		doc, problem := Parse(query, unlimited)
		got := false
		if problem == nil {
			problems, err := Validate(t.Context(), schema, doc)
			got = len(problems) == 0 && err == nil
		}
		if got != want {
			t.Fatalf("%s\nis right: %v, by gqlparser %v", query, got, want)
		}
		if got {
			right++
		} else {
			wrong++
		}
	})
	t.Logf("%d documents are right, %d wrong", right, wrong)
}

// changed inserts a few tokens into a document, or removes some.
func changed(t *rapid.T, query string) string {
	all := tokens.FindAllString(query, -1)
	for range rapid.IntRange(0, 2).Draw(t, "changes") {
		at := rapid.IntRange(0, len(all)-1).Draw(t, "at")
		end := at + rapid.IntRange(0, 1).Draw(t, "taken away")
		all = slices.Replace(all, at, end, rapid.SampledFrom(others).Draw(t, "other"))
	}
	return strings.Join(all, " ")
}
