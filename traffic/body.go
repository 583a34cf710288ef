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

// DiscardBody passes requests on once they have arrived completely, so that one that
// never does takes nothing from others. It discards the bodies of all requests but
// POST, whose handler reads them.
func DiscardBody(maxBytes int, writeTimeout time.Duration) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodPost {
				began := time.Now()
				if refused := discard(w, r, maxBytes); refused != nil {
					refused.Write(w, r)
					return
				}
				Received(w, r, began, writeTimeout)
			}
			next.ServeHTTP(w, r)
		})
	}
}

// discard reads a body that has no meaning, up to the size that bodies may have.
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

// CheckLength refuses a body whose announced size is too large.
func CheckLength(r *http.Request, maxBytes int) *apierror.Refusal {
	if r.ContentLength > int64(maxBytes) {
		return tooLarge(&limit.Exceeded{Asked: int(r.ContentLength), Allowed: maxBytes})
	}
	return nil
}

func tooLarge(body *limit.Exceeded) *apierror.Refusal {
	body.What = "size in bytes"
	return &apierror.Refusal{Status: http.StatusRequestEntityTooLarge, Message: body.Error(), Extensions: limit.Extensions(body)}
}

// Unreadable refuses a body that is too large, that does not arrive in time, or that
// is not as it was announced. After the latter the connection cannot be used again.
func Unreadable(err error, maxBytes int) *apierror.Refusal {
	if errors.As(err, new(*http.MaxBytesError)) {
		return tooLarge(&limit.Exceeded{Asked: maxBytes + 1, Allowed: maxBytes, Counted: true})
	}
	refused := apierror.BadRequest("The body could not be read.")
	refused.Header = http.Header{"Connection": {"close"}}
	var network net.Error
	if errors.As(err, &network) && network.Timeout() {
		refused.Status, refused.Message = http.StatusRequestTimeout, "The body did not come in time."
	}
	return refused
}

// Deadline gives every request a deadline, which also ends its SQL.
func Deadline(timeout func(*http.Request) time.Duration) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ctx, cancel := context.WithTimeout(r.Context(), timeout(r))
			limited := r.WithContext(ctx)
			defer func() {
				cancel()
				r.Pattern = limited.Pattern // for the log
			}()
			next.ServeHTTP(w, limited)
		})
	}
}
