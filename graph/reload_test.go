package graph_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"doichieu/data"
	"doichieu/db"
	"doichieu/graph"
	"doichieu/load"
	"doichieu/store/storetest"
)

// TestReloadIsNeverMixed loads another release while a server runs. Until the server
// refreshes, every answer comes from the earlier release, whether the records are in
// memory or not; afterwards every answer comes from the new one.
func TestReloadIsNeverMixed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		plans := storetest.Fill(t, database)
		a := apiOver(plans)
		a.ask(t, `{ dataset { release } }`, nil)
		const another = "as worded in the next release"
		set := storetest.Another(t, "next")
		for i := range set.Documents {
			for j := range set.Documents[i].Targets {
				set.Documents[i].Targets[j].Wording = another
			}
		}
		storetest.Load(t, database, set, storetest.LoadedAt.Add(time.Hour))

		queries := map[string]string{
			"a plan year": `{ dataset { release } planYear(province: "quang-nam", year: 2024) { targets { wording } } }`,
			"a list":      `{ dataset { release } targets(where: {province: "binh-dinh", year: 2024}) { nodes { wording } } }`,
			"a search":    `{ dataset { release } search(text: "điện thoại", kinds: [TARGET]) { totalCount } }`,
			"counts":      `{ dataset { release counts { count } } }`,
		}
		for name, query := range queries {
			if got := string(a.ask(t, query, nil)); strings.Contains(got, another) || strings.Contains(got, `"next"`) {
				t.Errorf("%s before the refresh: %.200s", name, got)
			}
		}
		if _, err := plans.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		for name, query := range queries {
			got := string(a.ask(t, query, nil))
			if !strings.Contains(got, `"next"`) || strings.Contains(query, "wording") && strings.Count(got, another) != strings.Count(got, "wording") {
				t.Errorf("%s after the refresh: %.200s", name, got)
			}
		}
	})
}

// TestReleaseThatIsNotKept: once a release is dropped from the database, records in
// memory are still returned, and the others give an error with the reason.
func TestReleaseThatIsNotKept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		plans := storetest.Fill(t, database)
		release, err := plans.Release(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		whole := apiOver(plans)
		a := api{http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // like a request that began before
			whole.handler.ServeHTTP(w, r.WithContext(graph.WithRelease(r.Context(), release)))
		})}
		const known = `{ planYear(province: "binh-dinh", year: 2024) { targets { wording } } }`
		before := string(a.ask(t, known, nil))
		next := storetest.Another(t, "next")
		if _, err := load.Dataset(t.Context(), database, next, load.Options{Now: storetest.LoadedAt, Keep: 1}); err != nil {
			t.Fatal(err)
		}
		if _, err := plans.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		if after := string(a.ask(t, known, nil)); after != before {
			t.Error("what was in memory changed")
		}
		for _, query := range []string{
			`{ planYear(province: "quang-nam", year: 2024) { targets { wording } } }`,
			`{ citations { nodes { id } } }`,
			`{ dataset { counts { count } } }`,
			`{ search(text: "khác") { totalCount } }`,
		} {
			got := a.firstError(t, query, nil)
			if want := graph.ErrReloaded; got.Message != want.Message || fmt.Sprint(got.Extensions["code"]) != string(want.Code) {
				t.Errorf("%s: %+v", query, got)
			}
		}
	})
}

// TestCursorsOutliveAReload continues from the cursors of an earlier release, in
// every connection and order, also after an entry that is gone.
func TestCursorsOutliveAReload(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		plans := storetest.Fill(t, database)
		a := apiOver(plans)
		orders := map[string]page{}
		for connection, fields := range connections {
			for _, field := range fields {
				args := fmt.Sprintf("first: 3, orderBy: {field: %s, direction: ASC}", field)
				orders[connection+" "+field] = a.page(t, connection, args)
			}
		}
		gone := orders["findings NATURAL"].Edges[2].Node.ID
		next := storetest.Another(t, "next")
		for i := range next.Documents {
			f := &next.Documents[i]
			f.Findings = slices.DeleteFunc(f.Findings, func(entered data.Finding) bool { return strings.HasSuffix(gone, "/"+entered.ID) })
		}
		storetest.Load(t, database, next, storetest.LoadedAt.Add(time.Hour))
		if _, err := plans.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		if found := string(a.ask(t, `query ($id: ID!) { node(id: $id) { id } }`, variables{"id": gone})); found != `{"node":null}` {
			t.Fatalf("%s is still there", gone)
		}
		for name, before := range orders {
			connection, field, _ := strings.Cut(name, " ")
			order := fmt.Sprintf("orderBy: {field: %s, direction: ASC}", field)
			var got []string
			for _, edge := range before.Edges {
				if edge.Node.ID != gone {
					got = append(got, edge.Node.ID)
				}
			}
			for more, after := before.PageInfo.HasNextPage, before.PageInfo.EndCursor; more; {
				p := a.page(t, connection, fmt.Sprintf("first: 100, after: %q, %s", *after, order))
				for _, edge := range p.Edges {
					got = append(got, edge.Node.ID)
				}
				more, after = p.PageInfo.HasNextPage, p.PageInfo.EndCursor
			}
			if diff := cmp.Diff(a.walk(t, connection, order, 100, true), got); diff != "" {
				t.Errorf("%s (-walked anew +gone on with):\n%s", name, diff)
			}
		}
	})
}
