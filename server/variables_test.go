package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"doichieu/store"
	"doichieu/store/storetest"
)

// Errors in variables name the variable, the place inside it, what is expected there
// and what was given.
func TestVariablesAreExact(t *testing.T) {
	const (
		where  = `query($w:TargetWhere){targets(where:$w){totalCount}}`
		first  = `query($n:Int){targets(first:$n){totalCount}}`
		year   = `query($y:Int!){planYear(province:"binh-dinh",year:$y){id}}`
		node   = `query($i:ID!){node(id:$i){id}}`
		slug   = `query($s:String!){province(slug:$s){slug}}`
		kinds  = `query($k:[SearchKind!]){search(text:"so",kinds:$k){totalCount}}`
		order  = `query($o:TargetOrder){targets(orderBy:$o){totalCount}}`
		matrix = `query($p:[PlanYearRef!]!){matrix(planYears:$p,indicators:[]){planYears{id}}}`
		found  = `{"data":{"node":null}}`
		year24 = `{"data":{"planYear":{"id":"binh-dinh/2024"}}}`
		pillar = "expected Pillar (GOVERNMENT, ECONOMY, SOCIETY, INFRASTRUCTURE, SECURITY, GENERAL)"
		fields = "TargetWhere has no such field, only province, year, document, pillar, indicator, level, agency"
		kind   = "expected SearchKind! (PROVINCE, TARGET, TASK, LEGAL_DOCUMENT, INDICATOR, AGENCY, FINDING)"
	)
	handlers := map[string]http.Handler{"compiled": shippedHandler(t), "plain": plainHandler(t)}
	for name, tt := range map[string]struct{ query, variables, want string }{
		"an unknown field":          {where, `{"w":{"provinc":"x"}}`, wrong("$w.provinc", fields+`; got "x". Did you mean "province"?`)},
		"its name is cut":           {where, `{"w":{"` + strings.Repeat("ô", 50) + `":1}}`, wrong("$w."+strings.Repeat("ô", 30)+"…", fields+"; got 1.")},
		"__typename":                {where, `{"w":{"__typename":"TargetWhere"}}`, wrong("$w.__typename", fields+`; got "TargetWhere".`)},
		"no object":                 {where, `{"w":"x"}`, wrong("$w", `expected TargetWhere (an object), got "x".`)},
		"no object but a list":      {where, `{"w":[{"year":2024}]}`, wrong("$w", `expected TargetWhere (an object), got [{"year":2024}].`)},
		"a value of an enumeration": {where, `{"w":{"pillar":"GOVERNMENT"}}`, `{"data":{"targets":{"totalCount":43}}}`},
		"in another case":           {where, `{"w":{"pillar":"government"}}`, wrong("$w.pillar", pillar+`, got "government". Did you mean "GOVERNMENT"?`)},
		"of another kind":           {where, `{"w":{"pillar":{}}}`, wrong("$w.pillar", pillar+`, got {}.`)},
		"in a list":                 {kinds, `{"k":["TASK","target"]}`, wrong("$k[1]", kind+`, got "target". Did you mean "TARGET"?`)},
		"one for a list":            {kinds, `{"k":"TARGT"}`, wrong("$k", kind+`, got "TARGT". Did you mean "TARGET"?`)},
		"null in a list":            {kinds, `{"k":["TASK",null]}`, wrong("$k[1]", kind+`, got null.`)},
		"null in an object":         {order, `{"o":{"direction":null}}`, wrong("$o.direction", `expected OrderDirection! (ASC, DESC), got null.`)},
		"null where it may be":      {where, `{"w":{"pillar":null}}`, `{"data":{"targets":{"totalCount":173}}}`},
		"no value":                  {slug, `{}`, wrong("$s", `expected String! (a string), got no value.`)},
		"null":                      {slug, `{"s":null}`, wrong("$s", `expected String! (a string), got null.`)},
		"a number for text":         {slug, `{"s":20}`, wrong("$s", `expected String! (a string), got 20.`)},
		"a Boolean for text":        {slug, `{"s":true}`, wrong("$s", `expected String! (a string), got true.`)},
		"what is not declared":      {slug, `{"s":"binh-dinh","t":{"u":[1]}}`, `{"data":{"province":{"slug":"binh-dinh"}}}`},
		"text for a number":         {first, `{"n":"10"}`, wrong("$n", `expected Int (a whole number of 32 bits), got "10".`)},
		"half a number":             {first, `{"n":1.5}`, wrong("$n", `expected Int (a whole number of 32 bits), got 1.5.`)},
		"33 bits":                   {year, `{"y":2147483648}`, wrong("$y", `expected Int! (a whole number of 32 bits), got 2147483648.`)},
		"beyond every number":       {year, `{"y":1e999}`, wrong("$y", `expected Int! (a whole number of 32 bits), got 1e999.`)},
		"a whole number":            {year, `{"y":2024}`, year24},
		"with a point":              {year, `{"y":2024.0}`, year24},
		"with an exponent":          {year, `{"y":20.24e2}`, year24},
		"a long id in digits":       {node, `{"i":1234567890123456789012345678901234567890}`, found},
		"a short one":               {node, `{"i":7}`, found},
		"half an id":                {node, `{"i":1.5}`, wrong("$i", `expected ID! (a string or a whole number), got 1.5.`)},
		"a required field":          {matrix, `{"p":[{"province":"binh-dinh"}]}`, wrong("$p[0].year", `expected Int! (a whole number of 32 bits), got no value.`)},
		"a misspelt field": {matrix, `{"p":[{"province":"binh-dinh","yaer":2024}]}`, wrong("$p[0].yaer",
			`PlanYearRef has no such field, only province, year; got 2024. Did you mean "year"?`, "$p[0].year", `expected Int! (a whole number of 32 bits), got no value.`)},
		"a long value": {first, `{"n":["` + strings.Repeat("a", 200) + `"]}`, wrong("$n", `expected Int (a whole number of 32 bits), got ["`+strings.Repeat("a", 78)+"….")},
	} {
		for execution, handler := range handlers {
			t.Run(name+"/"+execution, func(t *testing.T) {
				for range 2 { // the second time the document is cached
					if got := postVariables(handler, tt.query, tt.variables); got != tt.want {
						t.Errorf("%s\nnot %s", got, tt.want)
					}
				}
			})
		}
	}
}

