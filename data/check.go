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
		c.form(key+".region", "region", p.Region, slugForm, "south-central-coast")
		c.fields(key, nil, &p)
		c.form(key+".code", "code", p.Code, provinceCodeForm, "52")
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
		c.fields(key, nil, &concept)
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
		c.fields(key, nil, &l)
		c.date(key+".issuedOn", l.IssuedOn)
		if l.Year != 0 {
			c.year(key+".year", l.Year)
		}
		if l.IssuedOn != "" && !c.isRefused(key+".year") && !strings.HasPrefix(l.IssuedOn, fmt.Sprint(l.Year)) {
			c.report(key+".issuedOn", "issued on %s but of the year %d", l.IssuedOn, l.Year)
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
		c.fields(key, nil, &ind)
		if other := names.claim(fmt.Sprintf("%s (%s) %s", ind.Name.VI, ind.Base.VI, ind.Unit), ind.Code); other != "" {
			c.report(key, "same name, base and unit as %q; two indicators differ in one of them", other)
		}
		for j, goal := range ind.National {
			key := item(key+".national", j)
			c.year(key+".year", goal.Year)
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
		c.fields(key, nil, &a)
		if a.Function != "" {
			c.form(key+".function", "function", a.Function, dottedForm, "information-communications")
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
		c.fields(key, nil, &initiative)
		if other := names.claim(initiative.Name.VI, initiative.Slug); other != "" {
			c.report(key+".name", "the name %q belongs to %q already", initiative.Name.VI, other)
		}
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
	for i := range f.Duties {
		c.duty(item(".duties", i), &f.Duties[i])
	}
	c.otherRecords(f)
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
	c.fields(".document", d, d)
	c.date(".document.issuedOn", d.IssuedOn)
	c.years(".document", d.PeriodStart, d.PeriodEnd)
	c.form(".document.checksum", "checksum", d.Checksum, checksumForm, strings.Repeat("0", 64))
	if !hasLines(d) {
		c.report(".document.lines", "lines is %d; count the lines of the archived text", d.Lines)
	}
}

// maxDuties is more duties than any document gives an agency.
const maxDuties = 10_000

func (c *checker) duty(key string, duty *Duty) {
	if duty.Count < 1 || duty.Count > maxDuties {
		c.report(key+".count", "count is %d; from 1 to %d can be entered, and no agency without duties", duty.Count, maxDuties)
	}
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
	c.record(key, d, t, t.ID, t.Year)
	c.fields(key, d, t)
	if t.Task != "" {
		c.reference(key+".task", KindTask, RecordID(d.Province, t.Year, KindTask, t.Task), "the tasks of "+c.file)
	}
	if len(t.Measures) == 0 {
		c.report(key+".measures", "a target needs at least one measure; without a number its operator is QUALITATIVE")
	}
	sourcesKnown := !c.isRefused(key + ".sources")
	for i, m := range t.Measures {
		key := item(key+".measures", i)
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
	c.record(key, d, o, o.ID, o.Year)
	c.fields(key, d, o)
	c.date(key+".asOf", o.AsOf)
	c.dates(key, o.PeriodStart, o.PeriodEnd)
	if (o.Value == nil) != (o.Absence != "") && !c.isRefused(key+".absence") {
		c.report(key+".value", "an outcome has either a value or an absence")
	}
	if o.Denominator != nil && *o.Denominator == 0 {
		c.report(key+".denominator", "denominator is zero")
	}
}

func (c *checker) task(key string, d *Document, t *Task) {
	c.record(key, d, t, t.ID, t.Year)
	c.fields(key, d, t)
	for _, cell := range t.Inherited {
		member(c, key+".inherited", "cell", cell, false)
	}
	if t.Schedule != nil {
		c.date(key+".schedule.start", t.Schedule.Start)
		c.date(key+".schedule.end", t.Schedule.End)
		if isDate(t.Schedule.Start) && isDate(t.Schedule.End) && laterThan(t.Schedule.Start, t.Schedule.End) {
			c.report(key+".schedule", "starts on %s, after its end on %s", t.Schedule.Start, t.Schedule.End)
		}
	}
}

func (c *checker) citation(key string, d *Document, ci *Citation) {
	c.fields(key, d, ci)
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
	c.claim(key, b.FullID(d))
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
	c.fields(key, d, b)
}

// record checks the fields of every record of a plan year: a local id and a year.
func (c *checker) record(key string, d *Document, r Record, local string, year int) {
	c.localID(key, local, "3.1")
	c.year(key+".year", year)
	c.inPeriod(key+".year", d, year)
	c.claim(key, r.FullID(d))
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
		c.open(c.set.files[i])
		c.outcomeCycles(f, cyclic)
		c.budgetTree(f)
		for key, record := range f.records() {
			c.localReferences(key, f, record)
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
	c.fields(key, d, &f)
	named := map[string]bool{}
	for i, id := range f.Records {
		key := item(key+".records", i)
		c.reference(key, anyRecord, id, c.file)
		if named[id] {
			c.report(key, "record %q is named twice", id)
		}
		named[id] = true
	}
}
