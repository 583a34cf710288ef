package limit

import (
	"context"
	"errors"
	"reflect"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Meter ends an operation that answers with too much or whose context has
// ended, whatever its document promised. The answer is then one error without
// data, rather than an error for each field that was left.
type Meter struct {
	Values  int // fields, entries of lists, and pieces of text together
	Present graphql.ErrorPresenterFunc
}

// textPiece is how many bytes of text count as a value.
const textPiece = 64

// ErrStopped is what every field ends with in gqlgen's own execution once an
// operation was ended. Error presenters turn it into nil.
var ErrStopped = errors.New("the operation was ended")

var (
	_ graphql.HandlerExtension     = Meter{}
	_ graphql.OperationInterceptor = Meter{}
	_ graphql.ResponseInterceptor  = Meter{}
	_ graphql.FieldInterceptor     = Meter{}
)

// ExtensionName names the extension to the server.
func (Meter) ExtensionName() string { return "Meter" }

// Validate takes any schema.
func (Meter) Validate(graphql.ExecutableSchema) error { return nil }

// Spending counts what an operation answered with so far.
type Spending struct {
	values  atomic.Int64
	allowed int
}

type spendingKey struct{}

// SpendingOf is the count of an operation under a Meter; nil without one.
func SpendingOf(ctx context.Context) *Spending {
	spending, _ := ctx.Value(spendingKey{}).(*Spending)
	return spending
}

// InterceptOperation begins to count.
func (m Meter) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	return next(context.WithValue(ctx, spendingKey{}, &Spending{allowed: m.Values}))
}

// InterceptField counts a field before it is resolved, and what it resolved to.
func (m Meter) InterceptField(ctx context.Context, next graphql.Resolver) (any, error) {
	if SpendingOf(ctx).Spend(ctx, 1) != nil {
		return nil, ErrStopped
	}
	value, err := next(ctx)
	if SpendingOf(ctx).Spend(ctx, weight(value)) != nil {
		return nil, ErrStopped
	}
	return value, err
}

// InterceptResponse puts the reason in the place of what was left unfinished.
func (m Meter) InterceptResponse(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	response := next(ctx)
	if err := SpendingOf(ctx).Spend(ctx, 0); err != nil {
		return &graphql.Response{Data: []byte("null"), Errors: gqlerror.List{m.Present(ctx, err)}}
	}
	return response
}

// Spend counts values, and tells why the operation must end, if it must. Where
// nothing is counted it never must.
func (s *Spending) Spend(ctx context.Context, values int) error {
	if s == nil {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if total := int(s.values.Add(int64(values))); total > s.allowed {
		return refusal(&Exceeded{What: "number of values answered", Asked: total, Allowed: s.allowed})
	}
	return nil
}

// TextWeight is how many values a text counts as beside its field.
func TextWeight(text string) int { return len(text) / textPiece }

func weight(value any) int {
	switch v := value.(type) {
	case string:
		return TextWeight(v)
	case *string:
		if v == nil {
			return 0
		}
		return TextWeight(*v)
	}
	if list := reflect.ValueOf(value); list.Kind() == reflect.Slice {
		return list.Len()
	}
	return 0
}
