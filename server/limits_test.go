package main

import (
	"encoding/json"
	"math"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"doichieu/limit"
	"doichieu/store"
)

// unlimited returns settings that lift every limit.
func unlimited() settings {
	s := defaultSettings()
	const none = math.MaxInt32
	s.bodyBytes, s.values, s.answerBytes = 64<<20, none, none
	s.limits = limit.Limits{
		Tokens: none, NameBytes: none, Operations: none, Depth: none, Aliases: none, AliasBytes: none, RootFields: none,
		Directives: none, Spreads: none, Fields: none, PageSize: none, InputDepth: none, InputList: none, InputValues: none,
		Cost: none,
	}
	return s
}

// Each attack is sent to a server that has only the limit against it, and to a server
// without limits, where answering it must allocate many times the memory. Allocated
// bytes are compared because they do not depend on the speed and load of the machine.
func TestEachLimitIsNeeded(t *testing.T) {
	defaults := defaultSettings()
	const listed = `query($a:[ID!]!){nodes(ids:$a){id}}` // its variables are used, since unused ones are not read
	tests := map[string]struct {
		body    string
		only    func(*settings) // sets the only limit
		name    string          // the limit's name in the refusal
		allowed int             // the limit itself
	}{
		"size": {
			posted("{dataset{release" + strings.Repeat(" ", 8<<20) + "}}"),
			func(s *settings) { s.bodyBytes = defaults.bodyBytes }, "size in bytes", defaults.bodyBytes,
		},
		"tokens": {
			posted("{dataset{release}}" + strings.Repeat("#\n", 200_000)),
			func(s *settings) { s.limits.Tokens = limit.Default.Tokens }, "number of tokens", limit.Default.Tokens,
		},
		"names, which are compared with every name known": {
			posted("{dataset{" + strings.Repeat("a", 100_000) + "}}"),
			func(s *settings) { s.limits.NameBytes = limit.Default.NameBytes }, "longest name", limit.Default.NameBytes,
		},
		"operations, each of which is validated": {
			posted(numbered("query q%d{dataset{...f}}", 300) + "fragment f on Dataset{" + numbered("a%d:release ", 300) + "}"),
			func(s *settings) { s.limits.Operations = limit.Default.Operations }, "number of operations", limit.Default.Operations,
		},
		"depth": {
			posted(`{province(slug:"an-giang")` + strings.Repeat("{mergedInto{mergedFrom", 13) + "{id}" + strings.Repeat("}}", 13) + "}"),
			func(s *settings) { s.limits.Depth = limit.Default.Depth }, "depth", limit.Default.Depth,
		},
		"aliases": {
			posted("{dataset{" + numbered("a%d:descriptionEn ", 3_000) + "}}"),
			func(s *settings) { s.limits.Aliases = limit.Default.Aliases }, "number of aliases", limit.Default.Aliases,
		},
		"bytes of an alias": {
			posted("{provinces(first:100){nodes{" + strings.Repeat("a", 20_000) + ":name}}}"),
			func(s *settings) { s.limits.AliasBytes = limit.Default.AliasBytes }, "longest alias", limit.Default.AliasBytes,
		},
		"root fields": {
			posted("{" + numbered(`a%d:compare(left:{province:"quang-nam",year:2024},right:{province:"binh-dinh",year:2024}){targets{verdict}}`, 60) + "}"),
			func(s *settings) { s.limits.RootFields = limit.Default.RootFields }, "number of root fields", limit.Default.RootFields,
		},
		"directives, which are judged wherever a fragment is spread": {
			posted("{" + numbered("a%d:dataset{...f}", 900) + "}fragment f on Dataset{" + strings.Repeat("release@include(if:true)@skip(if:false) ", 100) + "}"),
			func(s *settings) { s.limits.Directives = limit.Default.Directives }, "number of directives", limit.Default.Directives,
		},
		"fragment spreads, which are put in place for each type of object": {
			posted("{nodes(ids:[]){" + strings.Repeat("...{id} ", 2_000) + "}}"),
			func(s *settings) { s.limits.Spreads = limit.Default.Spreads }, "number of fragment spreads", limit.Default.Spreads,
		},
		"fields, which are planned for each type of object": {
			posted("{nodes(ids:[]){" + numbered("a%d:id ", 1_500) + "}}"),
			func(s *settings) { s.limits.Fields = limit.Default.Fields }, "number of fields", limit.Default.Fields,
		},
		"page size": {
			posted("{targets(first:100){nodes{id wording measures{level value condition}}}}"),
			func(s *settings) { s.limits.PageSize = 5 }, "page size", 5,
		},
		"depth of values": {
			`{"query":"` + listed + `","variables":{"a":[` + strings.Repeat(strings.Repeat("[", 1_000)+strings.Repeat("]", 1_000)+",", 200) + `0]}}`,
			func(s *settings) { s.limits.InputDepth = limit.Default.InputDepth }, "depth of a value", limit.Default.InputDepth,
		},
		"length of lists": {
			`{"query":"` + listed + `","variables":{"a":[` + strings.Repeat(`{"a":1},`, 60_000) + `0]}}`,
			func(s *settings) { s.limits.InputList = limit.Default.InputList }, "length of a list", limit.Default.InputList,
		},
		"values of variables": {
			`{"query":"{dataset{release}}","variables":{` + numbered(`"a%d":{"b":0},`, 50_000) + `"a":0}}`,
			func(s *settings) { s.limits.InputValues = limit.Default.InputValues }, "number of values in variables", limit.Default.InputValues,
		},
		"cost": {
			posted("{provinces(first:100){nodes{planYears{targets{wording measures{printed sources{document{title} lines}}} outcomes{wording sources{document{title} lines}}}}}}"),
			func(s *settings) { s.limits.Cost = limit.Default.Cost }, "cost", limit.Default.Cost,
		},
		"values answered": {
			posted(`{planYear(province:"quang-nam",year:2023){outcomes{planYear{outcomes{id unit}}}}}`),
			func(s *settings) { s.values = 3_000 }, "number of values answered", 3_000,
		},
		"bytes answered": {
			posted(longKeys),
			func(s *settings) { s.answerBytes = 1 << 20 }, "answer in bytes", 1 << 20,
		},
	}
	plans := shippedStore(t)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			limited := unlimited()
			tt.only(&limited)
			refused, refusing := allocated(t, plans, limited, tt.body)
			var answer struct {
				Errors []struct {
					Extensions struct {
						Code, Limit, RequestID string
						Asked, Allowed         int
					}
				}
			}
			if err := json.Unmarshal(refused.Body.Bytes(), &answer); err != nil || len(answer.Errors) != 1 {
				t.Fatalf("%v: %.300s", err, refused.Body)
			}
			got := answer.Errors[0].Extensions
			if got.Code != limit.Code || got.Limit != tt.name || got.Allowed != tt.allowed || got.Asked <= tt.allowed || got.RequestID == "" {
				t.Errorf("%+v", got)
			}
			lifted, answering := allocated(t, plans, unlimited(), tt.body)
			if strings.Contains(lifted.Body.String(), limit.Code+`","limit":"`+tt.name) {
				t.Errorf("refused without the limit: %.300s", lifted.Body)
			}
			t.Logf("%d KB with the limit, %d KB without", refusing>>10, answering>>10)
			if answering < 5*refusing {
				t.Errorf("%d bytes are allocated with the limit, %d without", refusing, answering)
			}
		})
	}
}

// allocated returns the answer to a request and how many bytes were allocated for it.
func allocated(t *testing.T, plans *store.Store, s settings, body string) (*httptest.ResponseRecorder, uint64) {
	t.Helper()
	s.cacheBytes = 0
	handler := handlerWith(t, plans, s)
	sendPost(handler, posted(`{planYears(first:100){nodes{targets{id} outcomes{id}}}}`)) // loads the records into memory, which is not to be measured
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	answer := sendPost(handler, body)
	runtime.ReadMemStats(&after)
	return answer, after.TotalAlloc - before.TotalAlloc
}
