package content

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Revalidate is the Cache-Control of answers that caches may keep, but not use
// without asking whether they are still current.
const Revalidate = "public, no-cache"

// Static answers with a text that stays the same as long as the server runs.
type Static struct {
	contentType string
	tag         string
	text        []byte
}

// NewStatic makes a handler for a text of a content type.
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

// WriteNotModified answers 304 when the client has the content of an entity tag,
// compressed or not.
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

// MatchesTag reports whether an entity tag is in an If-None-Match header.
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

// GzipTag is the entity tag of the compressed form of what has a tag.
func GzipTag(tag string) string { return strings.TrimSuffix(tag, `"`) + gzipSuffix + `"` }
