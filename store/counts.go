package store

import (
	"context"
	"fmt"
)

// Counts is how many records of each kind a release holds; kinds are named in
// capitals as in the API (TARGET, LEGAL_DOCUMENT …).
type Counts struct {
	Total      map[string]int
	ByDocument map[string]map[string]int // by document id
}

// perDocument counts the records of a kind by document.
var perDocument = map[string]string{
	"TARGET":   "SELECT document_id, count(*) FROM space.targets GROUP BY document_id",
	"MEASURE":  "SELECT t.document_id, count(*) FROM space.measures m JOIN space.targets t ON t.id = m.target_id GROUP BY t.document_id",
	"OUTCOME":  "SELECT document_id, count(*) FROM space.outcomes GROUP BY document_id",
	"TASK":     "SELECT document_id, count(*) FROM space.tasks GROUP BY document_id",
	"CITATION": "SELECT document_id, count(*) FROM space.citations GROUP BY document_id",
	"BUDGET":   "SELECT document_id, count(*) FROM space.budgets GROUP BY document_id",
	"FUNDING":  "SELECT document_id, count(*) FROM space.fundings GROUP BY document_id",
	"DUTY":     "SELECT document_id, count(*) FROM space.duties GROUP BY document_id",
	"FINDING":  "SELECT document_id, count(DISTINCT finding_id) FROM space.sources WHERE finding_id IS NOT NULL GROUP BY document_id",
}

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
	for kind, query := range perDocument {
		if err := r.countKind(ctx, counts, kind, query); err != nil {
			return nil, err
		}
	}
	counts.Total["FINDING"] = len(r.findings) // one about two documents counts once
	return counts, nil
}

func (r *Release) countKind(ctx context.Context, counts *Counts, kind, query string) error {
	var document string
	var n int
	return r.forEachRow(ctx, query, []any{&document, &n}, func() {
		counts.ByDocument[document][kind] = n
		counts.Total[kind] += n
	})
}
