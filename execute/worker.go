package execute

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"sync"
	"sync/atomic"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/limit"
)

// Worker writes a part of an answer, in one goroutine. It is also the context
// that resolvers are given: that of the operation, with the worker as a value.
type Worker struct {
	context.Context
	*execution
	buf    []byte
	loops  []loop        // through the objects and lists being written, outermost first
	values []any         // entries of the lists in loops, one list after the other
	outer  []pathElement // the path to the first loop, which other workers write

	uncounted    int  // values that the meter has not been told of
	countedBytes int  // bytes of buf that the meter has been told of
	stopped      bool // by the meter

	joinedErrors gqlerror.List   // of other workers; they come before this worker's own
	ownErrors    context.Context // collects this worker's errors; nil while there are none

	handingOver sync.Mutex
	firstLoops  [16]loop // backs loops without another allocation
}

// execution is what the workers of one operation share.
type execution struct {
	operation   *operationContext
	meter       *limit.Spending
	pinnedKey   any
	pinnedValue any
	arguments   []atomic.Pointer[map[string]any] // by the index in their field
	workers     atomic.Int32                     // besides the first
}

// loop goes through the fields of an object or the entries of a list. It is
// kept small, because there is one for every object and list of an answer.
type loop struct {
	selection *selection // of an object
	object    any
	field     *Field     // that has a list
	remainder *remainder // what another worker writes

	// Indexes of fields, or of entries in the worker's values.
	next, end int32

	first   int32 // index of the first entry of the list
	invalid bool  // null is where it must not be
}

// The meter is told whenever so many values or bytes have been written. Bytes
// matter because names of types count as no value.
const (
	meterValues = 256
	meterBytes  = 64 << 10
)

// spareBytes is by how much an answer may exceed the expected size before its
// buffer is reallocated.
const spareBytes = 512

func (p *plan) execute(ctx context.Context, operation *operationContext, pinnedKey any) (json.RawMessage, gqlerror.List) {
	w := &Worker{Context: ctx, execution: &execution{
		operation: operation, meter: limit.SpendingOf(ctx),
		pinnedKey: pinnedKey, pinnedValue: ctx.Value(pinnedKey),
		arguments: make([]atomic.Pointer[map[string]any], p.arguments),
	}}
	values := valueBuffers.Get().(*[]any)
	w.loops, w.values = w.firstLoops[:0], *values
	w.buf = Buffer(int(p.expectedSize.Load()) + spareBytes)
	valid := w.writeObject(p.root, nil)
	w.tellMeter()
	if !valid || w.stopped {
		w.buf = append(w.buf[:0], "null"...)
	}
	*values = w.values
	reuseValues(values)
	p.learnSize(len(w.buf))
	return w.buf, w.errors()
}

// workerKey is the context key of the worker.
type workerKey struct{}

// Value finds the worker and the pinned value without asking other contexts.
func (w *Worker) Value(key any) any {
	switch key {
	case w.pinnedKey:
		return w.pinnedValue
	case workerKey{}:
		return w
	default:
		return w.Context.Value(key)
	}
}

// writeObject writes an object. It reports false when the object is null because
// null has propagated from a field. Every field begins with a comma, the first of
// which becomes the brace.
func (w *Worker) writeObject(s *selection, object any) bool {
	start, depth := len(w.buf), len(w.loops)
	w.loops = append(w.loops, loop{selection: s, object: object, end: int32(len(s.fields))})
	w.count(s.values)
	w.writeFields(depth)
	return w.closeLoop(depth, start, '{', '}')
}

// writeList writes the entries in w.values from an index on. It reports false when
// the list is null because null has propagated from an entry.
func (w *Worker) writeList(f *Field, from int) bool {
	start, depth := len(w.buf), len(w.loops)
	w.loops = append(w.loops, loop{field: f, next: int32(from), end: int32(len(w.values)), first: int32(from)})
	w.writeEntries(depth)
	w.values = w.values[:from]
	return w.closeLoop(depth, start, '[', ']')
}

