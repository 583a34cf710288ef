package main

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"doichieu/limit"
)

// readParameters takes the parameters out of a request, or says what is wrong
// with them. What is wrong is named, never echoed.
func (t transport) readParameters(r *http.Request, body []byte) (*graphql.RawParams, *refusal) {
	if r.Method != http.MethodPost {
		values, err := url.ParseQuery(r.URL.RawQuery)
		if err != nil {
			return nil, badRequest(malformedQuery(r.URL.RawQuery))
		}
		return t.readQuery(values)
	}
	// The body and the variables in it are objects around the values.
	value, problem := t.readJSON(body, 2, "The body must be a JSON object")
	if problem != nil {
		return nil, problem
	}
	given, ok := value.(map[string]any)
	if !ok {
		return nil, badRequest("The body must be a JSON object; it is another value.")
	}
	return parameters(given)
}

// plainName is the name of a parameter that can be told as it is.
var plainName = regexp.MustCompile(`^\w{1,40}$`)

// malformedQuery says what is wrong with an address such as ?query=%zz.
func malformedQuery(query string) string {
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

func (t transport) readQuery(values url.Values) (*graphql.RawParams, *refusal) {
	given := map[string]any{}
	for _, name := range []string{"query", "operationName", "variables", "extensions"} {
		if times := len(values[name]); times > 1 {
			return nil, badRequest(fmt.Sprintf("The parameter %s is given %d times; give it once.", name, times))
		}
	}
	given["query"] = values.Get("query")
	if name := values.Get("operationName"); name != "" { // in an address, an empty one is none
		given["operationName"] = name
	}
	for _, name := range []string{"variables", "extensions"} {
		if text := values.Get(name); text != "" {
			value, problem := t.readJSON([]byte(text), 1, "The parameter "+name+" must be JSON")
			if problem != nil {
				return nil, problem
			}
			given[name] = value
		}
	}
	return parameters(given)
}

// readJSON reads a text in which there may be so many objects around the values,
// or says what it must be and why it is not.
func (t transport) readJSON(text []byte, around int, must string) (any, *refusal) {
	value, err := limit.ReadJSON(text, t.limits, around)
	switch {
	case errors.As(err, new(*limit.Exceeded)):
		return nil, &refusal{status: http.StatusBadRequest, message: err.Error(), told: limit.Extensions(err)}
	case err != nil:
		return nil, badRequest(must + ": there is " + err.Error() + ".")
	default:
		return value, nil
	}
}

// parameters checks the types that the specification gives each parameter.
func parameters(given map[string]any) (*graphql.RawParams, *refusal) {
	params := &graphql.RawParams{}
	problem := cmp.Or(
		take(&params.Query, given, "query", "a string"),
		take(&params.OperationName, given, "operationName", "a string"),
		take(&params.Variables, given, "variables", "an object"),
		take(&params.Extensions, given, "extensions", "an object"),
	)
	switch {
	case problem != nil:
	case params.Query == "" && params.Extensions["persistedQuery"] == nil:
		problem = badRequest("The parameter query is missing.")
	case params.OperationName == "" && given["operationName"] != nil:
		problem = badRequest(`Unknown operation named "". Leave operationName out where the document has one operation.`)
	}
	return params, problem
}

// take takes a parameter that may be absent or null.
func take[T any](into *T, given map[string]any, name, expected string) *refusal {
	value := given[name]
	if value == nil {
		return nil
	}
	typed, ok := value.(T)
	if !ok {
		return badRequest("The parameter " + name + " must be " + expected + ".")
	}
	*into = typed
	return nil
}
