package execute

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/limit"
)

// Run writes a part of an answer, in one goroutine. It is the context that
// resolvers are given: that of the operation, with the run in it.
type Run struct {
	context.Context
	*execution
	buf    []byte
	loops  []loop // what is being gone through, from the outside in
	values []any  // entries of the lists among them, one list after the other
	steps  []step // what is outside of the loops: another run goes through it

	spent   int // values that the meter was not told of yet
	told    int // how much of buf it was told of
	ended   bool
	errors  gqlerror.List   // met by other runs, and before theirs
	failing context.Context // gathers errors after those; nil while there are none

	waiting sync.Mutex
	room    [16]loop // for loops, without another allocation
}

// execution is what the runs of one operation share.
type execution struct {
	operation   *graphql.OperationContext
	meter       *limit.Spending
	pinnedKey   any
	pinnedValue any
	arguments   []atomic.Pointer[map[string]any]
	runs        atomic.Int32
}

// loop goes through the fields of an object or the entries of a list. It is
// kept small: there is one for every object and list of an answer.
type loop struct {
	selection *selection // of an object
	object    any
	field     *Field // that has a list
	rest      *part  // what another run does

	// Places among the fields, or in the run's values.
	next, end int32

	zero    int32 // the place of the first entry of the list
	invalid bool  // null stands where it may not
}

// part is a piece of a loop that another run does.
type part struct {
	run     *Run
	invalid bool
	done    chan struct{}
}

// step is a place in an answer: a field of an object, or an entry of a list.
type step struct {
	object string
	field  *Field
	index  int
}

// spendEvery and spendBytes are how many values, and how much in bytes, are
// answered before the meter is told. Many names of types count as no value.
const (
	spendEvery = 256
	spendBytes = 64 << 10
)

// maxRuns bounds how many parts of an answer wait at once.
const maxRuns = 2_000

// spare is room for an answer to be larger than those of its plan before.
const spare = 512

func (p *plan) answer(ctx context.Context, operation *graphql.OperationContext, pinned any) *graphql.Response {
	r := &Run{Context: ctx, execution: &execution{
		operation: operation, meter: limit.SpendingOf(ctx),
		pinnedKey: pinned, pinnedValue: ctx.Value(pinned),
		arguments: make([]atomic.Pointer[map[string]any], p.arguments),
	}}
	values := valueRooms.Get().(*[]any)
	r.loops, r.values = r.room[:0], *values
	r.buf = Room(int(p.expected.Load()) + spare)
	answered := r.object(p.root, nil)
	r.spend()
	if !answered || r.ended {
		r.buf = append(r.buf[:0], "null"...)
	}
	*values = r.values
	reuseValues(values)
	p.expect(len(r.buf))
	return &graphql.Response{Data: json.RawMessage(r.buf), Errors: r.met()}
}

// runKey is the context key of the run.
type runKey struct{}

// Value finds the run and the pinned value at once.
func (r *Run) Value(key any) any {
	switch key {
	case r.pinnedKey:
		return r.pinnedValue
	case runKey{}:
		return r
	default:
		return r.Context.Value(key)
	}
}

// object writes an object; false when it is null because a field is. Every
// field begins with a comma, the first of which becomes the brace.
func (r *Run) object(s *selection, object any) bool {
	start, at := len(r.buf), len(r.loops)
	r.loops = append(r.loops, loop{selection: s, object: object, end: int32(len(s.fields))})
	r.count(s.counted)
	r.eachField(at)
	return r.finish(at, start, '{', '}')
}

// list writes the entries from some place in r.values on; false when the list
// is null because an entry is.
func (r *Run) list(f *Field, from int) bool {
	start, at := len(r.buf), len(r.loops)
	r.loops = append(r.loops, loop{field: f, next: int32(from), end: int32(len(r.values)), zero: int32(from)})
	r.eachEntry(at)
	r.values = r.values[:from]
	return r.finish(at, start, '[', ']')
}

// eachField does what is left of a loop through an object.
func (r *Run) eachField(at int) {
	for r.fieldsUntilPanic(at) {
	}
}

