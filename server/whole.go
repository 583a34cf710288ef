package main

import (
	"errors"
	"io"
	"net"
	"net/http"
	"time"

	"doichieu/limit"
)

// whole lets requests through once all of them is there, so that nothing is
// taken for a request that never comes to its end. Bodies mean nothing but to a
// POST, which reads its own: others are read and thrown away.
func whole(s settings, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			began := time.Now()
			if problem := discard(w, r, s.bodyBytes); problem != nil {
				problem.refuse(w, r)
				return
			}
			hasCome(w, r, began, s.writeTimeout())
		}
		next.ServeHTTP(w, r)
	})
}

// discard reads a body that means nothing, as far as one may be sent.
func discard(w http.ResponseWriter, r *http.Request, most int) *refusal {
	if r.Body == nil || r.Body == http.NoBody {
		return nil
	}
	if r.ContentLength > int64(most) {
		return tooLarge(&limit.Exceeded{Asked: int(r.ContentLength), Allowed: most})
	}
	_, err := io.Copy(io.Discard, http.MaxBytesReader(w, r.Body, int64(most)))
	switch {
	case errors.As(err, new(*http.MaxBytesError)):
		return tooLarge(&limit.Exceeded{Asked: most + 1, Allowed: most, Counted: true})
	case err != nil:
		return unreadable(err)
	default:
		return nil
	}
}

// slowly is how long a request may take to come before its answer gets the whole
// time that answers have, which the server counts from the headers.
const slowly = time.Second

// hasCome notes that all of a request is there, which began to be read at a time.
func hasCome(w http.ResponseWriter, r *http.Request, began time.Time, toAnswer time.Duration) {
	isWhole(r)
	if time.Since(began) > slowly {
		// Not every ResponseWriter has deadlines; those of the server have.
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(toAnswer))
	}
}

// unreadable is what a client is told whose body does not come, or not as it
// was announced. Nothing can follow on that connection.
func unreadable(err error) *refusal {
	problem := badRequest("The body could not be read.")
	problem.header = http.Header{"Connection": {"close"}}
	var network net.Error
	if errors.As(err, &network) && network.Timeout() {
		problem.status, problem.message = http.StatusRequestTimeout, "The body did not come in time."
	}
	return problem
}
