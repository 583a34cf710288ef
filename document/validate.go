package document

import (
	"context"
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/limit"
)

// rule is one of GraphQL's validation rules. Each function is called once for every
// part of its kind in a document, however often a fragment is spread, because the
// validity of a fragment does not depend on where it is spread.
type rule struct {
	name string

	operation  func(*validation, *ast.OperationDefinition)
	fragment   func(*validation, *ast.FragmentDefinition)
	field      func(*validation, *ast.Field)
	inline     func(*validation, *ast.InlineFragment)
	spread     func(*validation, *ast.FragmentSpread)
	directives func(*validation, ast.DirectiveList)
	value      func(*validation, *ast.Value)

	document func(*validation) // called after all of the above
	valid    func(*validation) // called after all rules, if none found a problem
}

// rules lists all rules, in the order of the specification.
var rules = []rule{
	uniqueOperationNames, loneAnonymousOperation, singleFieldSubscriptions, knownTypeNames, fragmentsOnCompositeTypes,
	variablesAreInputTypes, scalarLeafs, fieldsOnCorrectType, uniqueFragmentNames, knownFragmentNames,
	noUnusedFragments, possibleFragmentSpreads, noFragmentCycles, uniqueVariableNames, noUndefinedVariables,
	noUnusedVariables, knownDirectives, uniqueDirectivesPerLocation, knownArgumentNames, uniqueArgumentNames,
	valuesOfCorrectType, providedRequiredArguments, variablesInAllowedPosition, overlappingFieldsCanBeMerged,
	uniqueInputFieldNames, maxIntrospectionDepth,
}

// validation is the state of validating one document. Validation stops at
// limit.MaxProblems problems, and when the request ends.
type validation struct {
	ctx    context.Context
	schema *ast.Schema
	doc    *ast.QueryDocument
	rules  []rule

	fragments   map[string]*ast.FragmentDefinition // by name; the first of duplicates
	definitions map[any]*definition                // by operation or fragment
	current     *definition

	places   *places // nil until it is needed
	rule     string  // name of the rule being applied
	problems gqlerror.List
	steps    int
	ended    error // why validation stopped early
}

// definition holds the spreads and variables in an operation or a fragment.
type definition struct {
	spreads []*ast.FragmentSpread
	uses    []use
	used    map[useKey]bool
}

// use is a use of a variable.
type use struct {
	useKey
	value *ast.Value
}

// useKey is what the rules check about a use. Uses with equal keys are recorded once.
type useKey struct {
	variable   string
	expected   *ast.Type // nil if unknown
	hasDefault bool
}

// validate validates a document by rules and resolves its names: afterwards fields,
// types, arguments and fragments refer to their definitions. It returns at most
// limit.MaxProblems problems. The error is that of the context, or a *limit.Exceeded.
func validate(ctx context.Context, schema *ast.Schema, doc *ast.QueryDocument, rules []rule) (gqlerror.List, error) {
	v := newValidation(ctx, schema, doc, rules)
	v.run()
	return v.problems, v.ended
}

func newValidation(ctx context.Context, schema *ast.Schema, doc *ast.QueryDocument, rules []rule) *validation {
	v := &validation{
		ctx: ctx, schema: schema, doc: doc, rules: rules,
		fragments:   make(map[string]*ast.FragmentDefinition, len(doc.Fragments)),
		definitions: make(map[any]*definition, len(doc.Fragments)+len(doc.Operations)),
	}
	for _, fragment := range doc.Fragments {
		if v.fragments[fragment.Name] == nil {
			v.fragments[fragment.Name] = fragment
		}
	}
	return v
}

// run visits the document, and then applies the rules on all of it.
func (v *validation) run() {
	for _, operation := range v.doc.Operations {
		v.operation(operation)
	}
	for _, fragment := range v.doc.Fragments {
		v.fragment(fragment)
	}
	for _, r := range v.rules {
		runRule(v, r, r.document)
	}
	for _, r := range v.rules {
		if len(v.problems) == 0 {
			runRule(v, r, r.valid)
		}
	}
}

func runRule(v *validation, r rule, check func(*validation)) {
	if check != nil && v.shouldContinue() {
		v.rule = r.name
		check(v)
	}
}

