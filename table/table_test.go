package table_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/google/go-cmp/cmp"

	"doichieu/apierror"
	"doichieu/db"
	"doichieu/graph"
	"doichieu/store"
	"doichieu/store/storetest"
	"doichieu/table"
)

// fixture is a loaded database with its tables and its API.
type fixture struct {
	plans  *store.Store
	tables *table.Tables
}

func newFixture(t *testing.T, database *db.Database) fixture {
	t.Helper()
	plans := storetest.Fill(t, database)
	tables, err := table.New(plans)
	if err != nil {
		t.Fatal(err)
	}
	return fixture{plans, tables}
}

// onBothDatabases runs a test on SQLite and, where there is one, on PostgreSQL.
func onBothDatabases(t *testing.T, test func(*testing.T, fixture)) {
	storetest.Each(t, func(t *testing.T, database *db.Database) { test(t, newFixture(t, database)) })
}

func (f fixture) snapshot(t *testing.T) *table.Snapshot {
	t.Helper()
	snapshot, err := f.tables.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return snapshot
}

// try asks a table as its address does.
func (f fixture) try(t *testing.T, address string) ([]byte, error) {
	t.Helper()
	name, query, _ := strings.Cut(address, "?")
	parameters, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	question, err := f.tables.Ask(name, parameters)
	if err != nil {
		return nil, err
	}
	snapshot := f.snapshot(t)
	if err := snapshot.Check(t.Context(), question); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := snapshot.WriteCSV(t.Context(), &out, question); err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), nil
}

func (f fixture) csv(t *testing.T, address string) []byte {
	t.Helper()
	out, err := f.try(t, address)
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return out
}

// sheet is a CSV as it is read: rows of cells by column name.
func (f fixture) sheet(t *testing.T, address string) []map[string]string {
	t.Helper()
	content, marked := bytes.CutPrefix(f.csv(t, address), []byte("\xEF\xBB\xBF"))
	if !marked {
		t.Fatalf("%s: no byte order mark", address)
	}
	lines, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	out := []map[string]string{}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, cell := range line {
			row[lines[0][i]] = cell
		}
		out = append(out, row)
	}
	return out
}

// ask executes a query as for a client.
func ask[T any](t *testing.T, f fixture, query string) T {
	t.Helper()
	exec := executor.New(graph.NewSchema(f.plans))
	exec.AroundOperations(graph.Prepare(f.plans))
	ctx := graphql.StartOperationTrace(t.Context())
	operation, problems := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: query})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	respond, ctx := exec.DispatchOperation(ctx, operation)
	response := respond(ctx)
	var out T
	if err := json.Unmarshal(response.Data, &out); err != nil || len(response.Errors) > 0 {
		t.Fatal(err, response.Errors)
	}
	return out
}

type side struct {
	Target         struct{ ID, Wording string }
	Operator, Unit string
	Value, Upper   json.Number
	Condition      string
	Source         struct {
		Document     struct{ Slug string }
		Section, Row string
		Lines        []int
	}
}

// cells writes the cells of a side as the table should.
func (s *side) cells(name string, into map[string]string) {
	if s == nil {
		s = &side{}
	}
	var lines []string
	for _, line := range s.Source.Lines {
		lines = append(lines, fmt.Sprint(line))
	}
	for column, cell := range map[string]string{
		"target.id": s.Target.ID, "target.wording": s.Target.Wording, "operator": s.Operator,
		"value": s.Value.String(), "upper": s.Upper.String(), "unit": s.Unit, "condition": s.Condition,
		"source.document.slug": s.Source.Document.Slug, "source.section": s.Source.Section,
		"source.row": s.Source.Row, "source.lines": strings.Join(lines, "; "),
	} {
		into[name+"."+column] = cell
	}
}

// join adds a value to a cell.
func join(cells map[string]string, column, value string) {
	if cells[column] != "" {
		value = cells[column] + "; " + value
	}
	cells[column] = value
}

