package compare

import (
	"doichieu/vocab"
	"doichieu/wording"
)

// Amount is an amount of money in whole đồng.
type Amount struct {
	ID       string
	Category vocab.BudgetCategory
	Amount   int64
	PartOfID string // of the amount that this one is part of; empty for none
	Doubtful bool   // the printed amount cannot be right
	Project  string // the name of what the money is for
}

// Whole is the one amount that stands for all amounts of a side in a category.
// An amount is left out when the list also has the amount that it is part of.
// When several remain they may overlap: they are not added up, and the result is
// nil.
func Whole(amounts []Amount) *Amount {
	listed := map[string]bool{}
	for _, a := range amounts {
		listed[a.ID] = true
	}
	var whole *Amount
	for i, a := range amounts {
		if listed[a.PartOfID] {
			continue
		}
		if whole != nil {
			return nil
		}
		whole = &amounts[i]
	}
	return whole
}

// MoneyComparison is the result of comparing two amounts.
type MoneyComparison struct {
	Difference *int64 // in whole đồng, never negative; nil when the amounts are not subtracted
	caveatList
}

// Money compares the amounts that stand for two sides. They are not subtracted
// when a printed amount cannot be right, when only one of them is part of a
// total, or when they are for two different projects.
func Money(left, right *Amount) MoneyComparison {
	var out MoneyComparison
	if left == nil || right == nil {
		return out
	}
	for _, a := range []*Amount{left, right} {
		if a.Doubtful {
			out.add(vocab.CaveatFinding, findingMessage(a.ID))
		}
	}
	if !wording.Same(left.Project, right.Project) {
		out.add(vocab.CaveatDefinition, projectMessage(left.Project, right.Project))
	}
	unlike := (left.PartOfID == "") != (right.PartOfID == "")
	if unlike {
		out.add(vocab.CaveatDefinition, partMessage)
	}
	otherProject := left.Category == vocab.BudgetProject && !wording.Same(left.Project, right.Project)
	if left.Doubtful || right.Doubtful || unlike || otherProject {
		return out
	}
	d := max(left.Amount-right.Amount, right.Amount-left.Amount)
	out.Difference = &d
	return out
}
