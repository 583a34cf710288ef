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

// maxClients is how many clients are remembered. Of more, those whose last request
// is the oldest are forgotten.
const maxClients = 10_000

// RateLimit bounds how many requests a client makes in a minute.
type RateLimit struct {
	PerMinute      int // 0 is no limit
	Burst          int
	TrustedProxies []netip.Prefix
	Exempt         []string // paths that may be requested at any rate, such as those of probes
}

// rateLimiter applies a rate limit.
type rateLimiter struct {
	RateLimit
	clients *lru.Cache[netip.Prefix, *rate.Limiter]
}

func newRateLimiter(l RateLimit) *rateLimiter {
	clients, err := lru.New[netip.Prefix, *rate.Limiter](maxClients)
	if err != nil {
		panic(err) // only for a size below one
	}
	return &rateLimiter{l, clients}
}

// Limit refuses the requests of clients that are above the limit.
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

// wait is how long a client must wait before its next request. A request that has
// to wait does not count.
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
	fresh := rate.NewLimiter(rate.Limit(float64(l.PerMinute)/60), l.Burst)
	if first, found, _ := l.clients.PeekOrAdd(client, fresh); found {
		return first // another request of the client came first
	}
	return fresh
}

// setHeaders sets the headers of draft-ietf-httpapi-ratelimit-headers: how many
// requests the client may make within which time, how many of these are left, and
// in how many seconds all of them are available again.
func (l *rateLimiter) setHeaders(header http.Header, client netip.Prefix, now time.Time) {
	left := math.Max(0, l.limiter(client).TokensAt(now))
	header.Set("RateLimit-Policy", fmt.Sprintf(`"requests";q=%d;w=%.0f`, l.Burst, l.secondsFor(float64(l.Burst))))
	header.Set("RateLimit", fmt.Sprintf(`"requests";r=%.0f;t=%.0f`, math.Floor(left), l.secondsFor(float64(l.Burst)-left)))
}

// secondsFor is how long it takes until so many more requests may be made.
func (l *rateLimiter) secondsFor(requests float64) float64 {
	return math.Ceil(requests * 60 / float64(l.PerMinute))
}

// client is the network that a request comes from: an IPv4 address, or the /64
// that a subscriber has with IPv6. Forwarded addresses are read from the last
// back to the first that is not a trusted proxy's.
func (l *rateLimiter) client(r *http.Request) netip.Prefix {
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

func (l *rateLimiter) trusted(address netip.Addr) bool {
	return slices.ContainsFunc(l.TrustedProxies, func(p netip.Prefix) bool { return p.Contains(address) })
}
