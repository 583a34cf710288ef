package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/graph"
)

// transport speaks GraphQL over HTTP as the specification of that name has it:
// GET and POST, content negotiation, and status codes that proxies understand.
type transport struct {
	running chan struct{} // holds an entry for each operation that runs
	turn    time.Duration // to wait for a place among them
}

func newTransport(running int, turn time.Duration) transport {
	return transport{make(chan struct{}, running), turn}
}

var _ graphql.Transport = transport{}

// The media types of answers.
const (
	mediaGraphQL = "application/graphql-response+json"
	mediaJSON    = "application/json"
)

// Supports takes every request: there is no other transport.
func (transport) Supports(*http.Request) bool { return true }

// Do answers one request.
func (t transport) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	media, acceptable := negotiate(r.Header.Values("Accept"))
	if !acceptable {
		message := "Answers are " + mediaGraphQL + " or " + mediaJSON + "; the Accept header allows neither."
		refuse(w, mediaJSON, &refusal{status: http.StatusNotAcceptable, message: message})
		return
	}
	params, problem := read(r)
	if problem != nil {
		refuse(w, media, problem)
		return
	}
	params.Headers = r.Header
	// The answer is written after the next operation may run: clients who read
	// slowly hold nobody up.
	response, status, problem := t.execute(r, params, exec)
	if problem != nil {
		refuse(w, media, problem)
		return
	}
	if status == http.StatusBadRequest && media == mediaJSON {
		status = http.StatusOK // old clients expect errors in it
	}
	write(w, media, status, response)
}

func (t transport) execute(r *http.Request, params *graphql.RawParams, exec graphql.GraphExecutor) (*graphql.Response, int, *refusal) {
	if !t.enter(r.Context()) {
		return nil, 0, &refusal{
			status: http.StatusServiceUnavailable, code: graph.Timeout, header: http.Header{"Retry-After": {"1"}},
			message: "Too many requests are being answered; ask again in a moment.",
		}
	}
	defer func() { <-t.running }()
	ctx := graphql.StartOperationTrace(r.Context())
	operation, problems := exec.CreateOperationContext(ctx, params)
	if len(problems) > 0 {
		return exec.DispatchError(graphql.WithOperationContext(ctx, operation), problems), http.StatusBadRequest, nil
	}
	if r.Method == http.MethodGet && operation.Operation.Operation != ast.Query {
		return nil, 0, notAllowed("POST", "Only queries may be asked by GET.")
	}
	responses, ctx := exec.DispatchOperation(ctx, operation)
	response := responses(ctx)
	if response == nil { // the request ended before its operation began
		return exec.DispatchError(ctx, gqlerror.List{graph.Present(ctx, ctx.Err())}), http.StatusOK, nil
	}
	return response, http.StatusOK, nil
}

// enter waits a moment for its turn.
func (t transport) enter(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, t.turn)
	defer cancel()
	select {
	case t.running <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

// refusal is why a request was not executed.
type refusal struct {
	status  int
	code    graph.Code // BAD_USER_INPUT when empty
	message string
	header  http.Header
}

func notAllowed(allow, message string) *refusal {
	return &refusal{status: http.StatusMethodNotAllowed, message: message, header: http.Header{"Allow": {allow}}}
}

func badRequest(message string) *refusal {
	return &refusal{status: http.StatusBadRequest, message: message}
}

func refuse(w http.ResponseWriter, media string, problem *refusal) {
	copyHeaders(w, problem.header)
	code := cmp.Or(problem.code, graph.BadUserInput)
	write(w, media, problem.status, &graphql.Response{Errors: gqlerror.List{{
		Message: problem.message, Extensions: map[string]any{"code": code},
	}}})
}

func write(w http.ResponseWriter, media string, status int, response *graphql.Response) {
	encoded, err := encode(response)
	if err != nil {
		media, status = mediaJSON, http.StatusInternalServerError
		encoded = []byte(`{"errors":[{"message":"Internal error.","extensions":{"code":"INTERNAL"}}]}`)
	}
	w.Header().Set("Content-Type", media+"; charset=utf-8")
	w.Header().Add("Vary", "Accept")
	w.WriteHeader(status)
	_, _ = w.Write(encoded) // the client may have gone
}

// encode leaves data out of the answer to a request that was not executed.
func encode(response *graphql.Response) ([]byte, error) {
	if response.Data != nil {
		return json.Marshal(response)
	}
	return json.Marshal(struct {
		Errors     gqlerror.List  `json:"errors"`
		Extensions map[string]any `json:"extensions,omitempty"`
	}{response.Errors, response.Extensions})
}

// read takes the parameters out of a request, or says what is wrong with it.
func read(r *http.Request) (*graphql.RawParams, *refusal) {
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		return readQuery(r.URL.Query())
	case http.MethodPost:
		return readBody(r)
	default:
		return nil, notAllowed("GET, POST", "GraphQL is asked by GET or POST.")
	}
}

