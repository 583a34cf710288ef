package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/vearutop/statigz"

	"doichieu/content"
)

// listening serves the shipped dataset on a port of its own, as the program does, and
// returns the address.
func listening(t *testing.T, s settings) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := newServer(handlerWith(t, shippedStore(t), s), s)
	startServing(server, listener)
	t.Cleanup(func() { _ = server.Close() })
	return listener.Addr().String()
}

// exchange sends a complete request before it reads the answer.
func exchange(t *testing.T, address, head string, body io.Reader) (*http.Response, string) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(time.Minute))
	if _, err := io.Copy(conn, io.MultiReader(strings.NewReader(strings.ReplaceAll(head, "\n", "\r\n")), body)); err != nil {
		t.Fatalf("while sending: %v", err)
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("while reading: %v", err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatalf("while reading: %v", err)
	}
	return response, string(answer)
}

// A client that sends its whole body before it reads can still read why it was refused.
func TestARefusalCanBeReadAfterSending(t *testing.T) {
	address := listening(t, defaultSettings())
	const size = 20 << 20
	chunks := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", size, strings.Repeat("x", size))
	body := strings.Repeat("x", size)
	for name, tt := range map[string]struct {
		head, body string
		status     int
		code       string
	}{
		"too large":        {"POST /graphql HTTP/1.1\nHost: x\nContent-Type: application/json\nContent-Length: 20971520\n\n", body, 413, "LIMIT_EXCEEDED"},
		"in chunks":        {"POST /graphql HTTP/1.1\nHost: x\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n", chunks, 413, "LIMIT_EXCEEDED"},
		"without waiting":  {"POST /graphql HTTP/1.1\nHost: x\nContent-Type: application/json\nExpect: 100-continue\nContent-Length: 20971520\n\n", body, 413, "LIMIT_EXCEEDED"},
		"by HTTP/1.0":      {"POST /graphql HTTP/1.0\nContent-Type: application/json\nContent-Length: 20971520\n\n", body, 413, "LIMIT_EXCEEDED"},
		"of another type":  {"POST /graphql HTTP/1.1\nHost: x\nContent-Type: text/plain\nContent-Length: 20971520\n\n", body, 415, "BAD_USER_INPUT"},
		"to a wrong place": {"POST /nowhere HTTP/1.1\nHost: x\nContent-Length: 20971520\n\n", body, 404, "NOT_FOUND"},
		"by a wrong way":   {"PUT /graphql HTTP/1.1\nHost: x\nContent-Length: 20971520\n\n", body, 413, "LIMIT_EXCEEDED"},
	} {
		t.Run(name, func(t *testing.T) {
			response, body := exchange(t, address, tt.head, strings.NewReader(tt.body))
			if response.StatusCode != tt.status || !strings.Contains(body, `"code":"`+tt.code+`"`) {
				t.Errorf("%d %s", response.StatusCode, body)
			}
		})
	}
}

// A client that sends "Expect: 100-continue" is refused before it sends its body.
func TestARefusalBeforeTheBody(t *testing.T) {
	head := "POST /graphql HTTP/1.1\nHost: x\nContent-Type: application/json\nExpect: 100-continue\nContent-Length: 20971520\n\n"
	response, body := exchange(t, listening(t, defaultSettings()), head, strings.NewReader(""))
	if response.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(body, "LIMIT_EXCEEDED") {
		t.Errorf("%d %s", response.StatusCode, body)
	}
}

