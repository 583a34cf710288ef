package main

import (
	"io"
	"net/http"
)

// drainedBytes is how much of a body that nobody wants is read all the same.
const drainedBytes = 64 << 20

// drained lets a client read an answer that was given before its whole body had
// come, such as 413. Most clients read nothing until they have sent all; were
// the connection closed meanwhile, they would see a reset in the answer's place.
// READ_TIMEOUT bounds how long that takes.
func drained(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength == 0 {
			next.ServeHTTP(w, r)
			return
		}
		body := &watchedBody{ReadCloser: r.Body}
		watched := r.WithContext(r.Context())
		watched.Body = body
		next.ServeHTTP(w, watched)
		waits := r.Header.Get("Expect") != "" && !body.begun // with what it would send
		if body.ended || waits || r.ContentLength > drainedBytes {
			return
		}
		_ = http.NewResponseController(w).Flush() // the client may have gone
		_, _ = io.CopyN(io.Discard, r.Body, drainedBytes)
	})
}

// watchedBody notes how far it was read.
type watchedBody struct {
	io.ReadCloser
	begun, ended bool
}

func (b *watchedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.begun, b.ended = true, err != nil
	return n, err
}
