package main

import (
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"doichieu/content"
	"doichieu/db"
	"doichieu/observe"
	"doichieu/store"
	"doichieu/store/storetest"
	"doichieu/traffic"
	"doichieu/transport"
)

const (
	smallQuery = `{ dataset { release } }`
	largeQuery = `{ provinces(first: 63) { nodes { id slug name nameEn } } }`
)

// sendGet sends a query by GET, with headers in pairs of name and value.
func sendGet(handler http.Handler, query string, headers ...string) *httptest.ResponseRecorder {
	return send(handler, httptest.NewRequest(http.MethodGet, "/graphql?query="+url.QueryEscape(query), nil), headers...)
}

func sendPost(handler http.Handler, body string, headers ...string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	return send(handler, request, headers...)
}

func send(handler http.Handler, request *http.Request, headers ...string) *httptest.ResponseRecorder {
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	return recorder
}

// withAndWithoutCache runs a test that must pass with the answer cache and without it.
func withAndWithoutCache(t *testing.T, test func(t *testing.T, handler http.Handler)) {
	for _, bytes := range []int{64 << 20, 0} {
		t.Run(fmt.Sprintf("%d bytes of cache", bytes), func(t *testing.T) {
			s := defaultSettings()
			s.cacheBytes = bytes
			test(t, handlerWith(t, shippedStore(t), s))
		})
	}
}

func TestAnswersCanBeRevalidated(t *testing.T) {
	withAndWithoutCache(t, func(t *testing.T, handler http.Handler) {
		plain, packed := sendGet(handler, largeQuery), sendGet(handler, largeQuery, "Accept-Encoding", "br;q=1, gzip;q=0.5")
		plainTag, packedTag := plain.Header().Get("Etag"), packed.Header().Get("Etag")
		if plainTag == "" || packedTag != content.GzipTag(plainTag) {
			t.Fatalf("tags %s and %s", plainTag, packedTag)
		}
		for _, got := range []*httptest.ResponseRecorder{plain, packed} {
			if got.Header().Get("Cache-Control") != "public, max-age=60" || got.Header().Get("Vary") != "Accept, Accept-Encoding" {
				t.Errorf("%v", got.Header())
			}
		}
		for name, tt := range map[string]struct {
			known, encoding string
			status          int
		}{
			"the same":            {plainTag, "", 304},
			"one of several":      {`"a", W/` + plainTag, "", 304},
			"any":                 {"*", "", 304},
			"the same compressed": {packedTag, "gzip", 304},
			"another encoding":    {plainTag, "gzip", 200},
			"the other way round": {packedTag, "", 200},
			"another answer":      {`"a"`, "", 200},
		} {
			got := sendGet(handler, largeQuery, "If-None-Match", tt.known, "Accept-Encoding", tt.encoding)
			if got.Code != tt.status || (got.Code == 304) != (got.Body.Len() == 0) || got.Header().Get("Etag") == "" {
				t.Errorf("%s: %d, %d bytes, %v", name, got.Code, got.Body.Len(), got.Header())
			}
		}
		request := httptest.NewRequest(http.MethodHead, "/graphql?query="+url.QueryEscape(largeQuery), nil)
		if got := send(handler, request, "If-None-Match", plainTag); got.Code != 304 {
			t.Errorf("HEAD: %d", got.Code)
		}
	})
}

