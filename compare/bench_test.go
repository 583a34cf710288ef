package compare_test

import (
	"fmt"
	"testing"

	"doichieu/compare"
	"doichieu/vocab"
)

// BenchmarkTargets lays two plans of thirty targets with two bounds each side
// by side; half of the indicators are in both.
func BenchmarkTargets(b *testing.B) {
	register := map[string]compare.Indicator{}
	plan := func(first int) []*compare.Target {
		var out []*compare.Target
		for n := first; n < first+30; n++ {
			code := fmt.Sprintf("indicator/%d", n)
			register[code] = compare.Indicator{
				ID: code, ConceptID: fmt.Sprintf("concept/%d", n/3), Unit: vocab.UnitPercent, Direction: vocab.HigherIsBetter,
			}
			value := vocab.Decimal(n+first) * vocab.MustDecimal("1")
			measure := compare.Measure{
				Operator: vocab.OperatorReach, Value: &value, Unit: vocab.UnitPercent, Rank: vocab.RankPreferred,
			}
			province, commune := measure, measure
			province.Level, commune.Level = vocab.LevelProvince, vocab.LevelCommune
			out = append(out, &compare.Target{
				ID: fmt.Sprintf("%d/target/%d", first, n), IndicatorID: code, Year: 2024, DocumentKind: vocab.KindAnnualPlan,
				Measures: []*compare.Measure{&province, &commune},
			})
		}
		return out
	}
	left, right := plan(0), plan(15)
	b.ReportAllocs()
	for b.Loop() {
		if rows := compare.Targets(left, right, register); len(rows) != 45 {
			b.Fatalf("%d rows", len(rows))
		}
	}
}
