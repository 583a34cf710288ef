package traffic

import (
	"fmt"
	"math"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"

	"doichieu/apierror"
)

// maxClients is how many clients are remembered. Beyond it the least recently active
// client is forgotten.
const maxClients = 10_000

// RateLimit bounds how many requests each client makes.
type RateLimit struct {
	PerMinute      int            // 0 for no limit
	Burst          int            // how many requests may come at once
	TrustedProxies []netip.Prefix // whose X-Forwarded-For header is believed
	Exempt         []string       // paths without a limit, such as those of probes
}

// rateLimiter applies a rate limit.
type rateLimiter struct {
	RateLimit
	clients *lru.Cache[netip.Prefix, *rate.Limiter]
}

func newRateLimiter(l RateLimit) *rateLimiter {
	clients, err := lru.New[netip.Prefix, *rate.Limiter](maxClients)
	if err != nil {
		panic(err) // cannot happen: lru.New fails only for a size below one
	}
	return &rateLimiter{l, clients}
}

// Limit is a middleware that refuses the requests of clients that exceed the limit.
func (l RateLimit) Limit(next http.Handler) http.Handler {
	if l.PerMinute == 0 {
		return next
	}
	return newRateLimiter(l).limit(next)
}

func (l *rateLimiter) limit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if slices.Contains(l.Exempt, r.URL.Path) {
			next.ServeHTTP(w, r)
			return
		}
		client, now := l.client(r), time.Now()
		wait := l.wait(client, now)
		l.setHeaders(w.Header(), client, now)
		if wait > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
			apierror.Refuse(w, r, http.StatusTooManyRequests, "You ask too often; wait as long as Retry-After says.",
				map[string]any{"code": apierror.LimitExceeded, "limit": "requests a minute", "allowed": l.PerMinute})
			return
		}
		next.ServeHTTP(w, r)
	})
}

// wait counts a request of a client and returns 0, or returns how long the client must
// wait. A request that is refused does not count.
func (l *rateLimiter) wait(client netip.Prefix, now time.Time) time.Duration {
	reservation := l.limiter(client).ReserveN(now, 1)
	wait := reservation.DelayFrom(now)
	if wait > 0 {
		reservation.CancelAt(now)
	}
	return wait
}

func (l *rateLimiter) limiter(client netip.Prefix) *rate.Limiter {
	if known, found := l.clients.Get(client); found {
		return known
	}
	created := rate.NewLimiter(rate.Limit(float64(l.PerMinute)/60), l.Burst)
	if existing, found, _ := l.clients.PeekOrAdd(client, created); found {
		return existing // a concurrent request of the client added it first
	}
	return created
}

// setHeaders sets the headers of draft-ietf-httpapi-ratelimit-headers: the quota of
// requests and its time window, how many requests remain, and in how many seconds all
// of them are available again.
func (l *rateLimiter) setHeaders(header http.Header, client netip.Prefix, now time.Time) {
	remaining := math.Max(0, l.limiter(client).TokensAt(now))
	header.Set("RateLimit-Policy", fmt.Sprintf(`"requests";q=%d;w=%.0f`, l.Burst, l.secondsFor(float64(l.Burst))))
	header.Set("RateLimit", fmt.Sprintf(`"requests";r=%.0f;t=%.0f`, math.Floor(remaining), l.secondsFor(float64(l.Burst)-remaining)))
}

// secondsFor returns how many seconds it takes to regain a number of requests.
func (l *rateLimiter) secondsFor(requests float64) float64 {
	return math.Ceil(requests * 60 / float64(l.PerMinute))
}

// client returns the network that identifies the client of a request: its IPv4
// address, or the /64 that an IPv6 subscriber has. It walks X-Forwarded-For backwards
// past the addresses of trusted proxies.
func (l *rateLimiter) client(r *http.Request) netip.Prefix {
	remote, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Prefix{}
	}
	address := remote.Addr().Unmap()
	forwarded := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, entry := range slices.Backward(forwarded) {
		if !l.isTrusted(address) {
			break
		}
		previous, ok := parseForwarded(strings.TrimSpace(entry))
		if !ok {
			break
		}
		address = previous.Unmap().WithZone("")
	}
	bits := 64
	if address.Is4() {
		bits = 32
	}
	network, _ := address.WithZone("").Prefix(bits)
	return network
}

// parseForwarded parses an address as proxies write it: some add the port, and some
// put IPv6 addresses in brackets even without a port.
func parseForwarded(text string) (address netip.Addr, ok bool) {
	if withPort, err := netip.ParseAddrPort(text); err == nil {
		return withPort.Addr(), true
	}
	if strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]") {
		text = text[1 : len(text)-1]
	}
	address, err := netip.ParseAddr(text)
	return address, err == nil
}

func (l *rateLimiter) isTrusted(address netip.Addr) bool {
	return slices.ContainsFunc(l.TrustedProxies, func(p netip.Prefix) bool { return p.Contains(address) })
}
