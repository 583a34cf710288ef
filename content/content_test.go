package content

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestEncodings(t *testing.T) {
	for accept, want := range map[string]struct{ gzip, identity bool }{
		"":                        {false, true},
		"gzip":                    {true, true},
		"x-gzip":                  {true, true},
		"*":                       {true, true},
		"gzip, deflate, br, zstd": {true, true},
		"br":                      {false, true},
		"identity":                {false, true},
		"gzip;q=0.5, identity":    {false, true}, // allowed, but not preferred
		"gzip;q=0":                {false, true},
		"gzip;q=0, *":             {false, true},
		"gzip;q=2":                {false, true},
		"gzip;q=NaN":              {false, true},
		"gzip, identity;q=0":      {true, false},
		"gzip, *;q=0":             {true, false},
		"*;q=0":                   {false, false},
		"br, identity;q=0":        {false, false},
	} {
		if gzip, identity := allowedEncodings([]string{accept}); gzip != want.gzip || identity != want.identity {
			t.Errorf("%q: gzip %t, identity %t", accept, gzip, identity)
		}
	}
}

// The handler finds "gzip" or no header, and a client that accepts nothing but gzip
// gets even a small answer compressed.
func TestEncodingNegotiator(t *testing.T) {
	negotiate, err := EncodingNegotiator()
	if err != nil {
		t.Fatal(err)
	}
	for accept, want := range map[string]struct {
		status              int
		forwarded, encoding string
	}{
		"":                     {200, "", ""},
		"br, gzip;q=0.5":       {200, "gzip", ""},
		"gzip;q=0":             {200, "", ""},
		"gzip, identity;q=0":   {200, "gzip", "gzip"},
		"identity;q=0, br;q=1": {406, "", ""},
	} {
		forwarded := ""
		handler := negotiate(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			forwarded = r.Header.Get("Accept-Encoding")
			_, _ = w.Write([]byte("small"))
		}))
		got := request(handler, http.MethodGet, "Accept-Encoding", accept)
		if got.Code != want.status || forwarded != want.forwarded || got.Header().Get("Content-Encoding") != want.encoding {
			t.Errorf("%q: %d, forwarded as %q, encoded as %q", accept, got.Code, forwarded, got.Header().Get("Content-Encoding"))
		}
	}
}

func TestCompressor(t *testing.T) {
	compress, err := Compressor(100, func(contentType string) bool { return strings.HasPrefix(contentType, "text/") })
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		size           int
		contentType    string
		method, accept string
		encoding       string
	}{
		"a large text":          {100, "text/plain", "GET", "gzip", "gzip"},
		"its headers":           {100, "text/plain", "HEAD", "gzip", "gzip"},
		"a small one":           {99, "text/plain", "GET", "gzip", ""},
		"a client without gzip": {100, "text/plain", "GET", "", ""},
		"a picture":             {100, "image/png", "GET", "gzip", ""},
	} {
		handler := compress(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", tt.contentType)
			_, _ = w.Write([]byte(strings.Repeat("x", tt.size)))
		}))
		got := request(handler, tt.method, "Accept-Encoding", tt.accept)
		if got.Header().Get("Content-Encoding") != tt.encoding {
			t.Errorf("%s: encoded as %q", name, got.Header().Get("Content-Encoding"))
		}
	}
}

func TestPrefersHTML(t *testing.T) {
	for accept, want := range map[string]bool{
		"": false, "*/*": false, "application/json": false, "text/html": true, "text/*": true,
		"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": true, // a browser
		"text/html;q=0.5, application/json":                               false,
		"text/html, application/json":                                     true, // the first of equals
		"application/json, text/html":                                     false,
		"text/html, application/*":                                        true, // the more specific of equals
		"text/html;q=0, */*":                                              false,
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Accept", accept)
		if got := PrefersHTML(r); got != want {
			t.Errorf("%q: %t", accept, got)
		}
	}
}

func TestMostSpecific(t *testing.T) {
	for header, want := range map[string]float64{
		"":                                       0,
		"text/html":                              1,
		"text/html;q=0.5":                        0.5,
		"text/*;q=0.5":                           0.5,
		"text/*, text/html;q=0.3":                0.3,
		"text/html;q=0.3, text/*":                0.3,
		"text/html;q=0, text/*":                  0,
		"text/html;charset=utf-8;q=0.4":          0.4,
		"text/html;charset=latin1, */*":          0,
		"text/html;q=1.5, text/*;q=0.2":          0.2,
		"text/html;q=x, text/*;q=0.2":            0.2,
		"not / a type, text/html;q=0.6":          0.6,
		"image/png, application/json, TEXT/HTML": 1,
	} {
		if got := MostSpecific(header, "text/html", "text/*").Quality; got != want {
			t.Errorf("%q: %v, want %v", header, got, want)
		}
	}
}

func TestIsUTF8(t *testing.T) {
	for charset, want := range map[string]bool{"": true, "utf-8": true, "UTF-8": true, "utf8": true, "Utf8": true, "utf-16": false, "latin1": false} {
		if got := IsUTF8(charset); got != want {
			t.Errorf("%q: %t", charset, got)
		}
	}
}

func TestStatic(t *testing.T) {
	static := NewStatic("text/plain; charset=utf-8", []byte("the text"))
	first := request(static, http.MethodGet)
	tag := first.Header().Get("Etag")
	if first.Code != http.StatusOK || first.Body.String() != "the text" || tag == "" || first.Header().Get("Cache-Control") != Revalidate {
		t.Fatalf("%d %v %s", first.Code, first.Header(), first.Body)
	}
	for known, status := range map[string]int{
		tag: 304, `W/` + tag: 304, GzipTag(tag): 304, `"a", ` + tag: 304, "*": 304, `"a"`: 200,
	} {
		got := request(static, http.MethodGet, "If-None-Match", known)
		if got.Code != status || (got.Body.Len() == 0) != (status == 304) || got.Header().Get("Etag") == "" {
			t.Errorf("%s: %d %v", known, got.Code, got.Header())
		}
	}
	if other := NewStatic("text/plain", []byte("another")); request(other, http.MethodGet).Header().Get("Etag") == tag {
		t.Error("another text has the same tag")
	}
}

func TestGzipTag(t *testing.T) {
	if got := GzipTag(`"abc"`); got != `"abc-gzip"` {
		t.Error(got)
	}
}

// request sends a request with headers in pairs of name and value.
func request(handler http.Handler, method string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "/", nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, r)
	return recorder
}
