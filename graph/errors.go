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

// tooMuch is the error for an argument that asks for more than is allowed.
func tooMuch(argument, what string, asked, allowed int) *apierror.Error {
	return &apierror.Error{
		Code: apierror.LimitExceeded, Argument: argument,
		Message: fmt.Sprintf("The %s is %d; at most %d are allowed.", what, asked, allowed),
		Limit:   &limit.Exceeded{What: what, Asked: asked, Allowed: allowed},
	}
}

// States of the database in which a question cannot be answered.
var (
	ErrEmpty        = &apierror.Error{Code: apierror.Internal, Message: "No dataset has been loaded yet."}
	ErrUnresponsive = &apierror.Error{Code: apierror.Timeout, Message: "The database does not answer; ask again in a moment."}
	ErrReloaded     = &apierror.Error{Code: apierror.Internal, Message: "The dataset was just replaced; ask again."} // while the answer was put together
)

// Present turns any error into what a user may see: the message and code of an
// Error as they are, GraphQL's own complaints with a code, and everything else
// as INTERNAL, whose cause goes to the log. Every error bears the request id.
// Once a request has ended, whatever fails fails for that reason.
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
	cause := err.Error() // before the message becomes what is shown
	out := graphql.DefaultErrorPresenter(ctx, err)
	if place := graphql.GetFieldContext(ctx); place != nil {
		out.Path = place.Path() // in the answer, where gqlgen goes on to the place in the arguments
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

// codeOf is our code for an error of the GraphQL library, which has its own
// codes for what it finds wrong with a document.
func codeOf(err *gqlerror.Error) any {
	switch code := err.Extensions["code"]; code {
	case nil, errcode.ParseFailed, errcode.ValidationFailed:
		return apierror.BadUserInput
	default:
		return code
	}
}

// Recover turns a panic into an error and logs where it was.
func Recover(ctx context.Context, panicked any) error {
	slog.ErrorContext(ctx, "panic", "cause", panicked, "stack", string(debug.Stack()))
	return errors.New("panic while answering")
}

// isGraphQL reports whether err was made by the GraphQL library itself, which
// speaks of the request only, rather than wrapped around an error of ours.
func isGraphQL(err error) bool {
	var graphqlError *gqlerror.Error
	return errors.As(err, &graphqlError) && graphqlError.Err == nil
}
