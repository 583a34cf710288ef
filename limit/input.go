package limit

import (
	"cmp"
	"encoding/json"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/lexer"
	"github.com/vektah/gqlparser/v2/parser"
)

// inputs are the largest values among the arguments of a document.
type inputs struct {
	depth, list int
	page        page
}

// page is the size of the largest page, and the argument that asks for it.
type page struct {
	size     int
	argument string
}

// measure records the nesting of a literal and the lengths of the lists in it.
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

// CheckTokens checks the text of a document before it is parsed. It returns an
// *Exceeded for the first limit that is exceeded. It stops without an error at
// an invalid token, which the parser reports. The nesting of braces and brackets is
// limited here too, since the parser gives up on text that nests too deeply.
func CheckTokens(document string, limits Limits) error {
	scanner := lexer.New(&ast.Source{Input: document})
	nesting := 0
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
			if nesting++; nesting > parser.MaxNestingDepth {
				return &Exceeded{What: depth, Asked: nesting, Allowed: min(limits.Depth, parser.MaxNestingDepth), Counted: true}
			}
		case lexer.BraceR, lexer.BracketR:
			nesting--
		}
	}
}

// measure determines how much an argument asks for, from a literal or from the
// value of a variable.
type measure struct {
	literal  func(*ast.Value) int
	variable func(any) int
}

// asNumber reads any value that could be coerced to an integer. Other values
// are 0.
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

// longestNumber is the length, in bytes, beyond which a number counts as huge.
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

// largest measures the largest value that an argument may have, or 0 when it is
// left out. A variable without a value has the default of one of the operations.
func (w *walker) largest(argument *ast.Argument, how measure) int {
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
	size := 0
	for _, value := range w.defaults[argument.Value.Raw] {
		size = max(size, how.literal(value))
	}
	return size
}
