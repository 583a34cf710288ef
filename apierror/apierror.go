// Package apierror defines the errors of the API. Each has a code that programs act
// on, a message of bounded length, and the id of its request.
package apierror

import (
	"context"
	"log/slog"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/limit"
)

// Code classifies an error. Clients read it from extensions.code.
type Code string

// The codes that clients see.
const (
	BadUserInput  Code = "BAD_USER_INPUT" // correct the arguments
	NotFound      Code = "NOT_FOUND"      // no record has the given name
	LimitExceeded Code = limit.Code       // ask for less
	Timeout       Code = "TIMEOUT"        // the request took too long
	Internal      Code = "INTERNAL"       // the server failed; its log has the cause under the request id
)

// Error is an error whose message and code are meant for clients.
type Error struct {
	Code     Code
	Message  string
	Argument string          // the argument at fault, when there is one
	Limit    *limit.Exceeded // the limit that was exceeded, with LimitExceeded
	Unknown  []UnknownName   // the names in filters that match no record
}

func (e *Error) Error() string { return e.Message }

// UnknownName is a name in a filter or argument that matches no record of the
// release. It is an error, because an empty answer would suggest that the name is
// known and has no records.
type UnknownName struct {
	Argument   string `json:"argument"` // or the field of a filter: where.province
	Name       string `json:"name"`
	Suggestion string `json:"suggestion,omitempty"` // the nearest known name
}

type requestIDKey struct{}

// WithRequestID returns a context in which Finish adds the request id to errors.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestIDKey{}, id)
}

// Finish prepares an error for clients: it shortens the message and adds the
// request id. An internal error is logged with its cause.
func Finish(ctx context.Context, err *gqlerror.Error, cause string) {
	err.Message = Truncate(err.Message, limit.MaxMessageCharacters)
	id, _ := ctx.Value(requestIDKey{}).(string)
	if id != "" {
		SetExtension(err, "requestId", id)
	}
	if err.Extensions["code"] == Internal {
		slog.ErrorContext(ctx, "request failed", "request_id", id, "error", cause)
	}
}

// SetExtension sets an extension of an error.
func SetExtension(err *gqlerror.Error, key string, value any) {
	if err.Extensions == nil {
		err.Extensions = map[string]any{}
	}
	err.Extensions[key] = value
}

// Truncate cuts a text after length characters and marks the cut with an ellipsis.
func Truncate(text string, length int) string {
	runes := []rune(text)
	if len(runes) <= length {
		return text
	}
	return string(runes[:length]) + "…"
}
