package table_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"doichieu/store/storetest"
)

// expected says which rows a table should have: the columns of every object on a
// path through the API's answer to a query. A column is named by its path in the
// object, or "NAME=PATH" gives it another name.
type expected struct {
	query    string
	path     []step
	optional bool // a record whose last list is empty still has a row
}

// step is a field on the way and its columns.
type step struct {
	field   string
	columns string
}

const (
	ofIndicator  = "indicator.pillar indicator.code indicator.name indicator.nameEn indicator.base indicator.baseEn"
	ofCaveats    = "caveats.kind caveats.message caveats.messageEn"
	ofComparison = "leftPlanYear.id=left.id leftPlanYear.year=left.year rightPlanYear.id=right.id rightPlanYear.year=right.year " +
		"overallCaveats.kind=caveats.kind overallCaveats.message=caveats.message overallCaveats.messageEn=caveats.messageEn"
	ofMeasure = "operator value upper unit condition source.document.slug source.section source.row source.lines"
	ofPlaces  = "sources.document.slug sources.section sources.row sources.lines"
	ofOutcome = "qualifier value unit corrected absence asOf item condition " + ofPlaces
	ofPoint   = "year kind operator qualifier value upper record.id document.slug decision.slug decision.number " +
		"neededPace onPace " + ofCaveats + " " + ofPlaces
	ofSeries = "level unit observedPace"
)

// under prefixes columns with a field.
func under(field, columns string) string {
	names := strings.Fields(columns)
	for i, name := range names {
		names[i] = field + "." + name
	}
	return strings.Join(names, " ")
}

func words(columns ...string) string { return strings.Join(columns, " ") }

const (
	apiIndicator = "indicator { pillar code name nameEn base baseEn }"
	apiCaveats   = "caveats { kind message messageEn }"
	apiPlace     = "{ document { slug } section row lines }"
	apiMeasure   = "operator value upper unit condition source " + apiPlace
	apiOutcome   = "id level qualifier value unit corrected absence asOf item condition planYear { year } sources " + apiPlace
	apiPoints    = `series { level unit observedPace points { year kind operator qualifier value upper record { id } document { slug }
		decision { slug number } neededPace onPace ` + apiCaveats + ` sources ` + apiPlace + ` } }`
)

// comparisonQuery is a query for one list of a comparison.
func comparisonQuery(left, right, list string) string {
	ref := func(planYear string) string {
		province, year, _ := strings.Cut(planYear, "/")
		return fmt.Sprintf("{province: %q, year: %s}", province, year)
	}
	return "{ compare(left: " + ref(left) + ", right: " + ref(right) + ") { left { id year } right { id year } " + apiCaveats + " " + list + " } }"
}

func trajectoryQuery(province, indicator string) string {
	return fmt.Sprintf("{ trajectory(province: %q, indicator: %q) { province { slug name } ", province, indicator) +
		apiIndicator + " " + apiPoints + " near { " + apiIndicator + " " + apiPoints + " " + apiCaveats + " } } }"
}

// sides prefixes columns with left and with right.
func sides(columns string) string { return words(under("left", columns), under("right", columns)) }

const (
	apiTasks = `{ theme initiative { slug name nameEn } presence startsEarlier endsEarlier sharedLeads left { ...T } right { ...T } }`
	apiTask  = ` fragment T on Task { id origin row title leads { slug name } schedule { text start end } sources ` + apiPlace + ` }`
	apiBases = `{ legalDocument { slug number type issuer issuerLevel issuedOn title } presence left { ...C } right { ...C } }`
	apiCited = ` fragment C on Citation { id role printedNumber printedDate source ` + apiPlace + ` }`
	apiMoney = ` fragment B on Budget { id amount corrected printed project partOf { id } sources ` + apiPlace + ` }`
)

