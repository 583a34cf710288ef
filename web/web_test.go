package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func packed(t *testing.T, text string) *fstest.MapFile {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return &fstest.MapFile{Data: out.Bytes()}
}

func serve(t *testing.T, files fstest.MapFS, path, encoding string) *http.Response {
	t.Helper()
	mux := http.NewServeMux()
	if err := register(mux, files, http.NotFound); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept-Encoding", encoding)
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, r)
	return w.Result()
}

func TestBuiltApp(t *testing.T) {
	files := fstest.MapFS{
		"dist/index.html.gz":       packed(t, "<title>the app</title>"),
		"dist/graphiql.html.gz":    packed(t, "<title>the editor</title>"),
		"dist/assets/app-1a.js.gz": packed(t, "run()"),
	}
	const html, kept = "text/html; charset=utf-8", "public, max-age=31536000, immutable"
	for path, want := range map[string]struct {
		code                        int
		contentType, caching, holds string
	}{
		"/":                     {200, html, "no-cache", "the app"},
		"/findings?kind=X":      {200, html, "no-cache", "the app"},
		"/graphiql":             {200, html, "no-cache", "the editor"},
		"/assets/app-1a.js":     {200, "application/javascript", kept, "run()"},
		"/assets/app-0.js":      {404, "text/plain; charset=utf-8", "", "not found"},
		"/findings/everything":  {404, "text/plain; charset=utf-8", "", "not found"},
		"/assets/../index.html": {307, html, "", ""},
		"/examples.json":        {200, "application/json; charset=utf-8", "", "compare"},
	} {
		got := serve(t, files, path, "identity")
		body, _ := io.ReadAll(got.Body)
		if got.StatusCode != want.code || got.Header.Get("Content-Type") != want.contentType ||
			got.Header.Get("Cache-Control") != want.caching || !strings.Contains(string(body), want.holds) {
			t.Errorf("%s: %d %v\n%.200s", path, got.StatusCode, got.Header, body)
		}
	}
}

func TestFilesAreSentCompressed(t *testing.T) {
	files := fstest.MapFS{"dist/assets/app-1a.js.gz": packed(t, "run()")}
	got := serve(t, files, "/assets/app-1a.js", "gzip")
	if got.Header.Get("Content-Encoding") != "gzip" || got.Header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("headers %v", got.Header)
	}
	plain, err := gzip.NewReader(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	if body, _ := io.ReadAll(plain); string(body) != "run()" {
		t.Errorf("body %q", body)
	}
}

func TestAKnownPageIsNotSentAgain(t *testing.T) {
	files := fstest.MapFS{"dist/index.html.gz": packed(t, "<title>the app</title>")}
	mux := http.NewServeMux()
	if err := register(mux, files, http.NotFound); err != nil {
		t.Fatal(err)
	}
	ask := func(method, encoding, known string) *http.Response {
		r := httptest.NewRequest(method, "/", nil)
		r.Header.Set("Accept-Encoding", encoding)
		r.Header.Set("If-None-Match", known)
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, r)
		return w.Result()
	}
	tag := ask(http.MethodGet, "gzip", "").Header.Get("Etag")
	if len(tag) < 3 || !strings.HasPrefix(tag, `"`) || !strings.HasSuffix(tag, `"`) {
		t.Fatalf("tag %s", tag)
	}
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		if plain := ask(method, "identity", "").Header.Get("Etag"); plain == tag || !strings.HasPrefix(plain, `"`) {
			t.Errorf("%s: tag %s of the plain form, %s of the other", method, plain, tag)
		}
	}
	for known, want := range map[string]int{tag: 304, "W/" + tag: 304, `"other", ` + tag: 304, "*": 304, `"other"`: 200} {
		if got := ask(http.MethodGet, "gzip", known); got.StatusCode != want || got.Header.Get("Etag") != tag || got.Header.Get("Cache-Control") != "no-cache" {
			t.Errorf("If-None-Match %s: %d %v", known, got.StatusCode, got.Header)
		}
	}
}

func TestWithoutTheAppAPlainPageTellsWhereTheAPIIs(t *testing.T) {
	files := fstest.MapFS{"dist/.gitkeep": {}}
	for _, path := range []string{"/", "/search", "/graphiql"} {
		got := serve(t, files, path, "gzip")
		body, _ := io.ReadAll(got.Body)
		if got.StatusCode != http.StatusOK || !strings.Contains(string(body), `href="/graphql`) || !strings.Contains(string(body), "README") {
			t.Errorf("%s: %d %s", path, got.StatusCode, body)
		}
	}
}

// A page loads what this server sends and nothing else.
func TestPolicies(t *testing.T) {
	files := fstest.MapFS{"dist/index.html.gz": packed(t, "<title>the app</title>"), "dist/graphiql.html.gz": packed(t, "<title>the editor</title>")}
	for path, allowsInline := range map[string]bool{"/": false, "/search": false, "/graphiql": true} {
		policy := serve(t, files, path, "gzip").Header.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "script-src 'self';", "connect-src 'self';", "frame-ancestors 'none'"} {
			if !strings.Contains(policy, part) {
				t.Errorf("%s: no %s in %s", path, part, policy)
			}
		}
		if strings.Contains(policy, "http") || strings.Contains(policy, "'unsafe-inline'") != allowsInline || strings.Contains(policy, "worker-src 'self'") != allowsInline {
			t.Errorf("%s: %s", path, policy)
		}
	}
}
