// Package store hands out the release of the dataset that is served: its
// registers, whole plan years and documents, lists of records, and an index to
// search.
package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"doichieu/db"
	"doichieu/ent"
	"doichieu/record"
	"doichieu/textsearch"
)

// Store hands out the release of the dataset that a database holds.
type Store struct {
	database *db.Database
	bytes    int // most bytes of plan years and documents in memory
	current  atomic.Pointer[Release]
	behind   atomic.Pointer[Behind]
	reading  chan struct{} // held by the one that reads a release's registers
}

// New makes a store over an open and migrated database.
func New(database *db.Database) *Store { return NewBounded(database, DefaultCacheBytes) }

// NewBounded is like New, with a limit on the bytes of plan years and documents
// that are kept in memory.
func NewBounded(database *db.Database, cacheBytes int) *Store {
	return &Store{database: database, bytes: cacheBytes, reading: make(chan struct{}, 1)}
}

// Ping reports whether the database answers, within about a second.
func (s *Store) Ping(ctx context.Context) error { return s.database.Ping(ctx) }

// Stale reports whether, and since when, the release that is served may be out of
// date, because the database or the current release cannot be read.
func (s *Store) Stale() (since time.Time, stale bool) {
	since, stale = s.database.Stale()
	if behind, is := s.Behind(); is && (!stale || behind.Since.Before(since)) {
		return behind.Since, true
	}
	return since, stale
}

// Release returns the release read last, reading it when there is none yet.
func (s *Store) Release(ctx context.Context) (*Release, error) {
	if current := s.current.Load(); current != nil {
		return current, nil
	}
	return s.Refresh(ctx)
}

// Served returns the release read last, without reading anything.
func (s *Store) Served() (*Release, bool) {
	current := s.current.Load()
	return current, current != nil
}

