package main

import (
	"fmt"
	"os"
	"strings"

	"doichieu/data"
)

const (
	countsFile  = "docs/dataset.md"
	countsBegin = "<!-- counts: written by make generate -->\n"
	countsEnd   = "<!-- end of counts -->\n"
)

func writeCounts() error {
	set, err := data.Read(os.DirFS("data"))
	if err != nil {
		return err
	}
	content, err := os.ReadFile(countsFile)
	if err != nil {
		return err
	}
	before, rest, found := strings.Cut(string(content), countsBegin)
	_, after, ended := strings.Cut(rest, countsEnd)
	if !found || !ended {
		return fmt.Errorf("%s has no place for the counts", countsFile)
	}
	return os.WriteFile(countsFile, []byte(before+countsBegin+countsTable(set)+countsEnd+after), 0o644)
}

func countsTable(set *data.Dataset) string {
	computed := map[string]int{}
	for _, f := range set.AllFindings() {
		documents := map[string]bool{}
		for _, s := range f.Sources {
			documents[s.Document] = true
		}
		for d := range documents {
			computed[d]++
		}
	}
	var out strings.Builder
	out.WriteString("| document | targets | measures | outcomes | annex tasks | body tasks | citations | budgets | funding | duties | findings |\n")
	out.WriteString("| --- " + strings.Repeat("| ---: ", 10) + "|\n")
	for i := range set.Documents {
		f := &set.Documents[i]
		fmt.Fprintf(&out, "| `%s` | %s |\n", f.Document.Slug, strings.Join(documentCounts(f, computed[f.Document.Slug]), " | "))
	}
	return out.String()
}

func documentCounts(f *data.DocumentFile, findings int) []string {
	measures, citations, body := 0, len(f.Citations), 0
	for _, t := range f.Targets {
		measures += len(t.Measures)
		citations += len(t.Citations)
	}
	for _, o := range f.Outcomes {
		citations += len(o.Citations)
	}
	for _, t := range f.Tasks {
		citations += len(t.Citations)
		if t.Origin == "BODY" {
			body++
		}
	}
	var out []string
	for _, n := range []int{
		len(f.Targets), measures, len(f.Outcomes), len(f.Tasks) - body, body, citations,
		len(f.Budgets), len(f.Funding), len(f.Duties), findings,
	} {
		out = append(out, fmt.Sprint(n))
	}
	return out
}