// wrong returns the expected errors about the first variable of a document. Its
// arguments are pairs of a place and what is wrong there.
func wrong(placesAndProblems ...string) string {
	var problems []string
	for pair := range slices.Chunk(placesAndProblems, 2) {
		problems = append(problems, wrongAt(pair[0], pair[1]))
	}
	return `{"errors":[` + strings.Join(problems, ",") + `]}`
}

func wrongAt(place, problem string) string {
	variable := regexp.MustCompile(`^\$\w+`).FindString(place)
	message := "The variable " + variable + " is wrong"
	if place != variable {
		message += " at " + place
	}
	encode := func(text string) string {
		var out strings.Builder
		encoder := json.NewEncoder(&out)
		if err := encoder.Encode(text); err != nil {
			panic(err)
		}
		return strings.TrimSpace(out.String())
	}
	return `{"message":` + encode(message+": "+problem) + `,"locations":[{"line":1,"column":7}],"extensions":{"code":"BAD_USER_INPUT","variable":` + encode(place) + `}}`
}

// A variable of a nullable type with a default may be null. It is the client's mistake
// if it is used where null is not allowed.
func TestNullForADefault(t *testing.T) {
	const compare = `compare(left:{province:"binh-dinh",year:2024},right:{province:"quang-nam",year:2024})`
	handlers := map[string]http.Handler{"compiled": shippedHandler(t), "plain": plainHandler(t)}
	for name, tt := range map[string]struct{ query, variables, part, path string }{
		"a field's argument":       {`query($r:[CitationRole!]){` + compare + `{legalBases(roles:$r){presence}}}`, `{"r":null}`, `[CitationRole!]!`, `["compare","legalBases"]`},
		"an input's field":         {`query($f:TargetOrderField){targets(orderBy:{field:$f}){totalCount}}`, `{"f":null}`, `TargetOrderField!`, `["targets"]`},
		"an entry of a list":       {`query($i:ID="x"){a:nodes(ids:["y",$i]){id}}`, `{"i":null}`, `ID!`, `["a"]`},
		"a required argument":      {`query($s:String="binh-dinh"){province(slug:$s){id}}`, `{"s":null}`, `String!`, `["province"]`},
		"beside introspection":     {`query($f:TargetOrderField){__schema{queryType{name}} targets(orderBy:{field:$f}){totalCount}}`, `{"f":null}`, `TargetOrderField!`, `["targets"]`},
		"introspection's argument": {`query($n:String="Target"){__type(name:$n){name}}`, `{"n":null}`, `String!`, `["__type"]`},
	} {
		for execution, handler := range handlers {
			t.Run(name+"/"+execution, func(t *testing.T) {
				got := postVariables(handler, tt.query, tt.variables)
				want := "stands where " + tt.part + ` is expected, and is null.","path":` + tt.path
				if !strings.Contains(got, want) || !strings.Contains(got, "BAD_USER_INPUT") {
					t.Errorf("%s\nnot %s", got, want)
				}
				if got := postVariables(handler, tt.query, `{}`); strings.Contains(got, "errors") {
					t.Errorf("with the default: %s", got)
				}
			})
		}
	}
}

