package main

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/klauspost/compress/gzhttp"

	"doichieu/apierror"
	"doichieu/content"
	"doichieu/download"
	"doichieu/observe"
	"doichieu/store"
	"doichieu/table"
	"doichieu/traffic"
	"doichieu/transport"
	"doichieu/web"
)

// metricsBytes estimates the memory of collecting the metrics.
const metricsBytes = 512 << 10

// newHandler returns the handler of all paths.
func newHandler(plans *store.Store, s settings, o *observe.Observer, ready *readiness) (http.Handler, error) {
	mux, err := newRoutes(plans, s, o, ready)
	if err != nil {
		return nil, err
	}
	chain, err := middlewares(s, o, ready)
	if err != nil {
		return nil, err
	}
	handler := mux
	for _, middleware := range slices.Backward(chain) {
		handler = middleware(handler)
	}
	return handler, nil
}

// middlewares returns the middlewares that every request passes, the outermost first.
func middlewares(s settings, o *observe.Observer, ready *readiness) ([]func(http.Handler) http.Handler, error) {
	negotiateEncoding, err := content.EncodingNegotiator()
	if err != nil {
		return nil, fmt.Errorf("compression: %w", err)
	}
	return []func(http.Handler) http.Handler{
		o.Traced,
		o.Requests,
		recoverPanics,
		ready.closeConnections,
		setSecurityHeaders,
		crossOrigin(s),
		negotiateEncoding,
		s.clientRate().Limit,
		traffic.DiscardBody(s.bodyBytes, s.writeTimeout()),
		traffic.Deadline(s.timeoutOf),
	}, nil
}

// newRoutes returns a handler that routes requests by their path.
func newRoutes(plans *store.Store, s settings, o *observe.Observer, ready *readiness) (http.Handler, error) {
	tables, err := table.New(plans, s.meter())
	if err != nil {
		return nil, fmt.Errorf("tables: %w", err)
	}
	listing, err := download.List(tables)
	if err != nil {
		return nil, fmt.Errorf("list of tables: %w", err)
	}
	compressed, err := content.Compressor(s.compressFrom, gzhttp.DefaultContentTypeFilter)
	if err != nil {
		return nil, fmt.Errorf("compression: %w", err)
	}
	waiting := traffic.NewSemaphore(s.waiting)
	budget := s.answerBudget()
	graphQL := newEndpoint(plans, s, waiting, budget, o)
	files := newDownloads(tables, s, waiting, budget)
	o.Register(observe.AnswerCache(graphQL.cacheStats),
		observe.Gauge("unsent_bytes", "Memory of answers that clients have not read yet.", budget.Used),
		observe.Gauge("database_waiting", "Operations and downloads that wait for the database.", waiting.Holders))

	mux := http.NewServeMux()
	for _, path := range []string{"/graphql", "/graphql/{$}"} {
		mux.Handle(path, graphQL)
		mux.HandleFunc("OPTIONS "+path, func(w http.ResponseWriter, _ *http.Request) { writeMethods(w, transport.Methods) })
	}
	mux.Handle("GET /schema.graphql", compressed(schemaText(s.schema(plans))))
	mux.Handle("GET /csv/{$}", compressed(listing))
	mux.Handle("GET /csv/{table}", compressed(http.HandlerFunc(files.CSV)))
	mux.HandleFunc("GET /download/dataset.zip", files.Dataset)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		writeStatus(w, http.StatusOK, "alive")
	})
	mux.Handle("GET /readyz", ready)
	mux.Handle("GET /metrics", budget.Count(metricsBytes, o.Metrics()))
	if err := web.Register(mux, notFound); err != nil {
		return nil, fmt.Errorf("pages: %w", err)
	}
	mux.Handle("/", unrouted{mux})
	return mux, nil
}

func newDownloads(tables *table.Tables, s settings, waiting traffic.Semaphore, budget *traffic.Budget) download.Downloads {
	return download.New(download.Options{
		Tables: tables, Budget: budget, Slots: traffic.NewSlots(s.downloads, waiting, s.turnTimeout),
		PartTimeout: s.writeTimeout(), Timeout: s.downloadTimeout, Revision: readBuild().revision,
	})
}

func writeStatus(w http.ResponseWriter, code int, status string) {
	apierror.WriteJSON(w, code, map[string]string{"status": status})
}
