package data

import (
	"cmp"
	"fmt"
	"maps"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"doichieu/compare"
	"doichieu/vocab"
	"doichieu/wording"
)

// PlacedFinding is a finding with its full id, and with the document of each
// source: a rule may look at several documents at once.
type PlacedFinding struct {
	ID       string `column:"-"`
	Kind     vocab.FindingKind
	Severity vocab.Severity
	Message  Text
	Computed bool
	Records  []string `refers:"record"`
	Sources  []PlacedSource
}

// PlacedSource is a source with the slug of its document.
type PlacedSource struct {
	Document string
	Source
}

// ruleDocument stands in ids of computed findings where others name a document.
const ruleDocument = "rule"

// AllFindings lists what editors entered and then what the rules find.
func (s *Dataset) AllFindings() []PlacedFinding {
	var out []PlacedFinding
	for i := range s.Documents {
		d := &s.Documents[i].Document
		for _, f := range s.Documents[i].Findings {
			out = append(out, PlacedFinding{
				ID: f.FullID(d), Kind: f.Kind, Severity: f.Severity, Message: f.Message,
				Records: f.Records, Sources: placed(d.Slug, f.Sources),
			})
		}
	}
	r := &ruleBook{set: s, indicators: map[string]*Indicator{}, places: map[string]int{}}
	for i := range s.Indicators {
		r.indicators[s.Indicators[i].Code] = &s.Indicators[i]
	}
	r.outcomeTotals()
	r.budgetTotals()
	r.ratios()
	r.repeatedRatios()
	r.ranges()
	r.bodyAgainstAnnex()
	r.targetsBelowResults()
	r.legalDates()
	r.oneNumberTwoDocuments()
	return append(out, r.findings...)
}

func placed(document string, sources []Source) []PlacedSource {
	out := make([]PlacedSource, len(sources))
	for i, s := range sources {
		out[i] = PlacedSource{Document: document, Source: s}
	}
	return out
}

// ruleBook runs the rules and gathers what they find.
type ruleBook struct {
	set        *Dataset
	indicators map[string]*Indicator
	findings   []PlacedFinding
	places     map[string]int // id of a finding → its place in findings
}

// flag notes a finding about records; the first one gives it its id. What a
// kind of rule says of one record more than once becomes one finding.
func (r *ruleBook) flag(kind vocab.FindingKind, severity vocab.Severity, records []string, sources []PlacedSource, vi, en string) {
	name := strings.ReplaceAll(strings.ToLower(string(kind)), "_", "-")
	id := DocumentID(KindFinding, ruleDocument, name+"/"+records[0])
	if i, taken := r.places[id]; taken {
		r.findings[i].add(severity, records, sources, vi, en)
		return
	}
	r.places[id] = len(r.findings)
	r.findings = append(r.findings, PlacedFinding{
		ID: id, Kind: kind, Severity: severity,
		Message: Text{VI: vi, EN: en}, Computed: true, Records: records, Sources: sources,
	})
}

// add says something more of the same records.
func (f *PlacedFinding) add(severity vocab.Severity, records []string, sources []PlacedSource, vi, en string) {
	f.Message.VI += " " + vi
	f.Message.EN += " " + en
	if slices.Index(severity.Values(), string(severity)) > slices.Index(severity.Values(), string(f.Severity)) {
		f.Severity = severity
	}
	for _, id := range records {
		if !slices.Contains(f.Records, id) {
			f.Records = append(f.Records, id)
		}
	}
	for _, s := range sources {
		if !slices.ContainsFunc(f.Sources, s.equal) {
			f.Sources = append(f.Sources, s)
		}
	}
}

func (s PlacedSource) equal(other PlacedSource) bool {
	return s.Document == other.Document && s.Section == other.Section && s.Row == other.Row && slices.Equal(s.Lines, other.Lines)
}

func (r *ruleBook) eachOutcome(visit func(f *DocumentFile, o *Outcome, id string)) {
	for i := range r.set.Documents {
		f := &r.set.Documents[i]
		for j := range f.Outcomes {
			o := &f.Outcomes[j]
			visit(f, o, o.FullID(&f.Document))
		}
	}
}

