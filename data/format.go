// Package data is the shipped dataset and its reader and checker. The YAML
// files beside this code are what an editor touches: registers that every
// document shares, and one file per document. Nothing here knows of SQL,
// GraphQL or HTTP.
package data

import "doichieu/vocab"

// Dataset is a whole dataset as read from a directory: the release header,
// the registers and the documents.
type Dataset struct {
	Header      Header
	Provinces   []Province
	Concepts    []Concept
	Indicators  []Indicator
	Agencies    []Agency
	Legal       []LegalDocument
	Initiatives []Initiative
	Documents   []DocumentFile
	Checksum    string // sha256 over every file, in order of name
	positions   *positions
	files       []string // of Documents, in order
}

// Header describes the release (dataset.yaml).
type Header struct {
	Release     string `yaml:"release" as:"typed" column:"-"` // a date or version that names this state of the data
	Title       Text   `yaml:"title"`
	Licence     string `yaml:"licence"`  // SPDX identifier of the data's licence
	Citation    string `yaml:"citation"` // how to cite the dataset
	Synthetic   bool   `yaml:"synthetic,omitempty"`
	Description Text   `yaml:"description"`
}

// Text is a name or message in Vietnamese with an English one beside it.
type Text struct {
	VI string `yaml:"vi"`
	EN string `yaml:"en"`
}

// Province is a province as it was before or after 1 July 2025 (registers/provinces.yaml).
type Province struct {
	Slug       string `yaml:"slug" column:"-"` // ASCII, "binh-dinh"
	Code       string `yaml:"code"`            // statistics-office code, "52"
	Name       Text   `yaml:"name"`
	Region     string `yaml:"region"`                                 // slug of the statistical region, "south-central-coast"
	MergedInto string `yaml:"mergedInto,omitempty" refers:"province"` // slug of the province it became part of
	MergedOn   string `yaml:"mergedOn,omitempty"`                     // ISO date
	Successor  bool   `yaml:"successor,omitempty"`                    // exists since 1 July 2025 only
}

// Concept groups near indicators (registers/concepts.yaml).
type Concept struct {
	Code string `yaml:"code"`
	Name Text   `yaml:"name"`
}

// Indicator is a canonical thing that is measured (registers/indicators.yaml).
type Indicator struct {
	Code       string          `yaml:"code"` // "society.adult_smartphone"
	Name       Text            `yaml:"name"`
	Pillar     vocab.Pillar    `yaml:"pillar"`
	Unit       vocab.Unit      `yaml:"unit"`
	Direction  vocab.Direction `yaml:"direction"`
	Base       Text            `yaml:"base"`                     // the population that a share is of, or what is counted
	Concept    string          `yaml:"concept" refers:"concept"` // code of the concept
	Definition Text            `yaml:"definition,omitempty"`
	National   []NationalGoal  `yaml:"national,omitempty" part:"goal"`
}

// NationalGoal is the national target for an indicator, quoted second-hand.
type NationalGoal struct {
	Decision   string           `yaml:"decision" refers:"legal" column:"legal_document_id"` // legal document id
	Year       int              `yaml:"year"`
	Level      vocab.Level      `yaml:"level,omitempty"` // default ALL
	Operator   vocab.Operator   `yaml:"operator"`
	Value      *vocab.Decimal   `yaml:"value,omitempty"`
	Confidence vocab.Confidence `yaml:"confidence"`
}

// Agency is a body that leads, performs or coordinates (registers/agencies.yaml).
type Agency struct {
	Slug     string           `yaml:"slug"` // "binh-dinh.so-thong-tin-va-truyen-thong"; central bodies without a province
	Name     Text             `yaml:"name"`
	Kind     vocab.AgencyKind `yaml:"kind"`
	Province string           `yaml:"province,omitempty" refers:"province"`
	Function string           `yaml:"function"` // the same in every province: "information-communications"
	Aliases  []string         `yaml:"aliases,omitempty"`
}

