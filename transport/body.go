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

// maxPreallocatedBytes bounds how much memory is allocated for a body before it
// arrives, because clients can announce more than they send.
const maxPreallocatedBytes = 16 << 10

// readBody reads the body of a POST, or refuses the request. Other methods have none.
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
	buffer.Grow(int(min(max(r.ContentLength, 0), maxPreallocatedBytes)) + bytes.MinRead)
	start := time.Now()
	decoded, refused := decode(r, http.MaxBytesReader(w, r.Body, int64(t.MaxBody)))
	if refused != nil {
		return nil, refused
	}
	if _, err := buffer.ReadFrom(http.MaxBytesReader(w, io.NopCloser(decoded), int64(t.MaxBody))); err != nil {
		return nil, traffic.Unreadable(err, t.MaxBody)
	}
	traffic.Received(w, r, start, t.WriteTimeout)
	return bytes.TrimPrefix(buffer.Bytes(), byteOrderMark), nil
}

// byteOrderMark precedes every text that some programs write.
var byteOrderMark = []byte("\uFEFF")

// checkType refuses content types other than JSON in UTF-8.
func checkType(contentType string) *apierror.Refusal {
	if contentType == content.JSON { // what nearly all clients send
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

// decode returns a reader of the body without its Content-Encoding.
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
