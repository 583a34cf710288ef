package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestRateLimit(t *testing.T) {
	s := defaultSettings()
	s.rateLimit, s.rateBurst = 1, 1
	handler := handlerWith(t, shippedStore(t), s)
	if got := get(t, handler, "/"); got.Code != http.StatusOK {
		t.Errorf("first: %d", got.Code)
	}
	got := get(t, handler, "/graphql?query=%7Bdataset%7Brelease%7D%7D")
	if got.Code != http.StatusTooManyRequests || got.Header().Get("Retry-After") != "60" || errorCode(t, got) != "LIMIT_EXCEEDED" {
		t.Errorf("second: %d %v %s", got.Code, got.Header(), got.Body)
	}
	if got := get(t, handler, "/readyz"); got.Code != http.StatusOK || got.Header().Get("RateLimit") != "" {
		t.Errorf("a probe was refused or counted: %d %v", got.Code, got.Header())
	}
}

// Every answer has the headers of the rate limit, including refusals.
func TestEveryAnswerHasRateLimitHeaders(t *testing.T) {
	s := defaultSettings()
	s.rateLimit, s.rateBurst = 1, 1
	handler := handlerWith(t, shippedStore(t), s)
	for _, want := range []int{200, 429} {
		got := get(t, handler, "/csv/provinces")
		if got.Code != want || got.Header().Get("RateLimit") != `"requests";r=0;t=60` {
			t.Errorf("%d %v", got.Code, got.Header())
		}
	}
	if got := get(t, shippedHandler(t), "/csv/provinces"); got.Header().Get("RateLimit-Policy") != "" {
		t.Errorf("without a limit: %v", got.Header())
	}
}

func TestCrossOrigin(t *testing.T) {
	plans := shippedStore(t)
	for name, tt := range map[string]struct{ setting, origin, allowed string }{
		"any site":      {"*", "https://example.org", "*"},
		"a chosen site": {"https://example.org", "https://example.org", "https://example.org"},
		"another site":  {"https://example.org", "https://example.com", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := defaultSettings()
			s.corsOrigins = []string{tt.setting}
			handler := handlerWith(t, plans, s)
			preflight := httptest.NewRequest(http.MethodOptions, "/graphql", nil)
			preflight.Header.Set("Access-Control-Request-Method", http.MethodPost)
			preflight.Header.Set("Access-Control-Request-Headers", "apollographql-client-name,content-type")
			actual := httptest.NewRequest(http.MethodGet, "/graphql?query=%7Bdataset%7Brelease%7D%7D", nil)
			for _, request := range []*http.Request{preflight, actual} {
				request.Header.Set("Origin", tt.origin)
				recorder := httptest.NewRecorder()
				handler.ServeHTTP(recorder, request)
				if got := recorder.Header().Get("Access-Control-Allow-Origin"); got != tt.allowed {
					t.Errorf("%s: allowed %q, want %q", request.Method, got, tt.allowed)
				}
				exposed := recorder.Header().Get("Access-Control-Expose-Headers")
				for _, name := range []string{"Content-Disposition", "ETag", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id", "Content-Range"} {
					if request.Method == http.MethodGet && tt.allowed != "" && !strings.Contains(strings.ToLower(exposed), strings.ToLower(name)) {
						t.Errorf("a page does not see %s: %q", name, exposed)
					}
				}
				if got := recorder.Header().Get("Access-Control-Allow-Credentials"); got != "" {
					t.Errorf("cookies are allowed: %q", got)
				}
			}
		})
	}
}

// errorCode returns the code of the only error in an answer, and checks that the error
// has the request id.
func errorCode(t *testing.T, answer *httptest.ResponseRecorder) string {
	t.Helper()
	var body struct {
		Errors []struct {
			Extensions struct{ Code, RequestID string }
		}
	}
	if err := json.Unmarshal(answer.Body.Bytes(), &body); err != nil || len(body.Errors) != 1 {
		t.Fatalf("answered %s", answer.Body)
	}
	extensions := body.Errors[0].Extensions
	if extensions.RequestID == "" || extensions.RequestID != answer.Header().Get("X-Request-Id") {
		t.Errorf("tells the request id %q", extensions.RequestID)
	}
	return extensions.Code
}
