package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"doichieu/data"
	"doichieu/db"
	"doichieu/graph"
	"doichieu/store/storetest"
)

// walkers is the number of clients that read while releases are loaded.
const walkers = 16

// texts has, for each connection, the fields of a node that contain the name of the
// release in a dataset made by datasetNamed.
var texts = map[string]string{
	"provinces":      "name",
	"planYears":      "province { name } documents { title }",
	"documents":      "title province { name }",
	"indicators":     "name",
	"targets":        "wording indicator { name } document { title }",
	"outcomes":       "wording indicator { name } sources { document { title } }",
	"tasks":          "title leads { name }",
	"agencies":       "name",
	"legalDocuments": "title citations { printedNumber }",
	"citations":      "printedNumber document { title } legalDocument { title }",
	"budgets":        "printed document { title }",
	"findings":       "sources { document { title } }",
}

// datasetNamed returns the shipped dataset with the name of a release in its texts.
func datasetNamed(t *testing.T, release string) *data.Dataset {
	set := storetest.Another(t, release)
	for i := range set.Provinces {
		set.Provinces[i].Name.VI = release
	}
	for i := range set.Indicators {
		set.Indicators[i].Name.VI = release
	}
	for i := range set.Agencies {
		set.Agencies[i].Name.VI = release
	}
	for i := range set.Legal {
		set.Legal[i].Title = release
	}
	for i := range set.Documents {
		f := &set.Documents[i]
		f.Document.Title.VI = release
		for j := range f.Targets {
			f.Targets[j].Wording = release
			setNumbers(f.Targets[j].Citations, release)
		}
		for j := range f.Outcomes {
			f.Outcomes[j].Wording = release
			setNumbers(f.Outcomes[j].Citations, release)
		}
		for j := range f.Tasks {
			f.Tasks[j].Title = release
			setNumbers(f.Tasks[j].Citations, release)
		}
		for j := range f.Budgets {
			f.Budgets[j].Printed = release
		}
		for j := range f.Citations {
			f.Citations[j].Number = release
		}
	}
	return set
}

func setNumbers(cited []data.Cited, release string) {
	for i := range cited {
		cited[i].Number = release
	}
}

// Clients walk through every connection while other releases are loaded. Every page is
// of the release that it names, a complete walk returns every node once, and a walk
// that a reload interrupts gets an error that says so.
func TestWalksDuringReloads(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		plans := storetest.Fill(t, database)
		refresh := func() {
			t.Helper()
			if _, err := plans.Refresh(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		storetest.Load(t, database, datasetNamed(t, "first"), time.Now())
		refresh()
		server := httptest.NewServer(handlerOver(t, plans))
		defer server.Close()

		ids := map[string][]string{}
		for connection := range texts {
			walked := (&walker{url: server.URL, size: 100}).walk(t, connection)
			if !walked.complete || len(walked.ids) == 0 {
				t.Fatalf("%s: %+v", connection, walked)
			}
			ids[connection] = walked.ids
		}
		clients := make([]walker, walkers)
		var last atomic.Bool
		var running sync.WaitGroup
		for i := range clients {
			c := &clients[i]
			c.url, c.size = server.URL, 20+i
			running.Go(func() {
				for final := false; !final && !t.Failed(); {
					final = last.Load() // one more round after the last release is served
					c.round(t, ids, final)
				}
			})
		}
		for _, release := range []string{"second", "third"} {
			storetest.Load(t, database, datasetNamed(t, release), time.Now())
			for i := range clients { // every client reads before the server notices the release
				before := clients[i].pages.Load()
				wait(t, func() bool { return clients[i].pages.Load() > before+1 })
			}
			refresh()
			for i := range clients {
				wait(t, func() bool { return clients[i].release.Load() == release })
			}
		}
		last.Store(true)
		running.Wait()
		complete, broken := 0, 0
		for i := range clients {
			complete += clients[i].complete
			broken += clients[i].broken
		}
		t.Logf("%d complete walks, %d ended by another release", complete, broken)
	})
}

