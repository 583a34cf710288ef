package apierror

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/limit"
)

func TestRefusals(t *testing.T) {
	for name, tt := range map[string]struct {
		refusal       *Refusal
		status        int
		code          string
		header, value string
	}{
		"a bad request":        {BadRequest("no"), 400, "BAD_USER_INPUT", "Retry-After", ""},
		"a method":             {MethodNotAllowed("GET", "no"), 405, "BAD_USER_INPUT", "Allow", "GET"},
		"an overloaded server": {Busy("no"), 503, "TIMEOUT", "Retry-After", "1"},
		"a code of its own": {
			&Refusal{Status: 413, Message: "no", Extensions: map[string]any{"code": LimitExceeded}}, 413, "LIMIT_EXCEEDED", "Allow", "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			request := httptest.NewRequest(http.MethodGet, "/", nil)
			recorder := httptest.NewRecorder()
			tt.refusal.Write(recorder, request.WithContext(WithRequestID(t.Context(), "42")))
			if recorder.Code != tt.status || recorder.Header().Get(tt.header) != tt.value || recorder.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("%d %v", recorder.Code, recorder.Header())
			}
			want := `{"errors":[{"message":"no","extensions":{"code":"` + tt.code + `","requestId":"42"}}]}`
			if got := recorder.Body.String(); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		})
	}
}

// Callers may reuse a refusal, so making an error of it must not change it.
func TestRefusalIsNotChanged(t *testing.T) {
	refusal := &Refusal{Extensions: map[string]any{"limit": "depth"}}
	refusal.Error(WithRequestID(t.Context(), "42"))
	if len(refusal.Extensions) != 1 {
		t.Errorf("%v", refusal.Extensions)
	}
}

// Refuse omits locations, because there is no document that they could refer to.
func TestErrorsWithoutAnOperation(t *testing.T) {
	recorder := httptest.NewRecorder()
	Refuse(recorder, httptest.NewRequest(http.MethodGet, "/", nil), http.StatusNotFound, "no", map[string]any{"code": NotFound})
	var answer map[string][]map[string]any
	if err := json.Unmarshal(recorder.Body.Bytes(), &answer); err != nil || len(answer["errors"]) != 1 || len(answer["errors"][0]) != 2 {
		t.Errorf("%v: %s", err, recorder.Body)
	}
	if recorder.Code != http.StatusNotFound || !strings.Contains(recorder.Body.String(), `"code":"NOT_FOUND"`) {
		t.Errorf("%d %s", recorder.Code, recorder.Body)
	}
}

// Only internal errors are logged, with the cause that clients do not see.
func TestFinishLogsInternalErrors(t *testing.T) {
	before := slog.Default()
	defer slog.SetDefault(before)
	for code, logged := range map[Code]bool{Internal: true, BadUserInput: false, NotFound: false, LimitExceeded: false, Timeout: false} {
		var log bytes.Buffer
		slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
		err := &gqlerror.Error{Message: "shown", Extensions: map[string]any{"code": code}}
		Finish(WithRequestID(t.Context(), "42"), err, "the cause")
		if got := log.String(); strings.Contains(got, "the cause") != logged || strings.Contains(got, "request_id=42") != logged {
			t.Errorf("%s: logged %q", code, got)
		}
		if err.Message != "shown" || err.Extensions["requestId"] != "42" {
			t.Errorf("%s: %+v", code, err)
		}
	}
}

func TestFinishShortensMessages(t *testing.T) {
	err := &gqlerror.Error{Message: strings.Repeat("ô", limit.MaxMessageCharacters+1)}
	Finish(t.Context(), err, "")
	if want := strings.Repeat("ô", limit.MaxMessageCharacters) + "…"; err.Message != want {
		t.Errorf("%q", err.Message)
	}
	if _, has := err.Extensions["requestId"]; has {
		t.Errorf("an id outside of any request: %v", err.Extensions)
	}
}

func TestTruncate(t *testing.T) {
	for text, want := range map[string]string{"": "", "số": "số", "một": "một", "bốn ": "bốn…"} {
		if got := Truncate(text, 3); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestMalformedQuery(t *testing.T) {
	const somewhere = "The address is not well formed after the question mark."
	for query, want := range map[string]string{
		"query=%zz":                      "The address is not well formed at the parameter query.",
		"a=1&b=%zz&c=%zz":                "The address is not well formed at the parameter b.",
		"a;b":                            somewhere,
		"<script>=%zz":                   somewhere,
		"%zz":                            somewhere,
		strings.Repeat("a", 41) + "=%zz": somewhere,
		"a=1&" + strings.Repeat("b", 40) + "=%zz": "The address is not well formed at the parameter " + strings.Repeat("b", 40) + ".",
	} {
		if got := MalformedQuery(query); got != want {
			t.Errorf("%s: %s", query, got)
		}
	}
}
