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

// Operations notes what GraphQL requests ask for. It must be
// used after the one that looks up persisted queries, and before those that
// refuse requests.
type Operations struct{}

var (
	_ graphql.HandlerExtension          = Operations{}
	_ graphql.OperationParameterMutator = Operations{}
	_ graphql.OperationInterceptor      = Operations{}
)

// ExtensionName names the extension to the server.
func (Operations) ExtensionName() string { return "Observe" }

// Validate takes any schema.
func (Operations) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters notes which document was sent.
func (Operations) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	hash := sha256.Sum256([]byte(params.Query))
	From(ctx).change(func(o *Operation) {
		o.Hash, o.Name = hex.EncodeToString(hash[:]), shortened(params.OperationName)
	})
	return nil
}

// InterceptOperation notes the operation that is executed.
func (Operations) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	chosen := graphql.GetOperationContext(ctx)
	From(ctx).change(func(o *Operation) {
		o.Kind = string(chosen.Operation.Operation)
		o.Name = shortened(chosen.Operation.Name)
		o.Cost = limit.CostOf(chosen)
	})
	return next(ctx)
}

// codeOf is the code of the first error, or OK.
func codeOf(errors gqlerror.List) string {
	if len(errors) == 0 {
		return "OK"
	}
	return fmt.Sprint(cmp.Or(errors[0].Extensions["code"], any(apierror.Internal)))
}

// maxName is how much of an operation's name is told: clients choose it.
const maxName = 64

func shortened(name string) string {
	if len(name) <= maxName {
		return name
	}
	return strings.ToValidUTF8(name[:maxName], "")
}
