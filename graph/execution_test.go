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

// TestExecutions compares compiled execution with gqlgen's own: the answers to every
// operation of a corpus are identical, including errors and extensions.
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

// FuzzExecutions compares the answers to one operation, for any seed.
func FuzzExecutions(f *testing.F) {
	plans := shipped(f)
	pair := executionsOver(f, plans, 5_000)
	values := knownValues(f, plans)
	schema := graph.NewSchema(plans).Schema()
	f.Add(uint64(2))
	f.Fuzz(func(t *testing.T, seed uint64) {
		asked := newCorpus(schema, values, seed).operation()
		plain, compiled := pair.ask(asked)
		if diff := cmp.Diff(plain, compiled); diff != "" {
			t.Fatalf("%s\n%v\n(-gqlgen +compiled)\n%s", asked.query, asked.vars, diff)
		}
	})
}

// TestExecutionsOverDamagedRecords compares the answers when resolvers fail, panic,
// or return null where the schema does not allow it.
func TestExecutionsOverDamagedRecords(t *testing.T) {
	silence(t)
	plans := shipped(t)
	values := knownValues(t, plans)
	damage(t, plans)
	pair := executionsOver(t, plans, 300_000)
	operations := newCorpus(graph.NewSchema(plans).Schema(), values, 3)
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

// TestNodesSurviveAPanic covers the goroutines in which nodes are looked up.
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

// silence discards the log that a test provokes.
func silence(t *testing.T) {
	before := slog.Default()
	slog.SetDefault(slog.New(slog.DiscardHandler))
	t.Cleanup(func() { slog.SetDefault(before) })
}

// damage breaks every third record of the plan years in memory, in different ways.
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
				target.Document, target.Target.Measures[0] = nil, nil // resolvers that dereference them panic
			case 1:
				target.Measures[0].Target = nil // null in a non-null field
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
			budget.PartOfID = &py.ID // the resolver of partOf fails
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

// executions are the two executors over one store.
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

// answerTo executes an operation, or returns the reasons for refusing it.
func answerTo(e *executor.Executor, q question) (*graphql.Response, gqlerror.List) {
	ctx := graphql.StartOperationTrace(context.Background())
	operation, refused := e.CreateOperationContext(ctx, &graphql.RawParams{Query: q.query, Variables: sent(q.vars)})
	if len(refused) > 0 {
		return nil, refused
	}
	respond, ctx := e.DispatchOperation(ctx, operation)
	return respond(ctx), nil
}

// sent returns variables as a request delivers them.
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

// answer is an answer in comparable form, with sorted errors: gqlgen's executor
// adds them in the order in which they happen.
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

// counted matches the number of values answered before an operation was ended. It
// differs between runs, because fields run concurrently.
var counted = regexp.MustCompile(`(answered is |"asked":)\d+`)

// knownValues returns values that name records, by the argument's name.
func knownValues(t testing.TB, plans *store.Store) map[string][]string {
	t.Helper()
	release, err := plans.Release(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	values := map[string][]string{
		"province": {"binh-dinh", "quang-nam", "binh-duong", "gia-lai"},
		"text":     {"so", "chữ ký số", "411/qd-ttg", "binh dinh", "chuyen d"},
		"after":    {"bogus", "eyJrIjoiYmluaC1kaW5oIn0", "eyJrIjoiYSJ9", "eyJrIjoienp6In0"},
		"number":   {"411/QĐ-TTg"},
	}
	for _, c := range release.Concepts {
		values["concept"] = append(values["concept"], c.Code)
	}
	for _, i := range release.Initiatives {
		values["initiative"] = append(values["initiative"], i.Slug)
	}
	for _, i := range release.Indicators {
		values["indicator"] = append(values["indicator"], i.Code)
		values["ids"] = append(values["ids"], i.ID)
	}
	for _, d := range release.Documents {
		values["document"] = append(values["document"], d.Slug)
		values["ids"] = append(values["ids"], d.ID)
	}
	for _, py := range release.PlanYears {
		values["ids"] = append(values["ids"], py.ID)
	}
	whole, err := release.WholePlanYears(t.Context(), []string{"binh-dinh/2024", "quang-nam/2024"})
	if err != nil {
		t.Fatal(err)
	}
	for _, py := range whole {
		for _, target := range py.Targets {
			values["ids"] = append(values["ids"], target.ID, target.Measures[0].ID)
			for _, c := range target.Citations {
				values["ids"] = append(values["ids"], c.ID)
			}
		}
		for _, task := range py.Tasks {
			values["ids"] = append(values["ids"], task.ID)
		}
		for _, budget := range py.Budgets {
			values["ids"] = append(values["ids"], budget.ID)
		}
	}
	values["code"], values["indicators"] = values["indicator"], values["indicator"]
	values["before"], values["id"] = values["after"], values["ids"]
	return values
}
