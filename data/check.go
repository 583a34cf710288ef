package data

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"doichieu/vocab"
	"doichieu/wording"
)

// check checks everything that needs no archived texts, and reports every problem
// at once.
func check(set *Dataset, problems *problemList) {
	c := &checker{set: set, seen: map[string]place{}, reported: map[place]bool{}, problems: problems}
	c.unreadable = unreadableIDs(problems)
	c.header()
	c.provinces()
	c.concepts()
	c.legalDocuments()
	c.indicators()
	c.agencies()
	c.initiatives()
	for i := range set.Documents {
		c.open(set.files[i])
		c.document(&set.Documents[i])
	}
	c.links()
	c.suggest()
}

func (c *checker) header() {
	c.open(headerFile)
	h := c.set.Header
	c.required(".release", "release", h.Release)
	if err := CheckReleaseName(h.Release); err != nil {
		c.report(".release", "%v", err)
	}
	c.required(".licence", "licence", h.Licence)
	c.required(".citation", "citation", h.Citation)
	c.text(".title", "title", h.Title)
	c.text(".description", "description", h.Description)
}

func item(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }

func (c *checker) provinces() {
	c.open(registerDir + "/provinces.yaml")
	for i, p := range c.set.Provinces {
		key := item("", i)
		c.form(key+".slug", "slug", p.Slug, slugForm, "binh-dinh")
		c.claim(key, p.Slug)
		c.text(key+".name", "name", p.Name)
		c.required(key+".code", "code", p.Code)
		c.form(key+".code", "code", p.Code, provinceCodeForm, "52")
		c.form(key+".region", "region", p.Region, slugForm, "south-central-coast")
		c.date(key+".mergedOn", p.MergedOn)
		if (p.MergedInto == "") != (p.MergedOn == "") {
			c.report(key, "mergedInto and mergedOn go together")
		}
	}
	c.uniqueProvinces("before July 2025", func(p Province) bool { return !p.Successor })
	c.uniqueProvinces("from July 2025 on", func(p Province) bool { return p.MergedInto == "" })
	for i, p := range c.set.Provinces {
		if p.MergedInto != "" {
			c.reference(item("", i)+".mergedInto", "province", p.MergedInto, c.file)
		}
	}
}

// uniqueProvinces reports provinces that exist at the same time and have the same
// code or name.
func (c *checker) uniqueProvinces(time string, exists func(Province) bool) {
	codes, names := owners{}, owners{}
	for i, p := range c.set.Provinces {
		if !exists(p) {
			continue
		}
		if other := codes.claim(p.Code, p.Slug); other != "" {
			c.report(item("", i)+".code", "the code %q is that of %q too, and both exist %s", p.Code, other, time)
		}
		if other := names.claim(p.Name.VI, p.Slug); other != "" {
			c.report(item("", i)+".name", "the name %q is that of %q too, and both exist %s", p.Name.VI, other, time)
		}
	}
}

// owners maps names, normalised for comparison, to the entries that have them.
type owners map[string]string

// claim records that an entry has a name, or returns the other entry that has it
// already. A blank name belongs to nobody.
func (o owners) claim(name, entry string) (other string) {
	key := wording.Key(name)
	if key == "" {
		return ""
	}
	if owner, taken := o[key]; taken && owner != entry {
		return owner
	}
	o[key] = entry
	return ""
}

func (c *checker) concepts() {
	c.open(registerDir + "/concepts.yaml")
	names := owners{}
	for i, concept := range c.set.Concepts {
		key := item("", i)
		c.form(key+".code", "code", concept.Code, dottedForm, "smartphone")
		c.claim(key, EntryID(KindConcept, concept.Code))
		c.text(key+".name", "name", concept.Name)
		if other := names.claim(concept.Name.VI, concept.Code); other != "" {
			c.report(key+".name", "the name %q belongs to %q already", concept.Name.VI, other)
		}
	}
}

