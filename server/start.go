package main

import (
	"net"
	"net/http"
	"sync/atomic"

	"doichieu/apierror"
	"doichieu/traffic"
)

// startupHandler answers that the server is starting, until the handler of all paths
// is ready and takes over. It lets the server listen before it opens the database.
type startupHandler struct {
	starting http.Handler
	handler  atomic.Pointer[http.Handler]
}

func newStartupHandler(s settings) *startupHandler {
	return &startupHandler{starting: setSecurityHeaders(crossOrigin(s)(http.HandlerFunc(answerStarting)))}
}

// handOver passes all further requests to a handler.
func (h *startupHandler) handOver(handler http.Handler) { h.handler.Store(&handler) }

func (h *startupHandler) isDone() bool { return h.handler.Load() != nil }

func (h *startupHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if handler := h.handler.Load(); handler != nil {
		(*handler).ServeHTTP(w, r)
		return
	}
	h.starting.ServeHTTP(w, r)
}

func answerStarting(w http.ResponseWriter, r *http.Request) {
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

// liveServer is a server that is accepting connections.
type liveServer struct {
	*http.Server
	connections *traffic.Connections
	failed      chan error // receives the error that ends serving
}

// startServing starts to accept connections in the background.
func startServing(server *http.Server, listener net.Listener) *liveServer {
	live := &liveServer{Server: server, connections: traffic.Track(server), failed: make(chan error, 1)}
	go func() { live.failed <- server.Serve(traffic.Listener{Listener: listener}) }()
	return live
}
