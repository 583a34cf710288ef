package limit

import (
	"bytes"
	"encoding/json"
	"io"
	"math"

	"github.com/go-json-experiment/json/jsontext"
)

// Names of limits that are checked in several places.
const (
	depth      = "depth"
	inputDepth = "depth of a value"
	inputList  = "length of a list"
)

// ReadJSON decodes JSON of a request, with numbers as they are written. The limits
// apply to values that are inside as many objects as around says; a list that is
// such a value becomes a List. Decoding stops with an *Exceeded at the first limit
// that is exceeded, before anything too large is built. Any other error is a
// *NotJSON.
func ReadJSON(text []byte, limits Limits, around int) (any, error) {
	r := &valueReader{in: decoder(text), text: text, limits: limits, open: -around}
	value, err := r.next()
	if err != nil {
		return nil, notJSON(text, err)
	}
	end := int(r.in.InputOffset())
	if _, err := r.in.ReadToken(); err != io.EOF {
		return nil, trailing(text, end)
	}
	return value, nil
}

// decoder reads JSON. Of two members with the same name the last one counts, as in
// most decoders.
func decoder(text []byte) *jsontext.Decoder {
	return jsontext.NewDecoder(bytes.NewBuffer(text), jsontext.AllowDuplicateNames(true))
}

// List is a list that is within the limits and has not been decoded. Code that
// knows the type of its entries can decode them without a map for each.
type List struct {
	text []byte
	Len  int
}

// Decoder reads the list, which is known to be valid JSON.
func (l List) Decoder() *jsontext.Decoder { return decoder(l.text) }

// Values decodes the entries of the list.
func (l List) Values() []any {
	value, err := (&valueReader{in: l.Decoder(), limits: unlimited}).next()
	if err != nil {
		panic(err) // ReadJSON has found the text valid
	}
	return value.([]any)
}

var unlimited = Limits{InputDepth: math.MaxInt, InputList: math.MaxInt, InputValues: math.MaxInt}

type valueReader struct {
	in     *jsontext.Decoder
	text   []byte // that a List refers to; nil to decode lists
	limits Limits
	open   int // lists and objects around the next value, without those that do not count
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
		if r.text != nil && r.open == 0 {
			return r.undecodedList()
		}
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
		key := name.String() // the next token overwrites it
		if err := r.count(0); err != nil {
			return nil, err
		}
		if out[key], err = r.next(); err != nil {
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
		if err := r.count(len(out) + 1); err != nil {
			return nil, err
		}
		value, err := r.next()
		if err != nil {
			return nil, err
		}
		out = append(out, value)
	}
	return out, r.leave()
}

// undecodedList checks a list whose bracket has been read, without decoding it.
func (r *valueReader) undecodedList() (List, error) {
	start := r.in.InputOffset() - 1
	length, err := r.skip(']')
	return List{text: r.text[start:r.in.InputOffset()], Len: length}, err
}

// skip checks a list or an object up to its end; length is that of the list.
func (r *valueReader) skip(end jsontext.Kind) (length int, err error) {
	if err := r.enter(); err != nil {
		return 0, err
	}
	for r.in.PeekKind() != end {
		if end == ']' {
			length++
		} else if err := r.in.SkipValue(); err != nil { // the name
			return 0, err
		}
		if err := r.skipEntry(length); err != nil {
			return 0, err
		}
	}
	return length, r.leave()
}

func (r *valueReader) skipEntry(length int) error {
	if err := r.count(length); err != nil {
		return err
	}
	token, err := r.in.ReadToken()
	if err != nil {
		return err
	}
	switch token.Kind() {
	case '{':
		_, err = r.skip('}')
	case '[':
		_, err = r.skip(']')
	}
	return err
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

// count counts another value, in an object or in a list that has reached such a
// length.
func (r *valueReader) count(length int) error {
	r.values++
	if err := exceeds(inputList, length, r.limits.InputList); err != nil {
		return counted(err)
	}
	return counted(exceeds("number of values in variables", r.values, r.limits.InputValues))
}

// counted marks an error as one at which counting ended.
func counted(err error) error {
	if exceeded, ok := err.(*Exceeded); ok {
		exceeded.Counted = true
	}
	return err
}
