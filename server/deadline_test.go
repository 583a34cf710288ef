package main

import (
	"net/http"
	"testing"
	"time"

	"doichieu/traffic"
)

// Every request has a deadline: downloads their own, all others the same.
func TestEveryRequestHasADeadline(t *testing.T) {
	s := defaultSettings()
	for path, want := range map[string]time.Duration{
		"/": s.requestTimeout, "/search": s.requestTimeout, "/graphiql": s.requestTimeout, "/assets/app.js": s.requestTimeout, "/graphql": s.requestTimeout,
		"/graphql/": s.requestTimeout, "/readyz": s.requestTimeout, "/metrics": s.requestTimeout, "/schema.graphql": s.requestTimeout,
		"/examples.json": s.requestTimeout, "/nowhere": s.requestTimeout,
		"/csv/targets": s.downloadTimeout, "/csv/": s.downloadTimeout, "/download/dataset.zip": s.downloadTimeout,
	} {
		before := time.Now()
		handler := traffic.Deadline(s.timeoutOf)(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			deadline, has := r.Context().Deadline()
			if !has || deadline.Before(before.Add(want)) || deadline.After(time.Now().Add(want)) {
				t.Errorf("%s: deadline %t, after %s, want %s", path, has, deadline.Sub(before), want)
			}
		}))
		get(t, handler, path)
	}
}
