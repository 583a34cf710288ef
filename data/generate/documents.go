package generate

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"slices"

	"doichieu/data"
	"doichieu/vocab"
)

// Numbers of records of one plan year.
const (
	targetsPerPlan  = 30
	tasksPerPlan    = 80
	basesPerPlan    = 15
	outcomesPerYear = 20
	dutiesPerPlan   = 5
)

// draft is a document that is being made. It numbers the lines of a text that does not
// exist.
type draft struct {
	data.DocumentFile
	random   *rand.Rand
	options  Options
	province int
	line     int
}

func newDraft(o Options, province, year int) *draft {
	return &draft{options: o, province: province, random: rand.New(rand.NewPCG(o.Seed, uint64(province)<<16|uint64(year)))}
}

func (d *draft) nextLine() []int {
	d.line++
	return []int{d.line}
}

func (d *draft) oneIn(n int) bool { return d.random.IntN(n) == 0 }

func (d *draft) agency() string { return agencySlug(d.province, d.random.IntN(functions)) }

// plan makes the yearly plan of a province.
func plan(o Options, province, year int) data.DocumentFile {
	d := newDraft(o, province, year)
	name := provinceName(province)
	d.Document = data.Document{
		Slug: fmt.Sprintf("%s-%d-plan", provinceSlug(province), year), Province: provinceSlug(province),
		Kind: vocab.KindAnnualPlan,
		Title: data.Text{
			VI: fmt.Sprintf("Kế hoạch chuyển đổi số giả định của %s năm %d", name.VI, year),
			EN: fmt.Sprintf("Synthetic digital-transformation plan of %s for %d", name.EN, year),
		},
		Number: fmt.Sprintf("%d/KH-MẪU", 100+d.random.IntN(400)), IssuedOn: fmt.Sprintf("%d-%02d-%02d", year, 1+d.random.IntN(3), 1+d.random.IntN(28)),
		KnownFrom: &data.Text{VI: "Do máy tạo ra", EN: "Generated"},
		Issuer:    "Ủy ban nhân dân " + name.VI, PeriodStart: year, PeriodEnd: year,
	}
	d.legalBases()
	for n, indicator := range slices.Sorted(slices.Values(planIndicators(o, province, year))) {
		d.target(n, indicator, year)
	}
	for n := range tasksPerPlan {
		d.task(n, year)
	}
	d.budgets(year)
	d.organisation()
	return d.finish()
}

// planIndicators are the indicators for which a plan sets targets, in random order.
func planIndicators(o Options, province, year int) []int {
	random := rand.New(rand.NewPCG(o.Seed+1, uint64(province)<<16|uint64(year)))
	return random.Perm(indicatorCount)[:targetsPerPlan]
}

func (d *draft) finish() data.DocumentFile {
	d.Document.Lines = d.line
	d.Document.Checksum = fmt.Sprintf("%x", sha256.Sum256([]byte(d.Document.Slug)))
	return d.DocumentFile
}

func (d *draft) legalBases() {
	for _, n := range d.random.Perm(legalDocumentCount)[:basesPerPlan] {
		d.Citations = append(d.Citations, data.Citation{
			Legal: legalID(n), Role: vocab.RoleLegalBasis, Number: fmt.Sprintf("%d/QĐ-MẪU", n+1), Section: "Căn cứ", Lines: d.nextLine(),
		})
	}
}

func (d *draft) target(n, indicator, year int) {
	t := data.Target{
		ID: fmt.Sprint(n + 1), Year: year, Indicator: indicatorCode(indicator),
		Wording: fmt.Sprintf("Phấn đấu đạt chỉ tiêu mẫu %d theo kế hoạch %s năm %d, bảo đảm tiến độ được giao", indicator+1, d.Document.Number, year),
		Leads:   []string{d.agency()},
		Sources: []data.Source{{Section: fmt.Sprintf("II.%d", n+1), Lines: d.nextLine()}},
	}
	if d.oneIn(3) {
		t.Sources = append(t.Sources, data.Source{Row: fmt.Sprint(n + 1), Lines: d.nextLine()})
	}
	if d.oneIn(6) {
		t.Citations = []data.Cited{{Legal: legalID(d.random.IntN(legalDocumentCount)), Lines: d.nextLine()}}
		t.Sources[0].Lines = append(t.Sources[0].Lines, d.line)
	}
	levels := []vocab.Level{vocab.LevelProvince, vocab.LevelDistrict, vocab.LevelCommune}
	for i, level := range levels[:1+d.random.IntN(len(levels))] {
		t.Measures = append(t.Measures, d.measure(indicator, year, i, level))
	}
	d.Targets = append(d.Targets, t)
}

