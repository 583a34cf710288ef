package graph

import (
	"context"

	"doichieu/compare"
	"doichieu/graph/model"
	"doichieu/record"
	"doichieu/vocab"
)

func (*queryResolver) Progress(ctx context.Context, province string, year int) (*model.Progress, error) {
	if _, err := provinceBySlug(ctx, province, "province"); err != nil {
		return nil, err
	}
	bare, err := barePlanYear(ctx, province, year, "year")
	if err != nil {
		return nil, err
	}
	years, err := wholePlanYears(ctx, province)
	if err != nil {
		return nil, err
	}
	register := register(ctx)
	var results []*record.Outcome
	var targets, later []*record.Target
	for _, py := range years {
		switch {
		case py.Year > year:
			later = append(later, py.Targets...)
			continue
		case py.Year == year:
			targets = py.Targets
		}
		results = append(results, py.Outcomes...)
	}
	rows := compare.Progress(targets, results, register)
	py := byID(years, bare.ID, func(py *record.PlanYear) string { return py.ID })
	out := &model.Progress{PlanYear: py, Untargeted: compare.WithoutTarget(rows, results, year)}
	for i := range rows {
		out.Rows = append(out.Rows, progressRow(ctx, &rows[i]))
	}
	for _, h := range compare.Horizons(targets, later, register) {
		row := targetRow(ctx, &h.TargetComparison)
		out.Yardsticks = append(out.Yardsticks, &model.HorizonComparison{TargetComparison: &row, Change: h.Change})
	}
	return out, nil
}

func progressRow(ctx context.Context, row *compare.TargetProgress[*record.Target, *record.Outcome]) *model.TargetProgress {
	out := &model.TargetProgress{
		Indicator: row.Target.Indicator,
		Target:    row.Target,
		Status:    row.Status,
		Near:      row.Near,
		Caveats:   model.Caveats(row.Caveats),
	}
	for _, m := range row.Measures {
		out.Measures = append(out.Measures, &model.MeasureProgress{
			Measure: row.Target.MeasureOf(m.Measure), Status: m.Status, Outcome: m.Outcome,
			OtherOutcomes: m.Others, Distance: m.Distance,
		})
	}
	return out
}

func (*progressResolver) Targets(_ context.Context, p *model.Progress, pillar *vocab.Pillar, status *vocab.ProgressStatus) ([]*model.TargetProgress, error) {
	return filter(p.Rows, func(row *model.TargetProgress) bool {
		return hasPillar(row.Indicator, pillar) && (status == nil || row.Status == *status)
	}), nil
}

func (*progressResolver) OutcomesWithoutTarget(_ context.Context, p *model.Progress, pillar *vocab.Pillar) ([]*record.Outcome, error) {
	return filter(p.Untargeted, func(o *record.Outcome) bool { return hasPillar(o.Indicator, pillar) }), nil
}

func (*progressResolver) Horizons(_ context.Context, p *model.Progress, pillar *vocab.Pillar, change *vocab.HorizonChange) ([]*model.HorizonComparison, error) {
	return filter(p.Yardsticks, func(row *model.HorizonComparison) bool {
		return hasPillar(row.Indicator, pillar) && (change == nil || row.Change == *change)
	}), nil
}

func (*progressResolver) Summary(_ context.Context, p *model.Progress) (*model.ProgressSummary, error) {
	summary := &model.ProgressSummary{Total: len(p.Rows), Statuses: countStatuses(p.Rows)}
	for _, name := range vocab.Pillar("").Values() {
		rows := filter(p.Rows, func(row *model.TargetProgress) bool { return string(row.Indicator.Pillar) == name })
		summary.Pillars = append(summary.Pillars, &model.PillarProgress{
			Pillar: vocab.Pillar(name), Total: len(rows), Statuses: countStatuses(rows),
		})
	}
	return summary, nil
}

func countStatuses(rows []*model.TargetProgress) []*model.StatusCount {
	counts := map[vocab.ProgressStatus]int{}
	for _, row := range rows {
		counts[row.Status]++
	}
	var out []*model.StatusCount
	for _, name := range vocab.ProgressStatus("").Values() {
		out = append(out, &model.StatusCount{Status: vocab.ProgressStatus(name), Count: counts[vocab.ProgressStatus(name)]})
	}
	return out
}
