package observe

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// metrics are updated as requests and statements are processed.
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

// durations are histogram buckets in seconds, from the time of a cached answer to the
// default deadline of a request.
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
	for _, outcome := range statementOutcomes { // start at 0, so that rate() sees the first increase
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

// Gauge returns a metric whose value is read when metrics are collected.
func Gauge(name, help string, value func() int) prometheus.Collector {
	return prometheus.NewGaugeFunc(options(name, help), func() float64 { return float64(value()) })
}

// Release describes a release of the dataset in the metrics.
type Release struct {
	ID, Checksum string
	LoadedAt     time.Time
	Stale        bool // whether the database or the release to serve cannot be read
}

// releaseCollector reads which release is served when metrics are collected.
type releaseCollector struct {
	current             func() (Release, bool)
	info, loaded, stale *prometheus.Desc
}

// ServedRelease returns the metrics of the release that is served. current returns
// that release, or false while there is none.
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

// Describe sends the descriptions of all metrics of the release.
func (c releaseCollector) Describe(ch chan<- *prometheus.Desc) {
	ch <- c.info
	ch <- c.loaded
	ch <- c.stale
}

// Collect sends the metrics of the release, if there is one.
func (c releaseCollector) Collect(ch chan<- prometheus.Metric) {
	release, ok := c.current()
	if !ok {
		return
	}
	ch <- prometheus.MustNewConstMetric(c.info, prometheus.GaugeValue, 1, release.ID, release.Checksum)
	ch <- prometheus.MustNewConstMetric(c.loaded, prometheus.GaugeValue, float64(release.LoadedAt.Unix()))
	stale := 0.0
	if release.Stale {
		stale = 1
	}
	ch <- prometheus.MustNewConstMetric(c.stale, prometheus.GaugeValue, stale)
}

// CacheStats are the statistics of a cache.
type CacheStats struct {
	Hits, Misses   uint64
	Entries, Bytes int
}

// cacheCollector reads the statistics of a cache when metrics are collected.
type cacheCollector struct {
	stats                        func() CacheStats
	hits, misses, entries, bytes *prometheus.Desc
}

// AnswerCache returns the metrics of the cache of finished answers.
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

// Describe sends the descriptions of all metrics of the cache.
func (c cacheCollector) Describe(ch chan<- *prometheus.Desc) {
	ch <- c.hits
	ch <- c.misses
	ch <- c.entries
	ch <- c.bytes
}

// Collect sends the metrics of the cache.
func (c cacheCollector) Collect(ch chan<- prometheus.Metric) {
	stats := c.stats()
	ch <- prometheus.MustNewConstMetric(c.hits, prometheus.CounterValue, float64(stats.Hits))
	ch <- prometheus.MustNewConstMetric(c.misses, prometheus.CounterValue, float64(stats.Misses))
	ch <- prometheus.MustNewConstMetric(c.entries, prometheus.GaugeValue, float64(stats.Entries))
	ch <- prometheus.MustNewConstMetric(c.bytes, prometheus.GaugeValue, float64(stats.Bytes))
}
