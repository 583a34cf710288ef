package observe

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/apierror"
	"doichieu/limit"
)

// Operations is a GraphQL extension that records the operation of each request. It
// must come after the extension for persisted queries, so that it sees their text,
// and before the extensions that refuse requests, so that it sees these too.
type Operations struct{}

var (
	_ graphql.HandlerExtension          = Operations{}
	_ graphql.OperationParameterMutator = Operations{}
	_ graphql.OperationInterceptor      = Operations{}
)

// ExtensionName returns the name of the extension.
func (Operations) ExtensionName() string { return "Observe" }

// Validate accepts any schema.
func (Operations) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters records the hash of the document and the name of the
// operation, which are known even if the document is invalid.
func (Operations) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	hash := sha256.Sum256([]byte(params.Query))
	From(ctx).change(func(o *Operation) {
		o.Hash, o.Name = hex.EncodeToString(hash[:]), truncate(params.OperationName)
	})
	return nil
}

// InterceptOperation records the operation that is executed.
func (Operations) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	operation := graphql.GetOperationContext(ctx)
	From(ctx).change(func(o *Operation) {
		o.Kind = string(operation.Operation.Operation)
		o.Name = truncate(operation.Operation.Name)
		o.Cost = limit.CostOf(operation)
	})
	return next(ctx)
}

// codeOf returns the code of the first error, or OK without errors.
func codeOf(errors gqlerror.List) string {
	if len(errors) == 0 {
		return "OK"
	}
	return fmt.Sprint(cmp.Or(errors[0].Extensions["code"], any(apierror.Internal)))
}

// maxNameBytes bounds the names of operations in the log, because clients choose them.
const maxNameBytes = 64

func truncate(name string) string {
	if len(name) <= maxNameBytes {
		return name
	}
	return strings.ToValidUTF8(name[:maxNameBytes], "")
}
