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

// readParameters reads the parameters of a GraphQL request, or refuses it. A refusal
// names the parameter at fault but does not repeat its value.
func (t Transport) readParameters(r *http.Request, body []byte) (*graphql.RawParams, *apierror.Refusal) {
	if r.Method != http.MethodPost {
		values, err := url.ParseQuery(r.URL.RawQuery)
		if err != nil {
			return nil, apierror.BadRequest(apierror.MalformedQuery(r.URL.RawQuery))
		}
		return t.readQuery(values)
	}
	// Two objects surround each variable: the body, and the variables in it.
	value, refused := t.readJSON(body, 2, "The body must be a JSON object")
	if refused != nil {
		return nil, refused
	}
	members, ok := value.(map[string]any)
	if !ok {
		return nil, apierror.BadRequest("The body must be a JSON object; it is another value.")
	}
	return parameters(members)
}

// readQuery reads the parameters from the query string of a GET.
func (t Transport) readQuery(values url.Values) (*graphql.RawParams, *apierror.Refusal) {
	members := map[string]any{}
	for _, name := range []string{"query", "operationName", "variables", "extensions"} {
		if times := len(values[name]); times > 1 {
			return nil, apierror.BadRequest(fmt.Sprintf("The parameter %s is given %d times; give it once.", name, times))
		}
	}
	members["query"] = values.Get("query")
	if name := values.Get("operationName"); name != "" { // in a query string an empty value counts as absent
		members["operationName"] = name
	}
	for _, name := range []string{"variables", "extensions"} {
		if text := values.Get(name); text != "" {
			value, refused := t.readJSON([]byte(text), 1, "The parameter "+name+" must be JSON")
			if refused != nil {
				return nil, refused
			}
			members[name] = value
		}
	}
	return parameters(members)
}

// readJSON parses JSON in which a number of outer objects surround each variable;
// they do not count towards the limits of variables. The message of a refusal begins
// with requirement.
func (t Transport) readJSON(text []byte, outer int, requirement string) (any, *apierror.Refusal) {
	value, err := limit.ReadJSON(text, t.Limits, outer)
	switch {
	case errors.As(err, new(*limit.Exceeded)):
		return nil, &apierror.Refusal{Status: http.StatusBadRequest, Message: err.Error(), Extensions: limit.Extensions(err)}
	case err != nil:
		return nil, apierror.BadRequest(requirement + ": there is " + err.Error() + ".")
	default:
		return value, nil
	}
}

// parameters converts the members of a request to the types that the specification
// requires.
func parameters(members map[string]any) (*graphql.RawParams, *apierror.Refusal) {
	params := &graphql.RawParams{}
	refused := cmp.Or(
		setParameter(&params.Query, members, "query", "a string"),
		setParameter(&params.OperationName, members, "operationName", "a string"),
		setParameter(&params.Variables, members, "variables", "an object"),
		setParameter(&params.Extensions, members, "extensions", "an object"),
	)
	switch {
	case refused != nil:
	case params.Query == "" && params.Extensions["persistedQuery"] == nil:
		refused = apierror.BadRequest("The parameter query is missing.")
	case params.OperationName == "" && members["operationName"] != nil:
		refused = apierror.BadRequest(`Unknown operation named "". Leave operationName out where the document has one operation.`)
	}
	return params, refused
}

// setParameter sets a parameter from the member with its name, which may be absent
// or null.
func setParameter[T any](parameter *T, members map[string]any, name, expected string) *apierror.Refusal {
	value := members[name]
	if value == nil {
		return nil
	}
	typed, ok := value.(T)
	if !ok {
		return apierror.BadRequest("The parameter " + name + " must be " + expected + ".")
	}
	*parameter = typed
	return nil
}
