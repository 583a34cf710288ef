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

// Meter stops an operation whose answer becomes too large, in values or in bytes,
// or whose context has ended. The answer is then a single error without data,
// rather than an error for each field that was not resolved.
type Meter struct {
	Values  int // fields, entries of lists and pieces of text together
	Bytes   int // of the answer in JSON; 0 for no limit
	Present graphql.ErrorPresenterFunc
}

// textPiece is how many bytes of text count as a value.
const textPiece = 64

// ErrStopped is the error of every remaining field, in gqlgen's own execution, after
// an operation was stopped. Error presenters turn it into nil.
var ErrStopped = errors.New("the operation was ended")

var (
	_ graphql.HandlerExtension     = Meter{}
	_ graphql.OperationInterceptor = Meter{}
	_ graphql.ResponseInterceptor  = Meter{}
	_ graphql.FieldInterceptor     = Meter{}
)

// ExtensionName names the extension to the server.
func (Meter) ExtensionName() string { return "Meter" }

// Validate accepts any schema.
func (Meter) Validate(graphql.ExecutableSchema) error { return nil }

// Spending counts how large the answer of an operation is so far.
type Spending struct {
	values, bytes               atomic.Int64
	allowedValues, allowedBytes int
	exceeded                    atomic.Pointer[gqlerror.Error] // the limit that was exceeded first
}

type spendingKey struct{}

// SpendingOf returns the count of an operation, or nil when there is no Meter.
func SpendingOf(ctx context.Context) *Spending {
	spending, _ := ctx.Value(spendingKey{}).(*Spending)
	return spending
}

// InterceptOperation starts counting.
func (m Meter) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	return next(context.WithValue(ctx, spendingKey{}, &Spending{
		allowedValues: m.Values, allowedBytes: cmp.Or(m.Bytes, math.MaxInt),
	}))
}

// InterceptField counts a field before it is resolved, and its value afterwards.
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

// InterceptResponse replaces an answer that was stopped by the reason.
func (m Meter) InterceptResponse(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	response := next(ctx)
	spending := SpendingOf(ctx)
	err := spending.Spend(ctx, 0, 0)
	if response != nil && err == nil { // fewer bytes may have been counted during execution
		err = spending.check(bytesOf(response))
	}
	if err != nil {
		return &graphql.Response{Data: []byte("null"), Errors: gqlerror.List{m.Present(ctx, err)}}
	}
	return response
}

// errorBytes is roughly the size of an error in JSON without its message.
const errorBytes = 256

func bytesOf(response *graphql.Response) int {
	size := len(response.Data)
	for _, problem := range response.Errors {
		size += errorBytes + len(problem.Message)
	}
	return size
}

// Spend counts values and bytes of the answer; negative numbers take some back. It
// returns an error when the operation must stop. A nil Spending counts nothing and
// never stops.
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

// check compares the size of an answer so far with the limit.
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

// exceed remembers the limit that was exceeded first. The count may fall again when
// part of the answer is taken back, but the answer stays incomplete.
func (s *Spending) exceed(what *Exceeded) { s.exceeded.CompareAndSwap(nil, refusal(what)) }

// TextWeight is how many values a text counts as, in addition to its field.
func TextWeight(text string) int { return len(text) / textPiece }

// weight is how many values the value of a field counts as, in addition to the
// field, and its least size in bytes.
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
