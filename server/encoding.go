package main

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzhttp"

	"doichieu/graph"
)

// encodings judges once what the Accept-Encoding header allows, so that every
// part of the program that compresses keeps to it: they are left the choice
// between gzip and nothing.
func encodings(next http.Handler) (http.Handler, error) {
	forced, err := gzhttp.NewWrapper(gzhttp.MinSize(0), gzhttp.SuffixETag(gzipSuffix), gzhttp.EnableZstd(false),
		gzhttp.ContentTypeFilter(gzhttp.CompressAllContentTypeFilter))
	if err != nil {
		return nil, err
	}
	always := forced(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		accept := r.Header["Accept-Encoding"]
		if len(accept) == 0 {
			next.ServeHTTP(w, r)
			return
		}
		compressed, plain := acceptsGzip(accept), acceptsPlain(accept)
		r.Header["Accept-Encoding"] = nil
		if compressed {
			r.Header["Accept-Encoding"] = onlyGzip
		}
		switch {
		case plain:
			next.ServeHTTP(w, r)
		case compressed:
			always.ServeHTTP(w, r)
		default:
			refuse(w, r, http.StatusNotAcceptable, "Answers are encoded with gzip or not at all; the Accept-Encoding header allows neither.",
				map[string]any{"code": graph.BadUserInput})
		}
	}), nil
}

var onlyGzip = []string{"gzip"}

// decoded reads a request's body as it was before it was encoded.
func decoded(r *http.Request, body io.Reader) (io.Reader, *refusal) {
	switch strings.ToLower(strings.TrimSpace(strings.Join(r.Header["Content-Encoding"], ","))) {
	case "", "identity":
		return body, nil
	case "gzip", "x-gzip":
		reader, err := gzip.NewReader(body)
		if err != nil {
			return nil, badRequest("The body is not encoded with gzip, as its Content-Encoding says.")
		}
		return reader, nil
	default:
		return nil, &refusal{
			status: http.StatusUnsupportedMediaType, message: "The body must be encoded with gzip or not at all.",
			header: http.Header{"Accept-Encoding": {"gzip"}},
		}
	}
}
