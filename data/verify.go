package data

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"doichieu/numeral"
	"doichieu/vocab"
	"doichieu/wording"
)

// Verified counts the figures that were found on their cited lines, by kind.
type Verified map[string]int

// Kinds of figure that Verify counts.
const (
	FigureHead     = "document numbers and dates"
	FigureMeasure  = "target measures"
	FigureOutcome  = "outcome figures"
	FigureDate     = "outcome dates"
	FigureSchedule = "task schedules"
	FigureBudget   = "budget amounts"
	FigureCitation = "citation numbers and dates"
)

// String lists the counts in the order of the figure kinds.
func (v Verified) String() string {
	var parts []string
	for _, kind := range []string{FigureHead, FigureMeasure, FigureOutcome, FigureDate, FigureSchedule, FigureBudget, FigureCitation} {
		parts = append(parts, fmt.Sprintf("%s: %d", kind, v[kind]))
	}
	return strings.Join(parts, "\n")
}

// Verify proves that every figure of the dataset stands on the lines that its
// record cites. texts holds the archived text of each document as SLUG.txt.
// The error is of type Problems when a figure is not found.
func Verify(set *Dataset, texts fs.FS) (Verified, error) {
	v := newVerifier(set)
	for i := range set.Documents {
		f := &set.Documents[i]
		v.file = set.files[i]
		lines, err := archivedLines(texts, &f.Document)
		if errors.Is(err, errWrongText) {
			v.problem(".document", "%v", err)
			continue
		}
		if err != nil {
			return nil, err
		}
		v.lines = lines
		v.document(f)
	}
	if problems := v.problems.problems(); len(problems) > 0 {
		return v.counts, problems
	}
	return v.counts, nil
}

func newVerifier(set *Dataset) *verifier {
	v := &verifier{set: set, problems: newCollected(), said: map[saying]bool{}, counts: Verified{}, legal: map[string]*LegalDocument{}, dated: map[string]map[string]bool{}}
	for i := range set.Legal {
		v.legal[set.Legal[i].ID] = &set.Legal[i]
	}
	for legal, mentions := range (&ruleBook{set: set}).mentions() {
		v.dated[legal] = map[string]bool{}
		for _, m := range mentions {
			if date, ok := printedDate(m.cited.Date); ok {
				v.dated[legal][date] = true
			}
		}
	}
	return v
}

var errWrongText = errors.New("the archived text is not the one that was entered")

func archivedLines(texts fs.FS, d *Document) ([]string, error) {
	content, err := readRegular(texts, d.Slug+".txt")
	if err != nil {
		return nil, fmt.Errorf("archived text %s.txt: %w", d.Slug, err)
	}
	sum := sha256.Sum256(content)
	if hex.EncodeToString(sum[:]) != d.Checksum {
		return nil, fmt.Errorf("%w: its checksum is %x", errWrongText, sum)
	}
	lines := splitLines(content)
	if len(lines) != d.Lines {
		return nil, fmt.Errorf("%w: it has %d lines", errWrongText, len(lines))
	}
	return lines, nil
}

type verifier struct {
	set      *Dataset
	file     string
	lines    []string // of the document being verified
	counts   Verified
	problems *collected
	said     map[saying]bool

	legal map[string]*LegalDocument
	dated map[string]map[string]bool // legal document → the dates that it is cited with
}

// problem reports what is wrong at a key or item, once: several sources of a
// record may show the same.
func (v *verifier) problem(key, format string, args ...any) {
	said := saying{place{v.file, key}, fmt.Sprintf(format, args...)}
	if v.said[said] || !v.problems.wants(v.file) {
		return
	}
	v.said[said] = true
	c := checker{set: v.set, file: v.file, problems: v.problems}
	c.tell(key, "%s", said.message)
}

// saying is a problem before its line is looked up.
type saying struct {
	at      place
	message string
}

func (v *verifier) document(f *DocumentFile) {
	v.head(&f.Document)
	for i := range f.Targets {
		v.target(item(".targets", i), &f.Targets[i])
	}
	for i := range f.Outcomes {
		v.outcome(item(".outcomes", i), &f.Outcomes[i])
	}
	for i := range f.Tasks {
		v.task(item(".tasks", i), &f.Tasks[i])
	}
	for i, c := range f.Citations {
		v.mention(item(".citations", i), Cited{Legal: c.Legal, Number: c.Number, Date: c.Date, Lines: c.Lines})
	}
	for i := range f.Budgets {
		v.budget(item(".budgets", i), &f.Budgets[i])
	}
}

