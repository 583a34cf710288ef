package data

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"doichieu/vocab"
	"doichieu/wording"
)

// check looks at everything that can be judged without the archived texts and
// reports every problem at once.
func check(set *Dataset, problems *collected) {
	c := &checker{set: set, seen: map[string]place{}, told: map[place]bool{}, problems: problems}
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
		c.at(".release", "%v", err)
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
		at := item("", i)
		c.form(at+".slug", "slug", p.Slug, slugForm, "binh-dinh")
		c.claim(at, p.Slug)
		c.text(at+".name", "name", p.Name)
		c.required(at+".code", "code", p.Code)
		c.form(at+".code", "code", p.Code, provinceCodeForm, "52")
		c.form(at+".region", "region", p.Region, slugForm, "south-central-coast")
		c.date(at+".mergedOn", p.MergedOn)
		if (p.MergedInto == "") != (p.MergedOn == "") {
			c.at(at, "mergedInto and mergedOn go together")
		}
	}
	c.oneOfEach("before July 2025", func(p Province) bool { return !p.Successor })
	c.oneOfEach("from July 2025 on", func(p Province) bool { return p.MergedInto == "" })
	for i, p := range c.set.Provinces {
		if p.MergedInto != "" {
			c.known(item("", i)+".mergedInto", "province", p.MergedInto, c.file)
		}
	}
}

// oneOfEach reports two provinces of one time with the same code or name.
func (c *checker) oneOfEach(time string, exists func(Province) bool) {
	codes, names := owners{}, owners{}
	for i, p := range c.set.Provinces {
		if !exists(p) {
			continue
		}
		if other := codes.claim(p.Code, p.Slug); other != "" {
			c.at(item("", i)+".code", "the code %q is that of %q too, and both exist %s", p.Code, other, time)
		}
		if other := names.claim(p.Name.VI, p.Slug); other != "" {
			c.at(item("", i)+".name", "the name %q is that of %q too, and both exist %s", p.Name.VI, other, time)
		}
	}
}

// owners maps names, as they are compared, to the entries that have them.
type owners map[string]string

// claim gives a name to an entry, and tells which other one has it already. A
// blank name is nobody's.
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
		at := item("", i)
		c.form(at+".code", "code", concept.Code, dottedForm, "smartphone")
		c.claim(at, EntryID(KindConcept, concept.Code))
		c.text(at+".name", "name", concept.Name)
		if other := names.claim(concept.Name.VI, concept.Code); other != "" {
			c.at(at+".name", "the name %q belongs to %q already", concept.Name.VI, other)
		}
	}
}

func (c *checker) legalDocuments() {
	c.open(registerDir + "/legal_documents.yaml")
	identity := owners{}
	for i, l := range c.set.Legal {
		at := item("", i)
		c.form(at+".id", "id", l.ID, slugForm, "411-qd-ttg-2022")
		c.claim(at, EntryID(KindLegal, l.ID))
		member(c, at+".type", "type", l.Type, false)
		member(c, at+".issuerLevel", "issuerLevel", l.IssuerLevel, false)
		c.required(at+".issuer", "issuer", l.Issuer)
		c.required(at+".title", "title", l.Title)
		c.date(at+".issuedOn", l.IssuedOn)
		if l.Year != 0 {
			c.year(at+".year", l.Year)
		}
		if l.IssuedOn != "" && !c.isRefused(at+".year") && !strings.HasPrefix(l.IssuedOn, fmt.Sprint(l.Year)) {
			c.at(at+".issuedOn", "issued on %s but of the year %d", l.IssuedOn, l.Year)
		}
		if l.Province != "" {
			c.known(at+".province", "province", l.Province, registerDir+"/provinces.yaml")
		}
		if other := identity.claim(fmt.Sprintf("%s %s %s %d", l.name(), l.Type, l.Issuer, l.Year), l.ID); other != "" {
			c.at(at, "same number or title, type, issuer and year as %q; one document has one entry", other)
		}
	}
}

