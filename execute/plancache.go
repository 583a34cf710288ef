package execute

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"doichieu/cache"
)

// Bounds of what plans and conditions take in memory, by estimate.
const (
	maxPlanBytes      = 64 << 20
	largestPlanBytes  = 4 << 20
	maxConditionBytes = 8 << 20
	fieldBytes        = 512
)

// ParsedFactor is about how many bytes a byte of a document takes at most when
// it is parsed: short fields, lists of short values.
const ParsedFactor = 100

// planCache keeps the plans that were used last, and the conditions of their
// operations.
type planCache struct {
	conditions *cache.Cache[operationKey, *conditions]
	plans      *cache.Cache[planKey, *plan]
}

type operationKey struct{ query, name string }

// planKey is an operation and what its conditions come to.
type planKey struct {
	operation operationKey
	choices   string
}

func newPlanCache() planCache {
	return planCache{
		conditions: cache.New(cache.Bounds{Bytes: maxConditionBytes}, func(key operationKey, c *conditions) int {
			return len(key.query) // the names in key and c are parts of it
		}),
		// A plan points into the document that it was compiled from.
		plans: cache.New(cache.Bounds{Bytes: maxPlanBytes, LargestEntry: largestPlanBytes}, func(key planKey, p *plan) int {
			return fieldBytes*p.fields + ParsedFactor*len(key.operation.query)
		}),
	}
}

func operationKeyOf(operation *operationContext) operationKey {
	return operationKey{operation.RawQuery, operation.OperationName}
}

// conditionsOf finds the conditions of an operation.
func (c planCache) conditionsOf(operation *operationContext) *conditions {
	key := operationKeyOf(operation)
	if found, ok := c.conditions.Get(key); ok {
		return found
	}
	read := conditionsIn(operation)
	c.conditions.Add(key, read)
	return read
}

// conditions are what decides which plan an operation has.
type conditions struct {
	variables   []string // that @skip and @include depend on
	introspects bool
}

func conditionsIn(operation *operationContext) *conditions {
	c := &conditions{}
	c.read(operation.Doc, operation.Operation.SelectionSet, map[string]bool{})
	return c
}

// choices has a letter for the value of each variable; false when a value is not
// a Boolean.
func (c *conditions) choices(variables map[string]any) (string, bool) {
	if len(c.variables) == 0 {
		return "", true
	}
	out := make([]byte, len(c.variables))
	for i, name := range c.variables {
		value, ok := variables[name].(bool)
		if !ok {
			return "", false
		}
		out[i] = 'f'
		if value {
			out[i] = 't'
		}
	}
	return string(out), true
}

// dependOn reports whether @skip or @include depends on a variable.
func (c *conditions) dependOn(variable string) bool { return slices.Contains(c.variables, variable) }

func (c *conditions) read(doc *ast.QueryDocument, set ast.SelectionSet, visited map[string]bool) {
	for _, selected := range set {
		switch s := selected.(type) {
		case *ast.Field:
			c.introspects = c.introspects || s.Name == "__schema" || s.Name == "__type"
			c.readDirectives(s.Directives)
			c.read(doc, s.SelectionSet, visited)
		case *ast.InlineFragment:
			c.readDirectives(s.Directives)
			c.read(doc, s.SelectionSet, visited)
		case *ast.FragmentSpread:
			c.readDirectives(s.Directives)
			if !visited[s.Name] {
				visited[s.Name] = true
				c.read(doc, doc.Fragments.ForName(s.Name).SelectionSet, visited)
			}
		}
	}
}

func (c *conditions) readDirectives(directives ast.DirectiveList) {
	for _, d := range directives {
		argument := d.Arguments.ForName("if")
		if argument == nil || argument.Value.Kind != ast.Variable || c.dependOn(argument.Value.Raw) {
			continue
		}
		c.variables = append(c.variables, argument.Value.Raw)
	}
}
