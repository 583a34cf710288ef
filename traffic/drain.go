package traffic

import (
	"io"
	"net/http"
	"time"
)

// maxDrained bounds how many bytes of an unwanted body are read.
const maxDrained = 64 << 20

// expectTimeout is how long a client that sent "Expect: 100-continue" may take to
// start sending its body after it got the final answer instead. The answer has been
// sent by then.
const expectTimeout = time.Second

// Drain is a middleware that reads the rest of a body after an answer, such as 413,
// that was sent before the whole body had arrived. Many clients read nothing until
// they have sent everything; if the connection were closed before, they would see a
// reset instead of the answer. readTimeout bounds how long draining takes.
func Drain(readTimeout time.Duration, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength == 0 {
			next.ServeHTTP(w, r)
			return
		}
		body := &trackedBody{ReadCloser: r.Body}
		inner := r.WithContext(r.Context())
		inner.Body = body
		next.ServeHTTP(w, inner)
		if body.ended || r.ContentLength > maxDrained {
			return
		}
		controller := http.NewResponseController(w)
		_ = controller.Flush() // fails only if the client has disconnected
		if r.Header.Get("Expect") != "" && !body.started && !startsSending(r.Body, controller, readTimeout) {
			return
		}
		_, _ = io.CopyN(io.Discard, r.Body, maxDrained)
	})
}

// startsSending reports whether a client sends its body although it got a final answer
// instead of 100 Continue. If it does, it gets the usual readTimeout for the rest.
func startsSending(body io.Reader, controller *http.ResponseController, readTimeout time.Duration) bool {
	// The ResponseWriters of tests have no deadlines; those of the server do.
	if controller.SetReadDeadline(time.Now().Add(expectTimeout)) != nil {
		return false
	}
	n, err := body.Read(make([]byte, 1))
	return n > 0 && err == nil && controller.SetReadDeadline(time.Now().Add(readTimeout)) == nil
}

// trackedBody records whether the handler has started to read it, and whether it has
// reached the end or an error.
type trackedBody struct {
	io.ReadCloser
	started, ended bool
}

func (b *trackedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.started, b.ended = true, err != nil
	return n, err
}