func (c *checker) indicators() {
	c.open(registerDir + "/indicators.yaml")
	names := owners{}
	for i, ind := range c.set.Indicators {
		at := item("", i)
		c.form(at+".code", "code", ind.Code, dottedForm, "society.adult_smartphone")
		c.claim(at, EntryID(KindIndicator, ind.Code))
		c.text(at+".name", "name", ind.Name)
		c.text(at+".base", "base", ind.Base)
		if other := names.claim(fmt.Sprintf("%s (%s) %s", ind.Name.VI, ind.Base.VI, ind.Unit), ind.Code); other != "" {
			c.at(at, "same name, base and unit as %q; two indicators differ in one of them", other)
		}
		member(c, at+".pillar", "pillar", ind.Pillar, false)
		member(c, at+".unit", "unit", ind.Unit, false)
		member(c, at+".direction", "direction", ind.Direction, false)
		c.pair(at+".definition", "definition", ind.Definition)
		c.known(at+".concept", KindConcept, EntryID(KindConcept, ind.Concept), registerDir+"/concepts.yaml")
		for j, goal := range ind.National {
			at := item(at+".national", j)
			c.known(at+".decision", KindLegal, EntryID(KindLegal, goal.Decision), registerDir+"/legal_documents.yaml")
			c.year(at+".year", goal.Year)
			member(c, at+".level", "level", goal.Level, true)
			member(c, at+".operator", "operator", goal.Operator, false)
			member(c, at+".confidence", "confidence", goal.Confidence, false)
			c.number(at, goal.Operator, goal.Value, nil)
		}
	}
}

func (c *checker) agencies() {
	c.open(registerDir + "/agencies.yaml")
	names := owners{}
	for i, a := range c.set.Agencies {
		at := item("", i)
		c.form(at+".slug", "slug", a.Slug, dottedForm, "binh-dinh.so-tai-chinh")
		c.claim(at, EntryID(KindAgency, a.Slug))
		c.text(at+".name", "name", a.Name)
		member(c, at+".kind", "kind", a.Kind, false)
		c.required(at+".function", "function", a.Function)
		if a.Function != "" {
			c.form(at+".function", "function", a.Function, dottedForm, "information-communications")
		}
		if a.Province != "" {
			c.known(at+".province", "province", a.Province, registerDir+"/provinces.yaml")
		}
		for j, alias := range a.Aliases {
			c.required(item(at+".aliases", j), "an alias", alias)
		}
		for _, name := range append([]string{a.Name.VI}, a.Aliases...) {
			if name == "" {
				continue
			}
			if other := names.claim(a.Province+": "+name, a.Slug); other != "" {
				c.at(at, "the name %q belongs to %q already", name, other)
			}
		}
	}
}

func (c *checker) initiatives() {
	c.open(registerDir + "/initiatives.yaml")
	names := owners{}
	for i, initiative := range c.set.Initiatives {
		at := item("", i)
		c.form(at+".slug", "slug", initiative.Slug, slugForm, "virtual-assistant")
		c.claim(at, EntryID(KindInitiative, initiative.Slug))
		c.text(at+".name", "name", initiative.Name)
		if other := names.claim(initiative.Name.VI, initiative.Slug); other != "" {
			c.at(at+".name", "the name %q belongs to %q already", initiative.Name.VI, other)
		}
		member(c, at+".theme", "theme", initiative.Theme, false)
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
		c.at(".document.slug", "the slug %q is kept for the ids of computed findings", d.Slug)
	}
	if want := documentDir + "/" + d.Slug + yamlSuffix; c.file != want {
		c.at(".document.slug", "the slug is %q, so the file must be named %s", d.Slug, want)
	}
	c.claim(".document", EntryID(KindDocument, d.Slug))
	c.known(".document.province", "province", d.Province, registerDir+"/provinces.yaml")
	member(c, ".document.kind", "kind", d.Kind, false)
	c.text(".document.title", "title", d.Title)
	c.required(".document.issuer", "issuer", d.Issuer)
	c.optionalText(".document.knownFrom", "knownFrom", d.KnownFrom)
	c.date(".document.issuedOn", d.IssuedOn)
	c.years(".document", d.PeriodStart, d.PeriodEnd)
	c.form(".document.checksum", "checksum", d.Checksum, checksumForm, strings.Repeat("0", 64))
	if !hasLines(d) {
		c.at(".document.lines", "lines is %d; count the lines of the archived text", d.Lines)
	}
}

func (c *checker) funding(at string, d *Document, funding Funding) {
	c.localID(at, funding.ID, "1")
	c.claim(at, funding.FullID(d))
	c.text(at+".text", "text", funding.Text)
	c.sources(at, funding.Sources)
}

