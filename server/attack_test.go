package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"doichieu/transport"
)

// attack is a request that is made to overload a server: the body of a POST, or the
// target of a GET.
type attack struct {
	name    string
	request string
}

func (a attack) send(handler http.Handler) *httptest.ResponseRecorder {
	if strings.HasPrefix(a.request, "/") {
		return send(handler, httptest.NewRequest(http.MethodGet, a.request, nil), "Accept-Encoding", "gzip")
	}
	return sendPost(handler, a.request, "Accept-Encoding", "gzip", "Accept", transport.MediaType)
}

// megabyte is about the largest body that the default settings allow.
const megabyte = 1<<20 - 200

// posted returns the body of a POST with a document.
func posted(document string) string {
	encoded, err := json.Marshal(map[string]string{"query": document})
	if err != nil {
		panic(err)
	}
	return string(encoded)
}

// stuffed repeats a part until the body nearly has the size of megabyte.
func stuffed(before, part, after string) string {
	return before + strings.Repeat(part, (megabyte-len(before)-len(after))/len(part)) + after
}

// numbered repeats a pattern n times, formatted with the numbers from 0.
func numbered(pattern string, n int) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, pattern, i)
	}
	return out.String()
}

// doubling returns a document with n fragments, each of which spreads the next one
// twice.
func doubling(root string, n int) string {
	var out strings.Builder
	out.WriteString(root)
	for i := range n {
		fmt.Fprintf(&out, " fragment f%d on Dataset { ...f%d ...f%[2]d }", i, i+1)
	}
	fmt.Fprintf(&out, " fragment f%d on Dataset { release }", n)
	return out.String()
}

// operationsOverFragment returns a body with k operations that spread one fragment,
// which has fields between before and after.
func operationsOverFragment(k int, before, fields, after string) string {
	return `{"operationName":"q0",` + posted(numbered("query q%d{...f}", k) + "fragment f on Query{" + before + fields + after + "}")[1:]
}

// chain returns n fragments, each of which has fields and spreads the next one.
func chain(n int, fields string) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, " fragment f%d on Dataset{%s...f%d}", i, fields, i+1)
	}
	fmt.Fprintf(&out, " fragment f%d on Dataset{release}", n)
	return out.String()
}

// year is a field of a plan year with many records.
const year = `planYear(province:"quang-nam",year:2023)`

// manyPairs returns documents in which many fields have the same response name, so
// that validation has very many pairs of fields to compare.
func manyPairs() []attack {
	return []attack{
		{"unknown fields that answer under one name", operationsOverFragment(1, "dataset{", numbered("x(a:%d)", 950), "}")},
		{"the same in four operations", operationsOverFragment(4, "dataset{", numbered("x(a:%d)", 950), "}")},
		{"the same in twenty operations", operationsOverFragment(20, "dataset{", numbered("x(a:%d)", 950), "}")},
		{"known fields that answer under one name", operationsOverFragment(1, "", numbered(`targets(pillar:SOCIETY,indicator:"abc%d"){id}`, 450), "")},
		{"the same in four operations, known", operationsOverFragment(4, "", numbered(`targets(pillar:SOCIETY,indicator:"abc%d"){id}`, 450), "")},
		{"the same in twenty operations, known", operationsOverFragment(20, "", numbered(`targets(pillar:SOCIETY,indicator:"abc%d"){id}`, 450), "")},
		{"known fields that answer under one name in a plan year", operationsOverFragment(20, year+"{", numbered(`targets(indicator:"abc%d"){id}`, 450), "}")},
		{"known fields that are equal", operationsOverFragment(20, year+"{", strings.Repeat(`targets(indicator:"abc"){id}`, 450), "}")},
		{"equal fields in twenty operations", operationsOverFragment(20, "dataset{", strings.Repeat("documents{slug} ", 450), "}")},
		{"unknown fields with long names in twenty operations", operationsOverFragment(20, "dataset{", numbered(strings.Repeat("release", 16)+"%d ", 450), "}")},
	}
}

