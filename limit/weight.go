package limit

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// Weights of lists in the cost: a connection counts as its page size, a list
// without page arguments as so many entries unless Lists has it.
const (
	ListWeight  = 10
	defaultPage = 20
)

// Lists weighs the lists that can be longer than ListWeight, by type and field,
// with room for the dataset to grow. A test holds them against the dataset.
var Lists = map[string]int{
	"Comparison.legalBases":          100,
	"Comparison.outcomes":            300,
	"Comparison.targets":             150,
	"Comparison.tasks":               300,
	"Dataset.concepts":               200,
	"Dataset.counts":                 20,
	"Dataset.documents":              30,
	"Dataset.initiatives":            400,
	"Document.counts":                20,
	"Document.duties":                30,
	"LegalBasisComparison.left":      30,
	"LegalBasisComparison.right":     30,
	"LegalDocument.citations":        30,
	"OutcomeComparison.left":         60,
	"OutcomeComparison.right":        60,
	"PlanYear.budgets":               20,
	"PlanYear.outcomes":              300,
	"PlanYear.targets":               100,
	"PlanYear.tasks":                 200,
	"Progress.horizons":              40,
	"Progress.outcomesWithoutTarget": 300,
	"Progress.targets":               100,
	"Source.lines":                   20,
	"Task.carriedOutBy":              30,
	"TaskComparison.left":            20,
	"TaskComparison.right":           20,
	"TargetProgress.caveats":         20,

	// What the matrix holds is weighed by its arguments.
	"Matrix.planYears": 1,
	"Matrix.rows":      1,
	"MatrixRow.cells":  1,
}

// sized are fields that answer with as much as their list arguments ask for,
// multiplied; a number stands for an argument that is left out.
var sized = map[string]map[string]int{
	"Query.nodes":  {"ids": 1},
	"Query.matrix": {"planYears": 1, "indicators": 200},
}

// ownCost is what a field costs without what is selected of it. One type name
// an object is for free with the object; more of them serve nobody, and the
// meter does not see them.
func ownCost(f *ast.Field) int {
	if f.Name == "__typename" && f.Alias != f.Name {
		return 10
	}
	return 1
}

// entries is how often what is selected of a field may be answered.
func (w *walker) entries(f *ast.Field, parent *ast.Definition, definition *ast.FieldDefinition) int {
	if definition == nil || strings.HasPrefix(f.Name, "__") {
		return 1
	}
	name := parent.Name + "." + f.Name
	if strings.HasSuffix(definition.Type.Name(), "Connection") {
		return w.pageSize(f)
	}
	if arguments, ok := sized[name]; ok {
		count := 1
		for argument, otherwise := range arguments {
			count = multiply(count, w.count(f.Arguments.ForName(argument), otherwise))
		}
		return count
	}
	// The connection around a page was weighed by its size.
	if definition.Type.Elem == nil || strings.HasSuffix(parent.Name, "Connection") {
		return 1
	}
	if weight, ok := Lists[name]; ok {
		return weight
	}
	return ListWeight
}

func (w *walker) pageSize(f *ast.Field) int {
	for _, name := range []string{"first", "last"} {
		if size := w.most(f.Arguments.ForName(name), number); size > 0 {
			return size
		}
	}
	return defaultPage
}

// number reads any value that may be taken for a number; what is none is 0.
func number(value any) int {
	n, err := strconv.ParseFloat(fmt.Sprint(value), 64)
	if err != nil {
		return 0
	}
	return int(min(max(n, 1), huge))
}

func (w *walker) count(argument *ast.Argument, otherwise int) int {
	if n := w.most(argument, entryCount); n > 0 {
		return n
	}
	return otherwise
}

func entryCount(value any) int {
	if entries, isList := value.([]any); isList {
		return len(entries)
	}
	return 1 // a single value is a list of one
}

// most measures an argument: the largest of the values that it may have, 0
// when it has none.
func (w *walker) most(argument *ast.Argument, measure func(any) int) int {
	if argument == nil {
		return 0
	}
	most := 0
	for _, possible := range w.possible(argument.Value) {
		if value, err := possible.Value(w.variables); err == nil && value != nil {
			most = max(most, measure(value))
		}
	}
	return most
}

// possible is a value itself or, for a variable that is not given, what the
// operations have as its default.
func (w *walker) possible(value *ast.Value) []*ast.Value {
	if value == nil || value.Kind != ast.Variable {
		return []*ast.Value{value}
	}
	if _, given := w.variables[value.Raw]; given {
		return []*ast.Value{value}
	}
	var defaults []*ast.Value
	for _, operation := range w.operations {
		if definition := operation.VariableDefinitions.ForName(value.Raw); definition != nil {
			defaults = append(defaults, definition.DefaultValue)
		}
	}
	return defaults
}
