package document

import (
	"cmp"
	"errors"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/lexer"
	"github.com/vektah/gqlparser/v2/parser"

	"doichieu/limit"
)

// Parse reads a document whose text passes no limit. The error is a
// *limit.Exceeded, or a *gqlerror.Error that tells what is no GraphQL.
func Parse(document string, limits limit.Limits) (*ast.QueryDocument, error) {
	read, problem := readText(document, limits.Tokens)
	if problem != nil {
		return nil, problem
	}
	if err := limit.CheckTokens(read.source, limits); err != nil {
		return nil, err
	}
	doc, err := parser.ParseQuery(&ast.Source{Input: read.source})
	if err != nil {
		return nil, cmp.Or(noToken(read.source), asProblem(err))
	}
	for _, fragment := range doc.Fragments {
		if len(fragment.VariableDefinition) > 0 {
			return nil, gqlerror.ErrorPosf(fragment.Position, `Expected "on", found "(": fragments take no variables.`)
		}
	}
	if len(read.blocks) > 0 {
		eachValue(doc, func(value *ast.Value) {
			if value.Kind == ast.BlockValue {
				value.Raw = blockValue(read.blocks[value.Position.Start])
			}
		})
	}
	return doc, nil
}

// noToken tells what in a document is no token, of which the parser says only
// that it did not expect it; nil when all are tokens.
func noToken(source string) *gqlerror.Error {
	scanner := lexer.New(&ast.Source{Input: source})
	for {
		token, err := scanner.ReadToken()
		if err != nil {
			return asProblem(err)
		}
		if token.Kind == lexer.EOF {
			return nil
		}
	}
}

func asProblem(err error) *gqlerror.Error {
	var problem *gqlerror.Error
	if errors.As(err, &problem) {
		return problem
	}
	return gqlerror.Wrap(err)
}

// eachValue visits every value that is written in a document.
func eachValue(doc *ast.QueryDocument, visit func(*ast.Value)) {
	for _, operation := range doc.Operations {
		for _, variable := range operation.VariableDefinitions {
			valuesIn(variable.DefaultValue, visit)
			valuesOf(variable.Directives, visit)
		}
		valuesOf(operation.Directives, visit)
		valuesAmong(operation.SelectionSet, visit)
	}
	for _, fragment := range doc.Fragments {
		valuesOf(fragment.Directives, visit)
		valuesAmong(fragment.SelectionSet, visit)
	}
}

func valuesAmong(set ast.SelectionSet, visit func(*ast.Value)) {
	for _, selected := range set {
		switch s := selected.(type) {
		case *ast.Field:
			for _, argument := range s.Arguments {
				valuesIn(argument.Value, visit)
			}
			valuesOf(s.Directives, visit)
			valuesAmong(s.SelectionSet, visit)
		case *ast.InlineFragment:
			valuesOf(s.Directives, visit)
			valuesAmong(s.SelectionSet, visit)
		case *ast.FragmentSpread:
			valuesOf(s.Directives, visit)
		}
	}
}

func valuesOf(directives ast.DirectiveList, visit func(*ast.Value)) {
	for _, directive := range directives {
		for _, argument := range directive.Arguments {
			valuesIn(argument.Value, visit)
		}
	}
}

func valuesIn(value *ast.Value, visit func(*ast.Value)) {
	if value == nil {
		return
	}
	visit(value)
	for _, child := range value.Children {
		valuesIn(child.Value, visit)
	}
}

// shown is how much of a value or a name is shown in a message.
const shown = 100

// clip shortens a text for a message.
func clip(text string) string {
	if len(text) <= shown {
		return text
	}
	return strings.ToValidUTF8(text[:shown], "") + "…"
}

// quoted is a text in quotes.
func quoted(text string) string { return `"` + clip(text) + `"` }
