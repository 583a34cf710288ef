package store

import (
	"context"
	"log/slog"
	"time"

	"doichieu/db"
)

// Behind says why another release is served than the one that is current in the
// catalogue.
type Behind struct {
	Since  time.Time
	Number int   // of the current release; 0 when the catalogue has none
	Cause  error // why it cannot be read, for operators
}

// Behind reports that the current release cannot be read, for as long as that is
// so.
func (s *Store) Behind() (Behind, bool) {
	if behind := s.behind.Load(); behind != nil {
		return *behind, true
	}
	return Behind{}, false
}

// fallBack serves the release read before, or at the start the newest that can be
// read, because the current one cannot. It fails with the cause when there is none.
func (s *Store) fallBack(ctx context.Context, entries []db.Entry, entry db.Entry, cause error) (*Release, error) {
	served := s.current.Load()
	if served == nil {
		served = s.newestReadable(ctx, entries)
	}
	if served == nil {
		return nil, cause
	}
	s.setBehind(ctx, served, Behind{Number: entry.Number, Cause: cause})
	s.current.Store(served)
	return served, nil
}

func (s *Store) newestReadable(ctx context.Context, entries []db.Entry) *Release {
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

// setBehind remembers since when the store is behind, and logs each cause once.
func (s *Store) setBehind(ctx context.Context, served *Release, now Behind) {
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
