package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"doichieu/ent"
	"doichieu/record"
	"doichieu/vocab"
)

// Kind is a kind of record that can be listed.
type Kind int

// The kinds of the API's connections.
const (
	Provinces Kind = iota
	PlanYears
	Documents
	Indicators
	Agencies
	LegalDocuments
	Targets
	Outcomes
	Tasks
	Citations
	Budgets
	Findings
	kinds
)

// once makes a value when it is first asked for. After a failure it tries again.
type once[T any] struct {
	value  atomic.Pointer[T]
	mu     sync.Mutex
	making chan struct{} // closed when the value is made; nil while no goroutine makes it
}

// get returns the value. While another goroutine makes it, it waits until ctx ends.
func (o *once[T]) get(ctx context.Context, make func(context.Context) (*T, error)) (*T, error) {
	for {
		if value := o.value.Load(); value != nil {
			return value, nil
		}
		done, elsewhere := o.begin()
		if !elsewhere {
			return o.make(ctx, done, make)
		}
		if err := waitFor(ctx, done); err != nil {
			return nil, err
		}
	}
}

// waitFor returns when done is closed, or with an error when ctx ends before.
func waitFor(ctx context.Context, done <-chan struct{}) error {
	waited, err := Wait(ctx)
	if err != nil {
		return err
	}
	defer waited()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// begin has the caller make the value, unless another goroutine does already.
func (o *once[T]) begin() (done chan struct{}, elsewhere bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.making != nil {
		return o.making, true
	}
	o.making = make(chan struct{})
	return o.making, false
}

func (o *once[T]) make(ctx context.Context, done chan struct{}, make func(context.Context) (*T, error)) (*T, error) {
	defer func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.making = nil
		close(done)
	}()
	made, err := make(ctx)
	if err == nil {
		o.value.Store(made)
	}
	return made, err
}

// List returns the index over the records of a kind. It is made when first asked
// for, from the registers or from a query for a few columns.
func (r *Release) List(ctx context.Context, kind Kind) (*List, error) {
	return r.lists[kind].get(ctx, func(ctx context.Context) (*List, error) {
		l, err := listers[kind](ctx, r)
		if err != nil {
			return nil, fmt.Errorf("read a list: %w", err)
		}
		l.finish()
		return l, nil
	})
}

var listers = [kinds]func(context.Context, *Release) (*List, error){
	Provinces:      func(_ context.Context, r *Release) (*List, error) { return r.listProvinces(), nil },
	PlanYears:      func(_ context.Context, r *Release) (*List, error) { return r.listPlanYears(), nil },
	Documents:      func(_ context.Context, r *Release) (*List, error) { return r.listDocuments(), nil },
	Indicators:     func(_ context.Context, r *Release) (*List, error) { return r.listIndicators(), nil },
	Agencies:       func(_ context.Context, r *Release) (*List, error) { return r.listAgencies(), nil },
	LegalDocuments: func(_ context.Context, r *Release) (*List, error) { return r.listLegalDocuments(), nil },
	Targets:        func(ctx context.Context, r *Release) (*List, error) { return r.listTargets(ctx) },
	Outcomes:       func(ctx context.Context, r *Release) (*List, error) { return r.listOutcomes(ctx) },
	Tasks:          func(ctx context.Context, r *Release) (*List, error) { return r.listTasks(ctx) },
	Citations:      func(ctx context.Context, r *Release) (*List, error) { return r.listCitations(ctx) },
	Budgets:        func(ctx context.Context, r *Release) (*List, error) { return r.listBudgets(ctx) },
	Findings:       func(_ context.Context, r *Release) (*List, error) { return r.listFindings(), nil },
}

// forEachRow runs SQL that is written by hand, scans the columns of each row into
// the given variables, and calls visit. "space." in the SQL stands for the prefix
// that qualifies the names of tables.
func (r *Release) forEachRow(ctx context.Context, query string, columns []any, visit func()) (err error) {
	waited, err := Wait(ctx)
	if err != nil {
		return err
	}
	defer waited()
	rows, err := r.client.QueryContext(ctx, strings.ReplaceAll(query, "space.", r.space.Prefix))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := rows.Scan(columns...); err != nil {
			return err
		}
		visit()
	}
	return rows.Err()
}

