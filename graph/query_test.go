package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestBinhDinhAgainstQuangNam expects what a reader of the two plans finds by hand.
func TestBinhDinhAgainstQuangNam(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		there := verdicts(t, a, "binh-dinh", "quang-nam")
		for code, want := range map[string]string{
			"society.adult_smartphone":     "EQUAL [ALL EQUAL 0]",
			"government.work_files_online": "RIGHT_STRICTER [PROVINCE RIGHT_STRICTER 5] [DISTRICT RIGHT_STRICTER 5] [COMMUNE RIGHT_STRICTER 5]",
			"economy.sme_platforms":        "LEFT_STRICTER [ALL LEFT_STRICTER 5]",
		} {
			if there[code] != want {
				t.Errorf("%s: %s, want %s", code, there[code], want)
			}
		}
		back := verdicts(t, a, "quang-nam", "binh-dinh")
		if len(back) != len(there) {
			t.Errorf("%d rows one way, %d the other", len(there), len(back))
		}
		for code, verdict := range there {
			if back[code] != mirror.Replace(verdict) {
				t.Errorf("%s: %s one way, %s the other", code, verdict, back[code])
			}
		}
	})
}

var mirror = strings.NewReplacer("LEFT_STRICTER", "RIGHT_STRICTER", "RIGHT_STRICTER", "LEFT_STRICTER",
	"ONLY_LEFT", "ONLY_RIGHT", "ONLY_RIGHT", "ONLY_LEFT")

// verdicts describes the verdict on each indicator in a line of text.
func verdicts(t *testing.T, a api, left, right string) map[string]string {
	t.Helper()
	answer := askFor[struct {
		Compare struct {
			Targets []struct {
				Indicator struct{ Code string }
				Verdict   string
				Measures  []struct {
					Level, Verdict string
					Difference     *float64
				}
			}
		}
	}](t, a, `query ($left: String!, $right: String!) {
		compare(left: {province: $left, year: 2024}, right: {province: $right, year: 2024}) {
			targets { indicator { code } verdict measures { level verdict difference } }
		}
	}`, variables{"left": left, "right": right})
	out := map[string]string{}
	for _, row := range answer.Compare.Targets {
		text := row.Verdict
		for _, m := range row.Measures {
			text += " [" + m.Level + " " + m.Verdict
			if m.Difference != nil {
				text += fmt.Sprintf(" %v", *m.Difference)
			}
			text += "]"
		}
		out[row.Indicator.Code] = text
	}
	return out
}

func TestEveryFigureHasALine(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		answer := askFor[struct {
			PlanYear struct {
				Targets []struct {
					ID       string
					Measures []struct {
						Source struct{ Lines []int }
					}
					Sources []struct{ Lines []int }
				}
			}
		}](t, a, `{ planYear(province: "quang-nam", year: 2024) { targets {
			id measures { source { lines } } sources { lines }
		} } }`, nil)
		if len(answer.PlanYear.Targets) == 0 {
			t.Fatal("no targets")
		}
		for _, target := range answer.PlanYear.Targets {
			if len(target.Sources) == 0 || len(target.Measures) == 0 || len(target.Measures[0].Source.Lines) == 0 {
				t.Errorf("%s has no line", target.ID)
			}
		}
	})
}

func TestNodeFindsEveryKindOfRecord(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		for id, typename := range map[string]string{
			"binh-dinh":                                       "Province",
			"binh-dinh/2024":                                  "PlanYear",
			"document/binh-dinh-2024-plan":                    "Document",
			"concept/smartphone":                              "Concept",
			"indicator/society.adult_smartphone":              "Indicator",
			"indicator/society.adult_smartphone/goal/1":       "NationalGoal",
			"agency/binh-dinh.so-tai-chinh":                   "Agency",
			"legal/411-qd-ttg-2022":                           "LegalDocument",
			"initiative/virtual-assistant":                    "Initiative",
			"binh-dinh/2024/target/3.1":                       "Target",
			"binh-dinh/2024/target/3.1/measure/1":             "Measure",
			"binh-dinh/2024/task/A.I.1":                       "Task",
			"citation/binh-dinh-2024-plan/19/411-qd-ttg-2022": "Citation",
			"duty/binh-dinh-2024-plan/binh-dinh.so-tai-chinh": "Duty",
		} {
			answer := askFor[struct {
				Node *struct {
					Typename string `json:"__typename"`
					ID       string
				}
			}](t, a, `query ($id: ID!) { node(id: $id) { __typename id } }`, variables{"id": id})
			if answer.Node == nil || answer.Node.Typename != typename || answer.Node.ID != id {
				t.Errorf("%s: got %+v, want a %s", id, answer.Node, typename)
			}
		}
	})
}

