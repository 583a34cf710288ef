package execute

import (
	"context"
	"slices"
)

// maxWorkers bounds the workers of an operation besides the first.
const maxWorkers = 2_000

// remainder is the rest of a loop that another worker writes.
type remainder struct {
	worker  *Worker
	invalid bool
	written chan struct{}
}

// Blocking tells the executor that the resolver with this context is about to
// block. Other workers continue with the answer meanwhile; see the package
// comment.
func Blocking(ctx context.Context) {
	if w, ok := ctx.Value(workerKey{}).(*Worker); ok {
		w.handOver()
	}
}

// handOver hands the rest of every loop to another worker. A resolver may call it
// from several goroutines.
func (w *Worker) handOver() {
	w.handingOver.Lock()
	defer w.handingOver.Unlock()
	for depth := range w.loops {
		l := &w.loops[depth]
		if l.next < l.mayBlockBefore() && w.workers.Load() < maxWorkers {
			w.handOverLoop(depth)
		}
	}
}

// mayBlockBefore is the index in a loop from which on nothing may block.
func (l *loop) mayBlockBefore() int32 {
	switch {
	case l.selection != nil:
		return min(l.end, l.selection.mayBlockBefore)
	case l.field.mayBlock():
		return l.end
	default:
		return 0
	}
}

func (w *Worker) handOverLoop(depth int) {
	l := &w.loops[depth]
	other := &Worker{Context: w.Context, execution: w.execution, outer: w.path(depth)}
	rest := loop{selection: l.selection, object: l.object, field: l.field, next: l.next, end: l.end}
	if l.field != nil {
		other.values = slices.Clone(w.values[l.next:l.end])
		rest.next, rest.end, rest.first = 0, l.end-l.next, l.first-l.next
	}
	other.loops = append(other.firstLoops[:0], rest)
	l.end, l.remainder = l.next, &remainder{worker: other, written: make(chan struct{})}
	w.workers.Add(1)
	go other.write(l.remainder)
}

// write writes the only loop that a new worker has.
func (w *Worker) write(r *remainder) {
	defer close(r.written)
	defer w.workers.Add(-1)
	if w.loops[0].selection != nil {
		w.writeFields(0)
	} else {
		w.writeEntries(0)
	}
	r.invalid = !w.endLoop(0)
	w.tellMeter()
}

// endLoop takes over what another worker has written of a loop. It reports false
// when null propagates to the object or list.
func (w *Worker) endLoop(depth int) bool {
	invalid, remainder := w.loops[depth].invalid, w.loops[depth].remainder
	w.loops = w.loops[:depth]
	if remainder == nil {
		return !invalid
	}
	<-remainder.written
	other := remainder.worker
	w.buf, w.countedBytes = append(w.buf, other.buf...), w.countedBytes+other.countedBytes
	w.joinedErrors, w.ownErrors = append(w.errors(), other.errors()...), nil
	w.stopped = w.stopped || other.stopped
	return !invalid && !remainder.invalid
}
