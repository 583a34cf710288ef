package content

import (
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzhttp"

	"doichieu/apierror"
)

// Compressor makes a middleware that compresses answers from a size on, of some
// content types. HEAD is handled as GET, whose headers it is to have; the server
// leaves out the body.
func Compressor(minSize int, contentType func(string) bool) (func(http.Handler) http.Handler, error) {
	wrapper, err := gzhttp.NewWrapper(gzhttp.MinSize(minSize), gzhttp.ContentTypeFilter(contentType),
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

// EncodingNegotiator makes a middleware that reads the Accept-Encoding header once
// for all handlers that compress: they find a header that allows gzip, or none. It
// refuses clients that accept neither.
func EncodingNegotiator() (func(http.Handler) http.Handler, error) {
	forced, err := Compressor(0, gzhttp.CompressAllContentTypeFilter)
	if err != nil {
		return nil, err
	}
	return func(next http.Handler) http.Handler { return negotiateEncoding(next, forced(next)) }, nil
}

// negotiateEncoding answers with always when a client accepts nothing but gzip.
func negotiateEncoding(next, always http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		gzip, identity := allowedEncodings(r.Header["Accept-Encoding"])
		delete(r.Header, "Accept-Encoding")
		if gzip {
			r.Header["Accept-Encoding"] = onlyGzip
		}
		switch {
		case identity:
			next.ServeHTTP(w, r)
		case gzip:
			always.ServeHTTP(w, r)
		default:
			apierror.Refuse(w, r, http.StatusNotAcceptable, "Answers are encoded with gzip or not at all; the Accept-Encoding header allows neither.",
				map[string]any{"code": apierror.BadUserInput})
		}
	})
}

var onlyGzip = []string{"gzip"}

// allowedEncodings says which encodings a client accepts: gzip, none, both or
// neither.
func allowedEncodings(accept []string) (gzip, identity bool) {
	switch strings.Join(accept, ",") {
	case "":
		return false, true
	case "gzip", "gzip, deflate", "gzip, deflate, br", "gzip, deflate, br, zstd": // as nearly all clients say it
		return true, true
	default:
		return AcceptsGzip(accept), acceptsIdentity(accept)
	}
}
