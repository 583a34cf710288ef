package main

import (
	"context"
	"log/slog"
	"os"
	"runtime/debug"

	"doichieu/store"
)

// warmer reads ahead, in the background, what requests to the current release
// will ask for.
type warmer struct {
	release *store.Release
	stop    context.CancelFunc
}

// follow turns to a release when it is another one than before.
func (w *warmer) follow(ctx context.Context, release *store.Release) {
	if release == w.release {
		return
	}
	if w.stop != nil {
		w.stop()
	}
	w.release = release
	ctx, w.stop = context.WithCancel(ctx)
	go func() {
		if err := release.Warm(ctx); err != nil && ctx.Err() == nil {
			slog.Warn("could not read ahead; requests read what they need", "error", err)
		}
	}()
}

// baseBytes is about what indexes and registers of a large dataset take.
const baseBytes = 96 << 20

// tuneMemory sets, unless the environment does, from what memory on the
// collector runs as often as it must.
func tuneMemory(s settings) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(int64(baseBytes + 2*s.recordsBytes + s.cacheBytes))
	}
}
