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

// readiness says whether requests should be sent here, and what is wrong if not.
type readiness struct {
	plans *store.Store
	ends  atomic.Bool
}

// readyTimeout is what the database has to show that it can be read.
const readyTimeout = 2 * time.Second

// end makes the server not ready for good. It still answers what it is asked,
// but asks clients to go elsewhere with their next request.
func (ready *readiness) end() { ready.ends.Store(true) }

func (ready *readiness) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if ready.ends.Load() {
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

// whyStale tells nothing of the inside; the log has the cause.
func whyStale(plans *store.Store) string {
	switch behind, is := plans.Behind(); {
	case !is:
		return "the catalogue of releases cannot be read"
	case behind.Number == 0:
		return "the catalogue names no release to serve"
	default:
		return fmt.Sprintf("release number %d cannot be read", behind.Number)
	}
}

// closing ends connections with their next answer once the server ends.
func (ready *readiness) closing(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if ready.ends.Load() {
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, r)
	})
}
