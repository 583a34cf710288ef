package execute

import (
	"slices"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/hashicorp/golang-lru/v2/simplelru"
	"github.com/vektah/gqlparser/v2/ast"
)

// What plans may take in memory, reckoned roughly.
const (
	maxPlanBytes = 64 << 20
	largestShare = 16 // an operation takes at most this part of it
	fieldBytes   = 512
	maxVariants  = 16 // of one operation
)

// ParsedFactor is about how many bytes a byte of a document takes at most when
// it is parsed: short fields, lists of short values.
const ParsedFactor = 100

// plans keeps the plans used last.
type plans struct {
	mu    sync.Mutex
	known *simplelru.LRU[operationKey, *variants]
	bytes int
}

type operationKey struct{ query, name string }

// variants are the plans of one operation for the values of the variables that
// @skip and @include depend on.
type variants struct {
	conditions  []string // those variables
	introspects bool

	mu    sync.Mutex
	plans map[string]*plan
	bytes int
}

func newPlans() *plans {
	p := &plans{}
	known, err := simplelru.NewLRU(maxPlanBytes/fieldBytes, func(_ operationKey, v *variants) { p.bytes -= v.bytes })
	if err != nil { // only for a size that is not positive
		panic(err)
	}
	p.known = known
	return p
}

// of finds the plans of an operation.
func (p *plans) of(key operationKey, operation *graphql.OperationContext) *variants {
	p.mu.Lock()
	defer p.mu.Unlock()
	if found, ok := p.known.Get(key); ok {
		return found
	}
	v := &variants{plans: map[string]*plan{}, bytes: len(key.query)}
	v.read(operation.Doc, operation.Operation.SelectionSet, map[string]bool{})
	p.add(key, v)
	return v
}

// keep remembers a plan that was made.
func (p *plans) keep(key operationKey, v *variants, choices string, made *plan) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.known.Remove(key)
	// A plan points into the document that it was made from.
	v.add(choices, made, fieldBytes*made.fields+ParsedFactor*len(key.query))
	p.add(key, v)
}

func (p *plans) add(key operationKey, v *variants) {
	p.known.Add(key, v)
	p.bytes += v.bytes
	for p.bytes > maxPlanBytes {
		p.known.RemoveOldest()
	}
}

func (v *variants) add(choices string, made *plan, bytes int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.plans[choices] == nil && len(v.plans) < maxVariants && v.bytes+bytes <= maxPlanBytes/largestShare {
		v.plans[choices] = made
		v.bytes += bytes
	}
}

func (v *variants) plan(choices string) *plan {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.plans[choices]
}

// choices tells what the conditions come to; false when one is no Boolean.
func (v *variants) choices(variables map[string]any) (string, bool) {
	if len(v.conditions) == 0 {
		return "", true
	}
	out := make([]byte, len(v.conditions))
	for i, name := range v.conditions {
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

// decidesBy is whether a variable is among the conditions.
func (v *variants) decidesBy(variable string) bool { return slices.Contains(v.conditions, variable) }

// read looks for conditions and introspection in a part of a document.
func (v *variants) read(doc *ast.QueryDocument, set ast.SelectionSet, seen map[string]bool) {
	for _, selected := range set {
		switch s := selected.(type) {
		case *ast.Field:
			v.introspects = v.introspects || s.Name == "__schema" || s.Name == "__type"
			v.readConditions(s.Directives)
			v.read(doc, s.SelectionSet, seen)
		case *ast.InlineFragment:
			v.readConditions(s.Directives)
			v.read(doc, s.SelectionSet, seen)
		case *ast.FragmentSpread:
			v.readConditions(s.Directives)
			if !seen[s.Name] {
				seen[s.Name] = true
				v.read(doc, doc.Fragments.ForName(s.Name).SelectionSet, seen)
			}
		}
	}
}

func (v *variants) readConditions(directives ast.DirectiveList) {
	for _, d := range directives {
		argument := d.Arguments.ForName("if")
		if argument == nil || argument.Value.Kind != ast.Variable || v.decidesBy(argument.Value.Raw) {
			continue
		}
		v.conditions = append(v.conditions, argument.Value.Raw)
	}
}
