package store

import "context"

// Waiter limits how many requests wait for the database at once, so that they do
// not keep others from being answered.
type Waiter interface {
	// Wait is called before a request waits, and done afterwards, perhaps by several
	// goroutines of one request. An error means that the request may not wait.
	Wait(ctx context.Context) (done func(), err error)
}

type waiterKey struct{}

// WithWaiter has w called for every wait under the context; nil is for no limit.
func WithWaiter(ctx context.Context, w Waiter) context.Context {
	return context.WithValue(ctx, waiterKey{}, w)
}

// Wait announces to the waiter of the context, if there is one, that the caller
// waits for the database from now until it calls done.
func Wait(ctx context.Context) (done func(), err error) {
	if w, _ := ctx.Value(waiterKey{}).(Waiter); w != nil {
		return w.Wait(ctx)
	}
	return func() {}, nil
}
