package graph

import (
	"context"
	"slices"
	"sync"

	"doichieu/apierror"
	"doichieu/compare"
	"doichieu/ent"
	"doichieu/graph/model"
	"doichieu/limit"
	"doichieu/record"
	"doichieu/vocab"
	"doichieu/wording"
)

func (*queryResolver) Matrix(ctx context.Context, refs []*model.PlanYearRef, codes []string, p *vocab.Pillar) (*model.Matrix, error) {
	years, err := matrixYears(ctx, refs)
	if err != nil {
		return nil, err
	}
	indicators, err := matrixIndicators(ctx, years, codes, p)
	if err != nil {
		return nil, err
	}
	m := &model.Matrix{PlanYears: years, Rows: make([]*model.MatrixRow, len(indicators))}
	for i, indicator := range indicators {
		m.Rows[i] = matrixRow(indicator, years)
	}
	return m, nil
}

func matrixYears(ctx context.Context, refs []*model.PlanYearRef) ([]*record.PlanYear, error) {
	if len(refs) == 0 {
		return nil, &apierror.Error{Code: apierror.BadUserInput, Argument: "planYears", Message: "At least one plan year is needed."}
	}
	if len(refs) > limit.MaxMatrixPlanYears {
		return nil, limitExceeded("planYears", "number of plan years", len(refs), limit.MaxMatrixPlanYears)
	}
	ids := make([]string, 0, len(refs))
	years := make([]*record.PlanYear, 0, len(refs))
	for _, ref := range refs {
		py, err := barePlanYear(ctx, ref.Province, ref.Year, "planYears")
		if err != nil {
			return nil, err
		}
		if !slices.Contains(years, py) {
			years, ids = append(years, py), append(ids, py.ID)
		}
	}
	return planYears(ctx, ids)
}

// matrixIndicators returns the requested indicators or, when codes is nil, those
// for which one of the plan years has a record, in the register's order.
func matrixIndicators(ctx context.Context, years []*record.PlanYear, codes []string, p *vocab.Pillar) ([]*ent.Indicator, error) {
	if len(codes) > limit.MaxMatrixIndicators {
		return nil, limitExceeded("indicators", "number of indicators", len(codes), limit.MaxMatrixIndicators)
	}
	if codes == nil {
		used := usedIndicators(years)
		return filter(release(ctx).Indicators, func(i *ent.Indicator) bool { return used[i.ID] && hasPillar(i, p) }), nil
	}
	var out []*ent.Indicator
	for _, code := range codes {
		indicator, err := indicatorByCode(ctx, code, "indicators")
		if err != nil {
			return nil, err
		}
		if hasPillar(indicator, p) && !slices.Contains(out, indicator) {
			out = append(out, indicator)
		}
	}
	return out, nil
}

func usedIndicators(years []*record.PlanYear) map[string]bool {
	used := map[string]bool{}
	for _, py := range years {
		for _, i := range py.Indicators {
			used[i.ID] = true
		}
		for _, o := range py.Outcomes {
			used[o.Indicator.ID] = true
		}
	}
	return used
}

func matrixRow(indicator *ent.Indicator, years []*record.PlanYear) *model.MatrixRow {
	row := &model.MatrixRow{Indicator: indicator, Cells: make([]model.MatrixCell, len(years))}
	for i, py := range years {
		row.Cells[i] = model.MatrixCell{Row: row, PlanYear: py, Target: compare.Leading(py.TargetsFor(indicator))}
	}
	row.Ranks = sync.OnceValue(func() map[*record.Measure]int { return ranks(row) })
	return row
}

// ranks ranks the bounds of a row among those of the same level, unit and
// condition. A cell with several such bounds is left out, because nothing says
// which of them to compare with the other cells.
func ranks(row *model.MatrixRow) map[*record.Measure]int {
	groups := map[rankGroup][]*record.Measure{}
	for i := range row.Cells {
		measures := row.Cells[i].Measures()
		for _, m := range measures {
			if isUnique(m.Measure, measures) {
				groups[rankGroupOf(m.Measure)] = append(groups[rankGroupOf(m.Measure)], m.Measure)
			}
		}
	}
	out := map[*record.Measure]int{}
	for _, group := range groups {
		for i, rank := range compare.Ranks(group, row.Indicator.Direction) {
			if rank > 0 {
				out[group[i]] = rank
			}
		}
	}
	return out
}

// rankGroup is the key of measures that may be ranked together.
type rankGroup struct {
	level     vocab.Level
	unit      vocab.Unit
	condition string
}

func rankGroupOf(m *record.Measure) rankGroup {
	return rankGroup{m.Level, m.Unit, wording.Key(m.Measure.Condition)}
}

// isUnique reports whether no other measure of the cell is in the same group.
func isUnique(m *record.Measure, cell []model.RankedMeasure) bool {
	return !slices.ContainsFunc(cell, func(other model.RankedMeasure) bool {
		return other.Measure != m && rankGroupOf(other.Measure) == rankGroupOf(m)
	})
}
