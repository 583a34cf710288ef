package document

import (
	"context"
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/limit"
)

// rule is one of the rules that GraphQL has for documents. What it looks at is
// called once for each such part of a document, however often fragments are
// spread: what holds for a fragment does not depend on where that is.
type rule struct {
	name string

	operation  func(*validation, *ast.OperationDefinition)
	fragment   func(*validation, *ast.FragmentDefinition)
	field      func(*validation, *ast.Field)
	inline     func(*validation, *ast.InlineFragment)
	spread     func(*validation, *ast.FragmentSpread)
	directives func(*validation, ast.DirectiveList)
	value      func(*validation, *ast.Value)

	document func(*validation) // after all of these
	valid    func(*validation) // after all rules, when no problem was found
}

// rules are all of them, in the order of the specification.
var rules = []rule{
	uniqueOperationNames, loneAnonymousOperation, singleFieldSubscriptions, knownTypeNames, fragmentsOnCompositeTypes,
	variablesAreInputTypes, scalarLeafs, fieldsOnCorrectType, uniqueFragmentNames, knownFragmentNames,
	noUnusedFragments, possibleFragmentSpreads, noFragmentCycles, uniqueVariableNames, noUndefinedVariables,
	noUnusedVariables, knownDirectives, uniqueDirectivesPerLocation, knownArgumentNames, uniqueArgumentNames,
	valuesOfCorrectType, providedRequiredArguments, variablesInAllowedPosition, overlappingFieldsCanBeMerged,
	uniqueInputFieldNames, maxIntrospectionDepth,
}

// validation judges one document. It ends at the last problem that is told, and
// with the request.
type validation struct {
	ctx    context.Context
	schema *ast.Schema
	doc    *ast.QueryDocument
	rules  []rule

	fragments map[string]*ast.FragmentDefinition // the first of each name
	within    map[any]*definition                // by operation or fragment
	current   *definition

	places   *places // nil until it is needed
	rule     string  // that is being judged
	problems gqlerror.List
	steps    int
	ended    error // why judging ended before all was seen
}

// definition is what an operation or a fragment holds of others.
type definition struct {
	spreads []*ast.FragmentSpread
	uses    []use
	used    map[useKey]bool
}

// use is a place where a variable stands.
type use struct {
	useKey
	value *ast.Value
}

// useKey is what matters of such a place.
type useKey struct {
	variable   string
	expected   *ast.Type // nil where nothing is known
	hasDefault bool
}

// validate judges a document by rules and resolves its names: fields, types,
// arguments and fragments know their definitions afterwards. It tells at most
// limit.MaxProblems problems; the error is that of the context, or a *limit.Exceeded.
func validate(ctx context.Context, schema *ast.Schema, doc *ast.QueryDocument, rules []rule) (gqlerror.List, error) {
	v := newValidation(ctx, schema, doc, rules)
	v.all()
	return v.problems, v.ended
}

func newValidation(ctx context.Context, schema *ast.Schema, doc *ast.QueryDocument, rules []rule) *validation {
	v := &validation{
		ctx: ctx, schema: schema, doc: doc, rules: rules,
		fragments: make(map[string]*ast.FragmentDefinition, len(doc.Fragments)),
		within:    make(map[any]*definition, len(doc.Fragments)+len(doc.Operations)),
	}
	for _, fragment := range doc.Fragments {
		if v.fragments[fragment.Name] == nil {
			v.fragments[fragment.Name] = fragment
		}
	}
	return v
}

func (v *validation) all() {
	for _, operation := range v.doc.Operations {
		v.operation(operation)
	}
	for _, fragment := range v.doc.Fragments {
		v.fragment(fragment)
	}
	for _, r := range v.rules {
		each(v, r, r.document)
	}
	for _, r := range v.rules {
		if len(v.problems) == 0 {
			each(v, r, r.valid)
		}
	}
}

func each(v *validation, r rule, judge func(*validation)) {
	if judge != nil && v.goesOn() {
		v.rule = r.name
		judge(v)
	}
}