// Refresh reads the catalogue and, if another release is current than the one read
// last, its registers. Requests that began before keep their release; until the
// new one is read, further requests are answered from the old one.
func (s *Store) Refresh(ctx context.Context) (*Release, error) {
	done, err := Wait(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	select {
	case s.reading <- struct{}{}:
		defer func() { <-s.reading }()
	case <-ctx.Done():
		return nil, fmt.Errorf("read release: %w", ctx.Err())
	}
	entries, err := s.database.Poll(ctx)
	if err != nil {
		return nil, err
	}
	return s.serve(ctx, entries)
}

// serve reads the current release, unless it is the one read last and intact. If
// it cannot be read, the store is behind.
func (s *Store) serve(ctx context.Context, entries []db.Entry) (*Release, error) {
	served := s.current.Load()
	entry, err := db.Current(entries)
	if err != nil && served != nil {
		return s.fallBack(ctx, entries, entry, err)
	}
	if err != nil {
		return nil, err
	}
	if served != nil && served.Entry.Equal(entry) && s.database.CheckQuickly(ctx, entry) == nil {
		s.behind.Store(nil)
		return served, nil
	}
	release, err := s.read(ctx, entry)
	if err == nil {
		s.behind.Store(nil)
		s.current.Store(release)
		return release, s.database.CloseOthers(entries)
	}
	err = fmt.Errorf("read release %d: %w", entry.Number, err)
	if errors.Is(ctx.Err(), context.Canceled) {
		return nil, err
	}
	return s.fallBack(ctx, entries, entry, err)
}

func (s *Store) read(ctx context.Context, entry db.Entry) (*Release, error) {
	if err := s.database.Check(ctx, s.database.Reads, entry); err != nil {
		return nil, err
	}
	space, err := s.database.Space(entry.Number)
	if err != nil {
		return nil, err
	}
	info, err := space.Client.Release.Query().Only(ctx)
	if err != nil {
		return nil, err
	}
	r := &Release{Info: info, Entry: entry, space: space, client: space.Client, memory: newMemory(s.bytes)}
	r.names = sync.OnceValue(r.gatherNames)
	return readRelease(ctx, r)
}

// Release is one state of the dataset: its registers in memory, and its plan
// years and documents, each read whole when first asked for and kept while there
// is space for it. It never changes. Once the database has dropped the release,
// reading what is not in memory fails with db.ErrReplaced.
type Release struct {
	Info  *ent.Release
	Entry db.Entry // of the catalogue

	// The registers, in natural order.
	Provinces      []*ent.Province
	PlanYears      []*record.PlanYear // without their records
	Documents      []*ent.Document
	Concepts       []*ent.Concept   // with their indicators, whole, in natural order
	Indicators     []*ent.Indicator // with their national goals
	Agencies       []*ent.Agency
	LegalDocuments []*ent.LegalDocument
	Initiatives    []*ent.Initiative

	provinces   map[string]*ent.Province
	planYears   map[string]*record.PlanYear
	documents   map[string]*ent.Document
	concepts    map[string]*ent.Concept
	indicators  map[string]*ent.Indicator
	agencies    map[string]*ent.Agency
	legal       map[string]*ent.LegalDocument
	initiatives map[string]*ent.Initiative

	planYearKeys []string                      // sort keys of PlanYears
	planYearsOf  map[string][]*record.PlanYear // by province
	documentsOf  map[string][]*ent.Document    // by province

	findings    []*record.Finding // in natural order
	findingKeys []string          // their sort keys
	findingByID map[string]*record.Finding
	about       map[string][]*record.Finding // by the id of a record that they concern
	periods     []*record.Budget             // budgets of several years, in natural order

	space  *db.Space
	client *ent.Client
	memory *memory
	lists  [kinds]once[List]
	counts once[Counts]
	search once[textsearch.Index]
	names  func() map[string]*Names
}

// readRelease reads the registers of a release.
func readRelease(ctx context.Context, r *Release) (*Release, error) {
	client := r.client
	var err error
	read := func(step func() error) {
		if err == nil {
			err = step()
		}
	}
	read(func() (err error) {
		r.Provinces, err = client.Province.Query().Order(natural).All(ctx)
		r.provinces = byID(r.Provinces, func(p *ent.Province) string { return p.ID })
		return err
	})
	read(func() error {
		list, err := client.PlanYear.Query().Order(natural).All(ctx)
		for _, py := range list {
			bare := &record.PlanYear{ID: py.ID, Province: r.provinces[py.ProvinceID], Year: py.Year}
			r.PlanYears, r.planYearKeys = append(r.PlanYears, bare), append(r.planYearKeys, py.SortKey)
		}
		r.planYears = byID(r.PlanYears, func(p *record.PlanYear) string { return p.ID })
		r.planYearsOf = map[string][]*record.PlanYear{}
		for _, py := range r.PlanYears {
			r.planYearsOf[py.Province.ID] = append(r.planYearsOf[py.Province.ID], py)
		}
		return err
	})
	read(func() (err error) {
		r.Documents, err = client.Document.Query().Order(natural).All(ctx)
		r.documents = byID(r.Documents, func(d *ent.Document) string { return d.ID })
		r.documentsOf = map[string][]*ent.Document{}
		for _, d := range r.Documents {
			r.documentsOf[d.ProvinceID] = append(r.documentsOf[d.ProvinceID], d)
		}
		return err
	})
	read(func() (err error) {
		r.Concepts, err = client.Concept.Query().Order(natural).
			WithIndicators(func(q *ent.IndicatorQuery) { q.Order(natural) }).All(ctx)
		r.concepts = byID(r.Concepts, func(c *ent.Concept) string { return c.ID })
		return err
	})
	read(func() (err error) {
		r.Indicators, err = client.Indicator.Query().Order(natural).
			WithNationalGoals(func(q *ent.NationalGoalQuery) { q.Order(natural) }).All(ctx)
		r.indicators = byID(r.Indicators, func(i *ent.Indicator) string { return i.ID })
		for _, c := range r.Concepts {
			for n, i := range c.Edges.Indicators {
				c.Edges.Indicators[n] = r.indicators[i.ID]
			}
		}
		return err
	})
	read(func() (err error) {
		r.Agencies, err = client.Agency.Query().Order(natural).All(ctx)
		r.agencies = byID(r.Agencies, func(a *ent.Agency) string { return a.ID })
		return err
	})
	read(func() (err error) {
		r.LegalDocuments, err = client.LegalDocument.Query().Order(natural).All(ctx)
		r.legal = byID(r.LegalDocuments, func(l *ent.LegalDocument) string { return l.ID })
		return err
	})
	read(func() (err error) {
		r.Initiatives, err = client.Initiative.Query().Order(natural).All(ctx)
		r.initiatives = byID(r.Initiatives, func(i *ent.Initiative) string { return i.ID })
		return err
	})
	read(func() error { return r.readFindings(ctx) })
	read(func() error { return r.readPeriods(ctx) })
	return r, err
}

func byID[T any](list []*T, id func(*T) string) map[string]*T {
	out := make(map[string]*T, len(list))
	for _, entry := range list {
		out[id(entry)] = entry
	}
	return out
}

// The lookups below return nil for an id that the release does not have.

// Province finds a province by its id, which is its slug.
func (r *Release) Province(id string) *ent.Province { return r.provinces[id] }

// Document finds a document by its id.
func (r *Release) Document(id string) *ent.Document { return r.documents[id] }

// Concept finds a concept by its id.
func (r *Release) Concept(id string) *ent.Concept { return r.concepts[id] }

// Indicator finds an indicator by its id.
func (r *Release) Indicator(id string) *ent.Indicator { return r.indicators[id] }

// IndicatorByCode finds an indicator by its code.
func (r *Release) IndicatorByCode(code string) *ent.Indicator {
	var buffer [128]byte // keeps the id off the heap
	return r.indicators[string(append(append(buffer[:0], "indicator/"...), code...))]
}

// Agency finds an agency by its id.
func (r *Release) Agency(id string) *ent.Agency { return r.agencies[id] }

// LegalDocument finds a legal document by its id.
func (r *Release) LegalDocument(id string) *ent.LegalDocument { return r.legal[id] }

// Initiative finds an initiative by its id.
func (r *Release) Initiative(id string) *ent.Initiative { return r.initiatives[id] }

// HasPlanYear reports whether any record speaks of the plan year.
func (r *Release) HasPlanYear(id string) bool { return r.planYears[id] != nil }

// PlanYear finds a plan year, without its records; nil when no record speaks of it.
func (r *Release) PlanYear(province string, year int) *record.PlanYear {
	var buffer [64]byte // keeps the id off the heap
	id := strconv.AppendInt(append(append(buffer[:0], province...), '/'), int64(year), 10)
	return r.planYears[string(id)]
}

// PlanYearsOf lists the plan years of a province, oldest first, without their
// records.
func (r *Release) PlanYearsOf(province string) []*record.PlanYear { return r.planYearsOf[province] }

// DocumentsOf lists the documents of a province.
func (r *Release) DocumentsOf(province string) []*ent.Document { return r.documentsOf[province] }

// Findings lists the findings that concern a record.
func (r *Release) Findings(id string) []*record.Finding { return r.about[id] }

// Finding finds a finding by its id.
func (r *Release) Finding(id string) *record.Finding { return r.findingByID[id] }

// AllFindings lists every finding.
func (r *Release) AllFindings() []*record.Finding { return r.findings }

// PeriodBudgets lists the budgets of several years, which hang on no plan year.
func (r *Release) PeriodBudgets() []*record.Budget { return r.periods }
