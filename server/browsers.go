package main

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/rs/cors"
)

// setSecurityHeaders is a middleware that sets the security headers of every answer. Pages
// override the content security policy. Strict-Transport-Security is left to the proxy
// that terminates TLS.
func setSecurityHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		next.ServeHTTP(w, r)
	})
}

// crossOrigin returns a middleware that lets pages of other sites send requests. The
// data is public and there are no cookies, so by default any site may.
func crossOrigin(s settings) func(http.Handler) http.Handler {
	exposed := []string{
		"Accept-Ranges", "Allow", "Content-Disposition", "Content-Range", "ETag", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id",
	}
	rules := cors.New(cors.Options{
		AllowedOrigins: s.corsOrigins,
		AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost},
		AllowedHeaders: []string{"*"}, // clients send their name and version in headers of their own
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

// anyOrigin gives every origin the same headers, so that caches need not store an
// answer for each.
func anyOrigin(exposed []string, next http.Handler) http.Handler {
	headers := strings.Join(exposed, ", ")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Del("Vary")
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Access-Control-Expose-Headers", headers)
		next.ServeHTTP(w, r)
	})
}
