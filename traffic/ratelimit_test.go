package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"doichieu/store/storetest"
)

func TestWhoTheClientIs(t *testing.T) {
	behind := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")}
	for name, tt := range map[string]struct {
		proxies   []netip.Prefix
		remote    string
		forwarded []string
		want      string
	}{
		"alone":                              {nil, "192.0.2.1:5", nil, "192.0.2.1/32"},
		"what it forwards is not believed":   {nil, "192.0.2.1:5", []string{"198.51.100.7"}, "192.0.2.1/32"},
		"behind a proxy":                     {behind, "10.0.0.1:5", []string{"198.51.100.7"}, "198.51.100.7/32"},
		"behind two":                         {behind, "[::1]:5", []string{"198.51.100.7, 10.0.0.2"}, "198.51.100.7/32"},
		"in two headers":                     {behind, "[::1]:5", []string{"198.51.100.7", "10.0.0.2"}, "198.51.100.7/32"},
		"what a client adds in front":        {behind, "10.0.0.1:5", []string{"203.0.113.9, 198.51.100.7"}, "198.51.100.7/32"},
		"a proxy that forwards nothing":      {behind, "10.0.0.1:5", nil, "10.0.0.1/32"},
		"a proxy that forwards nonsense":     {behind, "10.0.0.1:5", []string{"unknown"}, "10.0.0.1/32"},
		"with the client's port":             {behind, "10.0.0.1:5", []string{"198.51.100.7:4711"}, "198.51.100.7/32"},
		"with the ports of both":             {behind, "10.0.0.1:5", []string{"198.51.100.7:4711, 10.0.0.2:99"}, "198.51.100.7/32"},
		"IPv6":                               {behind, "10.0.0.1:5", []string{"2001:db8:1:2::9"}, "2001:db8:1:2::/64"},
		"IPv6 with a port":                   {behind, "10.0.0.1:5", []string{"[2001:db8:1:2::9]:4711"}, "2001:db8:1:2::/64"},
		"IPv6 in brackets":                   {behind, "10.0.0.1:5", []string{"[2001:db8:1:2::9]"}, "2001:db8:1:2::/64"},
		"IPv4 within IPv6 with a port":       {behind, "10.0.0.1:5", []string{"[::ffff:198.51.100.7]:4711"}, "198.51.100.7/32"},
		"a bracket that does not close":      {behind, "10.0.0.1:5", []string{"[2001:db8::9"}, "10.0.0.1/32"},
		"a port that is none":                {behind, "10.0.0.1:5", []string{"198.51.100.7:x"}, "10.0.0.1/32"},
		"a subscriber's addresses are one":   {nil, "[2001:db8:1:2:3:4:5:6]:5", nil, "2001:db8:1:2::/64"},
		"IPv4 within IPv6 is IPv4":           {nil, "[::ffff:192.0.2.1]:5", nil, "192.0.2.1/32"},
		"an address that cannot be a client": {nil, "@", nil, "invalid Prefix"},
	} {
		t.Run(name, func(t *testing.T) {
			request := httptest.NewRequest(http.MethodGet, "/", nil)
			request.RemoteAddr = tt.remote
			request.Header["X-Forwarded-For"] = tt.forwarded
			if got := (&rateLimit{proxies: tt.proxies}).client(request).String(); got != tt.want {
				t.Errorf("the client is %s, want %s", got, tt.want)
			}
		})
	}
}

func TestHowOftenAClientMayAsk(t *testing.T) {
	limit := newRateLimit(settings{rateLimit: 60, rateBurst: 2})
	one, other := netip.MustParsePrefix("192.0.2.1/32"), netip.MustParsePrefix("192.0.2.2/32")
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for i, ask := range []struct {
		client netip.Prefix
		after  time.Duration
		want   time.Duration
	}{
		{one, 0, 0}, {one, 0, 0}, // the burst
		{one, 0, time.Second}, {one, 0, time.Second}, // refusals cost nothing
		{other, 0, 0},
		{one, 500 * time.Millisecond, 500 * time.Millisecond},
		{one, time.Second, 0},
		{one, time.Second, time.Second},
	} {
		if got := limit.wait(ask.client, at.Add(ask.after)); got != ask.want {
			t.Errorf("request %d waits %s, want %s", i, got, ask.want)
		}
	}
}

func TestRateLimit(t *testing.T) {
	s := defaultSettings()
	s.rateLimit, s.rateBurst = 1, 1
	handler := handlerWith(t, storetest.Fill(t, storetest.Open(t, storetest.SQLiteURL(t))), s)
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

// Clients are told what is left to them, with every answer and before they are
// refused.
func TestRateLimitIsTold(t *testing.T) {
	limit := newRateLimit(settings{rateLimit: 30, rateBurst: 3})
	client := netip.MustParsePrefix("192.0.2.1/32")
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for i, ask := range []struct {
		after time.Duration
		want  string
	}{
		{0, `"requests";r=2;t=2`}, {0, `"requests";r=1;t=4`}, {0, `"requests";r=0;t=6`}, {0, `"requests";r=0;t=6`},
		{time.Second, `"requests";r=0;t=5`}, {2 * time.Second, `"requests";r=0;t=6`}, {time.Hour, `"requests";r=2;t=2`},
	} {
		limit.wait(client, at.Add(ask.after))
		told := http.Header{}
		limit.tell(told, client, at.Add(ask.after))
		if told.Get("RateLimit") != ask.want || told.Get("RateLimit-Policy") != `"requests";q=3;w=6` {
			t.Errorf("request %d: %v, want %s", i, told, ask.want)
		}
	}
	s := defaultSettings()
	s.rateLimit, s.rateBurst = 1, 1
	handler := handlerWith(t, storetest.Fill(t, storetest.Open(t, storetest.SQLiteURL(t))), s)
	for _, want := range []int{200, 429} {
		got := get(t, handler, "/csv/provinces")
		if got.Code != want || got.Header().Get("RateLimit") != `"requests";r=0;t=60` {
			t.Errorf("%d %v", got.Code, got.Header())
		}
	}
	if got := get(t, filled(t), "/csv/provinces"); got.Header().Get("RateLimit-Policy") != "" {
		t.Errorf("without a limit: %v", got.Header())
	}
}

func TestCrossOrigin(t *testing.T) {
	plans := storetest.Fill(t, storetest.Open(t, storetest.SQLiteURL(t)))
	for name, tt := range map[string]struct{ setting, origin, allowed string }{
		"any site":      {"*", "https://example.org", "*"},
		"a chosen site": {"https://example.org", "https://example.org", "https://example.org"},
		"another site":  {"https://example.org", "https://example.com", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := defaultSettings()
			s.corsOrigins = []string{tt.setting}
			handler := handlerWith(t, plans, s)
			before := httptest.NewRequest(http.MethodOptions, "/graphql", nil)
			before.Header.Set("Access-Control-Request-Method", http.MethodPost)
			before.Header.Set("Access-Control-Request-Headers", "apollographql-client-name,content-type")
			asking := httptest.NewRequest(http.MethodGet, "/graphql?query=%7Bdataset%7Brelease%7D%7D", nil)
			for _, request := range []*http.Request{before, asking} {
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

// errorCode is the code of the only error of an answer, which bears the id of
// its request.
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
	told := body.Errors[0].Extensions
	if told.RequestID == "" || told.RequestID != answer.Header().Get("X-Request-Id") {
		t.Errorf("tells the request id %q", told.RequestID)
	}
	return told.Code
}