func TestComparisonMatchesTheAPI(t *testing.T) {
	const ofSide = `{ target { id wording } operator value upper unit condition source { document { slug } section row lines } }`
	onBothDatabases(t, func(t *testing.T, f fixture) {
		for _, pair := range [][2]string{{"binh-dinh/2024", "quang-nam/2024"}, {"quang-nam/2024", "binh-dinh/2025"}, {"binh-duong/2022", "binh-duong/2022"}} {
			ref := func(i int) string {
				province, year, _ := strings.Cut(pair[i], "/")
				return fmt.Sprintf("{province: %q, year: %s}", province, year)
			}
			answer := ask[struct {
				Compare struct {
					Left, Right struct {
						ID   string
						Year int
					}
					Caveats []struct{ Kind, Message, MessageEn string }
					Targets []struct {
						Indicator struct{ Pillar, Code, Name, NameEn, Base, BaseEn string }
						Measures  []struct {
							Level, Verdict string
							Left, Right    *side
							Difference     json.Number
						}
						Verdict string
						Caveats []struct{ Kind, Message, MessageEn string }

						OtherLeft, OtherRight, Near []struct{ ID string }

						National []struct {
							Decision        struct{ Slug, Number string }
							Year            int
							Level, Operator string
							Value           json.Number
							Indicator       struct{ Unit string }
							Confidence      string
						}
					}
				}
			}](t, f, `{ compare(left: `+ref(0)+`, right: `+ref(1)+`) { left { id year } right { id year } caveats { kind message messageEn } targets {
				indicator { pillar code name nameEn base baseEn }
				measures { level verdict left `+ofSide+` right `+ofSide+` difference }
				verdict caveats { kind message messageEn } otherLeft { id } otherRight { id } near { id }
				national { decision { slug number } year level operator value indicator { unit } confidence }
			} } }`)
			overall := map[string]string{
				"leftPlanYear.id": answer.Compare.Left.ID, "leftPlanYear.year": fmt.Sprint(answer.Compare.Left.Year),
				"rightPlanYear.id": answer.Compare.Right.ID, "rightPlanYear.year": fmt.Sprint(answer.Compare.Right.Year),
				"overallCaveats.kind": "", "overallCaveats.message": "", "overallCaveats.messageEn": "",
			}
			for _, c := range answer.Compare.Caveats {
				join(overall, "overallCaveats.kind", c.Kind)
				join(overall, "overallCaveats.message", c.Message)
				join(overall, "overallCaveats.messageEn", c.MessageEn)
			}
			want := []map[string]string{}
			for _, row := range answer.Compare.Targets {
				var kinds, messages, english []string
				for _, c := range row.Caveats {
					kinds, messages, english = append(kinds, c.Kind), append(messages, c.Message), append(english, c.MessageEn)
				}
				others := map[string]string{}
				for column, targets := range map[string][]struct{ ID string }{"otherLeft.id": row.OtherLeft, "otherRight.id": row.OtherRight, "near.id": row.Near} {
					var ids []string
					for _, target := range targets {
						ids = append(ids, target.ID)
					}
					others[column] = strings.Join(ids, "; ")
				}
				var slugs, numbers, years, levels, operators, values, units, confidences []string
				for _, goal := range row.National {
					slugs, numbers = append(slugs, goal.Decision.Slug), append(numbers, goal.Decision.Number)
					years, levels = append(years, fmt.Sprint(goal.Year)), append(levels, goal.Level)
					operators, values = append(operators, goal.Operator), append(values, goal.Value.String())
					units, confidences = append(units, goal.Indicator.Unit), append(confidences, goal.Confidence)
				}
				for column, cells := range map[string][]string{
					"decision.slug": slugs, "decision.number": numbers, "year": years, "level": levels, "operator": operators,
					"value": values, "indicator.unit": units, "confidence": confidences,
				} {
					others["national."+column] = strings.Join(cells, "; ")
				}
				for _, m := range row.Measures {
					cells := map[string]string{
						"indicator.pillar": row.Indicator.Pillar, "indicator.code": row.Indicator.Code,
						"indicator.name": row.Indicator.Name, "indicator.nameEn": row.Indicator.NameEn,
						"indicator.base": row.Indicator.Base, "indicator.baseEn": row.Indicator.BaseEn,
						"level": m.Level, "verdict": m.Verdict, "difference": m.Difference.String(),
						"overallVerdict": row.Verdict, "caveats.kind": strings.Join(kinds, "; "),
						"caveats.message": strings.Join(messages, "; "), "caveats.messageEn": strings.Join(english, "; "),
					}
					maps.Copy(cells, others)
					maps.Copy(cells, overall)
					m.Left.cells("left", cells)
					m.Right.cells("right", cells)
					want = append(want, cells)
				}
			}
			got := f.sheet(t, "compare?"+url.Values{"left": {pair[0]}, "right": {pair[1]}}.Encode())
			if diff := cmp.Diff(want, got); diff != "" || len(want) == 0 {
				t.Errorf("%v: %d rows (-API +CSV):\n%s", pair, len(want), diff)
			}
		}
	})
}

