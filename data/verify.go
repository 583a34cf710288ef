package data

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"doichieu/vocab"
)

// Verified counts the figures that were found on their cited lines, by kind.
type Verified map[string]int

// Kinds of figure that Verify counts.
const (
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
	for _, kind := range []string{FigureMeasure, FigureOutcome, FigureDate, FigureSchedule, FigureBudget, FigureCitation} {
		parts = append(parts, fmt.Sprintf("%s: %d", kind, v[kind]))
	}
	return strings.Join(parts, "\n")
}

// Verify proves that every figure of the dataset stands on the lines that its
// record cites. texts holds the archived text of each document as SLUG.txt.
// The error is of type Problems when a figure is not found.
func Verify(set *Dataset, texts fs.FS) (Verified, error) {
	v := &verifier{set: set, counts: Verified{}}
	for i := range set.Documents {
		f := &set.Documents[i]
		v.file = set.documentFile[f.Document.Slug]
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
	if len(v.problems) > 0 {
		return v.counts, v.problems
	}
	return v.counts, nil
}

var errWrongText = errors.New("the archived text is not the one that was entered")

func archivedLines(texts fs.FS, d *Document) ([]string, error) {
	content, err := fs.ReadFile(texts, d.Slug+".txt")
	if err != nil {
		return nil, fmt.Errorf("archived text: %w", err)
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
	problems Problems
}

func (v *verifier) problem(key, format string, args ...any) {
	c := checker{set: v.set, file: v.file}
	c.at(key, format, args...)
	v.problems = append(v.problems, c.problems...)
}

func (v *verifier) document(f *DocumentFile) {
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

func (v *verifier) target(at string, t *Target) {
	for i, m := range t.Measures {
		at := item(at+".measures", i)
		for _, n := range m.Sources {
			text := v.text(t.Sources[n-1].Lines)
			v.figure(FigureMeasure, at, text, m.Value, m.Printed)
			v.figure(FigureMeasure, at, text, m.Upper, "")
		}
	}
	v.mentions(at, t.Citations)
}

func (v *verifier) outcome(at string, o *Outcome) {
	if o.Unit != vocab.UnitBoolean {
		for _, s := range o.Sources {
			v.figure(FigureOutcome, at, v.text(s.Lines), o.Value, o.Printed)
		}
	}
	everywhere := v.text(allLines(o.Sources))
	v.figure(FigureOutcome, at+".numerator", everywhere, o.Numerator, "")
	v.figure(FigureOutcome, at+".denominator", everywhere, o.Denominator, "")
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
	found := numbers(strings.NewReplacer("/", " ", ".", " ").Replace(text))
	for _, part := range strings.Split(date, "-") {
		n, err := vocab.ParseDecimal(part)
		if err != nil || !slices.Contains(found, n) {
			v.problem(at, "the date %s is not found on its cited lines", date)
			return
		}
	}
	v.counts[FigureDate]++
}

func (v *verifier) task(at string, t *Task) {
	v.mentions(at, t.Citations)
	if t.Schedule == nil || slices.Contains(t.Inherited, vocab.CellTime) {
		return
	}
	v.printed(FigureSchedule, at+".schedule", v.text(allLines(t.Sources)), t.Schedule.Text)
}

func (v *verifier) budget(at string, b *Budget) {
	for _, s := range b.Sources {
		v.printed(FigureBudget, at+".printed", v.text(s.Lines), b.Printed)
	}
	amount, ok := firstNumber(b.Printed)
	inDong := amount%one == 0 && int64(amount/one) == b.Amount
	inMillions := int64(amount) == b.Amount // a Decimal counts millionths
	if !ok || !inDong && !inMillions {
		v.problem(at+".amount", "the amount %d is not the printed %q, neither in đồng nor in million đồng", b.Amount, b.Printed)
	}
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
}

// figure counts a number that stands in text, as digits or, when it is
// printed otherwise, in those characters.
func (v *verifier) figure(kind, at, text string, value *vocab.Decimal, printed string) {
	if printed != "" {
		v.printed(kind, at, text, printed)
		return
	}
	if value == nil {
		return
	}
	if !slices.Contains(numbers(text), *value) {
		v.problem(at, "the figure %s is not found on its cited lines", value)
		return
	}
	v.counts[kind]++
}

// printed counts characters that stand in text, spaces and line breaks aside.
func (v *verifier) printed(kind, at, text, characters string) {
	if characters == "" {
		return
	}
	if !strings.Contains(squeeze(text), squeeze(characters)) {
		v.problem(at, "%q is not found on its cited lines", characters)
		return
	}
	v.counts[kind]++
}

// text joins the lines of a record. Lines with the same number of tabs are a
// table row that was broken over a page: its cells go on one below the other.
func (v *verifier) text(lines []int) string {
	var cells []string
	for _, n := range lines {
		row := strings.Split(v.lines[n-1], "\t")
		if len(row) == 1 || len(row) != len(cells) {
			cells = append(cells, row...)
			continue
		}
		for i, cell := range row {
			cells[i] += " " + cell
		}
	}
	return strings.Join(cells, "\t")
}

func allLines(sources []Source) []int {
	var out []int
	for _, s := range sources {
		out = append(out, s.Lines...)
	}
	return out
}

func squeeze(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, norm.NFC.String(text))
}

var (
	numberToken = regexp.MustCompile(`\d+(?:[.,]\d+)*`)
	dotGroups   = regexp.MustCompile(`^\d{1,3}(?:\.\d{3})+(?:,\d+)?$`)
	commaGroups = regexp.MustCompile(`^\d{1,3}(?:,\d{3}){2,}$`)
)

// numbers reads every number in a Vietnamese text: a comma is the decimal
// sign and a dot groups thousands, but a lone dot before one, two or more than
// three digits is a decimal sign that a typist slipped in.
func numbers(text string) []vocab.Decimal {
	var out []vocab.Decimal
	for _, token := range numberToken.FindAllString(text, -1) {
		if n, ok := parseVietnamese(token); ok {
			out = append(out, n)
			continue
		}
		for _, part := range strings.FieldsFunc(token, func(r rune) bool { return r == '.' || r == ',' }) {
			if n, ok := parseVietnamese(part); ok {
				out = append(out, n)
			}
		}
	}
	return out
}

func firstNumber(text string) (vocab.Decimal, bool) {
	all := numbers(text)
	if len(all) == 0 {
		return 0, false
	}
	return all[0], true
}

func parseVietnamese(token string) (vocab.Decimal, bool) {
	switch {
	case dotGroups.MatchString(token):
		token = strings.ReplaceAll(token, ".", "")
	case commaGroups.MatchString(token):
		token = strings.ReplaceAll(token, ",", "")
	}
	n, err := vocab.ParseDecimal(strings.Replace(token, ",", ".", 1))
	return n, err == nil
}
