package data

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
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
)

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

// CitationID is the id of a mention: document, first line, legal document.
func CitationID(document string, line int, legal string) string {
	return join(KindCitation, document, strconv.Itoa(line), legal)
}

// FundingID is the id of a funding statement of a document.
func FundingID(document, local string) string { return join(KindFunding, document, local) }

// DutyID is the id of the duties that a document lays on an agency.
func DutyID(document, agency string) string { return join(KindDuty, document, agency) }

// FindingID is the id of a finding about a document.
func FindingID(document, local string) string { return join(KindFinding, document, local) }

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
