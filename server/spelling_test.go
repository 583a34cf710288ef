package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/unicode/norm"

	"doichieu/data"
	"doichieu/store"
	"doichieu/store/storetest"
)

// condition is the condition of measures and outcomes. Tests write it in other
// spellings.
const condition = "đủ hồ sơ số hóa"

// conditional returns a dataset of two provinces. All but one of its measures and
// outcomes have the same condition, some of them in another spelling.
func conditional(t *testing.T, spelled string) *data.Dataset {
	t.Helper()
	document := func(slug, province string, records ...string) *fstest.MapFile {
		head := fmt.Sprintf(`document: {slug: %s, province: %s, kind: ANNUAL_PLAN, title: {vi: x, en: x}, issuer: x, periodStart: 2020, periodEnd: 2024, checksum: %064d, lines: 9}`, slug, province, len(slug))
		return &fstest.MapFile{Data: []byte(head + "\n" + strings.Join(records, "\n") + "\n")}
	}
	target := func(condition string, value int) string {
		return fmt.Sprintf(`targets: [{id: t, year: 2024, indicator: files, wording: x, sources: [{lines: [1]}], measures: [{operator: REACH, value: %d, condition: %q}, {operator: REACH, value: 50}]}]`, value, condition)
	}
	outcome := func(id string, year, value int, condition string) string {
		return fmt.Sprintf(`- {id: %s, year: %d, indicator: files, wording: x, value: %d, asOf: "%d-06", condition: %q, sources: [{lines: [2]}]}`, id, year, value, year, condition)
	}
	outcomes := "outcomes:\n" + outcome("early", 2020, 20, condition) + "\n" + outcome("other", 2022, 70, "hồ sơ giấy") + "\n" + outcome("late", 2022, 60, spelled)
	files := fstest.MapFS{
		"dataset.yaml":                   {Data: []byte("{release: x, title: {vi: x, en: x}, licence: x, citation: x, description: {vi: x, en: x}}")},
		"registers/concepts.yaml":        {Data: []byte("[{code: files, name: {vi: x, en: x}}]")},
		"registers/indicators.yaml":      {Data: []byte("[{code: files, name: {vi: x, en: x}, pillar: SOCIETY, unit: PERCENT, direction: HIGHER_IS_BETTER, base: {vi: x, en: x}, concept: files}]")},
		"registers/provinces.yaml":       {Data: []byte(`[{slug: left, code: "52", name: {vi: Trái, en: x}, region: x}, {slug: right, code: "49", name: {vi: Phải, en: x}, region: x}]`)},
		"registers/agencies.yaml":        {Data: []byte("[]")},
		"registers/legal_documents.yaml": {Data: []byte("[]")},
		"registers/initiatives.yaml":     {Data: []byte("[]")},
		"documents/l.yaml":               document("l", "left", target(condition, 90), outcomes),
		"documents/right.yaml":           document("right", "right", target(spelled, 80)),
	}
	set, err := data.Read(files)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// answersOn returns the answers to everything that compares conditions, without the
// conditions themselves.
func answersOn(t *testing.T, set *data.Dataset) map[string]string {
	t.Helper()
	database := storetest.Open(t, storetest.SQLiteURL(t))
	storetest.Migrate(t, database)
	storetest.Load(t, database, set, storetest.LoadedAt)
	handler := handlerOver(t, store.New(database))
	out := map[string]string{}
	for name, query := range map[string]string{
		"compare":    `{compare(left:{province:"left",year:2024},right:{province:"right",year:2024}){targets{verdict measures{verdict difference} caveats{kind}}}}`,
		"matrix":     `{matrix(planYears:[{province:"left",year:2024},{province:"right",year:2024}]){rows{cells{measures{rank measure{value}}}}}}`,
		"trajectory": `{trajectory(province:"left",indicator:"files"){series{observedPace points{value neededPace onPace}}}}`,
		"progress":   `{progress(province:"left",year:2024){targets{status measures{status distance outcome{id}} caveats{kind}}}}`,
	} {
		answer := sendGet(handler, query)
		if answer.Code != http.StatusOK || strings.Contains(answer.Body.String(), `"errors"`) {
			t.Fatalf("%s: %s", name, answer.Body)
		}
		out[name] = answer.Body.String()
	}
	for _, path := range []string{"compare?left=left/2024&right=right/2024", "matrix?planYear=left/2024&planYear=right/2024", "trajectory?province=left&indicator=files", "progress?province=left&year=2024"} {
		answer := get(t, handler, "/csv/"+path)
		if answer.Code != http.StatusOK {
			t.Fatalf("%s: %s", path, answer.Body)
		}
		out["csv/"+path] = withoutWords(t, answer.Body.String())
	}
	return out
}

// withoutWords removes the columns that contain or quote conditions.
func withoutWords(t *testing.T, table string) string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(table, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i := len(rows[0]) - 1; i >= 0; i-- {
		if name := strings.ToLower(rows[0][i]); strings.Contains(name, "condition") || strings.Contains(name, "message") {
			for j := range rows {
				rows[j] = slices.Delete(rows[j], i, i+1)
			}
		}
	}
	text, err := json.Marshal(rows)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSpellingsOfACondition(t *testing.T) {
	want := answersOn(t, conditional(t, condition))
	for query, part := range map[string]string{"compare": "LEFT_STRICTER", "matrix": `{"rank":2,"measure":{"value":80}}`, "trajectory": `"observedPace":20`, "progress": `"id":"left/2022/outcome/late"`} {
		if !strings.Contains(want[query], part) {
			t.Errorf("%s does not show that the condition is one (%s): %s", query, part, want[query])
		}
	}
	for name, spelled := range map[string]string{
		"decomposed":        norm.NFD.String(condition),
		"another tone":      strings.Replace(condition, "hóa", "hoá", 1),
		"a capital":         "Đủ hồ sơ số hóa",
		"capitals":          strings.ToUpper(condition),
		"two spaces":        strings.ReplaceAll(condition, " ", "  "),
		"no-break spaces":   strings.ReplaceAll(condition, " ", "\u00a0"),
		"zero-width spaces": strings.ReplaceAll(condition, " ", " \u200b"),
		"all of it":         norm.NFD.String("\ufeffĐủ  hồ\u00a0sơ số HOÁ\u200b"),
	} {
		for query, got := range answersOn(t, conditional(t, spelled)) {
			if got != want[query] {
				t.Errorf("%s, %s:\n%s\nwant\n%s", name, query, got, want[query])
			}
		}
	}
	for query, got := range answersOn(t, conditional(t, "đủ hồ sơ số hòa")) {
		if isCSV := strings.HasPrefix(query, "csv/"); !isCSV && got == want[query] {
			t.Errorf("%s takes another word for the same: %s", query, got)
		}
	}
}
