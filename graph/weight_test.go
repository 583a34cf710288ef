package graph_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"

	"doichieu/graph"
	"doichieu/limit"
	"doichieu/store/storetest"
)

// TestListsWeighAtLeastTheirLength requests every list of every plan year and
// comparison of the shipped dataset.
func TestListsWeighAtLeastTheirLength(t *testing.T) {
	ask := asker(t)
	longest := map[string]int{}
	measure(ask(registersQuery), longest)
	years := ask(`{ planYears(first: 100) { nodes { province { slug } year } } }`)["planYears"].(map[string]any)["nodes"].([]any)
	for _, entry := range years {
		year := entry.(map[string]any)
		ref := fmt.Sprintf("province: %q, year: %v", year["province"].(map[string]any)["slug"], year["year"])
		measure(ask(strings.ReplaceAll(planYearQuery, "REF", ref)), longest)
	}
	for name, length := range longest {
		weight, ok := limit.Lists[name]
		if !ok {
			weight = limit.ListWeight
		}
		if length > weight && !strings.Contains(name, "Connection.") && !strings.HasPrefix(name, "Matrix") {
			t.Errorf("%s has %d entries and weighs %d", name, length, weight)
		}
	}
	for name := range limit.Lists {
		if _, ok := longest[name]; !ok && !strings.HasPrefix(name, "Matrix") {
			t.Errorf("%s is weighed and was not met", name)
		}
	}
}

func TestMeter(t *testing.T) {
	const year = `planYear(province: "quang-nam", year: 2023)`
	tests := map[string]struct {
		query  string
		values int // in the answer
	}{
		"fields":          {`{ ` + year + ` { id province { id } } }`, 4},
		"entries":         {`{ provinces(first: 50) { nodes { id } } }`, 2 + 50 + 50},
		"lists in memory": {`{ ` + year + ` { outcomes { planYear { outcomes { planYear { outcomes { __typename } } } } } } }`, 1 << 20},
		"text":            {`{ dataset { descriptionEn } }`, 4},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if tt.values < 1<<20 {
				if got := metered(t, tt.values+10)(tt.query); len(got.Errors) > 0 {
					t.Error(got.Errors)
				}
			}
			got := metered(t, min(tt.values, 100_000)-1)(tt.query)
			if string(got.Data) != "null" || len(got.Errors) != 1 || got.Errors[0].Extensions["code"] != limit.Code {
				t.Errorf("%d errors: %.200v; %.200s", len(got.Errors), got.Errors, got.Data)
			}
		})
	}
}

const registersQuery = `{
  dataset { __typename counts { kind } concepts { __typename indicators { __typename near { id } national { id } } } initiatives { id }
    documents { __typename counts { kind } funding { __typename sources { __typename lines } } duties { __typename sources { __typename lines } } } }
  provinces(first: 100) { nodes { __typename mergedFrom { id } planYears { id } documents { id } } }
  legalDocuments(first: 100) { nodes { __typename citations { id } } }
}`

const planYearQuery = `{
  planYear(REF) { __typename documents { id } budgets { __typename findings { id } sources { __typename lines } }
    targets { __typename measures { __typename sources { __typename lines } } leads { __typename aliases } performers { id } citations { id } findings { __typename records { id } sources { __typename lines } } sources { __typename lines } }
    outcomes { __typename citations { id } findings { id } sources { __typename lines } }
    tasks { __typename leads { id } coordinators { id } inherited carriedOutBy { id } carriesOut { id } targets { id } citations { id } findings { id } sources { __typename lines } } }
  compare(left: {REF}, right: {province: "quang-nam", year: 2024}) { __typename caveats { kind } budgets { __typename left { id } right { id } }
    targets { __typename otherLeft { id } otherRight { id } near { id } measures { level } caveats { kind } national { id } }
    outcomes { __typename left { id } right { id } caveats { kind } } tasks { __typename left { id } right { id } sharedLeads }
    legalBases { __typename left { id } right { id } } summary { __typename verdicts { count } pillars { __typename verdicts { count } } } }
  progress(REF) { __typename outcomesWithoutTarget { id } summary { __typename statuses { count } pillars { __typename statuses { count } } }
    targets { __typename near { id } caveats { kind } measures { __typename otherOutcomes { id } } }
    horizons { __typename others { id } measures { level } caveats { kind } } }
}`

// metered returns a function that answers queries over the shipped dataset, with a
// limit on the number of values.
func metered(t *testing.T, values int) func(query string) *graphql.Response {
	plans := storetest.Fill(t, storetest.Open(t, storetest.SQLiteURL(t)))
	exec := executor.New(graph.NewSchema(plans))
	exec.Use(limit.Meter{Values: values, Present: graph.Present})
	exec.AroundOperations(graph.Prepare(plans))
	exec.SetErrorPresenter(graph.Present)
	return func(query string) *graphql.Response {
		t.Helper()
		ctx := graphql.StartOperationTrace(context.Background())
		operation, problems := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: query})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		responses, ctx := exec.DispatchOperation(ctx, operation)
		return responses(ctx)
	}
}

// asker returns a function that answers queries without limits.
func asker(t *testing.T) func(query string) map[string]any {
	answer := metered(t, math.MaxInt32)
	return func(query string) map[string]any {
		t.Helper()
		response := answer(query)
		if len(response.Errors) > 0 {
			t.Fatal(response.Errors)
		}
		var data map[string]any
		if err := json.Unmarshal(response.Data, &data); err != nil {
			t.Fatal(err)
		}
		return data
	}
}

// measure records the length of the longest list of each field, by its object's
// __typename.
func measure(value any, longest map[string]int) {
	switch v := value.(type) {
	case []any:
		for _, entry := range v {
			measure(entry, longest)
		}
	case map[string]any:
		typename, _ := v["__typename"].(string)
		for field, of := range v {
			if list, isList := of.([]any); isList && typename != "" {
				longest[typename+"."+field] = max(longest[typename+"."+field], len(list))
			}
			measure(of, longest)
		}
	}
}
