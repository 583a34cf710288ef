package document

import (
	"strings"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"
)

// opening is where something begins whose first sign the parser does not count:
// "...", "@" or a quote.
func opening(after *ast.Position, sign string) *ast.Position {
	source := after.Src.Input
	end := 0
	for range after.Start {
		_, width := utf8.DecodeRuneInString(source[end:])
		end += width
	}
	start := end
	if !strings.HasPrefix(source[end:], sign) {
		start = strings.LastIndex(source[:end], sign)
	}
	if start < 0 {
		return after
	}
	place := *after
	lines := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(source[:start])
	place.Line = strings.Count(lines, "\n") + 1
	place.Column = utf8.RuneCountInString(lines[strings.LastIndex(lines, "\n")+1:]) + 1
	return &place
}

// placeOf is where a value begins.
func placeOf(value *ast.Value) *ast.Position {
	switch value.Kind {
	case ast.StringValue:
		return opening(value.Position, `"`)
	case ast.BlockValue:
		return opening(value.Position, `"""`)
	default:
		return value.Position
	}
}
