package store

import "context"

// Waiter is told when a request waits for the database, so that it takes
// nothing from those that do not.
type Waiter interface {
	// Wait is called before a wait and done after it, also by several goroutines
	// of a request at once. An error is why the request may not wait.
	Wait(ctx context.Context) (done func(), err error)
}

type waiterKey struct{}

// WithWaiter makes w know of every wait under the context; nil is for none.
func WithWaiter(ctx context.Context, w Waiter) context.Context {
	return context.WithValue(ctx, waiterKey{}, w)
}

// Wait tells the waiter of the context, if there is one, that it waits from now
// on until done is called.
func Wait(ctx context.Context) (done func(), err error) {
	if w, _ := ctx.Value(waiterKey{}).(Waiter); w != nil {
		return w.Wait(ctx)
	}
	return func() {}, nil
}
