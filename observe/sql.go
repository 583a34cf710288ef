package observe

import (
	"context"
	"errors"
	"time"

	"entgo.io/ent/dialect"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// Database returns a driver that counts, times and traces queries. It does not
// observe other statements, because the server only reads.
func (o *Observer) Database(driver dialect.Driver) dialect.Driver {
	return observedDriver{driver, o}
}

// statementOutcomes are the values of the label outcome.
var statementOutcomes = []string{ok, cancelled, failed}

const (
	ok        = "ok"
	cancelled = "cancelled" // because its request ended
	failed    = "error"
)

type observedDriver struct {
	dialect.Driver
	observer *Observer
}

// Query runs one statement. Its text may be traced, because it contains placeholders
// instead of values.
func (d observedDriver) Query(ctx context.Context, statement string, args, into any) error {
	if request := From(ctx); request != nil {
		request.statements.Add(1)
	}
	ctx, span := d.observer.tracer.Start(ctx, "SQL query", trace.WithSpanKind(trace.SpanKindClient))
	defer span.End()
	span.SetAttributes(attribute.String("db.query.text", statement))
	start := time.Now()
	err := d.Driver.Query(ctx, statement, args, into)
	d.observer.statementDuration.Observe(time.Since(start).Seconds())
	outcome := outcomeOf(err)
	d.observer.statements.WithLabelValues(outcome).Inc()
	if err != nil {
		span.SetStatus(codes.Error, outcome)
	}
	return err
}

func outcomeOf(err error) string {
	switch {
	case err == nil:
		return ok
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return cancelled
	default:
		return failed
	}
}
