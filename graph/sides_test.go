package graph_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const bothPlans = `left: {province: "binh-dinh", year: 2024}, right: {province: "quang-nam", year: 2024}`

func TestTasksAlignByInitiative(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		answer := askFor[struct {
			Compare struct {
				Tasks []struct {
					Initiative                 *struct{ Slug string }
					Left, Right                []struct{ ID string }
					Presence                   string
					StartsEarlier, EndsEarlier *string
					SharedLeads                []string
				}
			}
		}](t, a, `{ compare(`+bothPlans+`) { tasks(origin: ANNEX) {
			initiative { slug } left { id } right { id } presence startsEarlier endsEarlier sharedLeads } } }`, nil)
		experts := 0
		for _, row := range answer.Compare.Tasks {
			if row.Initiative == nil || row.Initiative.Slug != "digital-experts-policy" && !strings.Contains(row.Initiative.Slug, "expert") {
				continue
			}
			experts++
			// Bình Định: quarter II; Quảng Nam: quarter IV.
			if row.Presence != "BOTH" || row.StartsEarlier == nil || *row.StartsEarlier != "LEFT" || *row.EndsEarlier != "LEFT" {
				t.Errorf("hiring experts: %+v", row)
			}
			if diff := cmp.Diff([]string{"information-communications"}, row.SharedLeads); diff != "" {
				t.Errorf("leads (-want +got):\n%s", diff)
			}
		}
		if experts != 1 {
			t.Errorf("hiring experts is %d rows, want 1", experts)
		}
	})
}

func TestLegalBasesAreSharedOrNot(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		answer := askFor[struct {
			Compare struct {
				Both, Left, Right []struct {
					LegalDocument struct{ Slug string }
					Left, Right   []struct{ Document struct{ Slug string } }
				}
			}
		}](t, a, `{ compare(`+bothPlans+`) {
			both: legalBases(presence: BOTH, roles: [LEGAL_BASIS]) { ...L }
			left: legalBases(presence: ONLY_LEFT, roles: [LEGAL_BASIS]) { ...L }
			right: legalBases(presence: ONLY_RIGHT, roles: [LEGAL_BASIS]) { ...L }
		} } fragment L on LegalBasisComparison { legalDocument { slug } left { document { slug } } right { document { slug } } }`, nil)
		shared := map[string]bool{}
		for _, row := range answer.Compare.Both {
			shared[row.LegalDocument.Slug] = true
			if len(row.Left) == 0 || len(row.Right) == 0 {
				t.Errorf("%s is said to be shared", row.LegalDocument.Slug)
			}
		}
		for _, slug := range []string{"749-qd-ttg-2020", "942-qd-ttg-2021", "146-qd-ttg-2022", "411-qd-ttg-2022", "505-qd-ttg-2022"} {
			if !shared[slug] {
				t.Errorf("%s is a ground of both plans", slug)
			}
		}
		for _, row := range append(answer.Compare.Left, answer.Compare.Right...) {
			if shared[row.LegalDocument.Slug] || len(row.Left) > 0 && len(row.Right) > 0 {
				t.Errorf("%s is said to be of one side", row.LegalDocument.Slug)
			}
		}
	})
}

func TestBudgetsAreNotAddedUp(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		got := string(a.ask(t, `{ compare(left: {province: "binh-dinh", year: 2020}, right: {province: "binh-dinh", year: 2021}) {
			caveats { kind } budgets { category leftWhole { amount } rightWhole { amount } difference } } }`, nil))
		for _, want := range []string{
			`"caveats":[{"kind":"DIFFERENT_YEAR"}]`,
			`{"category":"TOTAL","leftWhole":{"amount":10179000000},"rightWhole":{"amount":35000000000},"difference":24821000000}`,
		} {
			if !strings.Contains(got, want) {
				t.Errorf("no %s in %s", want, got)
			}
		}
	})
}

func TestOutcomesOfTwoProvinces(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		answer := askFor[struct {
			Compare struct {
				Outcomes []struct {
					Indicator   struct{ Code string }
					Level       string
					Left, Right []struct{ Value, Denominator *float64 }
					Better      *string
					Difference  *float64
					Caveats     []struct{ Kind string }
				}
			}
		}](t, a, `{ compare(left: {province: "binh-dinh", year: 2023}, right: {province: "quang-nam", year: 2023}) {
			outcomes(presence: BOTH) { indicator { code } level left { value denominator } right { value denominator }
				better difference caveats { kind } } } }`, nil)
		found := false
		for _, row := range answer.Compare.Outcomes {
			if len(row.Left) == 0 || len(row.Right) == 0 {
				t.Errorf("%s is said to be reported by both", row.Indicator.Code)
			}
			if row.Difference != nil && (len(row.Left) != 1 || len(row.Right) != 1) {
				t.Errorf("%s: several results were subtracted", row.Indicator.Code)
			}
			if row.Indicator.Code != "society.community_team_communes" {
				continue
			}
			// 159 of 159 communes against 241 of 241: both are complete.
			found = true
			if *row.Left[0].Value != 159 || *row.Right[0].Value != 241 || row.Better != nil || row.Difference != nil || row.Caveats[0].Kind != "DIFFERENT_BASE" {
				t.Errorf("communes with a community team: %+v", row)
			}
		}
		if !found {
			t.Error("both provinces report communes with a community team")
		}
	})
}
