package apierror

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Refusal is why a request is not executed.
type Refusal struct {
	Status     int
	Message    string
	Extensions map[string]any // BAD_USER_INPUT when empty
	Header     http.Header    // beside those of every error
}

// BadRequest refuses a request that the client has to correct.
func BadRequest(message string) *Refusal {
	return &Refusal{Status: http.StatusBadRequest, Message: message}
}

// MethodNotAllowed refuses a method and names those that are allowed.
func MethodNotAllowed(allow, message string) *Refusal {
	return &Refusal{Status: http.StatusMethodNotAllowed, Message: message, Header: http.Header{"Allow": {allow}}}
}

// Busy refuses a request for now: the client may try again.
func Busy(message string) *Refusal {
	return &Refusal{
		Status: http.StatusServiceUnavailable, Message: message,
		Extensions: map[string]any{"code": Timeout}, Header: http.Header{"Retry-After": {"1"}},
	}
}

// Error is the refusal as an error of GraphQL.
func (f *Refusal) Error(ctx context.Context) *gqlerror.Error {
	shown := &gqlerror.Error{Message: f.Message, Extensions: maps.Clone(f.Extensions)}
	if shown.Extensions["code"] == nil {
		SetExtension(shown, "code", BadUserInput)
	}
	Finish(ctx, shown, f.Message)
	return shown
}

// Write answers a request with the refusal. Refusals of GraphQL and of downloads
// depend on the same headers as what is refused.
func (f *Refusal) Write(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	for name, values := range f.Header {
		header[name] = append(header[name], values...)
	}
	body, err := json.Marshal(map[string]any{"errors": gqlerror.List{f.Error(r.Context())}})
	if err != nil {
		panic(err) // extensions are numbers and texts
	}
	header.Set("Content-Type", jsonType)
	header.Set("Cache-Control", "no-store")
	header.Add("Vary", "Accept, Accept-Encoding")
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(f.Status)
	_, _ = w.Write(body) // the client may have gone
}

const jsonType = "application/json; charset=utf-8"

// Refuse answers a request that never reaches an operation or a download.
func Refuse(w http.ResponseWriter, r *http.Request, status int, message string, extensions map[string]any) {
	Write(w, status, (&Refusal{Message: message, Extensions: extensions}).Error(r.Context()))
}

// Write answers with an error outside of any operation. It leaves out locations
// in a document: the client sent none.
func Write(w http.ResponseWriter, status int, problem *gqlerror.Error) {
	WriteJSON(w, status, map[string]any{"errors": []any{
		map[string]any{"message": problem.Message, "extensions": problem.Extensions},
	}})
}

// WriteJSON answers with a value that no cache may store.
func WriteJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", jsonType)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value) // the client may have gone
}

// plainName is the name of a parameter that can be repeated in a message.
var plainName = regexp.MustCompile(`^\w{1,40}$`)

// MalformedQuery says what is wrong with the query of an address such as ?query=%zz.
func MalformedQuery(query string) string {
	for pair := range strings.SplitSeq(query, "&") {
		if _, err := url.ParseQuery(pair); err == nil {
			continue
		}
		if name, _, _ := strings.Cut(pair, "="); plainName.MatchString(name) {
			return "The address is not well formed at the parameter " + name + "."
		}
	}
	return "The address is not well formed after the question mark."
}