func (r *ruleBook) eachTarget(visit func(f *DocumentFile, t *Target, id string)) {
	for i := range r.set.Documents {
		f := &r.set.Documents[i]
		for j := range f.Targets {
			t := &f.Targets[j]
			visit(f, t, t.FullID(&f.Document))
		}
	}
}

// outcomeTotals: a total is the sum of its parts, when every part has a number.
func (r *ruleBook) outcomeTotals() {
	type sum struct {
		value   *big.Rat
		parts   []string
		unknown bool // a part has no number
	}
	sums := map[string]*sum{}
	r.eachOutcome(func(f *DocumentFile, o *Outcome, id string) {
		if o.PartOf == "" {
			return
		}
		total := RecordID(f.Document.Province, o.Year, KindOutcome, o.PartOf)
		if sums[total] == nil {
			sums[total] = &sum{value: new(big.Rat)}
		}
		if o.Value == nil {
			sums[total].unknown = true
			return
		}
		sums[total].value.Add(sums[total].value, o.Value.Rat())
		sums[total].parts = append(sums[total].parts, id)
	})
	r.eachOutcome(func(f *DocumentFile, o *Outcome, id string) {
		s := sums[id]
		if !o.IsTotal || s == nil || s.unknown || o.Value == nil || o.Value.Rat().Cmp(s.value) == 0 {
			return
		}
		r.flag(vocab.FindingTotalMismatch, vocab.SeverityWarning, append([]string{id}, s.parts...), placed(f.Document.Slug, o.Sources),
			fmt.Sprintf("Tổng ghi %s nhưng các phần cộng lại là %s.", o.Value, decimals(s.value)),
			fmt.Sprintf("The printed total is %s but its parts add up to %s.", o.Value, decimals(s.value)))
	})
}

// decimals writes a sum of decimal numbers as they are written.
func decimals(sum *big.Rat) string {
	digits, _ := sum.FloatPrec()
	return sum.FloatString(digits)
}

// budgetTotals: an amount is the sum of the amounts that are part of it. It may
// be divided twice, into projects and into sources of funds; then each of the
// two divisions adds up to it.
func (r *ruleBook) budgetTotals() {
	for i := range r.set.Documents {
		f := &r.set.Documents[i]
		parts := map[string][]*Budget{}
		for j := range f.Budgets {
			if b := &f.Budgets[j]; b.PartOf != "" {
				parts[b.PartOf] = append(parts[b.PartOf], b)
			}
		}
		for j := range f.Budgets {
			r.budgetTotal(f, &f.Budgets[j], parts[f.Budgets[j].ID])
		}
	}
}

func (r *ruleBook) budgetTotal(f *DocumentFile, b *Budget, parts []*Budget) {
	if len(parts) == 0 || sumOf(parts).Cmp(big.NewInt(b.Amount)) == 0 {
		return
	}
	var projects, funds []*Budget
	for _, part := range parts {
		if part.Category == vocab.BudgetProject {
			projects = append(projects, part)
			continue
		}
		funds = append(funds, part)
	}
	for _, division := range [][]*Budget{projects, funds} {
		sum := sumOf(division)
		if len(division) == 0 || sum.Cmp(big.NewInt(b.Amount)) == 0 {
			continue
		}
		records := []string{b.FullID(&f.Document)}
		for _, part := range division {
			records = append(records, part.FullID(&f.Document))
		}
		r.flag(vocab.FindingTotalMismatch, vocab.SeverityWarning, records, placed(f.Document.Slug, b.Sources),
			fmt.Sprintf("Tổng ghi %d đồng nhưng các phần cộng lại là %d đồng.", b.Amount, sum),
			fmt.Sprintf("The printed total is %d đồng but its parts add up to %d đồng.", b.Amount, sum))
	}
}

func sumOf(budgets []*Budget) *big.Int {
	sum := new(big.Int)
	for _, b := range budgets {
		sum.Add(sum, big.NewInt(b.Amount))
	}
	return sum
}