// measure makes a measure for an administrative level, below levels under the
// province: each lower level aims a little lower.
func (d *draft) measure(indicator, year, below int, level vocab.Level) data.Measure {
	value := d.plannedValue(indicator, year, below)
	operators := []vocab.Operator{vocab.OperatorReach, vocab.OperatorAtLeast, vocab.OperatorMoreThan}
	if _, direction := unitOf(indicator); direction == vocab.LowerIsBetter {
		operators = []vocab.Operator{vocab.OperatorReach, vocab.OperatorAtMost, vocab.OperatorLessThan}
	}
	return data.Measure{Level: level, Operator: operators[d.random.IntN(len(operators))], Value: &value}
}

// plannedValue is the value that a province aims at in a year. It improves every year,
// at a different pace for each indicator, so that few targets lie below a result.
func (d *draft) plannedValue(indicator, year, below int) vocab.Decimal {
	random := rand.New(rand.NewPCG(d.options.Seed+2, uint64(d.province)<<16|uint64(indicator)))
	start, pace := 20+random.IntN(30), 10+random.IntN(30)
	tenths := start*10 + pace*(year-d.options.firstYear()) - 50*below
	switch unit, _ := unitOf(indicator); unit {
	case vocab.UnitRank:
		return decimal(max(1, 60-tenths/10))
	case vocab.UnitCount:
		return decimal(max(1, tenths))
	default:
		return vocab.Decimal(min(1000, max(10, tenths))) * (decimal(1) / 10)
	}
}

// decimal converts a whole number.
func decimal(n int) vocab.Decimal { return vocab.Decimal(n) * vocab.MustDecimal("1") }

func (d *draft) task(n, year int) {
	initiative := d.random.IntN(initiativeCount)
	t := data.Task{
		ID: fmt.Sprintf("%d.%d", n/10+1, n%10+1), Year: year, Group: fmt.Sprintf("Nhóm nhiệm vụ mẫu %d", n/10+1), Row: fmt.Sprint(n%10 + 1),
		Theme:        vocab.Theme(themes[initiative/initiativesPerTheme]),
		Title:        fmt.Sprintf("Nhiệm vụ mẫu %d: triển khai, hoàn thiện nền tảng dùng chung và báo cáo kết quả năm %d", n+1, year),
		Leads:        []string{d.agency()},
		Coordinators: []string{agencySlug(d.province, n%functions)},
		Sources:      []data.Source{{Section: "Phụ lục", Row: fmt.Sprint(n + 1), Lines: d.nextLine()}},
	}
	if d.oneIn(2) {
		t.Initiative = initiativeSlug(initiative)
	}
	start, end := 1+d.random.IntN(6), 7+d.random.IntN(6)
	t.Schedule = &data.Schedule{
		Text: fmt.Sprintf("Tháng %d đến tháng %d", start, end), Start: fmt.Sprintf("%d-%02d", year, start), End: fmt.Sprintf("%d-%02d", year, end),
	}
	if d.oneIn(4) {
		t.Result = &data.Text{VI: "Báo cáo kết quả thực hiện", EN: "A report on what was done"}
	}
	d.Tasks = append(d.Tasks, t)
}

const million = 1_000_000

