package limit

import (
	"cmp"
	"encoding/json"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/lexer"
	"github.com/vektah/gqlparser/v2/parser"
)

// inputs are the largest of the values that a request is given.
type inputs struct {
	depth, list int
	page        page
}

// page is the largest page that is asked for, and by which argument.
type page struct {
	size     int
	argument string
}

// measure notes how deep a literal is, and how long the lists in it.
func (i *inputs) measure(value *ast.Value) { i.depth = max(i.depth, i.depthOf(value)) }

func (i *inputs) depthOf(value *ast.Value) int {
	switch value.Kind {
	case ast.ListValue:
		i.list = max(i.list, len(value.Children))
	case ast.ObjectValue:
	default:
		return 0
	}
	deepest := 0
	for _, child := range value.Children {
		deepest = max(deepest, i.depthOf(child.Value))
	}
	return deepest + 1
}

func (i *inputs) check(limits Limits) error {
	if i.page.size > limits.PageSize {
		return &Exceeded{What: "page size", Asked: i.page.size, Allowed: limits.PageSize, Argument: i.page.argument}
	}
	return cmp.Or(
		exceeds(inputDepth, i.depth, limits.InputDepth),
		exceeds(inputList, i.list, limits.InputList),
	)
}

// CheckTokens judges the text of a document before it is parsed. It stops at
// the first limit that is passed, and at what is no token: parsing tells that.
// What nests deeper than the parser goes cannot be measured in its tree.
func CheckTokens(document string, limits Limits) error {
	scanner := lexer.New(&ast.Source{Input: document})
	nested := 0
	for count := 1; ; count++ {
		token, err := scanner.ReadToken()
		if err != nil || token.Kind == lexer.EOF {
			return nil
		}
		if count > limits.Tokens {
			return &Exceeded{What: "number of tokens", Asked: count, Allowed: limits.Tokens, Counted: true}
		}
		switch token.Kind {
		case lexer.Name:
			if err := exceeds("longest name", len(token.Value), limits.NameBytes); err != nil {
				return err
			}
		case lexer.BraceL, lexer.BracketL:
			if nested++; nested > parser.MaxNestingDepth {
				return &Exceeded{What: depth, Asked: nested, Allowed: min(limits.Depth, parser.MaxNestingDepth), Counted: true}
			}
		case lexer.BraceR, lexer.BracketR:
			nested--
		}
	}
}

// measure tells how much an argument asks for, by its literal or its variable.
type measure struct {
	literal  func(*ast.Value) int
	variable func(any) int
}

// asNumber reads whatever may be taken for a whole number; what is none is 0.
var asNumber = measure{
	literal: func(v *ast.Value) int {
		switch v.Kind {
		case ast.IntValue, ast.FloatValue, ast.StringValue, ast.BlockValue:
			return number(v.Raw)
		default:
			return 0
		}
	},
	variable: func(v any) int {
		switch v := v.(type) {
		case string:
			return number(v)
		case json.Number:
			return number(v.String())
		default:
			return 0
		}
	},
}

// longestNumber is beyond every number that is allowed, however it is written.
const longestNumber = 32

func number(text string) int {
	if len(text) > longestNumber {
		return huge
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0
	}
	return int(min(max(n, 1), huge))
}

// asList counts the entries of a list; a single value is a list of one.
var asList = measure{
	literal: func(v *ast.Value) int {
		switch v.Kind {
		case ast.ListValue:
			return len(v.Children)
		case ast.NullValue:
			return 0
		default:
			return 1
		}
	},
	variable: func(v any) int {
		switch v := v.(type) {
		case nil:
			return 0
		case []any:
			return len(v)
		case List:
			return v.Len
		default:
			return 1
		}
	},
}

// most measures an argument: the largest of the values that it may have, 0
// when it has none. A variable that is not given has the default of one of the
// operations.
func (w *walker) most(argument *ast.Argument, how measure) int {
	switch {
	case argument == nil:
		return 0
	case argument.Value.Kind != ast.Variable:
		return how.literal(argument.Value)
	}
	w.varies = true
	if given, ok := w.variables[argument.Value.Raw]; ok {
		return how.variable(given)
	}
	most := 0
	for _, value := range w.defaults[argument.Value.Raw] {
		most = max(most, how.literal(value))
	}
	return most
}