func (c *checker) legalDocuments() {
	c.open(registerDir + "/legal_documents.yaml")
	identity := owners{}
	for i, l := range c.set.Legal {
		key := item("", i)
		c.form(key+".id", "id", l.ID, slugForm, "411-qd-ttg-2022")
		c.claim(key, EntryID(KindLegal, l.ID))
		member(c, key+".type", "type", l.Type, false)
		member(c, key+".issuerLevel", "issuerLevel", l.IssuerLevel, false)
		c.required(key+".issuer", "issuer", l.Issuer)
		c.required(key+".title", "title", l.Title)
		c.date(key+".issuedOn", l.IssuedOn)
		if l.Year != 0 {
			c.year(key+".year", l.Year)
		}
		if l.IssuedOn != "" && !c.isRefused(key+".year") && !strings.HasPrefix(l.IssuedOn, fmt.Sprint(l.Year)) {
			c.report(key+".issuedOn", "issued on %s but of the year %d", l.IssuedOn, l.Year)
		}
		if l.Province != "" {
			c.reference(key+".province", "province", l.Province, registerDir+"/provinces.yaml")
		}
		if other := identity.claim(fmt.Sprintf("%s %s %s %d", l.name(), l.Type, l.Issuer, l.Year), l.ID); other != "" {
			c.report(key, "same number or title, type, issuer and year as %q; one document has one entry", other)
		}
	}
}

func (c *checker) indicators() {
	c.open(registerDir + "/indicators.yaml")
	names := owners{}
	for i, ind := range c.set.Indicators {
		key := item("", i)
		c.form(key+".code", "code", ind.Code, dottedForm, "society.adult_smartphone")
		c.claim(key, EntryID(KindIndicator, ind.Code))
		c.text(key+".name", "name", ind.Name)
		c.text(key+".base", "base", ind.Base)
		if other := names.claim(fmt.Sprintf("%s (%s) %s", ind.Name.VI, ind.Base.VI, ind.Unit), ind.Code); other != "" {
			c.report(key, "same name, base and unit as %q; two indicators differ in one of them", other)
		}
		member(c, key+".pillar", "pillar", ind.Pillar, false)
		member(c, key+".unit", "unit", ind.Unit, false)
		member(c, key+".direction", "direction", ind.Direction, false)
		c.pair(key+".definition", "definition", ind.Definition)
		c.reference(key+".concept", KindConcept, EntryID(KindConcept, ind.Concept), registerDir+"/concepts.yaml")
		for j, goal := range ind.National {
			key := item(key+".national", j)
			c.reference(key+".decision", KindLegal, EntryID(KindLegal, goal.Decision), registerDir+"/legal_documents.yaml")
			c.year(key+".year", goal.Year)
			member(c, key+".level", "level", goal.Level, true)
			member(c, key+".operator", "operator", goal.Operator, false)
			member(c, key+".confidence", "confidence", goal.Confidence, false)
			c.number(key, goal.Operator, goal.Value, nil)
		}
	}
}

func (c *checker) agencies() {
	c.open(registerDir + "/agencies.yaml")
	names := owners{}
	for i, a := range c.set.Agencies {
		key := item("", i)
		c.form(key+".slug", "slug", a.Slug, dottedForm, "binh-dinh.so-tai-chinh")
		c.claim(key, EntryID(KindAgency, a.Slug))
		c.text(key+".name", "name", a.Name)
		member(c, key+".kind", "kind", a.Kind, false)
		c.required(key+".function", "function", a.Function)
		if a.Function != "" {
			c.form(key+".function", "function", a.Function, dottedForm, "information-communications")
		}
		if a.Province != "" {
			c.reference(key+".province", "province", a.Province, registerDir+"/provinces.yaml")
		}
		for j, alias := range a.Aliases {
			c.required(item(key+".aliases", j), "an alias", alias)
		}
		for _, name := range append([]string{a.Name.VI}, a.Aliases...) {
			if name == "" {
				continue
			}
			if other := names.claim(a.Province+": "+name, a.Slug); other != "" {
				c.report(key, "the name %q belongs to %q already", name, other)
			}
		}
	}
}

func (c *checker) initiatives() {
	c.open(registerDir + "/initiatives.yaml")
	names := owners{}
	for i, initiative := range c.set.Initiatives {
		key := item("", i)
		c.form(key+".slug", "slug", initiative.Slug, slugForm, "virtual-assistant")
		c.claim(key, EntryID(KindInitiative, initiative.Slug))
		c.text(key+".name", "name", initiative.Name)
		if other := names.claim(initiative.Name.VI, initiative.Slug); other != "" {
			c.report(key+".name", "the name %q belongs to %q already", initiative.Name.VI, other)
		}
		member(c, key+".theme", "theme", initiative.Theme, false)
	}
}

