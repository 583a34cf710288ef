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

// Refusal rejects a request before it is executed.
type Refusal struct {
	Status     int
	Message    string
	Extensions map[string]any // the code is BAD_USER_INPUT unless it is set here
	Header     http.Header    // added to the headers of every error
}

// BadRequest refuses a request that the client must correct.
func BadRequest(message string) *Refusal {
	return &Refusal{Status: http.StatusBadRequest, Message: message}
}

// MethodNotAllowed refuses a request by its method; allow lists the allowed methods.
func MethodNotAllowed(allow, message string) *Refusal {
	return &Refusal{Status: http.StatusMethodNotAllowed, Message: message, Header: http.Header{"Allow": {allow}}}
}

// Busy refuses a request because the server is overloaded. The client may retry.
func Busy(message string) *Refusal {
	return &Refusal{
		Status: http.StatusServiceUnavailable, Message: message,
		Extensions: map[string]any{"code": Timeout}, Header: http.Header{"Retry-After": {"1"}},
	}
}

// Error returns the refusal as a GraphQL error.
func (f *Refusal) Error(ctx context.Context) *gqlerror.Error {
	err := &gqlerror.Error{Message: f.Message, Extensions: maps.Clone(f.Extensions)}
	if err.Extensions["code"] == nil {
		SetExtension(err, "code", BadUserInput)
	}
	Finish(ctx, err, f.Message)
	return err
}

// Write answers a request with the refusal. The answer varies with the same headers
// as a successful answer would.
func (f *Refusal) Write(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	for name, values := range f.Header {
		header[name] = append(header[name], values...)
	}
	body, err := json.Marshal(map[string]any{"errors": gqlerror.List{f.Error(r.Context())}})
	if err != nil {
		panic(err) // cannot happen: extensions are numbers and strings
	}
	header.Set("Content-Type", jsonType)
	header.Set("Cache-Control", "no-store")
	header.Add("Vary", "Accept, Accept-Encoding")
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(f.Status)
	_, _ = w.Write(body) // fails only if the client has disconnected
}

const jsonType = "application/json; charset=utf-8"

// Refuse answers a request that reaches neither the GraphQL transport nor a download.
func Refuse(w http.ResponseWriter, r *http.Request, status int, message string, extensions map[string]any) {
	Write(w, status, (&Refusal{Message: message, Extensions: extensions}).Error(r.Context()))
}

// Write answers with an error that belongs to no operation. It omits locations,
// because there is no document that they could refer to.
func Write(w http.ResponseWriter, status int, problem *gqlerror.Error) {
	WriteJSON(w, status, map[string]any{"errors": []any{
		map[string]any{"message": problem.Message, "extensions": problem.Extensions},
	}})
}

// WriteJSON answers with a value as JSON that no cache may store.
func WriteJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", jsonType)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value) // fails only if the client has disconnected
}

// quotableName matches parameter names that are safe to quote in a message.
var quotableName = regexp.MustCompile(`^\w{1,40}$`)

// MalformedQuery returns a message that names the malformed parameter of a query
// string such as query=%zz.
func MalformedQuery(query string) string {
	for pair := range strings.SplitSeq(query, "&") {
		if _, err := url.ParseQuery(pair); err == nil {
			continue
		}
		if name, _, _ := strings.Cut(pair, "="); quotableName.MatchString(name) {
			return "The address is not well formed at the parameter " + name + "."
		}
	}
	return "The address is not well formed after the question mark."
}