func readBody(r *http.Request) (*graphql.RawParams, *refusal) {
	media, options, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != mediaJSON {
		return nil, &refusal{status: http.StatusUnsupportedMediaType, message: "The body must be " + mediaJSON + "."}
	}
	if !isUTF8(options["charset"]) {
		return nil, &refusal{status: http.StatusUnsupportedMediaType, message: "The body must be encoded in UTF-8."}
	}
	body, err := io.ReadAll(r.Body)
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return nil, &refusal{
			status: http.StatusRequestEntityTooLarge, code: graph.LimitExceeded,
			message: fmt.Sprintf("The request's body is larger than %d bytes.", tooLarge.Limit),
		}
	}
	if err != nil {
		return nil, badRequest("The body could not be read.")
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil || fields == nil {
		return nil, badRequest("The body must be a JSON object.")
	}
	return parameters(fields)
}

func readQuery(values url.Values) (*graphql.RawParams, *refusal) {
	fields := map[string]json.RawMessage{}
	for _, name := range []string{"query", "operationName"} {
		if values.Has(name) {
			fields[name] = json.RawMessage(strconv.Quote(""))
			if encoded, err := json.Marshal(values.Get(name)); err == nil {
				fields[name] = encoded
			}
		}
	}
	for _, name := range []string{"variables", "extensions"} {
		if text := values.Get(name); text != "" {
			if !json.Valid([]byte(text)) {
				return nil, badRequest("The parameter " + name + " must be JSON.")
			}
			fields[name] = json.RawMessage(text)
		}
	}
	return parameters(fields)
}

// parameters checks the types that the specification gives each field. What is
// wrong is named, never echoed.
func parameters(fields map[string]json.RawMessage) (*graphql.RawParams, *refusal) {
	params := &graphql.RawParams{}
	for _, field := range []struct {
		name     string
		into     any
		expected string
	}{
		{"query", &params.Query, "a string"},
		{"operationName", &params.OperationName, "a string"},
		{"variables", &params.Variables, "an object"},
		{"extensions", &params.Extensions, "an object"},
	} {
		raw, given := fields[field.name]
		if !given {
			continue
		}
		decoder := json.NewDecoder(bytes.NewReader(raw))
		decoder.UseNumber() // whole numbers stay whole
		if err := decoder.Decode(field.into); err != nil {
			return nil, badRequest("The parameter " + field.name + " must be " + field.expected + ".")
		}
	}
	if params.Query == "" {
		return nil, badRequest("The parameter query is missing.")
	}
	return params, nil
}

// negotiate picks the media type that the Accept header prefers. Without a
// preference it is application/json, which every client understands.
func negotiate(accept []string) (media string, acceptable bool) {
	header := strings.Join(accept, ",")
	if strings.TrimSpace(header) == "" {
		return mediaJSON, true
	}
	var best mediaRange
	for _, offered := range []string{mediaJSON, mediaGraphQL} {
		if r := closest(header, offered); r.quality > 0 && r.preferredTo(best) {
			media, best = offered, r
		}
	}
	return media, best.quality > 0
}

// mediaRange is a part of an Accept header as it bears on one media type.
type mediaRange struct {
	quality   float64
	closeness int // 3 names the type itself, 2 application/*, 1 anything
	position  int
}

func (r mediaRange) preferredTo(other mediaRange) bool {
	return cmp.Or(
		cmp.Compare(r.quality, other.quality),
		cmp.Compare(r.closeness, other.closeness),
		cmp.Compare(other.position, r.position),
	) > 0
}

// closest finds the part of an Accept header that decides about a media type:
// the one that names it most closely.
func closest(header, offered string) mediaRange {
	var found mediaRange
	for position, part := range strings.Split(header, ",") {
		name, options, err := mime.ParseMediaType(part)
		closeness := map[string]int{offered: 3, "application/*": 2, "*/*": 1}[name]
		if err != nil || closeness <= found.closeness || !isUTF8(options["charset"]) {
			continue
		}
		quality, err := strconv.ParseFloat(cmp.Or(options["q"], "1"), 64)
		if err != nil {
			continue
		}
		found = mediaRange{quality, closeness, position}
	}
	return found
}

func isUTF8(charset string) bool { return charset == "" || strings.EqualFold(charset, "utf-8") }
