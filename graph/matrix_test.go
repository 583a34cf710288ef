package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"doichieu/db"
	"doichieu/store/storetest"
)

const fiveYears = `[
	{province: "binh-dinh", year: 2024}, {province: "quang-nam", year: 2024}, {province: "binh-duong", year: 2022},
	{province: "binh-dinh", year: 2025}, {province: "binh-dinh", year: 2023}]`

func TestMatrix(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		got := string(a.ask(t, `{ matrix(planYears: `+fiveYears+`, indicators: ["economy.sme_platforms"]) { rows { cells {
			planYear { id } measures { rank measure { operator value } } absence outcomeAbsence } } } }`, nil))
		for _, want := range []string{
			`{"planYear":{"id":"binh-dinh/2024"},"measures":[{"rank":1,"measure":{"operator":"MORE_THAN","value":40}}],"absence":null,"outcomeAbsence":"NOT_APPLICABLE"}`,
			`{"planYear":{"id":"quang-nam/2024"},"measures":[{"rank":2,"measure":{"operator":"REACH","value":35}}],"absence":null,"outcomeAbsence":"NOT_APPLICABLE"}`,
			`{"planYear":{"id":"binh-dinh/2025"},"measures":[],"absence":"NOT_SET"`,
		} {
			if !strings.Contains(got, want) {
				t.Errorf("no %s\nin %s", want, got)
			}
		}
	})
}

func TestMatrixHasNothingTwice(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		got := string(a.ask(t, `{ matrix(
			planYears: [`+strings.Repeat(`{province: "binh-dinh", year: 2024}, {province: "quang-nam", year: 2024},`, 40)+`],
			indicators: [`+strings.Repeat(`"economy.sme_platforms" `, 100)+`]) { rows { cells { planYear { id } } } } }`, nil))
		if want := `{"matrix":{"rows":[{"cells":[{"planYear":{"id":"binh-dinh/2024"}},{"planYear":{"id":"quang-nam/2024"}}]}]}}`; got != want {
			t.Errorf("%.300s", got)
		}
	})
}

func TestMatrixErrors(t *testing.T) {
	tests := map[string]struct{ args, code, message string }{
		"no plan year":      {`planYears: []`, "BAD_USER_INPUT", "At least one plan year is needed."},
		"unknown plan year": {`planYears: [{province: "hue", year: 2024}]`, "NOT_FOUND", `There is no province "hue". Did you mean "thua-thien-hue"?`},
		"unknown indicator": {
			`planYears: [{province: "binh-dinh", year: 2024}], indicators: ["economy.sme_platform"]`, "NOT_FOUND",
			`There is no indicator "economy.sme_platform". Did you mean "economy.sme_platforms"?`,
		},
		"too many plan years": {
			`planYears: [` + strings.Repeat(`{province: "binh-dinh", year: 2024},`, 101) + `]`, "LIMIT_EXCEEDED",
			"The number of plan years is 101; at most 100 are allowed.",
		},
	}
	onBothDatabases(t, func(t *testing.T, a api) {
		for name, tt := range tests {
			t.Run(name, func(t *testing.T) {
				got := a.firstError(t, `{ matrix(`+tt.args+`) { rows { indicator { code } } } }`, nil)
				if got.Extensions["code"] != tt.code || got.Message != tt.message {
					t.Errorf("%+v", got)
				}
			})
		}
	})
}

// TestStatementsAreFew counts SQL statements on a cold cache. The number does not
// grow with the size of a query, nor with aliases and fragments.
func TestStatementsAreFew(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		sent := watch(t, database)
		cost := func(query string) int {
			t.Helper()
			a := coldAPI(t, database)
			return len(sent.of(func() { a.ask(t, query, nil) }))
		}
		const cells = `rows { indicator { code } cells { target { id sources { lines document { slug } } leads { name } } measures { measure { value } } outcomes { id value citations { printedNumber } } } }`
		small := cost(`{ matrix(planYears: [{province: "binh-dinh", year: 2024}], indicators: ["economy.sme_platforms"]) {` + cells + `} }`)
		large := cost(`{ matrix(planYears: ` + fiveYears + `) {` + cells + `} }`)
		aliased := cost(fmt.Sprintf(`{ a: matrix(planYears: %[1]s) { ...M } b: matrix(planYears: %[1]s, pillar: SOCIETY) { ...M } } fragment M on Matrix { %[2]s }`, fiveYears, cells))
		// Without results, the statements for the records of results are not sent.
		const most = 22
		for name, n := range map[string]int{"one cell": small, "every cell": large, "two matrices": aliased} {
			if n > most {
				t.Errorf("%s: %d statements, want at most %d", name, n, most)
			}
		}
	})
}
