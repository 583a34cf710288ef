package limit

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// NotJSON is the error for a text that is no JSON. It repeats nothing of the text.
type NotJSON struct {
	Problem string // "half of a surrogate pair"
	Offset  int    // of its place, in bytes
}

func (e *NotJSON) Error() string { return fmt.Sprintf("%s at byte offset %d", e.Problem, e.Offset) }

// notJSON says what is wrong with a text that a decoder failed to read.
func notJSON(text []byte, err error) error {
	var syntax *jsontext.SyntacticError
	switch {
	case err == io.EOF:
		return &NotJSON{"no value", len(text)}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &NotJSON{"an unexpected end", len(text)}
	case errors.As(err, &syntax):
		at := min(int(syntax.ByteOffset), len(text))
		return &NotJSON{problemAt(text[at:]), at}
	default:
		return err
	}
}

var (
	surrogate   = regexp.MustCompile(`^\\u[dD][89a-fA-F]`)
	byteOrder   = []byte("\uFEFF")
	jsonSpacing = " \t\r\n"
)

// problemAt says what is wrong with what a text goes on with.
func problemAt(rest []byte) string {
	r, size := utf8.DecodeRune(rest)
	switch {
	case r == utf8.RuneError && size == 1:
		return "a byte that is not valid UTF-8"
	case surrogate.Match(rest):
		return "half of a surrogate pair"
	case r == '\\':
		return "an unknown escape"
	case r < ' ':
		return "a control character"
	case bytes.HasPrefix(rest, byteOrder):
		return "a byte order mark"
	default:
		return "an unexpected character"
	}
}

// trailing is the error for a text that goes on after its value.
func trailing(text []byte, end int) error {
	rest := bytes.TrimLeft(text[end:], jsonSpacing)
	return &NotJSON{"more text after the value", len(text) - len(rest)}
}