// LegalDocument is a cited document; its identity is number, type, issuer
// and year (registers/legal_documents.yaml).
type LegalDocument struct {
	ID          string            `yaml:"id" column:"slug"` // "411-qd-ttg-2022", "59-kh-ubnd-2022-binh-dinh"
	Number      string            `yaml:"number,omitempty"` // "411/QĐ-TTg"; none for a named law
	Type        vocab.LegalType   `yaml:"type"`
	Issuer      string            `yaml:"issuer"` // as named, "Thủ tướng Chính phủ"
	IssuerLevel vocab.IssuerLevel `yaml:"issuerLevel"`
	Province    string            `yaml:"province,omitempty" refers:"province"`
	Year        int               `yaml:"year,omitempty"`
	IssuedOn    string            `yaml:"issuedOn,omitempty"` // ISO date
	Title       string            `yaml:"title"`
}

// Initiative is an undertaking that tasks of several plans are instances of
// (registers/initiatives.yaml).
type Initiative struct {
	Slug  string      `yaml:"slug"`
	Name  Text        `yaml:"name"`
	Theme vocab.Theme `yaml:"theme"`
}

// DocumentFile is one document with every record entered from it
// (documents/SLUG.yaml).
type DocumentFile struct {
	Document  Document   `yaml:"document"`
	Targets   []Target   `yaml:"targets,omitempty"`
	Outcomes  []Outcome  `yaml:"outcomes,omitempty"`
	Tasks     []Task     `yaml:"tasks,omitempty"`
	Citations []Citation `yaml:"citations,omitempty"`
	Budgets   []Budget   `yaml:"budgets,omitempty"`
	Funding   []Funding  `yaml:"funding,omitempty"`
	Duties    []Duty     `yaml:"duties,omitempty"`
	Findings  []Finding  `yaml:"findings,omitempty"`
}

// Document is the head of a document file.
type Document struct {
	Slug          string             `yaml:"slug"`
	Province      string             `yaml:"province" refers:"province"`
	Kind          vocab.DocumentKind `yaml:"kind"`
	Title         Text               `yaml:"title"`
	NumberPrinted string             `yaml:"numberPrinted,omitempty"` // as printed, often blank ("/KH-UBND")
	DatePrinted   string             `yaml:"datePrinted,omitempty"`   // as printed ("ngày tháng 02 năm 2024")
	Number        string             `yaml:"number,omitempty"`        // as known
	IssuedOn      string             `yaml:"issuedOn,omitempty"`      // as known, ISO, as precise as known
	KnownFrom     *Text              `yaml:"knownFrom,omitempty"`     // where number and date are known from when not printed
	Issuer        string             `yaml:"issuer"`
	Signer        string             `yaml:"signer,omitempty"`
	SignerRole    string             `yaml:"signerRole,omitempty"`
	PeriodStart   int                `yaml:"periodStart"` // first year it speaks of: every record's year lies in the period
	PeriodEnd     int                `yaml:"periodEnd"`
	Checksum      string             `yaml:"checksum"` // sha256 of the archived text
	Lines         int                `yaml:"lines"`    // number of lines of the archived text
}

// Source is a place in the document's archived text. Lines count from 1.
type Source struct {
	Section string `yaml:"section,omitempty"`
	Row     string `yaml:"row,omitempty"`
	Lines   []int  `yaml:"lines,flow"`
}

// Target is a statement for one indicator and one plan year.
type Target struct {
	ID         string    `yaml:"id" column:"-"`                                 // local key: unique among the plan year's targets
	Year       int       `yaml:"year" refers:"plan year" column:"plan_year_id"` // the year it is due
	Indicator  string    `yaml:"indicator" refers:"indicator"`
	Wording    string    `yaml:"wording"`
	Leads      []string  `yaml:"leads,omitempty" refers:"agency" role:"LEAD"`           // agencies that follow up and evaluate
	Performers []string  `yaml:"performers,omitempty" refers:"agency" role:"PERFORMER"` // agencies that carry it out
	Sources    []Source  `yaml:"sources"`
	Measures   []Measure `yaml:"measures" part:"measure"`
	Citations  []Cited   `yaml:"citations,omitempty" role:"TARGET_BASIS"` // role TARGET_BASIS
	Task       string    `yaml:"task,omitempty" refers:"task"`            // local id of the task whose text sets it
}

