package limit

import (
	"cmp"
	"context"
	"errors"
	"math"
	"reflect"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Meter ends an operation that answers with too much, in values or in bytes, or
// whose context has ended, whatever its document promised. The answer is then one
// error without data, rather than an error for each field that was left.
type Meter struct {
	Values  int // fields, entries of lists, and pieces of text together
	Bytes   int // of the answer in JSON; 0: any number
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
	values, bytes               atomic.Int64
	allowedValues, allowedBytes int
	exceeded                    atomic.Pointer[gqlerror.Error] // what was passed first
}

type spendingKey struct{}

// SpendingOf is the count of an operation under a Meter; nil without one.
func SpendingOf(ctx context.Context) *Spending {
	spending, _ := ctx.Value(spendingKey{}).(*Spending)
	return spending
}

// InterceptOperation begins to count.
func (m Meter) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	return next(context.WithValue(ctx, spendingKey{}, &Spending{
		allowedValues: m.Values, allowedBytes: cmp.Or(m.Bytes, math.MaxInt),
	}))
}

// InterceptField counts a field before it is resolved, and what it resolved to.
func (m Meter) InterceptField(ctx context.Context, next graphql.Resolver) (any, error) {
	key := len(graphql.GetFieldContext(ctx).Field.Alias) + len(`"":,`)
	if SpendingOf(ctx).Spend(ctx, 1, key) != nil {
		return nil, ErrStopped
	}
	value, err := next(ctx)
	values, bytes := weight(value)
	if SpendingOf(ctx).Spend(ctx, values, bytes) != nil {
		return nil, ErrStopped
	}
	return value, err
}

// InterceptResponse puts the reason in the place of what was left unfinished.
func (m Meter) InterceptResponse(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	response := next(ctx)
	spending := SpendingOf(ctx)
	err := spending.Spend(ctx, 0, 0)
	if response != nil && err == nil { // what was counted meanwhile may be less
		err = spending.check(bytesOf(response))
	}
	if err != nil {
		return &graphql.Response{Data: []byte("null"), Errors: gqlerror.List{m.Present(ctx, err)}}
	}
	return response
}

// errorBytes is about what an error takes besides its message.
const errorBytes = 256

func bytesOf(response *graphql.Response) int {
	size := len(response.Data)
	for _, problem := range response.Errors {
		size += errorBytes + len(problem.Message)
	}
	return size
}

// Spend counts values and bytes of the answer, of which some may be taken back,
// and tells why the operation must end, if it must. Where nothing is counted it
// never must.
func (s *Spending) Spend(ctx context.Context, values, bytes int) error {
	if s == nil {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if total := int(s.values.Add(int64(values))); total > s.allowedValues {
		s.exceed(&Exceeded{What: "number of values answered", Asked: total, Allowed: s.allowedValues})
	}
	return s.check(int(s.bytes.Add(int64(bytes))))
}

// check judges the size of an answer so far.
func (s *Spending) check(bytes int) error {
	if s == nil {
		return nil
	}
	if bytes > s.allowedBytes {
		s.exceed(&Exceeded{What: "answer in bytes", Asked: bytes, Allowed: s.allowedBytes, Counted: true})
	}
	if exceeded := s.exceeded.Load(); exceeded != nil {
		return exceeded
	}
	return nil
}

// exceed remembers what was passed first: a part of an answer that ended for it
// may be taken back, but the rest does not become whole by that.
func (s *Spending) exceed(what *Exceeded) { s.exceeded.CompareAndSwap(nil, refusal(what)) }

// TextWeight is how many values a text counts as beside its field.
func TextWeight(text string) int { return len(text) / textPiece }

// weight is how many values what a field resolved to counts as beside the field,
// and how many bytes it takes at least.
func weight(value any) (values, bytes int) {
	switch v := value.(type) {
	case string:
		return TextWeight(v), len(v)
	case *string:
		if v == nil {
			return 0, 0
		}
		return TextWeight(*v), len(*v)
	}
	if list := reflect.ValueOf(value); list.Kind() == reflect.Slice {
		return list.Len(), list.Len()
	}
	return 0, 0
}
