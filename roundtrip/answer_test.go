package roundtrip_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"

	"doichieu/graph"
	"doichieu/store"
)

// api asks for everything that the schema has.
type api struct {
	t      *testing.T
	exec   *executor.Executor
	schema *ast.Schema
}

func newAPI(t *testing.T, plans *store.Store) api {
	schema := graph.NewSchema(plans)
	exec := executor.New(schema)
	exec.AroundOperations(graph.Prepare(plans))
	return api{t, exec, schema.Schema()}
}

func (a api) ask(query string, variables map[string]any) map[string]any {
	a.t.Helper()
	ctx := graphql.StartOperationTrace(a.t.Context())
	operation, problems := a.exec.CreateOperationContext(ctx, &graphql.RawParams{Query: query, Variables: variables})
	if len(problems) > 0 {
		a.t.Fatalf("%s\n%v", query, problems)
	}
	respond, ctx := a.exec.DispatchOperation(ctx, operation)
	response := respond(ctx)
	for _, problem := range response.Errors {
		a.t.Errorf("the API answers with an error: %s: %s", problem.Path, problem.Message)
	}
	answer, _ := decoded(response.Data).(map[string]any)
	return answer
}

// decoded is JSON with numbers as they are written.
func decoded(text []byte) any {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var out any
	_ = decoder.Decode(&out) // what cannot be read is null, and missed then
	return out
}

// isNode reports whether a type is a record with an id of its own.
func (a api) isNode(t *ast.Definition) bool {
	return t.Name == "Node" || slices.Contains(t.Interfaces, "Node")
}

func hasRequired(field *ast.FieldDefinition) bool {
	return slices.ContainsFunc(field.Arguments, func(arg *ast.ArgumentDefinition) bool {
		return arg.Type.NonNull && arg.DefaultValue == nil
	})
}

// selection asks for every field of a type, and of the records that it leads to
// down to a depth; beyond that for their ids.
func (a api) selection(t *ast.Definition, depth int) string {
	if t.Kind == ast.Interface {
		return "{ __typename id }"
	}
	fields := []string{"__typename"}
	for _, field := range t.Fields {
		if hasRequired(field) || strings.HasPrefix(field.Name, "__") {
			continue
		}
		of := a.schema.Types[field.Type.Name()]
		switch {
		case of.Kind == ast.Scalar || of.Kind == ast.Enum:
			fields = append(fields, field.Name)
		case a.isNode(of) && (depth == 0 || of.Kind == ast.Interface):
			fields = append(fields, field.Name+" { __typename id }")
		case a.isNode(of):
			fields = append(fields, field.Name+" "+a.selection(of, depth-1))
		default:
			fields = append(fields, field.Name+" "+a.selection(of, depth))
		}
	}
	return "{ " + strings.Join(fields, " ") + " }"
}

// found is an object of an answer, and the question that it answers.
type found struct {
	route  string
	object map[string]any
}

// everything asks for each record by its id, and for every list of the API. The
// result is by id; that of the dataset stands under "".
func (a api) everything(ids []string) map[string][]found {
	out := map[string][]found{}
	for chunk := range slices.Chunk(ids, 25) {
		answer := a.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id "+a.anyNode()+" } }", map[string]any{"ids": chunk})
		collect(answer, "nodes", out)
	}
	for _, field := range a.schema.Query.Fields {
		of := a.schema.Types[field.Type.Name()]
		switch {
		case hasRequired(field) || strings.HasPrefix(field.Name, "__"):
		case strings.HasSuffix(of.Name, "Connection"):
			node := a.schema.Types[of.Fields.ForName("nodes").Type.Name()]
			collect(a.ask("{ "+field.Name+"(first: 100) { nodes "+a.selection(node, 1)+" } }", nil), field.Name, out)
		default:
			answer := a.ask("{ "+field.Name+" "+a.selection(of, 1)+" }", nil)
			collect(answer, field.Name, out)
			if object, is := answer[field.Name].(map[string]any); is {
				out[""] = append(out[""], found{field.Name, object})
			}
		}
	}
	return out
}

func (a api) anyNode() string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(a.schema.Types)) {
		if t := a.schema.Types[name]; t.Kind == ast.Object && a.isNode(t) {
			// One name may have two types in two kinds of record: each gets names of its own.
			parts = append(parts, fmt.Sprintf("... on %s { as_%s: __typename %s }", t.Name, t.Name, a.aliased(t)))
		}
	}
	return strings.Join(parts, " ")
}

// aliased asks for every field of a type under names that no other type has.
func (a api) aliased(t *ast.Definition) string {
	selection := strings.TrimSuffix(strings.TrimPrefix(a.selection(t, 0), "{ "), " }")
	for _, field := range t.Fields {
		selection = strings.Replace(" "+selection+" ", " "+field.Name+" ", fmt.Sprintf(" %s_%s: %s ", t.Name, field.Name, field.Name), 1)
	}
	return selection
}

// collect gathers the objects with ids of which all fields were asked for.
func collect(value any, route string, into map[string][]found) {
	switch v := value.(type) {
	case []any:
		for _, entry := range v {
			collect(entry, route, into)
		}
	case map[string]any:
		kind, _ := v["__typename"].(string)
		object := map[string]any{}
		for name, of := range v {
			object[strings.TrimPrefix(name, kind+"_")] = of
			if name != "__typename" {
				collect(of, route, into)
			}
		}
		if id, has := object["id"].(string); has && len(object) > 2 {
			into[id] = append(into[id], found{route, object})
		}
	}
}

// at follows a path down an answer, through lists; missing is where an object has no
// such field.
func at(value any, path []string) any {
	if len(path) == 0 || value == nil {
		return value
	}
	switch v := value.(type) {
	case map[string]any:
		of, has := v[path[0]]
		if !has {
			return missing
		}
		return at(of, path[1:])
	case []any:
		out := make([]any, len(v))
		for i, entry := range v {
			out[i] = at(entry, path)
		}
		return out
	}
	return missing
}

const missing = "no such field"
