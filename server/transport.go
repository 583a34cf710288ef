package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/graph"
)

// transport speaks GraphQL over HTTP as the specification of that name has it:
// GET and POST, content negotiation, and status codes that proxies understand.
type transport struct{}

var _ graphql.Transport = transport{}

// The media types of answers.
const (
	mediaGraphQL = "application/graphql-response+json"
	mediaJSON    = "application/json"
)

// Supports takes every request: there is no other transport.
func (transport) Supports(*http.Request) bool { return true }

// Do answers one request.
func (transport) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	media, acceptable := negotiate(r.Header.Values("Accept"))
	if !acceptable {
		refuse(w, mediaJSON, http.StatusNotAcceptable, "Answers are "+mediaGraphQL+" or "+mediaJSON+"; the Accept header allows neither.")
		return
	}
	params, status, problem := read(r)
	if problem != "" {
		if status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", "GET, POST")
		}
		refuse(w, media, status, problem)
		return
	}
	ctx := graphql.StartOperationTrace(r.Context())
	params.Headers = r.Header
	operation, problems := exec.CreateOperationContext(ctx, params)
	if len(problems) > 0 {
		write(w, media, unexecutedStatus(media), exec.DispatchError(graphql.WithOperationContext(ctx, operation), problems))
		return
	}
	if r.Method == http.MethodGet && operation.Operation.Operation != ast.Query {
		w.Header().Set("Allow", "POST")
		refuse(w, media, http.StatusMethodNotAllowed, "Only queries may be asked by GET.")
		return
	}
	responses, ctx := exec.DispatchOperation(ctx, operation)
	write(w, media, http.StatusOK, responses(ctx))
}

// unexecutedStatus is the status of a request whose document cannot be executed: old
// clients that ask for application/json expect 200 with errors in it.
func unexecutedStatus(media string) int {
	if media == mediaGraphQL {
		return http.StatusBadRequest
	}
	return http.StatusOK
}

func refuse(w http.ResponseWriter, media string, status int, message string) {
	write(w, media, status, &graphql.Response{Errors: gqlerror.List{{
		Message: message, Extensions: map[string]any{"code": graph.BadUserInput},
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
func read(r *http.Request) (params *graphql.RawParams, status int, problem string) {
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		return readQuery(r.URL.Query())
	case http.MethodPost:
		return readBody(r)
	default:
		return nil, http.StatusMethodNotAllowed, "GraphQL is asked by GET or POST."
	}
}

func readBody(r *http.Request) (*graphql.RawParams, int, string) {
	media, options, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != mediaJSON {
		return nil, http.StatusUnsupportedMediaType, "The body must be " + mediaJSON + "."
	}
	if charset := options["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") {
		return nil, http.StatusUnsupportedMediaType, "The body must be encoded in UTF-8."
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, http.StatusBadRequest, "The body could not be read."
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil || fields == nil {
		return nil, http.StatusBadRequest, "The body must be a JSON object."
	}
	return parameters(fields)
}

func readQuery(values url.Values) (*graphql.RawParams, int, string) {
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
				return nil, http.StatusBadRequest, "The parameter " + name + " must be JSON."
			}
			fields[name] = json.RawMessage(text)
		}
	}
	return parameters(fields)
}

// parameters checks the types that the specification gives each field. What is
// wrong is named, never echoed.
func parameters(fields map[string]json.RawMessage) (*graphql.RawParams, int, string) {
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
			return nil, http.StatusBadRequest, "The parameter " + field.name + " must be " + field.expected + "."
		}
	}
	if params.Query == "" {
		return nil, http.StatusBadRequest, "The parameter query is missing."
	}
	return params, http.StatusOK, ""
}

// negotiate picks the media type that the Accept header prefers. Without a
// preference it is application/json, which every client understands.
func negotiate(accept []string) (media string, acceptable bool) {
	if len(accept) == 0 {
		return mediaJSON, true
	}
	best := 0.0
	for _, part := range strings.Split(strings.Join(accept, ","), ",") {
		offered, quality, err := acceptPart(part)
		if err != nil || offered == "" || quality <= best {
			continue
		}
		media, best = offered, quality
	}
	return media, best > 0
}

var errNotUTF8 = errors.New("only UTF-8 is answered")

// acceptPart reads one media range of an Accept header. It names the media type
// that the range allows, or none.
func acceptPart(part string) (media string, quality float64, err error) {
	name, options, err := mime.ParseMediaType(part)
	if err != nil {
		return "", 0, err
	}
	quality = 1
	if q, given := options["q"]; given {
		if quality, err = strconv.ParseFloat(q, 64); err != nil {
			return "", 0, err
		}
	}
	if charset, given := options["charset"]; given && !strings.EqualFold(charset, "utf-8") {
		return "", 0, errNotUTF8
	}
	switch name {
	case mediaGraphQL:
		return mediaGraphQL, quality, nil
	case mediaJSON, "application/*", "*/*":
		return mediaJSON, quality, nil
	default:
		return "", 0, nil
	}
}
