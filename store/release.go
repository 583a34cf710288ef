package store

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"doichieu/ent"
	"doichieu/ent/concept"
	"doichieu/ent/document"
	"doichieu/ent/findingrecord"
	"doichieu/ent/indicator"
	"doichieu/ent/initiative"
	"doichieu/ent/nationalgoal"
	"doichieu/ent/planyear"
	"doichieu/ent/province"
	"doichieu/textsearch"
)

// Store hands out the release of the dataset that a database holds.
type Store struct {
	database *Database
	current  atomic.Pointer[Release]
	reading  chan struct{} // held by the one that reads a release's registers
}

// New makes a store over an open and migrated database.
func New(database *Database) *Store {
	return &Store{database: database, reading: make(chan struct{}, 1)}
}

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return s.database.SQL.PingContext(ctx) }

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

// Refresh looks whether the database holds another release than the one read
// last, and reads its registers if so. Requests that began before keep theirs,
// and others are answered from it meanwhile.
func (s *Store) Refresh(ctx context.Context) (*Release, error) {
	select {
	case s.reading <- struct{}{}:
		defer func() { <-s.reading }()
	case <-ctx.Done():
		return nil, fmt.Errorf("read release: %w", ctx.Err())
	}
	entries, err := Catalogue(ctx, s.database.SQL)
	if err != nil {
		return nil, err
	}
	entry, err := Current(entries)
	if err != nil {
		return nil, err
	}
	if current := s.current.Load(); current != nil && current.Entry.Equal(entry) {
		return current, nil
	}
	release, err := s.read(ctx, entry)
	if err != nil {
		return nil, fmt.Errorf("read release %d: %w", entry.Number, err)
	}
	s.current.Store(release)
	return release, s.database.forget(entries)
}

func (s *Store) read(ctx context.Context, entry Entry) (*Release, error) {
	space, err := s.database.space(entry.Number)
	if err != nil {
		return nil, err
	}
	info, err := space.client.Release.Query().Only(ctx)
	if err != nil {
		return nil, err
	}
	return readRelease(ctx, &Release{
		Info: info, Entry: entry, space: space, client: space.client, whole: map[string]*ent.PlanYear{},
	})
}

// Release is one state of the dataset: its registers in memory, and its plan
// years, each read whole when first asked for and then kept. Whatever comes in
// later, it stays as it is until it is not kept any more; what must be read
// from the database then fails with ErrReplaced.
type Release struct {
	Info  *ent.Release
	Entry Entry // of the catalogue

	// The registers, in natural order.
	Provinces   []*ent.Province
	PlanYears   []*ent.PlanYear // without their records
	Documents   []*ent.Document
	Concepts    []*ent.Concept   // with their indicators, whole, in natural order
	Indicators  []*ent.Indicator // with their national goals
	Initiatives []*ent.Initiative

	provinces   map[string]*ent.Province
	planYears   map[string]*ent.PlanYear
	documents   map[string]*ent.Document
	concepts    map[string]*ent.Concept
	indicators  map[string]*ent.Indicator
	agencies    map[string]*ent.Agency
	legal       map[string]*ent.LegalDocument
	initiatives map[string]*ent.Initiative
	findings    map[string][]string // record id → ids of the findings about it

	space  *space
	client *ent.Client
	mu     sync.Mutex
	whole  map[string]*ent.PlanYear // with all their records
	counts *Counts

	searchMu sync.Mutex
	search   *textsearch.Index
}

// Client reads the release's rows for lists that are filtered in SQL.
func (r *Release) Client() *ent.Client { return r.client }

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
		r.Provinces, err = client.Province.Query().Order(ent.Asc(province.FieldSortKey)).All(ctx)
		r.provinces = byID(r.Provinces, func(p *ent.Province) string { return p.ID })
		return err
	})
	read(func() (err error) {
		r.PlanYears, err = client.PlanYear.Query().Order(ent.Asc(planyear.FieldSortKey)).All(ctx)
		r.planYears = byID(r.PlanYears, func(p *ent.PlanYear) string { return p.ID })
		return err
	})
	read(func() (err error) {
		r.Documents, err = client.Document.Query().Order(ent.Asc(document.FieldSortKey)).All(ctx)
		r.documents = byID(r.Documents, func(d *ent.Document) string { return d.ID })
		return err
	})
	read(func() (err error) {
		r.Concepts, err = client.Concept.Query().Order(ent.Asc(concept.FieldSortKey)).
			WithIndicators(func(q *ent.IndicatorQuery) { q.Order(ent.Asc(indicator.FieldSortKey)) }).All(ctx)
		r.concepts = byID(r.Concepts, func(c *ent.Concept) string { return c.ID })
		return err
	})
	read(func() (err error) {
		r.Indicators, err = client.Indicator.Query().Order(ent.Asc(indicator.FieldSortKey)).
			WithNationalGoals(func(q *ent.NationalGoalQuery) { q.Order(ent.Asc(nationalgoal.FieldSortKey)) }).All(ctx)
		r.indicators = byID(r.Indicators, func(i *ent.Indicator) string { return i.ID })
		for _, c := range r.Concepts {
			resolve(c.Edges.Indicators, r.indicators, func(i *ent.Indicator) string { return i.ID })
		}
		return err
	})
	read(func() error {
		agencies, err := client.Agency.Query().All(ctx)
		r.agencies = byID(agencies, func(a *ent.Agency) string { return a.ID })
		return err
	})
	read(func() error {
		legal, err := client.LegalDocument.Query().All(ctx)
		r.legal = byID(legal, func(l *ent.LegalDocument) string { return l.ID })
		return err
	})
	read(func() (err error) {
		r.Initiatives, err = client.Initiative.Query().Order(ent.Asc(initiative.FieldSortKey)).All(ctx)
		r.initiatives = byID(r.Initiatives, func(i *ent.Initiative) string { return i.ID })
		return err
	})
	read(func() error {
		links, err := client.FindingRecord.Query().Order(ent.Asc(findingrecord.FieldID)).All(ctx)
		r.findings = map[string][]string{}
		for _, link := range links {
			r.findings[link.RecordID] = append(r.findings[link.RecordID], link.FindingID)
		}
		return err
	})
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

// Agency finds an agency by its id.
func (r *Release) Agency(id string) *ent.Agency { return r.agencies[id] }

// LegalDocument finds a legal document by its id.
func (r *Release) LegalDocument(id string) *ent.LegalDocument { return r.legal[id] }

// Initiative finds an initiative by its id.
func (r *Release) Initiative(id string) *ent.Initiative { return r.initiatives[id] }

// HasPlanYear reports whether any record speaks of the plan year.
func (r *Release) HasPlanYear(id string) bool { return r.planYears[id] != nil }

// FindingIDs lists the findings that concern a record.
func (r *Release) FindingIDs(record string) []string { return r.findings[record] }
