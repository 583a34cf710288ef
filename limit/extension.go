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

// Code is the error code of a request that exceeds a limit.
const Code = "LIMIT_EXCEEDED"

// Extension checks documents between parsing and validation. It reports the size of
// a document in the answer's extensions.cost when the request's extensions have
// "cost": true.
type Extension struct {
	Limits Limits
	schema *ast.Schema

	// sizes has the sizes of documents that do not depend on variables. Weak pointers
	// let the garbage collector free a document.
	sizes *lru.Cache[weak.Pointer[ast.QueryDocument], Size]
}

// maxSizes is the number of documents whose sizes are cached.
const maxSizes = 1_000

var (
	_ graphql.HandlerExtension    = (*Extension)(nil)
	_ graphql.ResponseInterceptor = (*Extension)(nil)
)

// ExtensionName names the extension to the server.
func (*Extension) ExtensionName() string { return "Limits" }

// Validate sets the schema that documents are measured by.
func (e *Extension) Validate(schema graphql.ExecutableSchema) error {
	e.schema = schema.Schema()
	sizes, err := lru.New[weak.Pointer[ast.QueryDocument], Size](maxSizes)
	e.sizes = sizes
	return err
}

// Judge measures a document, records its size in the operation of the context, and
// returns an *Exceeded when it exceeds a limit.
func (e *Extension) Judge(ctx context.Context, doc *ast.QueryDocument, variables map[string]any) error {
	size, err := e.measure(doc, variables)
	graphql.GetOperationContext(ctx).Stats.SetExtension(e.ExtensionName(), size)
	return err
}

// measure measures a document, or takes its size from the cache if the size does
// not depend on variables.
func (e *Extension) measure(doc *ast.QueryDocument, variables map[string]any) (Size, error) {
	key := weak.Make(doc)
	if size, found := e.sizes.Get(key); found {
		return size, nil
	}
	size, err := Check(doc, e.schema, variables, e.Limits)
	if err == nil && !size.Varies {
		e.sizes.Add(key, size)
	}
	return size, err
}

// sizeOf returns the measured size of an operation.
func sizeOf(operation *graphql.OperationContext) (size Size, measured bool) {
	size, measured = operation.Stats.GetExtension((*Extension)(nil).ExtensionName()).(Size)
	return size, measured
}

// CostOf returns the measured cost of an operation, or 0 when it was not measured.
func CostOf(operation *graphql.OperationContext) int {
	size, _ := sizeOf(operation)
	return size.Cost
}

// InterceptResponse reports the size of the document if the request asks for it.
func (e *Extension) InterceptResponse(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	operation := graphql.GetOperationContext(ctx)
	if size, measured := sizeOf(operation); measured && operation.Extensions["cost"] == true {
		graphql.RegisterExtension(ctx, "cost", e.report(size))
	}
	return next(ctx)
}

// report is the size of a document together with the limits.
func (e *Extension) report(size Size) any {
	return map[string]any{
		"asked": size,
		"allowed": Size{
			Depth: e.Limits.Depth, Fields: e.Limits.Fields, RootFields: e.Limits.RootFields,
			Aliases: e.Limits.Aliases, Directives: e.Limits.Directives, Cost: e.Limits.Cost,
		},
	}
}

// refusal is the GraphQL error for a limit that is exceeded.
func refusal(err error) *gqlerror.Error {
	return &gqlerror.Error{Message: err.Error(), Extensions: Extensions(err)}
}

// Extensions are the extensions of the GraphQL error for an error of this
// package.
func Extensions(err error) map[string]any {
	extensions := map[string]any{"code": Code}
	var e *Exceeded
	if errors.As(err, &e) {
		extensions["limit"], extensions["asked"], extensions["allowed"] = e.What, e.Asked, e.Allowed
		if e.Argument != "" {
			extensions["argument"] = e.Argument
		}
	}
	return extensions
}