// Malformed requests are refused, and affect nothing else.
func TestMalformedRequests(t *testing.T) {
	address := listening(t, defaultSettings())
	ask := `{"query":"{__typename}"}`
	for name, tt := range map[string]struct {
		head, body string
		status     int
	}{
		"HTTP/1.0":                    {"GET /healthz HTTP/1.0\n\n", "", 200},
		"an escape that is none":      {"GET /csv/%zz HTTP/1.1\nHost: x\n\n", "", 400},
		"another in parameters":       {"GET /graphql?query=%zz HTTP/1.1\nHost: x\n\n", "", 400},
		"a very long address":         {"GET /" + strings.Repeat("x", 80<<10) + " HTTP/1.1\nHost: x\n\n", "", 431},
		"a method in lower case":      {"get /healthz HTTP/1.1\nHost: x\n\n", "", 405},
		"no host":                     {"GET /healthz HTTP/1.1\n\n", "", 400},
		"two lengths":                 {"POST /graphql HTTP/1.1\nHost: x\nContent-Length: 3\nContent-Length: 4\n\n", "{}  ", 400},
		"a length below zero":         {"POST /graphql HTTP/1.1\nHost: x\nContent-Length: -1\n\n", "", 400},
		"an unknown transfer":         {"POST /graphql HTTP/1.1\nHost: x\nTransfer-Encoding: gzip\n\n", "", 501},
		"a chunked one twice":         {"POST /graphql HTTP/1.1\nHost: x\nTransfer-Encoding: chunked, chunked\n\n", "", 501},
		"chunks that are none":        {"POST /graphql HTTP/1.1\nHost: x\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n", "zz\r\n", 400},
		"chunks":                      {"POST /graphql HTTP/1.1\nHost: x\nContent-Type: application/json\nTransfer-Encoding: chunked\nConnection: close\n\n", fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(ask), ask), 200},
		"an expectation of no server": {"POST /graphql HTTP/1.1\nHost: x\nExpect: magic\nContent-Length: 2\n\n", "{}", 417},
	} {
		t.Run(name, func(t *testing.T) {
			if response, body := exchange(t, address, tt.head, strings.NewReader(tt.body)); response.StatusCode != tt.status {
				t.Errorf("%d %s", response.StatusCode, body)
			}
		})
	}
}

func gzipped(text string) string {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return out.String()
}

// Content-Encoding is respected, and the size limit applies to the decoded body.
func TestEncodedBodies(t *testing.T) {
	handler := shippedHandler(t)
	const ask = `{"query":"{ dataset { licence } }"}`
	large := `{"query":"{ dataset { licence } }` + strings.Repeat(" ", 2<<20) + `"}`
	for name, tt := range map[string]struct {
		encoding, body string
		status         int
		part           string
	}{
		"plain":                    {"", ask, 200, "CC-BY-4.0"},
		"said to be plain":         {"identity", ask, 200, "CC-BY-4.0"},
		"with a byte order mark":   {"", "\uFEFF" + ask, 200, "CC-BY-4.0"},
		"gzip":                     {"gzip", gzipped(ask), 200, "CC-BY-4.0"},
		"gzip in capitals":         {"GZIP", gzipped(ask), 200, "CC-BY-4.0"},
		"by its older name":        {"x-gzip", gzipped("\uFEFF" + ask), 200, "CC-BY-4.0"},
		"no gzip, though it says":  {"gzip", ask, 400, "BAD_USER_INPUT"},
		"half of it":               {"gzip", gzipped(ask)[:30], 400, "BAD_USER_INPUT"},
		"too large when decoded":   {"gzip", gzipped(large), 413, "LIMIT_EXCEEDED"},
		"an encoding not known":    {"br", ask, 415, "BAD_USER_INPUT"},
		"one within another":       {"gzip, gzip", gzipped(gzipped(ask)), 415, "BAD_USER_INPUT"},
		"a mark and nothing else":  {"", "\uFEFF", 400, "BAD_USER_INPUT"},
		"the mark of UTF-16":       {"", "\xFF\xFE{\x00}\x00", 400, "BAD_USER_INPUT"},
		"two marks before an ask":  {"", "\uFEFF\uFEFF" + ask, 400, "BAD_USER_INPUT"},
		"a mark before what is no": {"", "\uFEFF[]", 400, "BAD_USER_INPUT"},
	} {
		t.Run(name, func(t *testing.T) {
			got := sendPost(handler, tt.body, "Content-Encoding", tt.encoding)
			if got.Code != tt.status || !strings.Contains(got.Body.String(), tt.part) {
				t.Errorf("%d %s", got.Code, got.Body)
			}
			if takes := got.Header().Get("Accept-Encoding"); (takes == "gzip") != (tt.status == 415) {
				t.Errorf("Accept-Encoding: %q", takes)
			}
		})
	}
}

