package main

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"

	"doichieu/apierror"

	"github.com/klauspost/compress/gzhttp"
)

// compressing makes what compresses answers from a size on, of some content
// types. HEAD goes the way of GET, whose headers it is to tell; the server leaves
// out the body.
func compressing(from int, contentType func(string) bool) (func(http.Handler) http.Handler, error) {
	wrapper, err := gzhttp.NewWrapper(gzhttp.MinSize(from), gzhttp.ContentTypeFilter(contentType),
		gzhttp.SuffixETag(gzipSuffix), gzhttp.EnableZstd(false))
	if err != nil {
		return nil, err
	}
	return func(next http.Handler) http.Handler {
		wrapped := wrapper(next)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked := r
			if r.Method == http.MethodHead {
				asked = r.WithContext(r.Context())
				asked.Method = http.MethodGet
			}
			wrapped.ServeHTTP(w, asked)
			r.Pattern = asked.Pattern // for the log
		})
	}, nil
}

// encodings judges once what the Accept-Encoding header allows, so that every
// part of the program that compresses keeps to it: they are left the choice
// between gzip and nothing.
func encodings(next http.Handler) (http.Handler, error) {
	forced, err := compressing(0, gzhttp.CompressAllContentTypeFilter)
	if err != nil {
		return nil, err
	}
	always := forced(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		compressed, plain := allowedEncodings(r.Header["Accept-Encoding"])
		delete(r.Header, "Accept-Encoding")
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
				map[string]any{"code": apierror.BadUserInput})
		}
	}), nil
}

var onlyGzip = []string{"gzip"}

// allowedEncodings says what a client takes: gzip, what is not encoded, both or
// neither.
func allowedEncodings(accept []string) (compressed, plain bool) {
	switch strings.Join(accept, ",") {
	case "":
		return false, true
	case "gzip", "gzip, deflate", "gzip, deflate, br", "gzip, deflate, br, zstd": // as nearly all clients say it
		return true, true
	default:
		return acceptsGzip(accept), acceptsPlain(accept)
	}
}

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
