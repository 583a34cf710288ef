package store

import (
	"context"
	"fmt"
	"strings"
)

// Counts is how many records of each kind a release holds; kinds are named in
// capitals as in the API (TARGET, LEGAL_DOCUMENT …).
type Counts struct {
	Total      map[string]int
	ByDocument map[string]map[string]int // by document id
}

// perDocument counts the records of a kind by document; "space." stands for what
// qualifies the names of tables.
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

// Counts counts the release's records, once; later calls return the same.
func (r *Release) Counts(ctx context.Context) (*Counts, error) {
	r.mu.Lock()
	counts := r.counts
	r.mu.Unlock()
	if counts != nil {
		return counts, nil
	}
	counts, err := r.count(ctx)
	if err != nil {
		return nil, fmt.Errorf("count records: %w", err)
	}
	r.mu.Lock()
	r.counts = counts
	r.mu.Unlock()
	return counts, nil
}

func (r *Release) count(ctx context.Context) (*Counts, error) {
	counts := &Counts{
		Total: map[string]int{
			"PROVINCE": len(r.Provinces), "PLAN_YEAR": len(r.PlanYears), "DOCUMENT": len(r.Documents),
			"CONCEPT": len(r.Concepts), "INDICATOR": len(r.Indicators), "AGENCY": len(r.agencies),
			"LEGAL_DOCUMENT": len(r.legal), "INITIATIVE": len(r.initiatives),
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
	// A finding about two documents counts once in the total.
	findings, err := r.client.Finding.Query().Count(ctx)
	counts.Total["FINDING"] = findings
	return counts, err
}

func (r *Release) countKind(ctx context.Context, counts *Counts, kind, query string) error {
	rows, err := r.client.QueryContext(ctx, strings.ReplaceAll(query, "space.", r.space.prefix))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var document string
		var n int
		if err := rows.Scan(&document, &n); err != nil {
			return err
		}
		counts.ByDocument[document][kind] = n
		counts.Total[kind] += n
	}
	return rows.Err()
}
