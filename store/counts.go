package store

import (
	"context"
	"fmt"
	"strings"

	entmigrate "doichieu/ent/migrate"
)

// Counts is how many records of each kind a release holds; kinds are named in
// capitals as in the API (TARGET, LEGAL_DOCUMENT …).
type Counts struct {
	Total      map[string]int
	ByDocument map[string]map[string]int // by document id
}

// sourceOwners are the columns of sources that name a record, by the kind of the
// record: every record that is entered from a document has a source in it.
var sourceOwners = func() map[string]string {
	owners := map[string]string{}
	for _, column := range entmigrate.SourcesColumns {
		if kind, isReference := strings.CutSuffix(column.Name, "_id"); isReference && column.Nullable {
			owners[strings.ToUpper(kind)] = column.Name
		}
	}
	return owners
}()

// IsFromDocuments reports whether records of a kind are entered from documents.
func IsFromDocuments(kind string) bool { return sourceOwners[kind] != "" }

// Counts counts the release's records once, and caches the result.
func (r *Release) Counts(ctx context.Context) (*Counts, error) {
	return r.counts.get(ctx, func(ctx context.Context) (*Counts, error) {
		counts, err := r.count(ctx)
		if err != nil {
			return nil, fmt.Errorf("count records: %w", err)
		}
		return counts, nil
	})
}

func (r *Release) count(ctx context.Context) (*Counts, error) {
	counts := &Counts{
		Total: map[string]int{
			"PROVINCE": len(r.Provinces), "PLAN_YEAR": len(r.PlanYears), "DOCUMENT": len(r.Documents),
			"CONCEPT": len(r.Concepts), "INDICATOR": len(r.Indicators), "AGENCY": len(r.Agencies),
			"LEGAL_DOCUMENT": len(r.LegalDocuments), "INITIATIVE": len(r.Initiatives),
		},
		ByDocument: map[string]map[string]int{},
	}
	for _, d := range r.Documents {
		counts.ByDocument[d.ID] = map[string]int{}
	}
	for kind, owner := range sourceOwners {
		if err := r.countKind(ctx, counts, kind, owner); err != nil {
			return nil, err
		}
	}
	counts.Total["FINDING"] = len(r.findings) // one about two documents counts once
	return counts, nil
}

func (r *Release) countKind(ctx context.Context, counts *Counts, kind, owner string) error {
	var document string
	var n int
	query := fmt.Sprintf("SELECT document_id, count(DISTINCT %[1]s) FROM space.sources WHERE %[1]s IS NOT NULL GROUP BY document_id", owner)
	return r.forEachRow(ctx, query, []any{&document, &n}, func() {
		counts.ByDocument[document][kind] = n
		counts.Total[kind] += n
	})
}
