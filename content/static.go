package content

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Revalidate is the Cache-Control of answers that caches may store but must
// revalidate before each use.
const Revalidate = "public, no-cache"

// Static is a handler whose answer does not change while the server runs.
type Static struct {
	contentType string
	tag         string
	text        []byte
}

// NewStatic returns a handler that answers with text.
func NewStatic(contentType string, text []byte) Static {
	return Static{contentType, fmt.Sprintf(`"%x"`, sha256.Sum256(text)), text}
}

func (s Static) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", Revalidate)
	if WriteNotModified(w, r, s.tag) {
		return
	}
	w.Header().Set("Content-Type", s.contentType)
	w.Header().Set("Etag", s.tag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(s.text))
}

// WriteNotModified answers 304 and returns true if the client already has the
// representation with the entity tag, compressed or not.
func WriteNotModified(w http.ResponseWriter, r *http.Request, tag string) bool {
	for _, candidate := range []string{tag, GzipTag(tag)} {
		if MatchesTag(r.Header.Values("If-None-Match"), candidate) {
			w.Header().Set("Etag", candidate)
			w.WriteHeader(http.StatusNotModified)
			return true
		}
	}
	return false
}

// MatchesTag reports whether an If-None-Match header lists an entity tag.
func MatchesTag(ifNoneMatch []string, tag string) bool {
	for known := range strings.SplitSeq(strings.Join(ifNoneMatch, ","), ",") {
		known = strings.TrimPrefix(strings.TrimSpace(known), "W/")
		if known == tag || known == "*" {
			return true
		}
	}
	return false
}

const gzipSuffix = "-gzip"

// GzipTag returns the entity tag of the compressed form of the representation that
// has tag.
func GzipTag(tag string) string { return strings.TrimSuffix(tag, `"`) + gzipSuffix + `"` }