// Measure is one bound of a target.
type Measure struct {
	Level     vocab.Level    `yaml:"level,omitempty"` // default ALL
	Operator  vocab.Operator `yaml:"operator"`
	Value     *vocab.Decimal `yaml:"value,omitempty"`
	Upper     *vocab.Decimal `yaml:"upper,omitempty"` // BETWEEN only
	Unit      vocab.Unit     `yaml:"unit,omitempty"`  // default: the indicator's
	Rank      vocab.Rank     `yaml:"rank,omitempty"`  // default PREFERRED
	Condition string         `yaml:"condition,omitempty"`
	Printed   string         `yaml:"printed,omitempty"`                      // when the figure is spelled out or misprinted
	Sources   []int          `yaml:"sources,omitempty,flow" refers:"source"` // which of the target's sources say so, from 1; default all
}

// Cited is a legal document that a record rests on or mentions.
type Cited struct {
	Legal  string `yaml:"legal" refers:"legal"`
	Number string `yaml:"number,omitempty"` // as printed
	Date   string `yaml:"date,omitempty"`   // as printed
	Lines  []int  `yaml:"lines,flow"`
}

// Outcome is a reported result.
type Outcome struct {
	ID          string          `yaml:"id" column:"-"`                                 // local key among the plan year's outcomes
	Year        int             `yaml:"year" refers:"plan year" column:"plan_year_id"` // the plan year it belongs to
	Indicator   string          `yaml:"indicator" refers:"indicator"`
	Wording     string          `yaml:"wording"`
	Level       vocab.Level     `yaml:"level,omitempty"`     // default ALL
	Qualifier   vocab.Qualifier `yaml:"qualifier,omitempty"` // default EXACT
	Value       *vocab.Decimal  `yaml:"value,omitempty"`
	Unit        vocab.Unit      `yaml:"unit,omitempty"` // default: the indicator's
	Numerator   *vocab.Decimal  `yaml:"numerator,omitempty"`
	Denominator *vocab.Decimal  `yaml:"denominator,omitempty"`
	Absence     vocab.Absence   `yaml:"absence,omitempty"` // why there is no value
	AsOf        string          `yaml:"asOf,omitempty"`    // as precise as printed: "2023", "2023-11", "2023-11-30"
	Basis       vocab.TimeBasis `yaml:"basis,omitempty"`   // default STOCK
	PeriodStart string          `yaml:"periodStart,omitempty"`
	PeriodEnd   string          `yaml:"periodEnd,omitempty"`
	Printed     string          `yaml:"printed,omitempty"`                 // when it differs from the plain number
	Corrected   *vocab.Decimal  `yaml:"corrected,omitempty"`               // the likely value when the printed one cannot be right
	IsTotal     bool            `yaml:"isTotal,omitempty"`                 // a sum of other outcomes; never add it to its parts
	PartOf      string          `yaml:"partOf,omitempty" refers:"outcome"` // local id of the total it is part of
	Item        string          `yaml:"item,omitempty"`                    // which thing of the indicator's kind ("Facebook", a service's name)
	Condition   string          `yaml:"condition,omitempty"`
	Note        *Text           `yaml:"note,omitempty"`
	Sources     []Source        `yaml:"sources"`
	Citations   []Cited         `yaml:"citations,omitempty" role:"REPORT_REFERENCE"` // role REPORT_REFERENCE
}

