package main

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"doichieu/transport"
)

const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

// Errors of a wrong address have a code for programs, and are a page for browsers where
// pages are.
func TestUnknownAddresses(t *testing.T) {
	handler := shippedHandler(t)
	for name, tt := range map[string]struct {
		method, path, accept string
		status               int
		code, allow          string // no code if a page is expected
	}{
		"no such address":             {"GET", "/nowhere", "", 404, "NOT_FOUND", ""},
		"for any program":             {"GET", "/nowhere", "*/*", 404, "NOT_FOUND", ""},
		"for a browser":               {"GET", "/nowhere", browser, 404, "", ""},
		"for one that prefers JSON":   {"GET", "/nowhere", "text/html;q=0.5, application/json", 404, "NOT_FOUND", ""},
		"for one that refuses pages":  {"GET", "/nowhere", "text/html;q=0, */*", 404, "NOT_FOUND", ""},
		"a file of the app":           {"GET", "/assets/app-0.js", "*/*", 404, "NOT_FOUND", ""},
		"a table":                     {"GET", "/csv/nothing", browser, 404, "NOT_FOUND", ""},
		"below a table":               {"GET", "/csv/targets/2024", browser, 404, "NOT_FOUND", ""},
		"a download":                  {"GET", "/download/dataset.tar", browser, 404, "NOT_FOUND", ""},
		"downloads":                   {"GET", "/download/", browser, 404, "NOT_FOUND", ""},
		"downloads without the slash": {"GET", "/download", browser, 404, "NOT_FOUND", ""},
		"below the API":               {"GET", "/graphql/x", browser, 404, "NOT_FOUND", ""},
		"a wrong address, posted to":  {"POST", "/nowhere", "", 404, "NOT_FOUND", ""},
		"posted to a table":           {"POST", "/csv/targets", "", 405, "BAD_USER_INPUT", "GET, HEAD"},
		"posted to the list of them":  {"POST", "/csv/", "", 405, "BAD_USER_INPUT", "GET, HEAD"},
		"a deleted download":          {"DELETE", "/download/dataset.zip", "", 405, "BAD_USER_INPUT", "GET, HEAD"},
		"posted to a page":            {"POST", "/search", "", 405, "BAD_USER_INPUT", "GET, HEAD"},
		"by a form of a browser":      {"POST", "/search", browser, 405, "", "GET, HEAD"},
		"a method in lower case":      {"get", "/readyz", "", 405, "BAD_USER_INPUT", "GET, HEAD"},
		"one that nobody knows":       {"BREW", "/metrics", "", 405, "BAD_USER_INPUT", "GET, HEAD"},
		"one that nobody needs":       {"TRACE", "/graphql", "", 405, "BAD_USER_INPUT", transport.Methods},
		"with a slash at the end":     {"DELETE", "/graphql/", "", 405, "BAD_USER_INPUT", transport.Methods},
	} {
		t.Run(name, func(t *testing.T) {
			got := sendTo(handler, tt.method, tt.path, "Accept", tt.accept)
			if got.Code != tt.status || got.Header().Get("Allow") != tt.allow {
				t.Fatalf("%d, Allow: %q\n%s", got.Code, got.Header().Get("Allow"), got.Body)
			}
			if isPage := strings.HasPrefix(got.Header().Get("Content-Type"), "text/html"); isPage != (tt.code == "") {
				t.Fatalf("%s\n%s", got.Header().Get("Content-Type"), got.Body)
			}
			if tt.code != "" && errorCode(t, got) != tt.code {
				t.Errorf("%s", got.Body)
			}
			if got.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("may be kept: %v", got.Header())
			}
		})
	}
}

func TestSlashesAtTheEnd(t *testing.T) {
	handler := shippedHandler(t)
	for path, want := range map[string]struct {
		status int
		to     string
	}{
		"/csv/targets/?province=binh-dinh": {308, "/csv/targets?province=binh-dinh"},
		"/csv/targets//":                   {307, "/csv/targets/"},
		"/download/dataset.zip/":           {308, "/download/dataset.zip"},
		"/search/?q=x":                     {308, "/search?q=x"},
		"/readyz/":                         {308, "/readyz"},
		"/csv":                             {307, "/csv/"},
		"/nowhere/":                        {404, ""},
		"/":                                {200, ""},
	} {
		got := get(t, handler, path)
		if got.Code != want.status || got.Header().Get("Location") != want.to {
			t.Errorf("%s: %d to %q", path, got.Code, got.Header().Get("Location"))
		}
	}
	const ask = `{"query":"{ dataset { licence } }"}`
	request := newPost("/graphql/", ask)
	if got := send(handler, request); got.Code != http.StatusOK || !strings.Contains(got.Body.String(), "CC-BY-4.0") {
		t.Errorf("POST /graphql/: %d %s", got.Code, got.Body)
	}
}

