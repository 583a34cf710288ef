package store

import (
	"strings"
	"unsafe"

	"doichieu/compare"
	"doichieu/ent"
	"doichieu/record"
	"doichieu/vocab"
)

// The records of a plan year or document are allocated together: records of a kind
// side by side, and all texts in one string. They are cached and dropped together
// anyway, and the garbage collector would otherwise visit a million small objects in
// every cycle.

// pieces are the slices from which take cuts values that a record has few of.
type pieces struct {
	words         []string
	numbers       []vocab.Decimal
	schedules     []record.Schedule
	agencies      []*ent.Agency
	measures      []record.Measure
	plainMeasures []*compare.Measure
	sources       []record.Source
	sourceLists   []*record.Source
	lines         []int
}

// allocate returns n zero values that lie side by side, and counts their bytes.
func allocate[T any](b *binder, n int) []T {
	b.bytes += n * int(unsafe.Sizeof(*new(T)))
	return make([]T, n)
}

// records returns n zero records that lie side by side.
func records[T any](b *binder, n int) []*T {
	made, out := allocate[T](b, n), allocate[*T](b, n)
	for i := range made {
		out[i] = &made[i]
	}
	return out
}

// pieceBytes is the size of a piece. On average half of the last piece stays unused.
const pieceBytes = 512

// take cuts n zero values from a piece of memory, and allocates another piece when
// it is used up.
func take[T any](b *binder, piece *[]T, n int) []T {
	if n > len(*piece) {
		*piece = allocate[T](b, max(n, pieceBytes/int(unsafe.Sizeof(*new(T)))))
	}
	taken := (*piece)[:n:n]
	*piece = (*piece)[n:]
	return taken
}

// put stores a value in a piece of memory.
func put[T any](b *binder, piece *[]T, value T) *T {
	place := &take(b, piece, 1)[0]
	*place = value
	return place
}

// own records which texts pack is to store together.
func (b *binder) own(texts ...*string) { b.texts = append(b.texts, texts...) }

// pack stores all texts in one string, equal ones once, so that the garbage collector
// visits one object and no row is kept alive by a text of it.
func (b *binder) pack() {
	starts, size := make(map[string]int, len(b.texts)), 0
	for _, text := range b.texts {
		if _, known := starts[*text]; !known {
			starts[*text] = size
			size += len(*text)
		}
	}
	var packed strings.Builder
	packed.Grow(size)
	for _, text := range b.texts {
		if starts[*text] == packed.Len() {
			packed.WriteString(*text)
		}
	}
	for _, text := range b.texts {
		start := starts[*text]
		*text = packed.String()[start : start+len(*text)]
	}
	b.bytes += packed.Cap()
}