func (c *checker) document(f *DocumentFile) {
	d := &f.Document
	c.lines = c.linesOf(d)
	c.documentHead(d)
	for i := range f.Tasks {
		c.task(item(".tasks", i), d, &f.Tasks[i])
	}
	for i := range f.Targets {
		c.target(item(".targets", i), d, &f.Targets[i])
	}
	for i := range f.Outcomes {
		c.outcome(item(".outcomes", i), d, &f.Outcomes[i])
	}
	for i := range f.Citations {
		c.citation(item(".citations", i), d, &f.Citations[i])
	}
	for i := range f.Budgets {
		c.budget(item(".budgets", i), d, &f.Budgets[i])
	}
	for i, funding := range f.Funding {
		c.funding(item(".funding", i), d, funding)
	}
	for i, duty := range f.Duties {
		c.duty(item(".duties", i), d, duty)
	}
}

func (c *checker) documentHead(d *Document) {
	c.form(".document.slug", "slug", d.Slug, slugForm, "binh-dinh-2024-plan")
	if d.Slug == ruleDocument {
		c.report(".document.slug", "the slug %q is kept for the ids of computed findings", d.Slug)
	}
	if want := documentDir + "/" + d.Slug + yamlSuffix; c.file != want {
		c.report(".document.slug", "the slug is %q, so the file must be named %s", d.Slug, want)
	}
	c.claim(".document", EntryID(KindDocument, d.Slug))
	c.reference(".document.province", "province", d.Province, registerDir+"/provinces.yaml")
	member(c, ".document.kind", "kind", d.Kind, false)
	c.text(".document.title", "title", d.Title)
	c.required(".document.issuer", "issuer", d.Issuer)
	c.optionalText(".document.knownFrom", "knownFrom", d.KnownFrom)
	c.date(".document.issuedOn", d.IssuedOn)
	c.years(".document", d.PeriodStart, d.PeriodEnd)
	c.form(".document.checksum", "checksum", d.Checksum, checksumForm, strings.Repeat("0", 64))
	if !hasLines(d) {
		c.report(".document.lines", "lines is %d; count the lines of the archived text", d.Lines)
	}
}

func (c *checker) funding(key string, d *Document, funding Funding) {
	c.localID(key, funding.ID, "1")
	c.claim(key, funding.FullID(d))
	c.text(key+".text", "text", funding.Text)
	c.sources(key, funding.Sources)
}

// maxDuties is more duties than any document gives an agency.
const maxDuties = 10_000

func (c *checker) duty(key string, d *Document, duty Duty) {
	c.agencyRefs(key+".agency", []string{duty.Agency})
	c.claim(key, duty.FullID(d))
	if duty.Count < 1 || duty.Count > maxDuties {
		c.report(key+".count", "count is %d; from 1 to %d can be entered, and no agency without duties", duty.Count, maxDuties)
	}
	c.sources(key, duty.Sources)
}

func hasLines(d *Document) bool { return d.Lines >= 1 && d.Lines <= maxFileBytes }

// linesOf is the number of lines of a document's text, or the greatest possible
// one if that could not be read.
func (c *checker) linesOf(d *Document) int {
	if !hasLines(d) || c.isRefused(".document.lines") {
		return maxFileBytes
	}
	return d.Lines
}

func (c *checker) target(key string, d *Document, t *Target) {
	c.record(key, d, KindTarget, t.ID, t.Year)
	c.indicatorRef(key+".indicator", t.Indicator)
	c.required(key+".wording", "wording", t.Wording)
	c.agencyRefs(key+".leads", t.Leads)
	c.agencyRefs(key+".performers", t.Performers)
	c.sources(key, t.Sources)
	c.cited(key, d, t.Citations)
	if t.Task != "" {
		c.reference(key+".task", KindTask, RecordID(d.Province, t.Year, KindTask, t.Task), "the tasks of "+c.file)
	}
	if len(t.Measures) == 0 {
		c.report(key+".measures", "a target needs at least one measure; without a number its operator is QUALITATIVE")
	}
	sourcesKnown := !c.isRefused(key + ".sources")
	for i, m := range t.Measures {
		key := item(key+".measures", i)
		member(c, key+".level", "level", m.Level, true)
		member(c, key+".operator", "operator", m.Operator, false)
		member(c, key+".unit", "unit", m.Unit, true)
		member(c, key+".rank", "rank", m.Rank, true)
		c.number(key, m.Operator, m.Value, m.Upper)
		for j, n := range m.Sources {
			if n < 1 || n > len(t.Sources) && sourcesKnown {
				c.report(item(key+".sources", j), "source %d of a target that has %d", n, len(t.Sources))
			}
		}
	}
}

