package limit

import (
	"context"
	"errors"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// Code is the error code of a refused document.
const Code = "LIMIT_EXCEEDED"

// Extension refuses documents that pass a limit, after parsing and before
// validation, whose rules can take long on documents made to make them.
type Extension struct {
	Limits Limits
	Tokens int // as the server's parser allows
	schema *ast.Schema
}

var (
	_ graphql.HandlerExtension          = (*Extension)(nil)
	_ graphql.OperationParameterMutator = (*Extension)(nil)
)

// ExtensionName names the extension to the server.
func (*Extension) ExtensionName() string { return "Limits" }

// Validate takes the schema that documents are measured against.
func (e *Extension) Validate(schema graphql.ExecutableSchema) error {
	e.schema = schema.Schema()
	return nil
}

// MutateOperationParameters refuses a document that passes a limit. One that
// cannot be parsed is left to the server, which says what is wrong with it.
func (e *Extension) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: params.Query}, e.Tokens)
	if err != nil {
		return nil
	}
	size, err := Check(doc, e.schema, params.Variables, e.Limits)
	if graphql.HasOperationContext(ctx) {
		graphql.GetOperationContext(ctx).Stats.SetExtension(e.ExtensionName(), size)
	}
	var exceeded *Exceeded
	if !errors.As(err, &exceeded) {
		return nil
	}
	return refusal(exceeded)
}

// CostOf is the cost that an operation was measured to have; 0 when it was not
// measured.
func CostOf(operation *graphql.OperationContext) int {
	size, _ := operation.Stats.GetExtension((*Extension)(nil).ExtensionName()).(Size)
	return size.Cost
}

func refusal(e *Exceeded) *gqlerror.Error {
	return &gqlerror.Error{Message: e.Error(), Extensions: map[string]any{
		"code": Code, "limit": e.What, "asked": e.Asked, "allowed": e.Allowed,
	}}
}
