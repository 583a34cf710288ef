package content

import (
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzhttp"

	"doichieu/apierror"
)

// Compressor returns a middleware that compresses answers of at least minSize bytes
// whose content type contentType accepts. It passes HEAD on as GET, so that both get
// the same headers; net/http omits the body.
func Compressor(minSize int, contentType func(string) bool) (func(http.Handler) http.Handler, error) {
	wrapper, err := gzhttp.NewWrapper(gzhttp.MinSize(minSize), gzhttp.ContentTypeFilter(contentType),
		gzhttp.SuffixETag(gzipSuffix), gzhttp.EnableZstd(false))
	if err != nil {
		return nil, err
	}
	return func(next http.Handler) http.Handler {
		wrapped := wrapper(next)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			inner := r
			if r.Method == http.MethodHead {
				inner = r.WithContext(r.Context())
				inner.Method = http.MethodGet
			}
			wrapped.ServeHTTP(w, inner)
			r.Pattern = inner.Pattern // for the log
		})
	}, nil
}

// EncodingNegotiator returns a middleware that reads the Accept-Encoding header once
// on behalf of all handlers that compress. It replaces the header by exactly "gzip",
// or removes it, and refuses clients that accept neither gzip nor identity.
func EncodingNegotiator() (func(http.Handler) http.Handler, error) {
	compressAll, err := Compressor(0, gzhttp.CompressAllContentTypeFilter)
	if err != nil {
		return nil, err
	}
	return func(next http.Handler) http.Handler { return negotiateEncoding(next, compressAll(next)) }, nil
}

// negotiateEncoding passes a request on to next, or to compressed if the client
// accepts nothing but gzip.
func negotiateEncoding(next, compressed http.Handler) http.Handler {
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
			compressed.ServeHTTP(w, r)
		default:
			apierror.Refuse(w, r, http.StatusNotAcceptable, "Answers are encoded with gzip or not at all; the Accept-Encoding header allows neither.",
				map[string]any{"code": apierror.BadUserInput})
		}
	})
}

var onlyGzip = []string{"gzip"}

// allowedEncodings reports whether a client accepts gzip, and whether it accepts an
// answer without encoding.
func allowedEncodings(accept []string) (gzip, identity bool) {
	switch strings.Join(accept, ",") {
	case "":
		return false, true
	case "gzip", "gzip, deflate", "gzip, deflate, br", "gzip, deflate, br, zstd": // what nearly all clients send
		return true, true
	default:
		return AcceptsGzip(accept), acceptsIdentity(accept)
	}
}