// fieldsUntilPanic reports whether a resolver panicked, which makes its field null.
func (r *Run) fieldsUntilPanic(at int) (panicked bool) {
	start := 0
	defer func() {
		if cause := recover(); cause != nil {
			panicked = true
			r.loops = r.loops[:at+1]
			r.recovered(cause)
			r.null(at, start)
		}
	}()
	for {
		l := &r.loops[at]
		if l.next == l.end || r.ended {
			return false
		}
		f := &l.selection.fields[l.next]
		l.next++
		r.buf = append(r.buf, f.key...)
		start = len(r.buf)
		if f.takesArguments && r.decode(f) == nil || !f.resolver.Resolve(r, f, l.object) {
			r.null(at, start)
		}
	}
}

// null writes null for the current field or entry of a loop.
func (r *Run) null(at, start int) {
	l := &r.loops[at]
	if l.selection != nil {
		l.invalid = l.invalid || l.selection.fields[l.next-1].nonNull
	} else {
		l.invalid = l.invalid || l.field.entryNonNull
	}
	r.buf = append(r.buf[:start], "null"...)
}

// eachEntry does what is left of a loop through a list. Every entry begins with
// a comma, the first of which becomes the bracket.
func (r *Run) eachEntry(at int) {
	for {
		l := &r.loops[at]
		if l.next == l.end || r.ended {
			return
		}
		value := r.values[l.next]
		l.next++
		r.buf = append(r.buf, ',')
		start := len(r.buf)
		if !r.entry(l.field, value) {
			r.null(at, start)
		}
	}
}

func (r *Run) entry(f *Field, value any) bool {
	if value == nil {
		if f.entryNonNull {
			r.missing()
		}
		return false
	}
	return r.composite(f, value)
}

// composite writes what is selected of an object.
func (r *Run) composite(f *Field, value any) bool {
	if f.one != nil {
		return r.object(f.one, value)
	}
	name, ok := f.resolver.TypeOf(value)
	if !ok {
		r.recovered(fmt.Errorf("unexpected type %T", value))
		return false
	}
	return name != "" && r.object(f.many[name], value)
}

// finish ends a loop and closes what it wrote from start on; false when that is
// null.
func (r *Run) finish(at, start int, opening, closing byte) bool {
	if !r.end(at) {
		r.buf = r.buf[:start]
		return false
	}
	if len(r.buf) == start { // nothing is selected
		r.buf = append(r.buf, opening)
	}
	r.buf[start] = opening
	r.buf = append(r.buf, closing)
	return true
}

// end takes over what another run did of a loop; false when null stands where
// it may not.
func (r *Run) end(at int) bool {
	invalid, rest := r.loops[at].invalid, r.loops[at].rest
	r.loops = r.loops[:at]
	if rest == nil {
		return !invalid
	}
	<-rest.done
	other := rest.run
	r.buf, r.told = append(r.buf, other.buf...), r.told+other.told
	r.errors, r.failing = append(r.met(), other.met()...), nil
	r.ended = r.ended || other.ended
	return !invalid && !rest.invalid
}

// Waiting tells the execution of a resolver that it is about to wait, for the
// database say. What is left of the answer goes on meanwhile, so that many
// resolvers come to wait for one thing together.
func Waiting(ctx context.Context) {
	if r, ok := ctx.Value(runKey{}).(*Run); ok {
		r.handOver()
	}
}

// handOver gives what is left of every loop to other runs. Resolvers may call
// it from several goroutines of theirs.
func (r *Run) handOver() {
	r.waiting.Lock()
	defer r.waiting.Unlock()
	for at := range r.loops {
		l := &r.loops[at]
		if l.next < l.mayWaitUntil() && r.runs.Load() < maxRuns {
			r.handOverLoop(at)
		}
	}
}

// mayWaitUntil is the place in a loop from which on nothing waits any more.
func (l *loop) mayWaitUntil() int32 {
	switch {
	case l.selection != nil:
		return min(l.end, l.selection.waits)
	case l.field.mayWait():
		return l.end
	default:
		return 0
	}
}

