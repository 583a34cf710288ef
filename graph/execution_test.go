package graph_test

import (
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/google/go-cmp/cmp"

	"doichieu/graph"
	"doichieu/limit"
	"doichieu/store"
	"doichieu/store/storetest"
)

// corpusSize is how many operations TestExecutions compares.
const corpusSize = 2_500

// TestExecutions holds the compiled execution against gqlgen's own: the same
// bytes for every operation of a corpus, errors and extensions included.
func TestExecutions(t *testing.T) {
	plans := shipped(t)
	pair := executionsOver(t, plans, 20_000)
	operations := newCorpus(graph.NewSchema(plans).Schema(), knownValues(t, plans), 1)
	valid, failed, limited := 0, 0, 0
	for valid < corpusSize {
		asked := operations.operation()
		plain, compiled := pair.ask(asked)
		if !plain.Valid {
			continue
		}
		valid++
		if plain.Errors != "" {
			failed++
		}
		if strings.Contains(plain.Errors, limit.Code) {
			limited++
		}
		again := answerOf(pair.compiled, asked)
		if diff := cmp.Diff(plain, compiled) + cmp.Diff(plain, again); diff != "" {
			t.Fatalf("%s\n%v\n(-gqlgen +compiled)\n%s", asked.query, asked.vars, diff)
		}
	}
	t.Logf("%d operations, %d with errors, %d beyond a limit", valid, failed, limited)
	if failed < corpusSize/20 || limited == 0 {
		t.Errorf("the corpus has %d operations with errors and %d beyond a limit", failed, limited)
	}
}

// FuzzExecutions does the same for one operation of any seed.
func FuzzExecutions(f *testing.F) {
	plans := shipped(f)
	pair := executionsOver(f, plans, 20_000)
	known := knownValues(f, plans)
	schema := graph.NewSchema(plans).Schema()
	f.Add(uint64(2))
	f.Fuzz(func(t *testing.T, seed uint64) {
		asked := newCorpus(schema, known, seed).operation()
		plain, compiled := pair.ask(asked)
		if diff := cmp.Diff(plain, compiled); diff != "" {
			t.Fatalf("%s\n%v\n(-gqlgen +compiled)\n%s", asked.query, asked.vars, diff)
		}
	})
}

func shipped(t testing.TB) *store.Store {
	return storetest.Fill(t, storetest.Open(t, storetest.SQLiteURL(t)))
}

// executions are the two ways of answering.
type executions struct{ plain, compiled *executor.Executor }

func executionsOver(t testing.TB, plans *store.Store, values int) executions {
	t.Helper()
	over := func(schema graphql.ExecutableSchema) *executor.Executor {
		e := executor.New(schema)
		e.Use(&limit.Extension{Limits: limit.Default})
		e.Use(limit.Meter{Values: values, Present: graph.Present})
		e.AroundOperations(graph.Prepare(plans))
		e.SetErrorPresenter(graph.Present)
		e.SetRecoverFunc(graph.Recover)
		return e
	}
	return executions{over(graph.NewPlainSchema(plans)), over(graph.NewSchema(plans))}
}

func (e executions) ask(q question) (plain, compiled answer) {
	return answerOf(e.plain, q), answerOf(e.compiled, q)
}

// answer is an answer in a form that can be compared: gqlgen's executor adds
// errors in the order in which they happen.
type answer struct {
	Valid                    bool
	Data, Errors, Extensions string
}

func answerOf(e *executor.Executor, q question) answer {
	ctx := graphql.StartOperationTrace(context.Background())
	vars := map[string]any{}
	for name, value := range q.vars {
		vars[name] = value
	}
	operation, problems := e.CreateOperationContext(ctx, &graphql.RawParams{Query: q.query, Variables: vars})
	if len(problems) > 0 {
		return answer{Errors: problems.Error()}
	}
	respond, ctx := e.DispatchOperation(ctx, operation)
	response := respond(ctx)
	errors := make([]string, len(response.Errors))
	for i, problem := range response.Errors {
		encoded, err := json.Marshal(problem)
		if err != nil {
			return answer{Errors: err.Error()}
		}
		errors[i] = counted.ReplaceAllString(string(encoded), "many")
	}
	slices.Sort(errors)
	extensions, err := json.Marshal(response.Extensions)
	if err != nil {
		return answer{Errors: err.Error()}
	}
	return answer{true, string(response.Data), strings.Join(errors, "\n"), string(extensions)}
}

// counted finds how many values were answered before an operation was ended:
// fields that run at once make it differ from run to run.
var counted = regexp.MustCompile(`\b2\d{4}\b`)

// knownValues are values for arguments, by the argument's name.
func knownValues(t testing.TB, plans *store.Store) map[string][]string {
	t.Helper()
	release, err := plans.Release(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	known := map[string][]string{
		"province": {"binh-dinh", "quang-nam", "binh-duong", "gia-lai"},
		"text":     {"so", "chữ ký số", "411/qd-ttg", "binh dinh", "chuyen d"},
		"after":    {"bogus", "eyJrIjoiYmluaC1kaW5oIn0"},
		"number":   {"411/QĐ-TTg"},
	}
	for _, i := range release.Indicators {
		known["indicator"] = append(known["indicator"], i.Code)
		known["ids"] = append(known["ids"], i.ID)
	}
	for _, d := range release.Documents {
		known["document"] = append(known["document"], d.Slug)
		known["ids"] = append(known["ids"], d.ID)
	}
	for _, py := range release.PlanYears {
		known["ids"] = append(known["ids"], py.ID)
	}
	whole, err := release.WholePlanYears(t.Context(), []string{"binh-dinh/2024", "quang-nam/2024"})
	if err != nil {
		t.Fatal(err)
	}
	for _, py := range whole {
		for _, target := range py.Edges.Targets {
			known["ids"] = append(known["ids"], target.ID, target.Edges.Measures[0].ID)
			for _, c := range target.Edges.Citations {
				known["ids"] = append(known["ids"], c.ID)
			}
		}
		for _, task := range py.Edges.Tasks {
			known["ids"] = append(known["ids"], task.ID)
		}
		for _, budget := range py.Edges.Budgets {
			known["ids"] = append(known["ids"], budget.ID)
		}
	}
	known["slug"] = append(slices.Clone(known["province"]), known["document"]...)
	known["code"], known["indicators"] = known["indicator"], known["indicator"]
	known["before"], known["id"] = known["after"], known["ids"]
	return known
}