// OPTIONS lists the allowed methods, and HEAD has the headers of GET.
func TestMethods(t *testing.T) {
	handler := shippedHandler(t)
	for path, allowed := range map[string]string{
		"/graphql": transport.Methods, "/graphql/": transport.Methods, "/csv/": "GET, HEAD", "/csv/targets": "GET, HEAD", "/": "GET, HEAD",
		"/download/dataset.zip": "GET, HEAD", "/readyz": "GET, HEAD", "/schema.graphql": "GET, HEAD",
	} {
		got := sendTo(handler, http.MethodOptions, path)
		if got.Code != http.StatusNoContent || got.Header().Get("Allow") != allowed || got.Body.Len() > 0 {
			t.Errorf("OPTIONS %s: %d, Allow: %q", path, got.Code, got.Header().Get("Allow"))
		}
	}
	address := "http://" + listening(t, defaultSettings())
	for _, path := range []string{
		"/", "/graphiql", "/examples.json", "/graphql?query=%7Bdataset%7Brelease%7D%7D", "/csv/", comparisonPath, "/download/dataset.zip",
		"/schema.graphql", "/healthz", "/readyz", "/metrics", "/nowhere", "/csv/nothing",
	} {
		for _, encoding := range []string{"identity", "gzip"} {
			byGet, _ := fetch(t, http.MethodGet, address+path, encoding)
			head, body := fetch(t, http.MethodHead, address+path, encoding)
			if head.StatusCode != byGet.StatusCode || len(body) > 0 {
				t.Errorf("HEAD %s: %d, GET: %d", path, head.StatusCode, byGet.StatusCode)
			}
			for _, name := range []string{"Content-Type", "Content-Encoding", "Etag", "Cache-Control", "Content-Disposition", "Vary"} {
				if got, want := head.Header.Get(name), byGet.Header.Get(name); got != want && path != "/metrics" {
					t.Errorf("HEAD %s, %s: %s %q, of GET %q", path, encoding, name, got, want)
				}
			}
		}
	}
}

