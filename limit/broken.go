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

// NotJSON is the error for text that is not valid JSON. It never quotes the text,
// which may be secret.
type NotJSON struct {
	Problem string // "half of a surrogate pair"
	Offset  int    // in bytes
}

func (e *NotJSON) Error() string { return fmt.Sprintf("%s at byte offset %d", e.Problem, e.Offset) }

// notJSON describes why a decoder failed to read a text.
func notJSON(text []byte, err error) error {
	var syntax *jsontext.SyntacticError
	switch {
	case err == io.EOF:
		return &NotJSON{"no value", len(text)}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &NotJSON{"an unexpected end", len(text)}
	case errors.As(err, &syntax):
		offset := min(int(syntax.ByteOffset), len(text))
		return &NotJSON{problemIn(text[offset:]), offset}
	default:
		return err
	}
}

var (
	surrogate   = regexp.MustCompile(`^\\u[dD][89a-fA-F]`)
	byteOrder   = []byte("\uFEFF")
	jsonSpacing = " \t\r\n"
)

// problemIn describes what is wrong with the first characters of a text.
func problemIn(rest []byte) string {
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

// trailing is the error for text after the end of the value.
func trailing(text []byte, end int) error {
	rest := bytes.TrimLeft(text[end:], jsonSpacing)
	return &NotJSON{"more text after the value", len(text) - len(rest)}
}
