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

// asked is a question to the API, and what the table's rows should hold: the
// columns of every object along a path. A column is named by its own path, or
// by what stands before "=" in front of it.
type asked struct {
	query string
	along []step
	keeps bool // the last object of the path may be missing
}

type step struct {
	to      string
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

// under puts columns below a field.
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

// ofBoth is a query for one list of a comparison.
func ofBoth(left, right, list string) string {
	ref := func(planYear string) string {
		province, year, _ := strings.Cut(planYear, "/")
		return fmt.Sprintf("{province: %q, year: %s}", province, year)
	}
	return "{ compare(left: " + ref(left) + ", right: " + ref(right) + ") { left { id year } right { id year } " + apiCaveats + " " + list + " } }"
}

func ofTrajectory(province, indicator string) string {
	return fmt.Sprintf("{ trajectory(province: %q, indicator: %q) { province { slug name } ", province, indicator) +
		apiIndicator + " " + apiPoints + " near { " + apiIndicator + " " + apiPoints + " " + apiCaveats + " } } }"
}

// sides are columns of both sides.
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

// worked are questions by the address of their table.
var worked = map[string]asked{
	"compare-tasks?left=binh-dinh/2024&right=quang-nam/2024": {
		query: ofBoth("binh-dinh/2024", "quang-nam/2024", "tasks "+apiTasks) + apiTask,
		along: []step{{"compare", ofComparison}, {"tasks", taskColumns}},
	},
	"compare-tasks?left=binh-dinh/2024&right=binh-dinh/2025&theme=DATA&origin=ANNEX&presence=ONLY_LEFT": {
		query: ofBoth("binh-dinh/2024", "binh-dinh/2025", "tasks(theme: DATA, origin: ANNEX, presence: ONLY_LEFT) "+apiTasks) + apiTask,
		along: []step{{"compare", ofComparison}, {"tasks", taskColumns}},
	},
	"compare-legal-bases?left=binh-dinh/2024&right=quang-nam/2024": {
		query: ofBoth("binh-dinh/2024", "quang-nam/2024", "legalBases "+apiBases) + apiCited,
		along: []step{{"compare", ofComparison}, {"legalBases", baseColumns}},
	},
	"compare-legal-bases?left=binh-dinh/2024&right=quang-nam/2024&role=TASK_REFERENCE&role=LEGAL_BASIS&issuerLevel=CENTRAL&presence=BOTH": {
		query: ofBoth("binh-dinh/2024", "quang-nam/2024",
			"legalBases(roles: [TASK_REFERENCE, LEGAL_BASIS], issuerLevel: CENTRAL, presence: BOTH) "+apiBases) + apiCited,
		along: []step{{"compare", ofComparison}, {"legalBases", baseColumns}},
	},
	"compare-budgets?left=binh-dinh/2020&right=binh-dinh/2021": {
		query: ofBoth("binh-dinh/2020", "binh-dinh/2021", `budgets { category difference
			leftWhole { id amount } rightWhole { id amount } left { ...B } right { ...B } `+apiCaveats+` }`) + apiMoney,
		along: []step{{"compare", ofComparison}, {"budgets", words("category difference leftWhole.id leftWhole.amount",
			"rightWhole.id rightWhole.amount", ofCaveats, sides("id amount corrected printed project partOf.id "+ofPlaces))}},
	},
	"compare-outcomes?left=binh-dinh/2023&right=quang-nam/2023": {
		query: ofBoth("binh-dinh/2023", "quang-nam/2023", "outcomes { "+apiIndicator+" level presence left { "+apiOutcome+" } right { "+apiOutcome+
			" } better difference "+apiCaveats+" }"),
		along: []step{{"compare", ofComparison}, {"outcomes", words(ofIndicator, "level presence better difference", ofCaveats, sides("id "+ofOutcome))}},
	},
	"matrix?planYear=quang-nam/2024&planYear=binh-dinh/2024&planYear=binh-duong/2022": {
		query: `{ matrix(planYears: [{province: "quang-nam", year: 2024}, {province: "binh-dinh", year: 2024}, {province: "binh-duong", year: 2022}]) ` + apiMatrixRows,
		along: matrixSteps, keeps: true,
	},
	"matrix?planYear=binh-dinh/2024&indicator=society.adult_smartphone&indicator=economy.sme_platforms&pillar=SOCIETY": {
		query: `{ matrix(planYears: [{province: "binh-dinh", year: 2024}], pillar: SOCIETY,
			indicators: ["society.adult_smartphone", "economy.sme_platforms"]) ` + apiMatrixRows,
		along: matrixSteps, keeps: true,
	},
	"progress?province=binh-dinh&year=2024": {
		query: `{ progress(province: "binh-dinh", year: 2024) { targets ` + apiProgressRows,
		along: progressSteps, keeps: true,
	},
	"progress?province=binh-dinh&year=2024&pillar=SOCIETY&status=NOT_REPORTED": {
		query: `{ progress(province: "binh-dinh", year: 2024) { targets(pillar: SOCIETY, status: NOT_REPORTED) ` + apiProgressRows,
		along: progressSteps, keeps: true,
	},
	"progress-outcomes?province=binh-dinh&year=2024": {
		query: `{ progress(province: "binh-dinh", year: 2024) { planYear { id year } outcomesWithoutTarget ` + apiUntargeted,
		along: untargetedSteps,
	},
	"progress-outcomes?province=binh-dinh&year=2024&pillar=ECONOMY": {
		query: `{ progress(province: "binh-dinh", year: 2024) { planYear { id year } outcomesWithoutTarget(pillar: ECONOMY) ` + apiUntargeted,
		along: untargetedSteps,
	},
	"progress-horizons?province=binh-dinh&year=2024": {
		query: `{ progress(province: "binh-dinh", year: 2024) { planYear { id year } horizons ` + apiHorizons,
		along: horizonSteps, keeps: true,
	},
	"progress-horizons?province=binh-dinh&year=2024&pillar=GOVERNMENT&change=ON_THE_WAY": {
		query: `{ progress(province: "binh-dinh", year: 2024) { planYear { id year } horizons(pillar: GOVERNMENT, change: ON_THE_WAY) ` + apiHorizons,
		along: horizonSteps, keeps: true,
	},
	"trajectory?province=binh-dinh&indicator=society.adult_smartphone": {
		query: ofTrajectory("binh-dinh", "society.adult_smartphone"),
		along: []step{{"trajectory", trajectoryHead}, {"series", ofSeries}, {"points", ofPoint}},
	},
	"trajectory-near?province=binh-dinh&indicator=society.adult_smartphone": {
		query: ofTrajectory("binh-dinh", "society.adult_smartphone"),
		along: []step{{"trajectory", trajectoryHead}, {"near", renamed("indicator", "nearIndicator", ofIndicator) + " " + renamed("caveats", "nearCaveats", ofCaveats)},
			{"series", ofSeries}, {"points", ofPoint}},
	},
}

// renamed names columns of one field by another name.
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

// cell writes a value as a cell should be written.
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

// rows are those that the API's answer gives.
func (a asked) rows(value any, along []step, above map[string]string) []map[string]string {
	if len(along) == 0 {
		return []map[string]string{above}
	}
	entries, isList := field(value, along[0].to).([]any)
	switch {
	case !isList:
		entries = []any{field(value, along[0].to)}
	case len(entries) == 0 && a.keeps && len(along) == 1:
		entries = []any{nil}
	}
	out := []map[string]string{}
	for _, entry := range entries {
		cells := map[string]string{}
		for column, text := range above {
			cells[column] = text
		}
		for _, column := range strings.Fields(along[0].columns) {
			name, path, isRenamed := strings.Cut(column, "=")
			if !isRenamed {
				path = name
			}
			text := cell(field(entry, path), 0)
			// A text that a spreadsheet would run has an apostrophe before it.
			if strings.HasPrefix(text, "-") && strings.ContainsFunc(text, func(r rune) bool { return !strings.ContainsRune("-.0123456789", r) }) {
				text = "'" + text
			}
			cells[name] = text
		}
		out = append(out, a.rows(entry, along[1:], cells)...)
	}
	return out
}

func TestWhatIsWorkedOutIsTheAPIs(t *testing.T) {
	each(t, func(t *testing.T, f fixture) {
		for address, a := range worked {
			decoder := json.NewDecoder(bytes.NewReader(ask[json.RawMessage](t, f, a.query)))
			decoder.UseNumber()
			var answer any
			if err := decoder.Decode(&answer); err != nil {
				t.Fatal(err)
			}
			want := a.rows(answer, a.along, nil)
			if diff := cmp.Diff(want, f.sheet(t, address)); diff != "" || len(want) == 0 {
				t.Errorf("%s: %d rows (-API +CSV):\n%s", address, len(want), diff)
			}
		}
	})
}

// A cell holds no more than spreadsheets take.
func TestCellsFitSpreadsheets(t *testing.T) {
	const most = 32767
	f := over(t, storetest.Open(t, storetest.SQLiteURL(t)))
	for address := range worked {
		for i, row := range f.sheet(t, address) {
			for column, text := range row {
				if n := len([]rune(text)); n > most {
					t.Errorf("%s: row %d, %s has %d characters", address, i+1, column, n)
				}
			}
		}
	}
}
