// Package transport implements the GraphQL over HTTP specification: GET and POST,
// content negotiation, and status codes that proxies understand. It caches finished
// answers, with entity tags, until the data changes.
package transport

import (
	"context"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"doichieu/traffic"
)

// Source is the data that operations read. All of it changes at once, from one
// version to the next.
type Source interface {
	// Pin returns a context whose operations read the current version, and that
	// version.
	Pin(ctx context.Context) (context.Context, Version, error)

	// WithSlot returns a context whose operations give up their slot while they wait
	// for the database.
	WithSlot(ctx context.Context, slot *traffic.Slot) context.Context

	// Stale reports whether the current version cannot be read, so that answers may
	// be out of date.
	Stale() bool

	// MarkStale adds a mark to a response of the pinned version, which tells clients
	// that it may be out of date. It does nothing unless Stale reports true.
	MarkStale(ctx context.Context, response *graphql.Response)

	// IsMarkedStale reports whether a response has that mark.
	IsMarkedStale(response *graphql.Response) bool
}

// Version identifies a version of the data.
type Version struct {
	ID       string
	Checksum string
	LoadedAt time.Time
}