// attacks returns the most expensive requests that are known.
func attacks() []attack {
	refs := strings.Repeat(`{province:"quang-nam",year:2023},{province:"binh-dinh",year:2024},`, 50)
	comparison := `compare(left:{province:"quang-nam",year:2023},right:{province:"quang-nam",year:2024})`
	return append(manyPairs(), []attack{
		// Text
		{"a megabyte of spaces", posted(stuffed("{dataset{release}", " ", "}"))},
		{"a megabyte of lines", posted(stuffed("{dataset{release}", ",", "}"))},
		{"a megabyte of comments", stuffed(`{"query":"{dataset{release}}`, `#\n`, `"}`)},
		{"one long comment", stuffed(`{"query":"{dataset{release}} #`, "a", `"}`)},
		{"one long name", stuffed(`{"query":"{dataset{`, "a", `}}"}`)},
		{"one long string", stuffed(`{"query":"{province(slug:\"`, "a", `\"){id}}"}`)},
		{"one long string where none may stand", stuffed(`{"query":"{ \"`, "a", `\"}"}`)},
		{"one long string of escapes", stuffed(`{"query":"{province(slug:\"`, `\\n`, `\"){id}}"}`)},
		{"one long block string", stuffed(`{"query":"{province(slug:\"\"\"`, `\n `, `\"\"\"){id}}"}`)},
		{"quotes in a block string", stuffed(`{"query":"{province(slug:\"\"\"`, `\"\" `, `\"\"\"){id}}"}`)},
		{"one long number", stuffed(`{"query":"{planYear(province:\"a\",year:`, "9", `){id}}"}`)},
		{"a long search", posted(`{search(text:"` + strings.Repeat("chuyển đổi số ", 700) + `"){totalCount}}`)},
		{"a search of letters", posted(`{search(text:"` + strings.Repeat("a b c d e ", 990) + `",first:100){totalCount nodes{__typename}}}`)},

		// Documents
		{"braces", stuffed(`{"query":"`, "{a", `"}`)},
		{"brackets", stuffed(`{"query":"{a(b:`, "[", `"}`)},
		{"objects", stuffed(`{"query":"{a(b:`, "{a:", `"}`)},
		{"as deep as can be parsed", posted("{" + strings.Repeat("a{", 990) + "a" + strings.Repeat("}", 991))},
		{"fields", stuffed(`{"query":"{dataset{`, "release ", `}}"}`)},
		{"as many fields as are allowed", posted("{dataset{" + strings.Repeat("release ", 990) + "}}")},
		{"fields with arguments", posted("{" + strings.Repeat(`targets(first:1,where:{province:"a",year:1}){totalCount} `, 400) + "}")},
		{"unused fragments of many fields", posted("{dataset{release}}" + numbered(" fragment f%d on Dataset {"+strings.Repeat("release ", 1_900)+"}", 5))},
		{"aliases", stuffed(`{"query":"{`, "a:dataset{release} ", `}"}`)},
		{"unknown fields", posted("{dataset{" + numbered("releasex%d ", 990) + "}}")},
		{"unknown fields with long names", posted("{dataset{" + numbered(strings.Repeat("release", 16)+"%d ", 990) + "}}")},
		{"unknown types", posted("{dataset{" + numbered("...on Provincf%d{id} ", 190) + "}}")},
		{"unknown types of variables", posted("query(" + numbered("$a%d:Provincf ", 2_400) + "){dataset{release}}")},
		{"unknown arguments", posted("{dataset(" + numbered("releasf%d:1 ", 3_300) + "){release}}")},
		{"unknown directives", posted("{dataset{release " + numbered("@includf%d ", 45) + "}}")},
		{"directives", stuffed(`{"query":"{dataset{release `, "@include(if:true) ", `}}"}`)},
		{"fragments that double", posted(doubling("{dataset{...f0}}", 26))},
		{"unused fragments that double", posted(doubling("{dataset{release}}", 26))},
		{"fragments around nothing that double", posted(strings.ReplaceAll(doubling("{dataset{...f0}}", 26), "release", "...nowhere"))},
		{"fragments in a circle", posted("{dataset{...f0}}" + numbered(" fragment f%d on Dataset{...f0 ...f1 ...f2 ...f3}", 45))},
		{"many fragments", posted("{dataset{release}}" + numbered(" fragment f%d on Dataset{release}", 1_400))},
		{"many operations", posted(numbered("query q%d{dataset{release}}", 1_600))},
		{"inline fragments", posted("{dataset{" + strings.Repeat("...{", 990) + "release" + strings.Repeat("}", 992))},
		{"defaults that are long lists", posted("query($i:[ID!]!=[" + strings.Repeat(`1 `, 3_000) + "]){" + strings.Repeat("targets(first:$i){totalCount}", 400) + "}")},
		{"variables of many operations", posted("query(" + numbered("$a%d:Int=1 ", 1_200) + "){" + strings.Repeat("targets(first:$a9){totalCount}", 400) + "}")},
		{"introspection within itself", posted("{__schema{types{fields{type{fields{type{fields{type{fields{type{fields{name}}}}}}}}}}}}")},
		{"introspection of everything", posted("{__schema{types{name fields{name description type{name kind ofType{name kind ofType{name kind}}}}}}}")},

		{"fields of different objects", operationsOverFragment(20, `nodes(ids:["a"]){`, numbered("...on Target{a:id}...on Outcome{a:id}...on Task{a:id b%d:id}...on Target{id}", 45), "}")},
		{"fields within each other that differ at the end", operationsOverFragment(20, "dataset{", strings.Repeat("documents{province{mergedInto{mergedInto{mergedInto{id}}}}}", 160), "}")},
		{"directives at each field", operationsOverFragment(20, "dataset{", strings.Repeat("release@skip(if:false) ", 49), "}")},
		{"variables used often", posted("query(" + numbered("$a%d:String ", 1_200) + "){" + numbered("tasks(where:{agency:$a%[1]d}){totalCount} ", 490) + "}")},
		{"variables used in lists", posted(numbered("query q%d("+strings.Repeat("$b:Int ", 30)+"){...f}", 20) + "fragment f on Query{" + numbered("nodes(ids:["+numbered("$a%d ", 190)+"]){id} n%d:__typename ", 15) + "}")},
		{"undefined variables in twenty operations", posted(numbered("query q%d{...f}", 20) + "fragment f on Query{" + strings.Repeat("nodes(ids:["+numbered("$a%d ", 190)+"]){id} ", 15) + "}")},
		{"a chain of fragments in every operation", posted(numbered("query q%d{dataset{...f0}}", 20) + chain(170, "release "))},
		{"a chain of fragments with many fields", posted(numbered("query q%d{dataset{...f0}}", 20) + chain(100, strings.Repeat("release ", 9)))},
		{"a chain of unused fragments", posted("{dataset{release}}" + chain(190, "releasf "))},
		{"values within each other", posted("{" + strings.Repeat(`targets(where:{province:[[[["a"]]]]}){totalCount} `, 300) + "}")},
		{"long lists of wrong values", posted("{" + strings.Repeat("nodes(ids:["+strings.Repeat("{a:1}", 190)+"]){id} ", 8) + "}")},
		{"long numbers", posted("{" + strings.Repeat("targets(first:"+strings.Repeat("9", 40_000)+"){totalCount} ", 20) + "}")},
		{"long strings where numbers are expected", posted("{" + strings.Repeat(`targets(first:"`+strings.Repeat("a", 40_000)+`"){totalCount} `, 20) + "}")},
		{"unknown directives after a megabyte", posted("#" + strings.Repeat("é", 450_000) + "\n{dataset{release " + numbered("@ a%d ", 49) + "}}")},
		{"wrong values after a megabyte", posted("#" + strings.Repeat("é", 450_000) + "\n{nodes(ids:[" + strings.Repeat(`{a:1} `, 190) + `]){id} targets(where:{province:[` + strings.Repeat(`"a" `, 190) + `]}){totalCount}}`)},
		{"wrong block strings after a megabyte", posted("#" + strings.Repeat("é", 450_000) + "\n{" + strings.Repeat(`planYear(province:"a",year:"""a"""){id}`, 19) + "}")},
		{"half characters", stuffed(`{"query":"{province(slug:\"`, `\\u0041`, `\\ud800\"){id}}"}`)},
		{"block strings one after the other", stuffed(`{"query":"{nodes(ids:[`, `\"\"\"a\"\"\"`, `]){id}}"}`)},
		{"a directive that many arguments are given to", posted("{dataset{release@skip(" + strings.Repeat("if:true ", 3_000) + ")}}")},
		{"fields of an input given often", posted("{targets(where:{" + strings.Repeat("year:1 ", 3_000) + "}){totalCount}}")},
		{"unknown fields of an input", posted("{targets(where:{" + numbered("yeer%d:1 ", 3_000) + "}){totalCount}}")},

		// Variables
		{"variables of nested lists", stuffed(`{"query":"{dataset{release}}","variables":{"a":`, "[", `}}`)},
		{"well-formed nested lists", `{"query":"{dataset{release}}","variables":{"a":` + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + `}}`},
		{"a list of empty lists", stuffed(`{"query":"{dataset{release}}","variables":{"a":[`, "[],", `[]]}}`)},
		{"a list of empty objects", stuffed(`{"query":"{dataset{release}}","variables":{"a":[`, "{},", `{}]}}`)},
		{"many variables", `{"query":"{dataset{release}}","variables":{` + numbered(`"a%d":1,`, 60_000) + `"a":1}}`},
		{"a long list of ids", `{"query":"query($i:[ID!]!){nodes(ids:$i){id}}","variables":{"i":[` + numbered(`"%d",`, 80_000) + `"a"]}}`},
		{"a long number in variables", stuffed(`{"query":"query($y:Int!){planYear(province:\"a\",year:$y){id}}","variables":{"y":`, "9", `}}`)},
		{"a long text in variables", stuffed(`{"query":"query($s:String!){province(slug:$s){id}}","variables":{"s":"`, "a", `"}}`)},
		{"a long text for an enumeration", stuffed(`{"query":"query($p:Pillar){indicators(where:{pillar:$p}){totalCount}}","variables":{"p":"`, "a", `"}}`)},
		{"a long page size used often", stuffed(`{"query":"query($n:Int){`+strings.Repeat("targets(first:$n){totalCount}", 400)+`}","variables":{"n":"`, "9", `"}}`)},
		{"a long operation name", stuffed(`{"query":"{dataset{release}}","operationName":"`, "a", `"}`)},
		{"a long cursor", stuffed(`{"query":"query($c:String){targets(after:$c){totalCount nodes{id}}}","variables":{"c":"`, "eyJrIjoiYSJ9", `"}}`)},
		{"many keys", "{" + numbered(`"k%d":1,`, 70_000) + `"query":"{dataset{release}}"}`},
		{"extensions", stuffed(`{"query":"{dataset{release}}","extensions":{"persistedQuery":[`, "{},", `{}]}}`)},

		// Answers
		{"lists within lists", posted("{" + year + "{outcomes{planYear{outcomes{planYear{outcomes{id}}}}}}}")},
		{"lists within a list", posted("{" + year + "{outcomes{planYear{outcomes{id}}}}}")},
		{"as many values as are allowed", posted("{" + year + "{outcomes{planYear{outcomes{id unit level asOf qualifier}}}}}")},
		{"a matrix", posted("{matrix(planYears:[" + refs + "]){rows{indicator{nameEn} cells{planYear{id} target{wording measures{condition}} outcome{id}}}}}")},
		{"a matrix, twenty times", posted("{" + numbered("m%d:matrix(planYears:["+refs[:len(refs)/4]+"]){rows{cells{target{id} outcome{id}}}} ", 19) + "}")},
		{"comparisons", posted("{" + numbered("c%d:"+comparison+"{targets{left{wording}right{wording}} outcomes{left{id}right{id}} tasks{left{title}right{title}}} ", 19) + "}")},
		{"whole plan years", posted("{" + numbered("y%d:"+year+"{targets{wording measures{sources{lines}}} outcomes{id sources{lines}} tasks{title sources{lines}}} ", 19) + "}")},
		{"whole pages", posted(`{targets(first:100){nodes{planYear{targets{id wording}}}}}`)},
		{"long texts", posted("{" + numbered("d%d:dataset{description descriptionEn licence citation} ", 19) + "}")},
		{"filters by unknown names", posted("{" + numbered(`t%d:tasks(where:{agency:"`+strings.Repeat("so-", 30)+`%[1]d",document:"`+strings.Repeat("ke-", 30)+`%[1]d"}){totalCount} `, 19) + "}")},
		{"searches", posted("{" + numbered(`s%d:search(text:"so",first:100){totalCount nodes{record{id}}} `, 19) + "}")},
		{"searches for a text that grows", `{"query":"query($t:String!){` + numbered(`s%d:search(text:$t){totalCount}`, 19) + `}","variables":{"t":"` + strings.Repeat("\ufdfa", 10_000) + `"}}`},
		{"searches for marks", `{"query":"query($t:String!){` + numbered(`s%d:search(text:$t){totalCount}`, 19) + `}","variables":{"t":"a` + strings.Repeat("\u0301", 9_999) + `"}}`},
		{"provinces that people type", posted("{" + numbered(`t%d:tasks(where:{province:"Bà Rịa Vũng Tàu `+strings.Repeat("tinh ", 14)+`%[1]d",agency:"so ke hoach va dau tu va so %[1]d"}){totalCount} `, 19) + "}")},
		{"progress", posted("{" + numbered(`p%d:progress(province:"quang-nam",year:2023){outcomesWithoutTarget{id sources{lines}} targets{target{wording} measures{otherOutcomes{id}}}} `, 19) + "}")},
		{"downloads", "/download/dataset.zip"},
		{"a matrix as CSV", "/csv/matrix?" + strings.Repeat("planYear=quang-nam/2023&planYear=binh-dinh/2024&", 50)},
		{"a long list as CSV", "/csv/outcomes"},
		{"a long address", "/graphql?query=" + url.QueryEscape("{dataset{release}"+strings.Repeat(" ", 60_000)+"}")},
		{"deep provinces", posted(`{provinces(first:100){nodes{mergedFrom{mergedInto{mergedFrom{mergedInto{mergedFrom{id}}}}}}}}`)},
	}...)
}
