package limit_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/limit"
)

// field is a field of an answer, and what it resolves to.
type field struct {
	key   string
	value any
}

// resolve resolves a field under a meter.
func (f field) resolve(ctx context.Context, m limit.Meter) (any, error) {
	ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{
		Field: graphql.CollectedField{Field: &ast.Field{Alias: f.key}},
	})
	return m.InterceptField(ctx, func(context.Context) (any, error) { return f.value, nil })
}

// presented shows an error as it is.
func presented(_ context.Context, err error) *gqlerror.Error {
	var refusal *gqlerror.Error
	if errors.As(err, &refusal) {
		return refusal
	}
	return gqlerror.Wrap(err)
}

// underMeter executes an operation under a meter.
func underMeter(m limit.Meter, execute graphql.ResponseHandler) *graphql.Response {
	m.Present = presented
	run := m.InterceptOperation(context.Background(), func(ctx context.Context) graphql.ResponseHandler {
		return func(context.Context) *graphql.Response { return m.InterceptResponse(ctx, execute) }
	})
	return run(context.Background())
}

// answer answers with fields, and with null in the place of those that the meter
// ends.
func answer(m limit.Meter, fields ...field) *graphql.Response {
	return underMeter(m, func(ctx context.Context) *graphql.Response {
		for _, f := range fields {
			if _, err := f.resolve(ctx, m); errors.Is(err, limit.ErrStopped) {
				break
			}
		}
		return &graphql.Response{Data: []byte("{}")}
	})
}

func TestWhatAnAnswerCounts(t *testing.T) {
	text := strings.Repeat("x", 130)
	const plenty = 1_000_000
	for name, tt := range map[string]struct {
		fields        []field
		values, bytes int
	}{
		"a field, with its key":               {[]field{{"a", 1}}, 1, 1 + 4},
		"several fields":                      {[]field{{"a", 1}, {"long", true}, {"c", nil}}, 3, 3*4 + 1 + 4 + 1},
		"64 bytes of text as another value":   {[]field{{"a", text[:64]}}, 2, 5 + 64},
		"less text as none":                   {[]field{{"a", text[:63]}}, 1, 5 + 63},
		"text in pieces":                      {[]field{{"a", text}}, 3, 5 + 130},
		"text that may be null":               {[]field{{"a", &text}}, 3, 5 + 130},
		"text that is null":                   {[]field{{"a", (*string)(nil)}}, 1, 5},
		"each entry of a list":                {[]field{{"a", []int{1, 2, 3}}}, 4, 5 + 3},
		"a list without entries":              {[]field{{"a", []int{}}}, 1, 5},
		"an object by its fields, not itself": {[]field{{"a", struct{ name string }{text}}}, 1, 5},
	} {
		t.Run(name, func(t *testing.T) {
			for what, m := range map[string]limit.Meter{
				"as many as allowed":      {Values: tt.values, Bytes: tt.bytes},
				"any number of bytes":     {Values: tt.values},
				"bytes that are too many": {Values: plenty, Bytes: tt.bytes - 1},
				"values too many":         {Values: tt.values - 1, Bytes: plenty},
			} {
				got := answer(m, tt.fields...)
				if refused := len(got.Errors) > 0; refused != strings.Contains(what, "too many") {
					t.Errorf("%s: %v", what, got.Errors)
				}
			}
		})
	}
}

// An answer that is too large is one error, without data.
func TestTooLargeAnAnswer(t *testing.T) {
	for name, tt := range map[string]struct {
		meter   limit.Meter
		message string
	}{
		"values": {limit.Meter{Values: 2}, "The request's number of values answered is 4; at most 2 is allowed."},
		"bytes":  {limit.Meter{Values: 100, Bytes: 7}, "The request's answer in bytes is 8 or more; at most 7 is allowed."},
	} {
		t.Run(name, func(t *testing.T) {
			got := answer(tt.meter, field{"a", []int{1, 2, 3}}, field{"b", "unread"})
			if string(got.Data) != "null" || len(got.Errors) != 1 || got.Errors[0].Message != tt.message {
				t.Errorf("got %s %v, want %s", got.Data, got.Errors, tt.message)
			}
			if got.Errors[0].Extensions["code"] != limit.Code {
				t.Errorf("got %v", got.Errors[0].Extensions)
			}
		})
	}
}