// number checks that value and upper are present exactly if the operator needs them.
func (c *checker) number(key string, op vocab.Operator, value, upper *vocab.Decimal) {
	if !vocab.IsValid(op) || c.isRefused(key) {
		return
	}
	if (op == vocab.OperatorQualitative) != (value == nil) {
		c.report(key+".value", "operator %s and value do not agree: QUALITATIVE has no value, every other operator has one", op)
	}
	if (op == vocab.OperatorBetween) != (upper != nil) {
		c.report(key+".upper", "operator %s and upper do not agree: BETWEEN needs an upper value, no other operator has one", op)
	}
	if value != nil && upper != nil && *upper <= *value {
		c.report(key+".upper", "upper %s is not above value %s", upper, value)
	}
}

func (c *checker) outcome(key string, d *Document, o *Outcome) {
	c.record(key, d, KindOutcome, o.ID, o.Year)
	c.indicatorRef(key+".indicator", o.Indicator)
	c.required(key+".wording", "wording", o.Wording)
	member(c, key+".level", "level", o.Level, true)
	member(c, key+".qualifier", "qualifier", o.Qualifier, true)
	member(c, key+".unit", "unit", o.Unit, true)
	member(c, key+".absence", "absence", o.Absence, true)
	member(c, key+".basis", "basis", o.Basis, true)
	c.date(key+".asOf", o.AsOf)
	c.dates(key, o.PeriodStart, o.PeriodEnd)
	c.optionalText(key+".note", "note", o.Note)
	if (o.Value == nil) != (o.Absence != "") && !c.isRefused(key+".absence") {
		c.report(key+".value", "an outcome has either a value or an absence")
	}
	if o.Denominator != nil && *o.Denominator == 0 {
		c.report(key+".denominator", "denominator is zero")
	}
	c.sources(key, o.Sources)
	c.cited(key, d, o.Citations)
}

func (c *checker) task(key string, d *Document, t *Task) {
	c.record(key, d, KindTask, t.ID, t.Year)
	c.required(key+".title", "title", t.Title)
	c.required(key+".group", "group", t.Group)
	member(c, key+".origin", "origin", t.Origin, true)
	member(c, key+".theme", "theme", t.Theme, false)
	if t.Initiative != "" {
		c.reference(key+".initiative", KindInitiative, EntryID(KindInitiative, t.Initiative), registerDir+"/initiatives.yaml")
	}
	c.agencyRefs(key+".leads", t.Leads)
	c.agencyRefs(key+".coordinators", t.Coordinators)
	for _, cell := range t.Inherited {
		member(c, key+".inherited", "cell", cell, false)
	}
	c.optionalText(key+".result", "result", t.Result)
	if t.Schedule != nil {
		c.required(key+".schedule.text", "schedule.text", t.Schedule.Text)
		c.date(key+".schedule.start", t.Schedule.Start)
		c.date(key+".schedule.end", t.Schedule.End)
		if isDate(t.Schedule.Start) && isDate(t.Schedule.End) && laterThan(t.Schedule.Start, t.Schedule.End) {
			c.report(key+".schedule", "starts on %s, after its end on %s", t.Schedule.Start, t.Schedule.End)
		}
	}
	c.sources(key, t.Sources)
	c.cited(key, d, t.Citations)
}

func (c *checker) citation(key string, d *Document, ci *Citation) {
	member(c, key+".role", "role", ci.Role, false)
	c.mention(key, d, Cited{Legal: ci.Legal, Number: ci.Number, Date: ci.Date, Lines: ci.Lines})
}

