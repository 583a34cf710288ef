package graph

import (
	"context"
	"fmt"
	"strings"

	"doichieu/store"
)

// named is what the names of a sort name, for messages.
var named = map[string]string{
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

// unknown is the error for an argument that names nothing in the release.
func unknown(ctx context.Context, sort, argument, name string) *Error {
	return &Error{Code: NotFound, Argument: argument, Message: thereIsNo(named[sort], name, from(ctx).nearest(sort, name))}
}

// maxQuoted is how many characters of a name are quoted.
const maxQuoted = 100

func thereIsNo(kind, name, nearest string) string {
	message := fmt.Sprintf("There is no %s %q.", kind, truncate(name, maxQuoted))
	if nearest != "" {
		message += fmt.Sprintf(" Did you mean %q?", nearest)
	}
	return message
}

// Unknown is the error NOT_FOUND for a name that nothing of a kind has, with
// the nearest of the known ones.
func Unknown(kind, argument, name string, known []string) *Error {
	return &Error{Code: NotFound, Argument: argument, Message: thereIsNo(kind, name, store.Nearest(name, known))}
}

func truncate(text string, length int) string {
	runes := []rune(text)
	if len(runes) <= length {
		return text
	}
	return string(runes[:length]) + "…"
}

// UnknownName is a name in a filter or argument that nothing in the release
// has. The answer to such a filter would read as if there were nothing to find.
type UnknownName struct {
	Argument   string `json:"argument"` // or the field of a filter: where.province
	Name       string `json:"name"`
	Suggestion string `json:"suggestion,omitempty"` // the nearest known name
}

// maxSuggestions is for how many unknown names of one request the nearest known
// one is looked for, which takes time.
const maxSuggestions = 10

// nearest is the known name that was probably meant, unless the request has
// asked too often.
func (r *request) nearest(sort, name string) string {
	if r.suggestions.Add(1) > maxSuggestions {
		return ""
	}
	return r.release.Names(sort).Nearest(name)
}

// checkNames fails for a filter that names something unknown.
func checkNames(ctx context.Context, where conditions) error {
	req := from(ctx)
	return namesIn(where, "where.", req.release, req.nearest)
}

// checkName fails for an argument that narrows a list by something unknown.
func checkName(ctx context.Context, sort, name string) error {
	req := from(ctx)
	return namesIn(conditions{{Field: sort, Value: name}}, "", req.release, req.nearest)
}

// CheckNames fails, as the same filter does in the API, for conditions that
// name something unknown in a release.
func CheckNames(release *store.Release, where []store.Condition) error {
	return namesIn(where, "", release, func(sort, name string) string { return release.Names(sort).Nearest(name) })
}

func namesIn(where conditions, prefix string, release *store.Release, nearest func(sort, name string) string) error {
	var found []UnknownName
	var messages []string
	for _, condition := range where {
		name, isText := condition.Value.(string)
		known := release.Names(condition.Field)
		if !isText || known == nil || known.Has(name) {
			continue
		}
		suggestion := nearest(condition.Field, name)
		found = append(found, UnknownName{prefix + condition.Field, truncate(name, maxQuoted), suggestion})
		messages = append(messages, condition.Field+": "+thereIsNo(named[condition.Field], name, suggestion))
	}
	if len(found) == 0 {
		return nil
	}
	return &Error{Code: BadUserInput, Argument: found[0].Argument, Message: strings.Join(messages, " "), Unknown: found}
}
