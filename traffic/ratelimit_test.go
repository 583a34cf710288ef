package traffic

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
	"time"
)

func TestClientOfARequest(t *testing.T) {
	trusted := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")}
	for name, tt := range map[string]struct {
		proxies   []netip.Prefix
		remote    string
		forwarded []string
		want      string
	}{
		"alone":                              {nil, "192.0.2.1:5", nil, "192.0.2.1/32"},
		"what it forwards is not believed":   {nil, "192.0.2.1:5", []string{"198.51.100.7"}, "192.0.2.1/32"},
		"behind a proxy":                     {trusted, "10.0.0.1:5", []string{"198.51.100.7"}, "198.51.100.7/32"},
		"behind two":                         {trusted, "[::1]:5", []string{"198.51.100.7, 10.0.0.2"}, "198.51.100.7/32"},
		"in two headers":                     {trusted, "[::1]:5", []string{"198.51.100.7", "10.0.0.2"}, "198.51.100.7/32"},
		"what a client adds in front":        {trusted, "10.0.0.1:5", []string{"203.0.113.9, 198.51.100.7"}, "198.51.100.7/32"},
		"a proxy that forwards nothing":      {trusted, "10.0.0.1:5", nil, "10.0.0.1/32"},
		"a proxy that forwards nonsense":     {trusted, "10.0.0.1:5", []string{"unknown"}, "10.0.0.1/32"},
		"with the client's port":             {trusted, "10.0.0.1:5", []string{"198.51.100.7:4711"}, "198.51.100.7/32"},
		"with the ports of both":             {trusted, "10.0.0.1:5", []string{"198.51.100.7:4711, 10.0.0.2:99"}, "198.51.100.7/32"},
		"IPv6":                               {trusted, "10.0.0.1:5", []string{"2001:db8:1:2::9"}, "2001:db8:1:2::/64"},
		"IPv6 with a port":                   {trusted, "10.0.0.1:5", []string{"[2001:db8:1:2::9]:4711"}, "2001:db8:1:2::/64"},
		"IPv6 in brackets":                   {trusted, "10.0.0.1:5", []string{"[2001:db8:1:2::9]"}, "2001:db8:1:2::/64"},
		"IPv4 within IPv6 with a port":       {trusted, "10.0.0.1:5", []string{"[::ffff:198.51.100.7]:4711"}, "198.51.100.7/32"},
		"a bracket that does not close":      {trusted, "10.0.0.1:5", []string{"[2001:db8::9"}, "10.0.0.1/32"},
		"a port that is none":                {trusted, "10.0.0.1:5", []string{"198.51.100.7:x"}, "10.0.0.1/32"},
		"a subscriber's addresses are one":   {nil, "[2001:db8:1:2:3:4:5:6]:5", nil, "2001:db8:1:2::/64"},
		"IPv4 within IPv6 is IPv4":           {nil, "[::ffff:192.0.2.1]:5", nil, "192.0.2.1/32"},
		"an address that cannot be a client": {nil, "@", nil, "invalid Prefix"},
	} {
		t.Run(name, func(t *testing.T) {
			request := httptest.NewRequest(http.MethodGet, "/", nil)
			request.RemoteAddr = tt.remote
			request.Header["X-Forwarded-For"] = tt.forwarded
			if got := newRateLimiter(RateLimit{TrustedProxies: tt.proxies}).client(request).String(); got != tt.want {
				t.Errorf("the client is %s, want %s", got, tt.want)
			}
		})
	}
}

func TestRateLimitOfAClient(t *testing.T) {
	limiter := newRateLimiter(RateLimit{PerMinute: 60, Burst: 2})
	one, other := netip.MustParsePrefix("192.0.2.1/32"), netip.MustParsePrefix("192.0.2.2/32")
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for i, request := range []struct {
		client netip.Prefix
		after  time.Duration
		want   time.Duration
	}{
		{one, 0, 0}, {one, 0, 0}, // the burst
		{one, 0, time.Second}, {one, 0, time.Second}, // a refused request does not count
		{other, 0, 0},
		{one, 500 * time.Millisecond, 500 * time.Millisecond},
		{one, time.Second, 0},
		{one, time.Second, time.Second},
	} {
		if got := limiter.wait(request.client, start.Add(request.after)); got != request.want {
			t.Errorf("request %d waits %s, want %s", i, got, request.want)
		}
	}
}

// Headers tell clients how many requests they have left, before they are refused.
func TestRateLimitHeaders(t *testing.T) {
	limiter := newRateLimiter(RateLimit{PerMinute: 30, Burst: 3})
	client := netip.MustParsePrefix("192.0.2.1/32")
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for i, request := range []struct {
		after time.Duration
		want  string
	}{
		{0, `"requests";r=2;t=2`}, {0, `"requests";r=1;t=4`}, {0, `"requests";r=0;t=6`}, {0, `"requests";r=0;t=6`},
		{time.Second, `"requests";r=0;t=5`}, {2 * time.Second, `"requests";r=0;t=6`}, {time.Hour, `"requests";r=2;t=2`},
	} {
		limiter.wait(client, start.Add(request.after))
		header := http.Header{}
		limiter.setHeaders(header, client, start.Add(request.after))
		if header.Get("RateLimit") != request.want || header.Get("RateLimit-Policy") != `"requests";q=3;w=6` {
			t.Errorf("request %d: %v, want %s", i, header, request.want)
		}
	}
}