// fetch requests a URL and returns the response with its body.
func fetch(t *testing.T, method, url, encoding string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequest(method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", encoding)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

func newPost(path, body string) *http.Request {
	request, err := http.NewRequest(http.MethodPost, path, strings.NewReader(body))
	if err != nil {
		panic(err)
	}
	request.Header.Set("Content-Type", "application/json")
	return request
}

func TestRepeatedAndMalformedParameters(t *testing.T) {
	handler := shippedHandler(t)
	for path, part := range map[string]string{
		"/graphql?query=%7B__typename%7D&query=%7B__typename%7D":       "query is given 2 times",
		"/graphql?query=%7B__typename%7D&variables=1&variables=%7B%7D": "variables is given 2 times",
		"/graphql?query=%7B__typename%7D&extensions=%zz":               "not well formed at the parameter extensions.",
		"/graphql?query=%7B__typename%7D;operationName=x":              "not well formed",
		"/csv/targets?province=a;b":                                    "not well formed at the parameter province.",
		"/csv/targets?year=2024&province=%":                            "not well formed at the parameter province.",
		"/csv/targets?%zz=2024":                                        "not well formed after the question mark.",
		"/csv/targets?province=binh-dinh&province=quang-nam":           "province is given 2 times",
	} {
		got := get(t, handler, path)
		if got.Code != http.StatusBadRequest || errorCode(t, got) != "BAD_USER_INPUT" || !strings.Contains(got.Body.String(), part) {
			t.Errorf("%s: %d %s", path, got.Code, got.Body)
		}
	}
}

// Parameters that other sites add to links are ignored, but misspelt parameters are
// errors.
func TestTrackingParameters(t *testing.T) {
	handler := shippedHandler(t)
	plain := get(t, handler, comparisonPath)
	for _, added := range []string{
		"fbclid=x", "gclid=x", "utm_source=zalo&utm_medium=social&utm_campaign=", "utm_new=x", "_ga=1.2", "_gl=x", "mc_cid=x&mc_eid=y",
		"msclkid=x", "igshid=x", "fbclid=x&fbclid=y",
	} {
		got := get(t, handler, comparisonPath+"&"+added)
		if got.Code != http.StatusOK || got.Header().Get("Etag") != plain.Header().Get("Etag") || got.Body.String() != plain.Body.String() {
			t.Errorf("%s: %d %.200s", added, got.Code, got.Body)
		}
	}
	for misspelt, part := range map[string]string{
		"pilar=SOCIETY": `Did you mean \"pillar\"?`, "fbclidd=x": `There is no parameter \"fbclidd\"`, "utm=x": `There is no parameter \"utm\"`,
		"ga=x": `There is no parameter \"ga\"`,
	} {
		got := get(t, handler, comparisonPath+"&"+misspelt)
		if got.Code != http.StatusBadRequest || !strings.Contains(got.Body.String(), part) {
			t.Errorf("%s: %d %s", misspelt, got.Code, got.Body)
		}
	}
}

// The schema that is served is the one that is executed.
func TestServedSchema(t *testing.T) {
	handler := shippedHandler(t)
	got := get(t, handler, "/schema.graphql")
	served, err := gqlparser.LoadSchema(&ast.Source{Input: got.Body.String()})
	if err != nil {
		t.Fatal(err)
	}
	s := defaultSettings()
	executed := s.schema(shippedStore(t)).Schema()
	if len(served.Types) != len(executed.Types) || served.Query.Description != executed.Query.Description || !strings.Contains(got.Body.String(), `"""`) {
		t.Errorf("%d types are served of %d", len(served.Types), len(executed.Types))
	}
	if got.Header().Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Errorf("headers %v", got.Header())
	}
	packed := sendTo(handler, http.MethodGet, "/schema.graphql", "Accept-Encoding", "gzip")
	for encoding, tag := range map[string]string{"": got.Header().Get("Etag"), "gzip": packed.Header().Get("Etag")} {
		again := sendTo(handler, http.MethodGet, "/schema.graphql", "Accept-Encoding", encoding, "If-None-Match", tag)
		if tag == "" || again.Code != http.StatusNotModified || again.Body.Len() > 0 {
			t.Errorf("%q is sent again: %d", tag, again.Code)
		}
	}
}

// Every table in the list can be requested, with exactly the parameters that are
// listed.
func TestListOfTables(t *testing.T) {
	handler := shippedHandler(t)
	got := get(t, handler, "/csv/")
	var list struct {
		Tables []struct {
			Name, Address, Row string
			Columns            []string
			Parameters         []struct {
				Name     string
				Required bool
				Values   []string
			}
		}
	}
	if err := json.Unmarshal(got.Body.Bytes(), &list); err != nil || len(list.Tables) < 20 {
		t.Fatalf("%v: %.300s", err, got.Body)
	}
	page := sendTo(handler, http.MethodGet, "/csv/", "Accept", browser)
	if !strings.HasPrefix(page.Header().Get("Content-Type"), "text/html") || !slices.Contains(page.Header()["Vary"], "Accept") {
		t.Errorf("for a browser: %v", page.Header())
	}
	for _, table := range list.Tables {
		if !strings.Contains(page.Body.String(), `<a href="`+table.Address+`">`) || table.Row == "" || len(table.Columns) == 0 {
			t.Errorf("%s: %+v", table.Name, table)
		}
		answer := get(t, handler, table.Address)
		for _, p := range table.Parameters {
			if p.Required && answer.Code == http.StatusOK {
				t.Errorf("%s needs no %s", table.Address, p.Name)
			}
			if unread := get(t, handler, table.Address+"?"+p.Name+"=%00"); strings.Contains(unread.Body.String(), "There is no parameter") {
				t.Errorf("%s: %s", table.Address, unread.Body)
			}
			for _, value := range p.Values {
				if wrong := get(t, handler, table.Address+"?"+p.Name+"="+value); strings.Contains(wrong.Body.String(), p.Name+` \"`+value) {
					t.Errorf("%s: %s", table.Address, wrong.Body)
				}
			}
		}
	}
}
