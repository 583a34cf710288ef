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

// ReadJSON reads what a request gives as JSON, numbers as they are written.
// Around is how many objects there are around the values that are judged; lists
// among those are left as a List. It stops at the first limit that is passed,
// with an *Exceeded: what is too large is never built. Any other error is a
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

// decoder reads JSON in which of a name that comes twice the last counts, as in
// most readers.
func decoder(text []byte) *jsontext.Decoder {
	return jsontext.NewDecoder(bytes.NewBuffer(text), jsontext.AllowDuplicateNames(true))
}

// List is a list that passes no limit and has not been read: who knows of what
// type it is can do so without making a map of every entry.
type List struct {
	text []byte
	Len  int
}

// Decoder reads the list, which is JSON for certain.
func (l List) Decoder() *jsontext.Decoder { return decoder(l.text) }

// Values are the entries of the list.
func (l List) Values() []any {
	value, err := (&valueReader{in: l.Decoder(), limits: unlimited}).next()
	if err != nil {
		panic(err) // only for what ReadJSON did not pass
	}
	return value.([]any)
}

var unlimited = Limits{InputDepth: math.MaxInt, InputList: math.MaxInt, InputValues: math.MaxInt}

type valueReader struct {
	in     *jsontext.Decoder
	text   []byte // of which a List keeps its part; nil: lists are read
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
		if r.text != nil && r.open == 0 {
			return r.unread()
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
		key := name.String() // before another token takes its place
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

// unread judges a list that has begun without reading it.
func (r *valueReader) unread() (List, error) {
	start := r.in.InputOffset() - 1
	length, err := r.pass(']')
	return List{text: r.text[start:r.in.InputOffset()], Len: length}, err
}

// pass goes to the end of a list or an object that has begun; length is that of
// a list.
func (r *valueReader) pass(end jsontext.Kind) (length int, err error) {
	if err := r.enter(); err != nil {
		return 0, err
	}
	for r.in.PeekKind() != end {
		if end == ']' {
			length++
		} else if err := r.in.SkipValue(); err != nil { // the name
			return 0, err
		}
		if err := r.passEntry(length); err != nil {
			return 0, err
		}
	}
	return length, r.leave()
}

func (r *valueReader) passEntry(length int) error {
	if err := r.count(length); err != nil {
		return err
	}
	token, err := r.in.ReadToken()
	if err != nil {
		return err
	}
	switch token.Kind() {
	case '{':
		_, err = r.pass('}')
	case '[':
		_, err = r.pass(']')
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

// count judges that there is another value, in an object or in a list that has
// such a length by it.
func (r *valueReader) count(length int) error {
	r.values++
	if err := exceeds(inputList, length, r.limits.InputList); err != nil {
		return counted(err)
	}
	return counted(exceeds("number of values in variables", r.values, r.limits.InputValues))
}

// counted marks that counting ended at a limit.
func counted(err error) error {
	if exceeded, ok := err.(*Exceeded); ok {
		exceeded.Counted = true
	}
	return err
}
