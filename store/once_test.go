package store

import (
	"context"
	"errors"
	"testing"
	"time"
)

// Who waits for what another makes waits no longer than for anything else, and
// tries again when the other fails.
func TestOnce(t *testing.T) {
	var o once[int]
	begun, end := make(chan struct{}), make(chan struct{})
	go func() {
		_, _ = o.get(context.Background(), func(context.Context) (*int, error) {
			close(begun)
			<-end
			return nil, errors.New("lost")
		})
	}()
	<-begun
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	never := func(context.Context) (*int, error) { return nil, errors.New("it is made elsewhere") }
	if _, err := o.get(ctx, never); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	close(end)
	made, err := o.get(t.Context(), func(context.Context) (*int, error) { seven := 7; return &seven, nil })
	if err != nil || *made != 7 {
		t.Errorf("%v, %v", made, err)
	}
	if kept, err := o.get(t.Context(), never); err != nil || kept != made {
		t.Errorf("%v, %v", kept, err)
	}
}
