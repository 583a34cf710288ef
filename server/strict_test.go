package main

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"doichieu/store/storetest"
)

// What would find nothing, or panic, is the asker's mistake.
func TestVariablesAreExact(t *testing.T) {
	handler := handlerOver(t, storetest.Fill(t, storetest.Open(t, storetest.SQLiteURL(t))))
	for name, tt := range map[string]struct{ query, variables, part string }{
		"a value of an enumeration":         {`query($p:Pillar){targets(where:{pillar:$p}){totalCount}}`, `{"p":"GOVERNMENT"}`, `"totalCount":43`},
		"in another case":                   {`query($p:Pillar){targets(where:{pillar:$p}){totalCount}}`, `{"p":"government"}`, `government is not a valid Pillar`},
		"in a list":                         {`query($k:[SearchKind!]){search(text:"so",kinds:$k){totalCount}}`, `{"k":["TASK","target"]}`, `"path":["variable","k",1]`},
		"one for a list":                    {`query($k:[SearchKind!]){search(text:"so",kinds:$k){totalCount}}`, `{"k":"target"}`, `target is not a valid SearchKind`},
		"in an object":                      {`query($o:TargetOrder){targets(orderBy:$o){totalCount}}`, `{"o":{"field":"indicator"}}`, `"path":["variable","o","field"]`},
		"null where it may be":              {`query($w:TargetWhere){targets(where:$w){totalCount}}`, `{"w":{"pillar":null}}`, `"totalCount":173`},
		"null that decides about a field":   {`query($x:Boolean=true){dataset{licence @include(if:$x)}}`, `{"x":null}`, `cannot be null where it decides`},
		"the default that decides about it": {`query($x:Boolean=true){dataset{licence @include(if:$x)}}`, `{}`, `"licence"`},
	} {
		t.Run(name, func(t *testing.T) {
			for range 2 { // the second time the document is known
				got := postVariables(handler, tt.query, tt.variables)
				if !strings.Contains(got, tt.part) || strings.Contains(got, "INTERNAL") {
					t.Error(got)
				}
			}
		})
	}
}

// However references to plan years are written, they are read as gqlgen reads them.
func TestListsOfReferences(t *testing.T) {
	plans := storetest.Fill(t, storetest.Open(t, storetest.SQLiteURL(t)))
	byGqlgen := defaultSettings()
	byGqlgen.execution = plain
	own, other := handlerOver(t, plans), handlerWith(t, plans, byGqlgen)
	query := `query($p:[PlanYearRef!]!){matrix(planYears:$p,indicators:[]){planYears{id}}}`
	for list, part := range map[string]string{
		`[{"province":"binh-dinh","year":2024},{"year":2024,"province":"quang-nam"}]`: `[{"id":"binh-dinh/2024"},{"id":"quang-nam/2024"}]`,
		`[ {"province" : "binh\u002ddinh", "year" : 2024} ]`:                          `[{"id":"binh-dinh/2024"}]`,
		`[{"province":"binh-dinh","year":2023,"year":2024}]`:                          `[{"id":"binh-dinh/2024"}]`,
		`[{"province":"binh-dinh","year":2.024e3}]`:                                   `errors`,
		`[{"province":"binh-dinh","year":"2024"}]`:                                    `[{"id":"binh-dinh/2024"}]`,
		`[{"province":"binh-dinh","year":2024},{"province":"nowhere","year":2024}]`:   `There is no province`,
		`[{"province":"binh-dinh"}]`:                                                  `"path":["variable","p",0,"year"]`,
		`[{"province":"binh-dinh","year":2024},{"province":1,"year":2024}]`:           `There is no province`,
		`[{"province":"binh-dinh","year":2024,"month":1}]`:                            `unknown field`,
		`[{"province":"binh-dinh","year":99999999999}]`:                               `errors`,
		`[null]`:                               `cannot be null`,
		`[]`:                                   `At least one plan year is needed.`,
		`[[]]`:                                 `errors`,
		`{"province":"binh-dinh","year":2024}`: `[{"id":"binh-dinh/2024"}]`,
	} {
		t.Run(list, func(t *testing.T) {
			for range 2 { // the second time the document is known
				got, want := postVariables(own, query, `{"p":`+list+`}`), postVariables(other, query, `{"p":`+list+`}`)
				if got != want || !strings.Contains(got, part) || strings.Contains(got, "INTERNAL") {
					t.Errorf("%s\nnot %s", got, want)
				}
			}
		})
	}
}

func postVariables(handler http.Handler, query, variables string) string {
	body := `{"query":"` + strings.ReplaceAll(query, `"`, `\"`) + `","variables":` + variables + `}`
	return requestID.ReplaceAllString(sendPost(handler, body).Body.String(), "")
}

var requestID = regexp.MustCompile(`,"requestId":"\w+"`)
