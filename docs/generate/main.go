// Command generate writes what is derived from other files: the data
// dictionary (from schema.graphql), the table of record counts (from the
// dataset), and the JSON Schemas of the dataset's files (from package data).
// Run it from the module's root; `make generate` does.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"doichieu/data"
	"doichieu/examples"
)

func main() {
	for _, step := range []func() error{writeDictionary, writeCounts, writeQuestions, writeSchemas} {
		if err := step(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

// ------------------------------------------------------------ data dictionary

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

// isOwn leaves out GraphQL's own types and the plumbing of connections.
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

// --------------------------------------------------------------- record counts

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

// ------------------------------------------------------------------- questions

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
			e.Name, e.Title, strings.TrimSpace(e.Query), readable(compact.Bytes()))
	}
	return os.WriteFile("docs/questions.md", out.Bytes(), 0o644)
}

// readable breaks compact JSON into lines at the objects of lists, which keeps
// one record on one line.
func readable(compact []byte) string {
	return strings.ReplaceAll(string(compact), "},{", "},\n{")
}

// ---------------------------------------------------------------- JSON Schemas

func writeSchemas() error {
	for name, value := range map[string]any{
		"dataset":         data.Header{},
		"document":        data.DocumentFile{},
		"provinces":       []data.Province{},
		"concepts":        []data.Concept{},
		"indicators":      []data.Indicator{},
		"agencies":        []data.Agency{},
		"legal_documents": []data.LegalDocument{},
		"initiatives":     []data.Initiative{},
	} {
		if err := writeSchema(name, value); err != nil {
			return err
		}
	}
	return nil
}

func writeSchema(name string, value any) error {
	reflector := jsonschema.Reflector{FieldNameTag: "yaml", RequiredFromJSONSchemaTags: false, Mapper: scalar}
	if err := reflector.AddGoComments("doichieu", "./data"); err != nil {
		return err
	}
	schema := reflector.Reflect(value)
	schema.ID = ""
	schema.Title = "Đối Chiếu dataset: " + name + ".yaml"
	encoded, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join("data", "schema", name+".schema.json"), append(encoded, '\n'), 0o644)
}

// scalar describes the types that are written as plain scalars.
func scalar(t reflect.Type) *jsonschema.Schema {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.PkgPath() != "doichieu/vocab" {
		return nil
	}
	if t.Name() == "Decimal" {
		return &jsonschema.Schema{Type: "number"}
	}
	members, ok := reflect.Zero(t).Interface().(interface{ Values() []string })
	if !ok {
		return nil
	}
	schema := &jsonschema.Schema{Type: "string"}
	for _, v := range members.Values() {
		schema.Enum = append(schema.Enum, v)
	}
	return schema
}
