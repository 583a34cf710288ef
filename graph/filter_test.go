package graph_test

import (
	"fmt"
	"slices"
	"testing"

	"doichieu/data"
)

// count returns the number of entries that match.
func count[T any](list []T, matches func(T) bool) int {
	n := 0
	for _, entry := range list {
		if matches(entry) {
			n++
		}
	}
	return n
}

// ofDocuments counts the records of one kind in all documents that match.
func ofDocuments[T any](set *data.Dataset, records func(*data.DocumentFile) []T, matches func(*data.Document, T) bool) int {
	n := 0
	for i := range set.Documents {
		f := &set.Documents[i]
		n += count(records(f), func(r T) bool { return matches(&f.Document, r) })
	}
	return n
}

// TestEveryFilter compares the count that each condition of each connection gives
// with a count over the dataset's files.
func TestEveryFilter(t *testing.T) {
	set, err := data.Read(data.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	targets := func(matches func(*data.Document, data.Target) bool) int {
		return ofDocuments(set, func(f *data.DocumentFile) []data.Target { return f.Targets }, matches)
	}
	outcomes := func(matches func(*data.Document, data.Outcome) bool) int {
		return ofDocuments(set, func(f *data.DocumentFile) []data.Outcome { return f.Outcomes }, matches)
	}
	tasks := func(matches func(*data.Document, data.Task) bool) int {
		return ofDocuments(set, func(f *data.DocumentFile) []data.Task { return f.Tasks }, matches)
	}
	budgets := func(matches func(*data.Document, data.Budget) bool) int {
		return ofDocuments(set, func(f *data.DocumentFile) []data.Budget { return f.Budgets }, matches)
	}
	pillar := map[string]string{}
	for _, i := range set.Indicators {
		pillar[i.Code] = string(i.Pillar)
	}
	findings := set.AllFindings()
	tests := []struct {
		connection, filter string
		want               int
	}{
		{"provinces", `region: "mekong-delta"`, count(set.Provinces, func(p data.Province) bool { return p.Region == "mekong-delta" })},
		{"provinces", `successor: true`, 23},
		{"provinces", `code: "52"`, 2},
		{"planYears", `province: "binh-dinh"`, count(set.PlanYears(), func(p data.PlanYear) bool { return p.Province == "binh-dinh" })},
		{"planYears", `year: 2024`, 2},
		{"documents", `kind: ANNUAL_PLAN`, 3},
		{"documents", `province: "binh-dinh"`, 3},
		{"documents", `year: 2023`, count(set.Documents, func(f data.DocumentFile) bool { return f.Document.PeriodStart <= 2023 && 2023 <= f.Document.PeriodEnd })},
		{"indicators", `pillar: SECURITY`, count(set.Indicators, func(i data.Indicator) bool { return i.Pillar == "SECURITY" })},
		{"indicators", `concept: "smartphone"`, count(set.Indicators, func(i data.Indicator) bool { return i.Concept == "smartphone" })},
		{"indicators", `unit: RANK`, count(set.Indicators, func(i data.Indicator) bool { return i.Unit == "RANK" })},
		{"targets", `province: "quang-nam"`, targets(func(d *data.Document, _ data.Target) bool { return d.Province == "quang-nam" })},
		{"targets", `year: 2030`, targets(func(_ *data.Document, t data.Target) bool { return t.Year == 2030 })},
		{"targets", `document: "binh-duong-2022-plan"`, targets(func(d *data.Document, _ data.Target) bool { return d.Slug == "binh-duong-2022-plan" })},
		{"targets", `pillar: ECONOMY`, targets(func(_ *data.Document, t data.Target) bool { return pillar[t.Indicator] == "ECONOMY" })},
		{"targets", `indicator: "society.health_records"`, targets(func(_ *data.Document, t data.Target) bool { return t.Indicator == "society.health_records" })},
		{"targets", `level: COMMUNE`, targets(func(_ *data.Document, t data.Target) bool {
			return slices.ContainsFunc(t.Measures, func(m data.Measure) bool { return m.Level == "COMMUNE" })
		})},
		{"targets", `agency: "binh-dinh.so-y-te"`, targets(func(_ *data.Document, t data.Target) bool {
			return slices.Contains(t.Leads, "binh-dinh.so-y-te") || slices.Contains(t.Performers, "binh-dinh.so-y-te")
		})},
		{"outcomes", `province: "binh-dinh"`, outcomes(func(d *data.Document, _ data.Outcome) bool { return d.Province == "binh-dinh" })},
		{"outcomes", `year: 2021`, outcomes(func(_ *data.Document, o data.Outcome) bool { return o.Year == 2021 })},
		{"outcomes", `document: "quang-nam-2024-plan"`, outcomes(func(d *data.Document, _ data.Outcome) bool { return d.Slug == "quang-nam-2024-plan" })},
		{"outcomes", `pillar: INFRASTRUCTURE`, outcomes(func(_ *data.Document, o data.Outcome) bool { return pillar[o.Indicator] == "INFRASTRUCTURE" })},
		{"outcomes", `indicator: "general.dti_rank"`, outcomes(func(_ *data.Document, o data.Outcome) bool { return o.Indicator == "general.dti_rank" })},
		{"outcomes", `level: DISTRICT`, outcomes(func(_ *data.Document, o data.Outcome) bool { return o.Level == "DISTRICT" })},
		{"outcomes", `isTotal: true`, outcomes(func(_ *data.Document, o data.Outcome) bool { return o.IsTotal })},
		{"tasks", `province: "binh-duong", year: 2022`, tasks(func(d *data.Document, _ data.Task) bool { return d.Province == "binh-duong" })},
		{"tasks", `document: "binh-dinh-resolution-05"`, tasks(func(d *data.Document, _ data.Task) bool { return d.Slug == "binh-dinh-resolution-05" })},
		{"tasks", `theme: SECURITY`, tasks(func(_ *data.Document, t data.Task) bool { return t.Theme == "SECURITY" })},
		{"tasks", `initiative: "virtual-assistant"`, tasks(func(_ *data.Document, t data.Task) bool { return t.Initiative == "virtual-assistant" })},
		{"tasks", `origin: BODY`, tasks(func(_ *data.Document, t data.Task) bool { return t.Origin == "BODY" })},
		{"tasks", `agency: "quang-nam.so-noi-vu"`, tasks(func(_ *data.Document, t data.Task) bool {
			return slices.Contains(t.Leads, "quang-nam.so-noi-vu") || slices.Contains(t.Coordinators, "quang-nam.so-noi-vu")
		})},
		{"agencies", `province: "quang-nam"`, count(set.Agencies, func(a data.Agency) bool { return a.Province == "quang-nam" })},
		{"agencies", `kind: MEDIA`, count(set.Agencies, func(a data.Agency) bool { return a.Kind == "MEDIA" })},
		{"agencies", `function: "finance"`, 3},
		{"legalDocuments", `province: "quang-nam"`, count(set.Legal, func(l data.LegalDocument) bool { return l.Province == "quang-nam" })},
		{"legalDocuments", `type: LAW`, count(set.Legal, func(l data.LegalDocument) bool { return l.Type == "LAW" })},
		{"legalDocuments", `issuerLevel: PARTY`, count(set.Legal, func(l data.LegalDocument) bool { return l.IssuerLevel == "PARTY" })},
		{"legalDocuments", `year: 2020`, count(set.Legal, func(l data.LegalDocument) bool { return l.Year == 2020 })},
		{"legalDocuments", `number: "67/KH-UBND"`, 2},
		{"citations", `document: "binh-dinh-2024-plan", role: TARGET_BASIS`, targetCitations(set, "binh-dinh-2024-plan")},
		{"citations", `role: ISSUED`, ofDocuments(set, func(f *data.DocumentFile) []data.Citation { return f.Citations }, func(_ *data.Document, c data.Citation) bool { return c.Role == "ISSUED" })},
		{"citations", `legalDocument: "67-kh-ubnd-2023-binh-dinh", province: "binh-dinh"`, 3},
		{"budgets", `province: "binh-dinh"`, budgets(func(*data.Document, data.Budget) bool { return true })},
		{"budgets", `year: 2021`, budgets(func(_ *data.Document, b data.Budget) bool {
			start, end := b.Period()
			return start <= 2021 && 2021 <= end
		})},
		{"budgets", `category: INVESTMENT`, budgets(func(_ *data.Document, b data.Budget) bool { return b.Category == "INVESTMENT" })},
		{"budgets", `document: "quang-nam-2024-plan"`, 0},
		{"findings", `kind: MISPRINT`, count(findings, func(f data.PlacedFinding) bool { return f.Kind == "MISPRINT" })},
		{"findings", `severity: ERROR`, count(findings, func(f data.PlacedFinding) bool { return f.Severity == "ERROR" })},
		{"findings", `document: "binh-duong-2022-plan"`, count(findings, func(f data.PlacedFinding) bool {
			return slices.ContainsFunc(f.Sources, func(s data.PlacedSource) bool { return s.Document == "binh-duong-2022-plan" })
		})},
		{"findings", `province: "binh-duong"`, count(findings, func(f data.PlacedFinding) bool {
			return slices.ContainsFunc(f.Sources, func(s data.PlacedSource) bool { return s.Document == "binh-duong-2022-plan" })
		})},
	}
	onBothDatabases(t, func(t *testing.T, a api) {
		for _, tt := range tests {
			answer := askFor[struct{ C struct{ TotalCount int } }](t, a, fmt.Sprintf(`{ c: %s(where: {%s}) { totalCount } }`, tt.connection, tt.filter), nil)
			if answer.C.TotalCount != tt.want {
				t.Errorf("%s(where: {%s}): %d, want %d", tt.connection, tt.filter, answer.C.TotalCount, tt.want)
			}
		}
	})
}

func targetCitations(set *data.Dataset, document string) int {
	n := 0
	for _, f := range set.Documents {
		if f.Document.Slug != document {
			continue
		}
		for _, t := range f.Targets {
			n += len(t.Citations)
		}
	}
	return n
}