// Task is something to be done.
type Task struct {
	ID           string           `yaml:"id" column:"-"` // local key among the plan year's tasks: "A.I.1", "body/1.2"
	Year         int              `yaml:"year" refers:"plan year" column:"plan_year_id"`
	Origin       vocab.TaskOrigin `yaml:"origin,omitempty"`                // default ANNEX
	Group        string           `yaml:"group" column:"task_group"`       // the group's heading as printed
	Row          string           `yaml:"row,omitempty" column:"task_row"` // the row's own label as printed
	Theme        vocab.Theme      `yaml:"theme"`
	Initiative   string           `yaml:"initiative,omitempty" refers:"initiative"`
	Title        string           `yaml:"title"`
	Result       *Text            `yaml:"result,omitempty"` // expected result, restated in short
	Leads        []string         `yaml:"leads,omitempty" refers:"agency" role:"LEAD"`
	Coordinators []string         `yaml:"coordinators,omitempty" refers:"agency" role:"COORDINATOR"`
	Schedule     *Schedule        `yaml:"schedule,omitempty"`
	Funding      string           `yaml:"funding,omitempty" column:"funding_note"`                      // note on funding as printed in the row
	Inherited    []vocab.Cell     `yaml:"inherited,omitempty,flow"`                                     // cells taken from a merged cell of a row above
	CarriedOutBy []string         `yaml:"carriedOutBy,omitempty" refers:"task" column:"carries_out_id"` // body task: local ids of the annex rows that carry it out
	Sources      []Source         `yaml:"sources"`
	Citations    []Cited          `yaml:"citations,omitempty" role:"TASK_REFERENCE"` // role TASK_REFERENCE
}

// Schedule is when a task runs.
type Schedule struct {
	Text      string `yaml:"text" column:"schedule_text"`             // as printed; corrected slips keep the printed form here
	Start     string `yaml:"start,omitempty" column:"schedule_start"` // ISO date, where it follows from the text
	End       string `yaml:"end,omitempty" column:"schedule_end"`
	Recurring bool   `yaml:"recurring,omitempty"`
}

// Citation is a legal document cited outside a target, task or outcome.
type Citation struct {
	Legal   string             `yaml:"legal" refers:"legal" column:"legal_document_id"`
	Role    vocab.CitationRole `yaml:"role"`
	Number  string             `yaml:"number,omitempty" column:"printed_number"` // as printed
	Date    string             `yaml:"date,omitempty" column:"printed_date"`     // as printed
	Section string             `yaml:"section,omitempty" column:"-"`
	Row     string             `yaml:"row,omitempty" column:"-"`
	Lines   []int              `yaml:"lines,flow" part:"source"`
}

// Budget is an amount of money in whole đồng.
type Budget struct {
	ID          string               `yaml:"id" column:"-"`                                           // local key: unique in the document
	Year        int                  `yaml:"year,omitempty" refers:"plan year" column:"plan_year_id"` // a plan year, or else a period
	PeriodStart int                  `yaml:"periodStart,omitempty"`                                   // first year
	PeriodEnd   int                  `yaml:"periodEnd,omitempty"`                                     // last year
	Amount      int64                `yaml:"amount"`
	Category    vocab.BudgetCategory `yaml:"category"`
	Project     string               `yaml:"project,omitempty"`
	Decision    string               `yaml:"decision,omitempty" refers:"legal"` // deciding legal document
	PartOf      string               `yaml:"partOf,omitempty" refers:"budget"`  // id of the budget it is part of
	Printed     string               `yaml:"printed"`                           // as printed: "45.000.000 đồng"; without the word it is in million đồng: "27.000"
	Corrected   *int64               `yaml:"corrected,omitempty"`
	Note        *Text                `yaml:"note,omitempty"`
	Sources     []Source             `yaml:"sources"`
}

// Funding is a statement of where the money comes from, restated in short.
type Funding struct {
	ID      string   `yaml:"id" column:"-"`
	Text    Text     `yaml:"text"`
	Sources []Source `yaml:"sources"`
}

// Duty is what the organisation part of a document lays on an agency.
type Duty struct {
	Agency  string   `yaml:"agency" refers:"agency"`
	Count   int      `yaml:"count"` // how many duties are listed
	Sources []Source `yaml:"sources"`
}

// Finding is something a careful editor flags.
type Finding struct {
	ID       string            `yaml:"id" column:"-"`
	Kind     vocab.FindingKind `yaml:"kind"`
	Severity vocab.Severity    `yaml:"severity"`
	Message  Text              `yaml:"message"`
	Records  []string          `yaml:"records,omitempty" refers:"record"` // full ids of the records it concerns
	Sources  []Source          `yaml:"sources"`
}
