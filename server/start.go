package main

import (
	"net"
	"net/http"
	"sync/atomic"

	"doichieu/apierror"
)

// startupHandler answers from the moment that the server listens: that it starts,
// until it is handed over to the handler of all paths.
type startupHandler struct {
	starting http.Handler
	handler  atomic.Pointer[http.Handler]
}

func newStartupHandler(s settings) *startupHandler {
	return &startupHandler{starting: secured(crossOrigin(s, http.HandlerFunc(tellStarting)))}
}

func (h *startupHandler) handOver(handler http.Handler) { h.handler.Store(&handler) }

func (h *startupHandler) isOver() bool { return h.handler.Load() != nil }

func (h *startupHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if handler := h.handler.Load(); handler != nil {
		(*handler).ServeHTTP(w, r)
		return
	}
	h.starting.ServeHTTP(w, r)
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
			map[string]any{"code": apierror.Timeout})
	}
}

// liveServer is a server that answers.
type liveServer struct {
	*http.Server
	open   connections
	failed chan error
}

// startServing begins to answer what comes to a listener.
func startServing(server *http.Server, listener net.Listener) *liveServer {
	r := &liveServer{Server: server, failed: make(chan error, 1)}
	r.open.of(server)
	go func() { r.failed <- server.Serve(joinedListener{listener}) }()
	return r
}
