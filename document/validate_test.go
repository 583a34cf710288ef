package document

import (
	"context"
	"errors"
	"strings"
	"testing"

	"doichieu/limit"
)

// TestJudgingEnds: validation stops when the request ends, and at the maximum number
// of problems.
func TestJudgingEnds(t *testing.T) {
	query := "{__schema{types{" + strings.Repeat("name ", 10_000) + strings.Repeat("nam ", 10_000) + "}}}"
	for name, tt := range map[string]struct {
		ctx      func(context.Context) context.Context
		problems int
		err      error
		steps    int
	}{
		"at the last problem that is told": {func(ctx context.Context) context.Context { return ctx }, limit.MaxProblems, nil, 10_000 + 2*limit.MaxProblems},
		"with the request":                 {ended, 0, context.Canceled, 2 * checkEvery},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := Parse(query, unlimited)
			if err != nil {
				t.Fatal(err)
			}
			v := newValidation(tt.ctx(t.Context()), petSchema(t), doc, rules)
			v.run()
			if len(v.problems) != tt.problems || !errors.Is(v.ended, tt.err) || v.steps > tt.steps {
				t.Errorf("%d problems after %d steps, %v", len(v.problems), v.steps, v.ended)
			}
		})
	}
}

func ended(ctx context.Context) context.Context {
	ctx, cancel := context.WithCancel(ctx)
	cancel()
	return ctx
}
