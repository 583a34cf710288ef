package execute

import "sync"

// rooms are what answers were written to before.
var rooms sync.Pool

// minRoom and maxRoom are the fewest and the most bytes of an answer whose room
// is kept: others are rare, or too small for what comes next.
const (
	minRoom = 1 << 10
	maxRoom = 64 << 10
)

// Room is an empty buffer for so many bytes, used before if there is one.
func Room(size int) []byte {
	if used, ok := rooms.Get().(*[]byte); ok && cap(*used) >= size {
		return (*used)[:0]
	}
	return make([]byte, 0, size)
}

// Reuse takes back the bytes of an answer that nobody looks at any more, so that
// another answer is written in their place.
func Reuse(data []byte) {
	if cap(data) >= minRoom && cap(data) <= maxRoom {
		rooms.Put(&data)
	}
}

// A page with what hangs on an entry needs no more than few values; of an answer
// with many the room is not kept.
const (
	fewValues  = 128
	manyValues = 4 << 10
)

// valueRooms are for the entries of lists, empty.
var valueRooms = sync.Pool{New: func() any { return new(make([]any, 0, fewValues)) }}

// reuseValues takes the room back from a run that has ended.
func reuseValues(values *[]any) {
	if cap(*values) > manyValues {
		return
	}
	all := (*values)[:cap(*values)]
	clear(all) // what it held may go
	*values = all[:0]
	valueRooms.Put(values)
}
