package compare_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"doichieu/compare"
	"doichieu/vocab"
)

func TestTrajectory(t *testing.T) {
	of := func(year int, value string) *compare.Outcome {
		return but(reportOf(fmt.Sprint(year), "EXACT", value), func(o *compare.Outcome) { o.Year = year })
	}
	goal := func(year int, m *compare.Measure) compare.Goal { return compare.Goal{Year: year, Measure: *m} }
	reach := func(year int, m *compare.Measure) *compare.Target {
		return due(fmt.Sprint("plan ", year), vocab.KindAnnualPlan, year, m)
	}
	tests := map[string]struct {
		outcomes  []*compare.Outcome
		targets   []*compare.Target
		goals     []compare.Goal
		direction vocab.Direction
		pace      string
		want      []string // year, kind, needed pace, on pace
	}{
		"on pace to the very edge": {
			[]*compare.Outcome{of(2020, "10"), of(2023, "20")},
			[]*compare.Target{reach(2026, bound("REACH", "30")), reach(2022, bound("REACH", "5"))}, nil, higher, "3.333333",
			[]string{"2020 RESULT", "2022 TARGET", "2023 RESULT", "2026 TARGET 3.333333 true"},
		},
		"an open edge is not reached": {
			[]*compare.Outcome{of(2020, "10"), of(2023, "20")},
			[]*compare.Target{reach(2026, bound("MORE_THAN", "30"))}, nil, higher, "3.333333",
			[]string{"2020 RESULT", "2023 RESULT", "2026 TARGET 3.333333 false"},
		},
		"results under different conditions have no pace": {
			[]*compare.Outcome{of(2020, "10"), but(of(2023, "20"), func(o *compare.Outcome) { o.Condition = "trừ cấp xã" })}, nil, nil, higher, "",
			[]string{"2020 RESULT", "2023 RESULT"},
		},
		"one year has no pace": {
			[]*compare.Outcome{of(2023, "67.34")},
			[]*compare.Target{reach(2024, bound("MORE_THAN", "80"))},
			[]compare.Goal{goal(2030, bound("REACH", "95")), goal(2025, bound("REACH", "80"))}, higher, "",
			[]string{"2023 RESULT", "2024 TARGET 12.66", "2025 NATIONAL_GOAL 6.33", "2030 NATIONAL_GOAL 3.951429"},
		},
		"ranks get better by falling": {
			[]*compare.Outcome{of(2020, "34"), of(2022, "29")},
			[]*compare.Target{reach(2024, bound("REACH", "25")), reach(2024, bound("LESS_THAN", "24"))}, nil, lower, "-2.5",
			[]string{"2020 RESULT", "2022 RESULT", "2024 TARGET -2 true", "2024 TARGET -2.5 false"},
		},
		"no number and no later year": {
			[]*compare.Outcome{of(2020, "34"), of(2024, "30")},
			[]*compare.Target{reach(2024, bound("REACH", "25")), reach(2025, bound("QUALITATIVE"))}, nil, lower, "-1",
			[]string{"2020 RESULT", "2024 RESULT", "2024 TARGET", "2025 TARGET"},
		},
		"the latest result of a year counts": {
			[]*compare.Outcome{
				of(2020, "10"), of(2021, ""),
				but(of(2022, "40"), func(o *compare.Outcome) { o.AsOf = "2022-06" }),
				but(of(2022, "20"), func(o *compare.Outcome) { o.AsOf = "2022-12" }),
				but(of(2023, "99"), func(o *compare.Outcome) { o.Item = "a service" }),
			}, nil, nil, higher, "5",
			[]string{"2020 RESULT", "2021 RESULT", "2022 RESULT", "2022 RESULT"},
		},
		"nothing reported": {
			nil, []*compare.Target{reach(2024, bound("REACH", "80"))}, nil, higher, "", []string{"2024 TARGET"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			series := compare.Trajectory(tt.targets, tt.outcomes, tt.goals, tt.direction)
			if len(series) != 1 {
				t.Fatalf("%d series", len(series))
			}
			if got := text(series[0].ObservedPace); got != tt.pace {
				t.Errorf("observed pace %q, want %q", got, tt.pace)
			}
			var got []string
			for _, p := range series[0].Points {
				line := fmt.Sprint(p.Year, " ", p.Kind)
				if p.NeededPace != nil {
					line += " " + p.NeededPace.String()
				}
				if p.OnPace != nil {
					line += fmt.Sprint(" ", *p.OnPace)
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("points (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSeriesKeepLevelsAndUnitsApart(t *testing.T) {
	annex := bound("REACH", "70")
	annex.Rank = vocab.RankAlternate
	targets := []*compare.Target{due("plan", vocab.KindAnnualPlan, 2024,
		at("COMMUNE", bound("REACH", "60")), at("PROVINCE", bound("REACH", "90")), annex)}
	outcomes := []*compare.Outcome{
		but(reportOf("count", "EXACT", "5"), func(o *compare.Outcome) { o.Level, o.Unit = "PROVINCE", vocab.UnitCount }),
		but(reportOf("share", "EXACT", "5"), func(o *compare.Outcome) { o.Level = "PROVINCE" }),
	}
	var got []string
	for _, s := range compare.Trajectory(targets, outcomes, nil, higher) {
		got = append(got, fmt.Sprint(s.Level, " ", s.Unit, " ", len(s.Points)))
	}
	want := []string{"PROVINCE COUNT 1", "PROVINCE PERCENT 2", "COMMUNE PERCENT 1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("series (-want +got):\n%s", diff)
	}
}
