// Package content negotiates and serves HTTP representations: the media type and
// encoding that a client prefers, entity tags, and static answers.
package content
