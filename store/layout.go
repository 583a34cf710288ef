package store

import (
	"strings"
	"unsafe"

	"doichieu/compare"
	"doichieu/ent"
	"doichieu/record"
	"doichieu/vocab"
)

// How the records of a plan year or document lie in memory: those of a kind side
// by side, and all texts in one piece. They are kept and dropped together anyway,
// and the collector would look at each of a million small objects whenever as much
// again has become garbage.

// room is for what records have few of each; take hands it out.
type room struct {
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

// roomFor makes n zero values that lie side by side.
func roomFor[T any](b *binder, n int) []T {
	b.bytes += n * int(unsafe.Sizeof(*new(T)))
	return make([]T, n)
}

// records makes n records that lie side by side.
func records[T any](b *binder, n int) []*T {
	made, out := roomFor[T](b, n), roomFor[*T](b, n)
	for i := range made {
		out[i] = &made[i]
	}
	return out
}

// pieceBytes is about how much memory take makes at once: of the last piece half
// is left over, on average.
const pieceBytes = 512

// take hands out n zero values from a piece of memory, and makes another one
// when it is used up.
func take[T any](b *binder, piece *[]T, n int) []T {
	if n > len(*piece) {
		*piece = roomFor[T](b, max(n, pieceBytes/int(unsafe.Sizeof(*new(T)))))
	}
	taken := (*piece)[:n:n]
	*piece = (*piece)[n:]
	return taken
}

// put keeps a value in a piece of memory.
func put[T any](b *binder, piece *[]T, value T) *T {
	place := &take(b, piece, 1)[0]
	*place = value
	return place
}

// own notes texts that pack puts together.
func (b *binder) own(texts ...*string) { b.texts = append(b.texts, texts...) }

// pack puts all texts into one piece of memory, equal ones once, so that the
// collector has one to look at and none of the rows is kept for a word of it.
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
