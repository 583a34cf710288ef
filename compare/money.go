package compare

import "doichieu/vocab"

// Amount is an amount of money in whole đồng.
type Amount struct {
	ID       string
	Category vocab.BudgetCategory
	Amount   int64
	PartOf   string // id of the amount that it is part of, empty for none
	Doubtful bool   // the printed amount cannot be right
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
		if present[a.PartOf] {
			continue
		}
		if whole != nil {
			return nil
		}
		whole = &amounts[i]
	}
	return whole
}

// MoneyDifference is how far the wholes of both sides are apart, never
// negative; nil when a side has none or a printed amount cannot be right.
func MoneyDifference(left, right *Amount) *int64 {
	if left == nil || right == nil || left.Doubtful || right.Doubtful {
		return nil
	}
	d := left.Amount - right.Amount
	if d < 0 {
		d = -d
	}
	return &d
}
