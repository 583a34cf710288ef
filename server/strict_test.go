package main

import (
	"net/http/httptest"
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
				body := `{"query":"` + strings.ReplaceAll(tt.query, `"`, `\"`) + `","variables":` + tt.variables + `}`
				request := httptest.NewRequest("POST", "/graphql", strings.NewReader(body))
				got := send(handler, request, "Content-Type", "application/json").Body.String()
				if !strings.Contains(got, tt.part) || strings.Contains(got, "INTERNAL") {
					t.Error(got)
				}
			}
		})
	}
}
