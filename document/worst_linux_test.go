package document

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/core"
	theirs "github.com/vektah/gqlparser/v2/validator/rules"

	"doichieu/limit"
)

var update = flag.Bool("update", false, "measure gqlparser's rules too, and write the table of docs/performance.md")

// Bounds on one rule for its worst document; most rules take a hundredth of them.
const (
	mostCPU       = 20 * time.Millisecond
	mostAllocated = 5 << 20
)

// TestWorstDocumentOfEachRule validates, by each rule alone, the worst document that
// the limits allow. With -update it also measures gqlparser's rule.
func TestWorstDocumentOfEachRule(t *testing.T) {
	table := &table{schema: ownSchema(t)}
	documents := worstDocuments()
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			if !slices.ContainsFunc(documents, func(w worst) bool { return w.rule == r.name }) {
				t.Fatal("has no worst document")
			}
			for _, w := range documents {
				if w.rule == r.name {
					table.row(t, r.name, w, alone(r), theirs.NewRules(theirRule(t, r.name)))
				}
			}
		})
	}
	for _, w := range valid() {
		t.Run(w.words, func(t *testing.T) {
			if problems := table.row(t, "all rules, nothing wrong", w, rules, theirs.NewDefaultRules()); len(problems) > 0 {
				t.Errorf("is wrong: %v", problems)
			}
		})
	}
	if *update {
		table.write(t)
	}
}

// table is the costs of the rules, in Markdown.
type table struct {
	schema *ast.Schema
	strings.Builder
}

// row measures the validation of a document by rules, and fails the test when it
// exceeds the bounds.
func (table *table) row(t *testing.T, name string, w worst, ours []rule, others *theirs.Rules) (problems gqlerror.List) {
	parsed := func() *ast.QueryDocument { return parsedWithin(t, table.schema, w.query) }
	here := measure(t, 3, parsed, func(doc *ast.QueryDocument) {
		found, err := validate(t.Context(), table.schema, doc, ours)
		if err != nil {
			t.Fatal(err)
		}
		problems = found
	})
	t.Log(here)
	if here.cpu > mostCPU || here.allocated > mostAllocated {
		t.Errorf("takes %v", here)
	}
	if *update {
		there := measure(t, 1, parsed, func(doc *ast.QueryDocument) { validator.ValidateWithRules(table.schema, doc, others) })
		fmt.Fprintf(table, "| %s | %s | %d | %v | %v |\n", name, w.words, len(w.query), there, here)
	}
	return problems
}

// alone returns a list of one rule. A rule for valid documents comes with the rule that
// excludes fragment cycles, without which it might not terminate.
func alone(r rule) []rule {
	if r.valid != nil {
		return []rule{noFragmentCycles, r}
	}
	return []rule{r}
}

func theirRule(t *testing.T, name string) core.Rule {
	judge := theirs.NewDefaultRules().GetInner()[name]
	if judge == nil {
		t.Fatal("gqlparser has no such rule")
	}
	return core.Rule{Name: name, RuleFunc: judge}
}

// parsedWithin parses a document, which must be within the limits.
func parsedWithin(t *testing.T, schema *ast.Schema, query string) *ast.QueryDocument {
	t.Helper()
	if err := limit.CheckTokens(query, limit.Default); err != nil {
		t.Fatal(err)
	}
	doc, err := parser.ParseQuery(&ast.Source{Input: query})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := limit.Check(doc, schema, nil, limit.Default); err != nil {
		t.Fatal(err)
	}
	return doc
}

// took is the time and memory that an operation took.
type took struct {
	cpu       time.Duration
	allocated uint64
}

func (m took) String() string {
	return fmt.Sprintf("%.1f ms, %.2f MB", float64(m.cpu)/float64(time.Millisecond), float64(m.allocated)/(1<<20))
}

// measure returns the minimum that validation took in several runs.
func measure(t *testing.T, turns int, parsed func() *ast.QueryDocument, judge func(*ast.QueryDocument)) took {
	t.Helper()
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	least := took{time.Hour, 1 << 62}
	for range turns {
		doc := parsed()
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := cpuTime(t)
		judge(doc)
		cpu := cpuTime(t) - start
		runtime.ReadMemStats(&after)
		least = took{min(least.cpu, cpu), min(least.allocated, after.TotalAlloc-before.TotalAlloc)}
	}
	return least
}

func cpuTime(t *testing.T) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// Lines before and after the table in docs/performance.md.
const (
	page  = "../docs/performance.md"
	begin = "<!-- rules: written by make bench-rules -->\n"
	end   = "<!-- end of rules -->\n"
)

func (table *table) write(t *testing.T) {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, found := strings.Cut(string(text), begin)
	_, tail, ended := strings.Cut(rest, end)
	if !found || !ended {
		t.Fatal(page + " has no place for the table")
	}
	columns := "\n| rule | worst document | bytes | gqlparser | here |\n| --- | --- | ---: | ---: | ---: |\n"
	if err := os.WriteFile(page, []byte(head+begin+columns+table.String()+"\n"+end+tail), 0o644); err != nil {
		t.Fatal(err)
	}
}
