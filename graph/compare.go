package graph

import (
	"context"

	"doichieu/compare"
	"doichieu/ent"
	"doichieu/graph/model"
	"doichieu/vocab"
)

type (
	pillar = vocab.Pillar
	level  = vocab.Level
)

func (*queryResolver) Compare(ctx context.Context, left, right model.PlanYearRef) (*model.Comparison, error) {
	leftID, err := planYearID(ctx, left.Province, left.Year, "left")
	if err != nil {
		return nil, err
	}
	rightID, err := planYearID(ctx, right.Province, right.Year, "right")
	if err != nil {
		return nil, err
	}
	both, err := planYears(ctx, []string{leftID, rightID})
	if err != nil {
		return nil, err
	}
	l, r := both[0], both[1]
	return &model.Comparison{
		Left: l, Right: r, Rows: compareTargets(ctx, l, r),
		Caveats: caveats(compare.PlanYears(l.Year, r.Year)),
	}, nil
}

func caveats(list []compare.Caveat) []*model.Caveat {
	out := make([]*model.Caveat, len(list))
	for i, c := range list {
		out[i] = &model.Caveat{Kind: c.Kind, Message: c.Message.VI, MessageEn: c.Message.EN}
	}
	return out
}

// compareTargets hands plain values to the rules and finds the records of the
// rows that come back.
func compareTargets(ctx context.Context, left, right *ent.PlanYear) []*model.TargetComparison {
	records := newRecords()
	register := map[string]compare.Indicator{}
	l, r := records.targets(ctx, left, register), records.targets(ctx, right, register)
	rows := compare.Targets(l, r, register)
	out := make([]*model.TargetComparison, len(rows))
	for i := range rows {
		out[i] = records.row(ctx, &rows[i])
	}
	return out
}

// records remembers which record each plain value stands for.
type records struct {
	target  map[string]*ent.Target
	measure map[string]*ent.Measure
	outcome map[string]*ent.Outcome
}

func newRecords() *records {
	return &records{
		target: map[string]*ent.Target{}, measure: map[string]*ent.Measure{}, outcome: map[string]*ent.Outcome{},
	}
}

func (rec *records) targets(ctx context.Context, py *ent.PlanYear, register map[string]compare.Indicator) []*compare.Target {
	out := make([]*compare.Target, len(py.Edges.Targets))
	for i, t := range py.Edges.Targets {
		register[t.IndicatorID] = plainIndicator(release(ctx).Indicator(t.IndicatorID))
		out[i] = rec.plain(ctx, t)
	}
	return out
}

// plain is a target as the rules see it; rec remembers the record behind it.
func (rec *records) plain(ctx context.Context, t *ent.Target) *compare.Target {
	rec.target[t.ID] = t
	plain := &compare.Target{
		ID: t.ID, Indicator: t.IndicatorID, Year: t.Edges.PlanYear.Year,
		Document: t.DocumentID,
		Kind:     release(ctx).Document(t.DocumentID).Kind,
		Flagged:  len(release(ctx).FindingIDs(t.ID)) > 0,
	}
	for _, m := range t.Edges.Measures {
		rec.measure[m.ID] = m
		plain.Measures = append(plain.Measures, plainMeasure(m))
	}
	return plain
}

func plainIndicator(i *ent.Indicator) compare.Indicator {
	return compare.Indicator{
		Code: i.ID, Concept: i.ConceptID, Unit: i.Unit, Direction: i.Direction,
		Name:       compare.Text{VI: i.Name, EN: i.NameEn},
		Base:       compare.Text{VI: i.Base, EN: i.BaseEn},
		Definition: compare.Text{VI: orEmpty(i.Definition), EN: orEmpty(i.DefinitionEn)},
	}
}

func plainMeasure(m *ent.Measure) compare.Measure {
	return compare.Measure{
		ID: m.ID, Level: m.Level, Operator: m.Operator, Value: m.Value, Upper: m.Upper,
		Unit: m.Unit, Rank: m.Rank, Condition: orEmpty(m.Condition),
	}
}

func orEmpty(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

func (rec *records) row(ctx context.Context, row *compare.TargetComparison) *model.TargetComparison {
	out := &model.TargetComparison{
		Indicator:  release(ctx).Indicator(row.Indicator),
		Left:       rec.one(row.Left),
		Right:      rec.one(row.Right),
		OtherLeft:  rec.many(row.OtherLeft),
		OtherRight: rec.many(row.OtherRight),
		Near:       rec.many(row.Near),
		Verdict:    row.Verdict,
		Caveats:    caveats(row.Caveats),
	}
	for _, m := range row.Measures {
		out.Measures = append(out.Measures, &model.MeasureComparison{
			Level: m.Level, Left: rec.bound(m.Left), Right: rec.bound(m.Right),
			Verdict: m.Verdict, Difference: m.Difference,
		})
	}
	return out
}

func (rec *records) one(t *compare.Target) *ent.Target {
	if t == nil {
		return nil
	}
	return rec.target[t.ID]
}

func (rec *records) many(list []*compare.Target) []*ent.Target {
	out := make([]*ent.Target, len(list))
	for i, t := range list {
		out[i] = rec.target[t.ID]
	}
	return out
}

func (rec *records) bound(m *compare.Measure) *ent.Measure {
	if m == nil {
		return nil
	}
	return rec.measure[m.ID]
}

func (*comparisonResolver) Targets(_ context.Context, c *model.Comparison, p *vocab.Pillar, v *vocab.Verdict) ([]*model.TargetComparison, error) {
	return where(c.Rows, func(row *model.TargetComparison) bool {
		return (p == nil || row.Indicator.Pillar == *p) && (v == nil || row.Verdict == *v)
	}), nil
}

func (*comparisonResolver) Summary(_ context.Context, c *model.Comparison) (*model.ComparisonSummary, error) {
	summary := &model.ComparisonSummary{Total: len(c.Rows), Verdicts: countVerdicts(c.Rows)}
	for _, name := range vocab.Pillar("").Values() {
		rows := where(c.Rows, func(row *model.TargetComparison) bool { return string(row.Indicator.Pillar) == name })
		summary.Pillars = append(summary.Pillars, &model.PillarSummary{
			Pillar: vocab.Pillar(name), Total: len(rows), Verdicts: countVerdicts(rows),
		})
	}
	return summary, nil
}

func countVerdicts(rows []*model.TargetComparison) []*model.VerdictCount {
	counts := map[vocab.Verdict]int{}
	for _, row := range rows {
		counts[row.Verdict]++
	}
	var out []*model.VerdictCount
	for _, name := range vocab.Verdict("").Values() {
		out = append(out, &model.VerdictCount{Verdict: vocab.Verdict(name), Count: counts[vocab.Verdict(name)]})
	}
	return out
}
