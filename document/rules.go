package document

import (
	"maps"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/core"
)

// Rules on operations.

var uniqueOperationNames = rule{name: "UniqueOperationNames", document: func(v *validation) {
	seen := map[string]bool{}
	for _, operation := range v.doc.Operations {
		if operation.Name != "" && seen[operation.Name] {
			v.report(operation.Position, "There can be only one operation named %s.", quoted(operation.Name))
		}
		seen[operation.Name] = true
	}
}}

var loneAnonymousOperation = rule{name: "LoneAnonymousOperation", operation: func(v *validation, o *ast.OperationDefinition) {
	if o.Name == "" && len(v.doc.Operations) > 1 {
		v.report(o.Position, "This anonymous operation must be the only defined operation.")
	}
}}

// singleFieldSubscriptions skips schemas without subscriptions, which execution
// refuses anyway.
var singleFieldSubscriptions = rule{name: "SingleFieldSubscriptions", valid: func(v *validation) {
	if v.schema.Subscription == nil {
		return
	}
	for _, operation := range v.doc.Operations {
		if operation.Operation != ast.Subscription {
			continue
		}
		name := "Anonymous Subscription"
		if operation.Name != "" {
			name = "Subscription " + quoted(operation.Name)
		}
		set := newFieldSet()
		set.collect(operation.SelectionSet)
		if len(set.order) > 1 {
			v.report(set.order[1].position(), "%s must select only one top level field.", name)
		}
		for _, group := range set.order {
			if strings.HasPrefix(group.fields[0].Name, "__") {
				v.report(group.position(), "%s must not select an introspection top level field.", name)
			}
		}
	}
}}

// Rules on types.

var knownTypeNames = rule{
	name: "KnownTypeNames",
	operation: func(v *validation, o *ast.OperationDefinition) {
		for _, variable := range o.VariableDefinitions {
			v.checkTypeExists(variable.Type.Name(), func() *ast.Position { return variable.Type.Position })
		}
	},
	fragment: func(v *validation, f *ast.FragmentDefinition) {
		v.checkTypeExists(f.TypeCondition, func() *ast.Position { return f.Position })
	},
	inline: func(v *validation, f *ast.InlineFragment) {
		if f.TypeCondition != "" {
			v.checkTypeExists(f.TypeCondition, func() *ast.Position { return v.tokenStart(f.Position, "...") })
		}
	},
}

// checkTypeExists reports an unknown type. position is called only then.
func (v *validation) checkTypeExists(name string, position func() *ast.Position) {
	if v.schema.Types[name] == nil && v.shouldContinue() {
		v.report(position(), "Unknown type %s.%s", quoted(name), didYouMean(name, slices.Sorted(maps.Keys(v.schema.Types))))
	}
}

var fragmentsOnCompositeTypes = rule{
	name: "FragmentsOnCompositeTypes",
	fragment: func(v *validation, f *ast.FragmentDefinition) {
		if f.Definition != nil && !f.Definition.IsCompositeType() {
			v.report(f.Position, "Fragment %s cannot condition on non composite type %s.", quoted(f.Name), quoted(f.TypeCondition))
		}
	},
	inline: func(v *validation, f *ast.InlineFragment) {
		if t := v.schema.Types[f.TypeCondition]; t != nil && !t.IsCompositeType() {
			v.report(v.tokenStart(f.Position, "..."), "Fragment cannot condition on non composite type %s.", quoted(f.TypeCondition))
		}
	},
}

var variablesAreInputTypes = rule{name: "VariablesAreInputTypes", operation: func(v *validation, o *ast.OperationDefinition) {
	for _, variable := range o.VariableDefinitions {
		if variable.Definition != nil && !variable.Definition.IsInputType() {
			v.report(variable.Position, "Variable %s cannot be non-input type %s.", quoted("$"+variable.Variable), quoted(variable.Type.String()))
		}
	}
}}

// Rules on fields.

