package document

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

var uniqueFragmentNames = rule{name: "UniqueFragmentNames", fragment: func(v *validation, f *ast.FragmentDefinition) {
	if v.fragments[f.Name] != f {
		v.report(f.Position, "There can be only one fragment named %s.", quoted(f.Name))
	}
}}

var knownFragmentNames = rule{name: "KnownFragmentNames", spread: func(v *validation, s *ast.FragmentSpread) {
	if s.Definition == nil {
		v.report(s.Position, "Unknown fragment %s.", quoted(s.Name))
	}
}}

var noUnusedFragments = rule{name: "NoUnusedFragments", document: func(v *validation) {
	used := map[*ast.FragmentDefinition]bool{}
	for _, operation := range v.doc.Operations {
		v.visitReachable(operation, used, func(*definition) {})
	}
	for _, fragment := range v.doc.Fragments {
		if !used[fragment] {
			v.report(fragment.Position, "Fragment %s is never used.", quoted(fragment.Name))
		}
	}
}}

// visitReachable visits an operation or a fragment, and then all fragments that it
// reaches through spreads, except those already in seen. It adds these to seen.
func (v *validation) visitReachable(owner any, seen map[*ast.FragmentDefinition]bool, visit func(*definition)) {
	d := v.definitions[owner]
	visit(d)
	for _, spread := range d.spreads {
		if spread.Definition != nil && !seen[spread.Definition] {
			seen[spread.Definition] = true
			v.visitReachable(spread.Definition, seen, visit)
		}
	}
}

var possibleFragmentSpreads = rule{
	name: "PossibleFragmentSpreads",
	inline: func(v *validation, f *ast.InlineFragment) {
		if inner := v.schema.Types[f.TypeCondition]; !v.overlap(f.ObjectDefinition, inner) {
			v.report(v.tokenStart(f.Position, "..."), "Fragment cannot be spread here as objects of type %s can never be of type %s.",
				quoted(f.ObjectDefinition.Name), quoted(inner.Name))
		}
	},
	spread: func(v *validation, s *ast.FragmentSpread) {
		if s.Definition == nil {
			return
		}
		if inner := v.schema.Types[s.Definition.TypeCondition]; !v.overlap(s.ObjectDefinition, inner) {
			v.report(v.tokenStart(s.Position, "..."), "Fragment %s cannot be spread here as objects of type %s can never be of type %s.",
				quoted(s.Name), quoted(s.ObjectDefinition.Name), quoted(inner.Name))
		}
	},
}

// overlap reports whether an object can be of both types. It returns true for unknown
// types and types without fields, which other rules report.
func (v *validation) overlap(a, b *ast.Definition) bool {
	if a == b || a == nil || b == nil || !a.IsCompositeType() || !b.IsCompositeType() {
		return true
	}
	possible := map[*ast.Definition]bool{}
	for _, t := range v.schema.GetPossibleTypes(a) {
		possible[t] = true
	}
	for _, t := range v.schema.GetPossibleTypes(b) {
		if possible[t] {
			return true
		}
	}
	return false
}

var noFragmentCycles = rule{name: "NoFragmentCycles", document: func(v *validation) {
	c := &cycles{validation: v, places: map[*ast.FragmentDefinition]int{}, seen: map[*ast.FragmentDefinition]bool{}}
	for _, fragment := range v.doc.Fragments {
		c.visit(fragment)
	}
}}

// cycles searches for fragments that spread themselves, directly or through others.
type cycles struct {
	*validation
	path   []string                        // names of the spreads that lead to the current fragment
	places map[*ast.FragmentDefinition]int // length of the path at each fragment on it
	seen   map[*ast.FragmentDefinition]bool
}

func (c *cycles) visit(fragment *ast.FragmentDefinition) {
	if c.seen[fragment] {
		return
	}
	c.seen[fragment] = true
	c.places[fragment] = len(c.path)
	for _, spread := range c.definitions[fragment].spreads {
		if !c.shouldContinue() {
			return
		}
		if spread.Definition == nil {
			continue
		}
		if from, cyclic := c.places[spread.Definition]; cyclic {
			c.report(c.tokenStart(spread.Position, "..."), "Cannot spread fragment %s within itself%s.", quoted(spread.Name), via(c.path[from:]))
			continue
		}
		c.path = append(c.path, quoted(spread.Name))
		c.visit(spread.Definition)
		c.path = c.path[:len(c.path)-1]
	}
	delete(c.places, fragment)
}

// maxVia is the maximum number of fragments of a cycle that a message names.
const maxVia = 10

// via describes the fragments on a cycle for a message.
func via(names []string) string {
	switch {
	case len(names) == 0:
		return ""
	case len(names) > maxVia:
		return " via " + strings.Join(names[:maxVia], ", ") + ", …"
	default:
		return " via " + strings.Join(names, ", ")
	}
}