// unpack returns the body of an answer, decompressed if necessary.
func unpack(t *testing.T, got *httptest.ResponseRecorder) string {
	t.Helper()
	if got.Header().Get("Content-Encoding") != "gzip" {
		return got.Body.String()
	}
	reader, err := gzip.NewReader(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	unpacked, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	return string(unpacked)
}

func TestAnswersAreCompressed(t *testing.T) {
	withAndWithoutCache(t, func(t *testing.T, handler http.Handler) {
		plain := sendGet(handler, largeQuery).Body.String()
		for range 2 { // the second answer is cached
			got := sendGet(handler, largeQuery, "Accept-Encoding", "gzip")
			if unpacked := unpack(t, got); got.Header().Get("Content-Encoding") != "gzip" || unpacked != plain {
				t.Errorf("%v: %.200s", got.Header(), unpacked)
			}
		}
		for _, refused := range []string{"", "br", "gzip;q=0", "*;q=0", "identity"} {
			if got := sendGet(handler, largeQuery, "Accept-Encoding", refused); got.Header().Get("Content-Encoding") != "" {
				t.Errorf("%q: %v", refused, got.Header())
			}
		}
		if got := sendGet(handler, smallQuery, "Accept-Encoding", "gzip"); got.Header().Get("Content-Encoding") != "" {
			t.Errorf("a small answer is compressed: %v", got.Header())
		}
	})
}

// Caches must not store errors or answers to POST.
func TestAnswersThatMustNotBeStored(t *testing.T) {
	withAndWithoutCache(t, func(t *testing.T, handler http.Handler) {
		for name, got := range map[string]*httptest.ResponseRecorder{
			"posted":          sendPost(handler, `{"query":"`+smallQuery+`"}`),
			"not well formed": sendGet(handler, `{`),
			"an error":        sendGet(handler, `{ province(slug: "nowhere") { id } planYear(province: "nowhere", year: 1) { id } }`),
			"no such method":  send(handler, httptest.NewRequest(http.MethodPut, "/graphql", nil)),
		} {
			if got.Header().Get("Cache-Control") != "no-store" || got.Header().Get("Etag") != "" {
				t.Errorf("%s: %d %v\n%s", name, got.Code, got.Header(), got.Body)
			}
		}
	})
}

// cachedEndpoint returns an endpoint over the shipped dataset.
func cachedEndpoint(t *testing.T) (*db.Database, *store.Store, endpoint) {
	database := storetest.Open(t, storetest.SQLiteURL(t))
	plans := storetest.Fill(t, database)
	return database, plans, endpointWith(plans, defaultSettings())
}

func endpointWith(plans *store.Store, s settings) endpoint {
	return newEndpoint(plans, s, traffic.NewSemaphore(s.waiting), s.answerBudget(), observe.New("test"))
}

func TestOnlyTheSameRequestIsAnsweredFromTheCache(t *testing.T) {
	_, _, handler := cachedEndpoint(t)
	requests := []func() *httptest.ResponseRecorder{
		func() *httptest.ResponseRecorder { return sendGet(handler, smallQuery) },
		func() *httptest.ResponseRecorder { return sendGet(handler, smallQuery, "Accept", transport.MediaType) },
		func() *httptest.ResponseRecorder { return sendGet(handler, smallQuery, "Accept-Encoding", "gzip") },
		func() *httptest.ResponseRecorder { return sendPost(handler, `{"query":"`+smallQuery+`"}`) },
		func() *httptest.ResponseRecorder {
			return sendPost(handler, `{"query":"`+smallQuery+`","operationName":null}`)
		},
		func() *httptest.ResponseRecorder {
			return sendPost(handler, `{"query":"query($s:String!){province(slug:$s){id}}","variables":{"s":"binh-dinh"}}`)
		},
		func() *httptest.ResponseRecorder {
			return sendPost(handler, `{"query":"query($s:String!){province(slug:$s){id}}","variables":{"s":"quang-nam"}}`)
		},
	}
	for i, request := range requests {
		first, second := request(), request()
		if first.Body.String() != second.Body.String() || first.Header().Get("Content-Type") != second.Header().Get("Content-Type") {
			t.Errorf("request %d: %s and %s", i, first.Body, second.Body)
		}
		if stats := handler.cacheStats(); int(stats.Hits) != i+1 || int(stats.Misses) != i+1 || stats.Entries != i+1 {
			t.Errorf("request %d: %+v", i, stats)
		}
	}
	for range 2 { // errors are not cached
		sendGet(handler, `{ dataset { nothing } }`)
		sendGet(handler, `{ planYear(province: "nowhere", year: 1) { id } }`)
	}
	if stats := handler.cacheStats(); stats.Entries != len(requests) {
		t.Errorf("%+v", stats)
	}
}

func TestReloadEmptiesTheCache(t *testing.T) {
	const constant = `{ __typename }`
	database, plans, handler := cachedEndpoint(t)
	before, constantBefore := sendGet(handler, smallQuery), sendGet(handler, constant)

	storetest.Load(t, database, storetest.Another(t, "next"), storetest.LoadedAt.Add(time.Hour))
	if _, err := plans.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}

	after := sendGet(handler, smallQuery, "If-None-Match", before.Header().Get("Etag"))
	if after.Code != 200 || !strings.Contains(after.Body.String(), `"next"`) {
		t.Errorf("%d %s", after.Code, after.Body)
	}
	if stats := handler.cacheStats(); stats.Entries != 1 {
		t.Errorf("%+v", stats)
	}
	// Equal bodies of two releases have different entity tags.
	constantAfter := sendGet(handler, constant)
	if tag := constantAfter.Header().Get("Etag"); tag == constantBefore.Header().Get("Etag") || constantAfter.Body.String() != constantBefore.Body.String() {
		t.Errorf("%s: %s", tag, constantAfter.Body)
	}
}

func TestAutomaticPersistedQueries(t *testing.T) {
	withAndWithoutCache(t, func(t *testing.T, handler http.Handler) {
		extensions := fmt.Sprintf(`{"persistedQuery":{"version":1,"sha256Hash":"%x"}}`, sha256.Sum256([]byte(smallQuery)))
		byGet := func() *httptest.ResponseRecorder {
			return send(handler, httptest.NewRequest(http.MethodGet, "/graphql?extensions="+url.QueryEscape(extensions), nil))
		}
		unknown := byGet()
		if !strings.Contains(unknown.Body.String(), `"message":"PersistedQueryNotFound"`) ||
			!strings.Contains(unknown.Body.String(), `"code":"PERSISTED_QUERY_NOT_FOUND"`) || unknown.Header().Get("Cache-Control") != "no-store" {
			t.Fatalf("%v %s", unknown.Header(), unknown.Body)
		}
		if got := sendPost(handler, `{"query":"`+smallQuery+`","extensions":`+extensions+`}`); !strings.Contains(got.Body.String(), `"data"`) {
			t.Fatal(got.Body)
		}
		if got := byGet(); !strings.Contains(got.Body.String(), `"data"`) || got.Header().Get("Etag") == "" {
			t.Error(got.Body)
		}
		for name, body := range map[string]string{
			"another query's hash": `{"query":"{ __typename }","extensions":` + extensions + `}`,
			"another version":      `{"query":"{ __typename }","extensions":{"persistedQuery":{"version":2,"sha256Hash":"a"}}}`,
			"no object":            `{"query":"{ __typename }","extensions":{"persistedQuery":7}}`,
		} {
			if got := sendPost(handler, body); !strings.Contains(got.Body.String(), `"code":"BAD_USER_INPUT"`) {
				t.Errorf("%s: %s", name, got.Body)
			}
		}
	})
}