func (c *checker) cited(key string, d *Document, list []Cited) {
	for i, cited := range list {
		c.mention(item(key+".citations", i), d, cited)
	}
}

func (c *checker) mention(key string, d *Document, m Cited) {
	c.reference(key+".legal", KindLegal, EntryID(KindLegal, m.Legal), registerDir+"/legal_documents.yaml")
	c.lineNumbers(key+".lines", m.Lines)
	if len(m.Lines) > 0 {
		c.claim(key, CitationID(d.Slug, m.Lines, m.Legal))
	}
}

func (c *checker) budget(key string, d *Document, b *Budget) {
	start, end := b.Period()
	c.localID(key, b.ID, "total")
	c.claim(key, PeriodID(d.Province, start, end, KindBudget, b.ID))
	if b.Year != 0 || c.isRefused(key+".year") {
		c.year(key+".year", b.Year)
	} else {
		c.years(key, start, end)
	}
	if start == end && !c.isRefused(key+".periodStart") {
		c.inPeriod(key+".year", d, start)
	}
	if b.Year != 0 && (b.PeriodStart != 0 || b.PeriodEnd != 0) {
		c.report(key+".year", "a budget is for a year or for a period, not for both")
	}
	c.amount(key+".amount", b.Amount)
	if b.Corrected != nil {
		c.amount(key+".corrected", *b.Corrected)
	}
	c.optionalText(key+".note", "note", b.Note)
	member(c, key+".category", "category", b.Category, false)
	c.required(key+".printed", "printed", b.Printed)
	if b.Decision != "" {
		c.reference(key+".decision", KindLegal, EntryID(KindLegal, b.Decision), registerDir+"/legal_documents.yaml")
	}
	c.sources(key, b.Sources)
}

// record checks the fields of every record of a plan year: a local id and a year.
func (c *checker) record(key string, d *Document, kind, local string, year int) {
	c.localID(key, local, "3.1")
	c.year(key+".year", year)
	c.inPeriod(key+".year", d, year)
	c.claim(key, RecordID(d.Province, year, kind, local))
}

// inPeriod reports a record whose year lies outside its document's period.
func (c *checker) inPeriod(key string, d *Document, year int) {
	if c.isRefused(".document.periodStart") || c.isRefused(".document.periodEnd") {
		return
	}
	if year < d.PeriodStart || year > d.PeriodEnd {
		c.report(key, "the year %d is outside the document's period, %d to %d; widen the period or correct the year", year, d.PeriodStart, d.PeriodEnd)
	}
}

// partKinds occur in the ids of a record's parts, and therefore in no local id.
var partKinds = []string{KindMeasure, KindSource, KindGoal, KindRecord}

func (c *checker) localID(key, local, example string) {
	c.form(key+".id", "id", local, localIDForm, example)
	for _, part := range strings.Split(local, "/") {
		if slices.Contains(partKinds, part) {
			c.report(key+".id", "id %q holds the word %q, which is kept for the ids of parts", local, part)
		}
	}
}

func (c *checker) indicatorRef(key, code string) {
	c.reference(key, KindIndicator, EntryID(KindIndicator, code), registerDir+"/indicators.yaml")
}

func (c *checker) agencyRefs(key string, slugs []string) {
	named := map[string]bool{}
	for i, slug := range slugs {
		key := item(key, i)
		c.reference(key, KindAgency, EntryID(KindAgency, slug), registerDir+"/agencies.yaml")
		if named[slug] {
			c.report(key, "agency %q is named twice", slug)
		}
		named[slug] = true
	}
}

func (c *checker) sources(key string, sources []Source) {
	if len(sources) == 0 {
		c.report(key+".sources", "no source; every record names the lines it comes from")
	}
	for i, s := range sources {
		c.lineNumbers(item(key+".sources", i)+".lines", s.Lines)
	}
}

func (c *checker) lineNumbers(key string, lines []int) {
	if len(lines) == 0 {
		c.report(key, "no line number; every source names its lines")
	}
	for i, n := range lines {
		key := item(key, i)
		if n < 1 || n > c.lines {
			c.report(key, "line %d is beyond the archived text, which has %d lines", n, c.lines)
		}
		if i > 0 && n <= lines[i-1] && !c.isRefused(parentOf(key)) {
			c.report(key, "line %d stands after line %d; lines go upwards", n, lines[i-1])
		}
	}
}

