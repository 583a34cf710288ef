package graph_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/document"
	"doichieu/execute"
	"doichieu/graph"
	"doichieu/limit"
	"doichieu/record"
	"doichieu/store"
	"doichieu/store/storetest"
)

// corpusSize is how many operations TestExecutions compares.
const corpusSize = 2_000

// TestExecutions holds the compiled execution against gqlgen's own: the same
// bytes for every operation of a corpus, errors and extensions included.
func TestExecutions(t *testing.T) {
	plans := shipped(t)
	pair := executionsOver(t, plans, 5_000)
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
	pair := executionsOver(f, plans, 5_000)
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

// TestExecutionsOverDamagedRecords does the same where resolvers fail, panic and
// answer with null where the schema allows none.
func TestExecutionsOverDamagedRecords(t *testing.T) {
	silence(t)
	plans := shipped(t)
	known := knownValues(t, plans)
	damage(t, plans)
	pair := executionsOver(t, plans, 300_000)
	operations := newCorpus(graph.NewSchema(plans).Schema(), known, 3)
	internal := 0
	for range 1_000 {
		asked := operations.operation()
		plain, compiled := pair.ask(asked)
		if strings.Contains(plain.Errors, "INTERNAL") {
			internal++
		}
		if diff := cmp.Diff(plain, compiled); diff != "" {
			t.Fatalf("%s\n%v\n(-gqlgen +compiled)\n%s", asked.query, asked.vars, diff)
		}
	}
	t.Logf("%d operations met the damage", internal)
	if internal < 100 {
		t.Errorf("only %d operations met the damage", internal)
	}
}

// Records that are asked for together are looked up in goroutines of their own.
func TestNodesSurviveAPanic(t *testing.T) {
	silence(t)
	plans := shipped(t)
	release, err := plans.Release(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	whole, err := release.WholePlanYears(t.Context(), []string{"binh-dinh/2024"})
	if err != nil {
		t.Fatal(err)
	}
	whole[0].Tasks = append(whole[0].Tasks, nil)
	plain, compiled := executionsOver(t, plans, 5_000).ask(question{query: `{ nodes(ids: ["binh-dinh/2024/task/none"]) { __typename } }`})
	if diff := cmp.Diff(plain, compiled); diff != "" || !strings.Contains(compiled.Errors, "INTERNAL") {
		t.Errorf("%+v\n%s", compiled, diff)
	}
}

// silence keeps the log of what a test provokes out of its output.
func silence(t *testing.T) {
	before := slog.Default()
	slog.SetDefault(slog.New(slog.DiscardHandler))
	t.Cleanup(func() { slog.SetDefault(before) })
}

// damage breaks every third record of the plan years in memory, each in
// another way.
func damage(t *testing.T, plans *store.Store) {
	t.Helper()
	release, err := plans.Release(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ids := make([]string, len(release.PlanYears))
	for i, py := range release.PlanYears {
		ids[i] = py.ID
	}
	whole, err := release.WholePlanYears(t.Context(), ids)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	next := func(ways int) int {
		n++
		if n%3 != 0 {
			return -1
		}
		return n / 3 % ways
	}
	for _, py := range whole {
		for _, target := range py.Targets {
			switch next(4) {
			case 0:
				target.Document, target.Target.Measures[0] = nil, nil // what follows them panics
			case 1:
				target.Measures[0].Target = nil // null where none may be
			case 2:
				target.Sources = append(target.Sources, nil) // in a list
			case 3:
				target.Measures[0].Sources = nil
			}
		}
		for _, task := range py.Tasks {
			switch next(3) {
			case 0:
				task.PlanYear = nil
			case 1:
				task.Citations = append(task.Citations, nil)
			case 2:
				task.CarriesOut = []*record.Task{nil}
			}
		}
		for _, budget := range py.Budgets {
			budget.PartOfID = &py.ID // the resolver of its total fails
		}
		for _, outcome := range py.Outcomes {
			switch next(2) {
			case 0:
				outcome.Document, outcome.Indicator = nil, nil
			case 1:
				outcome.Sources = nil
			}
		}
	}
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
		parsed := document.Prepared{Cache: lru.New[*ast.QueryDocument](1_000)}
		e.SetQueryCache(parsed)
		limits := &limit.Extension{Limits: limit.Default}
		e.Use(limits)
		e.Use(&document.Extension{Limits: limits, Parsed: parsed.Cache})
		e.Use(&execute.Variables{Parsed: parsed})
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

// answerTo answers an operation, or says why it is not one.
func answerTo(e *executor.Executor, q question) (*graphql.Response, gqlerror.List) {
	ctx := graphql.StartOperationTrace(context.Background())
	operation, refused := e.CreateOperationContext(ctx, &graphql.RawParams{Query: q.query, Variables: sent(q.vars)})
	if len(refused) > 0 {
		return nil, refused
	}
	respond, ctx := e.DispatchOperation(ctx, operation)
	return respond(ctx), nil
}

// sent are variables as a request brings them.
func sent(vars variables) map[string]any {
	encoded, err := json.Marshal(vars)
	if err != nil {
		panic(err)
	}
	given, err := limit.ReadJSON(encoded, limit.Default, 1)
	if err != nil {
		panic(err)
	}
	read, _ := given.(map[string]any)
	return read
}

// answer is an answer in a form that can be compared: gqlgen's executor adds
// errors in the order in which they happen.
type answer struct {
	Valid                    bool
	Data, Errors, Extensions string
}

func answerOf(e *executor.Executor, q question) answer {
	response, refused := answerTo(e, q)
	if len(refused) > 0 {
		return answer{Errors: refused.Error()}
	}
	errors := make([]string, len(response.Errors))
	for i, problem := range response.Errors {
		encoded, err := json.Marshal(problem)
		if err != nil {
			return answer{Errors: err.Error()}
		}
		errors[i] = string(encoded)
		if strings.Contains(errors[i], `"limit":"number of values answered"`) {
			errors[i] = counted.ReplaceAllString(errors[i], "${1}many")
		}
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
var counted = regexp.MustCompile(`(answered is |"asked":)\d+`)

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
		"after":    {"bogus", "eyJrIjoiYmluaC1kaW5oIn0", "eyJrIjoiYSJ9", "eyJrIjoienp6In0"},
		"number":   {"411/QĐ-TTg"},
	}
	for _, c := range release.Concepts {
		known["concept"] = append(known["concept"], c.Code)
	}
	for _, i := range release.Initiatives {
		known["initiative"] = append(known["initiative"], i.Slug)
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
		for _, target := range py.Targets {
			known["ids"] = append(known["ids"], target.ID, target.Measures[0].ID)
			for _, c := range target.Citations {
				known["ids"] = append(known["ids"], c.ID)
			}
		}
		for _, task := range py.Tasks {
			known["ids"] = append(known["ids"], task.ID)
		}
		for _, budget := range py.Budgets {
			known["ids"] = append(known["ids"], budget.ID)
		}
	}
	known["code"], known["indicators"] = known["indicator"], known["indicator"]
	known["before"], known["id"] = known["after"], known["ids"]
	return known
}
