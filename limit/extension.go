package limit

import (
	"context"
	"errors"
	"weak"

	"github.com/99designs/gqlgen/graphql"
	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Code is the error code of a refused document.
const Code = "LIMIT_EXCEEDED"

// Extension judges documents between parsing and validation. It says in the
// answer's extensions.cost what a document costs, when the request's extensions
// have "cost": true.
type Extension struct {
	Limits Limits
	schema *ast.Schema

	// sizes are those of parsed documents that have the same whatever their
	// variables are. They do not keep a document from being forgotten.
	sizes *lru.Cache[weak.Pointer[ast.QueryDocument], Size]
}

// maxSizes is how many documents' sizes are remembered.
const maxSizes = 1_000

var (
	_ graphql.HandlerExtension    = (*Extension)(nil)
	_ graphql.ResponseInterceptor = (*Extension)(nil)
)

// ExtensionName names the extension to the server.
func (*Extension) ExtensionName() string { return "Limits" }

// Validate takes the schema that documents are measured against.
func (e *Extension) Validate(schema graphql.ExecutableSchema) error {
	e.schema = schema.Schema()
	sizes, err := lru.New[weak.Pointer[ast.QueryDocument], Size](maxSizes)
	e.sizes = sizes
	return err
}

// Judge measures the document of the operation of a context, and returns an
// *Exceeded when it passes a limit.
func (e *Extension) Judge(ctx context.Context, doc *ast.QueryDocument, variables map[string]any) error {
	size, err := e.measure(doc, variables)
	graphql.GetOperationContext(ctx).Stats.SetExtension(e.ExtensionName(), size)
	return err
}

// measure measures a document, once if its variables do not matter.
func (e *Extension) measure(doc *ast.QueryDocument, variables map[string]any) (Size, error) {
	key := weak.Make(doc)
	if size, known := e.sizes.Get(key); known {
		return size, nil
	}
	size, err := Check(doc, e.schema, variables, e.Limits)
	if err == nil && !size.Varies {
		e.sizes.Add(key, size)
	}
	return size, err
}

// sizeOf is what an operation was measured to have.
func sizeOf(operation *graphql.OperationContext) (size Size, measured bool) {
	size, measured = operation.Stats.GetExtension((*Extension)(nil).ExtensionName()).(Size)
	return size, measured
}

// CostOf is the cost that an operation was measured to have; 0 when it was not
// measured.
func CostOf(operation *graphql.OperationContext) int {
	size, _ := sizeOf(operation)
	return size.Cost
}

// InterceptResponse tells what the document costs to whoever asked for it.
func (e *Extension) InterceptResponse(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	operation := graphql.GetOperationContext(ctx)
	if size, measured := sizeOf(operation); measured && operation.Extensions["cost"] == true {
		graphql.RegisterExtension(ctx, "cost", e.report(size))
	}
	return next(ctx)
}

// report shows the size of a document beside what is allowed.
func (e *Extension) report(size Size) any {
	return map[string]any{
		"asked": size,
		"allowed": Size{
			Depth: e.Limits.Depth, Fields: e.Limits.Fields, RootFields: e.Limits.RootFields,
			Aliases: e.Limits.Aliases, Directives: e.Limits.Directives, Cost: e.Limits.Cost,
		},
	}
}

// refusal is how GraphQL tells of a limit that is passed.
func refusal(err error) *gqlerror.Error {
	return &gqlerror.Error{Message: err.Error(), Extensions: Extensions(err)}
}

// Extensions are what a client is told besides the message of an error of this
// package.
func Extensions(err error) map[string]any {
	told := map[string]any{"code": Code}
	var e *Exceeded
	if errors.As(err, &e) {
		told["limit"], told["asked"], told["allowed"] = e.What, e.Asked, e.Allowed
		if e.Argument != "" {
			told["argument"] = e.Argument
		}
	}
	return told
}
