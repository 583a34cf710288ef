package main

import (
	"fmt"
	"math"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"doichieu/apierror"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/rs/cors"
	"golang.org/x/time/rate"
)

// secured sets what browsers are told with every answer. Pages set a content
// policy of their own. Strict-Transport-Security is left to who ends TLS.
func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		next.ServeHTTP(w, r)
	})
}

// crossOrigin lets pages of other sites ask. The data is public and there are
// no cookies, so by default any page may.
func crossOrigin(s settings, next http.Handler) http.Handler {
	exposed := []string{
		"Accept-Ranges", "Allow", "Content-Disposition", "Content-Range", "ETag", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id",
	}
	if slices.Contains(s.corsOrigins, "*") {
		next = anyOrigin(exposed, next)
	}
	return cors.New(cors.Options{
		AllowedOrigins: s.corsOrigins,
		AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost},
		AllowedHeaders: []string{"*"}, // clients tell their name and version in headers of their own
		ExposedHeaders: exposed,
		MaxAge:         int((24 * time.Hour).Seconds()),
	}).Handler(next)
}

// anyOrigin gives every origin the same answer, so that a cache need not keep
// one for each.
func anyOrigin(exposed []string, next http.Handler) http.Handler {
	headers := strings.Join(exposed, ", ")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Del("Vary")
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Access-Control-Expose-Headers", headers)
		next.ServeHTTP(w, r)
	})
}

// maxClients is how many clients are remembered. Of more, those that asked
// longest ago begin anew.
const maxClients = 10_000

// rateLimit lets each client ask so often.
type rateLimit struct {
	perMinute, burst int
	proxies          []netip.Prefix
	clients          *lru.Cache[netip.Prefix, *rate.Limiter]
}

func newRateLimit(s settings) *rateLimit {
	clients, err := lru.New[netip.Prefix, *rate.Limiter](maxClients)
	if err != nil {
		panic(err) // only for a size below one
	}
	return &rateLimit{s.rateLimit, s.rateBurst, s.trustedProxies, clients}
}

// guard refuses clients that ask more often than they may; what watches over
// the server may always ask. Without a limit it refuses nobody.
func (l *rateLimit) guard(next http.Handler) http.Handler {
	if l.perMinute == 0 {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if slices.Contains([]string{"/healthz", "/readyz", "/metrics"}, r.URL.Path) {
			next.ServeHTTP(w, r)
			return
		}
		client, now := l.client(r), time.Now()
		wait := l.wait(client, now)
		l.tell(w.Header(), client, now)
		if wait > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
			refuse(w, r, http.StatusTooManyRequests, "You ask too often; wait as long as Retry-After says.",
				map[string]any{"code": apierror.LimitExceeded, "limit": "requests a minute", "allowed": l.perMinute})
			return
		}
		next.ServeHTTP(w, r)
	})
}

// wait is how long a client must wait before it may ask; then the request at
// hand does not count.
func (l *rateLimit) wait(client netip.Prefix, now time.Time) time.Duration {
	reservation := l.limiter(client).ReserveN(now, 1)
	wait := reservation.DelayFrom(now)
	if wait > 0 {
		reservation.CancelAt(now)
	}
	return wait
}

func (l *rateLimit) limiter(client netip.Prefix) *rate.Limiter {
	if known, found := l.clients.Get(client); found {
		return known
	}
	fresh := rate.NewLimiter(rate.Limit(float64(l.perMinute)/60), l.burst)
	if first, found, _ := l.clients.PeekOrAdd(client, fresh); found {
		return first // another request of the client came first
	}
	return fresh
}

// tell sets what draft-ietf-httpapi-ratelimit-headers has clients told: how many
// requests they may make within which time, how many of these are left, and in
// how many seconds all of them are there again.
func (l *rateLimit) tell(header http.Header, client netip.Prefix, now time.Time) {
	left := math.Max(0, l.limiter(client).TokensAt(now))
	header.Set("RateLimit-Policy", fmt.Sprintf(`"requests";q=%d;w=%.0f`, l.burst, l.secondsFor(float64(l.burst))))
	header.Set("RateLimit", fmt.Sprintf(`"requests";r=%.0f;t=%.0f`, math.Floor(left), l.secondsFor(float64(l.burst)-left)))
}

// secondsFor is how long it takes until so many more requests may be made.
func (l *rateLimit) secondsFor(requests float64) float64 {
	return math.Ceil(requests * 60 / float64(l.perMinute))
}

// client is the network that a request comes from: an IPv4 address, or the /64
// that a subscriber has with IPv6. The addresses that proxies forward are
// believed from the last back to the first that no trusted proxy has.
func (l *rateLimit) client(r *http.Request) netip.Prefix {
	remote, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Prefix{}
	}
	address := remote.Addr().Unmap()
	forwarded := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, before := range slices.Backward(forwarded) {
		if !l.trusted(address) {
			break
		}
		next, known := forwardedAddress(strings.TrimSpace(before))
		if !known {
			break
		}
		address = next.Unmap().WithZone("")
	}
	bits := 64
	if address.Is4() {
		bits = 32
	}
	network, _ := address.WithZone("").Prefix(bits)
	return network
}

// forwardedAddress reads an address as proxies write it: some add the port, and
// put IPv6 into brackets also without one.
func forwardedAddress(text string) (address netip.Addr, known bool) {
	if withPort, err := netip.ParseAddrPort(text); err == nil {
		return withPort.Addr(), true
	}
	if strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]") {
		text = text[1 : len(text)-1]
	}
	address, err := netip.ParseAddr(text)
	return address, err == nil
}

func (l *rateLimit) trusted(address netip.Addr) bool {
	return slices.ContainsFunc(l.proxies, func(p netip.Prefix) bool { return p.Contains(address) })
}
