package db

import (
	"log/slog"

	"github.com/lib/pq"
)

// Channel is the PostgreSQL channel on which a new release to serve is announced.
func (d *Database) Channel() string { return d.Schema + "_release" }

// Listen receives notices of new releases until stop is called. The channel is
// nil where no notices come: on SQLite, and where they are turned off. A nil
// notice means that the connection was lost for a while, and notices perhaps with
// it.
func (d *Database) Listen() (notices <-chan *pq.Notification, stop func()) {
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
	go func() { // Listen returns when there is a connection, or when the listener is closed
		if err := listener.Listen(d.Channel()); err != nil {
			slog.Debug("no longer listening", "error", err)
		}
	}()
	return listener.NotificationChannel(), func() { _ = listener.Close() }
}
