package document

import (
	"fmt"
	"strings"
)

// worst is the most expensive document for a rule within the limits.
type worst struct {
	rule  string
	words string
	query string
}

// valid returns the most expensive valid documents.
func valid() []worst {
	const planYear = `planYear(province:"a",year:1)`
	return []worst{
		{"", "470 equal fields with one field each in 20 operations", inTwenty(planYear + "{" + repeated("targets{id} ", 470) + "}")},
		{"", "24 times three fields of different objects in 20 operations",
			repeated(`query q%d{nodes(ids:[1]){...f __typename}} `, 20) + "fragment f on Node{" + repeated("...on Target{a%[1]d:wording}...on Outcome{a%[1]d:wording}...on Task{a%[1]d:title} ", 24) + "}"},
		{"", "a chain of 90 fragments with ten fields each in 20 operations",
			inTwenty("dataset{...g0}") + chained(90, repeated("release ", 9))},
		{"", "2,800 uses of 190 variables, in one operation", "query(" + repeated("$a%d:ID! ", 190) + "){" + repeated("nodes(ids:["+repeated("$a%d ", 190)+"]){id} ", 15) + "}"},
		{"", "30 variables in each of 20 operations, used 2,800 times",
			repeated("query q%d("+repeated("$a%d:ID! ", 30)+"){...f} ", 20) + "fragment f on Query{" + repeated("nodes(ids:["+repeated("$a%d ", 30)+repeated("$a0 ", 100)+"]){id} ", 15) + "}"},
		{"", "long lists of objects", "{matrix(planYears:[" + repeated(`{province:"a" year:%d} `, 190) + `]){planYears{id}} ` + repeated(`c%[1]d:compare(left:{province:"a" year:%[1]d} right:{province:"b" year:1}){targets{verdict}} `, 18) + "}"},
		{"", "introspection of every type in 20 operations", inTwenty("__schema{types{name description fields{name description args{name type{name kind ofType{name kind ofType{name kind}}}} type{name kind ofType{name kind ofType{name kind}}}}}}")},
	}
}

// chained returns fragments, each of which has fields and spreads the next.
func chained(n int, fields string) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, " fragment g%d on Dataset{%s...g%d}", i, fields, i+1)
	}
	fmt.Fprintf(&out, " fragment g%d on Dataset{release}", n)
	return out.String()
}

// repeated returns n copies of a pattern, formatted with the numbers from 0.
func repeated(pattern string, n int) string {
	if !strings.Contains(pattern, "%") {
		return strings.Repeat(pattern, n)
	}
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, pattern, i)
	}
	return out.String()
}

var (
	long   = strings.Repeat("longnames", 13) // with a number it is as long as a name may be
	twenty = repeated("query q%d{...f} ", 20)
)

// inTwenty returns twenty operations that spread one fragment on the query.
func inTwenty(selected string) string { return twenty + "fragment f on Query{" + selected + "}" }