// runRules applies every rule that has a function for a kind of part.
func runRules[T any](v *validation, part T, of func(rule) func(*validation, T)) {
	for _, r := range v.rules {
		if check := of(r); check != nil {
			v.rule = r.name
			check(v, part)
		}
	}
}

// checkEvery is the number of steps between checks of the context.
const checkEvery = 256

// shouldContinue counts a step, and returns false when validation must stop.
func (v *validation) shouldContinue() bool {
	v.steps++
	if v.ended == nil && v.steps%checkEvery == 0 {
		v.ended = v.ctx.Err()
	}
	return v.ended == nil && len(v.problems) < limit.MaxProblems
}

// report adds a problem. Names and values in args must be clipped, see quoted.
func (v *validation) report(position *ast.Position, format string, args ...any) {
	if len(v.problems) == limit.MaxProblems {
		return
	}
	problem := gqlerror.ErrorPosf(position, "%s", fmt.Sprintf(format, args...))
	problem.Rule = v.rule
	v.problems = append(v.problems, problem)
}

// define begins the definition of an operation or a fragment.
func (v *validation) define(owner any) {
	v.current = &definition{used: map[useKey]bool{}}
	v.definitions[owner] = v.current
}

func (v *validation) operation(o *ast.OperationDefinition) {
	v.define(o)
	root, location := v.root(o.Operation)
	for _, variable := range o.VariableDefinitions {
		variable.Definition = v.schema.Types[variable.Type.Name()]
		if variable.DefaultValue != nil {
			v.value(variable.DefaultValue, inputType(variable), false)
		}
		v.directives(variable.Definition, variable.Directives, ast.LocationVariableDefinition)
	}
	v.directives(root, o.Directives, location)
	v.selections(o.SelectionSet, root)
	runRules(v, o, func(r rule) func(*validation, *ast.OperationDefinition) { return r.operation })
}

// inputType returns the type of a variable; nil when it is not an input type.
func inputType(variable *ast.VariableDefinition) *ast.Type {
	if variable.Definition == nil || !variable.Definition.IsInputType() {
		return nil
	}
	return variable.Type
}

// root returns the root type of an operation. It is nil when the schema has no such
// operations, which a document may contain as long as another one is requested.
func (v *validation) root(operation ast.Operation) (*ast.Definition, ast.DirectiveLocation) {
	switch operation {
	case ast.Mutation:
		return v.schema.Mutation, ast.LocationMutation
	case ast.Subscription:
		return v.schema.Subscription, ast.LocationSubscription
	default:
		return v.schema.Query, ast.LocationQuery
	}
}

func (v *validation) fragment(f *ast.FragmentDefinition) {
	v.define(f)
	f.Definition = v.schema.Types[f.TypeCondition]
	v.directives(f.Definition, f.Directives, ast.LocationFragmentDefinition)
	v.selections(f.SelectionSet, f.Definition)
	runRules(v, f, func(r rule) func(*validation, *ast.FragmentDefinition) { return r.fragment })
}

// selections visits the selections on a type. For an unknown type or one without
// fields, parent becomes nil, so that no further problem is reported for each field.
func (v *validation) selections(set ast.SelectionSet, parent *ast.Definition) {
	if parent != nil && !parent.IsCompositeType() {
		parent = nil
	}
	for _, selected := range set {
		if !v.shouldContinue() {
			return
		}
		switch s := selected.(type) {
		case *ast.Field:
			v.field(s, parent)
		case *ast.InlineFragment:
			v.inline(s, parent)
		case *ast.FragmentSpread:
			v.spread(s, parent)
		}
	}
}

var typename = &ast.FieldDefinition{Name: "__typename", Type: ast.NonNullNamedType("String", nil)}

func (v *validation) field(f *ast.Field, parent *ast.Definition) {
	f.ObjectDefinition = parent
	switch {
	case parent == nil:
	case f.Name == typename.Name:
		f.Definition = typename
	default:
		f.Definition = parent.Fields.ForName(f.Name)
	}
	var arguments ast.ArgumentDefinitionList
	var inner *ast.Definition
	if f.Definition != nil {
		arguments, inner = f.Definition.Arguments, v.schema.Types[f.Definition.Type.Name()]
	}
	v.arguments(arguments, f.Arguments)
	v.directives(inner, f.Directives, ast.LocationField)
	v.selections(f.SelectionSet, inner)
	runRules(v, f, func(r rule) func(*validation, *ast.Field) { return r.field })
}

