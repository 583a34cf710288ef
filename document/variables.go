package document

import "github.com/vektah/gqlparser/v2/ast"

var uniqueVariableNames = rule{name: "UniqueVariableNames", operation: func(v *validation, o *ast.OperationDefinition) {
	seen := map[string]bool{}
	for _, variable := range o.VariableDefinitions {
		if seen[variable.Variable] {
			v.report(variable.Position, "There can be only one variable named %s.", quoted("$"+variable.Variable))
		}
		seen[variable.Variable] = true
	}
}}

// eachUse visits the uses of variables in an operation and in the fragments that it
// reaches, with the variable's definition or nil. Equal uses in an operation or a
// fragment are visited once.
func (v *validation) eachUse(o *ast.OperationDefinition, visit func(use, *ast.VariableDefinition)) {
	defined := make(map[string]*ast.VariableDefinition, len(o.VariableDefinitions))
	for _, variable := range o.VariableDefinitions {
		if defined[variable.Variable] == nil {
			defined[variable.Variable] = variable
		}
	}
	v.visitReachable(o, map[*ast.FragmentDefinition]bool{}, func(d *definition) {
		for _, use := range d.uses {
			if !v.shouldContinue() {
				return
			}
			visit(use, defined[use.variable])
		}
	})
}

var noUndefinedVariables = rule{name: "NoUndefinedVariables", document: func(v *validation) {
	for _, operation := range v.doc.Operations {
		v.eachUse(operation, func(use use, variable *ast.VariableDefinition) {
			switch {
			case variable != nil:
			case operation.Name == "":
				v.report(use.value.Position, "Variable %s is not defined.", quoted("$"+use.variable))
			default:
				v.report(use.value.Position, "Variable %s is not defined by operation %s.", quoted("$"+use.variable), quoted(operation.Name))
			}
		})
	}
}}

var noUnusedVariables = rule{name: "NoUnusedVariables", document: func(v *validation) {
	for _, operation := range v.doc.Operations {
		if len(operation.VariableDefinitions) == 0 {
			continue
		}
		used := map[*ast.VariableDefinition]bool{}
		v.eachUse(operation, func(_ use, variable *ast.VariableDefinition) { used[variable] = true })
		for _, variable := range operation.VariableDefinitions {
			switch {
			case used[variable] || !v.shouldContinue():
			case operation.Name == "":
				v.report(variable.Position, "Variable %s is never used.", quoted("$"+variable.Variable))
			default:
				v.report(variable.Position, "Variable %s is never used in operation %s.", quoted("$"+variable.Variable), quoted(operation.Name))
			}
		}
	}
}}

var variablesInAllowedPosition = rule{name: "VariablesInAllowedPosition", document: func(v *validation) {
	for _, operation := range v.doc.Operations {
		v.eachUse(operation, func(use use, variable *ast.VariableDefinition) {
			if variable != nil && use.expected != nil && !allowed(variable, use.useKey) {
				v.report(use.value.Position, "Variable %s of type %s used in position expecting type %s.",
					quoted("$"+use.variable), quoted(variable.Type.String()), quoted(use.expected.String()))
			}
		})
	}
}}

// allowed reports whether a variable can be used in a place. A nullable variable is
// allowed in a non-null place if the variable or the place has a default.
func allowed(variable *ast.VariableDefinition, place useKey) bool {
	expected := *place.expected
	if hasDefault(variable.DefaultValue) || place.hasDefault {
		expected.NonNull = false
	}
	return variable.Type.IsCompatible(&expected)
}
