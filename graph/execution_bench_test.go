package graph_test

import (
	"testing"

	"github.com/99designs/gqlgen/graphql/executor"
)

// The queries that docs/performance.md describes: two plan years compared, one
// indicator of all plan years, a plan year with all its records, and a
// filtered page with its count.
var measured = map[string]question{
	"compare": {`query ($left: PlanYearRef!, $right: PlanYearRef!) {
		compare(left: $left, right: $right) {
			left { id year province { slug name } } right { id year province { slug name } }
			targets {
				verdict indicator { code name unit }
				left { ...T } right { ...T }
				measures { level verdict difference left { operator value unit } right { operator value unit } }
				caveats { kind message }
			}
		}
	}
	fragment T on Target { id wording measures { level operator value upper unit } }`, variables{
		"left":  map[string]any{"province": "binh-dinh", "year": 2024},
		"right": map[string]any{"province": "quang-nam", "year": 2024},
	}},
	"matrix": {`query ($years: [PlanYearRef!]!, $codes: [String!]) {
		matrix(planYears: $years, indicators: $codes) {
			planYears { id province { slug name } }
			rows { indicator { code name unit } cells { target { id wording } measures { rank measure { level operator value } } absence } }
		}
	}`, variables{
		"years": []any{
			map[string]any{"province": "binh-dinh", "year": 2024}, map[string]any{"province": "quang-nam", "year": 2024},
			map[string]any{"province": "binh-duong", "year": 2022}, map[string]any{"province": "binh-dinh", "year": 2025},
			map[string]any{"province": "binh-dinh", "year": 2030},
		},
		"codes": []any{"society.adult_smartphone"},
	}},
	"deep": {`query ($year: Int!) {
		planYear(province: "binh-dinh", year: $year) {
			id year province { slug name }
			documents { slug number title issuedOn }
			targets { id wording indicator { code name unit } measures { level operator value } citations { printedNumber legalDocument { number title } } }
			tasks { id title leads { name } schedule { text start end } citations { printedNumber legalDocument { number title } } }
			budgets { id category amount }
		}
	}`, variables{"year": 2024}},
	"page": {`query ($pillar: Pillar!, $year: Int!) {
		targets(first: 50, where: {pillar: $pillar, year: $year}) {
			totalCount nodes { id wording indicator { code } planYear { year province { name } } }
		}
	}`, variables{"pillar": "SOCIETY", "year": 2024}},
}

func BenchmarkExecution(b *testing.B) {
	pair := executionsOver(b, shipped(b), 300_000)
	for _, name := range []string{"compare", "matrix", "deep", "page"} {
		asked := measured[name]
		for way, e := range map[string]*executor.Executor{"plain": pair.plain, "compiled": pair.compiled} {
			b.Run(name+"/"+way, func(b *testing.B) {
				if got := answerOf(e, asked); got.Errors != "" {
					b.Fatal(got.Errors)
				}
				b.ReportAllocs()
				for b.Loop() {
					answerTo(e, asked)
				}
			})
		}
	}
}