func worstDocuments() []worst {
	return []worst{
		{"UniqueOperationNames", "20 operations of one name", repeated("query "+long+"{__typename} ", 20)},
		{"LoneAnonymousOperation", "20 operations without a name", repeated("{__typename} ", 20)},
		{"SingleFieldSubscriptions", "20 subscriptions of 19 fields",
			repeated("subscription q%d{...f} ", 20) + "fragment f on Query{" + repeated("a%d ", 19) + "}"},
		{"KnownTypeNames", "950 fragments on unknown types with long names", "{__typename} " + repeated("fragment f%[1]d on "+long+"%[1]d{a} ", 950)},
		{"FragmentsOnCompositeTypes", "180 inline fragments on a scalar in 20 operations", inTwenty("dataset{" + repeated("...on Int{a} ", 180) + "}")},
		{"VariablesAreInputTypes", "2,400 variables of an object's type", "query(" + repeated("$a%d:Query ", 2_400) + "){__typename}"},
		{"ScalarLeafs", "950 objects of which nothing is selected in 20 operations", inTwenty("dataset{" + repeated("documents ", 950) + "}")},
		{"FieldsOnCorrectType", "950 unknown fields with long names in 20 operations", inTwenty("dataset{" + repeated(long+"%d ", 950) + "}")},
		{"UniqueFragmentNames", "950 fragments of one name", "{__typename} " + repeated("fragment f on Query{a} ", 950)},
		{"KnownFragmentNames", "180 unknown fragments in 20 operations", inTwenty(repeated("...g%d ", 180))},
		{"NoUnusedFragments", "950 fragments that nothing spreads", "{__typename} " + repeated("fragment f%d on Query{a} ", 950)},
		{"PossibleFragmentSpreads", "180 impossible inline fragments in 20 operations", inTwenty(`node(id:1){` + repeated("...on Dataset{a} ", 180) + "}")},
		{"NoFragmentCycles", "45 fragments of which each spreads four", "{...f0} " + repeated("fragment f%d on Query{...f0 ...f1 ...f43 ...f44} ", 45)},
		{"UniqueVariableNames", "2,400 variables of one name", "query(" + repeated("$a:Int ", 2_400) + "){__typename}"},
		{"NoUndefinedVariables", "2,800 unknown variables in 20 operations", inTwenty(repeated("nodes(ids:["+repeated("$"+long+"%d ", 190)+"]){id} ", 15))},
		{"NoUnusedVariables", "1,200 variables and 2,400 uses of the last", "query(" + repeated("$"+long+"%d:ID ", 1_200) + "){" + repeated("nodes(ids:["+repeated("$"+long+"1199 ", 190)+"]){id} ", 12) + "}"},
		{"VariablesInAllowedPosition", "2,800 variables of a wrong type in 20 operations",
			repeated("query q%d($a:Int){...f} ", 20) + "fragment f on Query{" + repeated("nodes(ids:["+repeated("$a ", 190)+"]){id} ", 15) + "}"},
		{"KnownDirectives", "49 unknown directives in 20 operations", inTwenty("__typename " + repeated("@"+long+"%d ", 49))},
		{"UniqueDirectivesPerLocation", "49 equal directives in 20 operations", inTwenty("__typename " + repeated("@skip(if:true) ", 49))},
		{"KnownArgumentNames", "3,000 unknown arguments with long names in 20 operations", inTwenty("targets(" + repeated(long+"%d:1 ", 3_000) + "){totalCount}")},
		{"UniqueArgumentNames", "3,000 arguments of one name in 20 operations", inTwenty("targets(" + repeated("first:1 ", 3_000) + "){totalCount}")},
		{"ValuesOfCorrectType", "2,500 unknown values of an enumeration in 20 operations", inTwenty(repeated("search(text:\"a\" kinds:["+repeated(long+"%d ", 190)+"]){totalCount} ", 13))},
		{"ProvidedRequiredArguments", "19 fields without their arguments in 20 operations", inTwenty(repeated("planYear{id} ", 19))},
		{"OverlappingFieldsCanBeMerged", "950 fields of one name with different arguments in an operation",
			"query q0{...f} fragment f on Query{dataset{" + repeated("x(a:%d)", 950) + "}}"},
		{"OverlappingFieldsCanBeMerged", "the same in two operations",
			"query q0{...f} query q1{...f} fragment f on Query{dataset{" + repeated("x(a:%d)", 950) + "}}"},
		{"UniqueInputFieldNames", "3,000 fields of one name in 20 operations", inTwenty("targets(where:{" + repeated("year:1 ", 3_000) + "}){totalCount}")},
		{"MaxIntrospectionDepth", "a chain of 90 fragments in introspection in 20 operations",
			inTwenty("__schema{types{...g0}}") + repeated(" fragment g%d on __Type{name kind ...h%[1]d} fragment h%[1]d on __Type{name}", 90)},
	}
}
