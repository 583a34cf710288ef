package observe

import (
	"context"
	"fmt"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/ravilushqa/otelgqlgen"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	semconv "go.opentelemetry.io/otel/semconv/v1.37.0"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"
)

// tracing sends spans somewhere, or nowhere.
type tracing struct {
	provider trace.TracerProvider
	tracer   trace.Tracer
}

func tracingBy(provider trace.TracerProvider) tracing {
	return tracing{provider, provider.Tracer("doichieu")}
}

func noTracing() tracing { return tracingBy(noop.NewTracerProvider()) }

// Trace sends traces to an address by OTLP over HTTP from now on; the variables
// of OpenTelemetry's exporter and sampler are heeded. It must be called before
// the observer's other methods. stop sends what is left.
func (o *Observer) Trace(ctx context.Context, to, version string) (stop func(context.Context) error, err error) {
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(to))
	if err != nil {
		return nil, fmt.Errorf("traces: %w", err)
	}
	from, err := resource.New(ctx,
		resource.WithAttributes(semconv.ServiceName("doichieu"), semconv.ServiceVersion(version)),
		resource.WithFromEnv())
	if err != nil {
		return nil, fmt.Errorf("traces: %w", err)
	}
	provider := sdktrace.NewTracerProvider(sdktrace.WithBatcher(exporter), sdktrace.WithResource(from))
	o.tracing = tracingBy(provider)
	return provider.Shutdown, nil
}

// Traced traces requests, and goes on with the trace that a client began.
func (o *Observer) Traced(next http.Handler) http.Handler {
	if !o.traces() {
		return next
	}
	return otelhttp.NewHandler(next, "HTTP",
		otelhttp.WithTracerProvider(o.provider),
		otelhttp.WithPropagators(propagation.TraceContext{}))
}

// Extensions are what a GraphQL server must use, before any other extension.
func (o *Observer) Extensions() []graphql.HandlerExtension {
	if !o.traces() {
		return []graphql.HandlerExtension{Operations{}}
	}
	return []graphql.HandlerExtension{Operations{}, otelgqlgen.Middleware(
		otelgqlgen.WithTracerProvider(o.provider),
		otelgqlgen.WithoutVariables(),
		otelgqlgen.WithCreateSpanFromFields(noField),
	)}
}

// noField makes no span of a field: compiled operations do not tell of them.
func noField(*graphql.FieldContext) bool { return false }

func (o *Observer) traces() bool {
	_, none := o.provider.(noop.TracerProvider)
	return !none
}
