package graph

import (
	"context"
	"fmt"
	"strings"

	"doichieu/apierror"
	"doichieu/limit"
	"doichieu/store"
)

// nameKinds describes, for error messages, what the values of a field name.
var nameKinds = map[string]string{
	"agency":        "agency",
	"code":          "province with the code",
	"concept":       "concept",
	"document":      "document",
	"function":      "agency with the function",
	"indicator":     "indicator",
	"initiative":    "initiative",
	"legalDocument": "legal document",
	"number":        "legal document with the number",
	"province":      "province",
	"region":        "region",
}

// unknownName returns the error for an argument whose value names nothing in the
// release. field is the filter field that takes the same names.
func unknownName(ctx context.Context, field, argument, name string) *apierror.Error {
	return &apierror.Error{Code: apierror.NotFound, Argument: argument, Message: notFoundMessage(nameKinds[field], name, requestOf(ctx).nearest(field, name))}
}

func notFoundMessage(kind, name, nearest string) string {
	message := fmt.Sprintf("There is no %s %q.", kind, apierror.Truncate(name, limit.MaxQuotedCharacters))
	if nearest != "" {
		message += fmt.Sprintf(" Did you mean %q?", nearest)
	}
	return message
}

// Unknown returns the NOT_FOUND error for an unknown name of some kind. It
// suggests the nearest of the known names.
func Unknown(kind, argument, name string, known []string) *apierror.Error {
	return &apierror.Error{Code: apierror.NotFound, Argument: argument, Message: notFoundMessage(kind, name, store.Nearest(name, known))}
}

// nearest returns the known name that was probably meant, or "" when there is none
// or the operation has already used its limit.MaxSuggestions.
func (r *request) nearest(field, name string) string {
	if r.suggestions.Add(1) > limit.MaxSuggestions {
		return ""
	}
	return r.release.Names(field).Nearest(name)
}

// checkNames returns an error for a filter with an unknown name.
func checkNames(ctx context.Context, where conditions) error {
	req := requestOf(ctx)
	return checkConditions(where, "where.", req.release, req.nearest)
}

// checkName returns an error for an argument that filters a list by an unknown
// name.
func checkName(ctx context.Context, field, name string) error {
	req := requestOf(ctx)
	return checkConditions(conditions{{Field: field, Value: name}}, "", req.release, req.nearest)
}

// CheckNames returns an error for conditions with names that are unknown in a
// release, the same error that such a filter gives in the API.
func CheckNames(release *store.Release, where []store.Condition) error {
	return checkConditions(where, "", release, func(field, name string) string { return release.Names(field).Nearest(name) })
}

// checkConditions returns one error for all unknown names in conditions. prefix is
// the path of the conditions in the arguments.
func checkConditions(where conditions, prefix string, release *store.Release, nearest func(field, name string) string) error {
	var unknown []apierror.UnknownName
	var messages []string
	for _, condition := range where {
		name, isText := condition.Value.(string)
		names := release.Names(condition.Field)
		if !isText || names == nil || names.Has(name) {
			continue
		}
		suggestion := nearest(condition.Field, name)
		unknown = append(unknown, apierror.UnknownName{
			Argument: prefix + condition.Field, Name: apierror.Truncate(name, limit.MaxQuotedCharacters), Suggestion: suggestion,
		})
		messages = append(messages, condition.Field+": "+notFoundMessage(nameKinds[condition.Field], name, suggestion))
	}
	if len(unknown) == 0 {
		return nil
	}
	return &apierror.Error{Code: apierror.BadUserInput, Argument: unknown[0].Argument, Message: strings.Join(messages, " "), Unknown: unknown}
}
