package store

import (
	"context"
	"log/slog"
	"time"

	"doichieu/db"
)

// Behind says why the release that is served is not the one to serve.
type Behind struct {
	Since  time.Time
	Number int   // of the release to serve; 0 when the catalogue names none
	Cause  error // why it cannot be read, for operators
}

// Behind tells of a release to serve that cannot be read, for as long as that
// holds.
func (s *Store) Behind() (Behind, bool) {
	if behind := s.behind.Load(); behind != nil {
		return *behind, true
	}
	return Behind{}, false
}

// fallBack goes on with the release read before, or at the beginning with the
// newest one that can be read, when the one to serve cannot. It fails with the
// cause when there is none.
func (s *Store) fallBack(ctx context.Context, entries []db.Entry, entry db.Entry, cause error) (*Release, error) {
	served := s.current.Load()
	if served == nil {
		served = s.newestWhole(ctx, entries)
	}
	if served == nil {
		return nil, cause
	}
	s.fallBehind(ctx, served, Behind{Number: entry.Number, Cause: cause})
	s.current.Store(served)
	return served, nil
}

func (s *Store) newestWhole(ctx context.Context, entries []db.Entry) *Release {
	for _, entry := range entries {
		if entry.Current {
			continue
		}
		release, err := s.read(ctx, entry)
		if err == nil {
			return release
		}
		slog.WarnContext(ctx, "a release that is kept cannot be read", "number", entry.Number, "error", err)
	}
	return nil
}

// fallBehind remembers since when, and logs a cause once.
func (s *Store) fallBehind(ctx context.Context, served *Release, now Behind) {
	now.Since = time.Now().UTC().Truncate(time.Second)
	if before, is := s.Behind(); is {
		now.Since = before.Since
		if before.Number == now.Number && before.Cause.Error() == now.Cause.Error() {
			return
		}
	}
	s.behind.Store(&now)
	slog.WarnContext(ctx, "the release to serve cannot be read; answers are stale",
		"number", now.Number, "served", served.Entry.Number, "error", now.Cause)
}
