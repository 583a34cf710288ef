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

// Verified counts the figures that were found on their cited lines, by kind of
// figure.
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

// Verify proves that every figure of the dataset is on the lines that its record
// cites. texts has the archived text of each document as SLUG.txt. The error is of
// type Problems if a figure is not found.
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
	v := &verifier{set: set, problems: newProblemList(), reported: map[message]bool{}, counts: Verified{}, legal: map[string]*LegalDocument{}, citedDates: map[string]map[string]bool{}}
	for i := range set.Legal {
		v.legal[set.Legal[i].ID] = &set.Legal[i]
	}
	for legal, mentions := range (&ruleBook{set: set}).mentions() {
		v.citedDates[legal] = map[string]bool{}
		for _, m := range mentions {
			if date, ok := printedDate(m.cited.Date); ok {
				v.citedDates[legal][date] = true
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
	problems *problemList
	reported map[message]bool

	legal      map[string]*LegalDocument
	citedDates map[string]map[string]bool // legal document → the dates that it is cited with
}

// problem reports a problem at a key or item once: several sources of a record may
// have the same one.
func (v *verifier) problem(key, format string, args ...any) {
	m := message{place{v.file, key}, fmt.Sprintf(format, args...)}
	if v.reported[m] || !v.problems.accepts(v.file) {
		return
	}
	v.reported[m] = true
	c := checker{set: v.set, file: v.file, problems: v.problems}
	c.add(key, "%s", m.text)
}

// message is a problem whose line has not been looked up.
type message struct {
	place
	text string
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

// head proves that a document's printed number and date are anywhere in its text, and
// that its known number and date are the printed ones.
func (v *verifier) head(d *Document) {
	whole := strings.Join(v.lines, "\n")
	v.checkText(FigureHead, ".document.numberPrinted", whole, d.NumberPrinted)
	v.checkText(FigureHead, ".document.datePrinted", whole, d.DatePrinted)
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

func (v *verifier) target(key string, t *Target) {
	for i, m := range t.Measures {
		key := item(key+".measures", i)
		for _, n := range m.Sources {
			text := v.citedText(t.Sources[n-1].Lines)
			v.checkFigure(FigureMeasure, key, text, m.Value, m.Unit, m.Printed)
			v.checkFigure(FigureMeasure, key, text, m.Upper, m.Unit, "")
		}
	}
	v.mentions(key, t.Citations)
}

func (v *verifier) outcome(key string, o *Outcome) {
	if o.Unit != vocab.UnitBoolean {
		for _, s := range o.Sources {
			v.checkFigure(FigureOutcome, key, v.citedText(s.Lines), o.Value, o.Unit, o.Printed)
		}
	}
	everywhere := v.citedText(allLines(o.Sources))
	v.checkFigure(FigureOutcome, key+".numerator", everywhere, o.Numerator, vocab.UnitCount, "")
	v.checkFigure(FigureOutcome, key+".denominator", everywhere, o.Denominator, vocab.UnitCount, "")
	v.checkDate(key+".asOf", everywhere, o.AsOf)
	v.checkPeriodEdge(key+".periodStart", everywhere, o.Year, printedPart(o.PeriodStart, "01-01", "01"))
	v.checkPeriodEdge(key+".periodEnd", everywhere, o.Year, printedPart(o.PeriodEnd, "12-31", lastDay(o.PeriodEnd)))
	v.mentions(key, o.Citations)
}

// checkPeriodEdge proves the first or last date of a result's period. The plan year
// of the result needs no proof: it is often in a heading far above.
func (v *verifier) checkPeriodEdge(key, text string, planYear int, date string) {
	if date != strconv.Itoa(planYear) {
		v.checkDate(key, text, date)
	}
}

// printedPart removes the month and day from the edge of a whole year, and the day
// from that of a whole month: 1 November is entered for a printed "tháng 11".
func printedPart(date, edgeOfYear, edgeOfMonth string) string {
	if len(date) != len(time.DateOnly) {
		return date
	}
	if whole, ok := strings.CutSuffix(date, "-"+edgeOfYear); ok {
		return whole
	}
	return strings.TrimSuffix(date, "-"+edgeOfMonth)
}

// lastDay is the last day of a full date's month; "" for a less precise date.
func lastDay(date string) string {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return ""
	}
	return day.AddDate(0, 1, -day.Day()).Format("02")
}

// checkDate proves a date: its year, month and day, as far as it has them, must all be
// in the text.
func (v *verifier) checkDate(key, text, date string) {
	if date == "" {
		return
	}
	found := numeral.Digits(text)
	for _, part := range strings.Split(date, "-") {
		if !slices.ContainsFunc(found, func(digits string) bool { return sameDigits(digits, part) }) {
			v.problem(key, "the date %s is not found on its cited lines", date)
			return
		}
	}
	v.counts[FigureDate]++
}

// sameDigits compares parts of dates regardless of leading zeros.
func sameDigits(a, b string) bool { return strings.TrimLeft(a, "0") == strings.TrimLeft(b, "0") }

func (v *verifier) task(key string, t *Task) {
	v.mentions(key, t.Citations)
	if t.Schedule == nil {
		return
	}
	if start, end, ok := impliedSpan(t.Schedule.Text, t.Year); ok && (t.Schedule.Start != start || t.Schedule.End != end) {
		v.problem(key+".schedule", "%q means %s to %s, but %s to %s is entered", t.Schedule.Text, start, end, t.Schedule.Start, t.Schedule.End)
	}
	if !slices.Contains(t.Inherited, vocab.CellTime) {
		v.checkText(FigureSchedule, key+".schedule", v.citedText(allLines(t.Sources)), t.Schedule.Text)
	}
}

var (
	quarterForm = regexp.MustCompile(`^quý (i|ii|iii|iv)(?:/(\d{4}))?$`)
	yearsForm   = regexp.MustCompile(`^(?:năm )?(\d{4})(?: ?- ?(\d{4}))?$`)
)

// impliedSpan is the first and last day that a printed schedule means in a plan for a
// year; false if they do not follow from the text alone.
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

func (v *verifier) budget(key string, b *Budget) {
	want, ok := printedAmount(b.Printed)
	if !ok {
		v.problem(key+".printed", "%q is no amount of đồng that can be read", b.Printed)
		return
	}
	for _, s := range b.Sources {
		v.checkExpression(FigureBudget, key+".printed", v.citedText(s.Lines), b.Printed)
	}
	if want.Cmp(new(big.Rat).SetInt64(b.Amount)) != 0 {
		v.problem(key+".amount", "the amount %d is not the printed %q, which is %s đồng", b.Amount, b.Printed, decimals(want))
	}
}

var otherCurrency = regexp.MustCompile(`(?i)usd|eur|đô la|[$€]`)

// printedAmount reads an amount of đồng. Without a multiplier or the word đồng it is
// from a table, where amounts are in millions.
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

func (v *verifier) mentions(key string, list []Cited) {
	for i, m := range list {
		v.mention(item(key+".citations", i), m)
	}
}

func (v *verifier) mention(key string, m Cited) {
	text := v.citedText(m.Lines)
	v.checkText(FigureCitation, key+".number", text, m.Number)
	v.checkText(FigureCitation, key+".date", text, m.Date)
	l := v.legal[m.Legal]
	if m.Number != "" && leadingNumber(m.Number) != leadingNumber(l.Number) {
		v.problem(key+".number", "%q is cited for %q, whose number is %q", m.Number, l.ID, l.Number)
	}
	if m.Number == "" && l.Number != "" {
		v.problem(key, "%q has the number %q, but the citation names none", l.ID, l.Number)
	}
	if date, ok := printedDate(m.Date); ok && len(l.IssuedOn) == len(date) && !v.citedDates[m.Legal][l.IssuedOn] {
		v.problem(key+".date", "%q is cited with %s, and nowhere with its date %s", l.ID, date, l.IssuedOn)
	}
}

var digitsFirst = regexp.MustCompile(`^\d+`)

func leadingNumber(number string) string { return digitsFirst.FindString(number) }

// checkFigure proves a number: it must be in the text, or its printed form must be and
// must mean it.
func (v *verifier) checkFigure(kind, key, text string, value *vocab.Decimal, unit vocab.Unit, printed string) {
	switch {
	case printed != "" && value != nil:
		v.checkPrintedFigure(kind, key, text, *value, unit, printed)
		return
	case printed != "":
		v.checkText(kind, key, text, printed)
		return
	case value == nil:
		return
	}
	equals := func(n numeral.Number) bool { return n.Value != nil && n.Value.Cmp(value.Rat()) == 0 }
	if !slices.ContainsFunc(numeral.Find(numeral.Text(text)), equals) {
		v.problem(key, "the figure %s is not found on its cited lines", value)
		return
	}
	v.counts[kind]++
}

// checkPrintedFigure proves a number by its printed form.
func (v *verifier) checkPrintedFigure(kind, key, text string, value vocab.Decimal, unit vocab.Unit, printed string) {
	n, ok := numeral.Meaning(numeral.Text(printed))
	switch {
	case !ok:
		v.problem(key, "%q is no number that can be read, or may mean something else; print the whole expression, as 1 tỷ 200 triệu", printed)
	case !means(n, value, unit):
		v.problem(key, "the value %s is not the printed %q", value, printed)
	default:
		v.checkExpression(kind, key, text, printed)
	}
}

// means reports whether a printed number means a value. A fraction also means a share
// in per cent, rounded if its decimals do not end: two thirds are 66.67.
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

// checkExpression proves an expression with a number: it must be in the text and mean
// the same number there. "hai" is not printed in "hai mươi", nor in "thứ hai".
func (v *verifier) checkExpression(kind, key, text, characters string) {
	if characters == "" {
		return
	}
	text, characters = numeral.Text(text), numeral.Text(characters)
	wanted, ok := numeral.Meaning(characters)
	numbers := numeral.Find(text)
	for _, span := range occurrences(text, characters) {
		if ok && statesNumber(span, numbers, wanted) {
			v.counts[kind]++
			return
		}
	}
	v.problem(key, "%q is not found on its cited lines, or is part of something else there", characters)
}

// statesNumber reports whether the first of the numbers that overlap a span lies
// within it and is the wanted one.
func statesNumber(span []int, numbers []numeral.Number, wanted numeral.Number) bool {
	overlapping := func(n numeral.Number) bool { return n.Start < span[1] && span[0] < n.End }
	first := slices.IndexFunc(numbers, overlapping)
	if first < 0 {
		return false
	}
	for _, n := range numbers[first:] {
		if overlapping(n) && (n.Start < span[0] || span[1] < n.End) {
			return false // it continues outside
		}
	}
	value := numbers[first].Value
	return value != nil && value.Cmp(wanted.Value) == 0
}

// checkText proves that characters are in the text, regardless of spaces and line
// breaks, and not as part of a longer number or word.
func (v *verifier) checkText(kind, key, text, characters string) {
	if characters == "" {
		return
	}
	if len(occurrences(numeral.Text(text), wording.Clean(characters))) == 0 {
		v.problem(key, "%q is not found on its cited lines", characters)
		return
	}
	v.counts[kind]++
}

// occurrences finds the spans of a text that have certain characters, regardless of
// spaces and line breaks, and are not part of a longer number or word.
func occurrences(text, characters string) [][]int {
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
		return nil // too long for a pattern, and for anything that is printed
	}
	for _, span := range compiled.FindAllStringIndex(text, -1) {
		if !isPartOfLonger(text[:span[0]], text[span[0]:span[1]], text[span[1]:]) {
			out = append(out, span)
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

// isPartOfLonger reports whether a number or word continues before or after the
// characters found: 1/3/2022 in 31/3/2022, 2022 in 2022-2025, ba in bao.
func isPartOfLonger(before, found, after string) bool {
	const enough = 8 // bytes, for a sign and the character before it
	before = before[max(0, len(before)-enough):]
	return letterFirst.MatchString(found) && letterLast.MatchString(before) ||
		letterLast.MatchString(found) && letterFirst.MatchString(after) ||
		digitFirst.MatchString(found) && numberBefore.MatchString(before) ||
		digitLast.MatchString(found) && numberAfter.MatchString(after)
}

// citedText joins the lines that a record cites. Lines with the same number of tabs
// are a table row that continues on the next page: their cells are joined one by one.
func (v *verifier) citedText(lines []int) string {
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