var (
	taskColumns = "theme initiative.slug initiative.name initiative.nameEn presence startsEarlier endsEarlier sharedLeads " +
		sides("id origin row title leads.slug leads.name schedule.text schedule.start schedule.end "+ofPlaces)
	baseColumns = under("legalDocument", "slug number type issuer issuerLevel issuedOn title") + " presence " +
		sides("id role printedNumber printedDate source.document.slug source.section source.row source.lines")
	matrixSteps = []step{{"matrix", ""}, {"rows", ofIndicator}, {"cells", words("planYear.id planYear.year target.id target.wording otherTargets.id",
		"measures.rank", under("measures.measure", "level "+ofMeasure), "absence", under("outcomes", "id level "+ofOutcome), "outcomeAbsence")}}
	progressSteps = []step{
		{"progress", "planYear.id planYear.year"},
		{"targets", words(ofIndicator, "target.id target.wording overallStatus=status near.id", ofCaveats)},
		{"measures", words(under("measure", "level "+ofMeasure), "status", under("outcome", "id planYear.year "+ofOutcome), "otherOutcomes.id distance")},
	}
	untargetedSteps = []step{
		{"progress", "planYear.id planYear.year"},
		{"outcomesWithoutTarget", words(ofIndicator, "outcomeYear.id=planYear.id outcomeYear.year=planYear.year id wording level findings.id", ofOutcome)},
	}
	horizonSteps = []step{
		{"progress", "planYear.id planYear.year"},
		{"horizons", words(ofIndicator, "target.id target.wording horizon.id horizon.wording horizon.planYear.year horizon.document.slug",
			"overallVerdict=verdict change others.id", ofCaveats)},
		{"measures", words("level verdict difference", sides(ofMeasure))},
	}
	trajectoryHead = words("province.slug province.name", ofIndicator)
)

const apiMatrixRows = `{ rows { ` + apiIndicator + ` cells { planYear { id year } target { id wording } otherTargets { id }
	measures { rank measure { level ` + apiMeasure + ` } } absence outcomes { ` + apiOutcome + ` } outcomeAbsence } } } }`

const apiProgressRows = `{ ` + apiIndicator + ` target { id wording } measures { measure { level ` + apiMeasure + ` } status
	outcome { ` + apiOutcome + ` } otherOutcomes { id } distance } status near { id } ` + apiCaveats + ` } planYear { id year } } }`

const apiUntargeted = `{ ` + apiIndicator + ` planYear { id year } id wording level qualifier value unit corrected absence asOf
	item condition findings { id } sources ` + apiPlace + ` } } }`

const apiHorizons = `{ ` + apiIndicator + ` target { id wording } horizon { id wording planYear { year } document { slug } }
	measures { level left { ` + apiMeasure + ` } right { ` + apiMeasure + ` } verdict difference }
	verdict change others { id } ` + apiCaveats + ` } } }`

