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

// Parse parses the text of a document within limits. The error is a *limit.Exceeded,
// or a *gqlerror.Error for a syntax error.
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
		return nil, cmp.Or(lexError(read.source), asProblem(err))
	}
	for _, fragment := range doc.Fragments {
		if len(fragment.VariableDefinition) > 0 {
			return nil, gqlerror.ErrorPosf(fragment.Position, `Expected "on", found "(": fragments take no variables.`)
		}
	}
	if len(read.blocks) > 0 {
		visitValues(doc, func(value *ast.Value) {
			if value.Kind == ast.BlockValue {
				value.Raw = blockValue(read.blocks[value.Position.Start])
			}
		})
	}
	return doc, nil
}

// lexError returns the error for the first invalid token, or nil when all are valid.
// The parser would only say that the token is unexpected.
func lexError(source string) *gqlerror.Error {
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

// asProblem returns err as a *gqlerror.Error, wrapped if it is of another type.
func asProblem(err error) *gqlerror.Error {
	var problem *gqlerror.Error
	if errors.As(err, &problem) {
		return problem
	}
	return gqlerror.Wrap(err)
}

// visitValues visits every value in a document.
func visitValues(doc *ast.QueryDocument, visit func(*ast.Value)) {
	for _, operation := range doc.Operations {
		for _, variable := range operation.VariableDefinitions {
			visitValue(variable.DefaultValue, visit)
			visitDirectiveValues(variable.Directives, visit)
		}
		visitDirectiveValues(operation.Directives, visit)
		visitSelectionValues(operation.SelectionSet, visit)
	}
	for _, fragment := range doc.Fragments {
		visitDirectiveValues(fragment.Directives, visit)
		visitSelectionValues(fragment.SelectionSet, visit)
	}
}

func visitSelectionValues(set ast.SelectionSet, visit func(*ast.Value)) {
	for _, selected := range set {
		switch s := selected.(type) {
		case *ast.Field:
			for _, argument := range s.Arguments {
				visitValue(argument.Value, visit)
			}
			visitDirectiveValues(s.Directives, visit)
			visitSelectionValues(s.SelectionSet, visit)
		case *ast.InlineFragment:
			visitDirectiveValues(s.Directives, visit)
			visitSelectionValues(s.SelectionSet, visit)
		case *ast.FragmentSpread:
			visitDirectiveValues(s.Directives, visit)
		}
	}
}

func visitDirectiveValues(directives ast.DirectiveList, visit func(*ast.Value)) {
	for _, directive := range directives {
		for _, argument := range directive.Arguments {
			visitValue(argument.Value, visit)
		}
	}
}

func visitValue(value *ast.Value, visit func(*ast.Value)) {
	if value == nil {
		return
	}
	visit(value)
	for _, child := range value.Children {
		visitValue(child.Value, visit)
	}
}

// maxShown is the maximum number of bytes of a value or a name in a message.
const maxShown = 100

// clip truncates text for a message.
func clip(text string) string {
	if len(text) <= maxShown {
		return text
	}
	return strings.ToValidUTF8(text[:maxShown], "") + "…"
}

// quoted returns clipped text in quotes.
func quoted(text string) string { return `"` + clip(text) + `"` }
