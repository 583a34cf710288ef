package graph_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// nested lists where to find the records without a connection: in a list of the
// dataset, or in a list of each entry of a connection.
var nested = map[string]string{
	"Concept":          `dataset { concepts { ...N } }`,
	"Initiative":       `dataset { initiatives { ...N } }`,
	"NationalGoal":     `indicators { nodes { national { ...N } } }`,
	"Measure":          `targets { nodes { measures { ...N } } }`,
	"FundingStatement": `documents { nodes { funding { ...N } } }`,
	"Duty":             `documents { nodes { duties { ...N } } }`,
}

// TestEveryNodeIsFoundAgain fetches records of every Node type by id, with all
// their leaf fields that take no arguments: non-null fields have a value, and no
// text is empty.
func TestEveryNodeIsFoundAgain(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		plain := plainFields(t, a)
		found := map[string][]string{}
		for connection := range connections {
			collect(a.ask(t, `{ `+connection+`(first: 100) { nodes { __typename id } } }`, nil), found)
		}
		for _, path := range nested {
			collect(a.ask(t, `{ `+path+` } fragment N on Node { __typename id }`, nil), found)
		}
		for typename, fields := range plain {
			ids := found[typename]
			if len(ids) == 0 {
				t.Errorf("no %s is tested", typename)
			}
			for page := range slices.Chunk(ids, 100) {
				answer := askFor[struct{ Nodes []map[string]any }](t, a,
					fmt.Sprintf(`query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on %s { %s } } }`, typename, strings.Join(fields, " ")),
					variables{"ids": page})
				for i, node := range answer.Nodes {
					if node["id"] != page[i] || node["__typename"] != typename {
						t.Errorf("%s %s: found %v", typename, page[i], node)
					}
					for field, value := range node {
						if value == "" {
							t.Errorf("%s: %s is an empty text", page[i], field)
						}
					}
				}
			}
		}
	})
}

// plainFields returns, for each Node type, the leaf fields without arguments.
func plainFields(t *testing.T, a api) map[string][]string {
	t.Helper()
	answer := askFor[struct {
		Type struct {
			PossibleTypes []struct {
				Name   string
				Fields []struct {
					Name string
					Args []struct{ Name string }
					Type typeRef
				}
			}
		} `json:"__type"`
	}](t, a, `{ __type(name: "Node") { possibleTypes { name fields { name args { name } type { ...T ofType { ...T ofType { ...T ofType { ...T } } } } } } } }
		fragment T on __Type { kind }`, nil)
	out := map[string][]string{}
	for _, possible := range answer.Type.PossibleTypes {
		for _, field := range possible.Fields {
			if len(field.Args) == 0 && slices.Contains([]string{"SCALAR", "ENUM"}, field.Type.named()) {
				out[possible.Name] = append(out[possible.Name], field.Name)
			}
		}
	}
	return out
}

type typeRef struct {
	Kind   string
	OfType *typeRef
}

// named returns the kind of the type within lists and non-nulls.
func (r typeRef) named() string {
	if r.OfType == nil {
		return r.Kind
	}
	return r.OfType.named()
}

// collect adds the ids in an answer to a list for each type.
func collect(answer json.RawMessage, into map[string][]string) {
	var value any
	if err := json.Unmarshal(answer, &value); err != nil {
		panic(err) // it was decoded before
	}
	var walk func(any)
	walk = func(value any) {
		switch v := value.(type) {
		case []any:
			for _, entry := range v {
				walk(entry)
			}
		case map[string]any:
			if id, isNode := v["id"].(string); isNode {
				typename := v["__typename"].(string)
				into[typename] = append(into[typename], id)
				return
			}
			for _, entry := range v {
				walk(entry)
			}
		}
	}
	walk(value)
}

// TestPublishedDirectives: the schema publishes the directives of GraphQL itself,
// and none of those that only control code generation.
func TestPublishedDirectives(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		answer := askFor[struct {
			Schema struct{ Directives []struct{ Name string } } `json:"__schema"`
		}](t, a, `{ __schema { directives { name } } }`, nil)
		for _, directive := range answer.Schema.Directives {
			if !slices.Contains([]string{"include", "skip", "deprecated", "specifiedBy", "oneOf"}, directive.Name) {
				t.Errorf("@%s is published", directive.Name)
			}
		}
	})
}
