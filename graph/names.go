package graph

import (
	"context"
	"fmt"
	"strings"

	"doichieu/apierror"
	"doichieu/limit"
	"doichieu/store"
)

// nameKinds says in messages what the values of a field are names of.
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

// unknown is the error for an argument whose value names nothing in the release;
// field is the filter's field that takes the same names.
func unknown(ctx context.Context, field, argument, name string) *apierror.Error {
	return &apierror.Error{Code: apierror.NotFound, Argument: argument, Message: thereIsNo(nameKinds[field], name, from(ctx).nearest(field, name))}
}

func thereIsNo(kind, name, nearest string) string {
	message := fmt.Sprintf("There is no %s %q.", kind, apierror.Truncate(name, limit.MaxQuotedCharacters))
	if nearest != "" {
		message += fmt.Sprintf(" Did you mean %q?", nearest)
	}
	return message
}

// Unknown is the error NOT_FOUND for an unknown name of some kind. It suggests the
// nearest of the known names.
func Unknown(kind, argument, name string, known []string) *apierror.Error {
	return &apierror.Error{Code: apierror.NotFound, Argument: argument, Message: thereIsNo(kind, name, store.Nearest(name, known))}
}

// nearest returns the known name that was probably meant. It is empty after
// limit.MaxSuggestions names.
func (r *request) nearest(field, name string) string {
	if r.suggestions.Add(1) > limit.MaxSuggestions {
		return ""
	}
	return r.release.Names(field).Nearest(name)
}

// checkNames fails for a filter with an unknown name.
func checkNames(ctx context.Context, where conditions) error {
	req := from(ctx)
	return namesIn(where, "where.", req.release, req.nearest)
}

// checkName fails for an argument that filters a list by an unknown name.
func checkName(ctx context.Context, field, name string) error {
	req := from(ctx)
	return namesIn(conditions{{Field: field, Value: name}}, "", req.release, req.nearest)
}

// CheckNames fails for conditions with names that are unknown in a release, with
// the error that the same filter gives in the API.
func CheckNames(release *store.Release, where []store.Condition) error {
	return namesIn(where, "", release, func(field, name string) string { return release.Names(field).Nearest(name) })
}

func namesIn(where conditions, prefix string, release *store.Release, nearest func(field, name string) string) error {
	var found []apierror.UnknownName
	var messages []string
	for _, condition := range where {
		name, isText := condition.Value.(string)
		known := release.Names(condition.Field)
		if !isText || known == nil || known.Has(name) {
			continue
		}
		suggestion := nearest(condition.Field, name)
		found = append(found, apierror.UnknownName{
			Argument: prefix + condition.Field, Name: apierror.Truncate(name, limit.MaxQuotedCharacters), Suggestion: suggestion,
		})
		messages = append(messages, condition.Field+": "+thereIsNo(nameKinds[condition.Field], name, suggestion))
	}
	if len(found) == 0 {
		return nil
	}
	return &apierror.Error{Code: apierror.BadUserInput, Argument: found[0].Argument, Message: strings.Join(messages, " "), Unknown: found}
}
