package transport

import (
	"bytes"
	"compress/gzip"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"doichieu/apierror"
	"doichieu/content"
	"doichieu/traffic"
)

// trustedBytes is how much of an announced body is allocated before it arrives.
const trustedBytes = 16 << 10

// readBody reads what was posted, or refuses the request.
func (t Transport) readBody(w http.ResponseWriter, r *http.Request) ([]byte, *apierror.Refusal) {
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		return nil, nil
	case http.MethodPost:
	default:
		return nil, apierror.MethodNotAllowed(Methods, "GraphQL is asked by GET or POST.")
	}
	if refused := checkType(r.Header.Get("Content-Type")); refused != nil {
		return nil, refused
	}
	if refused := traffic.CheckLength(r, t.MaxBody); refused != nil {
		return nil, refused
	}
	var buffer bytes.Buffer
	buffer.Grow(int(min(max(r.ContentLength, 0), trustedBytes)) + bytes.MinRead)
	began := time.Now()
	decoded, refused := decode(r, http.MaxBytesReader(w, r.Body, int64(t.MaxBody)))
	if refused != nil {
		return nil, refused
	}
	if _, err := buffer.ReadFrom(http.MaxBytesReader(w, io.NopCloser(decoded), int64(t.MaxBody))); err != nil {
		return nil, traffic.Unreadable(err, t.MaxBody)
	}
	traffic.Received(w, r, began, t.WriteTimeout)
	return bytes.TrimPrefix(buffer.Bytes(), byteOrderMark), nil
}

// byteOrderMark is what some programs begin every text with.
var byteOrderMark = []byte("\uFEFF")

func checkType(contentType string) *apierror.Refusal {
	if contentType == content.JSON { // as nearly all clients say it
		return nil
	}
	media, options, err := mime.ParseMediaType(contentType)
	if err != nil || media != content.JSON {
		return &apierror.Refusal{Status: http.StatusUnsupportedMediaType, Message: "The body must be " + content.JSON + "."}
	}
	if !content.IsUTF8(options["charset"]) {
		return &apierror.Refusal{Status: http.StatusUnsupportedMediaType, Message: "The body must be encoded in UTF-8."}
	}
	return nil
}

// decode undoes the encoding of a request's body.
func decode(r *http.Request, body io.Reader) (io.Reader, *apierror.Refusal) {
	switch strings.ToLower(strings.TrimSpace(strings.Join(r.Header["Content-Encoding"], ","))) {
	case "", "identity":
		return body, nil
	case "gzip", "x-gzip":
		reader, err := gzip.NewReader(body)
		if err != nil {
			return nil, apierror.BadRequest("The body is not encoded with gzip, as its Content-Encoding says.")
		}
		return reader, nil
	default:
		return nil, &apierror.Refusal{
			Status: http.StatusUnsupportedMediaType, Message: "The body must be encoded with gzip or not at all.",
			Header: http.Header{"Accept-Encoding": {"gzip"}},
		}
	}
}