// head proves what a document prints of its own number and date, anywhere in
// its text, and that what is known of them is what is printed.
func (v *verifier) head(d *Document) {
	whole := strings.Join(v.lines, "\n")
	v.printed(FigureHead, ".document.numberPrinted", whole, d.NumberPrinted)
	v.printed(FigureHead, ".document.datePrinted", whole, d.DatePrinted)
	if startsWithDigit(d.NumberPrinted) && d.Number != d.NumberPrinted {
		v.problem(".document.number", "the number %q is not the printed %q", d.Number, d.NumberPrinted)
	}
	if date, ok := writtenDate(d.DatePrinted); ok && d.IssuedOn != date {
		v.problem(".document.issuedOn", "the date %s is not the printed %q", d.IssuedOn, d.DatePrinted)
	}
}

var dateInWords = regexp.MustCompile(`ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})`)

// writtenDate reads "ngày 26 tháng 4 năm 2022" into ISO form.
func writtenDate(text string) (iso string, ok bool) {
	m := dateInWords.FindStringSubmatch(wording.Key(text))
	if m == nil {
		return "", false
	}
	return printedDate(m[1] + "/" + m[2] + "/" + m[3])
}

func startsWithDigit(text string) bool { return text != "" && text[0] >= '0' && text[0] <= '9' }

func (v *verifier) target(at string, t *Target) {
	for i, m := range t.Measures {
		at := item(at+".measures", i)
		for _, n := range m.Sources {
			text := v.text(t.Sources[n-1].Lines)
			v.figure(FigureMeasure, at, text, m.Value, m.Unit, m.Printed)
			v.figure(FigureMeasure, at, text, m.Upper, m.Unit, "")
		}
	}
	v.mentions(at, t.Citations)
}

func (v *verifier) outcome(at string, o *Outcome) {
	if o.Unit != vocab.UnitBoolean {
		for _, s := range o.Sources {
			v.figure(FigureOutcome, at, v.text(s.Lines), o.Value, o.Unit, o.Printed)
		}
	}
	everywhere := v.text(allLines(o.Sources))
	v.figure(FigureOutcome, at+".numerator", everywhere, o.Numerator, vocab.UnitCount, "")
	v.figure(FigureOutcome, at+".denominator", everywhere, o.Denominator, vocab.UnitCount, "")
	v.date(at+".asOf", everywhere, o.AsOf)
	v.edge(at+".periodStart", everywhere, o.Year, printedPart(o.PeriodStart, "01-01", "01"))
	v.edge(at+".periodEnd", everywhere, o.Year, printedPart(o.PeriodEnd, "12-31", lastDay(o.PeriodEnd)))
	v.mentions(at, o.Citations)
}

// edge counts the first or last date of a result's period. The plan year of
// the result needs no proof: it often stands in a heading far above.
func (v *verifier) edge(at, text string, planYear int, date string) {
	if date != strconv.Itoa(planYear) {
		v.date(at, text, date)
	}
}

// printedPart leaves out what the edge of a period owes to its being a whole
// year or month: the first of November stands for a printed "tháng 11".
func printedPart(date, edgeOfYear, edgeOfMonth string) string {
	if len(date) != len(time.DateOnly) {
		return date
	}
	if whole, ok := strings.CutSuffix(date, "-"+edgeOfYear); ok {
		return whole
	}
	return strings.TrimSuffix(date, "-"+edgeOfMonth)
}

// lastDay is the last day of a full date's month; empty for a coarser date.
func lastDay(date string) string {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return ""
	}
	return day.AddDate(0, 1, -day.Day()).Format("02")
}

// date counts a date whose year, month and day, as far as it goes, all stand
// in text.
func (v *verifier) date(at, text, date string) {
	if date == "" {
		return
	}
	found := numeral.Digits(text)
	for _, part := range strings.Split(date, "-") {
		if !slices.ContainsFunc(found, func(digits string) bool { return sameDigits(digits, part) }) {
			v.problem(at, "the date %s is not found on its cited lines", date)
			return
		}
	}
	v.counts[FigureDate]++
}

// sameDigits compares parts of dates, of which the zero in front may be left out.
func sameDigits(a, b string) bool { return strings.TrimLeft(a, "0") == strings.TrimLeft(b, "0") }

func (v *verifier) task(at string, t *Task) {
	v.mentions(at, t.Citations)
	if t.Schedule == nil {
		return
	}
	if start, end, ok := impliedSpan(t.Schedule.Text, t.Year); ok && (t.Schedule.Start != start || t.Schedule.End != end) {
		v.problem(at+".schedule", "%q means %s to %s, but %s to %s is entered", t.Schedule.Text, start, end, t.Schedule.Start, t.Schedule.End)
	}
	if !slices.Contains(t.Inherited, vocab.CellTime) {
		v.printed(FigureSchedule, at+".schedule", v.text(allLines(t.Sources)), t.Schedule.Text)
	}
}

var (
	quarterForm = regexp.MustCompile(`^quý (i|ii|iii|iv)(?:/(\d{4}))?$`)
	yearsForm   = regexp.MustCompile(`^(?:năm )?(\d{4})(?: ?- ?(\d{4}))?$`)
)