func TestComparisonCanBeNarrowed(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, f fixture) {
		const address = "compare?left=binh-dinh/2024&right=quang-nam/2024"
		whole := f.sheet(t, address)
		want := slices.DeleteFunc(whole, func(row map[string]string) bool {
			return row["indicator.pillar"] != "SOCIETY" || row["overallVerdict"] != "EQUAL"
		})
		got := f.sheet(t, address+"&pillar=SOCIETY&verdict=EQUAL")
		if diff := cmp.Diff(want, got); diff != "" || len(got) == 0 {
			t.Errorf("%d rows (-want +got):\n%s", len(got), diff)
		}
	})
}

// Every connection has a table that takes every condition of its filter.
func TestEveryConnectionHasATable(t *testing.T) {
	f := newFixture(t, storetest.Open(t, storetest.SQLiteURL(t)))
	tables := map[string]*table.Table{}
	for _, table := range f.tables.All() {
		tables[table.Name] = table
	}
	schema := graph.NewSchema(f.plans).Schema()
	for _, field := range schema.Query.Fields {
		where := field.Arguments.ForName("where")
		if where == nil || !strings.HasSuffix(field.Type.Name(), "Connection") {
			continue
		}
		table := tables[field.Name]
		if table == nil {
			t.Errorf("%s has no table", field.Name)
			continue
		}
		var want, got []string
		for _, condition := range schema.Types[where.Type.Name()].Fields {
			want = append(want, condition.Name)
		}
		for _, parameter := range table.Parameters {
			got = append(got, parameter.Name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-conditions +parameters):\n%s", field.Name, diff)
		}
	}
}

func TestColumnsAreNamedOnceAndExplained(t *testing.T) {
	f := newFixture(t, storetest.Open(t, storetest.SQLiteURL(t)))
	for _, table := range f.tables.All() {
		names := map[string]bool{}
		for _, column := range table.Columns {
			if names[column.Name] || column.Meaning == "" {
				t.Errorf("%s: column %s, %q", table.Name, column.Name, column.Meaning)
			}
			names[column.Name] = true
		}
	}
}

// The tables have as many records as the API counts.
func TestEveryRecordIsInATable(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, f fixture) {
		answer := ask[struct {
			Dataset struct {
				Counts []struct {
					Kind  string
					Count int
				}
			}
		}](t, f, `{ dataset { counts { kind count } } }`)
		columns := map[string]string{
			"PROVINCE": "provinces.id", "PLAN_YEAR": "planYears.id", "DOCUMENT": "documents.id",
			"CONCEPT": "concepts.id", "INDICATOR": "indicators.id", "AGENCY": "agencies.id",
			"LEGAL_DOCUMENT": "legalDocuments.id", "INITIATIVE": "initiatives.id", "TARGET": "targets.id",
			"MEASURE": "targets.measureId", "OUTCOME": "outcomes.id", "TASK": "tasks.id",
			"CITATION": "citations.id", "BUDGET": "budgets.id", "FUNDING": "fundingStatements.id",
			"DUTY": "duties.id", "FINDING": "findings.id",
		}
		for _, kind := range answer.Dataset.Counts {
			name, column, known := strings.Cut(columns[kind.Kind], ".")
			if !known {
				t.Errorf("%s is in no table", kind.Kind)
				continue
			}
			if got := len(distinct(f.sheet(t, name), column)); got != kind.Count || got == 0 {
				t.Errorf("%s: %d in the table, %d in the API", kind.Kind, got, kind.Count)
			}
		}
	})
}

func distinct(rows []map[string]string, column string) map[string]bool {
	out := map[string]bool{}
	for _, row := range rows {
		out[row[column]] = true
	}
	return out
}

