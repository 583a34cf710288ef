package graph_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"doichieu/db"
	"doichieu/store/storetest"
)

// connections lists the connections of the schema with their orders. Search has
// its own tests, because it has no orders and no paging from the end.
var connections = map[string][]string{
	"provinces":      {"NATURAL", "NAME", "CODE"},
	"planYears":      {"NATURAL", "YEAR"},
	"documents":      {"NATURAL", "PERIOD_START"},
	"indicators":     {"NATURAL", "NAME"},
	"targets":        {"NATURAL", "INDICATOR"},
	"outcomes":       {"NATURAL", "INDICATOR"},
	"tasks":          {"NATURAL", "THEME", "TITLE"},
	"agencies":       {"NATURAL", "NAME"},
	"legalDocuments": {"NATURAL", "TITLE"},
	"citations":      {"NATURAL", "LEGAL_DOCUMENT"},
	"budgets":        {"NATURAL", "AMOUNT"},
	"findings":       {"NATURAL", "KIND"},
}

func TestEveryConnectionIsTested(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		answer := askFor[struct {
			Type struct {
				Fields []struct {
					Name string
					Type struct{ OfType struct{ Name string } }
				}
			} `json:"__type"`
		}](t, a, `{ __type(name: "Query") { fields { name type { ofType { name } } } } }`, nil)
		for _, field := range answer.Type.Fields {
			if strings.HasSuffix(field.Type.OfType.Name, "Connection") && field.Name != "search" && connections[field.Name] == nil {
				t.Errorf("%s is not tested", field.Name)
			}
		}
	})
}

type page struct {
	Edges []struct {
		Cursor string
		Node   struct{ ID string }
	}
	PageInfo struct {
		StartCursor, EndCursor       *string
		HasNextPage, HasPreviousPage bool
	}
	TotalCount int
}

func (a api) page(t *testing.T, connection, args string) page {
	t.Helper()
	query := fmt.Sprintf(`{ c: %s(%s) { edges { cursor node { id } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } totalCount } }`, connection, args)
	return askFor[struct{ C page }](t, a, query, nil).C
}

// TestWalks pages through every connection in every order and direction, forwards
// and backwards: each walk returns every entry once, and both agree.
func TestWalks(t *testing.T) {
	const size = 37
	onBothDatabases(t, func(t *testing.T, a api) {
		for connection, fields := range connections {
			for _, field := range fields {
				for _, direction := range []string{"ASC", "DESC"} {
					t.Run(connection+" "+field+" "+direction, func(t *testing.T) {
						order := fmt.Sprintf("orderBy: {field: %s, direction: %s}", field, direction)
						forward := a.walk(t, connection, order, size, true)
						backward := a.walk(t, connection, order, size, false)
						if diff := cmp.Diff(forward, backward); diff != "" {
							t.Errorf("forward and backward differ:\n%s", diff)
						}
					})
				}
			}
		}
	})
}

func (a api) walk(t *testing.T, connection, order string, size int, forward bool) []string {
	t.Helper()
	var ids []string
	args, total := "", 0
	for {
		var p page
		if forward {
			p = a.page(t, connection, fmt.Sprintf("first: %d, %s%s", size, order, args))
		} else {
			p = a.page(t, connection, fmt.Sprintf("last: %d, %s%s", size, order, args))
		}
		total = p.TotalCount
		var part []string
		for _, edge := range p.Edges {
			part = append(part, edge.Node.ID)
		}
		more, beginning := p.PageInfo.HasNextPage, p.PageInfo.HasPreviousPage
		if !forward {
			more, beginning = beginning, more
		}
		if beginning != (len(ids) > 0) {
			t.Fatalf("after %d entries the page says %t of whether there are some on the side it came from", len(ids), beginning)
		}
		if forward {
			ids = append(ids, part...)
		} else {
			ids = append(part, ids...)
		}
		if !more {
			break
		}
		if len(p.Edges) != size || len(ids) > total {
			t.Fatalf("%d entries on a page of %d, %d of %d in all", len(p.Edges), size, len(ids), total)
		}
		if forward {
			args = fmt.Sprintf(", after: %q", *p.PageInfo.EndCursor)
		} else {
			args = fmt.Sprintf(", before: %q", *p.PageInfo.StartCursor)
		}
	}
	unique := slices.Compact(slices.Sorted(slices.Values(ids)))
	if len(ids) != total || len(unique) != total {
		t.Errorf("walked over %d entries, %d of them different, of %d", len(ids), len(unique), total)
	}
	return ids
}

