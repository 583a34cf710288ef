// Package observe makes the server observable to operators: a log line for every
// request, metrics of requests and SQL statements, and traces of both if an endpoint
// for traces is configured. It never exposes the values of variables.
package observe

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Observer collects the metrics and traces of one server. Its methods return
// middlewares and wrappers for the parts to observe.
type Observer struct {
	registry *prometheus.Registry
	metrics
	tracing
}

// New returns an observer that reports the version of the program and does not trace.
func New(version string) *Observer {
	o := &Observer{registry: prometheus.NewRegistry(), metrics: newMetrics(), tracing: noTracing()}
	o.build.WithLabelValues(version).Set(1)
	o.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	o.registry.MustRegister(o.collectors()...)
	return o
}

// Register adds metrics that other parts of the program maintain.
func (o *Observer) Register(more ...prometheus.Collector) { o.registry.MustRegister(more...) }

// Metrics returns a handler that answers with every metric in the format of Prometheus.
func (o *Observer) Metrics() http.Handler {
	return promhttp.HandlerFor(o.registry, promhttp.HandlerOpts{Registry: o.registry})
}
