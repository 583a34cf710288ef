package main

import (
	"errors"
	"io"
	"net"
	"net/http"
	"time"

	"doichieu/limit"
)

// afterBody lets requests through once all of them is there, so that nothing is
// taken for a request that never comes to its end. Bodies mean nothing but to a
// POST, which reads its own: others are read and thrown away.
func afterBody(s settings, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			began := time.Now()
			if problem := discard(w, r, s.bodyBytes); problem != nil {
				problem.refuse(w, r)
				return
			}
			received(w, r, began, s.writeTimeout())
		}
		next.ServeHTTP(w, r)
	})
}

// discard reads a body that means nothing, as far as one may be sent.
func discard(w http.ResponseWriter, r *http.Request, most int) *refusal {
	if r.Body == nil || r.Body == http.NoBody {
		return nil
	}
	if problem := checkLength(r, most); problem != nil {
		return problem
	}
	if _, err := io.Copy(io.Discard, http.MaxBytesReader(w, r.Body, int64(most))); err != nil {
		return unreadable(err, most)
	}
	return nil
}

// checkLength refuses a body that is announced to be larger than one may be.
func checkLength(r *http.Request, most int) *refusal {
	if r.ContentLength > int64(most) {
		return tooLarge(&limit.Exceeded{Asked: int(r.ContentLength), Allowed: most})
	}
	return nil
}

func tooLarge(body *limit.Exceeded) *refusal {
	body.What = "size in bytes"
	return &refusal{status: http.StatusRequestEntityTooLarge, message: body.Error(), told: limit.Extensions(body)}
}

// slowRequest is how long a request may take to come before its answer gets the whole
// time that answers have, which the server counts from the headers.
const slowRequest = time.Second

// received notes that all of a request is there, which began to be read at a time.
func received(w http.ResponseWriter, r *http.Request, began time.Time, toAnswer time.Duration) {
	markAnswering(r)
	if time.Since(began) > slowRequest {
		// Not every ResponseWriter has deadlines; those of the server have.
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(toAnswer))
	}
}

// unreadable is what a client is told whose body is larger than one may be, does
// not come, or not as it was announced. After the latter nothing can follow on
// that connection.
func unreadable(err error, most int) *refusal {
	if errors.As(err, new(*http.MaxBytesError)) {
		return tooLarge(&limit.Exceeded{Asked: most + 1, Allowed: most, Counted: true})
	}
	problem := badRequest("The body could not be read.")
	problem.header = http.Header{"Connection": {"close"}}
	var network net.Error
	if errors.As(err, &network) && network.Timeout() {
		problem.status, problem.message = http.StatusRequestTimeout, "The body did not come in time."
	}
	return problem
}