// maxDuties is more than a document lays on anybody.
const maxDuties = 10_000

func (c *checker) duty(at string, d *Document, duty Duty) {
	c.agencyRefs(at+".agency", []string{duty.Agency})
	c.claim(at, duty.FullID(d))
	if duty.Count < 1 || duty.Count > maxDuties {
		c.at(at+".count", "count is %d; from 1 to %d can be entered, and no agency without duties", duty.Count, maxDuties)
	}
	c.sources(at, duty.Sources)
}

func hasLines(d *Document) bool { return d.Lines >= 1 && d.Lines <= maxFileBytes }

// linesOf is how many lines the text of the current file's document has, at most.
func (c *checker) linesOf(d *Document) int {
	if !hasLines(d) || c.isRefused(".document.lines") {
		return maxFileBytes
	}
	return d.Lines
}

func (c *checker) target(at string, d *Document, t *Target) {
	c.record(at, d, KindTarget, t.ID, t.Year)
	c.indicatorRef(at+".indicator", t.Indicator)
	c.required(at+".wording", "wording", t.Wording)
	c.agencyRefs(at+".leads", t.Leads)
	c.agencyRefs(at+".performers", t.Performers)
	c.sources(at, t.Sources)
	c.cited(at, d, t.Citations)
	if t.Task != "" {
		c.known(at+".task", KindTask, RecordID(d.Province, t.Year, KindTask, t.Task), "the tasks of "+c.file)
	}
	if len(t.Measures) == 0 {
		c.at(at+".measures", "a target needs at least one measure; without a number its operator is QUALITATIVE")
	}
	sourcesKnown := !c.isRefused(at + ".sources")
	for i, m := range t.Measures {
		at := item(at+".measures", i)
		member(c, at+".level", "level", m.Level, true)
		member(c, at+".operator", "operator", m.Operator, false)
		member(c, at+".unit", "unit", m.Unit, true)
		member(c, at+".rank", "rank", m.Rank, true)
		c.number(at, m.Operator, m.Value, m.Upper)
		for j, n := range m.Sources {
			if n < 1 || n > len(t.Sources) && sourcesKnown {
				c.at(item(at+".sources", j), "source %d of a target that has %d", n, len(t.Sources))
			}
		}
	}
}

// number checks that value and upper are there exactly when the operator needs them.
func (c *checker) number(at string, op vocab.Operator, value, upper *vocab.Decimal) {
	if !vocab.IsValid(op) || c.isRefused(at) {
		return
	}
	if (op == vocab.OperatorQualitative) != (value == nil) {
		c.at(at+".value", "operator %s and value do not agree: QUALITATIVE has no value, every other operator has one", op)
	}
	if (op == vocab.OperatorBetween) != (upper != nil) {
		c.at(at+".upper", "operator %s and upper do not agree: BETWEEN needs an upper value, no other operator has one", op)
	}
	if value != nil && upper != nil && *upper <= *value {
		c.at(at+".upper", "upper %s is not above value %s", upper, value)
	}
}

func (c *checker) outcome(at string, d *Document, o *Outcome) {
	c.record(at, d, KindOutcome, o.ID, o.Year)
	c.indicatorRef(at+".indicator", o.Indicator)
	c.required(at+".wording", "wording", o.Wording)
	member(c, at+".level", "level", o.Level, true)
	member(c, at+".qualifier", "qualifier", o.Qualifier, true)
	member(c, at+".unit", "unit", o.Unit, true)
	member(c, at+".absence", "absence", o.Absence, true)
	member(c, at+".basis", "basis", o.Basis, true)
	c.date(at+".asOf", o.AsOf)
	c.dates(at, o.PeriodStart, o.PeriodEnd)
	c.optionalText(at+".note", "note", o.Note)
	if (o.Value == nil) != (o.Absence != "") && !c.isRefused(at+".absence") {
		c.at(at+".value", "an outcome has either a value or an absence")
	}
	if o.Denominator != nil && *o.Denominator == 0 {
		c.at(at+".denominator", "denominator is zero")
	}
	c.sources(at, o.Sources)
	c.cited(at, d, o.Citations)
}

