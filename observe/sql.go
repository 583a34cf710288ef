package observe

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"entgo.io/ent/dialect"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// Database counts, times and traces the statements that go through a driver.
func (o *Observer) Database(driver dialect.Driver) dialect.Driver {
	return watchedDriver{driver, o}
}

// The kinds of statements, and how they end.
var (
	statementKinds    = []string{query, exec}
	statementOutcomes = []string{ok, cancelled, failed}
)

const (
	query = "query"
	exec  = "exec"

	ok        = "ok"
	cancelled = "cancelled" // because its request ended
	failed    = "error"
)

type watchedDriver struct {
	dialect.Driver
	observer *Observer
}

func (d watchedDriver) Exec(ctx context.Context, statement string, args, into any) error {
	return d.observer.statement(ctx, exec, statement, args, into, d.Driver.Exec)
}

func (d watchedDriver) Query(ctx context.Context, statement string, args, into any) error {
	return d.observer.statement(ctx, query, statement, args, into, d.Driver.Query)
}

func (d watchedDriver) Tx(ctx context.Context) (dialect.Tx, error) {
	tx, err := d.Driver.Tx(ctx)
	if err != nil {
		return nil, err
	}
	return watchedTx{tx, d.observer}, nil
}

// BeginTx is what ent looks for in a driver when a transaction has options.
func (d watchedDriver) BeginTx(ctx context.Context, options *sql.TxOptions) (dialect.Tx, error) {
	driver, able := d.Driver.(interface {
		BeginTx(context.Context, *sql.TxOptions) (dialect.Tx, error)
	})
	if !able {
		return nil, errors.New("the driver knows no options for transactions")
	}
	tx, err := driver.BeginTx(ctx, options)
	if err != nil {
		return nil, err
	}
	return watchedTx{tx, d.observer}, nil
}

type watchedTx struct {
	dialect.Tx
	observer *Observer
}

func (t watchedTx) Exec(ctx context.Context, statement string, args, into any) error {
	return t.observer.statement(ctx, exec, statement, args, into, t.Tx.Exec)
}

func (t watchedTx) Query(ctx context.Context, statement string, args, into any) error {
	return t.observer.statement(ctx, query, statement, args, into, t.Tx.Query)
}

type run func(ctx context.Context, statement string, args, into any) error

// statement runs one statement, whose text has placeholders in the place of
// values.
func (o *Observer) statement(ctx context.Context, kind, text string, args, into any, run run) error {
	if request := From(ctx); request != nil {
		request.statements.Add(1)
	}
	ctx, span := o.tracer.Start(ctx, "SQL "+kind, trace.WithSpanKind(trace.SpanKindClient))
	defer span.End()
	span.SetAttributes(attribute.String("db.query.text", text))
	began := time.Now()
	err := run(ctx, text, args, into)
	o.statementDuration.WithLabelValues(kind).Observe(time.Since(began).Seconds())
	outcome := outcomeOf(err)
	o.statements.WithLabelValues(kind, outcome).Inc()
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