// A condition of @skip or @include that is null is refused before anything is executed.
func TestNullCondition(t *testing.T) {
	handler := shippedHandler(t)
	const query = `query($x:Boolean=true){dataset{licence @include(if:$x)}}`
	if got := postVariables(handler, query, `{"x":null}`); got != wrong("$x", "null cannot decide about @skip or @include.") {
		t.Error(got)
	}
	if got := postVariables(handler, query, `{}`); !strings.Contains(got, `"licence"`) {
		t.Error(got)
	}
}

// Each operation has defaults of its own, even if several operations spread the same
// fragment.
func TestDefaultsOfSeveralOperations(t *testing.T) {
	handler := shippedHandler(t)
	const document = `query A($p:Pillar=GOVERNMENT){...F} query B($p:Pillar){...F} query C($p:Pillar=GENERAL){...F}
		fragment F on Query{targets(where:{pillar:$p}){totalCount}}`
	for operation, want := range map[string]string{"A": "43", "B": "173"} {
		got := sendPost(handler, `{"query":`+strconv.Quote(document)+`,"operationName":"`+operation+`"}`).Body.String()
		if got != `{"data":{"targets":{"totalCount":`+want+`}}}` {
			t.Errorf("%s: %s", operation, got)
		}
	}
}

// Unpaired surrogates are refused wherever they appear.
func TestUnpairedSurrogatesAreRefused(t *testing.T) {
	handler := shippedHandler(t)
	for _, half := range []string{`"\ud800"`, `"a\udc00b"`, `"\ud800\ud800"`, `["\udfff"]`, `{"\ud900":1}`} {
		variables := `{"s":` + half + `}`
		byPost := sendPost(handler, `{"query":"query($s:String!){province(slug:$s){id}}","variables":`+variables+`}`)
		byGet := get(t, handler, "/graphql?query="+url.QueryEscape("query($s:String!){province(slug:$s){id}}")+"&variables="+url.QueryEscape(variables))
		for _, got := range []*httptest.ResponseRecorder{byPost, byGet} {
			if got.Code != http.StatusBadRequest || errorCode(t, got) != "BAD_USER_INPUT" || !strings.Contains(got.Body.String(), "there is half of a surrogate pair at byte offset") {
				t.Errorf("%s: %d %s", half, got.Code, got.Body)
			}
		}
	}
}