func wait(t *testing.T, until func() bool) {
	for !until() && !t.Failed() {
		time.Sleep(time.Millisecond)
	}
}

// walker is a client that walks through connections.
type walker struct {
	url              string
	size             int          // of its pages
	pages            atomic.Int64 // answered so far
	release          atomic.Value // of the last page
	complete, broken int
}

// round walks through every connection once. No release is loaded during the final
// round.
func (c *walker) round(t *testing.T, ids map[string][]string, final bool) {
	c.size = 20 + (c.size+walkers)%80 // another page size, for which no answer is cached
	for connection := range texts {
		walked := c.walk(t, connection)
		if !walked.complete {
			c.broken++
			if final {
				t.Errorf("%s: a walk was broken without a reload", connection)
			}
			continue
		}
		c.complete++
		if !slices.Equal(walked.ids, ids[connection]) {
			t.Errorf("%s: walked over %d entries of %d", connection, len(walked.ids), len(ids[connection]))
		}
	}
}

// walked is the result of a walk. It is not complete if another release was loaded
// meanwhile.
type walked struct {
	ids      []string
	complete bool
}

type pageAnswer struct {
	Data *struct {
		Dataset struct{ Release string }
		Page    struct {
			Edges    []struct{ Node map[string]any }
			PageInfo struct {
				EndCursor   *string
				HasNextPage bool
			}
			TotalCount int
		}
	}
	Errors []struct {
		Message    string
		Extensions struct{ Code string }
	}
}

func (c *walker) walk(t *testing.T, connection string) walked {
	var out walked
	var after *string
	first := ""
	for {
		answer := c.page(t, connection, after)
		c.pages.Add(1)
		if len(answer.Errors) > 0 {
			if problem := answer.Errors[0]; answer.Data != nil || problem.Message != graph.ErrReloaded.Message {
				t.Errorf("%s: refused with %+v", connection, problem)
			}
			return walked{}
		}
		release, page := answer.Data.Dataset.Release, answer.Data.Page
		c.release.Store(release)
		for _, edge := range page.Edges {
			if other := foreignText(edge.Node, release); other != "" {
				t.Errorf("%s: a page of release %q has %q in %v", connection, release, other, edge.Node)
			}
			out.ids = append(out.ids, edge.Node["id"].(string))
		}
		if first == "" {
			first = release
		}
		if release != first {
			return walked{}
		}
		if !page.PageInfo.HasNextPage {
			out.complete = len(out.ids) == page.TotalCount
			return out
		}
		after = page.PageInfo.EndCursor
	}
}

// page requests a page, and the release that the page is of.
func (c *walker) page(t *testing.T, connection string, after *string) (answer pageAnswer) {
	body, err := json.Marshal(map[string]any{
		"query": fmt.Sprintf(`query ($after: String) { dataset { release } page: %s(first: %d, after: $after) {
			edges { node { id %s } } pageInfo { endCursor hasNextPage } totalCount } }`, connection, c.size, texts[connection]),
		"variables": map[string]any{"after": after},
	})
	if err != nil {
		t.Error(err)
		return answer
	}
	response, err := http.Post(c.url+"/graphql", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Error(err)
		return answer
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err == nil {
		err = json.Unmarshal(content, &answer)
	}
	if err != nil {
		t.Errorf("%v in %.200s", err, content)
	}
	return answer
}

// foreignText returns a text in a node that is not of a release, or nothing.
func foreignText(value any, release string) string {
	switch v := value.(type) {
	case string:
		if v != release {
			return v
		}
	case []any:
		for _, entry := range v {
			if found := foreignText(entry, release); found != "" {
				return found
			}
		}
	case map[string]any:
		for field, entry := range v {
			if found := foreignText(entry, release); found != "" && field != "id" {
				return found
			}
		}
	}
	return ""
}
