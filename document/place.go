package document

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"
)

// opening is where something begins whose first sign the parser does not count:
// "...", "@" or a quote.
func (v *validation) opening(after *ast.Position, sign string) *ast.Position {
	if v.places == nil {
		v.places = newPlaces(after.Src.Input)
	}
	source := v.places.source
	start := v.places.byteOf(after.Start)
	if !strings.HasPrefix(source[start:], sign) {
		start = strings.LastIndex(source[:start], sign)
	}
	if start < 0 {
		return after
	}
	place := *after
	before := source[:start]
	place.Line = strings.Count(before, "\n") + strings.Count(before, "\r") - strings.Count(before, "\r\n") + 1
	place.Column = v.places.charOf(start) - v.places.charOf(strings.LastIndexAny(before, "\r\n")+1) + 1
	return &place
}

// placeOf is where a value begins.
func (v *validation) placeOf(value *ast.Value) *ast.Position {
	switch value.Kind {
	case ast.StringValue:
		return v.opening(value.Position, `"`)
	case ast.BlockValue:
		return v.opening(value.Position, blockQuote)
	default:
		return value.Position
	}
}

// places finds characters of a document by their number and back, without
// going through all of it again for every problem.
type places struct {
	source string
	marks  []int // the bytes at which every so many characters begin
}

const charsBetweenMarks = 1024

func newPlaces(source string) *places {
	p := &places{source: source}
	chars := 0
	for at := range source {
		if chars%charsBetweenMarks == 0 {
			p.marks = append(p.marks, at)
		}
		chars++
	}
	return p
}

func (p *places) byteOf(char int) int {
	at := p.marks[char/charsBetweenMarks]
	for range char % charsBetweenMarks {
		_, width := utf8.DecodeRuneInString(p.source[at:])
		at += width
	}
	return at
}

func (p *places) charOf(at int) int {
	mark := sort.SearchInts(p.marks, at+1) - 1
	return mark*charsBetweenMarks + utf8.RuneCountInString(p.source[p.marks[mark]:at])
}