func (r *Release) listProvinces() *List {
	l := newList("NAME", "CODE")
	for _, p := range r.Provinces {
		at := l.add(p.SortKey, "")
		l.mark(at, "region", p.Region)
		l.mark(at, "successor", p.Successor)
		l.mark(at, "code", p.Code)
		l.value("NAME", Value{Text: p.Name})
		l.value("CODE", Value{Text: p.Code})
	}
	return l
}

func (r *Release) listPlanYears() *List {
	l := newList("YEAR")
	for i, py := range r.PlanYears {
		at := l.add(r.planYearKeys[i], "")
		l.mark(at, "province", py.Province.ID)
		l.mark(at, "year", py.Year)
		l.value("YEAR", Value{Number: int64(py.Year)})
	}
	return l
}

func (r *Release) listDocuments() *List {
	l := newList("PERIOD_START")
	for _, d := range r.Documents {
		at := l.add(d.SortKey, "")
		l.mark(at, "province", d.ProvinceID)
		l.mark(at, "kind", d.Kind)
		l.markYears(at, d.PeriodStart, d.PeriodEnd)
		l.value("PERIOD_START", Value{Number: int64(d.PeriodStart)})
	}
	return l
}

// markYears marks every year of a period.
func (l *List) markYears(position int32, start, end int) {
	for year := start; year <= end; year++ {
		l.mark(position, "year", year)
	}
}

func (r *Release) listIndicators() *List {
	l := newList("NAME")
	for _, i := range r.Indicators {
		at := l.add(i.SortKey, "")
		l.mark(at, "pillar", i.Pillar)
		l.mark(at, "unit", i.Unit)
		l.mark(at, "concept", r.concepts[i.ConceptID].Code)
		l.value("NAME", Value{Text: i.Name})
	}
	return l
}

func (r *Release) listAgencies() *List {
	l := newList("NAME")
	for _, a := range r.Agencies {
		at := l.add(a.SortKey, "")
		if a.ProvinceID != nil {
			l.mark(at, "province", *a.ProvinceID)
		}
		l.mark(at, "kind", a.Kind)
		l.mark(at, "function", a.Function)
		l.value("NAME", Value{Text: a.Name})
	}
	return l
}

func (r *Release) listLegalDocuments() *List {
	l := newList("TITLE")
	for _, d := range r.LegalDocuments {
		at := l.add(d.SortKey, "")
		if d.ProvinceID != nil {
			l.mark(at, "province", *d.ProvinceID)
		}
		l.mark(at, "type", d.Type)
		l.mark(at, "issuerLevel", d.IssuerLevel)
		if d.Year != nil {
			l.mark(at, "year", *d.Year)
		}
		if d.Number != nil {
			l.mark(at, "number", *d.Number)
		}
		l.value("TITLE", Value{Text: d.Title})
	}
	return l
}

func (r *Release) listFindings() *List {
	l := newList("KIND")
	for i, f := range r.findings {
		at := l.add(r.findingKeys[i], "")
		l.mark(at, "kind", f.Kind)
		l.mark(at, "severity", f.Severity)
		for _, s := range f.Sources {
			l.mark(at, "document", s.Document.Slug)
			l.mark(at, "province", s.Document.ProvinceID)
		}
		l.value("KIND", Value{Text: string(f.Kind)})
	}
	return l
}

func (r *Release) listTargets(ctx context.Context) (*List, error) {
	l := newList("INDICATOR")
	var key, planYear, document, indicator string
	positions := map[string]int32{}
	err := r.forEachRow(ctx, "SELECT sort_key, plan_year_id, document_id, indicator_id FROM space.targets ORDER BY sort_key",
		[]any{&key, &planYear, &document, &indicator}, func() {
			at := l.add(key, planYear)
			positions[idIn(key)] = at
			l.markRecord(at, r.planYears[planYear], r.documents[document])
			l.markIndicator(at, r.indicators[indicator])
		})
	if err != nil {
		return nil, err
	}
	var target string
	var level vocab.Level
	err = r.forEachRow(ctx, "SELECT DISTINCT target_id, level FROM space.measures", []any{&target, &level}, func() {
		l.mark(positions[target], "level", level)
	})
	if err != nil {
		return nil, err
	}
	return l, r.markAgencies(ctx, l, positions, "SELECT DISTINCT target_id, agency_id FROM space.target_agencies")
}