var scalarLeafs = rule{name: "ScalarLeafs", field: func(v *validation, f *ast.Field) {
	if f.Definition == nil {
		return
	}
	t := v.schema.Types[f.Definition.Type.Name()]
	switch leaf := t.IsLeafType(); {
	case leaf && len(f.SelectionSet) > 0:
		v.report(f.Position, "Field %s must not have a selection since type %s has no subfields.", quoted(f.Name), quoted(f.Definition.Type.String()))
	case !leaf && len(f.SelectionSet) == 0:
		v.report(f.Position, `Field %s of type %s must have a selection of subfields. Did you mean "%s { ... }"?`,
			quoted(f.Name), quoted(f.Definition.Type.String()), f.Name)
	}
}}

var fieldsOnCorrectType = rule{name: "FieldsOnCorrectType", field: func(v *validation, f *ast.Field) {
	if f.ObjectDefinition == nil || f.Definition != nil {
		return
	}
	v.report(f.Position, "Cannot query field %s on type %s.%s", quoted(f.Name), quoted(f.ObjectDefinition.Name), v.suggestField(f))
}}

// suggestField suggests types within an abstract type that have the field, or else
// fields with a similar name.
func (v *validation) suggestField(f *ast.Field) string {
	if types := v.typesWith(f.ObjectDefinition, f.Name); len(types) > 0 {
		return " Did you mean to use an inline fragment on " + core.QuotedOrList(types...) + "?"
	}
	var names []string
	for _, field := range f.ObjectDefinition.Fields {
		if !strings.HasPrefix(field.Name, "__") {
			names = append(names, field.Name)
		}
	}
	return didYouMean(f.Name, names)
}

// typesWith returns the object types within an abstract type that have a field. Those
// with the most interfaces that have it come first.
func (v *validation) typesWith(parent *ast.Definition, field string) []string {
	if !parent.IsAbstractType() {
		return nil
	}
	counts := map[string]int{}
	for _, possible := range v.schema.GetPossibleTypes(parent) {
		if possible.Fields.ForName(field) == nil {
			continue
		}
		counts[possible.Name] = 0
		for _, name := range possible.Interfaces {
			if v.schema.Types[name].Fields.ForName(field) != nil {
				counts[name]++
			}
		}
	}
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
}

// didYouMean suggests known names that are similar to a given one.
func didYouMean(given string, known []string) string {
	if near := core.SuggestionList(given, known); len(near) > 0 {
		return " Did you mean " + core.QuotedOrList(near...) + "?"
	}
	return ""
}

// maxListDepth is the depth of nested lists at which introspection is refused.
const maxListDepth = 3

var maxIntrospectionDepth = rule{name: "MaxIntrospectionDepth", valid: func(v *validation) {
	depths := &listDepths{byFragment: map[*ast.FragmentDefinition]int{}}
	for _, operation := range v.doc.Operations {
		collect(operation.SelectionSet, map[*ast.FragmentDefinition]bool{}, func(f *ast.Field) {
			if strings.HasPrefix(f.Name, "__") && depths.selectionDepth(f.SelectionSet) >= maxListDepth {
				v.report(f.Position, "Maximum introspection depth exceeded")
			}
		})
	}
}}

// listDepths measures how deeply lists are nested in introspection. Each fragment is
// measured once. The document must not have fragment cycles.
type listDepths struct {
	byFragment map[*ast.FragmentDefinition]int
}

func (d *listDepths) selectionDepth(set ast.SelectionSet) int {
	deepest := 0
	for _, selected := range set {
		depth := 0
		switch s := selected.(type) {
		case *ast.Field:
			depth = d.selectionDepth(s.SelectionSet)
			switch s.Name {
			case "fields", "interfaces", "possibleTypes", "inputFields":
				depth++
			}
		case *ast.InlineFragment:
			depth = d.selectionDepth(s.SelectionSet)
		case *ast.FragmentSpread:
			if s.Definition != nil {
				depth = d.fragmentDepth(s.Definition)
			}
		}
		deepest = max(deepest, depth)
	}
	return deepest
}

func (d *listDepths) fragmentDepth(fragment *ast.FragmentDefinition) int {
	depth, measured := d.byFragment[fragment]
	if !measured {
		depth = d.selectionDepth(fragment.SelectionSet)
		d.byFragment[fragment] = depth
	}
	return depth
}

