package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type progressAnswer struct {
	Progress struct {
		Targets []struct {
			Indicator struct{ Code string }
			Target    struct{ ID string }
			Status    string
			Measures  []struct {
				Status   string
				Distance *float64
				Measure  struct{ Level string }
				Outcome  *struct {
					ID       string
					PlanYear struct{ Year int }
					Document struct{ Slug string }
				}
				OtherOutcomes []struct{ ID string }
			}
			Near    []struct{ Indicator struct{ Code string } }
			Caveats []struct{ Kind, Message, MessageEn string }
		}
		OutcomesWithoutTarget []struct{ ID string }
		Horizons              []struct {
			Indicator       struct{ Code string }
			Target, Horizon struct {
				PlanYear struct{ Year int }
				Document struct{ Slug string }
			}
			Verdict, Change string
			Measures        []struct {
				Level, Verdict string
				Difference     *float64
			}
		}
		Summary struct {
			Total    int
			Statuses []struct {
				Status string
				Count  int
			}
			Pillars []struct{ Total int }
		}
	}
}

func progress(t *testing.T, a api, province string, year int) progressAnswer {
	t.Helper()
	return askFor[progressAnswer](t, a, `query ($province: String!, $year: Int!) {
		progress(province: $province, year: $year) {
			targets {
				indicator { code } target { id } status
				measures {
					status distance measure { level }
					outcome { id planYear { year } document { slug } } otherOutcomes { id }
				}
				near { indicator { code } } caveats { kind message messageEn }
			}
			outcomesWithoutTarget { id }
			horizons {
				indicator { code }
				target { planYear { year } document { slug } } horizon { planYear { year } document { slug } }
				verdict change measures { level verdict difference }
			}
			summary { total statuses { status count } pillars { total } }
		}
	}`, variables{"province": province, "year": year})
}

// statuses describes the progress of each indicator's first target in a line of
// text.
func (answer progressAnswer) statuses() map[string]string {
	out := map[string]string{}
	for _, row := range answer.Progress.Targets {
		line := row.Status
		for _, m := range row.Measures {
			line += fmt.Sprintf(" [%s %s", m.Measure.Level, m.Status)
			if m.Distance != nil {
				line += fmt.Sprintf(" %v", *m.Distance)
			}
			if m.Outcome != nil {
				line += fmt.Sprintf(" %d", m.Outcome.PlanYear.Year)
			}
			line += "]"
		}
		if _, met := out[row.Indicator.Code]; !met {
			out[row.Indicator.Code] = line
		}
	}
	return out
}

// TestProgress compares the results of the 2020–2023 report with the plans and
// horizons.
func TestProgress(t *testing.T) {
	tests := map[string]struct {
		province string
		year     int
		want     map[string]string
	}{
		"Bình Định 2024": {"binh-dinh", 2024, map[string]string{
			"society.adult_smartphone":     "NOT_MET [ALL NOT_MET -12.66 2023]",
			"government.work_files_online": "NOT_MET [PROVINCE MET 0 2023] [DISTRICT MET 0 2023] [COMMUNE NOT_MET -10 2023]",
			"general.dti_rank":             "UNCERTAIN [ALL UNCERTAIN 2021]",
			"society.village_fibre":        "NOT_REPORTED [VILLAGE NOT_REPORTED]",
		}},
		"Bình Định 2025": {"binh-dinh", 2025, map[string]string{
			"society.household_fibre_coverage":       "NOT_MET [ALL NOT_MET -18.31 2023]",
			"government.reports_on_reporting_system": "MET [ALL MET 0 2023]",
		}},
		"Quảng Nam 2024": {"quang-nam", 2024, map[string]string{
			"economy.sme_platforms": "MET [ALL MET 15 2023]",
			"society.village_fibre": "NOT_MET [VILLAGE NOT_MET -3.5 2023]",
		}},
	}
	onBothDatabases(t, func(t *testing.T, a api) {
		for name, tt := range tests {
			t.Run(name, func(t *testing.T) {
				got := progress(t, a, tt.province, tt.year).statuses()
				for code, want := range tt.want {
					if got[code] != want {
						t.Errorf("%s: %s, want %s", code, got[code], want)
					}
				}
			})
		}
	})
}

