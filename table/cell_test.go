package table

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestCells(t *testing.T) {
	tests := map[string]struct {
		answer string
		path   string
		want   string
	}{
		"text":                       {`{"a":"Bình Định"}`, "a", "Bình Định"},
		"figure":                     {`{"a":76.55}`, "a", "76.55"},
		"figure beyond 2^53":         {`{"a":9007199254740993}`, "a", "9007199254740993"},
		"zero":                       {`{"a":0}`, "a", "0"},
		"truth value":                {`{"a":false}`, "a", "false"},
		"null":                       {`{"a":null}`, "a", ""},
		"null on the way":            {`{"a":null}`, "a.b.c", ""},
		"path":                       {`{"a":{"b":"x"}}`, "a.b", "x"},
		"list":                       {`{"a":[52,53]}`, "a", "52; 53"},
		"list of objects":            {`{"a":[{"b":"x"},{"b":"y"}]}`, "a.b", "x; y"},
		"lists in a list":            {`{"a":[{"b":[76,77]},{"b":[364]}]}`, "a.b", "76, 77; 364"},
		"lists in lists in a list":   {`{"a":[{"b":[{"c":[76,77]},{"c":[364]}]},{"b":[{"c":[52]}]}]}`, "a.b.c", "76 & 77, 364; 52"},
		"empty list":                 {`{"a":[]}`, "a", ""},
		"null keeps its place":       {`{"a":[{"b":null},{"b":"3.1"}]}`, "a.b", "; 3.1"},
		"list of nothing but nulls":  {`{"a":[{"b":null},{"b":null}]}`, "a.b", ""},
		"formula":                    {`{"a":"=1+1"}`, "a", "'=1+1"},
		"plus":                       {`{"a":"+84 256"}`, "a", "'+84 256"},
		"minus":                      {`{"a":"- Đạt 80%"}`, "a", "'- Đạt 80%"},
		"at sign":                    {`{"a":"@SUM(A1)"}`, "a", "'@SUM(A1)"},
		"tab":                        {`{"a":"\t=1"}`, "a", "'\t=1"},
		"carriage return":            {`{"a":"\r=1"}`, "a", "'\r=1"},
		"negative figure":            {`{"a":-0.5}`, "a", "-0.5"},
		"a sum is no figure":         {`{"a":"-1+2"}`, "a", "'-1+2"},
		"harmless in the middle":     {`{"a":"1=1"}`, "a", "1=1"},
		"formula first in a list":    {`{"a":["=x","y"]}`, "a", "'=x; y"},
		"line break within the cell": {`{"a":"một\nhai"}`, "a", "một\nhai"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			decoder := json.NewDecoder(strings.NewReader(tt.answer))
			decoder.UseNumber()
			var answer any
			if err := decoder.Decode(&answer); err != nil {
				t.Fatal(err)
			}
			if got := escapeFormula(cellText(answer, strings.Split(tt.path, "."), separators)); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// No cell can be run as a formula, whatever the dataset contains, and the
// apostrophe is the only change.
func TestNoCellIsAFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.StringMatching(`[=+\-@\t\r'0-9.,;" a-zđ]*`).Draw(t, "cell")
		out := escapeFormula(in)
		if strings.TrimPrefix(out, "'") != strings.TrimPrefix(in, "'") {
			t.Fatalf("%q became %q", in, out)
		}
		if out != "" && strings.ContainsAny(out[:1], "=+-@\t\r") && !number.MatchString(out) {
			t.Fatalf("%q can be run", out)
		}
	})
}

// tableOfAList is a table with a row for each entry of a list within the answer.
func tableOfAList() *Table {
	return &Table{Columns: []Column{{path: []string{"a"}}, {path: []string{"b"}, level: 1}}, path: []string{"list"}}
}

// A CSV reader gets back the values of the answer.
func TestRowsReadBack(t *testing.T) {
	table := tableOfAList()
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringMatching(`[a-zđ",; \n]*`)
		outer, inner := words.Draw(t, "a"), words.Draw(t, "b")
		rows := table.rows(map[string]any{"a": outer, "list": []any{map[string]any{"b": inner}}})
		if outer+inner == "" {
			if len(rows) != 0 {
				t.Fatalf("a blank row: %q", rows)
			}
			return
		}
		var file bytes.Buffer
		out := csv.NewWriter(&file)
		out.UseCRLF = true
		if err := out.WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		back, err := csv.NewReader(&file).ReadAll()
		if err != nil || len(back) != 1 || back[0][0] != outer || back[0][1] != inner {
			t.Fatalf("%q, %q were read back as %q, %v", outer, inner, back, err)
		}
	})
}

func TestRecordWithoutEntriesKeepsItsRow(t *testing.T) {
	rows := tableOfAList().rows(map[string]any{"a": "x", "list": []any{}})
	if len(rows) != 1 || rows[0][0] != "x" || rows[0][1] != "" {
		t.Errorf("rows %q", rows)
	}
}

func TestNoRecordsNoRows(t *testing.T) {
	table := tableOfAList()
	table.records = 1
	for name, list := range map[string]any{"empty": []any{}, "null": nil} {
		if rows := table.rows(map[string]any{"a": "x", "list": list}); len(rows) != 0 {
			t.Errorf("%s: rows %q", name, rows)
		}
	}
}

// A path through several lists gives a row for each entry of the innermost one,
// which repeats the columns of the records and entries that hold it.
func TestRowsOfListsInLists(t *testing.T) {
	table := &Table{
		Columns: []Column{{path: []string{"a"}, level: 1}, {path: []string{"b"}, level: 2}, {path: []string{"c"}, level: 3}},
		path:    []string{"record", "outer", "inner"}, records: 3,
	}
	var answer any
	err := json.Unmarshal([]byte(`{"record": {"a": "x", "outer": [
		{"b": "1", "inner": [{"c": "p"}, {"c": "q"}]}, {"b": "2", "inner": []}, {"b": "3", "inner": [{"c": "r"}]}
	]}}`), &answer)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"x", "1", "p"}, {"x", "1", "q"}, {"x", "3", "r"}}
	if diff := cmp.Diff(want, table.rows(answer)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
