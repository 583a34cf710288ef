package graph_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lib/pq"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/apierror"
	"doichieu/graph"
)

// TestHostileValues sends values that no database can hold or that GraphQL does not
// allow: they are errors of the client.
func TestHostileValues(t *testing.T) {
	cursor := func(place string) variables {
		return variables{"after": base64.RawURLEncoding.EncodeToString([]byte(place))}
	}
	const byName = `query ($after: String) { provinces(after: $after, orderBy: {field: NAME}) { nodes { id } } }`
	const byAmount = `query ($after: String) { budgets(after: $after, orderBy: {field: AMOUNT}) { nodes { id } } }`
	tests := map[string]struct {
		query string
		vars  variables
	}{
		"NUL in an id":            {`{ node(id: "citation/\u0000") { id } }`, nil},
		"NUL in a variable":       {`query ($id: ID!) { node(id: $id) { id } }`, variables{"id": "duty/\x00"}},
		"NUL in a search":         {`{ search(text: "\u0000") { totalCount } }`, nil},
		"NUL in a list":           {`{ nodes(ids: ["finding/\u0000"]) { id } }`, nil},
		"NUL in a condition":      {`{ targets(where: {document: "\u0000"}) { nodes { id } } }`, nil},
		"NUL in a cursor":         {`query ($after: String) { targets(after: $after) { nodes { id } } }`, cursor(`{"k":"a\u0000"}`)},
		"NUL in a cursor's value": {byName, cursor(`{"f":"NAME","v":"\u0000","k":"a"}`)},
		"a cursor beyond numbers": {byAmount, cursor(`{"f":"AMOUNT","v":1e300,"k":"a"}`)},
		"a cursor at the edge":    {byAmount, cursor(`{"f":"AMOUNT","v":9007199254740992,"k":"a"}`)},
		"a year beyond 32 bits":   {`{ planYear(province: "binh-dinh", year: 4294967296) { id } }`, nil},
		"a year in a condition":   {`{ targets(where: {year: -2147483649}) { nodes { id } } }`, nil},
		"@defer":                  {`{ dataset { release ... @defer { licence } } }`, nil},
		"an unknown field":        {`{ datase }`, nil},
		"no GraphQL":              {`{`, nil},
	}
	onBothDatabases(t, func(t *testing.T, a api) {
		for name, tt := range tests {
			t.Run(name, func(t *testing.T) {
				if got := a.firstError(t, tt.query, tt.vars); got.Extensions["code"] != "BAD_USER_INPUT" {
					t.Errorf("%+v", got)
				}
			})
		}
	})
}

func TestDeferIsNotOffered(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		if got := string(a.ask(t, `{ __schema { directives { name } } }`, nil)); strings.Contains(got, `"defer"`) {
			t.Error(got)
		}
	})
}

func TestPresent(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	late, cancelLate := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancelLate()
	withID := apierror.WithRequestID(t.Context(), "R1")
	canceled := &pq.Error{Code: "57014", Message: "canceling statement due to user request"}
	tests := map[string]struct {
		ctx      context.Context
		err      error
		code, id any
	}{
		"SQL ended by the deadline":        {late, canceled, apierror.Timeout, nil},
		"SQL ended with its client":        {ended, canceled, apierror.Timeout, nil},
		"a deadline further in":            {withID, fmt.Errorf("read: %w", context.DeadlineExceeded), apierror.Timeout, "R1"},
		"SQL ended by the database":        {withID, canceled, apierror.Internal, "R1"},
		"anything else":                    {withID, errors.New("x"), apierror.Internal, "R1"},
		"no dataset":                       {withID, graph.ErrEmpty, apierror.Internal, "R1"},
		"another dataset":                  {withID, graph.ErrReloaded, apierror.Internal, "R1"},
		"a document that cannot be parsed": {withID, parseFailed("Expected Name"), apierror.BadUserInput, "R1"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := graph.Present(tt.ctx, tt.err)
			if got.Extensions["code"] != tt.code || got.Extensions["requestId"] != tt.id {
				t.Errorf("%+v", got)
			}
		})
	}
}

func parseFailed(message string) error {
	return &gqlerror.Error{Message: message, Extensions: map[string]any{"code": "GRAPHQL_PARSE_FAILED"}}
}
