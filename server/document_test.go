package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"doichieu/content"
	"doichieu/transport"
)

// Documents are accepted and rejected as the GraphQL specification says. Errors have
// locations, and are never internal.
func TestDocuments(t *testing.T) {
	handler := shippedHandler(t)
	for name, tt := range map[string]struct {
		query, operation string // the operation's name as JSON
		status           int
		part             string
	}{
		"an object for a condition":         {`{dataset{release @skip(if:{})}}`, "", 400, `Boolean cannot represent a non boolean value: {}`},
		"an object for a string":            {`{province(slug:{}){id}}`, "", 400, `String cannot represent a non string value: {}`},
		"an object for an id":               {`{node(id:{}){id}}`, "", 400, `ID cannot represent a non-string and non-integer value: {}`},
		"an object for an enumeration":      {`{targets(where:{pillar:{}}){totalCount}}`, "", 400, `Enum \"Pillar\" cannot represent non-enum value: {}`},
		"an object for a number":            {`{planYear(province:"a",year:{a:1}){id}}`, "", 400, `Int cannot represent non-integer value: {a: 1}`},
		"an object in a list":               {`{nodes(ids:["a",{}]){id}}`, "", 400, `"locations":[{"line":1,"column":17}]`},
		"a list for a string":               {`{province(slug:["a"]){id}}`, "", 400, `String cannot represent a non string value: [\"a\"]`},
		"a string for an input":             {`{targets(where:"a"){totalCount}}`, "", 400, `Expected value of type \"TargetWhere\", found \"a\"`},
		"a string for an enumeration":       {`{targets(where:{pillar:"SOCIETY"}){totalCount}}`, "", 400, `Did you mean the enum value \"SOCIETY\"?`},
		"a number for a string":             {`{province(slug:1){id}}`, "", 400, `String cannot represent a non string value: 1`},
		"a fraction for a whole number":     {`{planYear(province:"a",year:2024.0){id}}`, "", 400, `Int cannot represent non-integer value: 2024.0`},
		"a number beyond 32 bits":           {`{planYear(province:"a",year:2147483648){id}}`, "", 400, `Int cannot represent non 32-bit signed integer value: 2147483648`},
		"the largest number":                {`{planYear(province:"a",year:2147483647){id}}`, "", 200, `"NOT_FOUND"`},
		"an id of many digits":              {`{node(id:1234567890123456789012345678901234567890){id}}`, "", 200, `"node":null`},
		"a null where none may be":          {`{planYear(province:null,year:1){id}}`, "", 400, `found null`},
		"an unused mutation":                {`query a{__typename} mutation b{x(y:1){z}}`, `"a"`, 200, `{"data":{"__typename":"Query"}}`},
		"an unused subscription":            {`query a{__typename} subscription b{x y}`, `"a"`, 200, `{"data":{"__typename":"Query"}}`},
		"a mutation":                        {`query a{__typename} mutation b{x}`, `"b"`, 400, `The schema has no mutations.`},
		"a subscription":                    {`subscription{x}`, ``, 400, `The schema has no subscriptions.`},
		"an empty name":                     {`{__typename}`, `""`, 400, `Unknown operation named \"\"`},
		"an empty name among several":       {`query a{__typename} query b{__typename}`, `""`, 400, `Unknown operation named \"\"`},
		"an unknown name":                   {`query a{__typename}`, `"b"`, 400, `Unknown operation named \"b\"`},
		"a name for what has none":          {`{__typename}`, `"b"`, 400, `Unknown operation named \"b\"`},
		"no name":                           {`query a{__typename}`, `null`, 200, `{"data":{"__typename":"Query"}}`},
		"no operation":                      {`fragment f on Query{__typename}`, ``, 400, `The document has no operation.`},
		"a fragment with variables":         {`{...F} fragment F($a:Int) on Query{__typename}`, "", 400, `fragments take no variables`},
		"half a character":                  {`{province(slug:"\ud800"){id}}`, "", 400, `Invalid Unicode escape sequence`},
		"a quote too many":                  {`{province(slug:"""a""""){id}}`, "", 400, `Unterminated string`},
		"a string in lines":                 {"{province(slug:\"\"\"\n  binh-dinh\n  \"\"\"){name}}", "", 200, `Bình Định`},
		"fields of one name that differ":    {`{a:dataset{release} a:province(slug:"a"){id}}`, "", 400, `Fields \"a\" conflict because \"dataset\" and \"province\" are different fields.`},
		"arguments of one name that differ": {`{planYear(province:"a",year:1){t:targets(indicator:"a"){id} t:targets(indicator:"b"){id}}}`, "", 400, `they have differing arguments`},
		"the default of another operation": {
			`query a($n:Int){...f} query b($n:Int=1){...f} fragment f on Query{targets(first:$n){nodes{__typename}}}`, `"a"`, 200,
			strings.Repeat(`{"__typename":"Target"},`, 19),
		},
	} {
		t.Run(name, func(t *testing.T) {
			body := posted(tt.query)
			if tt.operation != "" {
				body = `{"operationName":` + tt.operation + "," + body[1:]
			}
			for range 2 { // the second time a valid document is cached
				got := sendPost(handler, body, "Accept", transport.MediaType)
				if got.Code != tt.status || !strings.Contains(got.Body.String(), tt.part) || strings.Contains(got.Body.String(), "INTERNAL") {
					t.Errorf("%d %s", got.Code, got.Body)
				}
			}
		})
	}
	t.Run("an empty name in an address", func(t *testing.T) {
		if got := sendGet(handler, "{__typename}&operationName="); got.Code != http.StatusOK {
			t.Errorf("%d %s", got.Code, got.Body)
		}
	})
}

