package graph

import (
	"context"
	"slices"

	"doichieu/compare"
	"doichieu/ent"
	"doichieu/graph/model"
	"doichieu/record"
	"doichieu/vocab"
)

// Sizes of a matrix.
const (
	maxMatrixYears      = 100
	maxMatrixIndicators = 200
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
		return nil, &Error{Code: BadUserInput, Argument: "planYears", Message: "At least one plan year is needed."}
	}
	if len(refs) > maxMatrixYears {
		return nil, tooMuch("planYears", "number of plan years", len(refs), maxMatrixYears)
	}
	var ids []string
	for _, ref := range refs {
		id, err := planYearID(ctx, ref.Province, ref.Year, "planYears")
		if err != nil {
			return nil, err
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return planYears(ctx, ids)
}

// matrixIndicators are those asked for or, when none are, those for which one
// of the plan years has a record, in the register's order.
func matrixIndicators(ctx context.Context, years []*record.PlanYear, codes []string, p *vocab.Pillar) ([]*ent.Indicator, error) {
	if len(codes) > maxMatrixIndicators {
		return nil, tooMuch("indicators", "number of indicators", len(codes), maxMatrixIndicators)
	}
	ofPillar := func(i *ent.Indicator) bool { return p == nil || i.Pillar == *p }
	if codes == nil {
		used := usedIndicators(years)
		return where(release(ctx).Indicators, func(i *ent.Indicator) bool { return used[i.ID] && ofPillar(i) }), nil
	}
	var out []*ent.Indicator
	for _, code := range codes {
		indicator, err := indicatorByCode(ctx, code, "indicators")
		if err != nil {
			return nil, err
		}
		if ofPillar(indicator) && !slices.Contains(out, indicator) {
			out = append(out, indicator)
		}
	}
	return out, nil
}

func usedIndicators(years []*record.PlanYear) map[string]bool {
	used := map[string]bool{}
	for _, py := range years {
		for _, t := range py.Targets {
			used[t.Indicator.ID] = true
		}
		for _, o := range py.Outcomes {
			used[o.Indicator.ID] = true
		}
	}
	return used
}

func matrixRow(indicator *ent.Indicator, years []*record.PlanYear) *model.MatrixRow {
	row := &model.MatrixRow{Indicator: indicator, Cells: make([]*model.MatrixCell, len(years))}
	for i, py := range years {
		row.Cells[i] = matrixCell(indicator, py)
	}
	rankCells(row.Cells, indicator.Direction)
	return row
}

func matrixCell(indicator *ent.Indicator, py *record.PlanYear) *model.MatrixCell {
	cell := &model.MatrixCell{
		PlanYear: py,
		Outcomes: where(py.Outcomes, func(o *record.Outcome) bool { return o.Indicator == indicator }),
	}
	targets := where(py.Targets, func(t *record.Target) bool { return t.Indicator == indicator })
	cell.Target = leadingTarget(targets)
	cell.OtherTargets = where(targets, func(t *record.Target) bool { return t != cell.Target })
	if len(cell.Outcomes) == 0 {
		cell.OutcomeAbsence = absence(len(py.Outcomes) > 0, vocab.AbsenceNotReported)
	}
	if cell.Target == nil {
		cell.Absence = absence(len(py.Targets) > 0, vocab.AbsenceNotSet)
		return cell
	}
	for _, m := range cell.Target.Measures {
		if m.Rank == vocab.RankPreferred {
			cell.Measures = append(cell.Measures, &model.RankedMeasure{Measure: m})
		}
	}
	return cell
}

// absence is missing where the plan year has others of the kind, and not
// applicable where no document speaks of any.
func absence(hasOthers bool, missing vocab.Absence) *vocab.Absence {
	if hasOthers {
		return &missing
	}
	notApplicable := vocab.AbsenceNotApplicable
	return &notApplicable
}

// leadingTarget is the one of several targets that speaks for the year.
func leadingTarget(targets []*record.Target) *record.Target {
	if len(targets) == 1 {
		return targets[0]
	}
	return model.TargetOf(compare.Leading(plainTargets(targets)))
}

// rankCells ranks the bounds of a row among those of the same level, unit and
// condition. A cell with several such bounds takes no part: which of them answers
// to the others is not known.
func rankCells(cells []*model.MatrixCell, direction vocab.Direction) {
	groups := map[bound][]*model.RankedMeasure{}
	for _, cell := range cells {
		for _, m := range cell.Measures {
			if isAlone(m, cell.Measures) {
				groups[boundOf(m)] = append(groups[boundOf(m)], m)
			}
		}
	}
	for _, group := range groups {
		plain := make([]compare.Measure, len(group))
		for i, m := range group {
			plain[i] = plainMeasure(m.Measure)
		}
		for i, rank := range compare.Ranks(plain, direction) {
			if rank > 0 {
				group[i].Rank = &rank
			}
		}
	}
}

// bound is what two measures have in common when they may be ranked together.
type bound struct {
	level     vocab.Level
	unit      vocab.Unit
	condition string
}

func boundOf(m *model.RankedMeasure) bound {
	return bound{m.Measure.Level, m.Measure.Unit, orEmpty(m.Measure.Condition)}
}

// isAlone is whether no other measure of the cell is of the same bound.
func isAlone(m *model.RankedMeasure, cell []*model.RankedMeasure) bool {
	return !slices.ContainsFunc(cell, func(other *model.RankedMeasure) bool {
		return other != m && boundOf(other) == boundOf(m)
	})
}