func TestCharsets(t *testing.T) {
	handler := shippedHandler(t)
	for charset, want := range map[string]int{"utf-8": 200, "UTF-8": 200, "utf8": 200, "UTF8": 200, `"utf8"`: 200, "utf-16": 415, "latin1": 415} {
		got := sendPost(handler, `{"query":"{__typename}"}`, "Content-Type", "application/json; charset="+charset, "Accept", "application/json;charset="+charset)
		if got.Code != want {
			t.Errorf("%s: %d %s", charset, got.Code, got.Body)
		}
	}
}

// Answers never have an encoding that the client excludes.
func TestEncodingsOfAnswers(t *testing.T) {
	handler := shippedHandler(t)
	paths := []string{
		"/", "/graphql?query=%7Bprovinces(first:100)%7Bnodes%7Bname%20slug%7D%7D%7D", comparisonPath, "/csv/", "/schema.graphql", "/metrics",
		"/examples.json", "/healthz", "/nowhere", "/download/dataset.zip",
	}
	for accept, want := range map[string]struct {
		gzip, plain bool // which encodings are allowed
	}{
		"": {false, true}, "gzip": {true, true}, "gzip, deflate, br, zstd": {true, true}, "*": {true, true}, "x-gzip": {true, true},
		"gzip;q=0": {false, true}, "gzip;q=0, *": {false, true}, "gzip;q=0.000": {false, true}, "identity": {false, true},
		"gzip;q=0.5, identity": {false, true}, "br": {false, true}, "gzip;q=NaN": {false, true}, "gzip;q=2": {false, true},
		"gzip, identity;q=0": {true, false}, "gzip, *;q=0": {true, false}, "*, identity;q=0": {true, false},
		"*;q=0": {false, false}, "identity;q=0": {false, false}, "gzip;q=0, identity;q=0": {false, false}, "br, identity;q=0": {false, false},
	} {
		for _, path := range paths {
			got := sendTo(handler, http.MethodGet, path, "Accept-Encoding", accept)
			encoding := got.Header().Get("Content-Encoding")
			switch {
			case !want.gzip && !want.plain:
				if got.Code != http.StatusNotAcceptable || errorCode(t, got) != "BAD_USER_INPUT" {
					t.Errorf("%q %s: %d", accept, path, got.Code)
				}
			case encoding == "gzip" && !want.gzip, encoding == "" && !want.plain, encoding != "" && encoding != "gzip":
				t.Errorf("%q %s: encoded as %q", accept, path, encoding)
			}
			if encoding == "gzip" {
				if _, err := gzip.NewReader(got.Body); err != nil {
					t.Errorf("%q %s: %v", accept, path, err)
				}
			}
		}
	}
}

// sendTo sends a request without a body, with headers in pairs of name and value.
func sendTo(handler http.Handler, method, path string, headers ...string) *httptest.ResponseRecorder {
	return send(handler, httptest.NewRequest(method, path, nil), headers...)
}

// The library that serves the files of the app only searches the header for the word
// gzip, so the middleware must normalise it.
func TestEncodingsOfTheAppsFiles(t *testing.T) {
	files := fstest.MapFS{"app.js.gz": {Data: []byte(gzipped("run()"))}}
	negotiated, err := content.EncodingNegotiator()
	if err != nil {
		t.Fatal(err)
	}
	handler := negotiated(statigz.FileServer(files))
	for accept, want := range map[string]string{
		"gzip": "gzip", "gzip;q=0": "", "gzip;q=0, br": "", "br, gzip;q=0.2, identity;q=0.8": "", "*;q=0, identity": "", "*": "gzip", "identity;q=0, *": "gzip",
	} {
		got := sendTo(handler, http.MethodGet, "/app.js", "Accept-Encoding", accept)
		if got.Code != http.StatusOK || got.Header().Get("Content-Encoding") != want {
			t.Errorf("%q: %d, encoded as %q", accept, got.Code, got.Header().Get("Content-Encoding"))
		}
		if want == "" && got.Body.String() != "run()" {
			t.Errorf("%q: %q", accept, got.Body)
		}
	}
}
