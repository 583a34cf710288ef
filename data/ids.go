package data

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"doichieu/vocab"
)

// Ids are paths that a person can read and cite. A record of a plan year is
// PROVINCE/YEAR/KIND/LOCAL; everything else starts with the name of its kind.

// Kinds of record as they appear in ids.
const (
	KindTarget   = "target"
	KindMeasure  = "measure"
	KindOutcome  = "outcome"
	KindTask     = "task"
	KindBudget   = "budget"
	KindDocument = "document"
	KindConcept  = "concept"
	KindAgency   = "agency"
	KindLegal    = "legal"
	KindCitation = "citation"
	KindFinding  = "finding"
	KindFunding  = "funding"
	KindDuty     = "duty"

	KindIndicator  = "indicator"
	KindInitiative = "initiative"
	KindGoal       = "goal"
	KindSource     = "source"
	KindRecord     = "record" // a record that a finding concerns
	KindProvince   = "province"
	KindPlanYear   = "plan year"
)

// Entry is an entry of a register.
type Entry interface{ FullID() string }

// FullID is the id of a province, which is its slug.
func (p *Province) FullID() string { return p.Slug }

// FullID and those below are the ids of entries of registers.
func (c *Concept) FullID() string       { return EntryID(KindConcept, c.Code) }
func (i *Indicator) FullID() string     { return EntryID(KindIndicator, i.Code) }
func (a *Agency) FullID() string        { return EntryID(KindAgency, a.Slug) }
func (l *LegalDocument) FullID() string { return EntryID(KindLegal, l.ID) }
func (i *Initiative) FullID() string    { return EntryID(KindInitiative, i.Slug) }

// FullID is the id of a document.
func (d *Document) FullID() string { return EntryID(KindDocument, d.Slug) }

// FullID is the id of a province's year.
func (py PlanYear) FullID() string { return PlanYearID(py.Province, py.Year) }

// Record is what is entered from a document. Whatever a list of a document file
// holds is a record.
type Record interface{ FullID(in *Document) string }

// FullID and those below are the ids of records.
func (t *Target) FullID(in *Document) string { return RecordID(in.Province, t.Year, KindTarget, t.ID) }
func (o *Outcome) FullID(in *Document) string {
	return RecordID(in.Province, o.Year, KindOutcome, o.ID)
}
func (t *Task) FullID(in *Document) string { return RecordID(in.Province, t.Year, KindTask, t.ID) }
func (b *Budget) FullID(in *Document) string {
	start, end := b.Period()
	return PeriodID(in.Province, start, end, KindBudget, b.ID)
}
func (c *Citation) FullID(in *Document) string { return CitationID(in.Slug, c.Lines, c.Legal) }
func (f *Funding) FullID(in *Document) string  { return DocumentID(KindFunding, in.Slug, f.ID) }
func (d *Duty) FullID(in *Document) string     { return DocumentID(KindDuty, in.Slug, d.Agency) }
func (f *Finding) FullID(in *Document) string  { return DocumentID(KindFinding, in.Slug, f.ID) }

// In is a mention within a record, which names its places and so the one that the
// mention's lines belong to.
func (c Cited) In(sources []Source, role vocab.CitationRole) Citation {
	out := Citation{Legal: c.Legal, Role: role, Number: c.Number, Date: c.Date, Lines: c.Lines}
	for _, s := range sources {
		if slices.Contains(s.Lines, c.Lines[0]) {
			out.Section, out.Row = s.Section, s.Row
			break
		}
	}
	return out
}

// Source is the place of a citation.
func (c Citation) Source() Source { return Source{Section: c.Section, Row: c.Row, Lines: c.Lines} }

// ReferenceID is the id of the record that is named in a document file by its
// slug, code or local id. What has a local id is of the same year.
func (f *DocumentFile) ReferenceID(kind, name string, year int) string {
	switch kind {
	case KindProvince:
		return name
	case KindTask, KindOutcome:
		return RecordID(f.Document.Province, year, kind, name)
	case KindBudget:
		return f.BudgetID(name)
	case KindRecord:
		return name
	default:
		return EntryID(kind, name)
	}
}

// PlanYearID is the id of a province's year: "binh-dinh/2024".
func PlanYearID(province string, year int) string { return province + "/" + strconv.Itoa(year) }

// RecordID is the id of a record of a plan year: "binh-dinh/2024/target/3.1".
func RecordID(province string, year int, kind, local string) string {
	return join(PlanYearID(province, year), kind, local)
}

// PeriodID is RecordID for a record of several years: "binh-dinh/2021-2025/budget/…".
func PeriodID(province string, start, end int, kind, local string) string {
	if start == end {
		return RecordID(province, start, kind, local)
	}
	return join(fmt.Sprintf("%s/%d-%d", province, start, end), kind, local)
}

// EntryID is the id of an entry of a register or of a document:
// "indicator/society.adult_smartphone".
func EntryID(kind, key string) string { return join(kind, key) }

// PartID is the id of the nth part (from 1) of a record.
func PartID(record, kind string, n int) string { return join(record, kind, strconv.Itoa(n)) }

// CitationID is the id of a mention: document, first line, legal document. One
// that names no line has none.
func CitationID(document string, lines []int, legal string) string {
	if len(lines) == 0 {
		return ""
	}
	return join(KindCitation, document, strconv.Itoa(lines[0]), legal)
}

// DocumentID is the id of a record of a document as a whole: "duty/binh-dinh-2024-plan/…".
func DocumentID(kind, document, local string) string { return join(kind, document, local) }

func join(parts ...string) string { return strings.Join(parts, "/") }

// digitsWidth is the width to which numbers in sort keys are padded; years,
// rows and ordinals are far below.
const digitsWidth = 6

var idToken = regexp.MustCompile(`[0-9]+|[A-Za-z]+`)

// SortKey makes ids sort as people read them: numbers by value, so that row
// 3.10 follows 3.9, and the Roman numerals of headings likewise. The id itself
// stands at the end, so that rows I.1 and 1.1 have keys of their own.
func SortKey(id string) string {
	key := idToken.ReplaceAllStringFunc(id, func(token string) string {
		if n, ok := roman(token); ok {
			token = strconv.Itoa(n)
		}
		if token[0] > '9' {
			return token
		}
		return strings.Repeat("0", max(0, digitsWidth-len(token))) + token
	})
	return key + " " + id
}

// roman reads a numeral of capital I, V and X; headings go no further.
func roman(token string) (int, bool) {
	value := map[byte]int{'I': 1, 'V': 5, 'X': 10}
	total := 0
	for i := range len(token) {
		digit, ok := value[token[i]]
		if !ok {
			return 0, false
		}
		if i+1 < len(token) && digit < value[token[i+1]] {
			digit = -digit
		}
		total += digit
	}
	return total, true
}
