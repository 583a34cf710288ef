// Package observe tells operators what the server does: a line in the log and
// the metrics of every request, of every SQL statement, and traces of both
// when there is somewhere to send them. It never tells the values of variables.
package observe

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Observer keeps the metrics of one server. Its methods are the places where
// the server is looked at.
type Observer struct {
	registry *prometheus.Registry
	metrics
	tracing
}

// New makes an observer of a program of a version.
func New(version string) *Observer {
	o := &Observer{registry: prometheus.NewRegistry(), metrics: newMetrics(), tracing: noTracing()}
	o.build.WithLabelValues(version).Set(1)
	o.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	o.registry.MustRegister(o.collectors()...)
	return o
}

// Register adds metrics that another part of the program keeps.
func (o *Observer) Register(more ...prometheus.Collector) { o.registry.MustRegister(more...) }

// Metrics answers with every metric, as Prometheus reads them.
func (o *Observer) Metrics() http.Handler {
	return promhttp.HandlerFor(o.registry, promhttp.HandlerOpts{Registry: o.registry})
}