// ratios: a printed share is its numerator over its denominator, rounded; a
// truncated one is noted as such.
func (r *ruleBook) ratios() {
	r.eachOutcome(func(f *DocumentFile, o *Outcome, id string) {
		if o.Unit != vocab.UnitPercent || o.Value == nil || o.Numerator == nil || o.Denominator == nil || o.Printed != "" {
			return
		}
		exact := share(*o.Numerator, *o.Denominator)
		sources := placed(f.Document.Slug, o.Sources)
		switch {
		case isRounded(*o.Value, exact):
		case isTruncated(*o.Value, exact):
			r.flag(vocab.FindingRatioMismatch, vocab.SeverityNote, []string{id}, sources,
				fmt.Sprintf("Tỷ lệ ghi %s%% là cắt bớt, không làm tròn: %s/%s = %s%%.", o.Value, o.Numerator, o.Denominator, exact.FloatString(3)),
				fmt.Sprintf("The printed %s%% is truncated, not rounded: %s/%s = %s%%.", o.Value, o.Numerator, o.Denominator, exact.FloatString(3)))
		default:
			r.flag(vocab.FindingRatioMismatch, vocab.SeverityWarning, []string{id}, sources,
				fmt.Sprintf("Tỷ lệ ghi %s%% nhưng %s/%s = %s%%.", o.Value, o.Numerator, o.Denominator, exact.FloatString(3)),
				fmt.Sprintf("The printed share is %s%% but %s/%s = %s%%.", o.Value, o.Numerator, o.Denominator, exact.FloatString(3)))
		}
	})
}

// share is 100 n/d, exactly.
func share(n, d vocab.Decimal) *big.Rat {
	return new(big.Rat).Mul(big.NewRat(100, 1), new(big.Rat).Quo(n.Rat(), d.Rat()))
}

// lastDigit is one unit in the last printed place of a number.
func lastDigit(printed vocab.Decimal) *big.Rat {
	_, fraction, _ := strings.Cut(printed.String(), ".")
	unit := big.NewRat(1, 1)
	for range fraction {
		unit.Quo(unit, big.NewRat(10, 1))
	}
	return unit
}

// isRounded reports whether a printed number is the exact one, rounded.
func isRounded(printed vocab.Decimal, exact *big.Rat) bool {
	distance := new(big.Rat).Sub(printed.Rat(), exact)
	half := new(big.Rat).Quo(lastDigit(printed), big.NewRat(2, 1))
	return distance.Abs(distance).Cmp(half) <= 0
}

// isTruncated reports whether a printed number is the exact one, cut off.
func isTruncated(printed vocab.Decimal, exact *big.Rat) bool {
	distance := new(big.Rat).Sub(exact, printed.Rat())
	return distance.Sign() >= 0 && distance.Cmp(lastDigit(printed)) < 0
}

// repeatedRatios: a share printed without its parts that equals the ratio of
// two other figures on its line was perhaps computed from those.
func (r *ruleBook) repeatedRatios() {
	for i := range r.set.Documents {
		f := &r.set.Documents[i]
		counts := countsByLine(f)
		for j := range f.Outcomes {
			o := &f.Outcomes[j]
			if o.Unit != vocab.UnitPercent || o.Value == nil || o.Numerator != nil || o.Value.IsWhole() {
				continue
			}
			if n, d := ratioOnLine(counts, o); n != nil {
				sameVI, sameEN := sameness(*o.Value, share(*n.Value, *d.Value))
				r.flag(vocab.FindingRepeatedRatio, vocab.SeverityWarning, []string{o.FullID(&f.Document), n.FullID(&f.Document), d.FullID(&f.Document)}, placed(f.Document.Slug, o.Sources),
					fmt.Sprintf("Tỷ lệ %s%% %s %s/%s, là hai số liệu khác trên cùng dòng; có thể đã lấy nhầm.", o.Value, sameVI, n.Value, d.Value),
					fmt.Sprintf("The share %s%% is %s %s/%s, two other figures on its line; it may have been taken from them.", o.Value, sameEN, n.Value, d.Value))
			}
		}
	}
}

// sameness says how a printed share comes from the exact one.
func sameness(printed vocab.Decimal, exact *big.Rat) (vi, en string) {
	switch {
	case printed.Rat().Cmp(exact) == 0:
		return "bằng đúng", "exactly"
	case isRounded(printed, exact):
		return "là số làm tròn của", "the rounded value of"
	default:
		return "là số cắt bớt của", "the truncated value of"
	}
}

