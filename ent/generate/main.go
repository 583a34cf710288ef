// Command generate writes package ent from the schemas beside it. A release is
// only read by way of ent, and its rows are written from the dataset's format
// (package load), so what ent offers for writing is left out. Run it from the
// module's root; `make generate` does.
package main

import (
	"log"
	"slices"

	"entgo.io/ent/entc"
	"entgo.io/ent/entc/gen"
)

// writing are ent's templates for builders that write, and what only they need.
var writing = []string{"create", "update", "delete", "mutation", "hook", "enttest", "migrate", "runtime/ent", "runtime/pkg"}

func main() {
	gen.Templates = slices.DeleteFunc(gen.Templates, func(t gen.TypeTemplate) bool { return slices.Contains(writing, t.Name) })
	gen.GraphTemplates = slices.DeleteFunc(gen.GraphTemplates, func(t gen.GraphTemplate) bool { return slices.Contains(writing, t.Name) })
	config := &gen.Config{
		Target: "./ent", Package: "doichieu/ent",
		Features: []gen.Feature{gen.FeatureExecQuery, gen.FeatureSchemaConfig},
	}
	if err := entc.Generate("./ent/schema", config, entc.TemplateDir("./ent/generate/templates")); err != nil {
		log.Fatal(err)
	}
	graph, err := entc.LoadGraph("./ent/schema", config)
	if err == nil {
		err = writeRecords(graph)
	}
	if err != nil {
		log.Fatal(err)
	}
}