func (c *checker) task(at string, d *Document, t *Task) {
	c.record(at, d, KindTask, t.ID, t.Year)
	c.required(at+".title", "title", t.Title)
	c.required(at+".group", "group", t.Group)
	member(c, at+".origin", "origin", t.Origin, true)
	member(c, at+".theme", "theme", t.Theme, false)
	if t.Initiative != "" {
		c.known(at+".initiative", KindInitiative, EntryID(KindInitiative, t.Initiative), registerDir+"/initiatives.yaml")
	}
	c.agencyRefs(at+".leads", t.Leads)
	c.agencyRefs(at+".coordinators", t.Coordinators)
	for _, cell := range t.Inherited {
		member(c, at+".inherited", "cell", cell, false)
	}
	c.optionalText(at+".result", "result", t.Result)
	if t.Schedule != nil {
		c.required(at+".schedule.text", "schedule.text", t.Schedule.Text)
		c.date(at+".schedule.start", t.Schedule.Start)
		c.date(at+".schedule.end", t.Schedule.End)
		if isDate(t.Schedule.Start) && isDate(t.Schedule.End) && laterThan(t.Schedule.Start, t.Schedule.End) {
			c.at(at+".schedule", "starts on %s, after its end on %s", t.Schedule.Start, t.Schedule.End)
		}
	}
	c.sources(at, t.Sources)
	c.cited(at, d, t.Citations)
}

func (c *checker) citation(at string, d *Document, ci *Citation) {
	member(c, at+".role", "role", ci.Role, false)
	c.mention(at, d, Cited{Legal: ci.Legal, Number: ci.Number, Date: ci.Date, Lines: ci.Lines})
}

func (c *checker) cited(at string, d *Document, list []Cited) {
	for i, cited := range list {
		c.mention(item(at+".citations", i), d, cited)
	}
}

func (c *checker) mention(at string, d *Document, m Cited) {
	c.known(at+".legal", KindLegal, EntryID(KindLegal, m.Legal), registerDir+"/legal_documents.yaml")
	c.lineNumbers(at+".lines", m.Lines)
	if len(m.Lines) > 0 {
		c.claim(at, CitationID(d.Slug, m.Lines, m.Legal))
	}
}

func (c *checker) budget(at string, d *Document, b *Budget) {
	start, end := b.Period()
	c.localID(at, b.ID, "total")
	c.claim(at, PeriodID(d.Province, start, end, KindBudget, b.ID))
	if b.Year != 0 || c.isRefused(at+".year") {
		c.year(at+".year", b.Year)
	} else {
		c.years(at, start, end)
	}
	if start == end && !c.isRefused(at+".periodStart") {
		c.speaksOf(at+".year", d, start)
	}
	if b.Year != 0 && (b.PeriodStart != 0 || b.PeriodEnd != 0) {
		c.at(at+".year", "a budget is for a year or for a period, not for both")
	}
	c.amount(at+".amount", b.Amount)
	if b.Corrected != nil {
		c.amount(at+".corrected", *b.Corrected)
	}
	c.optionalText(at+".note", "note", b.Note)
	member(c, at+".category", "category", b.Category, false)
	c.required(at+".printed", "printed", b.Printed)
	if b.Decision != "" {
		c.known(at+".decision", KindLegal, EntryID(KindLegal, b.Decision), registerDir+"/legal_documents.yaml")
	}
	c.sources(at, b.Sources)
}

// record checks what every record of a plan year has: a local id and a year.
func (c *checker) record(at string, d *Document, kind, local string, year int) {
	c.localID(at, local, "3.1")
	c.year(at+".year", year)
	c.speaksOf(at+".year", d, year)
	c.claim(at, RecordID(d.Province, year, kind, local))
}

// speaksOf reports a record of a year that lies outside its document's period.
func (c *checker) speaksOf(key string, d *Document, year int) {
	if c.isRefused(".document.periodStart") || c.isRefused(".document.periodEnd") {
		return
	}
	if year < d.PeriodStart || year > d.PeriodEnd {
		c.at(key, "the year %d is outside the document's period, %d to %d; widen the period or correct the year", year, d.PeriodStart, d.PeriodEnd)
	}
}

// partKinds stand in the ids of a record's parts, and so in no local id.
var partKinds = []string{KindMeasure, KindSource, KindGoal, KindRecord}

func (c *checker) localID(at, local, example string) {
	c.form(at+".id", "id", local, localIDForm, example)
	for _, part := range strings.Split(local, "/") {
		if slices.Contains(partKinds, part) {
			c.at(at+".id", "id %q holds the word %q, which is kept for the ids of parts", local, part)
		}
	}
}