// budgets makes a total, its two categories, and two projects.
func (d *draft) budgets(year int) {
	investment, recurrent := int64(100+d.random.IntN(900))*million, int64(100+d.random.IntN(900))*million
	add := func(id string, category vocab.BudgetCategory, amount int64, partOf, project string) {
		d.Budgets = append(d.Budgets, data.Budget{
			ID: id, Year: year, Amount: amount, Category: category, PartOf: partOf, Project: project,
			Printed: fmt.Sprint(amount / million), Sources: []data.Source{{Section: "IV", Lines: d.nextLine()}},
		})
	}
	add("total", vocab.BudgetTotal, investment+recurrent, "", "")
	add("investment", vocab.BudgetInvestment, investment, "total", "")
	add("recurrent", vocab.BudgetRecurrent, recurrent, "total", "")
	half := investment / 2
	add("project-1", vocab.BudgetProject, half, "investment", "Dự án mẫu 1")
	add("project-2", vocab.BudgetProject, investment-half, "investment", "Dự án mẫu 2")
}

func (d *draft) organisation() {
	d.Funding = []data.Funding{{
		ID:      "1",
		Text:    data.Text{VI: "Ngân sách mẫu và nguồn hợp pháp khác", EN: "The sample budget and other lawful sources"},
		Sources: []data.Source{{Section: "IV", Lines: d.nextLine()}},
	}}
	for function := range dutiesPerPlan {
		d.Duties = append(d.Duties, data.Duty{
			Agency: agencySlug(d.province, function), Count: 1 + d.random.IntN(6), Sources: []data.Source{{Section: "V", Lines: d.nextLine()}},
		})
	}
}

// report makes a province's report on its results in all years.
func report(o Options, province int) data.DocumentFile {
	d := newDraft(o, province, 0)
	name := provinceName(province)
	d.Document = data.Document{
		Slug: fmt.Sprintf("%s-%d-%d-report", provinceSlug(province), o.firstYear(), lastYear), Province: provinceSlug(province),
		Kind: vocab.KindReport,
		Title: data.Text{
			VI: fmt.Sprintf("Báo cáo giả định của %s giai đoạn %d - %d", name.VI, o.firstYear(), lastYear),
			EN: fmt.Sprintf("Synthetic report of %s, %d to %d", name.EN, o.firstYear(), lastYear),
		},
		IssuedOn: fmt.Sprintf("%d-12", lastYear), KnownFrom: &data.Text{VI: "Do máy tạo ra", EN: "Generated"},
		Issuer: "Ủy ban nhân dân " + name.VI, PeriodStart: o.firstYear(), PeriodEnd: lastYear,
	}
	for year := o.firstYear(); year <= lastYear; year++ {
		for n, indicator := range planIndicators(o, province, year)[:outcomesPerYear] {
			d.outcome(n, indicator, year)
		}
	}
	return d.finish()
}

// outcome makes a result a little below the target, or sometimes far beyond it.
func (d *draft) outcome(n, indicator, year int) {
	unit, direction := unitOf(indicator)
	value, shortfall := d.plannedValue(indicator, year, 0), decimal(d.random.IntN(2))
	if d.oneIn(10) {
		shortfall = -decimal(8)
	}
	if direction == vocab.LowerIsBetter {
		shortfall = -shortfall
	}
	value = min(max(value-shortfall, decimal(1)), maxValue(unit))
	o := data.Outcome{
		ID: fmt.Sprint(n + 1), Year: year, Indicator: indicatorCode(indicator), Level: vocab.LevelProvince,
		Wording: fmt.Sprintf("Kết quả chỉ tiêu mẫu %d năm %d", indicator+1, year),
		Value:   &value, AsOf: fmt.Sprintf("%d-12-31", year),
		Sources: []data.Source{{Section: fmt.Sprint(year), Lines: d.nextLine()}},
	}
	if unit == vocab.UnitPercent && d.oneIn(3) {
		denominator := decimal(1000 * (1 + d.random.IntN(50)))
		numerator := value * (denominator / decimal(100)) // whole, since shares have one decimal
		o.Numerator, o.Denominator = &numerator, &denominator
	}
	d.Outcomes = append(d.Outcomes, o)
}

func maxValue(unit vocab.Unit) vocab.Decimal {
	switch unit {
	case vocab.UnitRank:
		return decimal(63)
	case vocab.UnitPercent:
		return decimal(100)
	default:
		return decimal(1_000_000)
	}
}