// Rules on directives.

var knownDirectives = rule{name: "KnownDirectives", directives: func(v *validation, list ast.DirectiveList) {
	for _, d := range list {
		switch {
		case d.Definition == nil:
			v.report(v.tokenStart(d.Position, "@"), "Unknown directive %s.", quoted("@"+d.Name))
		case !slices.Contains(d.Definition.Locations, d.Location):
			v.report(v.tokenStart(d.Position, "@"), "Directive %s may not be used on %s.", quoted("@"+d.Name), d.Location)
		}
	}
}}

var uniqueDirectivesPerLocation = rule{name: "UniqueDirectivesPerLocation", directives: func(v *validation, list ast.DirectiveList) {
	seen := map[string]bool{}
	for _, d := range list {
		if seen[d.Name] && d.Definition != nil && !d.Definition.IsRepeatable {
			v.report(v.tokenStart(d.Position, "@"), "The directive %s can only be used once at this location.", quoted("@"+d.Name))
		}
		seen[d.Name] = true
	}
}}

// Rules on arguments.

var knownArgumentNames = rule{
	name: "KnownArgumentNames",
	field: func(v *validation, f *ast.Field) {
		if f.Definition != nil {
			v.checkArgumentNames(f.Definition.Arguments, f.Arguments, `field "`+f.ObjectDefinition.Name+"."+f.Name+`"`)
		}
	},
	directives: func(v *validation, list ast.DirectiveList) {
		for _, d := range list {
			if d.Definition != nil {
				v.checkArgumentNames(d.Definition.Arguments, d.Arguments, `directive "@`+d.Name+`"`)
			}
		}
	},
}

func (v *validation) checkArgumentNames(defined ast.ArgumentDefinitionList, given ast.ArgumentList, of string) {
	for _, argument := range given {
		if defined.ForName(argument.Name) != nil || !v.shouldContinue() {
			continue
		}
		var names []string
		for _, definition := range defined {
			names = append(names, definition.Name)
		}
		v.report(argument.Position, "Unknown argument %s on %s.%s", quoted(argument.Name), of, didYouMean(argument.Name, names))
	}
}

var uniqueArgumentNames = rule{
	name:  "UniqueArgumentNames",
	field: func(v *validation, f *ast.Field) { v.uniqueArguments(f.Arguments) },
	directives: func(v *validation, list ast.DirectiveList) {
		for _, d := range list {
			v.uniqueArguments(d.Arguments)
		}
	},
}

func (v *validation) uniqueArguments(given ast.ArgumentList) {
	if len(given) < 2 {
		return
	}
	seen := map[string]bool{}
	for _, argument := range given {
		if seen[argument.Name] {
			v.report(argument.Position, "There can be only one argument named %s.", quoted(argument.Name))
		}
		seen[argument.Name] = true
	}
}

var providedRequiredArguments = rule{
	name: "ProvidedRequiredArguments",
	field: func(v *validation, f *ast.Field) {
		if f.Definition != nil {
			v.requireArguments(f.Definition.Arguments, f.Arguments, func() *ast.Position { return f.Position }, "Field "+quoted(f.Name))
		}
	},
	directives: func(v *validation, list ast.DirectiveList) {
		for _, d := range list {
			if d.Definition != nil {
				v.requireArguments(d.Definition.Arguments, d.Arguments, func() *ast.Position { return v.tokenStart(d.Position, "@") }, "Directive "+quoted("@"+d.Name))
			}
		}
	},
}

// requireArguments reports required arguments that are missing. position is called
// only then.
func (v *validation) requireArguments(defined ast.ArgumentDefinitionList, given ast.ArgumentList, position func() *ast.Position, of string) {
	for _, definition := range defined {
		if definition.Type.NonNull && definition.DefaultValue == nil && given.ForName(definition.Name) == nil {
			v.report(position(), "%s argument %s of type %s is required, but it was not provided.", of, quoted(definition.Name), quoted(definition.Type.String()))
		}
	}
}