// impliedSpan is the first and last day that a printed schedule means in a plan
// of a year; false when nothing follows from the text alone.
func impliedSpan(text string, planYear int) (start, end string, ok bool) {
	text = wording.Key(text)
	if text == "cả năm" {
		return fmt.Sprintf("%d-01-01", planYear), fmt.Sprintf("%d-12-31", planYear), true
	}
	if m := quarterForm.FindStringSubmatch(text); m != nil {
		n, _ := roman(strings.ToUpper(m[1]))
		year := cmp.Or(m[2], strconv.Itoa(planYear))
		lastDay := []string{"31", "30", "30", "31"}[n-1]
		return fmt.Sprintf("%s-%02d-01", year, 3*n-2), fmt.Sprintf("%s-%02d-%s", year, 3*n, lastDay), true
	}
	if m := yearsForm.FindStringSubmatch(text); m != nil {
		return m[1] + "-01-01", cmp.Or(m[2], m[1]) + "-12-31", true
	}
	return "", "", false
}

func (v *verifier) budget(at string, b *Budget) {
	want, ok := printedAmount(b.Printed)
	if !ok {
		v.problem(at+".printed", "%q is no amount of đồng that can be read", b.Printed)
		return
	}
	for _, s := range b.Sources {
		v.expression(FigureBudget, at+".printed", v.text(s.Lines), b.Printed)
	}
	if want.Cmp(new(big.Rat).SetInt64(b.Amount)) != 0 {
		v.problem(at+".amount", "the amount %d is not the printed %q, which is %s đồng", b.Amount, b.Printed, decimals(want))
	}
}

var otherCurrency = regexp.MustCompile(`(?i)usd|eur|đô la|[$€]`)

// printedAmount reads an amount of đồng. Without a multiplier or the word đồng it
// is of a table, which is in millions.
func printedAmount(printed string) (*big.Rat, bool) {
	n, ok := numeral.Meaning(numeral.Text(printed))
	if !ok || otherCurrency.MatchString(printed) {
		return nil, false
	}
	if n.Scaled || n.Money {
		return n.Value, true
	}
	return new(big.Rat).Mul(n.Value, big.NewRat(1_000_000, 1)), true
}

func (v *verifier) mentions(at string, list []Cited) {
	for i, m := range list {
		v.mention(item(at+".citations", i), m)
	}
}

func (v *verifier) mention(at string, m Cited) {
	text := v.text(m.Lines)
	v.printed(FigureCitation, at+".number", text, m.Number)
	v.printed(FigureCitation, at+".date", text, m.Date)
	l := v.legal[m.Legal]
	if m.Number != "" && leadingNumber(m.Number) != leadingNumber(l.Number) {
		v.problem(at+".number", "%q is cited for %q, whose number is %q", m.Number, l.ID, l.Number)
	}
	if m.Number == "" && l.Number != "" {
		v.problem(at, "%q has the number %q, but the citation names none", l.ID, l.Number)
	}
	if date, ok := printedDate(m.Date); ok && len(l.IssuedOn) == len(date) && !v.dated[m.Legal][l.IssuedOn] {
		v.problem(at+".date", "%q is cited with %s, and nowhere with its date %s", l.ID, date, l.IssuedOn)
	}
}

var digitsFirst = regexp.MustCompile(`^\d+`)

func leadingNumber(number string) string { return digitsFirst.FindString(number) }

// figure counts a number that stands in text or, when it is printed otherwise, in
// those characters, which must mean it.
func (v *verifier) figure(kind, at, text string, value *vocab.Decimal, unit vocab.Unit, printed string) {
	switch {
	case printed != "" && value != nil:
		v.printedFigure(kind, at, text, *value, unit, printed)
		return
	case printed != "":
		v.printed(kind, at, text, printed)
		return
	case value == nil:
		return
	}
	stands := func(n numeral.Number) bool { return n.Value != nil && n.Value.Cmp(value.Rat()) == 0 }
	if !slices.ContainsFunc(numeral.Find(numeral.Text(text)), stands) {
		v.problem(at, "the figure %s is not found on its cited lines", value)
		return
	}
	v.counts[kind]++
}

// printedFigure counts a number that is printed in certain characters.
func (v *verifier) printedFigure(kind, at, text string, value vocab.Decimal, unit vocab.Unit, printed string) {
	n, ok := numeral.Meaning(numeral.Text(printed))
	switch {
	case !ok:
		v.problem(at, "%q is no number that can be read, or may mean something else; print the whole expression, as 1 tỷ 200 triệu", printed)
	case !means(n, value, unit):
		v.problem(at, "the value %s is not the printed %q", value, printed)
	default:
		v.expression(kind, at, text, printed)
	}
}