func TestProgressCaveats(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		answer := progress(t, a, "binh-dinh", 2024)
		for _, row := range answer.Progress.Targets {
			var kinds []string
			for _, c := range row.Caveats {
				kinds = append(kinds, c.Kind)
				if c.Message == "" || c.MessageEn == "" {
					t.Errorf("%s: %s has no message", row.Target.ID, c.Kind)
				}
			}
			for _, m := range row.Measures {
				if m.Outcome != nil && m.Outcome.PlanYear.Year != 2024 && !slices.Contains(kinds, "DIFFERENT_YEAR") {
					t.Errorf("%s has a result of %d without a caveat", row.Target.ID, m.Outcome.PlanYear.Year)
				}
			}
			if shown := len(row.Near) > 0; shown && row.Status != "NOT_REPORTED" {
				t.Errorf("%s is %s, yet near results stand beside it", row.Target.ID, row.Status)
			}
			if row.Indicator.Code != "society.household_fixed_broadband_access" {
				continue
			}
			if len(row.Near) != 1 || row.Near[0].Indicator.Code != "society.household_fibre_coverage" || !slices.Contains(kinds, "NEAR_INDICATOR") {
				t.Errorf("%s: near %v, caveats %v", row.Target.ID, row.Near, kinds)
			}
		}
	})
}

// TestProgressDropsNothing checks that every target and result of a year is listed,
// and that the summary counts all of them.
func TestProgressDropsNothing(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		for _, py := range []struct {
			province string
			year     int
		}{{"binh-dinh", 2022}, {"binh-dinh", 2023}, {"binh-dinh", 2024}, {"quang-nam", 2023}} {
			records := askFor[struct {
				PlanYear struct{ Targets, Outcomes []struct{ ID string } }
			}](t, a, `query ($province: String!, $year: Int!) {
				planYear(province: $province, year: $year) { targets { id } outcomes { id } }
			}`, variables{"province": py.province, "year": py.year}).PlanYear
			answer := progress(t, a, py.province, py.year).Progress
			var targets []string
			seen := map[string]bool{}
			for _, row := range answer.Targets {
				targets = append(targets, row.Target.ID)
				for _, m := range row.Measures {
					if m.Outcome != nil {
						seen[m.Outcome.ID] = true
					}
					for _, o := range m.OtherOutcomes {
						seen[o.ID] = true
					}
				}
			}
			var want []string
			for _, target := range records.Targets {
				want = append(want, target.ID)
			}
			if diff := cmp.Diff(want, targets); diff != "" {
				t.Errorf("%s %d: targets (-want +got):\n%s", py.province, py.year, diff)
			}
			for _, o := range answer.OutcomesWithoutTarget {
				if seen[o.ID] {
					t.Errorf("%s has a target and is listed as without", o.ID)
				}
				seen[o.ID] = true
			}
			for _, o := range records.Outcomes {
				if !seen[o.ID] {
					t.Errorf("%s is dropped", o.ID)
				}
			}
			statuses, pillars := 0, 0
			for _, s := range answer.Summary.Statuses {
				statuses += s.Count
			}
			for _, p := range answer.Summary.Pillars {
				pillars += p.Total
			}
			if total := answer.Summary.Total; total != len(targets) || statuses != total || pillars != total {
				t.Errorf("%s %d: %d targets, the summary has %d, by status %d, by pillar %d",
					py.province, py.year, len(targets), total, statuses, pillars)
			}
		}
	})
}

func TestHorizons(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		got := map[string]string{}
		for _, row := range progress(t, a, "binh-dinh", 2024).Progress.Horizons {
			key := fmt.Sprint(row.Indicator.Code, " ", row.Horizon.PlanYear.Year)
			got[key] = row.Change
			for _, m := range row.Measures {
				got[key] += fmt.Sprintf(" %s %s", m.Level, m.Verdict)
				if m.Difference != nil {
					got[key] += fmt.Sprintf(" %v", *m.Difference)
				}
			}
			if row.Target.PlanYear.Year != 2024 || row.Horizon.Document.Slug != "binh-dinh-resolution-05" {
				t.Errorf("%s: %+v beside %+v", key, row.Target, row.Horizon)
			}
		}
		for key, want := range map[string]string{
			"government.work_files_online 2025": "KEPT PROVINCE EQUAL 0 DISTRICT EQUAL 0 COMMUNE EQUAL 0",
			"government.work_files_online 2030": "ON_THE_WAY PROVINCE RIGHT_STRICTER 10 DISTRICT RIGHT_STRICTER 10 COMMUNE RIGHT_STRICTER 10",
			"economy.digital_economy_grdp 2025": "KEPT ALL EQUAL 0",
		} {
			if got[key] != want {
				t.Errorf("%s: %s, want %s", key, got[key], want)
			}
		}
	})
}

