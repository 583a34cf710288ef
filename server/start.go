package main

import (
	"net"
	"net/http"
	"sync/atomic"

	"doichieu/graph"
)

// entrance answers from the moment that the server listens: that it starts,
// until it is opened.
type entrance struct {
	starting http.Handler
	inside   atomic.Pointer[http.Handler]
}

func newEntrance(s settings) *entrance {
	return &entrance{starting: secured(crossOrigin(s, http.HandlerFunc(tellStarting)))}
}

func (e *entrance) open(handler http.Handler) { e.inside.Store(&handler) }

func (e *entrance) isOpen() bool { return e.inside.Load() != nil }

func (e *entrance) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if handler := e.inside.Load(); handler != nil {
		(*handler).ServeHTTP(w, r)
		return
	}
	e.starting.ServeHTTP(w, r)
}

func tellStarting(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/healthz":
		writeStatus(w, http.StatusOK, "alive")
	case "/readyz":
		writeStatus(w, http.StatusServiceUnavailable, "the server is starting")
	default:
		w.Header().Set("Retry-After", "1")
		refuse(w, r, http.StatusServiceUnavailable, "The server is starting; ask again in a moment.",
			map[string]any{"code": graph.Timeout})
	}
}

// liveServer is a server that answers.
type liveServer struct {
	*http.Server
	open   connections
	failed chan error
}

// answering begins to answer.
func answering(server *http.Server, listener net.Listener) *liveServer {
	r := &liveServer{Server: server, failed: make(chan error, 1)}
	r.open.of(server)
	go func() { r.failed <- server.Serve(joinedListener{listener}) }()
	return r
}
