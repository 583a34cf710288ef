package graph

import (
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

// maxUnknown is how many of them are looked for in an operation.
const maxUnknown = 5

type unknownName struct {
	Argument string `json:"argument"`
	Message  string `json:"message"`
}

// noteUnknown notes the conditions of a filter that name nothing.
func (r *request) noteUnknown(filter conditions) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, condition := range filter {
		what, isName := names[condition.Field]
		name, isText := condition.Value.(string)
		if !isName || !isText || len(r.unknown) == maxUnknown {
			continue
		}
		known := what.all(r.release)
		if slices.Contains(known, name) {
			continue
		}
		problem := Unknown(what.kind, "where."+condition.Field, name, known)
		if noted := (unknownName{problem.Argument, problem.Message}); !slices.Contains(r.unknown, noted) {
			r.unknown = append(r.unknown, noted)
		}
	}
}

func (r *request) markUnknown(response *graphql.Response) *graphql.Response {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.unknown) > 0 {
		extend(response, UnknownExtension, r.unknown)
	}
	return response
}
