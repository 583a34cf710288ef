package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"doichieu/content"
	"doichieu/observe"
)

const benchmarkQuery = `query($l:PlanYearRef!,$r:PlanYearRef!){compare(left:$l,right:$r){targets{indicator{code name}left{wording}right{wording}verdict}}}`

// BenchmarkCachedAnswer compares a cached answer with a handler that does nothing but
// send the same bytes.
func BenchmarkCachedAnswer(b *testing.B) {
	plans := shippedStore(b)
	handler, err := newHandler(plans, defaultSettings(), observe.New("test"), &readiness{plans: plans})
	if err != nil {
		b.Fatal(err)
	}
	variables := `{"l":{"province":"binh-dinh","year":2024},"r":{"province":"quang-nam","year":2024}}`
	target := "/graphql?query=" + url.QueryEscape(benchmarkQuery) + "&variables=" + url.QueryEscape(variables)
	body := get(b, handler, target).Body.Bytes()
	static := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", content.JSON)
		_, _ = w.Write(body)
	})
	for name, handler := range map[string]http.Handler{"kept": handler, "static": static} {
		b.Run(name, func(b *testing.B) {
			server := httptest.NewServer(handler)
			defer server.Close()
			client := server.Client()
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				response, err := client.Get(server.URL + target)
				if err != nil {
					b.Fatal(err)
				}
				_, _ = io.Copy(io.Discard, response.Body)
				_ = response.Body.Close()
			}
		})
	}
}
