package main

import (
	"net/http/httptest"
	"strings"
	"testing"

	"doichieu/transport"
)

func TestTransport(t *testing.T) {
	handler := shippedHandler(t)
	const ask = `{"query":"{ dataset { licence } }"}`
	tests := map[string]struct {
		method, target, contentType, accept, body string
		status                                    int
		media, part, allow                        string
	}{
		"POST": {
			"POST", "/graphql", "application/json", "", ask, 200, "application/json", `{"data":{"dataset":{"licence":"CC-BY-4.0"}}}`, "",
		},
		"GET": {
			"GET", "/graphql?query=query($s:String!){province(slug:$s){name}}&variables={\"s\":\"binh-dinh\"}", "", "", "", 200, "application/json", `"Bình Định"`, "",
		},
		"the newer media type": {
			"POST", "/graphql", "application/json", "application/graphql-response+json", ask, 200, "application/graphql-response+json", `"data"`, "",
		},
		"a preference by q-value": {
			"POST", "/graphql", "application/json", "application/json;q=0.4, application/graphql-response+json;q=0.9", ask, 200, "application/graphql-response+json", `"data"`, "",
		},
		"a media type that is ruled out": {
			"POST", "/graphql", "application/json", "application/graphql-response+json;q=0, */*", ask, 200, "application/json", `"data"`, "",
		},
		"nothing acceptable":  {"POST", "/graphql", "application/json", "text/html", ask, 406, "application/json", "BAD_USER_INPUT", ""},
		"another charset":     {"POST", "/graphql", "application/json; charset=latin1", "", ask, 415, "application/json", "UTF-8", ""},
		"a form":              {"POST", "/graphql", "application/x-www-form-urlencoded", "", "query=x", 415, "application/json", "must be application/json", ""},
		"no content type":     {"POST", "/graphql", "", "", ask, 415, "application/json", "must be application/json", ""},
		"no JSON":             {"POST", "/graphql", "application/json", "", "secret body", 400, "application/json", "must be a JSON object: there is an unexpected character at byte offset 0.", ""},
		"a list":              {"POST", "/graphql", "application/json", "", "[" + ask + "]", 400, "application/json", "must be a JSON object", ""},
		"null":                {"POST", "/graphql", "application/json", "", "null", 400, "application/json", "must be a JSON object; it is another value.", ""},
		"more than an object": {"POST", "/graphql", "application/json", "", ask + "{}", 400, "application/json", "there is more text after the value at byte offset 35.", ""},
		"half an object":      {"POST", "/graphql", "application/json", "", ask[:20], 400, "application/json", "there is an unexpected end at byte offset 20.", ""},
		"no UTF-8":            {"POST", "/graphql", "application/json", "", `{"query":"{ dataset { licence } } #` + "\xff" + `"}`, 400, "application/json", "there is a byte that is not valid UTF-8 at byte offset 35.", ""},
		"a name that comes twice": {
			"POST", "/graphql", "application/json", "", `{"query":"{","query":"{ dataset { licence } }"}`, 200, "application/json", "CC-BY-4.0", "",
		},
		"members of no meaning": {
			"POST", "/graphql", "application/json", "", `{"id":[{"a":null}],"query":"{ dataset { licence } }","variables":null}`, 200, "application/json", "CC-BY-4.0", "",
		},
		"no query":             {"POST", "/graphql", "application/json", "", "{}", 400, "application/json", "query is missing", ""},
		"a query that is none": {"POST", "/graphql", "application/json", "", `{"query":7}`, 400, "application/json", "query must be a string", ""},
		"variables as a list":  {"POST", "/graphql", "application/json", "", `{"query":"{__typename}","variables":[]}`, 400, "application/json", "variables must be an object", ""},
		"broken variables":     {"GET", "/graphql?query={__typename}&variables={", "", "", "", 400, "application/json", "variables must be JSON: there is an unexpected end at byte offset 1.", ""},
		"another method":       {"PUT", "/graphql", "application/json", "", ask, 405, "application/json", "GET or POST", "GET, POST, HEAD"},
		"deletion":             {"DELETE", "/graphql", "", "", "", 405, "application/json", "GET or POST", "GET, POST, HEAD"},
		"a syntax error for old clients": {
			"POST", "/graphql", "application/json", "application/json", `{"query":"{"}`, 200, "application/json", `"code"`, "",
		},
		"a syntax error for new ones": {
			"POST", "/graphql", "application/json", "application/graphql-response+json", `{"query":"{"}`, 400, "application/graphql-response+json", `"code"`, "",
		},
		"an unknown field": {
			"POST", "/graphql", "application/json", "application/graphql-response+json", `{"query":"{ datase }"}`, 400, "application/graphql-response+json", `Did you mean \"dataset\"?`, "",
		},
		"a part to come later": {
			"POST", "/graphql", "application/json", transport.MediaType, `{"query":"{ dataset { ... @defer { release } } }"}`, 400, transport.MediaType, `Unknown directive \"@defer\"`, "",
		},
		"a mutation": {
			"POST", "/graphql", "application/json", "", `{"query":"mutation { x }"}`, 200, "application/json", `"errors"`, "",
		},
		"several operations without a choice": {
			"POST", "/graphql", "application/json", "", `{"query":"query a { __typename } query b { __typename }"}`, 200, "application/json", "operationName must name one", "",
		},
		"a mutation by GET": {
			"GET", "/graphql?query=mutation { x }", "", "", "", 405, "application/json", "Only queries", "POST",
		},
		"a mutation beside the query that is asked by GET": {
			"GET", "/graphql?query=query a { __typename } mutation b { x }&operationName=a", "", transport.MediaType, "", 200, transport.MediaType, `"__typename":"Query"`, "",
		},
		"a subscription by GET": {
			"GET", "/graphql?query=subscription { x }", "", transport.MediaType, "", 405, transport.MediaType, "Only queries", "POST",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			request := httptest.NewRequest(tt.method, "/", strings.NewReader(tt.body))
			path, query, _ := strings.Cut(tt.target, "?")
			request.URL.Path, request.URL.RawQuery = path, escaped(query)
			for header, value := range map[string]string{"Content-Type": tt.contentType, "Accept": tt.accept} {
				if value != "" {
					request.Header.Set(header, value)
				}
			}
			recorder := httptest.NewRecorder()
			handler.ServeHTTP(recorder, request)
			body := recorder.Body.String()
			if recorder.Code != tt.status || recorder.Header().Get("Content-Type") != tt.media+"; charset=utf-8" || !strings.Contains(body, tt.part) {
				t.Errorf("%d %s\n%s", recorder.Code, recorder.Header().Get("Content-Type"), body)
			}
			if recorder.Header().Get("Allow") != tt.allow {
				t.Errorf("Allow: %q", recorder.Header().Get("Allow"))
			}
			if strings.Contains(body, "secret") {
				t.Errorf("the body is echoed: %s", body)
			}
		})
	}
}

func escaped(query string) string {
	return strings.NewReplacer(" ", "%20", "{", "%7B", "}", "%7D", `"`, "%22", "$", "%24").Replace(query)
}
