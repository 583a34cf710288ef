package limit

import (
	"cmp"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// ListWeight is how many entries a list counts as in the cost when it has no page
// arguments and Lists does not have it. A connection counts as its page size.
const ListWeight = 10

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
	"Query.matrix": {"planYears": 1, "indicators": MaxMatrixIndicators},
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
			count = multiply(count, cmp.Or(w.most(f.Arguments.ForName(argument), asList), otherwise))
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
		size := w.most(f.Arguments.ForName(name), asNumber)
		if size > w.inputs.page.size {
			w.inputs.page = page{size, name}
		}
		if size > 0 {
			return size
		}
	}
	return DefaultPageSize
}