func TestProgressFilters(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		answer := askFor[struct {
			Progress struct {
				Missed, Society []struct {
					Status    string
					Indicator struct{ Pillar string }
				}
				Kept    []struct{ Change string }
				Results []struct{ Indicator struct{ Pillar string } }
			}
		}](t, a, `{ progress(province: "binh-dinh", year: 2024) {
			missed: targets(status: NOT_MET) { status indicator { pillar } }
			society: targets(pillar: SOCIETY) { status indicator { pillar } }
			kept: horizons(change: KEPT) { change }
			results: outcomesWithoutTarget(pillar: ECONOMY) { indicator { pillar } }
		} }`, nil).Progress
		if len(answer.Missed) == 0 || len(answer.Society) == 0 || len(answer.Kept) == 0 || len(answer.Results) == 0 {
			t.Fatalf("%+v", answer)
		}
		for _, row := range answer.Missed {
			if row.Status != "NOT_MET" {
				t.Errorf("%+v", row)
			}
		}
		for _, row := range answer.Society {
			if row.Indicator.Pillar != "SOCIETY" {
				t.Errorf("%+v", row)
			}
		}
		for _, row := range answer.Kept {
			if row.Change != "KEPT" {
				t.Errorf("%+v", row)
			}
		}
		for _, row := range answer.Results {
			if row.Indicator.Pillar != "ECONOMY" {
				t.Errorf("%+v", row)
			}
		}
	})
}

func TestTrajectoryThroughTheYears(t *testing.T) {
	type series struct {
		Level, Unit  string
		ObservedPace *float64
		Points       []struct {
			Year      int
			Kind      string
			Value     *float64
			Operator  *string
			Qualifier *string
			Record    struct {
				Typename string `json:"__typename"`
			}
			Document   *struct{ Slug string }
			Decision   *struct{ Number string }
			Sources    []struct{ Lines []int }
			NeededPace *float64
			OnPace     *bool
		}
	}
	lines := func(list []series) []string {
		var out []string
		for _, s := range list {
			line := s.Level + " " + s.Unit
			if s.ObservedPace != nil {
				line += fmt.Sprint(" pace ", *s.ObservedPace)
			}
			out = append(out, line)
			for _, p := range s.Points {
				line := fmt.Sprint(p.Year, " ", p.Kind, " ", p.Record.Typename)
				if p.Value != nil {
					line += fmt.Sprint(" ", *p.Value)
				}
				if p.Document != nil {
					line += " " + p.Document.Slug
				}
				if p.Decision != nil {
					line += " " + p.Decision.Number
				}
				if p.NeededPace != nil {
					line += fmt.Sprint(" needs ", *p.NeededPace)
				}
				out = append(out, line)
				if (p.Kind == "RESULT") != (p.Qualifier != nil) || (p.Kind == "RESULT") != (p.Operator == nil) ||
					(p.Kind == "NATIONAL_GOAL") != (len(p.Sources) == 0) {
					out = append(out, fmt.Sprintf("odd: %+v", p))
				}
			}
		}
		return out
	}
	onBothDatabases(t, func(t *testing.T, a api) {
		ask := func(indicator string) (own []string, near map[string][]string) {
			answer := askFor[struct {
				Trajectory struct {
					Series []series
					Near   []struct {
						Indicator struct{ Code string }
						Series    []series
						Caveats   []struct{ Kind string }
					}
				}
			}](t, a, `query ($indicator: String!) {
				trajectory(province: "binh-dinh", indicator: $indicator) {
					series { ...Series }
					near { indicator { code } caveats { kind } series { ...Series } }
				}
			}
			fragment Series on TrajectorySeries {
				level unit observedPace
				points {
					year kind value operator qualifier record { __typename } document { slug }
					decision { number } sources { lines } neededPace onPace
				}
			}`, variables{"indicator": indicator}).Trajectory
			near = map[string][]string{}
			for _, n := range answer.Near {
				near[n.Indicator.Code] = lines(n.Series)
				if len(n.Caveats) == 0 || n.Caveats[0].Kind != "NEAR_INDICATOR" {
					t.Errorf("%s: %v", n.Indicator.Code, n.Caveats)
				}
			}
			return lines(answer.Series), near
		}
		own, near := ask("society.adult_smartphone")
		if diff := cmp.Diff([]string{
			"ALL PERCENT",
			"2023 RESULT Outcome 67.34 binh-dinh-2020-2023-report",
			"2024 TARGET Measure 80 binh-dinh-2024-plan needs 12.66",
			"2025 NATIONAL_GOAL NationalGoal 80 411/QĐ-TTg needs 6.33",
			"2030 NATIONAL_GOAL NationalGoal 95 411/QĐ-TTg needs 3.951429",
		}, own); diff != "" {
			t.Errorf("adult_smartphone (-want +got):\n%s", diff)
		}
		if len(near["society.smartphones_per_household"]) == 0 || near["society.adult_smartphone"] != nil {
			t.Errorf("near: %v", near)
		}
		own, _ = ask("general.pci_rank")
		if diff := cmp.Diff([]string{
			"ALL RANK pace -26",
			"2020 RESULT Outcome 37 binh-dinh-2020-2023-report",
			"2021 RESULT Outcome 11 binh-dinh-2020-2023-report",
		}, own); diff != "" {
			t.Errorf("pci_rank (-want +got):\n%s", diff)
		}
	})
}

