// Package apierror holds what every error of the API has: a code that programs act
// on, a bounded message, and the id of its request.
package apierror

import (
	"context"
	"log/slog"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/limit"
)

// Code says what sort of error it is. It is given in the error's extensions.
type Code string

// The codes that clients see.
const (
	BadUserInput  Code = "BAD_USER_INPUT" // correct the arguments
	NotFound      Code = "NOT_FOUND"      // no record has that name
	LimitExceeded Code = limit.Code       // ask for less
	Timeout       Code = "TIMEOUT"        // the request took too long
	Internal      Code = "INTERNAL"       // the operator must look; quote the request id
)

// Error is an error that a user can act on.
type Error struct {
	Code     Code
	Message  string
	Argument string          // the argument at fault, when there is one
	Limit    *limit.Exceeded // the limit that was passed, with LimitExceeded
	Unknown  []UnknownName   // the names in filters that nothing has
}

func (e *Error) Error() string { return e.Message }

// UnknownName is a name in a filter or argument that nothing in the release has.
// It is an error, because an empty answer would read as if there were no records.
type UnknownName struct {
	Argument   string `json:"argument"` // or the field of a filter: where.province
	Name       string `json:"name"`
	Suggestion string `json:"suggestion,omitempty"` // the nearest known name
}

type requestIDKey struct{}

// WithRequestID returns a context whose errors bear the id of a request.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestIDKey{}, id)
}

// Finish makes an error ready to be shown: it shortens the message and adds the
// request id. An internal error is logged with its cause.
func Finish(ctx context.Context, shown *gqlerror.Error, cause string) {
	shown.Message = Truncate(shown.Message, limit.MaxMessageCharacters)
	id, _ := ctx.Value(requestIDKey{}).(string)
	if id != "" {
		SetExtension(shown, "requestId", id)
	}
	if shown.Extensions["code"] == Internal {
		slog.ErrorContext(ctx, "request failed", "request_id", id, "error", cause)
	}
}

// SetExtension adds an extension to an error.
func SetExtension(err *gqlerror.Error, key string, value any) {
	if err.Extensions == nil {
		err.Extensions = map[string]any{}
	}
	err.Extensions[key] = value
}

// Truncate shortens a text to a number of characters.
func Truncate(text string, length int) string {
	runes := []rune(text)
	if len(runes) <= length {
		return text
	}
	return string(runes[:length]) + "…"
}