// TestPageInfoWithoutEdges requests pageInfo alone, at the beginning, in the middle
// and at the end of every connection.
func TestPageInfoWithoutEdges(t *testing.T) {
	const pageInfo = `pageInfo { startCursor endCursor hasNextPage hasPreviousPage }`
	onBothDatabases(t, func(t *testing.T, a api) {
		for connection := range connections {
			second := a.page(t, connection, "first: 2").Edges[1].Cursor
			for _, args := range []string{
				"first: 2", "first: 100", "last: 2",
				fmt.Sprintf("first: 1, after: %q", second), fmt.Sprintf("last: 1, before: %q", second),
				fmt.Sprintf("first: 100, after: %q", second), fmt.Sprintf("last: 100, before: %q", second),
			} {
				whole := a.page(t, connection, args)
				alone := askFor[struct{ C page }](t, a, fmt.Sprintf(`{ c: %s(%s) { %s } }`, connection, args, pageInfo), nil).C
				if diff := cmp.Diff(whole.PageInfo, alone.PageInfo); diff != "" {
					t.Errorf("%s(%s): pageInfo with edges and without (-with +without):\n%s", connection, args, diff)
				}
			}
		}
	})
}

// TestKnownListsAreCountedInMemory requests the nodes of a page, and then whether
// there are more and the total count, for which no statement is sent.
func TestKnownListsAreCountedInMemory(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		sent := watch(t, database)
		a := coldAPI(t, database)
		for connection := range connections {
			a.ask(t, `{ `+connection+`(first: 2) { nodes { id } } }`, nil)
			if counting := sent.of(func() { a.page(t, connection, "first: 2") }); len(counting) > 0 {
				t.Errorf("%s: %d statements, the first %s", connection, len(counting), counting[0])
			}
		}
	})
}

func TestNaturalOrderReadsLikeTheDocument(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		answer := askFor[struct {
			Tasks struct{ Nodes []struct{ ID string } }
		}](t, a,
			`{ tasks(first: 100, where: {document: "binh-dinh-2024-plan", origin: ANNEX}) { nodes { id } } }`, nil)
		var ids []string
		for _, n := range answer.Tasks.Nodes {
			ids = append(ids, strings.TrimPrefix(n.ID, "binh-dinh/2024/task/"))
		}
		want := []string{"A.V.9", "A.V.10", "A.IX.1", "A.X.1", "A.XII", "B.1"}
		var got []string
		for _, id := range ids {
			if slices.Contains(want, id) {
				got = append(got, id)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("order (-want +got):\n%s", diff)
		}
	})
}

func TestCursorsOfOneOrderDoNotFitAnother(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		p := a.page(t, "budgets", "first: 1, orderBy: {field: AMOUNT}")
		if len(p.Edges) == 0 {
			t.Skip("no budgets in the dataset")
		}
		cursor, _ := json.Marshal(p.Edges[0].Cursor)
		got := a.firstError(t, `{ budgets(first: 1, after: `+string(cursor)+`) { nodes { id } } }`, nil)
		if got.Extensions["code"] != "BAD_USER_INPUT" {
			t.Errorf("%+v", got)
		}
	})
}

func TestPageBeyondTheEnd(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		for _, field := range []string{"NATURAL", "AMOUNT"} {
			order := "orderBy: {field: " + field + "}"
			all := a.page(t, "budgets", "first: 100, "+order)
			last, first := *all.PageInfo.EndCursor, *all.PageInfo.StartCursor
			beyond := a.page(t, "budgets", fmt.Sprintf("first: 5, after: %q, %s", last, order))
			if len(beyond.Edges) != 0 || !beyond.PageInfo.HasPreviousPage || beyond.PageInfo.HasNextPage {
				t.Errorf("%s, after the last: %+v", field, beyond)
			}
			ahead := a.page(t, "budgets", fmt.Sprintf("last: 5, before: %q, %s", first, order))
			if len(ahead.Edges) != 0 || ahead.PageInfo.HasPreviousPage || !ahead.PageInfo.HasNextPage {
				t.Errorf("%s, before the first: %+v", field, ahead)
			}
		}
	})
}
