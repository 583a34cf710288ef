// Package content chooses and serves representations over HTTP: the media type and
// encoding that a client prefers, entity tags, and texts that do not change.
package content