// countsByLine finds the counts that are reported on each line.
func countsByLine(f *DocumentFile) map[int][]*Outcome {
	out := map[int][]*Outcome{}
	for i := range f.Outcomes {
		o := &f.Outcomes[i]
		if o.Unit != vocab.UnitCount || o.Value == nil || *o.Value <= 0 {
			continue
		}
		for _, line := range allLines(o.Sources) {
			if on := out[line]; len(on) == 0 || on[len(on)-1] != o {
				out[line] = append(on, o)
			}
		}
	}
	return out
}

// maxCounts is more than a sentence reports. Among the counts of a whole table two
// have nearly any ratio.
const maxCounts = 50

func ratioOnLine(byLine map[int][]*Outcome, o *Outcome) (n, d *Outcome) {
	var counts []*Outcome
	for _, line := range allLines(o.Sources) {
		if len(byLine[line]) > maxCounts {
			return nil, nil
		}
		for _, other := range byLine[line] {
			if !slices.Contains(counts, other) {
				counts = append(counts, other)
			}
		}
		if len(counts) > maxCounts {
			return nil, nil
		}
	}
	for _, n := range counts {
		for _, d := range counts {
			if *n.Value >= *d.Value {
				continue
			}
			if exact := share(*n.Value, *d.Value); isRounded(*o.Value, exact) || isTruncated(*o.Value, exact) {
				return n, d
			}
		}
	}
	return nil, nil
}

// ranges: a figure lies in the range of its unit.
func (r *ruleBook) ranges() {
	report := func(document, id string, sources []Source, value vocab.Decimal, unit vocab.Unit) {
		if inRange(value, unit) {
			return
		}
		r.flag(vocab.FindingOutOfRange, vocab.SeverityError, []string{id}, placed(document, sources),
			fmt.Sprintf("Giá trị %s nằm ngoài phạm vi của đơn vị “%s”.", value, compare.UnitInWords(unit).VI),
			fmt.Sprintf("The value %s is outside the range of the unit %q.", value, compare.UnitInWords(unit).EN))
	}
	r.eachOutcome(func(f *DocumentFile, o *Outcome, id string) {
		if o.Value != nil {
			report(f.Document.Slug, id, o.Sources, *o.Value, o.Unit)
		}
	})
	r.eachTarget(func(f *DocumentFile, t *Target, id string) {
		for _, m := range t.Measures {
			for _, number := range []*vocab.Decimal{m.Value, m.Upper} {
				if number != nil {
					report(f.Document.Slug, id, t.Sources, *number, m.Unit)
				}
			}
		}
	})
}

const (
	provincesRanked = 63 // before 1 July 2025
	one             = vocab.Decimal(1_000_000)
)

func inRange(value vocab.Decimal, unit vocab.Unit) bool {
	switch unit {
	case vocab.UnitPercent:
		return value >= 0 && value <= 100*one
	case vocab.UnitRank:
		return value >= one && value <= provincesRanked*one && value.IsWhole()
	case vocab.UnitCount:
		return value >= 0 && value.IsWhole()
	case vocab.UnitBoolean:
		return value == 0 || value == one
	default:
		return value >= 0
	}
}

// bodyAgainstAnnex: a target whose annex row says otherwise than its body.
func (r *ruleBook) bodyAgainstAnnex() {
	r.eachTarget(func(f *DocumentFile, t *Target, id string) {
		var preferred, alternate, preferredEN, alternateEN []string
		for _, m := range t.Measures {
			words := compare.BoundInWords(m.Operator, m.Value, m.Upper)
			if m.Rank == vocab.RankAlternate {
				alternate, alternateEN = append(alternate, words.VI), append(alternateEN, words.EN)
				continue
			}
			preferred, preferredEN = append(preferred, words.VI), append(preferredEN, words.EN)
		}
		if len(alternate) == 0 {
			return
		}
		r.flag(vocab.FindingBodyAgainstAnnex, vocab.SeverityWarning, []string{id}, placed(f.Document.Slug, t.Sources),
			fmt.Sprintf("Hai chỗ trong văn bản nêu khác nhau: %s và %s.", strings.Join(preferred, ", "), strings.Join(alternate, ", ")),
			fmt.Sprintf("Two places of the document differ: %s and %s.", strings.Join(preferredEN, ", "), strings.Join(alternateEN, ", ")))
	})
}