// links checks references between records of the same document, which may
// point forward, once every id is known.
func (c *checker) links() {
	cyclic := inCycles(c.outcomeTotals())
	for i := range c.set.Documents {
		f := &c.set.Documents[i]
		province := f.Document.Province
		c.open(c.set.files[i])
		c.outcomeCycles(f, cyclic)
		c.budgetTree(f)
		for j, o := range f.Outcomes {
			if o.PartOf != "" {
				c.reference(item(".outcomes", j)+".partOf", KindOutcome, RecordID(province, o.Year, KindOutcome, o.PartOf), c.file)
			}
		}
		for j, b := range f.Budgets {
			if b.PartOf != "" {
				c.reference(item(".budgets", j)+".partOf", KindBudget, f.BudgetID(b.PartOf), c.file)
			}
		}
		for j, t := range f.Tasks {
			for k, local := range t.CarriedOutBy {
				c.reference(item(item(".tasks", j)+".carriedOutBy", k), KindTask, RecordID(province, t.Year, KindTask, local), c.file)
			}
		}
		for j, finding := range f.Findings {
			c.finding(item(".findings", j), &f.Document, finding)
		}
	}
}

// outcomeTotals maps every outcome that is part of a total to that total, by full
// id: the total may be in another document of the province.
func (c *checker) outcomeTotals() map[string]string {
	totals := map[string]string{}
	for i := range c.set.Documents {
		f := &c.set.Documents[i]
		for _, o := range f.Outcomes {
			if o.PartOf != "" {
				totals[RecordID(f.Document.Province, o.Year, KindOutcome, o.ID)] = RecordID(f.Document.Province, o.Year, KindOutcome, o.PartOf)
			}
		}
	}
	return totals
}

func (c *checker) outcomeCycles(f *DocumentFile, cyclic map[string]bool) {
	for i, o := range f.Outcomes {
		if cyclic[RecordID(f.Document.Province, o.Year, KindOutcome, o.ID)] {
			c.report(item(".outcomes", i)+".partOf", "outcome %q is part of itself", o.ID)
		}
	}
}

// budgetTree checks that the budgets of a document can refer to each other:
// their local ids are unique, and none is part of itself.
func (c *checker) budgetTree(f *DocumentFile) {
	totals, seen := map[string]string{}, map[string]bool{}
	for i, b := range f.Budgets {
		if seen[b.ID] {
			c.report(item(".budgets", i)+".id", "a budget %q is in this document already; budgets of several years need an id each", b.ID)
		}
		seen[b.ID] = true
		totals[b.ID] = b.PartOf
	}
	cyclic := inCycles(totals)
	for i, b := range f.Budgets {
		if cyclic[b.ID] {
			c.report(item(".budgets", i)+".partOf", "budget %q is part of itself", b.ID)
		}
	}
}

// inCycles finds the ids from which following totals leads back to them. It
// follows every id once.
func inCycles(totals map[string]string) map[string]bool {
	cyclic, walkOf := map[string]bool{}, map[string]int{} // id → the walk that visited it
	walk := 0
	for start := range totals {
		walk++
		id := start
		for walkOf[id] == 0 && totals[id] != "" {
			walkOf[id] = walk
			id = totals[id]
		}
		if walkOf[id] != walk {
			continue
		}
		for !cyclic[id] {
			cyclic[id] = true
			id = totals[id]
		}
	}
	return cyclic
}

func (c *checker) finding(key string, d *Document, f Finding) {
	c.lines = c.linesOf(d)
	c.localID(key, f.ID, "unit-slip")
	c.claim(key, f.FullID(d))
	member(c, key+".kind", "kind", f.Kind, false)
	member(c, key+".severity", "severity", f.Severity, false)
	c.text(key+".message", "message", f.Message)
	named := map[string]bool{}
	for i, id := range f.Records {
		key := item(key+".records", i)
		c.reference(key, anyRecord, id, c.file)
		if named[id] {
			c.report(key, "record %q is named twice", id)
		}
		named[id] = true
	}
	c.sources(key, f.Sources)
}