// judge has a part of the document judged by every rule that looks at its kind.
func judge[T any](v *validation, part T, of func(rule) func(*validation, T)) {
	for _, r := range v.rules {
		if judge := of(r); judge != nil {
			v.rule = r.name
			judge(v, part)
		}
	}
}

// checkEvery is how many steps are taken before the request's end is looked for.
const checkEvery = 256

// goesOn counts a step, and is false when judging must end.
func (v *validation) goesOn() bool {
	v.steps++
	if v.ended == nil && v.steps%checkEvery == 0 {
		v.ended = v.ctx.Err()
	}
	return v.ended == nil && len(v.problems) < limit.MaxProblems
}

// report tells a problem by a message that shows nothing at length.
func (v *validation) report(at *ast.Position, format string, args ...any) {
	if len(v.problems) == limit.MaxProblems {
		return
	}
	problem := gqlerror.ErrorPosf(at, "%s", fmt.Sprintf(format, args...))
	problem.Rule = v.rule
	v.problems = append(v.problems, problem)
}

func (v *validation) define(owner any) {
	v.current = &definition{used: map[useKey]bool{}}
	v.within[owner] = v.current
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
	judge(v, o, func(r rule) func(*validation, *ast.OperationDefinition) { return r.operation })
}

// inputType is the type of a variable; nil when there is none that it may have.
func inputType(variable *ast.VariableDefinition) *ast.Type {
	if variable.Definition == nil || !variable.Definition.IsInputType() {
		return nil
	}
	return variable.Type
}

// root is the type that an operation begins with; nil when the schema has no
// such operations, of which one may stand in a document as long as another is asked.
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
	judge(v, f, func(r rule) func(*validation, *ast.FragmentDefinition) { return r.fragment })
}

// selections judges what is selected of a type. Of one that has no fields, or that
// there is not, nothing more is said of each field.
func (v *validation) selections(set ast.SelectionSet, parent *ast.Definition) {
	if parent != nil && !parent.IsCompositeType() {
		parent = nil
	}
	for _, selected := range set {
		if !v.goesOn() {
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
	judge(v, f, func(r rule) func(*validation, *ast.Field) { return r.field })
}

func (v *validation) inline(f *ast.InlineFragment, parent *ast.Definition) {
	f.ObjectDefinition = parent
	inner := parent
	if f.TypeCondition != "" {
		inner = v.schema.Types[f.TypeCondition]
	}
	v.directives(inner, f.Directives, ast.LocationInlineFragment)
	v.selections(f.SelectionSet, inner)
	judge(v, f, func(r rule) func(*validation, *ast.InlineFragment) { return r.inline })
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
	judge(v, s, func(r rule) func(*validation, *ast.FragmentSpread) { return r.spread })
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
	judge(v, list, func(r rule) func(*validation, ast.DirectiveList) { return r.directives })
}

func (v *validation) arguments(defined ast.ArgumentDefinitionList, given ast.ArgumentList) {
	for _, argument := range given {
		if !v.goesOn() {
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

// value resolves a value where a type is expected; nil when none is known.
func (v *validation) value(value *ast.Value, expected *ast.Type, hasDefault bool) {
	if !v.goesOn() {
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
		var entries *ast.Type // none where no list is expected, of which is told as a whole
		if expected != nil {
			entries = expected.Elem
		}
		for _, child := range value.Children {
			v.value(child.Value, entries, false)
		}
	}
	judge(v, value, func(r rule) func(*validation, *ast.Value) { return r.value })
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

// use notes a variable. Its definition is not noted in the document: in a
// fragment it would be that of one operation of several.
func (v *validation) use(value *ast.Value) {
	key := useKey{value.Raw, value.ExpectedType, value.ExpectedTypeHasDefault}
	if v.current.used[key] {
		return
	}
	v.current.used[key] = true
	v.current.uses = append(v.current.uses, use{key, value})
}

// alsoAt adds a second place to the last problem.
func (v *validation) alsoAt(at *ast.Position) {
	last := v.problems[len(v.problems)-1]
	last.Locations = append(last.Locations, gqlerror.Location{Line: at.Line, Column: at.Column})
}