// plain is the target as far as the rules of comparison need it.
func (t *Target) plain() *compare.Target {
	out := &compare.Target{IndicatorID: t.Indicator, Year: t.Year}
	for _, m := range t.Measures {
		out.Measures = append(out.Measures, &compare.Measure{
			Level: m.Level, Operator: m.Operator, Value: m.Value, Upper: m.Upper,
			Unit: m.Unit, Rank: m.Rank, Condition: m.Condition,
		})
	}
	return out
}

// plain is the outcome as far as the rules of comparison need it.
func (o *Outcome) plain(id string) compare.Outcome {
	return compare.Outcome{
		ID: id, IndicatorID: o.Indicator, Year: o.Year, Level: o.Level, Value: o.Value, Corrected: o.Corrected,
		Unit: o.Unit, Qualifier: o.Qualifier, AsOf: o.AsOf, Item: o.Item, Condition: o.Condition,
	}
}

// mention is a place where a legal document is cited.
type mention struct {
	document string
	id       string
	cited    Cited
}

func (r *ruleBook) mentions() map[string][]mention {
	out := map[string][]mention{}
	add := func(document string, c Cited) {
		out[c.Legal] = append(out[c.Legal], mention{document, CitationID(document, c.Lines, c.Legal), c})
	}
	for i := range r.set.Documents {
		f := &r.set.Documents[i]
		slug := f.Document.Slug
		for _, t := range f.Targets {
			for _, c := range t.Citations {
				add(slug, c)
			}
		}
		for _, o := range f.Outcomes {
			for _, c := range o.Citations {
				add(slug, c)
			}
		}
		for _, t := range f.Tasks {
			for _, c := range t.Citations {
				add(slug, c)
			}
		}
		for _, c := range f.Citations {
			add(slug, Cited{Legal: c.Legal, Number: c.Number, Date: c.Date, Lines: c.Lines})
		}
	}
	return out
}

// legalDates: one legal document has one date, which exists, does not lie
// after the document that cites it, and not before one that it carries out.
func (r *ruleBook) legalDates() {
	mentions := r.mentions()
	issued := map[string]string{} // document slug → when
	for i := range r.set.Documents {
		d := &r.set.Documents[i].Document
		issued[d.Slug] = d.IssuedOn
	}
	byNumber := map[string][]*LegalDocument{}
	for i := range r.set.Legal {
		l := &r.set.Legal[i]
		number := wording.Key(l.Number)
		byNumber[number] = append(byNumber[number], l)
	}
	for i := range r.set.Legal {
		l := &r.set.Legal[i]
		r.twoDates(l, mentions[l.ID])
		for _, m := range mentions[l.ID] {
			r.impossibleDate(m, issued[m.document])
		}
		r.carriesOutLaterDocument(l, mentions[l.ID], byNumber)
	}
}

func (r *ruleBook) twoDates(l *LegalDocument, mentions []mention) {
	byDate := map[string]mention{}
	for _, m := range mentions {
		if date, ok := printedDate(m.cited.Date); ok {
			if _, seen := byDate[date]; !seen {
				byDate[date] = m
			}
		}
	}
	if len(byDate) < 2 {
		return
	}
	records, sources, dates := []string{EntryID(KindLegal, l.ID)}, []PlacedSource{}, slices.Sorted(maps.Keys(byDate))
	for _, date := range dates {
		records = append(records, byDate[date].id)
		sources = append(sources, PlacedSource{byDate[date].document, Source{Lines: byDate[date].cited.Lines}})
	}
	r.flag(vocab.FindingTwoDates, vocab.SeverityWarning, records, sources,
		fmt.Sprintf("%s được dẫn với nhiều ngày khác nhau: %s.", l.name(), strings.Join(dates, ", ")),
		fmt.Sprintf("%s is cited with different dates: %s.", l.name(), strings.Join(dates, ", ")))
}

// name is what a legal document is called: its number or, without one, its title.
func (l *LegalDocument) name() string { return cmp.Or(l.Number, l.Title) }