func (c *checker) indicatorRef(at, code string) {
	c.known(at, KindIndicator, EntryID(KindIndicator, code), registerDir+"/indicators.yaml")
}

func (c *checker) agencyRefs(at string, slugs []string) {
	named := map[string]bool{}
	for i, slug := range slugs {
		at := item(at, i)
		c.known(at, KindAgency, EntryID(KindAgency, slug), registerDir+"/agencies.yaml")
		if named[slug] {
			c.at(at, "agency %q is named twice", slug)
		}
		named[slug] = true
	}
}

func (c *checker) sources(at string, sources []Source) {
	if len(sources) == 0 {
		c.at(at+".sources", "no source; every record names the lines it comes from")
	}
	for i, s := range sources {
		c.lineNumbers(item(at+".sources", i)+".lines", s.Lines)
	}
}

func (c *checker) lineNumbers(at string, lines []int) {
	if len(lines) == 0 {
		c.at(at, "no line number; every source names its lines")
	}
	for i, n := range lines {
		at := item(at, i)
		if n < 1 || n > c.lines {
			c.at(at, "line %d is beyond the archived text, which has %d lines", n, c.lines)
		}
		if i > 0 && n <= lines[i-1] && !c.isRefused(above(at)) {
			c.at(at, "line %d stands after line %d; lines go upwards", n, lines[i-1])
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
				c.known(item(".outcomes", j)+".partOf", KindOutcome, RecordID(province, o.Year, KindOutcome, o.PartOf), c.file)
			}
		}
		for j, b := range f.Budgets {
			if b.PartOf != "" {
				c.known(item(".budgets", j)+".partOf", KindBudget, f.BudgetID(b.PartOf), c.file)
			}
		}
		for j, t := range f.Tasks {
			for k, local := range t.CarriedOutBy {
				c.known(item(item(".tasks", j)+".carriedOutBy", k), KindTask, RecordID(province, t.Year, KindTask, local), c.file)
			}
		}
		for j, finding := range f.Findings {
			c.finding(item(".findings", j), &f.Document, finding)
		}
	}
}

// outcomeTotals maps every outcome that is part of another to that one, by full
// id: a total may stand in another document of the province.
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
			c.at(item(".outcomes", i)+".partOf", "outcome %q is part of itself", o.ID)
		}
	}
}

// budgetTree checks that the budgets of a document can refer to each other:
// their local ids are unique, and none is part of itself.
func (c *checker) budgetTree(f *DocumentFile) {
	totals, seen := map[string]string{}, map[string]bool{}
	for i, b := range f.Budgets {
		if seen[b.ID] {
			c.at(item(".budgets", i)+".id", "a budget %q is in this document already; budgets of several years need an id each", b.ID)
		}
		seen[b.ID] = true
		totals[b.ID] = b.PartOf
	}
	cyclic := inCycles(totals)
	for i, b := range f.Budgets {
		if cyclic[b.ID] {
			c.at(item(".budgets", i)+".partOf", "budget %q is part of itself", b.ID)
		}
	}
}

// inCycles finds the ids from which following totals leads back to them. Each id
// is passed once.
func inCycles(totals map[string]string) map[string]bool {
	cyclic, walkOf := map[string]bool{}, map[string]int{} // id → the walk that passed it
	walk := 0
	for start := range totals {
		walk++
		at := start
		for walkOf[at] == 0 && totals[at] != "" {
			walkOf[at] = walk
			at = totals[at]
		}
		if walkOf[at] != walk {
			continue
		}
		for !cyclic[at] {
			cyclic[at] = true
			at = totals[at]
		}
	}
	return cyclic
}

func (c *checker) finding(at string, d *Document, f Finding) {
	c.lines = c.linesOf(d)
	c.localID(at, f.ID, "unit-slip")
	c.claim(at, f.FullID(d))
	member(c, at+".kind", "kind", f.Kind, false)
	member(c, at+".severity", "severity", f.Severity, false)
	c.text(at+".message", "message", f.Message)
	named := map[string]bool{}
	for i, id := range f.Records {
		at := item(at+".records", i)
		c.known(at, anyRecord, id, c.file)
		if named[id] {
			c.at(at, "record %q is named twice", id)
		}
		named[id] = true
	}
	c.sources(at, f.Sources)
}
