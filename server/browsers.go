package main

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/rs/cors"
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
func crossOrigin(s settings) func(http.Handler) http.Handler {
	exposed := []string{
		"Accept-Ranges", "Allow", "Content-Disposition", "Content-Range", "ETag", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id",
	}
	rules := cors.New(cors.Options{
		AllowedOrigins: s.corsOrigins,
		AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost},
		AllowedHeaders: []string{"*"}, // clients tell their name and version in headers of their own
		ExposedHeaders: exposed,
		MaxAge:         int((24 * time.Hour).Seconds()),
	})
	return func(next http.Handler) http.Handler {
		if slices.Contains(s.corsOrigins, "*") {
			next = anyOrigin(exposed, next)
		}
		return rules.Handler(next)
	}
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