func TestNodeOfAnUnknownIDIsNull(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		for _, id := range []string{
			"", "/", "//", "nowhere", "binh-dinh/1999", "binh-dinh/2024/", "binh-dinh/2024/target", "binh-dinh/2024/target/99",
			"binh-dinh/2024/target/3.1/measure/9", "binh-dinh/2024/planet/1", "document/x", "document/", "citation/x",
			"finding/x/y", "indicator/x/goal/1", "target/1", "binh-dinh/2024/budget/x", "'; DROP TABLE targets; --",
		} {
			if got := string(a.ask(t, `query ($id: ID!) { node(id: $id) { id } }`, variables{"id": id})); got != `{"node":null}` {
				t.Errorf("%q: %s", id, got)
			}
		}
	})
}

func TestNodesKeepOrderAndGaps(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		got := string(a.ask(t, `{ nodes(ids: ["quang-nam", "nowhere", "binh-dinh"]) { id } }`, nil))
		if got != `{"nodes":[{"id":"quang-nam"},null,{"id":"binh-dinh"}]}` {
			t.Error(got)
		}
	})
}

func TestErrorsTellWhatToDo(t *testing.T) {
	tests := map[string]struct {
		query, code, message, argument string
	}{
		"unknown province": {
			`{ province(slug: "binh-din") { id } }`, "NOT_FOUND",
			`There is no province "binh-din". Did you mean "binh-dinh"?`, "slug",
		},
		"unknown indicator": {
			`{ indicator(code: "society.adult_smartphones") { id } }`, "NOT_FOUND",
			`There is no indicator "society.adult_smartphones". Did you mean "society.adult_smartphone"?`, "code",
		},
		"a year without records": {
			`{ planYear(province: "quang-nam", year: 1999) { id } }`, "NOT_FOUND",
			`No record speaks of quang-nam 1999. Years with records: `, "year",
		},
		"compare names the side": {
			`{ compare(left: {province: "binh-dinh", year: 2024}, right: {province: "quang-nam", year: 1999}) { summary { total } } }`,
			"NOT_FOUND", `No record speaks of quang-nam 1999.`, "right",
		},
		"page too large": {
			`{ targets(first: 101) { nodes { id } } }`, "LIMIT_EXCEEDED", "The page size is 101; at most 100 are allowed.", "first",
		},
		"page of nothing": {
			`{ targets(first: 0) { nodes { id } } }`, "BAD_USER_INPUT", "first is 0; it must be from 1 to 100.", "first",
		},
		"from both ends": {
			`{ targets(first: 1, last: 1) { nodes { id } } }`, "BAD_USER_INPUT", "first and last may not be given together.", "last",
		},
		"a broken cursor": {
			`{ targets(after: "x") { nodes { id } } }`, "BAD_USER_INPUT", "after is not a cursor of this list in this order; take one from its edges.", "after",
		},
	}
	onBothDatabases(t, func(t *testing.T, a api) {
		for name, tt := range tests {
			t.Run(name, func(t *testing.T) {
				got := a.firstError(t, tt.query, nil)
				if !strings.HasPrefix(got.Message, tt.message) {
					t.Errorf("message %q, want %q", got.Message, tt.message)
				}
				if got.Extensions["code"] != tt.code || got.Extensions["argument"] != tt.argument {
					t.Errorf("extensions %v, want code %s, argument %s", got.Extensions, tt.code, tt.argument)
				}
				if len(got.Path) == 0 {
					t.Error("no path")
				}
			})
		}
	})
}

func TestTooManyNodes(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		ids := make([]string, 101)
		got := a.firstError(t, `query ($ids: [ID!]!) { nodes(ids: $ids) { id } }`, variables{"ids": ids})
		if got.Extensions["code"] != "LIMIT_EXCEEDED" {
			t.Errorf("%+v", got)
		}
	})
}

func TestFiltersOfTargets(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		count := func(filter string) int {
			t.Helper()
			answer := askFor[struct{ Targets struct{ TotalCount int } }](t, a, `{ targets(where: {`+filter+`}) { totalCount } }`, nil)
			return answer.Targets.TotalCount
		}
		all, ofProvince := count(""), count(`province: "binh-dinh", year: 2024`)
		ofDocument := count(`document: "binh-dinh-2024-plan"`)
		if ofProvince == 0 || ofProvince >= all || ofDocument == 0 || ofDocument > ofProvince {
			t.Errorf("%d in all, %d of the plan year, %d of the plan", all, ofProvince, ofDocument)
		}
		got := []int{
			count(`province: "binh-dinh", year: 2024, indicator: "society.adult_smartphone"`),
			count(`province: "binh-dinh", year: 2024, level: DISTRICT, indicator: "government.work_files_online"`),
			count(`province: "binh-dinh", year: 2024, agency: "binh-dinh.so-noi-vu"`),
			count(`province: "ha-noi"`),
		}
		if diff := cmp.Diff([]int{1, 1, 1, 0}, got); diff != "" {
			t.Errorf("counts (-want +got):\n%s", diff)
		}
		pillars := 0
		for _, p := range []string{"GOVERNMENT", "ECONOMY", "SOCIETY", "INFRASTRUCTURE", "SECURITY", "GENERAL"} {
			pillars += count("pillar: " + p)
		}
		if pillars != all {
			t.Errorf("the pillars hold %d targets, all together %d", pillars, all)
		}
	})
}
