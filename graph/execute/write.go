package execute

import (
	"strconv"

	"github.com/99designs/gqlgen/graphql"

	"doichieu/limit"
)

// The functions below write what a resolver answered with. They report false
// for null, which they leave to the caller to write.

// Fail notes a resolver's error.
func (r *Run) Fail(err error) bool {
	ctx := r.fieldContext()
	r.operation.Error(ctx, graphql.AddFieldLocationToError(ctx, err))
	return false
}

// Null notes that a value is missing, if the field may not be null.
func (r *Run) Null(f *Field) bool {
	if f.nonNull {
		r.missing()
	}
	return false
}

// Arguments are what a field was given, under the name by which gqlgen's code
// asks a field's context for it.
type Arguments struct{ Args map[string]any }

// Arguments are the arguments of a field that is being resolved.
func (r *Run) Arguments(f *Field) Arguments { return Arguments{*r.decode(f)} }

// Object writes an object.
func Object[T any](r *Run, f *Field, value *T) bool {
	if value == nil {
		return r.Null(f)
	}
	return r.object(f.one, value)
}

// Abstract writes an object whose type is an interface or a union.
func Abstract(r *Run, f *Field, value any) bool {
	if value == nil {
		if f.nonNull {
			graphql.AddErrorf(r.fieldContext(), "must not be null")
		}
		return false
	}
	return r.composite(f, value)
}

// Objects writes a list of objects.
func Objects[T any](r *Run, f *Field, values []*T) bool {
	if values == nil && !f.nonNull {
		return false
	}
	from := len(r.values)
	for _, value := range values {
		if value == nil {
			r.values = append(r.values, nil)
			continue
		}
		r.values = append(r.values, value)
	}
	r.count(len(values))
	return r.list(f, from)
}

// Structs writes a list of objects that are held by value.
func Structs[T any](r *Run, f *Field, values []T) bool {
	if values == nil && !f.nonNull {
		return false
	}
	from := len(r.values)
	for i := range values {
		r.values = append(r.values, &values[i])
	}
	r.count(len(values))
	return r.list(f, from)
}

// Abstracts writes a list of objects whose type is an interface or a union.
func Abstracts[T any](r *Run, f *Field, values []T) bool {
	if values == nil && !f.nonNull {
		return false
	}
	from := len(r.values)
	for _, value := range values {
		r.values = append(r.values, value)
	}
	r.count(len(values))
	return r.list(f, from)
}

// Leaves writes a list of scalars or enumeration values.
func Leaves[T any](r *Run, f *Field, values []T, write func(*Run, T) bool) bool {
	if values == nil && !f.nonNull {
		return false
	}
	r.count(len(values))
	r.buf = append(r.buf, '[')
	for i, value := range values {
		if i > 0 {
			r.buf = append(r.buf, ',')
		}
		write(r, value)
	}
	r.buf = append(r.buf, ']')
	return true
}

// Text writes text that counts by its length.
func (r *Run) Text(text string) bool {
	r.count(limit.TextWeight(text))
	return r.String(text)
}

// Name writes the name of an enumeration value, which needs no escapes.
func (r *Run) Name(name string) bool {
	r.buf = append(append(append(r.buf, '"'), name...), '"')
	return true
}

// String writes text as graphql.MarshalString does.
func (r *Run) String(text string) bool {
	r.buf = append(r.buf, '"')
	start := 0
	for i := plainPrefix(text); i < len(text); i++ {
		c := text[i]
		if c >= ' ' && c != '\\' && c != '"' {
			continue
		}
		r.buf = appendEscaped(append(r.buf, text[start:i]...), c)
		start = i + 1
	}
	r.buf = append(append(r.buf, text[start:]...), '"')
	return true
}

// plainPrefix is the length of some beginning of a text that needs no escapes,
// found eight bytes at a time: of most texts, nearly all.
func plainPrefix(text string) int {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	i := 0
	for ; i+8 <= len(text); i += 8 {
		t := text[i : i+8]
		word := uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 |
			uint64(t[4])<<32 | uint64(t[5])<<40 | uint64(t[6])<<48 | uint64(t[7])<<56
		quote, backslash := word^ones*'"', word^ones*'\\'
		control := (word - ones*' ') &^ word
		if (control|(quote-ones)&^quote|(backslash-ones)&^backslash)&highs != 0 {
			break
		}
	}
	return i
}

func appendEscaped(buf []byte, c byte) []byte {
	switch c {
	case '\t':
		return append(buf, `\t`...)
	case '\r':
		return append(buf, `\r`...)
	case '\n':
		return append(buf, `\n`...)
	case '\\', '"':
		return append(buf, '\\', c)
	default:
		const digits = "0123456789ABCDEF"
		return append(buf, '\\', 'u', '0', '0', digits[c>>4], digits[c&0xf])
	}
}

// Int writes a whole number.
func (r *Run) Int(n int64) bool {
	r.buf = strconv.AppendInt(r.buf, n, 10)
	return true
}

// Boolean writes true or false.
func (r *Run) Boolean(b bool) bool {
	r.buf = strconv.AppendBool(r.buf, b)
	return true
}

// appender is a scalar that writes itself into a buffer, as its MarshalGQL does.
type appender interface{ AppendGQL(buf []byte) []byte }

// Append writes a scalar that can write itself.
func Append[T appender](r *Run, value T) bool {
	r.buf = value.AppendGQL(r.buf)
	return true
}

// Marshal writes any other scalar.
func (r *Run) Marshal(f *Field, value graphql.Marshaler) bool {
	if value == graphql.Null {
		return r.Null(f)
	}
	value.MarshalGQL(r)
	return true
}

// Write makes a run what scalars write themselves to.
func (r *Run) Write(text []byte) (int, error) {
	r.buf = append(r.buf, text...)
	return len(text), nil
}

func (r *Run) raw(text string) bool {
	r.buf = append(r.buf, text...)
	return true
}
