package traffic

import (
	"io"
	"net/http"
	"time"
)

// maxDrained is how much of an unwanted body is read all the same.
const maxDrained = 64 << 20

// expectedWait is how long a client that asks whether to send its body (with Expect)
// may take to begin sending it after it was answered. The answer does not wait.
const expectedWait = time.Second

// Drain lets a client read an answer that was given before its whole body had
// come, such as 413. Many clients read nothing until they have sent all; were
// the connection closed meanwhile, they would see a reset in the answer's place.
// The time to read bodies bounds how long that takes.
func Drain(readTimeout time.Duration, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength == 0 {
			next.ServeHTTP(w, r)
			return
		}
		body := &watchedBody{ReadCloser: r.Body}
		watched := r.WithContext(r.Context())
		watched.Body = body
		next.ServeHTTP(w, watched)
		if body.ended || r.ContentLength > maxDrained {
			return
		}
		control := http.NewResponseController(w)
		_ = control.Flush() // the client may have gone
		if r.Header.Get("Expect") != "" && !body.begun && !begins(r.Body, control, readTimeout) {
			return
		}
		_, _ = io.CopyN(io.Discard, r.Body, maxDrained)
	})
}

// begins reports whether a client sends a body that it was not told to send. If it
// does, it has as long for it as for every body.
func begins(body io.Reader, control *http.ResponseController, readTimeout time.Duration) bool {
	// Not every ResponseWriter has deadlines; those of the server have.
	if control.SetReadDeadline(time.Now().Add(expectedWait)) != nil {
		return false
	}
	n, err := body.Read(make([]byte, 1))
	return n > 0 && err == nil && control.SetReadDeadline(time.Now().Add(readTimeout)) == nil
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
