package main

import (
	"context"
	"log/slog"
	"os"
	"runtime/debug"

	"doichieu/store"
)

// warmer reads the records of the current release into memory in the background,
// before requests need them.
type warmer struct {
	release *store.Release
	stop    context.CancelFunc
}

// switchTo stops warming the previous release and starts with another one.
func (w *warmer) switchTo(ctx context.Context, release *store.Release) {
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

// Settings of the garbage collector, unless the environment sets GOGC and GOMEMLIMIT.
// Each collection marks all records in memory, which are many and long-lived, so it
// should run less often than by default. The memory limit still bounds the garbage
// that accumulates quickly, as while a release is warmed.
const (
	gcPercent = 200       // heap growth, in percent of live memory, that triggers a collection
	baseBytes = 128 << 20 // for the registers, indexes and requests of a large dataset
)

// tuneMemory sets the garbage collector.

func tuneMemory(s settings) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(int64(baseBytes + s.recordsBytes + s.recordsBytes/2 + s.cacheBytes + s.unsentBytes))
	}
}