func (r *Run) handOverLoop(at int) {
	l := &r.loops[at]
	other := &Run{Context: r.Context, execution: r.execution, steps: r.path(at)}
	theirs := loop{selection: l.selection, object: l.object, field: l.field, next: l.next, end: l.end}
	if l.field != nil {
		other.values = slices.Clone(r.values[l.next:l.end])
		theirs.next, theirs.end, theirs.zero = 0, l.end-l.next, l.zero-l.next
	}
	other.loops = append(other.room[:0], theirs)
	l.end, l.rest = l.next, &part{run: other, done: make(chan struct{})}
	r.runs.Add(1)
	go other.goThrough(l.rest)
}

// goThrough does a part of a loop.
func (r *Run) goThrough(p *part) {
	defer close(p.done)
	defer r.runs.Add(-1)
	if r.loops[0].selection != nil {
		r.eachField(0)
	} else {
		r.eachEntry(0)
	}
	p.invalid = !r.end(0)
	r.spend()
}

// count adds to what was answered.
func (r *Run) count(values int) {
	r.spent += values
	if r.spent >= spendEvery || len(r.buf)-r.told >= spendBytes {
		r.spend()
	}
}

// spend tells the meter what was answered. When it says so, the run ends as
// soon as may be; the meter then puts an error in the place of the answer.
func (r *Run) spend() {
	if r.meter.Spend(r.Context, r.spent, len(r.buf)-r.told) != nil {
		r.ended = true
	}
	r.spent, r.told = 0, len(r.buf)
}

// decode finds the arguments of a field; nil when they are wrong.
func (r *Run) decode(f *Field) *map[string]any {
	kept := &f.decoded
	if !f.constant {
		kept = &r.arguments[f.argument]
	}
	if known := kept.Load(); known != nil {
		return known
	}
	if err := nullAmong(f.strict, r.operation.Variables); err != nil {
		r.operation.Error(r.fieldContext(), err)
		return nil
	}
	given := f.ArgumentMap(r.operation.Variables)
	read := takeRead(given)
	arguments, err := f.resolver.Arguments(r, given)
	if err != nil { // again, to be told at which place
		ctx := r.fieldContext()
		_, err = f.resolver.Arguments(ctx, given)
		r.operation.Error(ctx, err)
		return nil
	}
	maps.Copy(arguments, read)
	kept.Store(&arguments)
	return &arguments
}

// path is where in the answer the loops up to one are.
func (r *Run) path(at int) []step {
	out := append([]step{}, r.steps...)
	for _, l := range r.loops[:at] {
		if l.selection != nil {
			out = append(out, step{object: l.selection.object, field: &l.selection.fields[l.next-1]})
		} else {
			out = append(out, step{index: int(l.next - l.zero - 1)})
		}
	}
	return out
}

// fieldContext is the context that gqlgen would have made for the current
// place, so that errors are presented alike.
func (r *Run) fieldContext() context.Context {
	if r.failing == nil {
		r.failing = graphql.WithFreshResponseContext(r.Context)
	}
	ctx := r.failing
	for _, s := range r.path(len(r.loops)) {
		place := &graphql.FieldContext{Object: s.object}
		if s.field != nil {
			place.Field = s.field.CollectedField
		} else {
			place.Index = &s.index
		}
		ctx = graphql.WithFieldContext(ctx, place)
	}
	return ctx
}

// met lists the errors so far, in the order of the answer.
func (r *Run) met() gqlerror.List {
	if r.failing == nil {
		return r.errors
	}
	return append(r.errors, graphql.GetErrors(r.failing)...)
}

func (r *Run) recovered(cause any) {
	ctx := r.fieldContext()
	r.operation.Error(ctx, r.operation.Recover(ctx, cause))
}

// missing complains about null where it may not be.
func (r *Run) missing() {
	graphql.AddErrorf(r.fieldContext(), "the requested element is null which the schema does not allow")
}
