package execute

import "sync"

// rooms are what answers were written to before.
var rooms sync.Pool

// maxRoom is the most bytes of an answer whose room is kept: large answers are
// rare.
const maxRoom = 64 << 10

// roomFor is an empty buffer for so many bytes.
func roomFor(size int) []byte {
	if used, ok := rooms.Get().(*[]byte); ok && cap(*used) >= size {
		return (*used)[:0]
	}
	return make([]byte, 0, size)
}

// Reuse takes back the data of an answer that nobody looks at any more, so that
// another answer is written in its place.
func Reuse(data []byte) {
	if cap(data) <= maxRoom {
		rooms.Put(&data)
	}
}
