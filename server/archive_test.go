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
	complete := get(t, handler, path)
	size, tag := complete.Body.Len(), complete.Header().Get("Etag")
	if complete.Header().Get("Content-Length") != strconv.Itoa(size) || complete.Header().Get("Accept-Ranges") != "bytes" || size < 10_000 {
		t.Fatalf("headers %v of %d bytes", complete.Header(), size)
	}
	for name, tt := range map[string]struct {
		headers []string
		status  int
		body    string
	}{
		"the rest":           {[]string{"Range", "bytes=1000-"}, 206, complete.Body.String()[1000:]},
		"the end":            {[]string{"Range", "bytes=-22"}, 206, complete.Body.String()[size-22:]},
		"of the same":        {[]string{"Range", "bytes=0-9", "If-Range", tag}, 206, complete.Body.String()[:10]},
		"of another release": {[]string{"Range", "bytes=0-9", "If-Range", `"x"`}, 200, complete.Body.String()},
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
	stored := get(t, handlerOver(t, plans), "/download/dataset.zip")
	t.Setenv("TMPDIR", "/nowhere")
	generated := get(t, handlerOver(t, plans), "/download/dataset.zip")
	if generated.Code != http.StatusOK || generated.Body.String() != stored.Body.String() || generated.Header().Get("Etag") != stored.Header().Get("Etag") {
		t.Errorf("%d, %d bytes %v", generated.Code, generated.Body.Len(), generated.Header())
	}
	if strings.Contains(generated.Header().Get("Accept-Ranges"), "bytes") {
		t.Error("it promises ranges")
	}
}
