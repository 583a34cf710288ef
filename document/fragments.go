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
		v.reach(operation, used, func(*definition) {})
	}
	for _, fragment := range v.doc.Fragments {
		if !used[fragment] {
			v.report(fragment.Position, "Fragment %s is never used.", quoted(fragment.Name))
		}
	}
}}

// reach visits an operation, or a fragment, and the fragments that it comes to
// which were not seen yet.
func (v *validation) reach(owner any, seen map[*ast.FragmentDefinition]bool, visit func(*definition)) {
	within := v.within[owner]
	visit(within)
	for _, spread := range within.spreads {
		if spread.Definition != nil && !seen[spread.Definition] {
			seen[spread.Definition] = true
			v.reach(spread.Definition, seen, visit)
		}
	}
}

var possibleFragmentSpreads = rule{
	name: "PossibleFragmentSpreads",
	inline: func(v *validation, f *ast.InlineFragment) {
		if inner := v.schema.Types[f.TypeCondition]; !v.overlap(f.ObjectDefinition, inner) {
			v.report(v.opening(f.Position, "..."), "Fragment cannot be spread here as objects of type %s can never be of type %s.",
				quoted(f.ObjectDefinition.Name), quoted(inner.Name))
		}
	},
	spread: func(v *validation, s *ast.FragmentSpread) {
		if s.Definition == nil {
			return
		}
		if inner := v.schema.Types[s.Definition.TypeCondition]; !v.overlap(s.ObjectDefinition, inner) {
			v.report(v.opening(s.Position, "..."), "Fragment %s cannot be spread here as objects of type %s can never be of type %s.",
				quoted(s.Name), quoted(s.ObjectDefinition.Name), quoted(inner.Name))
		}
	},
}

// overlap is whether an object may be of both types. What is not known or has no
// fields is the matter of other rules.
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

// cycles looks for fragments that come back to themselves.
type cycles struct {
	*validation
	path   []string                        // of spreads, from one fragment to the next
	places map[*ast.FragmentDefinition]int // in the path, of the fragments it leads through
	seen   map[*ast.FragmentDefinition]bool
}

func (c *cycles) visit(fragment *ast.FragmentDefinition) {
	if c.seen[fragment] {
		return
	}
	c.seen[fragment] = true
	c.places[fragment] = len(c.path)
	for _, spread := range c.within[fragment].spreads {
		if !c.goesOn() {
			return
		}
		if spread.Definition == nil {
			continue
		}
		if from, cyclic := c.places[spread.Definition]; cyclic {
			c.report(c.opening(spread.Position, "..."), "Cannot spread fragment %s within itself%s.", quoted(spread.Name), via(c.path[from:]))
			continue
		}
		c.path = append(c.path, quoted(spread.Name))
		c.visit(spread.Definition)
		c.path = c.path[:len(c.path)-1]
	}
	delete(c.places, fragment)
}

// maxVia is how many fragments on the way of a circle are named.
const maxVia = 10

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
