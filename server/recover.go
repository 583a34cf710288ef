package main

import (
	"net/http"

	"github.com/felixge/httpsnoop"

	"doichieu/apierror"
	"doichieu/graph"
)

// recovered answers with the error INTERNAL when something panics, so that the
// client gets a request id to quote and the request is counted. When an answer has
// begun nothing else can be said, and the connection is broken off.
func recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun := false
		watched := httpsnoop.Wrap(w, httpsnoop.Hooks{
			WriteHeader: func(write httpsnoop.WriteHeaderFunc) httpsnoop.WriteHeaderFunc {
				return func(status int) { begun = true; write(status) }
			},
			Write: func(write httpsnoop.WriteFunc) httpsnoop.WriteFunc {
				return func(p []byte) (int, error) { begun = true; return write(p) }
			},
		})
		defer func() {
			if cause := recover(); cause != nil {
				panicked(w, r, cause, begun)
			}
		}()
		next.ServeHTTP(watched, r)
	})
}

func panicked(w http.ResponseWriter, r *http.Request, cause any, begun bool) {
	if cause == http.ErrAbortHandler { // who panics so has said why
		panic(cause)
	}
	problem := graph.Present(r.Context(), graph.Recover(r.Context(), cause))
	if begun {
		panic(http.ErrAbortHandler)
	}
	for _, name := range []string{"Content-Encoding", "Content-Length", "Content-Disposition", "Etag"} {
		w.Header().Del(name)
	}
	apierror.Write(w, http.StatusInternalServerError, problem)
}
