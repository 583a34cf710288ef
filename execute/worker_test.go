package execute

import (
	"context"
	"testing"

	"doichieu/limit"
)

// The rest of a loop goes to another worker when something in it may block, unless
// there are too many workers.
func TestWhatIsHandedOver(t *testing.T) {
	number := Resolver{Resolve: func(w *Worker, _ *Field, _ any) bool { return w.Int(1) }}
	for name, tt := range map[string]struct {
		next, mayBlockBefore int32
		workers              int32
		handedOver           bool
	}{
		"a field that may block is left":  {1, 2, 0, true},
		"no field that may block is left": {1, 1, 0, false},
		"one worker may be added":         {1, 2, maxWorkers - 1, true},
		"no worker may be added":          {1, 2, maxWorkers, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := &selection{fields: []Field{{key: `,"a":`, resolver: number}, {key: `,"b":`, resolver: number}}, mayBlockBefore: tt.mayBlockBefore}
			w := &Worker{Context: t.Context(), execution: &execution{}, loops: []loop{{selection: s, next: tt.next, end: 2}}}
			w.workers.Store(tt.workers)
			w.handOver()
			rest := w.loops[0].remainder
			if (rest != nil) != tt.handedOver {
				t.Fatalf("handed over: %t", rest != nil)
			}
			if rest == nil {
				return
			}
			<-rest.written
			if got := string(rest.worker.buf); got != `,"b":1` || w.loops[0].end != tt.next {
				t.Errorf("the other worker has written %s, and this one ends at %d", got, w.loops[0].end)
			}
		})
	}
}

// The plan knows after which field nothing may block any more.
func TestMayBlockBefore(t *testing.T) {
	schema := newTestSchema(testTable(tall, tall))
	for query, want := range map[string]int32{
		`{ tree { name } plants { name } }`:                                             0,
		`{ tree { height } plants { name } }`:                                           1,
		`{ tree { name } plants { name ... on Tree { height } } tree2: tree { name } }`: 2,
		`{ tree { name } trees(count: 1) { near { parent { maybe } } } }`:               2,
	} {
		_, operation := operationOver(t, schema, query, nil)
		if got := compile(schema, operation).root.mayBlockBefore; got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
}

// The meter is told after every 256 values or 64 KiB.
func TestWhenTheMeterIsTold(t *testing.T) {
	w := &Worker{Context: t.Context(), execution: &execution{}}
	w.count(255)
	if w.uncounted != 255 {
		t.Errorf("the meter was told of 255 values")
	}
	w.count(1)
	if w.uncounted != 0 {
		t.Errorf("the meter was not told of 256 values")
	}
	w.buf = make([]byte, 64<<10+9)
	w.countedBytes = 10
	w.count(1)
	if w.uncounted != 1 || w.countedBytes != 10 {
		t.Errorf("the meter was told of 65,535 bytes")
	}
	w.buf = append(w.buf, 0)
	w.count(1)
	if w.uncounted != 0 || w.countedBytes != len(w.buf) {
		t.Errorf("the meter was not told of 65,536 bytes")
	}
}

// The bytes of an answer are counted once, whichever worker has written them.
func TestBytesOfWorkersAreCountedOnce(t *testing.T) {
	block := func(ctx context.Context, tr *tree) (*int, error) {
		Blocking(ctx)
		return its(tr)
	}
	schema := newTestSchema(testTable(block, tall))
	const query = `{ trees(count: 200) { height near { name maybe } } tree { height maybe } }`
	data, _ := ask(t, newTestSchema(testTable(tall, tall)), query)
	if got := metered(t, schema, query, limit.Meter{Values: 1 << 20, Bytes: len(data)}); got != data {
		t.Errorf("%d bytes: %.200s", len(data), got)
	}
}

// The expected size follows larger answers at once, and smaller ones slowly.
func TestExpectedSize(t *testing.T) {
	p := &plan{}
	for _, tt := range []struct{ size, want int }{{25600, 25600}, {10, 25500}, {25600, 25600}, {1 << 20, 256 << 10}, {0, 255 << 10}} {
		if p.learnSize(tt.size); p.expectedSize.Load() != int64(tt.want) {
			t.Errorf("after an answer of %d bytes %d are expected, not %d", tt.size, p.expectedSize.Load(), tt.want)
		}
	}
}