// Each filter finds in the table what it finds in the API.
func TestFiltersMatchTheAPI(t *testing.T) {
	filters := map[string]string{
		"provinces?successor=false&region=red-river-delta":       `provinces(first: 100, where: {successor: false, region: "red-river-delta"})`,
		"planYears?province=binh-dinh":                           `planYears(where: {province: "binh-dinh"})`,
		"documents?kind=ANNUAL_PLAN&year=2024":                   `documents(where: {kind: ANNUAL_PLAN, year: 2024})`,
		"indicators?pillar=SOCIETY&unit=PERCENT":                 `indicators(first: 100, where: {pillar: SOCIETY, unit: PERCENT})`,
		"indicators?concept=smartphone":                          `indicators(where: {concept: "smartphone"})`,
		"agencies?province=quang-nam&kind=DEPARTMENT":            `agencies(first: 100, where: {province: "quang-nam", kind: DEPARTMENT})`,
		"legalDocuments?number=" + url.QueryEscape("411/QĐ-TTg"): `legalDocuments(where: {number: "411/QĐ-TTg"})`,
		"targets?province=binh-dinh&year=2024&pillar=GOVERNMENT&level=COMMUNE": `targets(first: 100, where: {
			province: "binh-dinh", year: 2024, pillar: GOVERNMENT, level: COMMUNE})`,
		"targets?indicator=society.adult_smartphone":       `targets(where: {indicator: "society.adult_smartphone"})`,
		"outcomes?year=2023&isTotal=true":                  `outcomes(first: 100, where: {year: 2023, isTotal: true})`,
		"tasks?document=quang-nam-2024-plan&theme=DATA":    `tasks(first: 100, where: {document: "quang-nam-2024-plan", theme: DATA})`,
		"tasks?agency=binh-dinh.so-tai-chinh&origin=ANNEX": `tasks(first: 100, where: {agency: "binh-dinh.so-tai-chinh", origin: ANNEX})`,
		"tasks?initiative=virtual-assistant":               `tasks(where: {initiative: "virtual-assistant"})`,
		"citations?legalDocument=411-qd-ttg-2022&role=LEGAL_BASIS": `citations(first: 100, where: {
			legalDocument: "411-qd-ttg-2022", role: LEGAL_BASIS})`,
		"budgets?year=2021&province=binh-dinh":                 `budgets(first: 100, where: {year: 2021, province: "binh-dinh"})`,
		"findings?severity=ERROR&document=quang-nam-2024-plan": `findings(first: 100, where: {severity: ERROR, document: "quang-nam-2024-plan"})`,
	}
	onBothDatabases(t, func(t *testing.T, f fixture) {
		for address, query := range filters {
			answer := ask[map[string]struct{ Nodes []struct{ ID string } }](t, f, `{ list: `+query+` { nodes { id } } }`)
			want := []string{}
			for _, node := range answer["list"].Nodes {
				want = append(want, node.ID)
			}
			got := []string{}
			for _, row := range f.sheet(t, address) {
				got = append(got, row["id"])
			}
			if diff := cmp.Diff(want, slices.Compact(got)); diff != "" || len(want) == 0 {
				t.Errorf("%s: %d records (-API +CSV):\n%s", address, len(want), diff)
			}
		}
	})
}

