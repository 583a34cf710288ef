package graph

import (
	"context"
	"slices"

	"doichieu/ent"
	"doichieu/graph/model"
	"doichieu/record"
	"doichieu/store"
)

// Resolvers of the registers, of documents and of the records in their bodies.

func (*datasetResolver) Counts(ctx context.Context, _ *ent.Release) ([]*model.RecordCount, error) {
	counts, err := release(ctx).Counts(ctx)
	if err != nil {
		return nil, err
	}
	return recordCounts(counts.Total, model.AllRecordKind), nil
}

func (*datasetResolver) Documents(ctx context.Context, _ *ent.Release) ([]*ent.Document, error) {
	return release(ctx).Documents, nil
}

func (*datasetResolver) Concepts(ctx context.Context, _ *ent.Release) ([]*ent.Concept, error) {
	return release(ctx).Concepts, nil
}

func (*datasetResolver) Initiatives(ctx context.Context, _ *ent.Release) ([]*ent.Initiative, error) {
	return release(ctx).Initiatives, nil
}

// documentKinds are the kinds of record that documents contain.
var documentKinds = slices.DeleteFunc(slices.Clone(model.AllRecordKind), func(kind model.RecordKind) bool {
	return !store.IsFromDocuments(string(kind))
})

func (*documentResolver) Counts(ctx context.Context, d *ent.Document) ([]*model.RecordCount, error) {
	counts, err := release(ctx).Counts(ctx)
	if err != nil {
		return nil, err
	}
	return recordCounts(counts.ByDocument[d.ID], documentKinds), nil
}

func recordCounts(counts map[string]int, kinds []model.RecordKind) []*model.RecordCount {
	out := make([]*model.RecordCount, len(kinds))
	for i, kind := range kinds {
		out[i] = &model.RecordCount{Kind: kind, Count: counts[string(kind)]}
	}
	return out
}

func (*documentResolver) Province(ctx context.Context, d *ent.Document) (*ent.Province, error) {
	return required(release(ctx).Province(d.ProvinceID), d.ProvinceID)
}

func (*documentResolver) Funding(ctx context.Context, d *ent.Document) ([]*record.Funding, error) {
	found, err := body(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	return found.Funding, nil
}

func (*documentResolver) Duties(ctx context.Context, d *ent.Document) ([]*record.Duty, error) {
	found, err := body(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	return found.Duties, nil
}

func (*provinceResolver) Slug(_ context.Context, p *ent.Province) (string, error) { return p.ID, nil }

func (*provinceResolver) MergedInto(ctx context.Context, p *ent.Province) (*ent.Province, error) {
	return optional(release(ctx).Province, p.MergedIntoID)
}

func (*provinceResolver) MergedFrom(ctx context.Context, p *ent.Province) ([]*ent.Province, error) {
	return filter(release(ctx).Provinces, func(other *ent.Province) bool {
		return other.MergedIntoID != nil && *other.MergedIntoID == p.ID
	}), nil
}

func (*provinceResolver) PlanYears(ctx context.Context, p *ent.Province) ([]*record.PlanYear, error) {
	return release(ctx).PlanYearsOf(p.ID), nil
}

func (*provinceResolver) Documents(ctx context.Context, p *ent.Province) ([]*ent.Document, error) {
	return release(ctx).DocumentsOf(p.ID), nil
}

func (*conceptResolver) Indicators(_ context.Context, c *ent.Concept) ([]*ent.Indicator, error) {
	return c.Edges.Indicators, nil
}

func (*indicatorResolver) Concept(ctx context.Context, i *ent.Indicator) (*ent.Concept, error) {
	return required(release(ctx).Concept(i.ConceptID), i.ConceptID)
}

func (*indicatorResolver) Near(ctx context.Context, i *ent.Indicator) ([]*ent.Indicator, error) {
	concept, err := required(release(ctx).Concept(i.ConceptID), i.ConceptID)
	if err != nil {
		return nil, err
	}
	return filter(concept.Edges.Indicators, func(other *ent.Indicator) bool { return other.ID != i.ID }), nil
}

func (*indicatorResolver) National(_ context.Context, i *ent.Indicator) ([]*ent.NationalGoal, error) {
	return i.Edges.NationalGoals, nil
}

func (*nationalGoalResolver) Indicator(ctx context.Context, g *ent.NationalGoal) (*ent.Indicator, error) {
	return required(release(ctx).Indicator(g.IndicatorID), g.IndicatorID)
}

func (*nationalGoalResolver) Decision(ctx context.Context, g *ent.NationalGoal) (*ent.LegalDocument, error) {
	return required(release(ctx).LegalDocument(g.LegalDocumentID), g.LegalDocumentID)
}

func (*agencyResolver) Province(ctx context.Context, a *ent.Agency) (*ent.Province, error) {
	return optional(release(ctx).Province, a.ProvinceID)
}

func (*legalDocumentResolver) Province(ctx context.Context, l *ent.LegalDocument) (*ent.Province, error) {
	return optional(release(ctx).Province, l.ProvinceID)
}

func (*legalDocumentResolver) Citations(ctx context.Context, l *ent.LegalDocument) ([]*record.Citation, error) {
	list, err := release(ctx).List(ctx, store.Citations)
	if err != nil {
		return nil, err
	}
	var places []store.Place
	for _, position := range list.Find(conditions{{Field: "legalDocument", Value: l.Slug}}, store.Order{}) {
		places = append(places, list.Place(position))
	}
	return fetchCitations(ctx, places)
}

func (*findingResolver) Records(ctx context.Context, f *record.Finding) ([]model.Node, error) {
	found, err := nodes(ctx, f.RecordIDs)
	return slices.DeleteFunc(found, func(n model.Node) bool { return n == nil }), err
}
