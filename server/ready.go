package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"doichieu/store"
)

// readiness reports whether the server is ready for requests, and why not.
type readiness struct {
	plans  *store.Store
	ending atomic.Bool
}

// readyTimeout bounds how long a readiness check waits for the database.
const readyTimeout = 2 * time.Second

// end makes the server not ready for good. It still answers requests, but asks clients
// to close their connections.
func (ready *readiness) end() { ready.ending.Store(true) }

func (ready *readiness) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if ready.ending.Load() {
		writeStatus(w, http.StatusServiceUnavailable, "the server is about to end")
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), readyTimeout)
	defer cancel()
	if err := ready.plans.Ping(ctx); err != nil {
		slog.WarnContext(r.Context(), "not ready", "error", err)
		writeStatus(w, http.StatusServiceUnavailable, "the database does not answer")
		return
	}
	release, err := ready.plans.Release(ctx)
	if err != nil {
		slog.WarnContext(r.Context(), "not ready", "error", err)
		writeStatus(w, http.StatusServiceUnavailable, "no dataset can be read")
		return
	}
	status := fmt.Sprintf("release %s is served", release.Info.ID)
	if since, stale := ready.plans.Stale(); stale {
		status += fmt.Sprintf("; it is stale since %s, because %s", since.Format(time.RFC3339), whyStale(ready.plans))
	}
	writeStatus(w, http.StatusOK, status)
}

// whyStale describes why the release is stale without internal details, which are only
// in the log.
func whyStale(plans *store.Store) string {
	switch behind, isBehind := plans.Behind(); {
	case !isBehind:
		return "the catalogue of releases cannot be read"
	case behind.Number == 0:
		return "the catalogue names no release to serve"
	default:
		return fmt.Sprintf("release number %d cannot be read", behind.Number)
	}
}

// closeConnections is a middleware that closes each connection after its next answer
// once the server is ending.
func (ready *readiness) closeConnections(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if ready.ending.Load() {
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, r)
	})
}