func TestWhatCannotBeAsked(t *testing.T) {
	tests := map[string]struct {
		address  string
		code     apierror.Code
		argument string
		message  string
	}{
		"unknown table":             {"target", apierror.NotFound, "table", `There is no table "target". Did you mean "targets"?`},
		"unknown parameter":         {"targets?provnce=binh-dinh", apierror.BadUserInput, "provnce", `Did you mean "province"?`},
		"pages":                     {"targets?first=10", apierror.BadUserInput, "first", `There is no parameter "first".`},
		"no parameters":             {"initiatives?theme=DATA", apierror.BadUserInput, "theme", `There is no parameter "theme".`},
		"twice":                     {"targets?year=2024&year=2025", apierror.BadUserInput, "year", "year is given 2 times; give it once."},
		"enumeration":               {"targets?pillar=society", apierror.BadUserInput, "pillar", "Known: GOVERNMENT, ECONOMY, SOCIETY"},
		"not a number":              {"targets?year=20x4", apierror.BadUserInput, "year", `year is "20x4"`},
		"plan years of a matrix":    {"matrix", apierror.BadUserInput, "planYear", "planYear is missing."},
		"blank name":                {"targets?province=", apierror.BadUserInput, "province", "province is empty; a parameter that is given needs a value."},
		"blank number":              {"targets?year=", apierror.BadUserInput, "year", "year is empty"},
		"blank enumeration":         {"targets?pillar=", apierror.BadUserInput, "pillar", "pillar is empty"},
		"blank truth value":         {"outcomes?isTotal=", apierror.BadUserInput, "isTotal", "isTotal is empty"},
		"blank that must be given":  {"compare?left=&right=quang-nam/2024", apierror.BadUserInput, "left", "left is empty"},
		"one blank of several":      {"matrix?planYear=binh-dinh/2024&planYear=", apierror.BadUserInput, "planYear", "planYear is empty"},
		"twice, once blank":         {"targets?province=binh-dinh&province=", apierror.BadUserInput, "province", "province is given 2 times"},
		"without an equals sign":    {"targets?province", apierror.BadUserInput, "province", "province is empty"},
		"one of several plan years": {"matrix?planYear=binh-dinh/2024&planYear=binh-dinh/1999", apierror.NotFound, "planYear", "No record speaks of binh-dinh 1999."},
		"one of several is half":    {"matrix?planYear=binh-dinh/2024&planYear=binh-dinh", apierror.BadUserInput, "planYear", `planYear is "binh-dinh"`},
		"one of several indicators": {"matrix?planYear=binh-dinh/2024&indicator=society.adult_smartphone&indicator=society.phone", apierror.NotFound, "indicator", `There is no indicator "society.phone".`},
		"too many of several":       {"matrix?" + strings.Repeat("planYear=binh-dinh/2024&", 101), apierror.LimitExceeded, "planYear", "planYear is given 101 times; at most 100 are allowed."},
		"one of several roles":      {"compare-legal-bases?left=binh-dinh/2024&right=quang-nam/2024&role=LEGAL_BASIS&role=X", apierror.BadUserInput, "role", "Known: LEGAL_BASIS"},
		"year of progress":          {"progress?province=binh-dinh&year=1999", apierror.NotFound, "year", "No record speaks of binh-dinh 1999."},
		"indicator of a trajectory": {"trajectory?province=binh-dinh&indicator=society.phone", apierror.NotFound, "indicator", `There is no indicator "society.phone".`},
		"province of a trajectory":  {"trajectory-near?province=binh-din&indicator=society.adult_smartphone", apierror.NotFound, "province", `Did you mean "binh-dinh"?`},
		"beyond 32 bits":            {"targets?year=99999999999", apierror.BadUserInput, "year", "write a whole number"},
		"not a truth value":         {"outcomes?isTotal=yes", apierror.BadUserInput, "isTotal", "write true or false"},
		"missing side":              {"compare?left=binh-dinh/2024", apierror.BadUserInput, "right", "right is missing."},
		"half a plan year":          {"compare?left=binh-dinh&right=quang-nam/2024", apierror.BadUserInput, "left", "as in binh-dinh/2024"},
		"unknown plan year":         {"compare?left=binh-dinh/2024&right=quang-nam/1999", apierror.NotFound, "right", "No record speaks of quang-nam 1999."},
		"province of a side":        {"compare?left=binh-din/2024&right=quang-nam/2024", apierror.NotFound, "left", `Did you mean "binh-dinh"?`},
		"province":                  {"targets?province=binh-din&year=2024", apierror.BadUserInput, "province", `Did you mean "binh-dinh"?`},
		"year of a province":        {"targets?province=binh-dinh&year=1999", apierror.NotFound, "year", "No record speaks of binh-dinh 1999."},
		"document":                  {"findings?document=plan", apierror.BadUserInput, "document", `There is no document "plan".`},
		"indicator":                 {"targets?indicator=society.phone", apierror.BadUserInput, "indicator", `There is no indicator "society.phone".`},
		"agency":                    {"tasks?agency=nobody", apierror.BadUserInput, "agency", `There is no agency "nobody".`},
		"initiative":                {"tasks?initiative=nothing", apierror.BadUserInput, "initiative", `There is no initiative "nothing".`},
		"concept":                   {"indicators?concept=nothing", apierror.BadUserInput, "concept", `There is no concept "nothing".`},
		"legal document":            {"citations?legalDocument=nothing", apierror.BadUserInput, "legalDocument", `"nothing"`},
		"region":                    {"provinces?region=mekong", apierror.BadUserInput, "region", `region: There is no region "mekong".`},
		"code":                      {"provinces?code=00", apierror.BadUserInput, "code", `code: There is no province with the code "00".`},
		"function":                  {"agencies?function=financ", apierror.BadUserInput, "function", `Did you mean "finance"?`},
		"number":                    {"legalDocuments?number=411/qd-ttg", apierror.BadUserInput, "number", `Did you mean "411/QĐ-TTg"?`},
		"injection":                 {"targets?province=" + url.QueryEscape(`x") { id } y: province(slug: "binh-dinh`), apierror.BadUserInput, "province", "There is no province"},
	}
	onBothDatabases(t, func(t *testing.T, f fixture) {
		for name, tt := range tests {
			_, err := f.try(t, tt.address)
			var got *apierror.Error
			if !errors.As(err, &got) {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if got.Code != tt.code || got.Argument != tt.argument || !strings.Contains(got.Message, tt.message) {
				t.Errorf("%s: %s, argument %s: %s", name, got.Code, got.Argument, got.Message)
			}
		}
	})
}

func TestAddressAndFileName(t *testing.T) {
	f := newFixture(t, storetest.Open(t, storetest.SQLiteURL(t)))
	tests := []struct {
		name       string
		parameters url.Values
		address    string
		file       string
	}{
		{"targets", nil, "targets?", "targets.csv"},
		{"targets", url.Values{"year": {"2024"}, "province": {"binh-dinh"}},
			"targets?province=binh-dinh&year=2024", "targets-binh-dinh-2024.csv"},
		{"compare", url.Values{"right": {"quang-nam/2024"}, "left": {"binh-dinh/2024"}},
			"compare?left=binh-dinh%2F2024&right=quang-nam%2F2024", "compare-binh-dinh-2024-quang-nam-2024.csv"},
		{"matrix", url.Values{"planYear": {"quang-nam/2024", "binh-dinh/2024"}, "indicator": {"society.adult_smartphone"}},
			"matrix?indicator=society.adult_smartphone&planYear=quang-nam%2F2024&planYear=binh-dinh%2F2024",
			"matrix-quang-nam-2024-binh-dinh-2024-society.adult_smartphone.csv"},
		{"legalDocuments", url.Values{"number": {"411/QĐ-TTg\r\nX: \"1\""}},
			"legalDocuments?number=411%2FQ%C4%90-TTg%0D%0AX%3A+%221%22", "legalDocuments-411-Q-TTg-X-1.csv"},
	}
	for _, tt := range tests {
		question, err := f.tables.Ask(tt.name, tt.parameters)
		if err != nil {
			t.Fatal(err)
		}
		if question.Address() != tt.address || question.FileName() != tt.file {
			t.Errorf("%s, %s", question.Address(), question.FileName())
		}
	}
}

// memoryFolder is a folder in memory.
type memoryFolder struct {
	names []string
	files map[string]*bytes.Buffer
}

func (f *memoryFolder) Create(name string) (io.Writer, error) {
	f.names = append(f.names, name)
	f.files[name] = &bytes.Buffer{}
	return f.files[name], nil
}

// Either database gives the same bytes.
func TestSameBytes(t *testing.T) {
	first := map[string]string{}
	onBothDatabases(t, func(t *testing.T, f fixture) {
		dataset := &memoryFolder{files: map[string]*bytes.Buffer{}}
		if err := f.snapshot(t).WriteDataset(t.Context(), dataset); err != nil {
			t.Fatal(err)
		}
		files := map[string]string{"comparison": string(f.csv(t, "compare?left=binh-dinh/2024&right=quang-nam/2024"))}
		for address := range derivedTables {
			files[address] = string(f.csv(t, address))
		}
		for name, content := range dataset.files {
			files[name] = content.String()
		}
		if len(first) == 0 {
			first = files
		}
		if diff := cmp.Diff(first, files); diff != "" {
			t.Errorf("(-SQLite +PostgreSQL):\n%s", diff)
		}
		if dataset.names[len(dataset.names)-1] != "SHA256SUMS" {
			t.Errorf("the checksums are not last: %v", dataset.names)
		}
	})
}

// A snapshot answers from its release even after another was loaded; a new snapshot
// answers from the new one.
func TestReleaseLoadedMeanwhile(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *db.Database) {
		f := newFixture(t, database)
		snapshot := f.snapshot(t)
		set := storetest.Another(t, "next")
		for i := range set.Documents {
			for j := range set.Documents[i].Targets {
				set.Documents[i].Targets[j].Wording = "as worded in the next release"
			}
		}
		storetest.Load(t, database, set, storetest.LoadedAt.Add(time.Hour))
		if _, err := f.plans.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, tt := range []struct {
			name     string
			snapshot *table.Snapshot
			isNew    bool
		}{
			{"before", snapshot, false}, {"after", f.snapshot(t), true},
		} {
			question, err := f.tables.Ask("targets", nil)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := tt.snapshot.WriteCSV(t.Context(), &out, question); err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(out.String(), "as worded in the next release"); got != tt.isNew {
				t.Errorf("%s: rows of the new release: %t", tt.name, got)
			}
		}
	})
}

