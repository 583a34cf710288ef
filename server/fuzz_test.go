package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"doichieu/transport"
)

// FuzzDocument posts arbitrary documents with arbitrary variables.
func FuzzDocument(f *testing.F) {
	for _, a := range attacks() {
		var body struct {
			Query     string
			Variables json.RawMessage
		}
		if json.Unmarshal([]byte(a.request), &body) == nil && len(body.Query) < 1<<12 && len(body.Variables) < 1<<12 {
			f.Add(body.Query, string(body.Variables))
		}
	}
	files, err := filepath.Glob("../examples/*.graphql")
	if err != nil || len(files) == 0 {
		f.Fatal("no examples", err)
	}
	for _, file := range files {
		document, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(document), "{}")
	}
	handler := fuzzHandler(f)
	f.Fuzz(func(t *testing.T, document, variables string) {
		encoded, err := json.Marshal(document)
		if err != nil {
			t.Skip()
		}
		if !json.Valid([]byte(variables)) {
			variables = "null"
		}
		checkAnswer(t, handler, `{"query":`+string(encoded)+`,"variables":`+variables+`}`)
	})
}

// FuzzBody posts arbitrary bytes.
func FuzzBody(f *testing.F) {
	for _, a := range attacks() {
		if len(a.request) < 1<<12 {
			f.Add([]byte(a.request))
		}
	}
	handler := fuzzHandler(f)
	f.Fuzz(func(t *testing.T, body []byte) { checkAnswer(t, handler, string(body)) })
}

func fuzzHandler(f *testing.F) http.Handler {
	s := defaultSettings()
	s.cacheBytes = 0
	return handlerWith(f, shippedStore(f), s)
}

// internals matches words that reveal the inside of the program.
var internals = regexp.MustCompile(
	`(?i)sqlite|\bpq:|\bsql:|\bselect \*|\bent\.|doichieu|goroutine|runtime error|panic|\.go\b|reflect\.|strconv|json:|nil pointer|interface conversion|/graph/|/tmp`)

// maxAllocated is more than the most expensive query that is answered allocates.
const maxAllocated = 400 << 20

// checkAnswer checks what is true of the answer to any request: it is JSON, its errors
// have codes that clients know and reveal no internals, nothing fails inside, and the
// work is bounded.
func checkAnswer(t *testing.T, handler http.Handler, body string) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := sendPost(handler, body, "Accept", transport.MediaType)
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > maxAllocated {
		t.Errorf("%d bytes were allocated", n)
	}
	if got.Code >= http.StatusInternalServerError {
		t.Errorf("%d %.300s", got.Code, got.Body)
	}
	checkErrors(t, got, body)
}

func checkErrors(t *testing.T, got *httptest.ResponseRecorder, body string) {
	t.Helper()
	var answer struct {
		Data   json.RawMessage
		Errors []struct {
			Message    string
			Extensions struct{ Code, RequestID string }
		}
	}
	if err := json.Unmarshal(got.Body.Bytes(), &answer); err != nil {
		t.Fatalf("%v: %.300s", err, got.Body)
	}
	if answer.Data == nil && len(answer.Errors) == 0 {
		t.Errorf("neither data nor errors: %.300s", got.Body)
	}
	for _, e := range answer.Errors {
		switch e.Extensions.Code {
		case "BAD_USER_INPUT", "NOT_FOUND", "LIMIT_EXCEEDED", "PERSISTED_QUERY_NOT_FOUND":
		default:
			t.Errorf("code %q: %s", e.Extensions.Code, e.Message)
		}
		if e.Extensions.RequestID == "" {
			t.Errorf("no request id: %s", e.Message)
		}
		for _, word := range internals.FindAllString(e.Message, -1) {
			if !strings.Contains(body, word) { // messages may quote the request
				t.Errorf("tells %q: %s", word, e.Message)
			}
		}
	}
}
