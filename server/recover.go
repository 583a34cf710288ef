package main

import (
	"net/http"

	"github.com/felixge/httpsnoop"

	"doichieu/apierror"
	"doichieu/graph"
)

// recoverPanics is a middleware that answers with an INTERNAL error after a panic, so
// that the client gets a request id to quote and the request is counted. If part of an
// answer has been sent already, it aborts the connection instead.
func recoverPanics(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := false
		wrapped := httpsnoop.Wrap(w, httpsnoop.Hooks{
			WriteHeader: func(write httpsnoop.WriteHeaderFunc) httpsnoop.WriteHeaderFunc {
				return func(status int) { started = true; write(status) }
			},
			Write: func(write httpsnoop.WriteFunc) httpsnoop.WriteFunc {
				return func(p []byte) (int, error) { started = true; return write(p) }
			},
		})
		defer func() {
			if cause := recover(); cause != nil {
				answerPanic(w, r, cause, started)
			}
		}()
		next.ServeHTTP(wrapped, r)
	})
}

func answerPanic(w http.ResponseWriter, r *http.Request, cause any, started bool) {
	if cause == http.ErrAbortHandler { // deliberate, and logged by the handler
		panic(cause)
	}
	problem := graph.Present(r.Context(), graph.Recover(r.Context(), cause))
	if started {
		panic(http.ErrAbortHandler)
	}
	for _, name := range []string{"Content-Encoding", "Content-Length", "Content-Disposition", "Etag"} {
		w.Header().Del(name)
	}
	apierror.Write(w, http.StatusInternalServerError, problem)
}