// An answer lists up to 20 problems of a document at once, also if the document is a
// persisted query.
func TestProblemsAreReportedTogether(t *testing.T) {
	handler := shippedHandler(t)
	query := "{dataset{" + numbered("\nreleas%d", 30) + "}}"
	persisted := fmt.Sprintf(`"extensions":{"persistedQuery":{"version":1,"sha256Hash":"%x"}}`, sha256.Sum256([]byte(query)))
	for name, body := range map[string]string{
		"in the document":         posted(query),
		"in one that is kept":     strings.TrimSuffix(posted(query), "}") + "," + persisted + "}",
		"in one that was kept":    "{" + persisted + "}",
		"in every one of several": posted(numbered("query q%d{dataset{...f}}", 20) + "fragment f on Dataset{" + numbered("\nreleas%d", 30) + "}"),
	} {
		if name == "in one that was kept" {
			sendPost(handler, strings.TrimSuffix(posted(query), "}")+","+persisted+"}")
		}
		var answer struct {
			Errors []struct {
				Message   string
				Locations []struct{ Line, Column int }
			}
		}
		got := sendPost(handler, body)
		if err := json.Unmarshal(got.Body.Bytes(), &answer); err != nil || len(answer.Errors) != 20 {
			t.Fatalf("%s: %d problems, %v: %.500s", name, len(answer.Errors), err, got.Body)
		}
		for i, problem := range answer.Errors {
			want := fmt.Sprintf(`Cannot query field "releas%d" on type "Dataset". Did you mean "release"?`, i)
			if problem.Message != want || problem.Locations[0].Line != i+2 || problem.Locations[0].Column != 1 {
				t.Errorf("%s: %+v", name, problem)
			}
		}
	}
}

// Validating documents with very many pairs of fields to compare allocates only a few
// megabytes, whether they are valid or not.
func TestValidationAllocatesLittle(t *testing.T) {
	plans := shippedStore(t)
	// The first unknown name builds the index of known names, which is not to be measured.
	sendPost(handlerOver(t, plans), posted(`{targets(where:{indicator:"abc"}){totalCount}}`))
	for _, a := range manyPairs() {
		t.Run(a.name, func(t *testing.T) {
			got, bytes := allocated(t, plans, defaultSettings(), a.request)
			t.Logf("%d, %d KB: %.200s", got.Code, bytes>>10, got.Body)
			if bytes > 10<<20 || got.Code >= http.StatusInternalServerError {
				t.Errorf("%d bytes are allocated for %d %.300s", bytes, got.Code, got.Body)
			}
		})
	}
}

// A parsed document that is too large for the cache is executed all the same.
func TestDocumentsThatAreNotCached(t *testing.T) {
	s := defaultSettings()
	s.parsedBytes = 0
	handler := handlerWith(t, shippedStore(t), s)
	got := sendPost(handler, posted("{province(slug:\"\"\"\n  binh-dinh\n\"\"\"){name}}"))
	if !strings.Contains(got.Body.String(), "Bình Định") {
		t.Error(got.Body)
	}
}

// Validation stops when its request ends, and the only error is the timeout.
func TestValidationEndsWithTheRequest(t *testing.T) {
	handler := shippedHandler(t)
	sendGet(handler, "{__typename}") // reads the release
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for name, query := range map[string]string{
		"valid": "{dataset{" + strings.Repeat("release ", 900) + "}}",
		"wrong": "{dataset{" + strings.Repeat("release ", 900) + "nothing}}",
	} {
		request := httptest.NewRequestWithContext(ended, http.MethodPost, "/graphql", strings.NewReader(posted(query)))
		request.Header.Set("Content-Type", content.JSON)
		got := send(handler, request)
		if got.Code != http.StatusServiceUnavailable || !strings.Contains(got.Body.String(), `"code":"TIMEOUT"`) || strings.Contains(got.Body.String(), "nothing") {
			t.Errorf("%s: %d %s", name, got.Code, got.Body)
		}
	}
}
