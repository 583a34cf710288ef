// Package examples has runnable queries. Tests execute each of them, GraphiQL shows
// them, and answers/ has their answers.
package examples

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed *.graphql
var files embed.FS

// Example is a query with a title.
type Example struct {
	Name  string `json:"name"`  // the file's name without its extension
	Title string `json:"title"` // the first comment of the file
	Query string `json:"query"`
}

// All lists the examples by name.
func All() ([]Example, error) {
	names, err := fs.Glob(files, "*.graphql")
	if err != nil {
		return nil, err
	}
	out := make([]Example, len(names))
	for i, name := range names {
		content, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		title, query, _ := strings.Cut(string(content), "\n")
		out[i] = Example{
			Name:  strings.TrimSuffix(name, ".graphql"),
			Title: strings.TrimSpace(strings.TrimPrefix(title, "#")),
			Query: query,
		}
	}
	return out, nil
}