// derivedTables maps addresses of derived tables to the API queries with the same
// content.
var derivedTables = map[string]expected{
	"compare-tasks?left=binh-dinh/2024&right=quang-nam/2024": {
		query: comparisonQuery("binh-dinh/2024", "quang-nam/2024", "tasks "+apiTasks) + apiTask,
		path:  []step{{"compare", ofComparison}, {"tasks", taskColumns}},
	},
	"compare-tasks?left=binh-dinh/2024&right=binh-dinh/2025&theme=DATA&origin=ANNEX&presence=ONLY_LEFT": {
		query: comparisonQuery("binh-dinh/2024", "binh-dinh/2025", "tasks(theme: DATA, origin: ANNEX, presence: ONLY_LEFT) "+apiTasks) + apiTask,
		path:  []step{{"compare", ofComparison}, {"tasks", taskColumns}},
	},
	"compare-legal-bases?left=binh-dinh/2024&right=quang-nam/2024": {
		query: comparisonQuery("binh-dinh/2024", "quang-nam/2024", "legalBases "+apiBases) + apiCited,
		path:  []step{{"compare", ofComparison}, {"legalBases", baseColumns}},
	},
	"compare-legal-bases?left=binh-dinh/2024&right=quang-nam/2024&role=TASK_REFERENCE&role=LEGAL_BASIS&issuerLevel=CENTRAL&presence=BOTH": {
		query: comparisonQuery("binh-dinh/2024", "quang-nam/2024",
			"legalBases(roles: [TASK_REFERENCE, LEGAL_BASIS], issuerLevel: CENTRAL, presence: BOTH) "+apiBases) + apiCited,
		path: []step{{"compare", ofComparison}, {"legalBases", baseColumns}},
	},
	"compare-budgets?left=binh-dinh/2020&right=binh-dinh/2021": {
		query: comparisonQuery("binh-dinh/2020", "binh-dinh/2021", `budgets { category difference
			leftWhole { id amount } rightWhole { id amount } left { ...B } right { ...B } `+apiCaveats+` }`) + apiMoney,
		path: []step{{"compare", ofComparison}, {"budgets", words("category difference leftWhole.id leftWhole.amount",
			"rightWhole.id rightWhole.amount", ofCaveats, sides("id amount corrected printed project partOf.id "+ofPlaces))}},
	},
	"compare-outcomes?left=binh-dinh/2023&right=quang-nam/2023": {
		query: comparisonQuery("binh-dinh/2023", "quang-nam/2023", "outcomes { "+apiIndicator+" level presence left { "+apiOutcome+" } right { "+apiOutcome+
			" } better difference "+apiCaveats+" }"),
		path: []step{{"compare", ofComparison}, {"outcomes", words(ofIndicator, "level presence better difference", ofCaveats, sides("id "+ofOutcome))}},
	},
	"matrix?planYear=quang-nam/2024&planYear=binh-dinh/2024&planYear=binh-duong/2022": {
		query: `{ matrix(planYears: [{province: "quang-nam", year: 2024}, {province: "binh-dinh", year: 2024}, {province: "binh-duong", year: 2022}]) ` + apiMatrixRows,
		path:  matrixSteps, optional: true,
	},
	"matrix?planYear=binh-dinh/2024&indicator=society.adult_smartphone&indicator=economy.sme_platforms&pillar=SOCIETY": {
		query: `{ matrix(planYears: [{province: "binh-dinh", year: 2024}], pillar: SOCIETY,
			indicators: ["society.adult_smartphone", "economy.sme_platforms"]) ` + apiMatrixRows,
		path: matrixSteps, optional: true,
	},
	"progress?province=binh-dinh&year=2024": {
		query: `{ progress(province: "binh-dinh", year: 2024) { targets ` + apiProgressRows,
		path:  progressSteps, optional: true,
	},
	"progress?province=binh-dinh&year=2024&pillar=SOCIETY&status=NOT_REPORTED": {
		query: `{ progress(province: "binh-dinh", year: 2024) { targets(pillar: SOCIETY, status: NOT_REPORTED) ` + apiProgressRows,
		path:  progressSteps, optional: true,
	},
	"progress-outcomes?province=binh-dinh&year=2024": {
		query: `{ progress(province: "binh-dinh", year: 2024) { planYear { id year } outcomesWithoutTarget ` + apiUntargeted,
		path:  untargetedSteps,
	},
	"progress-outcomes?province=binh-dinh&year=2024&pillar=ECONOMY": {
		query: `{ progress(province: "binh-dinh", year: 2024) { planYear { id year } outcomesWithoutTarget(pillar: ECONOMY) ` + apiUntargeted,
		path:  untargetedSteps,
	},
	"progress-horizons?province=binh-dinh&year=2024": {
		query: `{ progress(province: "binh-dinh", year: 2024) { planYear { id year } horizons ` + apiHorizons,
		path:  horizonSteps, optional: true,
	},
	"progress-horizons?province=binh-dinh&year=2024&pillar=GOVERNMENT&change=ON_THE_WAY": {
		query: `{ progress(province: "binh-dinh", year: 2024) { planYear { id year } horizons(pillar: GOVERNMENT, change: ON_THE_WAY) ` + apiHorizons,
		path:  horizonSteps, optional: true,
	},
	"trajectory?province=binh-dinh&indicator=society.adult_smartphone": {
		query: trajectoryQuery("binh-dinh", "society.adult_smartphone"),
		path:  []step{{"trajectory", trajectoryHead}, {"series", ofSeries}, {"points", ofPoint}},
	},
	"trajectory-near?province=binh-dinh&indicator=society.adult_smartphone": {
		query: trajectoryQuery("binh-dinh", "society.adult_smartphone"),
		path: []step{{"trajectory", trajectoryHead}, {"near", renamed("indicator", "nearIndicator", ofIndicator) + " " + renamed("caveats", "nearCaveats", ofCaveats)},
			{"series", ofSeries}, {"points", ofPoint}},
	},
}

