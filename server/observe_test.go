package main

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"doichieu/observe"
	"doichieu/store/storetest"
)

// captureLog redirects the log during a test. The returned function returns the lines
// since its last call.
func captureLog(t *testing.T) func() []map[string]any {
	t.Helper()
	before := slog.Default()
	t.Cleanup(func() { slog.SetDefault(before) })
	var log bytes.Buffer
	slog.SetDefault(observe.NewLogger(&log, observe.LogJSON, slog.LevelInfo))
	return func() []map[string]any {
		var lines []map[string]any
		for decoder := json.NewDecoder(&log); ; {
			var line map[string]any
			if err := decoder.Decode(&line); err == io.EOF {
				return lines
			} else if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, line)
		}
	}
}

func TestRequestsAreLogged(t *testing.T) {
	handler := shippedHandler(t)
	get(t, handler, "/graphql?query=query%20Again%7Bdataset%7Brelease%7D%7D")
	for name, tt := range map[string]struct {
		method, path, body string
		want               map[string]any
	}{
		"a query": {
			"POST", "/graphql",
			`{"query": "query Secretly($slug: String!) { province(slug: $slug) { name } }", "variables": {"slug": "binh-dinh"}}`,
			map[string]any{
				"path": "/graphql", "status": 200.0, "type": "query", "operation": "Secretly", "code": "OK", "cost": 2.0,
				"cached": false,
			},
		},
		"a query that was answered before": {
			"GET", "/graphql?query=query%20Again%7Bdataset%7Brelease%7D%7D", "",
			map[string]any{"type": "query", "operation": "Again", "code": "OK", "cost": 2.0, "cached": true},
		},
		"what cannot be parsed": {
			"POST", "/graphql", `{"query": "{", "operationName": "X"}`,
			map[string]any{"path": "/graphql", "status": 200.0, "type": "none", "operation": "X", "code": "BAD_USER_INPUT", "cost": 0.0},
		},
		"what is refused": {
			"POST", "/graphql", `{"query": "` + strings.Repeat("{a", 30) + strings.Repeat("}", 30) + `"}`,
			map[string]any{"path": "/graphql", "status": 200.0, "type": "none", "code": "LIMIT_EXCEEDED"},
		},
		"what is no request of GraphQL": {
			"POST", "/graphql", `[]`,
			map[string]any{"path": "/graphql", "status": 400.0, "code": "BAD_USER_INPUT"},
		},
		"a file":  {"GET", "/csv/targets?province=binh-dinh", "", map[string]any{"path": "GET /csv/{table}", "status": 200.0}},
		"nothing": {"GET", "/binh-dinh", "", map[string]any{"path": "none", "status": 404.0}},
	} {
		t.Run(name, func(t *testing.T) {
			lines := captureLog(t)
			request := httptest.NewRequest(tt.method, tt.path, strings.NewReader(tt.body))
			if tt.method == http.MethodPost {
				request.Header.Set("Content-Type", "application/json")
			}
			recorder := httptest.NewRecorder()
			handler.ServeHTTP(recorder, request)
			found := lines()
			if len(found) != 1 {
				t.Fatalf("%d lines: %v", len(found), found)
			}
			line := found[0]
			for field, want := range tt.want {
				if diff := cmp.Diff(want, line[field]); diff != "" {
					t.Errorf("%s: %s", field, diff)
				}
			}
			if line["request_id"] != recorder.Header().Get("X-Request-Id") || line["bytes"] != float64(recorder.Body.Len()) {
				t.Errorf("logged %v for %v and %d bytes", line, recorder.Header(), recorder.Body.Len())
			}
			if encoded, _ := json.Marshal(line); bytes.Contains(encoded, []byte("binh-dinh")) {
				t.Errorf("the log contains a value of the request: %s", encoded)
			}
		})
	}
}

// metricsOf returns the metrics as Prometheus reads them.
func metricsOf(t *testing.T, handler http.Handler) string {
	t.Helper()
	return get(t, handler, "/metrics").Body.String()
}

func TestMetrics(t *testing.T) {
	handler := shippedHandler(t)
	for _, path := range []string{
		"/graphql?query=%7Bdataset%7Brelease%7D%7D", "/graphql?query=%7Bdataset%7Brelease%7D%7D", "/graphql?query=%7B", "/nowhere",
	} {
		get(t, handler, path)
	}
	metrics := metricsOf(t, handler)
	for _, want := range []string{
		`doichieu_graphql_operations_total{code="OK",type="query"} 2`,
		`doichieu_graphql_operations_total{code="BAD_USER_INPUT",type="none"} 1`,
		`doichieu_graphql_operation_duration_seconds_count{type="query"} 2`,
		`doichieu_graphql_operation_cost_count 1`,
		`doichieu_answer_cache_hits_total 1`,
		`doichieu_http_requests_total{path="/graphql",status="200"} 3`,
		`doichieu_http_requests_total{path="none",status="404"} 1`,
		`doichieu_http_requests_running 1`,
		`doichieu_unsent_bytes 524288`, // the memory of this request for metrics
		`doichieu_database_waiting 0`,
		`doichieu_build_info{version="test"} 1`,
	} {
		if !strings.Contains(metrics, want+"\n") {
			t.Errorf("no line %s in\n%s", want, ownMetrics(metrics))
		}
	}
}

