package execute

import "testing"

// Buffers of a usual size are used again, by whoever needs no more.
func TestBuffersAreReused(t *testing.T) {
	for size, want := range map[int]bool{1<<10 - 1: false, 1 << 10: true, 64 << 10: true, 64<<10 + 1: false} {
		reused := false
		for range 100 { // a pool may forget
			buffer := make([]byte, size)
			Reuse(buffer)
			got := Buffer(size)
			reused = reused || &got[:1][0] == &buffer[0]
			if len(got) != 0 || cap(got) < size {
				t.Fatalf("a buffer of %d of %d bytes", len(got), cap(got))
			}
			Buffer(0) // takes what is left
		}
		if reused != want {
			t.Errorf("%d bytes are reused: %t", size, reused)
		}
	}
	Reuse(make([]byte, 2<<10))
	if got := Buffer(4 << 10); cap(got) < 4<<10 {
		t.Errorf("a buffer of %d bytes", cap(got))
	}
}

// A buffer of values that is used again refers to no object of the answer before.
func TestReusedValuesAreEmpty(t *testing.T) {
	for capacity, want := range map[int]bool{4 << 10: true, 4<<10 + 1: false} {
		values := make([]any, 2, capacity)
		values[0], values[1] = "a", "b"
		all := values[:2]
		reuseValues(&values)
		if cleared := all[0] == nil && all[1] == nil && len(values) == 0; cleared != want {
			t.Errorf("capacity %d: %v", capacity, all)
		}
	}
}