func TestNothingLoaded(t *testing.T) {
	database := storetest.Open(t, storetest.SQLiteURL(t))
	storetest.Migrate(t, database)
	tables, err := table.New(store.New(database))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tables.Snapshot(t.Context()); !errors.Is(err, graph.ErrEmpty) {
		t.Errorf("got %v", err)
	}
}

func TestCancelledRequestEndsItsTable(t *testing.T) {
	f := newFixture(t, storetest.Open(t, storetest.SQLiteURL(t)))
	snapshot := f.snapshot(t)
	question, err := f.tables.Ask("outcomes", nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := snapshot.WriteCSV(ctx, io.Discard, question); err == nil {
		t.Error("a cancelled request was answered")
	}
}

// asUTF8 is LibreOffice's import filter for commas, double quotes and UTF-8.
// Without a window, it ignores the byte order mark.
const asUTF8 = "CSV:44,34,76,1"

// A spreadsheet program reads diacritics as letters and figures as figures.
func TestLibreOffice(t *testing.T) {
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("soffice is not installed")
	}
	f := newFixture(t, storetest.Open(t, storetest.SQLiteURL(t)))
	const address = "compare?left=binh-dinh/2024&right=quang-nam/2024"
	dir := t.TempDir()
	file := filepath.Join(dir, "compare.csv")
	if err := os.WriteFile(file, f.csv(t, address), 0o644); err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), program, "--headless", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"),
		"--infilter="+asUTF8, "--convert-to", "fods", "--outdir", dir, file)
	command.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	cells := readFlatSheet(t, filepath.Join(dir, "compare.fods"))
	column := map[string]int{}
	for i, cell := range cells[0] {
		column[cell.Text] = i
	}
	if first, found := column["indicator.pillar"]; !found || first != 0 {
		t.Fatalf("the header is %v", cells[0])
	}
	for i, want := range f.sheet(t, address) {
		row := cells[i+1]
		for _, name := range []string{"indicator.code", "indicator.name", "verdict"} {
			if got := row[column[name]]; got.Kind != "string" || got.Text != want[name] {
				t.Errorf("row %d, %s: %+v, want the text %q", i+1, name, got, want[name])
			}
		}
		for _, name := range []string{"left.value", "right.value", "difference"} {
			got := row[column[name]]
			if got.Value != want[name] || got.Value != "" && got.Kind != "float" {
				t.Errorf("row %d, %s: %+v, want the figure %q", i+1, name, got, want[name])
			}
		}
	}
}

// sheetCell is a cell of a flat OpenDocument spreadsheet.
type sheetCell struct {
	Kind     string `xml:"value-type,attr"`
	Value    string `xml:"value,attr"`
	Text     string `xml:"p"`
	Repeated int    `xml:"number-columns-repeated,attr"`
}

func readFlatSheet(t *testing.T, file string) [][]sheetCell {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var sheet struct {
		Rows []struct {
			Cells []sheetCell `xml:"table-cell"`
		} `xml:"body>spreadsheet>table>table-row"`
	}
	if err := xml.Unmarshal(content, &sheet); err != nil {
		t.Fatal(err)
	}
	var out [][]sheetCell
	for _, row := range sheet.Rows {
		var cells []sheetCell
		for _, cell := range row.Cells {
			for range max(1, cell.Repeated) {
				cells = append(cells, cell)
			}
		}
		out = append(out, cells)
	}
	return out
}
