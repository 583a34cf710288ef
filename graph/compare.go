package graph

import (
	"context"

	"doichieu/compare"
	"doichieu/ent"
	"doichieu/graph/model"
	"doichieu/record"
	"doichieu/store"
	"doichieu/vocab"
)

func (*queryResolver) Compare(ctx context.Context, left, right model.PlanYearRef) (*model.Comparison, error) {
	bareLeft, err := barePlanYear(ctx, left.Province, left.Year, "left")
	if err != nil {
		return nil, err
	}
	bareRight, err := barePlanYear(ctx, right.Province, right.Year, "right")
	if err != nil {
		return nil, err
	}
	both, err := planYears(ctx, []string{bareLeft.ID, bareRight.ID})
	if err != nil {
		return nil, err
	}
	l, r := both[0], both[1]
	return &model.Comparison{
		Left: l, Right: r, Rows: compareTargets(ctx, l, r),
		Caveats: model.Caveats(compare.PlanYears(l.Year, r.Year)),
	}, nil
}

// compareTargets compares the targets of two plan years by the rules of package
// compare, and adds each row's indicator.
func compareTargets(ctx context.Context, left, right *record.PlanYear) []*model.TargetComparison {
	rows := compare.Targets(left.Targets, right.Targets, register(ctx))
	out, all := make([]*model.TargetComparison, len(rows)), make([]model.TargetComparison, len(rows))
	for i := range rows {
		all[i] = targetRow(ctx, &rows[i])
		out[i] = &all[i]
	}
	return out
}

// plainIndicators returns the indicators of a release, by id, in the form that
// package compare takes.
func plainIndicators(r *store.Release) map[string]compare.Indicator {
	out := make(map[string]compare.Indicator, len(r.Indicators))
	for _, i := range r.Indicators {
		out[i.ID] = plainIndicator(i)
	}
	return out
}

func plainIndicator(i *ent.Indicator) compare.Indicator {
	return compare.Indicator{
		ID: i.ID, ConceptID: i.ConceptID, Unit: i.Unit, Direction: i.Direction,
		Name:       compare.Text{VI: i.Name, EN: i.NameEn},
		Base:       compare.Text{VI: i.Base, EN: i.BaseEn},
		Definition: compare.Text{VI: orEmpty(i.Definition), EN: orEmpty(i.DefinitionEn)},
	}
}

func orEmpty(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

func targetRow(ctx context.Context, row *model.JudgedTargets) model.TargetComparison {
	return model.TargetComparison{
		Indicator: release(ctx).Indicator(row.IndicatorID), Judged: row,
	}
}

func (*comparisonResolver) Targets(_ context.Context, c *model.Comparison, p *vocab.Pillar, v *vocab.Verdict) ([]*model.TargetComparison, error) {
	return filter(c.Rows, func(row *model.TargetComparison) bool {
		return hasPillar(row.Indicator, p) && (v == nil || row.Judged.Verdict == *v)
	}), nil
}

func (*comparisonResolver) Summary(_ context.Context, c *model.Comparison) (*model.ComparisonSummary, error) {
	summary := &model.ComparisonSummary{Total: len(c.Rows), Verdicts: countVerdicts(c.Rows)}
	for _, name := range vocab.Pillar("").Values() {
		rows := filter(c.Rows, func(row *model.TargetComparison) bool { return string(row.Indicator.Pillar) == name })
		summary.Pillars = append(summary.Pillars, &model.PillarSummary{
			Pillar: vocab.Pillar(name), Total: len(rows), Verdicts: countVerdicts(rows),
		})
	}
	return summary, nil
}

func countVerdicts(rows []*model.TargetComparison) []*model.VerdictCount {
	counts := map[vocab.Verdict]int{}
	for _, row := range rows {
		counts[row.Judged.Verdict]++
	}
	var out []*model.VerdictCount
	for _, name := range vocab.Verdict("").Values() {
		out = append(out, &model.VerdictCount{Verdict: vocab.Verdict(name), Count: counts[vocab.Verdict(name)]})
	}
	return out
}
