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

// What the collector goes by unless the environment says otherwise. It marks
// all records each time, which are many and stay: better seldom. The limit keeps
// what is garbage at once, as when rows are read ahead, from adding to that.
const (
	garbagePercent = 200       // of what is kept, before it is collected
	baseBytes      = 128 << 20 // for registers, indexes and requests of a large dataset
)

func tuneMemory(s settings) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(int64(baseBytes + s.recordsBytes + s.recordsBytes/2 + s.cacheBytes + s.unsentBytes))
	}
}
