package limit

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// How the limits that are judged in several places are called.
const (
	depth      = "depth"
	inputDepth = "depth of a value"
	inputList  = "length of a list"
)

// ReadJSON reads what a request gives as JSON, numbers as they are written.
// Around is how many objects there are around the values that are judged. It
// stops at the first limit that is passed, with an *Exceeded: what is too large
// is never built. Any other error means that the text is no JSON.
func ReadJSON(text []byte, limits Limits, around int) (any, error) {
	// Of a name that comes twice the last counts, as in most readers of JSON.
	in := jsontext.NewDecoder(bytes.NewBuffer(text), jsontext.AllowDuplicateNames(true))
	value, err := (&valueReader{in: in, limits: limits, open: -around}).next()
	if err != nil {
		return nil, err
	}
	if _, err := in.ReadToken(); err != io.EOF {
		return nil, errors.New("more than one JSON value")
	}
	return value, nil
}

type valueReader struct {
	in     *jsontext.Decoder
	limits Limits
	open   int // lists and objects around the next value, less those that do not count
	values int
}

func (r *valueReader) next() (any, error) {
	token, err := r.in.ReadToken()
	if err != nil {
		return nil, err
	}
	switch token.Kind() {
	case '{':
		return r.object()
	case '[':
		return r.list()
	case '"':
		return token.String(), nil
	case '0':
		return json.Number(token.String()), nil
	case 't', 'f':
		return token.Bool(), nil
	default:
		return nil, nil
	}
}

func (r *valueReader) object() (map[string]any, error) {
	if err := r.enter(); err != nil {
		return nil, err
	}
	out := map[string]any{}
	for r.in.PeekKind() != '}' {
		name, err := r.in.ReadToken()
		if err != nil {
			return nil, err
		}
		key := name.String() // before another token takes its place
		if out[key], err = r.entry(0); err != nil {
			return nil, err
		}
	}
	return out, r.leave()
}

func (r *valueReader) list() ([]any, error) {
	if err := r.enter(); err != nil {
		return nil, err
	}
	out := []any{}
	for r.in.PeekKind() != ']' {
		value, err := r.entry(len(out) + 1)
		if err != nil {
			return nil, err
		}
		out = append(out, value)
	}
	return out, r.leave()
}

func (r *valueReader) enter() error {
	r.open++
	return counted(exceeds(inputDepth, r.open, r.limits.InputDepth))
}

func (r *valueReader) leave() error {
	r.open--
	_, err := r.in.ReadToken()
	return err
}

// entry reads a value in an object, or in a list that has such a length by then.
func (r *valueReader) entry(length int) (any, error) {
	r.values++
	if err := counted(cmp.Or(
		exceeds(inputList, length, r.limits.InputList),
		exceeds("number of values in variables", r.values, r.limits.InputValues),
	)); err != nil {
		return nil, err
	}
	return r.next()
}

// counted marks that counting ended at a limit.
func counted(err error) error {
	if exceeded, ok := err.(*Exceeded); ok {
		exceeded.Counted = true
	}
	return err
}
