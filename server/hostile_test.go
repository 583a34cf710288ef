package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func TestHostileQueries(t *testing.T) {
	handler := shippedHandler(t)
	tests := map[string]struct{ query, want string }{
		"lists within lists": {
			`{planYear(province:"quang-nam",year:2023){outcomes{planYear{outcomes{planYear{outcomes{planYear{outcomes{id}}}}}}}}}`,
			`"limit":"cost"`,
		},
		"deeper than can be parsed": {strings.Repeat("{a", 2_000) + strings.Repeat("}", 2_000), `"allowed":20,"asked":1001,"code":"LIMIT_EXCEEDED","limit":"depth"`},
		"fragments that double":     {doubling("{dataset{...f0}}", 26), `"limit":"number of fields"`},
		"too many tokens":           {"{" + strings.Repeat("dataset{release}", defaultSettings().limits.Tokens/4+1) + "}", `"code":"LIMIT_EXCEEDED"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := sendPost(handler, posted(tt.query)).Body.String()
			if !strings.Contains(got, tt.want) || len(got) > 1000 {
				t.Errorf("%d bytes: %.300s", len(got), got)
			}
		})
	}
}

// Data in memory is no longer resolved when the client has disconnected.
func TestEndedRequestIsNotAnswered(t *testing.T) {
	handler := shippedHandler(t)
	const query = `{ planYear(province: "quang-nam", year: 2023) { outcomes { id } } }`
	if got := sendGet(handler, query).Body.String(); !strings.Contains(got, "/outcome/") {
		t.Fatal(got)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	request := httptest.NewRequestWithContext(ended, http.MethodGet, "/graphql?query="+url.QueryEscape(query+" # not the request that was answered"), nil)
	got := send(handler, request).Body.String()
	if !strings.Contains(got, `"code":"TIMEOUT"`) || strings.Contains(got, "/outcome/") {
		t.Errorf("%.300s", got)
	}
}
