package graph_test

import (
	"strings"
	"testing"
	"time"

	"doichieu/data"
	"doichieu/migrate"
	"doichieu/store"
	"doichieu/store/storetest"
)

// TestReloadIsNeverMixed loads another release behind the back of a server that
// has read the earlier one: what it has in memory it still answers, what it has
// not it refuses, and after a refresh everything is of the new release.
func TestReloadIsNeverMixed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *store.Database) {
		plans := storetest.Fill(t, database)
		a := apiOver(plans)
		const known = `{ dataset { release } planYear(province: "binh-dinh", year: 2024) { targets { wording } } }`
		before := string(a.ask(t, known, nil))

		next, err := data.Read(data.Shipped())
		if err != nil {
			t.Fatal(err)
		}
		next.Checksum, next.Header.Release = strings.Repeat("4", 64), "next"
		for i := range next.Documents {
			for j := range next.Documents[i].Targets {
				next.Documents[i].Targets[j].Wording = "khác"
			}
		}
		if _, err := migrate.Load(t.Context(), database.Client, database.Dialect, next, storetest.LoadedAt.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}

		if after := string(a.ask(t, known, nil)); after != before {
			t.Error("what was in memory changed before the refresh")
		}
		for name, query := range map[string]string{
			"a plan year not read before": `{ planYear(province: "quang-nam", year: 2024) { targets { wording } } }`,
			"a list":                      `{ targets(where: {province: "binh-dinh", year: 2024}) { nodes { wording } } }`,
			"a list of other records":     `{ citations { nodes { id } } }`,
			"a record by id":              `{ node(id: "citation/binh-dinh-2024-plan/19/411-qd-ttg-2022") { id } }`,
			"counts":                      `{ dataset { counts { count } } }`,
			"a search":                    `{ search(text: "khác") { totalCount } }`,
		} {
			if got := a.fail(t, query, nil); got.Message != "The dataset was just replaced; ask again." {
				t.Errorf("%s: %+v", name, got)
			}
		}

		if _, err := plans.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		after := string(a.ask(t, known, nil))
		if !strings.Contains(after, `"release":"next"`) || !strings.Contains(after, "khác") {
			t.Errorf("after the refresh: %.200s", after)
		}
	})
}
