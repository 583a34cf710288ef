package graph

import (
	"cmp"
	"context"
	"slices"

	"doichieu/compare"
	"doichieu/graph/model"
	"doichieu/record"
	"doichieu/vocab"
)

// Resolvers of the parts of a comparison other than targets: tasks, legal bases,
// budgets and outcomes.

func (*comparisonResolver) Tasks(_ context.Context, c *model.Comparison, theme *vocab.Theme, origin *vocab.TaskOrigin, only *vocab.Presence) ([]*model.TaskComparison, error) {
	wanted := func(t *record.Task) bool {
		return (theme == nil || t.Theme == *theme) && (origin == nil || t.Origin == *origin)
	}
	groups := compare.Align(filter(c.Left.Tasks, wanted), filter(c.Right.Tasks, wanted), initiativeOrTheme)
	var out []*model.TaskComparison
	for _, g := range groups {
		if only != nil && g.Presence != *only {
			continue
		}
		out = append(out, taskRow(g))
	}
	slices.SortStableFunc(out, func(a, b *model.TaskComparison) int {
		return cmp.Or(
			cmp.Compare(enumIndex(a.Theme), enumIndex(b.Theme)),
			cmp.Compare(enumIndex(a.Presence), enumIndex(b.Presence)),
		)
	})
	return out, nil
}

// initiativeOrTheme returns the key by which tasks of two plans are aligned: the
// initiative or, for a task without one, the theme.
func initiativeOrTheme(t *record.Task) string {
	if t.Initiative != nil {
		return t.Initiative.ID
	}
	return string(t.Theme)
}

// enumIndex returns the index of a value in its enumeration.
func enumIndex[E vocab.Enum](v E) int { return slices.Index(v.Values(), string(v)) }

func taskRow(g compare.Aligned[*record.Task]) *model.TaskComparison {
	sample := append(slices.Clone(g.Left), g.Right...)[0]
	row := &model.TaskComparison{
		Theme: sample.Theme, Initiative: sample.Initiative, Left: g.Left, Right: g.Right, Presence: g.Presence,
		SharedLeads: shared(leadFunctions(g.Left), leadFunctions(g.Right)),
	}
	if row.Initiative != nil {
		row.Theme = row.Initiative.Theme
	}
	row.StartsEarlier, row.EndsEarlier = compare.Earlier(spans(g.Left), spans(g.Right))
	return row
}

func spans(tasks []*record.Task) []compare.Span {
	out := make([]compare.Span, len(tasks))
	for i, t := range tasks {
		if t.Schedule != nil {
			out[i] = compare.Span{Start: orEmpty(t.Schedule.Start), End: orEmpty(t.Schedule.End)}
		}
	}
	return out
}

func leadFunctions(tasks []*record.Task) []string {
	var out []string
	for _, t := range tasks {
		for _, agency := range t.Leads {
			if agency.Function != "" {
				out = append(out, agency.Function)
			}
		}
	}
	return out
}

// shared returns the values that both sides have, sorted and without duplicates.
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
	for _, g := range compare.Align(left, right, func(c *record.Citation) string { return c.LegalDocument.ID }) {
		legal := release(ctx).LegalDocument(g.Key)
		if only != nil && g.Presence != *only || issuer != nil && legal.IssuerLevel != *issuer {
			continue
		}
		out = append(out, &model.LegalBasisComparison{LegalDocument: legal, Left: g.Left, Right: g.Right, Presence: g.Presence})
	}
	slices.SortStableFunc(out, func(a, b *model.LegalBasisComparison) int {
		return cmp.Or(
			cmp.Compare(enumIndex(a.LegalDocument.IssuerLevel), enumIndex(b.LegalDocument.IssuerLevel)),
			cmp.Compare(enumIndex(a.Presence), enumIndex(b.Presence)),
		)
	})
	return out, nil
}

// citationsOf returns the citations in certain roles in the documents of a plan
// year.
func citationsOf(ctx context.Context, py *record.PlanYear, roles []vocab.CitationRole) ([]*record.Citation, error) {
	var ids []string
	for _, d := range py.Documents {
		ids = append(ids, d.ID)
	}
	list, err := bodies(ctx, ids)
	if err != nil {
		return nil, err
	}
	var out []*record.Citation
	for _, b := range list {
		out = append(out, filter(b.Citations, func(c *record.Citation) bool { return slices.Contains(roles, c.Role) })...)
	}
	return out, nil
}

func (*comparisonResolver) Budgets(_ context.Context, c *model.Comparison) ([]*model.BudgetComparison, error) {
	groups := compare.Align(c.Left.Budgets, c.Right.Budgets, func(b *record.Budget) string { return string(b.Category) })
	out := make([]*model.BudgetComparison, len(groups))
	for i, g := range groups {
		left, right := amounts(g.Left), amounts(g.Right)
		leftWhole, rightWhole := compare.Whole(left), compare.Whole(right)
		judged := compare.Money(leftWhole, rightWhole)
		out[i] = &model.BudgetComparison{
			Category: vocab.BudgetCategory(g.Key), Left: g.Left, Right: g.Right,
			LeftWhole: budgetOf(g.Left, leftWhole), RightWhole: budgetOf(g.Right, rightWhole),
			Difference: judged.Difference, Caveats: model.Caveats(judged.Caveats),
		}
	}
	slices.SortStableFunc(out, func(a, b *model.BudgetComparison) int {
		return cmp.Compare(enumIndex(a.Category), enumIndex(b.Category))
	})
	return out, nil
}

func amounts(budgets []*record.Budget) []compare.Amount {
	out := make([]compare.Amount, len(budgets))
	for i, b := range budgets {
		out[i] = compare.Amount{
			ID: b.ID, Category: b.Category, Amount: b.Amount,
			PartOfID: orEmpty(b.PartOfID), Doubtful: b.Corrected != nil, Project: orEmpty(b.Project),
		}
	}
	return out
}

func budgetOf(budgets []*record.Budget, amount *compare.Amount) *record.Budget {
	if amount == nil {
		return nil
	}
	return byID(budgets, amount.ID, func(b *record.Budget) string { return b.ID })
}

func (*comparisonResolver) Outcomes(ctx context.Context, c *model.Comparison, p *vocab.Pillar, only *vocab.Presence) ([]*model.OutcomeComparison, error) {
	key := func(o *record.Outcome) string { return o.Indicator.ID + " " + string(o.Level) }
	var out []*model.OutcomeComparison
	for _, g := range compare.Align(c.Left.Outcomes, c.Right.Outcomes, key) {
		row := outcomeRow(ctx, g)
		if (only == nil || row.Presence == *only) && (p == nil || row.Indicator.Pillar == *p) {
			out = append(out, row)
		}
	}
	slices.SortStableFunc(out, func(a, b *model.OutcomeComparison) int {
		return cmp.Compare(enumIndex(a.Presence), enumIndex(b.Presence))
	})
	return out, nil
}

func outcomeRow(ctx context.Context, g compare.Aligned[*record.Outcome]) *model.OutcomeComparison {
	sample := append(slices.Clone(g.Left), g.Right...)[0]
	indicator := sample.Indicator
	judged := compare.Outcomes(g.Left, g.Right, register(ctx)[indicator.ID])
	return &model.OutcomeComparison{
		Indicator: indicator, Level: sample.Level, Left: g.Left, Right: g.Right, Presence: g.Presence,
		Better: judged.Better, Difference: judged.Difference, Caveats: model.Caveats(judged.Caveats),
	}
}
