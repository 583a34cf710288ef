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

// tracing creates spans. With a no-op provider they are discarded.
type tracing struct {
	provider trace.TracerProvider
	tracer   trace.Tracer
}

func newTracing(provider trace.TracerProvider) tracing {
	return tracing{provider, provider.Tracer("doichieu")}
}

func noTracing() tracing { return newTracing(noop.NewTracerProvider()) }

// Trace makes the observer export traces to an endpoint by OTLP over HTTP. The
// environment variables of OpenTelemetry's exporter and sampler apply. It must be
// called before the observer's other methods. stop exports the remaining spans.
func (o *Observer) Trace(ctx context.Context, endpoint, version string) (stop func(context.Context) error, err error) {
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(endpoint))
	if err != nil {
		return nil, fmt.Errorf("traces: %w", err)
	}
	service, err := resource.New(ctx,
		resource.WithAttributes(semconv.ServiceName("doichieu"), semconv.ServiceVersion(version)),
		resource.WithFromEnv())
	if err != nil {
		return nil, fmt.Errorf("traces: %w", err)
	}
	provider := sdktrace.NewTracerProvider(sdktrace.WithBatcher(exporter), sdktrace.WithResource(service))
	o.tracing = newTracing(provider)
	return provider.Shutdown, nil
}

// Traced is a middleware that traces requests and continues the traces of clients.
func (o *Observer) Traced(next http.Handler) http.Handler {
	if !o.isTracing() {
		return next
	}
	return otelhttp.NewHandler(next, "HTTP",
		otelhttp.WithTracerProvider(o.provider),
		otelhttp.WithPropagators(propagation.TraceContext{}))
}

// Extensions returns the extensions with which a GraphQL server is observed. See
// Operations for their place among the other extensions.
func (o *Observer) Extensions() []graphql.HandlerExtension {
	if !o.isTracing() {
		return []graphql.HandlerExtension{Operations{}}
	}
	return []graphql.HandlerExtension{Operations{}, otelgqlgen.Middleware(
		otelgqlgen.WithTracerProvider(o.provider),
		otelgqlgen.WithoutVariables(),
		otelgqlgen.WithCreateSpanFromFields(noFieldSpans),
	)}
}

// noFieldSpans disables the spans of fields, which only gqlgen's own executor would
// create.
func noFieldSpans(*graphql.FieldContext) bool { return false }

func (o *Observer) isTracing() bool {
	_, isNoop := o.provider.(noop.TracerProvider)
	return !isNoop
}
