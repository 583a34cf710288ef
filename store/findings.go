package store

import (
	"cmp"
	"context"
	"slices"

	"entgo.io/ent/dialect/sql"

	"doichieu/ent"
	"doichieu/ent/budget"
	"doichieu/record"
)

// readFindings reads every finding: there are few of them, and every record shows
// its own.
func (r *Release) readFindings(ctx context.Context) error {
	read, err := r.client.Finding.Query().Order(natural).WithSources(inOrder).
		WithRecords(func(q *ent.FindingRecordQuery) { q.Order(ent.Asc("position")) }).All(ctx)
	if err != nil {
		return err
	}
	b := newBinder(r)
	for _, f := range read {
		made := &record.Finding{}
		b.bindFindingFields(made, f)
		for _, concerned := range f.Edges.Records {
			made.RecordIDs = append(made.RecordIDs, concerned.RecordID)
		}
		r.findings, r.findingKeys = append(r.findings, made), append(r.findingKeys, f.SortKey)
	}
	r.findingByID = byID(r.findings, func(f *record.Finding) string { return f.ID })
	r.about = map[string][]*record.Finding{}
	for _, f := range slices.SortedFunc(slices.Values(r.findings), func(a, b *record.Finding) int { return cmp.Compare(a.ID+"/", b.ID+"/") }) {
		for _, id := range f.RecordIDs {
			r.about[id] = append(r.about[id], f)
		}
	}
	return b.err
}

func ofSeveralYears(s *sql.Selector) { s.Where(sql.IsNull(s.C(budget.FieldPlanYearID))) }

// readPeriods reads the budgets of several years.
func (r *Release) readPeriods(ctx context.Context) error {
	read, err := r.client.Budget.Query().Where(ofSeveralYears).Order(natural).WithSources(inOrder).All(ctx)
	if err != nil {
		return err
	}
	b := newBinder(r)
	r.periods = records[record.Budget](b, len(read))
	for i, period := range read {
		b.bindBudget(r.periods[i], nil, period)
	}
	return b.err
}
