// Package transport answers GraphQL over HTTP as the specification of that name has
// it: GET and POST, content negotiation, and status codes that proxies understand.
// Finished answers are kept, with entity tags, as long as the data is the same.
package transport

import (
	"context"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"doichieu/traffic"
)

// Source is the data that operations are executed on. It is replaced as a whole,
// from one version to the next.
type Source interface {
	// Pin returns a context whose operations read the current version, and that
	// version.
	Pin(ctx context.Context) (context.Context, Version, error)

	// WithSlot returns a context whose operations give their slot up while they wait
	// for the data.
	WithSlot(ctx context.Context, slot *traffic.Slot) context.Context

	// Stale reports whether the current version cannot be read, so that answers may
	// be out of date.
	Stale() bool

	// MarkStale says in an answer of the pinned version that it may be out of date,
	// as long as Stale reports so.
	MarkStale(ctx context.Context, response *graphql.Response)

	// IsMarkedStale reports whether an answer says so.
	IsMarkedStale(response *graphql.Response) bool
}

// Version identifies a version of the data.
type Version struct {
	ID       string
	Checksum string
	LoadedAt time.Time
}
