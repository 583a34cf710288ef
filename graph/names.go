package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/agnivade/levenshtein"

	"doichieu/ent"
	"doichieu/store"
)

// names are the slugs and codes by which arguments and filters name records, by
// the name of the argument.
var names = map[string]struct {
	kind string // for messages
	all  func(*store.Release) []string
}{
	"agency":        {"agency", namesOf(func(r *store.Release) []*ent.Agency { return r.Agencies }, func(a *ent.Agency) string { return a.Slug })},
	"concept":       {"concept", namesOf(func(r *store.Release) []*ent.Concept { return r.Concepts }, func(c *ent.Concept) string { return c.Code })},
	"document":      {"document", namesOf(func(r *store.Release) []*ent.Document { return r.Documents }, func(d *ent.Document) string { return d.Slug })},
	"indicator":     {"indicator", namesOf(func(r *store.Release) []*ent.Indicator { return r.Indicators }, func(i *ent.Indicator) string { return i.Code })},
	"initiative":    {"initiative", namesOf(func(r *store.Release) []*ent.Initiative { return r.Initiatives }, func(i *ent.Initiative) string { return i.Slug })},
	"legalDocument": {"legal document", namesOf(func(r *store.Release) []*ent.LegalDocument { return r.LegalDocuments }, func(l *ent.LegalDocument) string { return l.Slug })},
	"province":      {"province", namesOf(func(r *store.Release) []*ent.Province { return r.Provinces }, func(p *ent.Province) string { return p.ID })},
}

func namesOf[T any](records func(*store.Release) []*T, name func(*T) string) func(*store.Release) []string {
	return func(r *store.Release) []string {
		var out []string
		for _, record := range records(r) {
			out = append(out, name(record))
		}
		return out
	}
}

// unknown is the error for an argument that names nothing in the release.
func unknown(ctx context.Context, what, argument, name string) *Error {
	return Unknown(names[what].kind, argument, name, names[what].all(release(ctx)))
}

// maxSuggestInput bounds the work of looking for the nearest name.
const maxSuggestInput = 100

// Unknown is the error NOT_FOUND for a name that nothing of a kind has, with
// the nearest of the known ones.
func Unknown(kind, argument, name string, known []string) *Error {
	message := fmt.Sprintf("There is no %s %q.", kind, truncate(name, maxSuggestInput))
	if nearest := nearestName(name, known); nearest != "" {
		message += fmt.Sprintf(" Did you mean %q?", nearest)
	}
	return &Error{Code: NotFound, Argument: argument, Message: message}
}

func truncate(text string, length int) string {
	runes := []rune(text)
	if len(runes) <= length {
		return text
	}
	return string(runes[:length]) + "…"
}

// nearestName is the known name that takes the fewest edits, unless it takes
// more than one and two fifths of the name, as with names of the schema.
func nearestName(name string, known []string) string {
	if len(name) > maxSuggestInput {
		return ""
	}
	nearest, fewest := "", len(name)*2/5+2
	for _, candidate := range known {
		if edits := levenshtein.ComputeDistance(name, candidate); edits < fewest {
			nearest, fewest = candidate, edits
		}
	}
	return nearest
}

// UnknownExtension is the name under which an answer's extensions list the
// names in filters that no record has. Such a filter finds nothing, which would
// otherwise read as if there were nothing to find.
const UnknownExtension = "unknownNames"

// maxUnknown is how many of them are told: looking for the nearest takes time.
const maxUnknown = 5

// unknownName is a name in a filter that no record has: of what, and in which
// argument.
type unknownName struct{ what, argument, name string }

// noteUnknownIn notes the conditions of a filter that name nothing.
func (r *request) noteUnknownIn(filter conditions) {
	for _, condition := range filter {
		what, isName := names[condition.Field]
		name, isText := condition.Value.(string)
		if isName && isText && !slices.Contains(what.all(r.release), name) {
			r.noteUnknown(unknownName{condition.Field, "where." + condition.Field, name})
		}
	}
}

func (r *request) noteUnknown(u unknownName) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.unknown = append(r.unknown, u)
}

// markUnknown tells what was noted, in an order that does not depend on which
// filter was answered first.
func (r *request) markUnknown(response *graphql.Response) *graphql.Response {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.unknown) == 0 {
		return response
	}
	slices.SortFunc(r.unknown, func(a, b unknownName) int {
		return cmp.Or(cmp.Compare(a.argument, b.argument), cmp.Compare(a.name, b.name))
	})
	distinct := slices.Compact(r.unknown)
	told := make([]map[string]string, 0, maxUnknown)
	for _, u := range distinct[:min(len(distinct), maxUnknown)] {
		what := names[u.what]
		problem := Unknown(what.kind, u.argument, u.name, what.all(r.release))
		told = append(told, map[string]string{"argument": problem.Argument, "message": problem.Message})
	}
	extend(response, UnknownExtension, told)
	return response
}
