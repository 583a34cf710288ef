package store

import (
	"context"
	"log/slog"
	"strconv"
	"time"

	"github.com/lib/pq"
)

// Times between polls for a release that a notice announced.
const (
	firstPause = 50 * time.Millisecond
	longPause  = 2 * time.Second
)

// Follow keeps serving the release that the database names, until ctx ends. It
// polls at every interval: polling is authoritative, and the notices of
// PostgreSQL only make it faster. Each poll ends after timeout. Served is called
// with the release that is served, at the beginning and after each poll. Refresh
// makes the switch.
func (s *Store) Follow(ctx context.Context, interval, timeout time.Duration, served func(*Release)) {
	notices, stop := s.database.Listen()
	defer stop()
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		if release, ok := s.Served(); ok {
			served(release)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			s.poll(ctx, timeout)
		case notice := <-notices:
			s.pollFor(ctx, notice, interval, timeout)
		}
	}
}

// poll refreshes the store once. While the database cannot be read, the release
// read before is served.
func (s *Store) poll(ctx context.Context, timeout time.Duration) (number int, found bool) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	release, err := s.Refresh(ctx)
	if err == nil {
		return release.Entry.Number, true
	}
	if ctx.Err() != nil {
		return 0, false
	}
	if _, served := s.Served(); served {
		slog.WarnContext(ctx, "the database cannot be read; the release read before is served", "error", err)
	} else {
		slog.WarnContext(ctx, "no release can be read", "error", err)
	}
	return 0, false
}

// pollFor polls until the release that a notice names is served: a standby
// learns of it a little later than the primary that sent the notice. After the
// interval the next poll is due anyway.
func (s *Store) pollFor(ctx context.Context, notice *pq.Notification, interval, timeout time.Duration) {
	if notice == nil { // the connection was lost for a while, and notices perhaps with it
		s.poll(ctx, timeout)
		return
	}
	announced, err := strconv.Atoi(notice.Extra)
	if err != nil {
		slog.WarnContext(ctx, "a notice names no release", "notice", notice.Extra)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, interval)
	defer cancel()
	for pause := firstPause; ; pause = min(2*pause, longPause) {
		if number, found := s.poll(ctx, timeout); found && number == announced {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}