// writeFields writes the fields that are left in a loop.
func (w *Worker) writeFields(depth int) {
	for w.panicsWritingFields(depth) {
	}
}

// panicsWritingFields writes the fields that are left until a resolver panics,
// whose field is null then. It reports whether one did.
func (w *Worker) panicsWritingFields(depth int) (panicked bool) {
	start := 0
	defer func() {
		if cause := recover(); cause != nil {
			panicked = true
			w.loops = w.loops[:depth+1]
			w.addPanic(cause)
			w.writeNull(depth, start)
		}
	}()
	for {
		l := &w.loops[depth]
		if l.next == l.end || w.stopped {
			return false
		}
		f := &l.selection.fields[l.next]
		l.next++
		w.buf = append(w.buf, f.key...)
		start = len(w.buf)
		if f.takesArguments() && w.argumentsOf(f) == nil || !f.resolver.Resolve(w, f, l.object) {
			w.writeNull(depth, start)
		}
	}
}

// writeComposite writes what is selected of a value that is an object.
func (w *Worker) writeComposite(f *Field, value any) bool {
	if f.selection != nil {
		return w.writeObject(f.selection, value)
	}
	name, ok := f.resolver.TypeOf(value)
	if !ok {
		w.addPanic(fmt.Errorf("unexpected type %T", value))
		return false
	}
	return name != "" && w.writeObject(f.selections[name], value)
}

// closeLoop ends a loop, and encloses what it has written from start on. It reports
// false, and removes what was written, when the object or list is null.
func (w *Worker) closeLoop(depth, start int, opening, closing byte) bool {
	if !w.endLoop(depth) {
		w.buf = w.buf[:start]
		return false
	}
	if len(w.buf) == start { // nothing is selected
		w.buf = append(w.buf, opening)
	}
	w.buf[start] = opening
	w.buf = append(w.buf, closing)
	return true
}

// count counts values that were written.
func (w *Worker) count(values int) {
	w.uncounted += values
	if w.uncounted >= meterValues || len(w.buf)-w.countedBytes >= meterBytes {
		w.tellMeter()
	}
}

// tellMeter tells the meter what was written. When the meter refuses, the worker
// stops: the meter replaces the answer by an error.
func (w *Worker) tellMeter() {
	if w.meter.Spend(w.Context, w.uncounted, len(w.buf)-w.countedBytes) != nil {
		w.stopped = true
	}
	w.uncounted, w.countedBytes = 0, len(w.buf)
}

// argumentsOf decodes the arguments of a field, unless they have been. It is nil
// when they are wrong.
func (w *Worker) argumentsOf(f *Field) *map[string]any {
	decoded := &f.constants
	if !f.constantArguments {
		decoded = &w.arguments[f.argumentIndex]
	}
	if known := decoded.Load(); known != nil {
		return known
	}
	if err := nullAmong(f.nonNullVariables, w.operation.Variables); err != nil {
		w.addError(err)
		return nil
	}
	given := givenArguments(&f.collected, w.operation.Variables)
	read := takeReadLists(given)
	arguments, err := f.resolver.Arguments(w, given)
	if err != nil {
		w.addArgumentError(f, given)
		return nil
	}
	maps.Copy(arguments, read)
	decoded.Store(&arguments)
	return &arguments
}

// pathElement is a field of an object, or an index in a list when the field is nil.
type pathElement struct {
	object string
	field  *Field
	index  int
}

// path is where in the answer the loops before depth are.
func (w *Worker) path(depth int) []pathElement {
	out := append([]pathElement{}, w.outer...)
	for _, l := range w.loops[:depth] {
		if l.selection != nil {
			out = append(out, pathElement{object: l.selection.object, field: &l.selection.fields[l.next-1]})
		} else {
			out = append(out, pathElement{index: int(l.next - l.first - 1)})
		}
	}
	return out
}