func (v *validation) inline(f *ast.InlineFragment, parent *ast.Definition) {
	f.ObjectDefinition = parent
	inner := parent
	if f.TypeCondition != "" {
		inner = v.schema.Types[f.TypeCondition]
	}
	v.directives(inner, f.Directives, ast.LocationInlineFragment)
	v.selections(f.SelectionSet, inner)
	runRules(v, f, func(r rule) func(*validation, *ast.InlineFragment) { return r.inline })
}

func (v *validation) spread(s *ast.FragmentSpread, parent *ast.Definition) {
	s.ObjectDefinition = parent
	s.Definition = v.fragments[s.Name]
	v.current.spreads = append(v.current.spreads, s)
	var inner *ast.Definition
	if s.Definition != nil {
		inner = v.schema.Types[s.Definition.TypeCondition]
	}
	v.directives(inner, s.Directives, ast.LocationFragmentSpread)
	runRules(v, s, func(r rule) func(*validation, *ast.FragmentSpread) { return r.spread })
}

func (v *validation) directives(parent *ast.Definition, list ast.DirectiveList, location ast.DirectiveLocation) {
	if len(list) == 0 {
		return
	}
	for _, d := range list {
		d.Definition, d.ParentDefinition, d.Location = v.schema.Directives[d.Name], parent, location
		var arguments ast.ArgumentDefinitionList
		if d.Definition != nil {
			arguments = d.Definition.Arguments
		}
		v.arguments(arguments, d.Arguments)
	}
	runRules(v, list, func(r rule) func(*validation, ast.DirectiveList) { return r.directives })
}

func (v *validation) arguments(defined ast.ArgumentDefinitionList, given ast.ArgumentList) {
	for _, argument := range given {
		if !v.shouldContinue() {
			return
		}
		if definition := defined.ForName(argument.Name); definition != nil {
			v.value(argument.Value, definition.Type, hasDefault(definition.DefaultValue))
		} else {
			v.value(argument.Value, nil, false)
		}
	}
}

func hasDefault(value *ast.Value) bool { return value != nil && value.Kind != ast.NullValue }

// value resolves a value and visits the values in it. expected is nil if unknown.
func (v *validation) value(value *ast.Value, expected *ast.Type, hasDefault bool) {
	if !v.shouldContinue() {
		return
	}
	value.ExpectedType, value.ExpectedTypeHasDefault = expected, hasDefault
	if expected != nil {
		value.Definition = v.schema.Types[expected.Name()]
	}
	switch value.Kind {
	case ast.Variable:
		v.use(value)
	case ast.ObjectValue:
		v.object(value)
	case ast.ListValue:
		var entries *ast.Type // nil if no list is expected, which is reported once for the list
		if expected != nil {
			entries = expected.Elem
		}
		for _, child := range value.Children {
			v.value(child.Value, entries, false)
		}
	}
	runRules(v, value, func(r rule) func(*validation, *ast.Value) { return r.value })
}

func (v *validation) object(value *ast.Value) {
	for _, child := range value.Children {
		var field *ast.FieldDefinition
		if value.Definition != nil {
			field = value.Definition.Fields.ForName(child.Name)
		}
		if field != nil {
			v.value(child.Value, field.Type, hasDefault(field.DefaultValue))
		} else {
			v.value(child.Value, nil, false)
		}
	}
}

// use records a use of a variable. It does not set the value's VariableDefinition,
// because a fragment may be used by several operations with different ones.
func (v *validation) use(value *ast.Value) {
	key := useKey{value.Raw, value.ExpectedType, value.ExpectedTypeHasDefault}
	if v.current.used[key] {
		return
	}
	v.current.used[key] = true
	v.current.uses = append(v.current.uses, use{key, value})
}

// addLocation adds a second location to the last problem.
func (v *validation) addLocation(position *ast.Position) {
	last := v.problems[len(v.problems)-1]
	last.Locations = append(last.Locations, gqlerror.Location{Line: position.Line, Column: position.Column})
}
