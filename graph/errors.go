package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/apierror"
	"doichieu/db"
	"doichieu/execute"
	"doichieu/limit"
)

// limitExceeded returns the error for an argument that asks for more than is
// allowed.
func limitExceeded(argument, what string, asked, allowed int) *apierror.Error {
	return &apierror.Error{
		Code: apierror.LimitExceeded, Argument: argument,
		Message: fmt.Sprintf("The %s is %d; at most %d are allowed.", what, asked, allowed),
		Limit:   &limit.Exceeded{What: what, Asked: asked, Allowed: allowed},
	}
}

// Errors for states of the database in which no operation can be answered.
var (
	ErrEmpty        = &apierror.Error{Code: apierror.Internal, Message: "No dataset has been loaded yet."}
	ErrUnresponsive = &apierror.Error{Code: apierror.Timeout, Message: "The database does not answer; ask again in a moment."}
	ErrReloaded     = &apierror.Error{Code: apierror.Internal, Message: "The dataset was just replaced; ask again."} // during the operation
)

// Present converts any error to the one that the client gets: an apierror.Error
// keeps its message and code, an error of the GraphQL library gets a code, and
// anything else becomes INTERNAL, with the cause in the log only. Every error
// carries the request id. Once a request has ended, unexpected errors are
// reported as TIMEOUT. The result is nil for limit.ErrStopped.
func Present(ctx context.Context, err error) *gqlerror.Error {
	if errors.Is(err, limit.ErrStopped) {
		return nil
	}
	if errors.Is(err, db.ErrReplaced) {
		err = ErrReloaded
	}
	if errors.Is(err, db.ErrUnresponsive) {
		err = ErrUnresponsive
	}
	cause := err.Error() // before the message is replaced
	out := graphql.DefaultErrorPresenter(ctx, err)
	if place := graphql.GetFieldContext(ctx); place != nil {
		out.Path = place.Path() // the path in the answer; gqlgen would append the path in the arguments
	}
	var ours *apierror.Error
	switch {
	case errors.As(err, &ours):
		out.Message = ours.Message
		if ours.Limit != nil {
			out.Extensions = limit.Extensions(ours.Limit)
		}
		apierror.SetExtension(out, "code", ours.Code)
		if ours.Argument != "" {
			apierror.SetExtension(out, "argument", ours.Argument)
		}
		if len(ours.Unknown) > 0 {
			apierror.SetExtension(out, "unknownNames", ours.Unknown)
		}
	case isGraphQL(err):
		apierror.SetExtension(out, "code", codeOf(out))
	case ctx.Err() != nil, errors.Is(err, context.DeadlineExceeded):
		out.Message = "The request took too long; ask for less."
		out.Extensions = map[string]any{"code": apierror.Timeout}
	default:
		if wrong := execute.WrongArgument(ctx, schema); wrong != nil {
			return Present(ctx, wrong)
		}
		out.Message = "Internal error."
		out.Extensions = map[string]any{"code": apierror.Internal}
	}
	apierror.Finish(ctx, out, cause)
	return out
}

// codeOf returns the API's code for an error of the GraphQL library, which has
// codes of its own for invalid documents.
func codeOf(err *gqlerror.Error) any {
	switch code := err.Extensions["code"]; code {
	case nil, errcode.ParseFailed, errcode.ValidationFailed:
		return apierror.BadUserInput
	default:
		return code
	}
}

// Recover converts a panic to an error, and logs its cause and stack.
func Recover(ctx context.Context, panicked any) error {
	slog.ErrorContext(ctx, "panic", "cause", panicked, "stack", string(debug.Stack()))
	return errors.New("panic while answering")
}

// isGraphQL reports whether err comes from the GraphQL library itself, so that its
// message is only about the request, rather than wrapping an internal error.
func isGraphQL(err error) bool {
	var graphqlError *gqlerror.Error
	return errors.As(err, &graphqlError) && graphqlError.Err == nil
}
