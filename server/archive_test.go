package main

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// The zip file has a length and supports ranges, so that a client can resume a
// download.
func TestZipRanges(t *testing.T) {
	handler := shippedHandler(t)
	const path = "/download/dataset.zip"
	whole := get(t, handler, path)
	size, tag := whole.Body.Len(), whole.Header().Get("Etag")
	if whole.Header().Get("Content-Length") != strconv.Itoa(size) || whole.Header().Get("Accept-Ranges") != "bytes" || size < 10_000 {
		t.Fatalf("headers %v of %d bytes", whole.Header(), size)
	}
	for name, tt := range map[string]struct {
		headers []string
		status  int
		body    string
	}{
		"the rest":           {[]string{"Range", "bytes=1000-"}, 206, whole.Body.String()[1000:]},
		"the end":            {[]string{"Range", "bytes=-22"}, 206, whole.Body.String()[size-22:]},
		"of the same":        {[]string{"Range", "bytes=0-9", "If-Range", tag}, 206, whole.Body.String()[:10]},
		"of another release": {[]string{"Range", "bytes=0-9", "If-Range", `"x"`}, 200, whole.Body.String()},
		"beyond the end":     {[]string{"Range", "bytes=" + strconv.Itoa(size) + "-"}, 416, "invalid range: failed to overlap\n"},
		"what is known":      {[]string{"If-None-Match", tag}, 304, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := sendTo(handler, http.MethodGet, path, tt.headers...)
			if got.Code != tt.status || got.Body.String() != tt.body {
				t.Errorf("%d, %d bytes %v", got.Code, got.Body.Len(), got.Header())
			}
		})
	}
	head := sendTo(handler, http.MethodHead, path)
	if head.Code != 200 || head.Header().Get("Content-Length") != strconv.Itoa(size) || head.Body.Len() > 0 {
		t.Errorf("HEAD: %d %v", head.Code, head.Header())
	}
}

// If no temporary file can be created, the zip file is generated for each request.
func TestZipWithoutTemporaryFiles(t *testing.T) {
	plans := shippedStore(t)
	kept := get(t, handlerOver(t, plans), "/download/dataset.zip")
	t.Setenv("TMPDIR", "/nowhere")
	made := get(t, handlerOver(t, plans), "/download/dataset.zip")
	if made.Code != http.StatusOK || made.Body.String() != kept.Body.String() || made.Header().Get("Etag") != kept.Header().Get("Etag") {
		t.Errorf("%d, %d bytes %v", made.Code, made.Body.Len(), made.Header())
	}
	if strings.Contains(made.Header().Get("Accept-Ranges"), "bytes") {
		t.Error("it promises ranges")
	}
}
