package traffic

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"time"

	"doichieu/apierror"
	"doichieu/limit"
)

// DiscardBody is a middleware that reads and discards the bodies of all requests but
// POST, whose handler reads them. A request is passed on only when it has arrived
// completely, so that an incomplete one occupies neither slots nor memory.
func DiscardBody(maxBytes int, writeTimeout time.Duration) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodPost {
				start := time.Now()
				if refused := discard(w, r, maxBytes); refused != nil {
					refused.Write(w, r)
					return
				}
				Received(w, r, start, writeTimeout)
			}
			next.ServeHTTP(w, r)
		})
	}
}

// discard reads the body of a request that should have none, or refuses the request.
func discard(w http.ResponseWriter, r *http.Request, maxBytes int) *apierror.Refusal {
	if r.Body == nil || r.Body == http.NoBody {
		return nil
	}
	if refused := CheckLength(r, maxBytes); refused != nil {
		return refused
	}
	if _, err := io.Copy(io.Discard, http.MaxBytesReader(w, r.Body, int64(maxBytes))); err != nil {
		return Unreadable(err, maxBytes)
	}
	return nil
}

// CheckLength refuses a request whose Content-Length exceeds maxBytes.
func CheckLength(r *http.Request, maxBytes int) *apierror.Refusal {
	if r.ContentLength > int64(maxBytes) {
		return tooLarge(&limit.Exceeded{Asked: int(r.ContentLength), Allowed: maxBytes})
	}
	return nil
}

func tooLarge(exceeded *limit.Exceeded) *apierror.Refusal {
	exceeded.What = "size in bytes"
	return &apierror.Refusal{Status: http.StatusRequestEntityTooLarge, Message: exceeded.Error(), Extensions: limit.Extensions(exceeded)}
}

// Unreadable refuses a request by the error of reading its body: it was too large, did
// not arrive in time, or was malformed. Unless it was too large, the connection is
// closed, because it is not known where the next request would begin.
func Unreadable(err error, maxBytes int) *apierror.Refusal {
	if errors.As(err, new(*http.MaxBytesError)) {
		return tooLarge(&limit.Exceeded{Asked: maxBytes + 1, Allowed: maxBytes, Counted: true})
	}
	refused := apierror.BadRequest("The body could not be read.")
	refused.Header = http.Header{"Connection": {"close"}}
	var netErr net.Error
	if errors.As(err, &netErr) && netErr.Timeout() {
		refused.Status, refused.Message = http.StatusRequestTimeout, "The body did not come in time."
	}
	return refused
}

// Deadline is a middleware that gives the context of every request a deadline, which
// also cancels its SQL statements.
func Deadline(timeout func(*http.Request) time.Duration) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ctx, cancel := context.WithTimeout(r.Context(), timeout(r))
			inner := r.WithContext(ctx)
			defer func() {
				cancel()
				r.Pattern = inner.Pattern // for the log
			}()
			next.ServeHTTP(w, inner)
		})
	}
}
