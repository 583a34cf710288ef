package transport

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/99designs/gqlgen/graphql"

	"doichieu/apierror"
	"doichieu/limit"
)

// readParameters reads the parameters of a request, or refuses them. A refusal
// names the parameter at fault and never repeats its value.
func (t Transport) readParameters(r *http.Request, body []byte) (*graphql.RawParams, *apierror.Refusal) {
	if r.Method != http.MethodPost {
		values, err := url.ParseQuery(r.URL.RawQuery)
		if err != nil {
			return nil, apierror.BadRequest(apierror.MalformedQuery(r.URL.RawQuery))
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
		return nil, apierror.BadRequest("The body must be a JSON object; it is another value.")
	}
	return parameters(given)
}

func (t Transport) readQuery(values url.Values) (*graphql.RawParams, *apierror.Refusal) {
	given := map[string]any{}
	for _, name := range []string{"query", "operationName", "variables", "extensions"} {
		if times := len(values[name]); times > 1 {
			return nil, apierror.BadRequest(fmt.Sprintf("The parameter %s is given %d times; give it once.", name, times))
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

// readJSON reads a text whose values have a number of objects around them, or
// refuses it with what it must be and why it is not.
func (t Transport) readJSON(text []byte, around int, must string) (any, *apierror.Refusal) {
	value, err := limit.ReadJSON(text, t.Limits, around)
	switch {
	case errors.As(err, new(*limit.Exceeded)):
		return nil, &apierror.Refusal{Status: http.StatusBadRequest, Message: err.Error(), Extensions: limit.Extensions(err)}
	case err != nil:
		return nil, apierror.BadRequest(must + ": there is " + err.Error() + ".")
	default:
		return value, nil
	}
}

// parameters checks the types that the specification gives each parameter.
func parameters(given map[string]any) (*graphql.RawParams, *apierror.Refusal) {
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
		problem = apierror.BadRequest("The parameter query is missing.")
	case params.OperationName == "" && given["operationName"] != nil:
		problem = apierror.BadRequest(`Unknown operation named "". Leave operationName out where the document has one operation.`)
	}
	return params, problem
}

// take takes a parameter that may be absent or null.
func take[T any](into *T, given map[string]any, name, expected string) *apierror.Refusal {
	value := given[name]
	if value == nil {
		return nil
	}
	typed, ok := value.(T)
	if !ok {
		return apierror.BadRequest("The parameter " + name + " must be " + expected + ".")
	}
	*into = typed
	return nil
}
