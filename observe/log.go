package observe

import (
	"io"
	"log/slog"
)

// The formats of the log.
const (
	LogText = "text"
	LogJSON = "json"
)

// NewLogger returns a logger that writes entries of at least a level in a format.
func NewLogger(to io.Writer, format string, level slog.Level) *slog.Logger {
	options := &slog.HandlerOptions{Level: level}
	if format == LogJSON {
		return slog.New(slog.NewJSONHandler(to, options))
	}
	return slog.New(slog.NewTextHandler(to, options))
}
