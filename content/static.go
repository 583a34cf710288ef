package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"net/http"
	"time"
)

// askAgain lets caches keep an answer, but ask whether it is still the same.
const askAgain = "public, no-cache"

// text is one that stays the same as long as the server runs.
type text struct {
	contentType string
	tag         string
	content     []byte
}

func newText(contentType string, content []byte) text {
	return text{contentType, fmt.Sprintf(`"%x"`, sha256.Sum256(content)), content}
}

func (t text) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", askAgain)
	if tellUnmodified(w, r, t.tag) {
		return
	}
	w.Header().Set("Content-Type", t.contentType)
	w.Header().Set("Etag", t.tag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(t.content))
}

// tellUnmodified answers 304 when the client has what bears the tag, plain or
// compressed.
func tellUnmodified(w http.ResponseWriter, r *http.Request, tag string) bool {
	for _, each := range []string{tag, gzipTag(tag)} {
		if isKnown(r.Header.Values("If-None-Match"), each) {
			w.Header().Set("Etag", each)
			w.WriteHeader(http.StatusNotModified)
			return true
		}
	}
	return false
}
