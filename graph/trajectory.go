package graph

import (
	"context"

	"doichieu/compare"
	"doichieu/ent"
	"doichieu/graph/model"
	"doichieu/record"
	"doichieu/vocab"
)

func (*queryResolver) Trajectory(ctx context.Context, province, indicator string) (*model.Trajectory, error) {
	p, err := provinceBySlug(ctx, province, "province")
	if err != nil {
		return nil, err
	}
	asked, err := indicatorByCode(ctx, indicator, "indicator")
	if err != nil {
		return nil, err
	}
	concept, err := required(release(ctx).Concept(asked.ConceptID), asked.ConceptID)
	if err != nil {
		return nil, err
	}
	years, err := wholePlanYears(ctx, province)
	if err != nil {
		return nil, err
	}
	history := groupByIndicator(years)
	out := &model.Trajectory{Province: p, Indicator: asked}
	if out.Series, err = history.series(ctx, asked); err != nil {
		return nil, err
	}
	for _, near := range concept.Edges.Indicators {
		if near.ID == asked.ID || !history.hasRecords(near) {
			continue
		}
		series, err := history.series(ctx, near)
		if err != nil {
			return nil, err
		}
		out.Near = append(out.Near, &model.NearTrajectory{
			Indicator: near, Series: series,
			Caveats: model.Caveats(compare.NearIndicator(plainIndicator(asked), plainIndicator(near))),
		})
	}
	return out, nil
}

// history holds the targets and outcomes of a province, by indicator id.
type history struct {
	targets  map[string][]*record.Target
	outcomes map[string][]*record.Outcome
}

func groupByIndicator(years []*record.PlanYear) *history {
	h := &history{map[string][]*record.Target{}, map[string][]*record.Outcome{}}
	for _, py := range years {
		for _, t := range py.Targets {
			h.targets[t.Indicator.ID] = append(h.targets[t.Indicator.ID], t)
		}
		for _, o := range py.Outcomes {
			h.outcomes[o.Indicator.ID] = append(h.outcomes[o.Indicator.ID], o)
		}
	}
	return h
}

// hasRecords reports whether there is a target or an outcome for an indicator.
func (h *history) hasRecords(i *ent.Indicator) bool {
	return len(h.targets[i.ID])+len(h.outcomes[i.ID]) > 0
}

// series returns the trajectory of an indicator, one series for each level and
// unit.
func (h *history) series(ctx context.Context, i *ent.Indicator) ([]*model.TrajectorySeries, error) {
	goals := make([]compare.Goal, len(i.Edges.NationalGoals))
	for n, g := range i.Edges.NationalGoals {
		goals[n] = compare.Goal{Year: g.Year, Measure: compare.Measure{
			Level: g.Level, Operator: g.Operator, Value: g.Value, Unit: i.Unit, Rank: vocab.RankPreferred,
		}}
	}
	courses := compare.Trajectory(h.targets[i.ID], h.outcomes[i.ID], goals, i.Direction)
	out := make([]*model.TrajectorySeries, len(courses))
	for n, c := range courses {
		out[n] = &model.TrajectorySeries{Level: c.Level, Unit: c.Unit, ObservedPace: c.ObservedPace}
		for k := range c.Points {
			point, err := h.point(ctx, &c.Points[k], i)
			if err != nil {
				return nil, err
			}
			out[n].Points = append(out[n].Points, point)
		}
	}
	return out, nil
}

// point converts a point, and adds its record and the sources of that.
func (h *history) point(ctx context.Context, p *compare.Point, i *ent.Indicator) (*model.TrajectoryPoint, error) {
	out := &model.TrajectoryPoint{
		Year: p.Year, Kind: p.Kind, NeededPace: p.NeededPace, OnPace: p.OnPace, Caveats: model.Caveats(p.Caveats),
	}
	var err error
	switch p.Kind {
	case vocab.PointResult:
		o := h.outcomes[i.ID][p.Index]
		out.Record, out.Value, out.Qualifier, out.Sources = o, o.Value, &o.Qualifier, o.Sources
		out.Document = o.Document
	case vocab.PointTarget:
		m := h.targets[i.ID][p.Index].MeasureOf(p.Measure)
		out.Record, out.Value, out.Upper, out.Operator, out.Sources = m, m.Value, m.Upper, &m.Operator, m.Sources
		out.Document = m.Target.Document
	case vocab.PointNationalGoal:
		g := i.Edges.NationalGoals[p.Index]
		out.Record, out.Value, out.Operator = g, g.Value, &g.Operator
		out.Decision, err = required(release(ctx).LegalDocument(g.LegalDocumentID), g.LegalDocumentID)
	}
	return out, err
}