// At most twenty problems are reported, and each message is short.
func TestWrongVariablesAreBounded(t *testing.T) {
	handler := shippedHandler(t)
	for name, variables := range map[string]string{
		"entries": `{"p":[` + strings.TrimSuffix(strings.Repeat(`{"province":{"a":["b",{"c":1}]},"year":"2024"},`, 150), ",") + `]}`,
		"fields":  `{"p":{` + numbered(`"field%d":1,`, 4_000) + `"province":1}}`,
	} {
		t.Run(name, func(t *testing.T) {
			got := postVariables(handler, `query($p:[PlanYearRef!]!){matrix(planYears:$p){planYears{id}}}`, variables)
			if n := strings.Count(got, `"message"`); n != 20 || len(got) > 20*600 {
				t.Errorf("%d problems in %d bytes: %.300s", n, len(got), got)
			}
		})
	}
}

// References to plan years are read as gqlgen reads them, in whatever form they are
// written.
func TestListsOfReferences(t *testing.T) {
	own, other := shippedHandler(t), plainHandler(t)
	query := `query($p:[PlanYearRef!]!){matrix(planYears:$p,indicators:[]){planYears{id}}}`
	for list, part := range map[string]string{
		`[{"province":"binh-dinh","year":2024},{"year":2024,"province":"quang-nam"}]`: `[{"id":"binh-dinh/2024"},{"id":"quang-nam/2024"}]`,
		`[ {"province" : "binh\u002ddinh", "year" : 2024} ]`:                          `[{"id":"binh-dinh/2024"}]`,
		`[{"province":"binh-dinh","year":2023,"year":2024}]`:                          `[{"id":"binh-dinh/2024"}]`,
		`[{"province":"binh-dinh","year":2.024e3}]`:                                   `[{"id":"binh-dinh/2024"}]`,
		`[{"province":"binh-dinh","year":"2024"}]`:                                    `$p[0].year`,
		`[{"province":"binh-dinh","year":2024},{"province":"nowhere","year":2024}]`:   `There is no province`,
		`[{"province":"binh-dinh"}]`:                                                  `$p[0].year`,
		`[{"province":"binh-dinh","year":2024},{"province":1,"year":2024}]`:           `$p[1].province`,
		`[{"province":"binh-dinh","year":2024,"month":1}]`:                            `$p[0].month`,
		`[{"province":"binh-dinh","year":99999999999}]`:                               `errors`,
		`[null]`:                               `$p[0]`,
		`[]`:                                   `At least one plan year is needed.`,
		`[[]]`:                                 `errors`,
		`{"province":"binh-dinh","year":2024}`: `[{"id":"binh-dinh/2024"}]`,
	} {
		t.Run(list, func(t *testing.T) {
			for range 2 { // the second time the document is cached
				got, want := postVariables(own, query, `{"p":`+list+`}`), postVariables(other, query, `{"p":`+list+`}`)
				if got != want || !strings.Contains(got, part) || strings.Contains(got, "INTERNAL") {
					t.Errorf("%s\nnot %s", got, want)
				}
			}
		})
	}
}

// shippedStore returns a store over the shipped dataset.
func shippedStore(t testing.TB) *store.Store {
	t.Helper()
	return storetest.Fill(t, storetest.Open(t, storetest.SQLiteURL(t)))
}

// plainHandler returns a handler that uses gqlgen's executor.
func plainHandler(t *testing.T) http.Handler {
	t.Helper()
	s := defaultSettings()
	s.execution = plain
	return handlerWith(t, shippedStore(t), s)
}

func postVariables(handler http.Handler, query, variables string) string {
	body := `{"query":"` + strings.ReplaceAll(query, `"`, `\"`) + `","variables":` + variables + `}`
	return requestID.ReplaceAllString(sendPost(handler, body).Body.String(), "")
}

var requestID = regexp.MustCompile(`,"requestId":"\w+"`)
