package execute

import (
	"strconv"

	"doichieu/limit"
)

// The functions below write the value that a resolver has returned. They report
// false for null, which they do not write.

// Object writes an object.
func Object[T any](w *Worker, f *Field, value *T) bool {
	if value == nil {
		return w.Null(f)
	}
	return w.writeObject(f.selection, value)
}

// Abstract writes an object whose type is an interface or a union.
func Abstract(w *Worker, f *Field, value any) bool {
	if value == nil {
		if f.nonNull {
			w.addMissingAbstract()
		}
		return false
	}
	return w.writeComposite(f, value)
}

// Objects writes a list of pointers to objects.
func Objects[T any](w *Worker, f *Field, values []*T) bool {
	if values == nil && !f.nonNull {
		return false
	}
	from := len(w.values)
	for _, value := range values {
		if value == nil {
			w.values = append(w.values, nil)
			continue
		}
		w.values = append(w.values, value)
	}
	w.count(len(values))
	return w.writeList(f, from)
}

// Structs writes a list of objects that are not behind pointers.
func Structs[T any](w *Worker, f *Field, values []T) bool {
	if values == nil && !f.nonNull {
		return false
	}
	from := len(w.values)
	for i := range values {
		w.values = append(w.values, &values[i])
	}
	w.count(len(values))
	return w.writeList(f, from)
}

// Abstracts writes a list of objects whose type is an interface or a union.
func Abstracts[T any](w *Worker, f *Field, values []T) bool {
	if values == nil && !f.nonNull {
		return false
	}
	from := len(w.values)
	for _, value := range values {
		w.values = append(w.values, value)
	}
	w.count(len(values))
	return w.writeList(f, from)
}

// Leaves writes a list of scalars or enumeration values.
func Leaves[T any](w *Worker, f *Field, values []T, write func(*Worker, T) bool) bool {
	if values == nil && !f.nonNull {
		return false
	}
	w.count(len(values))
	w.buf = append(w.buf, '[')
	for i, value := range values {
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
		write(w, value)
	}
	w.buf = append(w.buf, ']')
	return true
}

// Text writes a text field, which counts by its length.
func (w *Worker) Text(text string) bool {
	w.count(limit.TextWeight(text))
	return w.String(text)
}

// Name writes the name of an enumeration value. It needs no escapes.
func (w *Worker) Name(name string) bool {
	w.buf = append(append(append(w.buf, '"'), name...), '"')
	return true
}

// String writes text as graphql.MarshalString does.
func (w *Worker) String(text string) bool {
	w.buf = append(w.buf, '"')
	start := 0
	for i := plainPrefix(text); i < len(text); i++ {
		c := text[i]
		if c >= ' ' && c != '\\' && c != '"' {
			continue
		}
		w.buf = appendEscaped(append(w.buf, text[start:i]...), c)
		start = i + 1
	}
	w.buf = append(append(w.buf, text[start:]...), '"')
	return true
}

// plainPrefix is the length of a prefix that needs no escapes, a multiple of eight:
// bytes are tested eight at a time. Most texts are such a prefix and a few bytes.
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
func (w *Worker) Int(n int64) bool {
	w.buf = strconv.AppendInt(w.buf, n, 10)
	return true
}

// Boolean writes true or false.
func (w *Worker) Boolean(b bool) bool {
	w.buf = strconv.AppendBool(w.buf, b)
	return true
}

// appender is a scalar that appends to a buffer what its MarshalGQL writes.
type appender interface{ AppendGQL(buf []byte) []byte }

// Append writes a scalar that can append itself.
func Append[T appender](w *Worker, value T) bool {
	w.buf = value.AppendGQL(w.buf)
	return true
}

// Write makes a worker an io.Writer, for scalars that write themselves.
func (w *Worker) Write(text []byte) (int, error) {
	w.buf = append(w.buf, text...)
	return len(text), nil
}

func (w *Worker) raw(text string) bool {
	w.buf = append(w.buf, text...)
	return true
}
