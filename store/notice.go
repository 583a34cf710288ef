package store

import (
	"context"
	"log/slog"
	"strconv"
	"time"

	"github.com/lib/pq"
)

// Channel is where PostgreSQL tells that another release is to be served.
func (d *Database) Channel() string { return d.Schema + "_release" }

// Follow serves what the database says is to be served, until ctx ends. It
// looks at every interval, and on PostgreSQL also when it is told of another
// release. Each look takes no longer than most; served is called with the
// release that is served at the beginning and after each look.
func (s *Store) Follow(ctx context.Context, interval, most time.Duration, served func(*Release)) {
	notices, stop := s.database.listen()
	defer stop()
	looks := time.NewTicker(interval)
	defer looks.Stop()
	for {
		if release, ok := s.Served(); ok {
			served(release)
		}
		select {
		case <-ctx.Done():
			return
		case <-looks.C:
			s.look(ctx, most)
		case notice := <-notices:
			s.lookFor(ctx, notice, interval, most)
		}
	}
}

// look looks once. While the database cannot be read, the release read before
// is served.
func (s *Store) look(ctx context.Context, most time.Duration) (number int, found bool) {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	release, err := s.Refresh(ctx)
	if err != nil {
		if _, served := s.Served(); ctx.Err() == nil && served {
			slog.WarnContext(ctx, "the database cannot be read; the release read before is served", "error", err)
		} else if ctx.Err() == nil {
			slog.WarnContext(ctx, "no release can be read", "error", err)
		}
		return 0, false
	}
	return release.Entry.Number, true
}

// lookFor looks again and again for the release that a notice tells of: a
// standby learns of it a little later than the primary that told. After the
// interval the next look is due anyway.
func (s *Store) lookFor(ctx context.Context, notice *pq.Notification, interval, most time.Duration) {
	if notice == nil { // the connection was lost for a while, and notices perhaps with it
		s.look(ctx, most)
		return
	}
	told, err := strconv.Atoi(notice.Extra)
	if err != nil {
		slog.WarnContext(ctx, "a notice names no release", "notice", notice.Extra)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, interval)
	defer cancel()
	for pause := firstPause; ; pause = min(2*pause, longPause) {
		if number, found := s.look(ctx, most); found && number == told {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

// listen hears of releases. Where nothing tells of them, nothing is heard.
func (d *Database) listen() (notices <-chan *pq.Notification, stop func()) {
	if d.noticeURL == "" {
		return nil, func() {}
	}
	lost := false
	listener := pq.NewListener(d.noticeURL, firstPause, longPause, func(_ pq.ListenerEventType, err error) {
		if err != nil && !lost { // and not at every try
			slog.Warn("notices of releases are lost; releases are looked for", "error", err)
		}
		lost = err != nil
	})
	go func() { // it returns when a connection is there, or when the listener is closed
		if err := listener.Listen(d.Channel()); err != nil {
			slog.Debug("no longer listening", "error", err)
		}
	}()
	return listener.NotificationChannel(), func() { _ = listener.Close() }
}
