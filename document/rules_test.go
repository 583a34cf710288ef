package document

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"go.yaml.in/yaml/v3"
)

// exceptions are the cases of graphql-js with a different result here, by "rule/case",
// each with the reason.
var exceptions = map[string]string{
	"KnownTypeNames/references to standard scalars that are missing in schema":                              "gqlparser's schemas have them all.",
	"UniqueDirectivesPerLocation/unknown directives must be ignored":                                        "It is a schema.",
	"ValuesOfCorrectType/Invalid input object value/reports error for custom scalar that returns undefined": noSuchInput,
	"ValuesOfCorrectType/Invalid oneOf input object value/Exactly one null field":                           noSuchInput,
	"ValuesOfCorrectType/Invalid oneOf input object value/More than one field":                              noSuchInput,
	"VariablesInAllowedPosition/Forbids one nullable variable":                                              noSuchInput,
}

const noSuchInput = "The schema has no input of that kind."

// TestRulesAgreeWithGraphQLJS validates the documents with which graphql-js tests its
// rules. They are part of the gqlparser module.
func TestRulesAgreeWithGraphQLJS(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/vektah/gqlparser/v2").Output()
	if err != nil {
		t.Fatal(err)
	}
	cases := filepath.Join(strings.TrimSpace(string(dir)), "validator", "imported", "spec")
	var sources []string
	readYAML(t, filepath.Join(cases, "schemas.yml"), &sources)
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			var specs []spec
			readYAML(t, filepath.Join(cases, r.name+"Rule.spec.yml"), &specs)
			for _, s := range specs {
				t.Run(s.Name, func(t *testing.T) {
					if reason := exceptions[r.name+"/"+s.Name]; reason != "" {
						t.Skip(reason)
					}
					source := s.Schema
					if i, err := strconv.Atoi(source); err == nil {
						source = sources[i]
					}
					got := problemsOf(t, []rule{noFragmentCycles, r}, source, s.Query).of(r)
					if r.valid != nil && len(s.Errors) > 0 { // another rule may report it
						got = problemsOf(t, rules, source, s.Query)
					}
					if len(got) > 0 != (len(s.Errors) > 0) {
						t.Errorf("%s\nfound %v\nnot %v", s.Query, got, s.Errors)
					}
				})
			}
		})
	}
}

// TestInputsThatAreNotJudged checks the reasons of the exceptions: the schema has no
// input objects that require exactly one field, and no custom scalars as inputs.
func TestInputsThatAreNotJudged(t *testing.T) {
	schema := ownSchema(t)
	judged := func(place string, of *ast.Type) {
		switch input := schema.Types[of.Name()]; {
		case input.Directives.ForName("oneOf") != nil:
			t.Errorf("%s takes one of several fields", place)
		case input.Kind == ast.Scalar && !input.OneOf("Int", "Float", "String", "Boolean", "ID"):
			t.Errorf("%s takes a %s", place, input.Name)
		}
	}
	for _, definition := range schema.Types {
		for _, field := range definition.Fields {
			if definition.Kind == ast.InputObject {
				judged(definition.Name+"."+field.Name, field.Type)
			}
			for _, argument := range field.Arguments {
				judged(definition.Name+"."+field.Name, argument.Type)
			}
		}
	}
}

type spec struct {
	Name, Rule, Schema, Query string
	Errors                    gqlerror.List
}

func readYAML(t *testing.T, file string, into any) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err == nil {
		err = yaml.Unmarshal(text, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// problemsOf returns the problems that rules find in a document.
func problemsOf(t *testing.T, rules []rule, source, query string) found {
	t.Helper()
	schema, err := gqlparser.LoadSchema(&ast.Source{Input: source})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := Parse(query, unlimited)
	if err != nil {
		t.Fatal(err)
	}
	problems, err := validate(t.Context(), schema, doc, rules)
	if err != nil {
		t.Fatal(err)
	}
	return found(problems)
}

type found gqlerror.List

// of returns the problems that one rule found.
func (f found) of(r rule) found {
	return slices.DeleteFunc(f, func(problem *gqlerror.Error) bool { return problem.Rule != r.name })
}