// renamed gives the columns of a field the prefix of another name.
func renamed(field, name, columns string) string {
	names := strings.Fields(columns)
	for i, path := range names {
		names[i] = name + strings.TrimPrefix(path, field) + "=" + path
	}
	return strings.Join(names, " ")
}

// field follows a path; a list on the way gives a list.
func field(value any, path string) any {
	if path == "" {
		return value
	}
	key, rest, _ := strings.Cut(path, ".")
	switch v := value.(type) {
	case map[string]any:
		if _, asked := v[key]; !asked {
			panic("the test does not ask for " + path)
		}
		return field(v[key], rest)
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = field(v[i], path)
		}
		return out
	}
	return nil
}

// cell writes a value as the table should.
func cell(value any, depth int) string {
	list, isList := value.([]any)
	switch {
	case value == nil:
		return ""
	case !isList:
		return fmt.Sprint(value)
	}
	out, blank := "", true
	for i, entry := range list {
		if i > 0 {
			out += []string{"; ", ", ", " & "}[depth]
		}
		part := cell(entry, depth+1)
		out, blank = out+part, blank && part == ""
	}
	if blank {
		return ""
	}
	return out
}

// rows makes the expected rows of the API's answer; parent has the cells of the
// objects before on the path.
func (e expected) rows(value any, path []step, parent map[string]string) []map[string]string {
	if len(path) == 0 {
		return []map[string]string{parent}
	}
	entries, isList := field(value, path[0].field).([]any)
	switch {
	case !isList:
		entries = []any{field(value, path[0].field)}
	case len(entries) == 0 && e.optional && len(path) == 1:
		entries = []any{nil}
	}
	out := []map[string]string{}
	for _, entry := range entries {
		cells := map[string]string{}
		for column, text := range parent {
			cells[column] = text
		}
		for _, column := range strings.Fields(path[0].columns) {
			name, columnPath, isRenamed := strings.Cut(column, "=")
			if !isRenamed {
				columnPath = name
			}
			text := cell(field(entry, columnPath), 0)
			// A text that a spreadsheet would run has an apostrophe before it.
			if strings.HasPrefix(text, "-") && strings.ContainsFunc(text, func(r rune) bool { return !strings.ContainsRune("-.0123456789", r) }) {
				text = "'" + text
			}
			cells[name] = text
		}
		out = append(out, e.rows(entry, path[1:], cells)...)
	}
	return out
}

func TestDerivedTablesMatchTheAPI(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, f fixture) {
		for address, e := range derivedTables {
			decoder := json.NewDecoder(bytes.NewReader(ask[json.RawMessage](t, f, e.query)))
			decoder.UseNumber()
			var answer any
			if err := decoder.Decode(&answer); err != nil {
				t.Fatal(err)
			}
			want := e.rows(answer, e.path, nil)
			if diff := cmp.Diff(want, f.sheet(t, address)); diff != "" || len(want) == 0 {
				t.Errorf("%s: %d rows (-API +CSV):\n%s", address, len(want), diff)
			}
		}
	})
}

// Spreadsheets limit the length of a cell.
func TestCellsFitSpreadsheets(t *testing.T) {
	const most = 32767
	f := newFixture(t, storetest.Open(t, storetest.SQLiteURL(t)))
	for address := range derivedTables {
		for i, row := range f.sheet(t, address) {
			for column, text := range row {
				if n := len([]rune(text)); n > most {
					t.Errorf("%s: row %d, %s has %d characters", address, i+1, column, n)
				}
			}
		}
	}
}
