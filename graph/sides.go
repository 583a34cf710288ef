package graph

import (
	"cmp"
	"context"
	"slices"

	"doichieu/compare"
	"doichieu/ent"
	"doichieu/ent/taskagency"
	"doichieu/graph/model"
	"doichieu/vocab"
)

// The parts of a comparison other than targets: tasks, legal bases, budgets
// and outcomes.

func (*comparisonResolver) Tasks(ctx context.Context, c *model.Comparison, theme *vocab.Theme, origin *vocab.TaskOrigin, only *vocab.Presence) ([]*model.TaskComparison, error) {
	wanted := func(t *ent.Task) bool {
		return (theme == nil || t.Theme == *theme) && (origin == nil || t.Origin == *origin)
	}
	groups := compare.Align(where(c.Left.Edges.Tasks, wanted), where(c.Right.Edges.Tasks, wanted), initiativeOrTheme)
	var out []*model.TaskComparison
	for _, g := range groups {
		if only != nil && g.Presence != *only {
			continue
		}
		row, err := taskRow(ctx, g)
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	slices.SortStableFunc(out, func(a, b *model.TaskComparison) int {
		return cmp.Or(
			cmp.Compare(position(a.Theme), position(b.Theme)),
			cmp.Compare(position(a.Presence), position(b.Presence)),
		)
	})
	return out, nil
}

// initiativeOrTheme is what tasks of two plans are aligned by.
func initiativeOrTheme(t *ent.Task) string {
	if t.InitiativeID != nil {
		return *t.InitiativeID
	}
	return string(t.Theme)
}

// position is the place of a value in its enumeration.
func position[E vocab.Enum](v E) int { return slices.Index(v.Values(), string(v)) }

func taskRow(ctx context.Context, g compare.Aligned[*ent.Task]) (*model.TaskComparison, error) {
	sample := append(slices.Clone(g.Left), g.Right...)[0]
	initiative, err := find(release(ctx).Initiative, sample.InitiativeID)
	if err != nil {
		return nil, err
	}
	row := &model.TaskComparison{
		Theme: sample.Theme, Initiative: initiative, Left: g.Left, Right: g.Right, Presence: g.Presence,
		SharedLeads: shared(leadFunctions(ctx, g.Left), leadFunctions(ctx, g.Right)),
	}
	if initiative != nil {
		row.Theme = initiative.Theme
	}
	row.StartsEarlier, row.EndsEarlier = compare.Earlier(spans(g.Left), spans(g.Right))
	return row, nil
}

func spans(tasks []*ent.Task) []compare.Span {
	out := make([]compare.Span, len(tasks))
	for i, t := range tasks {
		out[i] = compare.Span{Start: orEmpty(t.ScheduleStart), End: orEmpty(t.ScheduleEnd)}
	}
	return out
}

func leadFunctions(ctx context.Context, tasks []*ent.Task) []string {
	var out []string
	for _, t := range tasks {
		for _, a := range t.Edges.Agencies {
			agency := release(ctx).Agency(a.AgencyID)
			if a.Role == taskagency.RoleLEAD && agency != nil && agency.Function != "" {
				out = append(out, agency.Function)
			}
		}
	}
	return out
}

// shared lists what both sides have, once each, in order.
func shared(left, right []string) []string {
	out := []string{}
	for _, entry := range slices.Compact(slices.Sorted(slices.Values(left))) {
		if slices.Contains(right, entry) {
			out = append(out, entry)
		}
	}
	return out
}

func (*comparisonResolver) LegalBases(ctx context.Context, c *model.Comparison, roles []vocab.CitationRole, issuer *vocab.IssuerLevel, only *vocab.Presence) ([]*model.LegalBasisComparison, error) {
	left, err := citationsOf(ctx, c.Left, roles)
	if err != nil {
		return nil, err
	}
	right, err := citationsOf(ctx, c.Right, roles)
	if err != nil {
		return nil, err
	}
	var out []*model.LegalBasisComparison
	for _, g := range compare.Align(left, right, func(c *ent.Citation) string { return c.LegalDocumentID }) {
		legal, err := must(release(ctx).LegalDocument(g.Key), g.Key)
		if err != nil {
			return nil, err
		}
		if only != nil && g.Presence != *only || issuer != nil && legal.IssuerLevel != *issuer {
			continue
		}
		out = append(out, &model.LegalBasisComparison{LegalDocument: legal, Left: g.Left, Right: g.Right, Presence: g.Presence})
	}
	slices.SortStableFunc(out, func(a, b *model.LegalBasisComparison) int {
		return cmp.Or(
			cmp.Compare(position(a.LegalDocument.IssuerLevel), position(b.LegalDocument.IssuerLevel)),
			cmp.Compare(position(a.Presence), position(b.Presence)),
		)
	})
	return out, nil
}

// citationsOf gathers what the documents of a plan year cite in certain roles.
func citationsOf(ctx context.Context, py *ent.PlanYear, roles []vocab.CitationRole) ([]*ent.Citation, error) {
	var ids []string
	for _, d := range documentsOf(ctx, py) {
		ids = append(ids, d.ID)
	}
	lists, err := waiting(ctx).loaders.cited.LoadAll(ctx, ids)
	if err != nil {
		return nil, err
	}
	return where(slices.Concat(lists...), func(c *ent.Citation) bool { return slices.Contains(roles, c.Role) }), nil
}

func (*comparisonResolver) Budgets(_ context.Context, c *model.Comparison) ([]*model.BudgetComparison, error) {
	groups := compare.Align(c.Left.Edges.Budgets, c.Right.Edges.Budgets, func(b *ent.Budget) string { return string(b.Category) })
	out := make([]*model.BudgetComparison, len(groups))
	for i, g := range groups {
		left, right := amounts(g.Left), amounts(g.Right)
		leftWhole, rightWhole := compare.Whole(left), compare.Whole(right)
		judged := compare.Money(leftWhole, rightWhole)
		out[i] = &model.BudgetComparison{
			Category: vocab.BudgetCategory(g.Key), Left: g.Left, Right: g.Right,
			LeftWhole: budgetOf(g.Left, leftWhole), RightWhole: budgetOf(g.Right, rightWhole),
			Difference: judged.Difference, Caveats: caveats(judged.Caveats),
		}
	}
	slices.SortStableFunc(out, func(a, b *model.BudgetComparison) int {
		return cmp.Compare(position(a.Category), position(b.Category))
	})
	return out, nil
}

func amounts(budgets []*ent.Budget) []compare.Amount {
	out := make([]compare.Amount, len(budgets))
	for i, b := range budgets {
		out[i] = compare.Amount{
			ID: b.ID, Category: b.Category, Amount: b.Amount,
			PartOf: orEmpty(b.PartOfID), Doubtful: b.Corrected != nil, Project: orEmpty(b.Project),
		}
	}
	return out
}

func budgetOf(budgets []*ent.Budget, amount *compare.Amount) *ent.Budget {
	if amount == nil {
		return nil
	}
	return byID(budgets, amount.ID, func(b *ent.Budget) string { return b.ID })
}

func (*comparisonResolver) Outcomes(ctx context.Context, c *model.Comparison, p *vocab.Pillar, only *vocab.Presence) ([]*model.OutcomeComparison, error) {
	key := func(o *ent.Outcome) string { return o.IndicatorID + " " + string(o.Level) }
	var out []*model.OutcomeComparison
	for _, g := range compare.Align(c.Left.Edges.Outcomes, c.Right.Edges.Outcomes, key) {
		row := outcomeRow(ctx, g)
		if (only == nil || row.Presence == *only) && (p == nil || row.Indicator.Pillar == *p) {
			out = append(out, row)
		}
	}
	slices.SortStableFunc(out, func(a, b *model.OutcomeComparison) int {
		return cmp.Compare(position(a.Presence), position(b.Presence))
	})
	return out, nil
}

func outcomeRow(ctx context.Context, g compare.Aligned[*ent.Outcome]) *model.OutcomeComparison {
	sample := append(slices.Clone(g.Left), g.Right...)[0]
	indicator := release(ctx).Indicator(sample.IndicatorID)
	judged := compare.Outcomes(plainOutcomes(ctx, g.Left), plainOutcomes(ctx, g.Right), register(ctx)[sample.IndicatorID])
	return &model.OutcomeComparison{
		Indicator: indicator, Level: sample.Level, Left: g.Left, Right: g.Right, Presence: g.Presence,
		Better: judged.Better, Difference: judged.Difference, Caveats: caveats(judged.Caveats),
	}
}

func plainOutcomes(ctx context.Context, outcomes []*ent.Outcome) []compare.Outcome {
	out := make([]compare.Outcome, len(outcomes))
	for i, o := range outcomes {
		out[i] = plainOutcome(ctx, o)
	}
	return out
}

func plainResults(ctx context.Context, outcomes []*ent.Outcome) []*compare.Outcome {
	plain := plainOutcomes(ctx, outcomes)
	out := make([]*compare.Outcome, len(plain))
	for i := range plain {
		out[i] = &plain[i]
	}
	return out
}

func plainOutcome(ctx context.Context, o *ent.Outcome) compare.Outcome {
	return compare.Outcome{
		ID: o.ID, Record: o, Indicator: o.IndicatorID, Year: o.Edges.PlanYear.Year, Level: o.Level,
		Value: o.Value, Corrected: o.Corrected, Unit: o.Unit, Qualifier: o.Qualifier,
		AsOf: orEmpty(o.AsOf), Item: orEmpty(o.Item), Condition: orEmpty(o.Condition),
		Province: o.Edges.PlanYear.ProvinceID, Basis: o.Basis, Denominator: o.Denominator,
		Flagged: o.Corrected != nil || len(release(ctx).FindingIDs(o.ID)) > 0,
	}
}
