package execute

import "sync"

// buffers are those of earlier answers.
var buffers sync.Pool

// Buffers of other capacities are not reused: larger ones are rare, and smaller
// ones are too small for the next answer.
const (
	minReused = 1 << 10
	maxReused = 64 << 10
)

// Buffer returns an empty buffer for so many bytes, which may have been used
// before.
func Buffer(size int) []byte {
	if used, ok := buffers.Get().(*[]byte); ok && cap(*used) >= size {
		return (*used)[:0]
	}
	return make([]byte, 0, size)
}

// Reuse lets another answer be written into the bytes of one that is no longer
// needed.
func Reuse(data []byte) {
	if cap(data) >= minReused && cap(data) <= maxReused {
		buffers.Put(&data)
	}
}

// A page whose entries have a few lists needs no more than newValues; a buffer of
// more than maxReusedValues is not reused.
const (
	newValues       = 128
	maxReusedValues = 4 << 10
)

// valueBuffers are empty buffers for the entries of lists.
var valueBuffers = sync.Pool{New: func() any { return new(make([]any, 0, newValues)) }}

// reuseValues takes a buffer back from an execution that has ended.
func reuseValues(values *[]any) {
	if cap(*values) > maxReusedValues {
		return
	}
	all := (*values)[:cap(*values)]
	clear(all) // so that the garbage collector can free the objects
	*values = all[:0]
	valueBuffers.Put(values)
}