var vietnameseDate = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{4})$`)

// printedDate reads a date such as 03/6/2020 into ISO form; a text of another
// form gives false.
func printedDate(text string) (iso string, ok bool) {
	m := vietnameseDate.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return "", false
	}
	day, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	return fmt.Sprintf("%s-%02d-%02d", m[3], month, day), true
}

func (r *ruleBook) impossibleDate(m mention, citingIssued string) {
	date, ok := printedDate(m.cited.Date)
	if !ok {
		return
	}
	sources := []PlacedSource{{m.document, Source{Lines: m.cited.Lines}}}
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		r.flag(vocab.FindingImpossibleDate, vocab.SeverityError, []string{m.id}, sources,
			fmt.Sprintf("Ngày %s không tồn tại.", m.cited.Date),
			fmt.Sprintf("There is no day %s.", m.cited.Date))
		return
	}
	if citingIssued != "" && laterThan(date, citingIssued) {
		r.flag(vocab.FindingImpossibleDate, vocab.SeverityError, []string{m.id}, sources,
			fmt.Sprintf("Văn bản được dẫn đề ngày %s, sau văn bản dẫn nó (%s).", date, citingIssued),
			fmt.Sprintf("The cited document is dated %s, after the one that cites it (%s).", date, citingIssued))
	}
}

func (r *ruleBook) carriesOutLaterDocument(l *LegalDocument, mentions []mention, byNumber map[string][]*LegalDocument) {
	if l.IssuedOn == "" || len(mentions) == 0 {
		return
	}
	for _, number := range namedNumbers(l.Title) {
		named := byNumber[wording.Key(number)]
		if wording.Same(number, l.Number) || named == nil {
			continue
		}
		earliest := slices.MinFunc(named, func(a, b *LegalDocument) int { return cmp.Compare(a.IssuedOn, b.IssuedOn) })
		if !laterThan(earliest.IssuedOn, l.IssuedOn) {
			continue
		}
		m := mentions[0]
		r.flag(vocab.FindingImpossibleDate, vocab.SeverityError, []string{m.id, EntryID(KindLegal, l.ID), EntryID(KindLegal, earliest.ID)},
			[]PlacedSource{{m.document, Source{Lines: m.cited.Lines}}},
			fmt.Sprintf("%s đề ngày %s nhưng thực hiện %s, ban hành ngày %s.", l.name(), l.IssuedOn, number, earliest.IssuedOn),
			fmt.Sprintf("%s is dated %s but carries out %s, which was issued on %s.", l.name(), l.IssuedOn, number, earliest.IssuedOn))
	}
}

// namedNumbers lists what a title may name as a document's number, in order
// and once each. A number is a whole word: 17/NQ-CP does not name 7/NQ-CP.
func namedNumbers(title string) []string {
	words := strings.FieldsFunc(title, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '/' && r != '-'
	})
	slices.Sort(words)
	return slices.Compact(words)
}

// oneNumberTwoDocuments: the same issuer used a number in two years, so that a
// citation by number alone is ambiguous.
func (r *ruleBook) oneNumberTwoDocuments() {
	type key struct{ number, issuer string }
	groups := map[key][]*LegalDocument{}
	for i := range r.set.Legal {
		if l := &r.set.Legal[i]; l.Number != "" {
			k := key{wording.Key(l.Number), wording.Key(l.Issuer)}
			groups[k] = append(groups[k], l)
		}
	}
	mentions := r.mentions()
	for _, k := range slices.SortedFunc(maps.Keys(groups), func(a, b key) int { return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.issuer, b.issuer)) }) {
		var records, names []string
		var sources []PlacedSource
		for _, l := range groups[k] {
			if len(mentions[l.ID]) == 0 {
				continue
			}
			m := mentions[l.ID][0]
			records = append(records, EntryID(KindLegal, l.ID))
			names = append(names, cmp.Or(l.IssuedOn, strconv.Itoa(l.Year)))
			sources = append(sources, PlacedSource{m.document, Source{Lines: m.cited.Lines}})
		}
		if len(records) < 2 {
			continue
		}
		r.flag(vocab.FindingTwoDocuments, vocab.SeverityNote, records, sources,
			fmt.Sprintf("%s là số của nhiều văn bản: %s.", groups[k][0].Number, strings.Join(names, ", ")),
			fmt.Sprintf("%s is the number of several documents: %s.", groups[k][0].Number, strings.Join(names, ", ")))
	}
}
