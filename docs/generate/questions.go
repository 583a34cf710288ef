package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"doichieu/examples"
)

const questionsHead = `# Questions and answers

Every query of [examples/](../examples/) with its real answer, written by ` + "`make generate`" + `.
A test runs them all on SQLite and PostgreSQL.

`

func writeQuestions() error {
	all, err := examples.All()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	out.WriteString(questionsHead + "| question | query |\n| --- | --- |\n")
	for _, e := range all {
		fmt.Fprintf(&out, "| %s | [%s](#%[2]s) |\n", e.Title, e.Name)
	}
	for _, e := range all {
		answer, err := os.ReadFile(filepath.Join("examples", "answers", e.Name+".json"))
		if err != nil {
			return err
		}
		var compact bytes.Buffer
		if err := json.Compact(&compact, answer); err != nil {
			return err
		}
		fmt.Fprintf(&out, "\n## %s\n\n%s\n\n```graphql\n%s\n```\n\n```json\n%s\n```\n",
			e.Name, e.Title, strings.TrimSpace(e.Query), lineBreaks(compact.Bytes()))
	}
	return os.WriteFile("docs/questions.md", out.Bytes(), 0o644)
}

// lineBreaks starts a new line of compact JSON at every object of a list, so that
// every record is on one line.
func lineBreaks(compact []byte) string {
	return strings.ReplaceAll(string(compact), "},{", "},\n{")
}