// means reports whether a printed number stands for a value. A part of a whole is
// a share in per cent too, rounded when it has no end: two thirds are 66.67.
func means(n numeral.Number, value vocab.Decimal, unit vocab.Unit) bool {
	exact := n.Value
	if n.Fraction && unit == vocab.UnitPercent {
		exact = new(big.Rat).Mul(exact, big.NewRat(100, 1))
	}
	if _, ends := exact.FloatPrec(); ends {
		return exact.Cmp(value.Rat()) == 0
	}
	return isRounded(value, exact)
}

// expression counts characters with a number in them that stand in text and mean
// the same number there: hai is not printed in hai mươi, nor in thứ hai.
func (v *verifier) expression(kind, at, text, characters string) {
	if characters == "" {
		return
	}
	text, characters = numeral.Text(text), numeral.Text(characters)
	wanted, ok := numeral.Meaning(characters)
	numbers := numeral.Find(text)
	for _, place := range places(text, characters) {
		if ok && statedAt(place, numbers, wanted) {
			v.counts[kind]++
			return
		}
	}
	v.problem(at, "%q is not found on its cited lines, or is part of something else there", characters)
}

// statedAt reports whether the first of the numbers that overlap a place lies
// within it and is the wanted one.
func statedAt(place []int, numbers []numeral.Number, wanted numeral.Number) bool {
	overlapping := func(n numeral.Number) bool { return n.Start < place[1] && place[0] < n.End }
	first := slices.IndexFunc(numbers, overlapping)
	if first < 0 {
		return false
	}
	for _, n := range numbers[first:] {
		if overlapping(n) && (n.Start < place[0] || place[1] < n.End) {
			return false // it goes on outside
		}
	}
	value := numbers[first].Value
	return value != nil && value.Cmp(wanted.Value) == 0
}

// printed counts characters that stand in text, spaces and line breaks aside,
// and not as part of a longer number.
func (v *verifier) printed(kind, at, text, characters string) {
	if characters == "" {
		return
	}
	if len(places(numeral.Text(text), wording.Clean(characters))) == 0 {
		v.problem(at, "%q is not found on its cited lines", characters)
		return
	}
	v.counts[kind]++
}

// places finds characters in a text, spaces and line breaks aside, where they are
// not part of a longer number or word.
func places(text, characters string) [][]int {
	var pattern strings.Builder
	for _, r := range characters {
		if unicode.IsSpace(r) {
			continue
		}
		if pattern.Len() > 0 {
			pattern.WriteString(`\s*`)
		}
		pattern.WriteString(regexp.QuoteMeta(string(r)))
	}
	var out [][]int
	compiled, err := regexp.Compile(pattern.String())
	if err != nil {
		return nil // longer than a pattern may be, and than what is printed
	}
	for _, at := range compiled.FindAllStringIndex(text, -1) {
		if !continues(text[:at[0]], text[at[0]:at[1]], text[at[1]:]) {
			out = append(out, at)
		}
	}
	return out
}

var (
	numberBefore = regexp.MustCompile(`\d[-–/.,]?$`)
	numberAfter  = regexp.MustCompile(`^[-–/.,]?\d`)
	digitFirst   = regexp.MustCompile(`^\d`)
	letterFirst  = regexp.MustCompile(`^[\pL\pM]`)
	letterLast   = regexp.MustCompile(`[\pL\pM]$`)
	digitLast    = regexp.MustCompile(`\d$`)
)

// continues reports whether a number or word goes on before or after what was
// found: 1/3/2022 inside 31/3/2022, 2022 inside 2022-2025, ba inside bao.
func continues(before, found, after string) bool {
	const enough = 8 // bytes, for a sign and what stands before it
	before = before[max(0, len(before)-enough):]
	return letterFirst.MatchString(found) && letterLast.MatchString(before) ||
		letterLast.MatchString(found) && letterFirst.MatchString(after) ||
		digitFirst.MatchString(found) && numberBefore.MatchString(before) ||
		digitLast.MatchString(found) && numberAfter.MatchString(after)
}

// text joins the lines of a record. Lines with the same number of tabs are a
// table row that was broken over a page: its cells go on one below the other.
func (v *verifier) text(lines []int) string {
	var out strings.Builder
	var cells []string
	for _, n := range lines {
		row := strings.Split(v.lines[n-1], "\t")
		if len(row) > 1 && len(row) == len(cells) {
			for i, cell := range row {
				cells[i] += " " + cell
			}
			continue
		}
		out.WriteString(strings.Join(cells, "\t") + "\n")
		cells = row
	}
	out.WriteString(strings.Join(cells, "\t"))
	return out.String()
}

func allLines(sources []Source) []int {
	var out []int
	for _, s := range sources {
		out = append(out, s.Lines...)
	}
	return out
}