// What was counted on the way may be less than what was written.
func TestTheFinishedAnswerIsMeasuredToo(t *testing.T) {
	const problem = "0123456789"
	response := func(context.Context) *graphql.Response {
		return &graphql.Response{Data: []byte("{}"), Errors: gqlerror.List{{Message: problem}, {Message: problem}}}
	}
	const size = len("{}") + 2*(256+len(problem))
	if got := underMeter(limit.Meter{Values: 1, Bytes: size}, response); len(got.Errors) != 2 {
		t.Errorf("refused what is allowed: %v", got.Errors)
	}
	if got := underMeter(limit.Meter{Values: 1, Bytes: size - 1}, response); len(got.Errors) != 1 || string(got.Data) != "null" {
		t.Errorf("let pass %s %v", got.Data, got.Errors)
	}
	if got := underMeter(limit.Meter{Values: 1, Bytes: 1}, func(context.Context) *graphql.Response { return nil }); got != nil {
		t.Errorf("made %v of no response", got)
	}
}

// An answer that ended at a limit shrinks, but does not become complete by that.
func TestALimitThatWasPassedStaysPassed(t *testing.T) {
	got := underMeter(limit.Meter{Values: 3, Bytes: 100}, func(ctx context.Context) *graphql.Response {
		spending := limit.SpendingOf(ctx)
		if err := spending.Spend(ctx, 3, 100); err != nil {
			t.Errorf("stopped before the limit: %v", err)
		}
		for _, more := range []struct{ values, bytes int }{{1, 0}, {0, 1}, {-4, -101}} {
			if err := spending.Spend(ctx, more.values, more.bytes); err == nil {
				t.Errorf("went on after the limit, with %+v", more)
			}
		}
		return &graphql.Response{Data: []byte("{}")}
	})
	if len(got.Errors) != 1 || got.Errors[0].Message != "The request's number of values answered is 4; at most 3 is allowed." {
		t.Errorf("got %v, want what was passed first", got.Errors)
	}
}

func TestARequestThatEndedEndsItsFields(t *testing.T) {
	got := underMeter(limit.Meter{Values: 100}, func(ctx context.Context) *graphql.Response {
		ended, end := context.WithCancel(ctx)
		end()
		if _, err := (field{"a", 1}).resolve(ended, limit.Meter{}); !errors.Is(err, limit.ErrStopped) {
			t.Errorf("got %v", err)
		}
		if err := limit.SpendingOf(ctx).Spend(ended, 1, 1); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		return &graphql.Response{Data: []byte("{}")}
	})
	if len(got.Errors) != 0 {
		t.Errorf("got %v", got.Errors)
	}
}

// A field ends with what it resolved to, or with the resolver's own error.
func TestAFieldWithinTheLimits(t *testing.T) {
	broken := errors.New("broken")
	underMeter(limit.Meter{Values: 100}, func(ctx context.Context) *graphql.Response {
		if got, err := (field{"a", "text"}).resolve(ctx, limit.Meter{}); got != "text" || err != nil {
			t.Errorf("got %v, %v", got, err)
		}
		ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{Field: graphql.CollectedField{Field: &ast.Field{}}})
		_, err := limit.Meter{}.InterceptField(ctx, func(context.Context) (any, error) { return nil, broken })
		if !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
		return &graphql.Response{}
	})
}

// Where no operation is metered, nothing is counted and nothing ends.
func TestNothingIsCountedWithoutAMeter(t *testing.T) {
	ctx := context.Background()
	if got, err := (field{"a", "text"}).resolve(ctx, limit.Meter{}); got != "text" || err != nil {
		t.Errorf("got %v, %v", got, err)
	}
	response := &graphql.Response{Data: []byte("{}")}
	if got := (limit.Meter{}).InterceptResponse(ctx, func(context.Context) *graphql.Response { return response }); got != response {
		t.Errorf("got %v", got)
	}
}