func TestUnknownNamesOfProgressAndTrajectory(t *testing.T) {
	tests := map[string]struct{ query, message, argument string }{
		"a province of progress": {
			`{ progress(province: "binh-din", year: 2024) { summary { total } } }`,
			`There is no province "binh-din". Did you mean "binh-dinh"?`, "province",
		},
		"a year of progress": {
			`{ progress(province: "binh-dinh", year: 1999) { summary { total } } }`,
			`No record speaks of binh-dinh 1999. Years with records: `, "year",
		},
		"a province of a trajectory": {
			`{ trajectory(province: "binh-din", indicator: "society.adult_smartphone") { province { id } } }`,
			`There is no province "binh-din". Did you mean "binh-dinh"?`, "province",
		},
		"an indicator of a trajectory": {
			`{ trajectory(province: "binh-dinh", indicator: "society.adult_smartphon") { province { id } } }`,
			`There is no indicator "society.adult_smartphon". Did you mean "society.adult_smartphone"?`, "indicator",
		},
	}
	onBothDatabases(t, func(t *testing.T, a api) {
		for name, tt := range tests {
			t.Run(name, func(t *testing.T) {
				got := a.firstError(t, tt.query, nil)
				if !strings.HasPrefix(got.Message, tt.message) || got.Extensions["code"] != "NOT_FOUND" || got.Extensions["argument"] != tt.argument {
					t.Errorf("%+v", got)
				}
			})
		}
	})
}

// TestNearIndicatorsHaveTheirNationalGoals: the indicators of a concept are
// complete, so that near ones have their goals.
func TestNearIndicatorsHaveTheirNationalGoals(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		answer := askFor[struct {
			Indicators struct {
				Nodes []struct {
					Code     string
					National []struct{ ID string }
					Concept  struct {
						Indicators []struct {
							Code     string
							National []struct{ ID string }
						}
					}
				}
			}
		}](t, a, `{ indicators(first: 100, where: {pillar: SOCIETY}) { nodes {
			code national { id } concept { indicators { code national { id } } }
		} } }`, nil)
		for _, indicator := range answer.Indicators.Nodes {
			for _, same := range indicator.Concept.Indicators {
				if same.Code == indicator.Code && len(same.National) != len(indicator.National) {
					t.Errorf("%s has %d national goals, by way of its concept %d", indicator.Code, len(indicator.National), len(same.National))
				}
			}
		}
	})
}
