package document

import (
	"math"
	"os"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"doichieu/limit"
)

// unlimited are limits that no document passes.
var unlimited = limit.Limits{Tokens: math.MaxInt, NameBytes: math.MaxInt}

func ownSchema(t testing.TB) *ast.Schema {
	t.Helper()
	source, err := os.ReadFile("../schema.graphql")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := gqlparser.LoadSchema(&ast.Source{Input: string(source)})
	if err != nil {
		t.Fatal(err)
	}
	return schema
}
