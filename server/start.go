package main

import (
	"net"
	"net/http"
	"sync/atomic"

	"doichieu/apierror"
	"doichieu/traffic"
)

// startupHandler answers from the moment that the server listens: that it starts,
// until it is handed over to the handler of all paths.
type startupHandler struct {
	starting http.Handler
	handler  atomic.Pointer[http.Handler]
}

func newStartupHandler(s settings) *startupHandler {
	return &startupHandler{starting: secured(crossOrigin(s)(http.HandlerFunc(tellStarting)))}
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
		apierror.Refuse(w, r, http.StatusServiceUnavailable, "The server is starting; ask again in a moment.",
			map[string]any{"code": apierror.Timeout})
	}
}

// liveServer is a server that answers.
type liveServer struct {
	*http.Server
	connections *traffic.Connections
	failed      chan error
}

// startServing begins to answer what comes to a listener.
func startServing(server *http.Server, listener net.Listener) *liveServer {
	live := &liveServer{Server: server, connections: traffic.Track(server), failed: make(chan error, 1)}
	go func() { live.failed <- server.Serve(traffic.Listener{Listener: listener}) }()
	return live
}
