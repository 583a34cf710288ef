package limit

import (
	"cmp"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// ListWeight is the number of entries that the cost assumes for a list that has no
// page arguments and is not in Lists. For a connection it takes the page size.
const ListWeight = 10

// Lists has the number of entries that the cost assumes for lists that can be
// longer than ListWeight, by type and field. The dataset may grow: a test checks
// that no list of the dataset is longer than this.
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

	// The arguments of Query.matrix determine its size; see sizedByArguments.
	"Matrix.planYears": 1,
	"Matrix.rows":      1,
	"MatrixRow.cells":  1,
}

// sizedByArguments has the fields whose answer is as large as the product of the
// lengths of these arguments. The number is for an argument that is left out.
var sizedByArguments = map[string]map[string]int{
	"Query.nodes":  {"ids": 1},
	"Query.matrix": {"planYears": 1, "indicators": MaxMatrixIndicators},
}

// ownCost is the cost of a field without its selections. An aliased __typename
// costs more: nobody needs several of them for one object, and the Meter does not
// count them.
func ownCost(f *ast.Field) int {
	if f.Name == "__typename" && f.Alias != f.Name {
		return 10
	}
	return 1
}

// entries is how many objects a field may have in the answer.
func (w *walker) entries(f *ast.Field, parent *ast.Definition, definition *ast.FieldDefinition) int {
	if definition == nil || strings.HasPrefix(f.Name, "__") {
		return 1
	}
	name := parent.Name + "." + f.Name
	if strings.HasSuffix(definition.Type.Name(), "Connection") {
		return w.pageSize(f)
	}
	if arguments, ok := sizedByArguments[name]; ok {
		count := 1
		for argument, fallback := range arguments {
			count = multiply(count, cmp.Or(w.largest(f.Arguments.ForName(argument), asList), fallback))
		}
		return count
	}
	// The page size was already counted for the connection.
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
		size := w.largest(f.Arguments.ForName(name), asNumber)
		if size > w.inputs.page.size {
			w.inputs.page = page{size, name}
		}
		if size > 0 {
			return size
		}
	}
	return DefaultPageSize
}
