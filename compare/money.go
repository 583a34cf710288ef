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
	PartOfID string // of the amount that it is part of, empty for none
	Doubtful bool   // the printed amount cannot be right
	Project  string // what it is for
}

// Whole is the one amount that stands for all of a side's amounts of a
// category. Parts are left out when what they are part of is there; when
// several remain they may overlap, so they are not added and there is none.
func Whole(amounts []Amount) *Amount {
	present := map[string]bool{}
	for _, a := range amounts {
		present[a.ID] = true
	}
	var whole *Amount
	for i, a := range amounts {
		if present[a.PartOfID] {
			continue
		}
		if whole != nil {
			return nil
		}
		whole = &amounts[i]
	}
	return whole
}

// MoneyComparison lays the wholes of both sides side by side.
type MoneyComparison struct {
	Difference *int64 // whole đồng, never negative; nil when not subtracted
	noted
}

// Money compares the wholes of two sides. They are not subtracted when a printed
// amount cannot be right, when one is part of a total and the other is not, or
// when they are two different projects.
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
		out.add(vocab.CaveatDefinition, moneyMessage(left.Project, right.Project))
	}
	unlike := (left.PartOfID == "") != (right.PartOfID == "")
	if unlike {
		out.add(vocab.CaveatDefinition, partMessage)
	}
	otherProject := left.Category == vocab.BudgetProject && !wording.Same(left.Project, right.Project)
	if left.Doubtful || right.Doubtful || unlike || otherProject {
		return out
	}
	d := left.Amount - right.Amount
	if d < 0 {
		d = -d
	}
	out.Difference = &d
	return out
}