// ownMetrics returns the lines of the program's own metrics.
func ownMetrics(metrics string) string {
	return strings.Join(regexp.MustCompile(`(?m)^doichieu_.*$`).FindAllString(metrics, -1), "\n")
}

// A dashboard shows an empty panel for a metric that does not exist, and an alert on
// one never fires.
func TestDashboardAndAlertsUseMetricsThatExist(t *testing.T) {
	handler, _ := observedHandler(t, defaultSettings())
	get(t, handler, "/graphql?query=%7Bdataset%7Brelease%7D%7D")
	get(t, handler, "/graphql?query=%7Btargets%7Bnodes%7Bid%7D%7D%7D")
	names := regexp.MustCompile(`(?m)^# TYPE (\S+) `)
	var exist []string
	for _, match := range names.FindAllStringSubmatch(metricsOf(t, handler), -1) {
		exist = append(exist, match[1])
	}
	used := regexp.MustCompile(`\b(?:doichieu|go|process)_[a-z_]+`)
	for _, file := range []string{"../deploy/grafana/doichieu.json", "../deploy/prometheus/alerts.yml"} {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found := used.FindAllString(string(content), -1)
		if len(found) == 0 {
			t.Errorf("%s uses no metrics", file)
		}
		for _, name := range found {
			series := regexp.MustCompile(`_(bucket|sum|count)$`).ReplaceAllString(name, "")
			if !slices.Contains(exist, name) && !slices.Contains(exist, series) {
				t.Errorf("%s uses %s, which does not exist", file, name)
			}
		}
	}
}

// observedHandler returns the handler as serve makes it, whose database and release are
// observed too. stop sends the remaining traces.
func observedHandler(t *testing.T, s settings) (handler http.Handler, stop func() error) {
	t.Helper()
	database := storetest.Open(t, storetest.SQLiteURL(t))
	o, stop, err := newObserver(t.Context(), s, database)
	if err != nil {
		t.Fatal(err)
	}
	plans := storetest.Fill(t, database)
	observeRelease(o, plans)
	handler, err = newHandler(plans, s, o, &readiness{plans: plans})
	if err != nil {
		t.Fatal(err)
	}
	return handler, stop
}

// Traces arrive at a collector. They continue the trace of the client, and contain the
// text of queries but no values of variables.
func TestTraces(t *testing.T) {
	var sent bytes.Buffer
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/v1/traces" {
			t.Errorf("traces went to %s", r.URL.Path)
		}
		_, _ = io.Copy(&sent, r.Body)
	}))
	defer collector.Close()
	s := defaultSettings()
	s.tracesEndpoint = collector.URL
	handler, stop := observedHandler(t, s)
	body := `{"query": "query Traced($p: String!) { targets(where: {province: $p}) { nodes { id } } }", "variables": {"p": "quang-nam"}}`
	request := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
	handler.ServeHTTP(httptest.NewRecorder(), request)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	trace := "\x0a\xf7\x65\x19\x16\xcd\x43\xdd\x84\x48\xeb\x21\x1c\x80\x31\x9c"
	for _, part := range []string{"Traced", "SQL query", "doichieu", trace} {
		if !bytes.Contains(sent.Bytes(), []byte(part)) {
			t.Errorf("%q was not sent", part)
		}
	}
	if bytes.Contains(sent.Bytes(), []byte("quang-nam")) {
		t.Error("the value of a variable was sent")
	}
}

// No traces are sent if they are turned off, even if an endpoint is configured.
func TestTracesTurnedOff(t *testing.T) {
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { t.Errorf("sent to %s", r.URL.Path) }))
	defer collector.Close()
	for name, off := range map[string]func(*settings){
		"OTEL_SDK_DISABLED":    func(s *settings) { s.tracesDisabled = true },
		"OTEL_TRACES_EXPORTER": func(s *settings) { s.tracesExporter = exportNone },
	} {
		t.Run(name, func(t *testing.T) {
			s := defaultSettings()
			s.tracesEndpoint = collector.URL
			off(&s)
			handler, stop := observedHandler(t, s)
			get(t, handler, "/graphql?query=%7Bdataset%7Brelease%7D%7D")
			if err := stop(); err != nil {
				t.Error(err)
			}
		})
	}
}