// idIn is the id that ends a sort key.
func idIn(sortKey string) string { return sortKey[strings.LastIndexByte(sortKey, ' ')+1:] }

func (l *List) markRecord(position int32, py *record.PlanYear, d *ent.Document) {
	l.mark(position, "province", py.Province.ID)
	l.mark(position, "year", py.Year)
	l.mark(position, "document", d.Slug)
}

func (l *List) markIndicator(position int32, i *ent.Indicator) {
	l.mark(position, "pillar", i.Pillar)
	l.mark(position, "indicator", i.Code)
	l.value("INDICATOR", Value{Text: i.ID})
}

func (r *Release) markAgencies(ctx context.Context, l *List, positions map[string]int32, query string) error {
	var owner, agency string
	return r.forEachRow(ctx, query, []any{&owner, &agency}, func() {
		l.mark(positions[owner], "agency", r.agencies[agency].Slug)
	})
}

func (r *Release) listOutcomes(ctx context.Context) (*List, error) {
	l := newList("INDICATOR")
	var key, planYear, document, indicator string
	var level vocab.Level
	var isTotal bool
	err := r.forEachRow(ctx, "SELECT sort_key, plan_year_id, document_id, indicator_id, level, is_total FROM space.outcomes ORDER BY sort_key",
		[]any{&key, &planYear, &document, &indicator, &level, &isTotal}, func() {
			at := l.add(key, planYear)
			l.markRecord(at, r.planYears[planYear], r.documents[document])
			l.markIndicator(at, r.indicators[indicator])
			l.mark(at, "level", level)
			l.mark(at, "isTotal", isTotal)
		})
	return l, err
}

func (r *Release) listTasks(ctx context.Context) (*List, error) {
	l := newList("THEME", "TITLE")
	var key, planYear, document, title string
	var theme vocab.Theme
	var origin vocab.TaskOrigin
	var initiative *string
	positions := map[string]int32{}
	err := r.forEachRow(ctx, "SELECT sort_key, plan_year_id, document_id, theme, origin, initiative_id, title FROM space.tasks ORDER BY sort_key",
		[]any{&key, &planYear, &document, &theme, &origin, &initiative, &title}, func() {
			at := l.add(key, planYear)
			positions[idIn(key)] = at
			l.markRecord(at, r.planYears[planYear], r.documents[document])
			l.mark(at, "theme", theme)
			l.mark(at, "origin", origin)
			if initiative != nil {
				l.mark(at, "initiative", r.initiatives[*initiative].Slug)
			}
			l.value("THEME", Value{Text: string(theme)})
			l.value("TITLE", Value{Text: title})
		})
	if err != nil {
		return nil, err
	}
	return l, r.markAgencies(ctx, l, positions, "SELECT DISTINCT task_id, agency_id FROM space.task_agencies")
}

func (r *Release) listCitations(ctx context.Context) (*List, error) {
	l := newList("LEGAL_DOCUMENT")
	var key, document, legal string
	var role vocab.CitationRole
	err := r.forEachRow(ctx, "SELECT sort_key, document_id, legal_document_id, role FROM space.citations ORDER BY sort_key",
		[]any{&key, &document, &legal, &role}, func() {
			at := l.add(key, document)
			l.mark(at, "document", r.documents[document].Slug)
			l.mark(at, "province", r.documents[document].ProvinceID)
			l.mark(at, "role", role)
			l.mark(at, "legalDocument", r.legal[legal].Slug)
			l.value("LEGAL_DOCUMENT", Value{Text: r.legal[legal].ID})
		})
	return l, err
}

func (r *Release) listBudgets(ctx context.Context) (*List, error) {
	l := newList("AMOUNT")
	var key, province, document string
	var planYear *string
	var category vocab.BudgetCategory
	var start, end int
	var amount int64
	err := r.forEachRow(ctx, "SELECT sort_key, plan_year_id, province_id, document_id, category, period_start, period_end, amount FROM space.budgets ORDER BY sort_key",
		[]any{&key, &planYear, &province, &document, &category, &start, &end, &amount}, func() {
			at := l.add(key, orEmpty(planYear))
			l.mark(at, "province", province)
			l.markYears(at, start, end)
			l.mark(at, "document", r.documents[document].Slug)
			l.mark(at, "category", category)
			l.value("AMOUNT", Value{Number: amount})
		})
	return l, err
}
