package document

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"
)

// tokenStart returns the position of a sign ("...", "@" or a quote) at or before a
// position of the parser, which does not count it as part of the node.
func (v *validation) tokenStart(after *ast.Position, sign string) *ast.Position {
	if v.places == nil {
		v.places = newPlaces(after.Src.Input)
	}
	source := v.places.source
	start := v.places.byteOffset(after.Start)
	if !strings.HasPrefix(source[start:], sign) {
		start = strings.LastIndex(source[:start], sign)
	}
	if start < 0 {
		return after
	}
	place := *after
	before := source[:start]
	place.Line = strings.Count(before, "\n") + strings.Count(before, "\r") - strings.Count(before, "\r\n") + 1
	place.Column = v.places.charOffset(start) - v.places.charOffset(strings.LastIndexAny(before, "\r\n")+1) + 1
	return &place
}

// valueStart returns the position where a value begins.
func (v *validation) valueStart(value *ast.Value) *ast.Position {
	switch value.Kind {
	case ast.StringValue:
		return v.tokenStart(value.Position, `"`)
	case ast.BlockValue:
		return v.tokenStart(value.Position, blockQuote)
	default:
		return value.Position
	}
}

// places converts between character and byte offsets of a document. It does not scan
// the document from the start for every problem.
type places struct {
	source string
	marks  []int // byte offset of every charsBetweenMarks-th character
}

const charsBetweenMarks = 1024

func newPlaces(source string) *places {
	p := &places{source: source}
	chars := 0
	for offset := range source {
		if chars%charsBetweenMarks == 0 {
			p.marks = append(p.marks, offset)
		}
		chars++
	}
	return p
}

func (p *places) byteOffset(char int) int {
	offset := p.marks[char/charsBetweenMarks]
	for range char % charsBetweenMarks {
		_, width := utf8.DecodeRuneInString(p.source[offset:])
		offset += width
	}
	return offset
}

func (p *places) charOffset(offset int) int {
	mark := sort.SearchInts(p.marks, offset+1) - 1
	return mark*charsBetweenMarks + utf8.RuneCountInString(p.source[p.marks[mark]:offset])
}
