package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

const dictionaryHead = `# Data dictionary

Every record and enumeration of the API, made from the descriptions in
` + "`schema.graphql` by `make generate`" + `. A type with ! is never null.

`

func writeDictionary() error {
	source, err := os.ReadFile("schema.graphql")
	if err != nil {
		return err
	}
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: string(source)})
	if err != nil {
		return err
	}
	var out bytes.Buffer
	out.WriteString(dictionaryHead)
	for _, section := range []struct {
		title string
		kind  ast.DefinitionKind
	}{{"Scalars", ast.Scalar}, {"Records and other objects", ast.Object}, {"Enumerations", ast.Enum}} {
		fmt.Fprintf(&out, "## %s\n\n", section.title)
		for _, name := range slices.Sorted(maps.Keys(schema.Types)) {
			if def := schema.Types[name]; def.Kind == section.kind && isOwn(def) {
				writeDefinition(&out, def)
			}
		}
	}
	return os.WriteFile("docs/data-dictionary.md", append(bytes.TrimRight(out.Bytes(), "\n"), '\n'), 0o644)
}

// isOwn excludes GraphQL's own types and those that only serve connections.
func isOwn(def *ast.Definition) bool {
	for _, suffix := range []string{"Connection", "Edge", "OrderField", "OrderDirection", "PageInfo", "Query"} {
		if strings.HasSuffix(def.Name, suffix) {
			return false
		}
	}
	return !def.BuiltIn
}

func writeDefinition(out *bytes.Buffer, def *ast.Definition) {
	fmt.Fprintf(out, "### %s\n\n%s\n\n", def.Name, oneLine(def.Description))
	switch def.Kind {
	case ast.Object:
		out.WriteString("| field | type | meaning |\n| --- | --- | --- |\n")
		for _, field := range def.Fields {
			if !strings.HasPrefix(field.Name, "__") {
				fmt.Fprintf(out, "| `%s` | `%s` | %s |\n", field.Name, field.Type, oneLine(field.Description))
			}
		}
		out.WriteString("\n")
	case ast.Enum:
		out.WriteString("| value | meaning |\n| --- | --- |\n")
		for _, value := range def.EnumValues {
			fmt.Fprintf(out, "| `%s` | %s |\n", value.Name, oneLine(value.Description))
		}
		out.WriteString("\n")
	}
}

func oneLine(text string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "|", `\|`)
}
