package examples_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"doichieu/examples"
)

func TestEveryExampleHasATitleAndAnAnswer(t *testing.T) {
	all, err := examples.All()
	if err != nil || len(all) == 0 {
		t.Fatalf("%d examples, %v", len(all), err)
	}
	for _, example := range all {
		if example.Title == "" || !strings.HasPrefix(example.Query, "query ") {
			t.Errorf("%s: title %q, then %.20q", example.Name, example.Title, example.Query)
		}
		if _, err := os.Stat("answers/" + example.Name + ".json"); err != nil {
			t.Error(err)
		}
	}
}

var block = regexp.MustCompile("(?s)```(graphql|json)\n(.*?)\n```")

// TestReadmes checks that both READMEs show the example "first" and its real answer,
// which a test of package graph compares with the API's.
func TestReadmes(t *testing.T) {
	query, err := os.ReadFile("first.graphql")
	if err != nil {
		t.Fatal(err)
	}
	_, wantQuery, _ := strings.Cut(string(query), "\n")
	answer, err := os.ReadFile("answers/first.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"../README.md", "../README.vi.md"} {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		blocks := map[string]string{}
		for _, m := range block.FindAllStringSubmatch(string(content), -1) {
			blocks[m[1]] = m[2]
		}
		if diff := cmp.Diff(strings.TrimSpace(wantQuery), blocks["graphql"]); diff != "" {
			t.Errorf("%s: query (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(decode(t, `{"data":`+string(answer)+`}`), decode(t, blocks["json"])); diff != "" {
			t.Errorf("%s: answer (-want +got):\n%s", name, diff)
		}
	}
}

func decode(t *testing.T, text string) any {
	t.Helper()
	var out any
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatalf("%v in %.100s", err, text)
	}
	return out
}
