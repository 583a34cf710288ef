package data

import (
	"cmp"
	"maps"
	"slices"

	"doichieu/vocab"
)

// fillDefaults sets the fields that an editor may leave out to their defaults, so
// that readers of a Dataset find every field set.
func (s *Dataset) fillDefaults() {
	units := map[string]vocab.Unit{}
	for i := range s.Indicators {
		ind := &s.Indicators[i]
		units[ind.Code] = ind.Unit
		for j := range ind.National {
			setDefault(&ind.National[j].Level, vocab.LevelAll)
		}
	}
	for i := range s.Documents {
		f := &s.Documents[i]
		for j := range f.Targets {
			f.Targets[j].fillDefaults(units)
		}
		for j := range f.Outcomes {
			o := &f.Outcomes[j]
			setDefault(&o.Level, vocab.LevelAll)
			setDefault(&o.Qualifier, vocab.QualifierExact)
			setDefault(&o.Unit, units[o.Indicator])
			setDefault(&o.Basis, vocab.BasisStock)
		}
		for j := range f.Tasks {
			setDefault(&f.Tasks[j].Origin, vocab.OriginAnnex)
		}
		for j := range f.Budgets {
			f.Budgets[j].fillDefaults()
		}
	}
}

func (t *Target) fillDefaults(units map[string]vocab.Unit) {
	for i := range t.Measures {
		m := &t.Measures[i]
		setDefault(&m.Level, vocab.LevelAll)
		setDefault(&m.Unit, units[t.Indicator])
		setDefault(&m.Rank, vocab.RankPreferred)
		if len(m.Sources) > 0 {
			continue
		}
		for n := range t.Sources {
			m.Sources = append(m.Sources, n+1)
		}
	}
}

// fillDefaults gives a budget of a year the period that it is, and one of a
// period that is a year that year.
func (b *Budget) fillDefaults() {
	b.PeriodStart, b.PeriodEnd = b.Period()
	if b.PeriodStart == b.PeriodEnd {
		b.Year = b.PeriodStart
	}
}

func setDefault[E ~string](field *E, value E) {
	if *field == "" {
		*field = value
	}
}

// Period returns the first and last year of a budget.
func (b *Budget) Period() (start, end int) {
	if b.Year != 0 {
		return b.Year, b.Year
	}
	return b.PeriodStart, b.PeriodEnd
}

// BudgetID resolves the local id of a budget, which is unique in its document
// and may be of another year or period than the one that refers to it.
func (f *DocumentFile) BudgetID(local string) string {
	for i := range f.Budgets {
		if f.Budgets[i].ID == local {
			return f.Budgets[i].FullID(&f.Document)
		}
	}
	return RecordID(f.Document.Province, f.Document.PeriodStart, KindBudget, local)
}

// PlanYear is a year of a province with at least one record.
type PlanYear struct {
	Province string `refers:"province"`
	Year     int
}

// PlanYears lists the plan years of the dataset by province and year.
func (s *Dataset) PlanYears() []PlanYear {
	seen := map[PlanYear]bool{}
	for i := range s.Documents {
		f := &s.Documents[i]
		add := func(year int) { seen[PlanYear{f.Document.Province, year}] = true }
		for _, t := range f.Targets {
			add(t.Year)
		}
		for _, o := range f.Outcomes {
			add(o.Year)
		}
		for _, t := range f.Tasks {
			add(t.Year)
		}
		for i := range f.Budgets {
			if start, end := f.Budgets[i].Period(); start == end {
				add(start)
			}
		}
	}
	return slices.SortedFunc(maps.Keys(seen), func(a, b PlanYear) int {
		return cmp.Or(cmp.Compare(a.Province, b.Province), cmp.Compare(a.Year, b.Year))
	})
}
