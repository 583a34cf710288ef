package observe

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// metrics are what is counted as it happens.
type metrics struct {
	requests        *prometheus.CounterVec
	requestDuration *prometheus.HistogramVec
	responseBytes   *prometheus.CounterVec
	running         prometheus.Gauge

	operations        *prometheus.CounterVec
	operationDuration *prometheus.HistogramVec
	cost              prometheus.Histogram

	statements        *prometheus.CounterVec
	statementDuration prometheus.Histogram

	build *prometheus.GaugeVec
}

// From a cached answer to the deadline of a request, in seconds.
var durations = []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}

func newMetrics() metrics {
	m := metrics{
		requests:        counter("http_requests_total", "Requests answered.", "path", "status"),
		requestDuration: histogram("http_request_duration_seconds", "From a request's headers to the end of its answer.", durations, "path"),
		responseBytes:   counter("http_response_bytes_total", "Bytes of answers, without headers.", "path"),
		running:         prometheus.NewGauge(options("http_requests_running", "Requests that are being answered.")),

		operations:        counter("graphql_operations_total", "GraphQL requests by what they asked for and the code of their first error, or OK.", "type", "code"),
		operationDuration: histogram("graphql_operation_duration_seconds", "Time to answer a GraphQL request.", durations, "type"),
		cost: prometheus.NewHistogram(prometheus.HistogramOpts{
			Namespace: namespace, Name: "graphql_operation_cost",
			Help: "Cost of the operations that were executed.", Buckets: prometheus.ExponentialBuckets(10, 10, 6),
		}),

		statements: counter("sql_statements_total", "SQL statements by how they ended: ok, cancelled or error.", "outcome"),
		statementDuration: prometheus.NewHistogram(prometheus.HistogramOpts{
			Namespace: namespace, Name: "sql_statement_duration_seconds",
			Help: "Time until a statement's first row or its end.", Buckets: durations,
		}),

		build: gauge("build_info", "Always 1; the version of the program.", "version"),
	}
	for _, outcome := range statementOutcomes { // a rate needs to have seen nothing first
		m.statements.WithLabelValues(outcome)
	}
	return m
}

func (m metrics) collectors() []prometheus.Collector {
	return []prometheus.Collector{
		m.requests, m.requestDuration, m.responseBytes, m.running,
		m.operations, m.operationDuration, m.cost,
		m.statements, m.statementDuration, m.build,
	}
}

const namespace = "doichieu"

func options(name, help string) prometheus.GaugeOpts {
	return prometheus.GaugeOpts{Namespace: namespace, Name: name, Help: help}
}

func counter(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts(options(name, help)), labels)
}

func gauge(name, help string, labels ...string) *prometheus.GaugeVec {
	return prometheus.NewGaugeVec(options(name, help), labels)
}

func histogram(name, help string, buckets []float64, labels ...string) *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(prometheus.HistogramOpts{Namespace: namespace, Name: name, Help: help, Buckets: buckets}, labels)
}

// Gauge is a metric that is looked at when metrics are read.
func Gauge(name, help string, value func() int) prometheus.Collector {
	return prometheus.NewGaugeFunc(options(name, help), func() float64 { return float64(value()) })
}

// Release is what the metrics tell of a release of the dataset.
type Release struct {
	ID, Checksum string
	LoadedAt     time.Time
	Stale        bool // the database, or the release to serve, cannot be read
}

// releaseCollector looks at the release that is served when metrics are read.
type releaseCollector struct {
	current             func() (Release, bool)
	info, loaded, stale *prometheus.Desc
}

// ServedRelease is the metrics of the release that is served; current reports
// it, or false as long as there is none.
func ServedRelease(current func() (Release, bool)) prometheus.Collector {
	return releaseCollector{
		current: current,
		info: prometheus.NewDesc(namespace+"_dataset_release_info",
			"Always 1; the release of the dataset that is served.", []string{"release", "checksum"}, nil),
		loaded: prometheus.NewDesc(namespace+"_dataset_loaded_timestamp_seconds",
			"When the release that is served was loaded.", nil, nil),
		stale: prometheus.NewDesc(namespace+"_dataset_stale",
			"1 while the database or the release to serve cannot be read, so that what is served may be out of date.", nil, nil),
	}
}

// Describe sends what Collect may send.
func (c releaseCollector) Describe(to chan<- *prometheus.Desc) {
	to <- c.info
	to <- c.loaded
	to <- c.stale
}

// Collect sends the metrics of the release, if there is one.
func (c releaseCollector) Collect(to chan<- prometheus.Metric) {
	release, ok := c.current()
	if !ok {
		return
	}
	to <- prometheus.MustNewConstMetric(c.info, prometheus.GaugeValue, 1, release.ID, release.Checksum)
	to <- prometheus.MustNewConstMetric(c.loaded, prometheus.GaugeValue, float64(release.LoadedAt.Unix()))
	stale := 0.0
	if release.Stale {
		stale = 1
	}
	to <- prometheus.MustNewConstMetric(c.stale, prometheus.GaugeValue, stale)
}

// CacheStats say how well a cache serves.
type CacheStats struct {
	Hits, Misses   uint64
	Entries, Bytes int
}

// cacheCollector looks at a cache when metrics are read.
type cacheCollector struct {
	stats                        func() CacheStats
	hits, misses, entries, bytes *prometheus.Desc
}

// AnswerCache is the metrics of the cache of finished answers.
func AnswerCache(stats func() CacheStats) prometheus.Collector {
	desc := func(name, help string) *prometheus.Desc {
		return prometheus.NewDesc(namespace+"_answer_cache_"+name, help, nil, nil)
	}
	return cacheCollector{
		stats:   stats,
		hits:    desc("hits_total", "Requests answered from the cache of finished answers."),
		misses:  desc("misses_total", "Requests whose answer was not in the cache."),
		entries: desc("entries", "Answers in the cache."),
		bytes:   desc("bytes", "Memory that the answers in the cache take."),
	}
}

// Describe sends what Collect sends.
func (c cacheCollector) Describe(to chan<- *prometheus.Desc) {
	to <- c.hits
	to <- c.misses
	to <- c.entries
	to <- c.bytes
}

// Collect sends the metrics of the cache.
func (c cacheCollector) Collect(to chan<- prometheus.Metric) {
	stats := c.stats()
	to <- prometheus.MustNewConstMetric(c.hits, prometheus.CounterValue, float64(stats.Hits))
	to <- prometheus.MustNewConstMetric(c.misses, prometheus.CounterValue, float64(stats.Misses))
	to <- prometheus.MustNewConstMetric(c.entries, prometheus.GaugeValue, float64(stats.Entries))
	to <- prometheus.MustNewConstMetric(c.bytes, prometheus.GaugeValue, float64(stats.Bytes))
}
