package graph

import (
	"context"
	"slices"

	"doichieu/ent"
	"doichieu/graph/model"
)

// Resolvers of the registers, the documents and what hangs on documents.

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

// documentKinds are the kinds of record that are entered from a document.
var documentKinds = []model.RecordKind{
	model.RecordKindTarget, model.RecordKindMeasure, model.RecordKindOutcome, model.RecordKindTask,
	model.RecordKindCitation, model.RecordKindBudget, model.RecordKindFunding, model.RecordKindDuty,
	model.RecordKindFinding,
}

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
	return must(release(ctx).Province(d.ProvinceID), d.ProvinceID)
}

func (*documentResolver) Funding(ctx context.Context, d *ent.Document) ([]*ent.Funding, error) {
	return waiting(ctx).loaders.funding.Load(ctx, d.ID)
}

func (*documentResolver) Duties(ctx context.Context, d *ent.Document) ([]*ent.Duty, error) {
	return waiting(ctx).loaders.duties.Load(ctx, d.ID)
}

func (*dutyResolver) Document(ctx context.Context, d *ent.Duty) (*ent.Document, error) {
	return must(release(ctx).Document(d.DocumentID), d.DocumentID)
}

func (*dutyResolver) Agency(ctx context.Context, d *ent.Duty) (*ent.Agency, error) {
	return must(release(ctx).Agency(d.AgencyID), d.AgencyID)
}

func (*dutyResolver) Sources(_ context.Context, d *ent.Duty) ([]*ent.Source, error) {
	return d.Edges.Sources, nil
}

func (*fundingResolver) Document(ctx context.Context, f *ent.Funding) (*ent.Document, error) {
	return must(release(ctx).Document(f.DocumentID), f.DocumentID)
}

func (*fundingResolver) Sources(_ context.Context, f *ent.Funding) ([]*ent.Source, error) {
	return f.Edges.Sources, nil
}

func (*provinceResolver) Slug(_ context.Context, p *ent.Province) (string, error) { return p.ID, nil }

func (*provinceResolver) MergedInto(ctx context.Context, p *ent.Province) (*ent.Province, error) {
	return find(release(ctx).Province, p.MergedIntoID)
}

func (*provinceResolver) MergedFrom(ctx context.Context, p *ent.Province) ([]*ent.Province, error) {
	return where(release(ctx).Provinces, func(other *ent.Province) bool {
		return other.MergedIntoID != nil && *other.MergedIntoID == p.ID
	}), nil
}

func (*provinceResolver) PlanYears(ctx context.Context, p *ent.Province) ([]*ent.PlanYear, error) {
	return where(release(ctx).PlanYears, func(py *ent.PlanYear) bool { return py.ProvinceID == p.ID }), nil
}

func (*provinceResolver) Documents(ctx context.Context, p *ent.Province) ([]*ent.Document, error) {
	return where(release(ctx).Documents, func(d *ent.Document) bool { return d.ProvinceID == p.ID }), nil
}

func (*conceptResolver) Indicators(_ context.Context, c *ent.Concept) ([]*ent.Indicator, error) {
	return c.Edges.Indicators, nil
}

func (*indicatorResolver) Concept(ctx context.Context, i *ent.Indicator) (*ent.Concept, error) {
	return must(release(ctx).Concept(i.ConceptID), i.ConceptID)
}

func (*indicatorResolver) Near(ctx context.Context, i *ent.Indicator) ([]*ent.Indicator, error) {
	concept, err := must(release(ctx).Concept(i.ConceptID), i.ConceptID)
	if err != nil {
		return nil, err
	}
	return where(concept.Edges.Indicators, func(other *ent.Indicator) bool { return other.ID != i.ID }), nil
}

func (*indicatorResolver) National(_ context.Context, i *ent.Indicator) ([]*ent.NationalGoal, error) {
	return i.Edges.NationalGoals, nil
}

func (*nationalGoalResolver) Indicator(ctx context.Context, g *ent.NationalGoal) (*ent.Indicator, error) {
	return must(release(ctx).Indicator(g.IndicatorID), g.IndicatorID)
}

func (*nationalGoalResolver) Decision(ctx context.Context, g *ent.NationalGoal) (*ent.LegalDocument, error) {
	return must(release(ctx).LegalDocument(g.LegalDocumentID), g.LegalDocumentID)
}

func (*agencyResolver) Province(ctx context.Context, a *ent.Agency) (*ent.Province, error) {
	return find(release(ctx).Province, a.ProvinceID)
}

func (*legalDocumentResolver) Province(ctx context.Context, l *ent.LegalDocument) (*ent.Province, error) {
	return find(release(ctx).Province, l.ProvinceID)
}

func (*legalDocumentResolver) Citations(ctx context.Context, l *ent.LegalDocument) ([]*ent.Citation, error) {
	return waiting(ctx).loaders.citations.Load(ctx, l.ID)
}

func (*citationResolver) Document(ctx context.Context, c *ent.Citation) (*ent.Document, error) {
	return must(release(ctx).Document(c.DocumentID), c.DocumentID)
}

func (*citationResolver) LegalDocument(ctx context.Context, c *ent.Citation) (*ent.LegalDocument, error) {
	return must(release(ctx).LegalDocument(c.LegalDocumentID), c.LegalDocumentID)
}

func (*citationResolver) Record(ctx context.Context, c *ent.Citation) (model.Node, error) {
	for _, id := range []*string{c.TargetID, c.TaskID, c.OutcomeID} {
		if id != nil {
			return node(ctx, *id)
		}
	}
	return nil, nil
}

func (*citationResolver) Findings(ctx context.Context, c *ent.Citation) ([]*ent.Finding, error) {
	return findingsAbout(ctx, c.ID)
}

func (*citationResolver) Source(_ context.Context, c *ent.Citation) (*ent.Source, error) {
	return first(c.Edges.Sources, c.ID)
}

func (*findingResolver) Records(ctx context.Context, f *ent.Finding) ([]model.Node, error) {
	ids := make([]string, len(f.Edges.Records))
	for i, record := range f.Edges.Records {
		ids[i] = record.RecordID
	}
	found, err := nodes(ctx, ids)
	return slices.DeleteFunc(found, func(n model.Node) bool { return n == nil }), err
}

func (*findingResolver) Sources(_ context.Context, f *ent.Finding) ([]*ent.Source, error) {
	return f.Edges.Sources, nil
}
