package data_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"doichieu/data"
)

const plan = "documents/plan.yaml"

// readProblems reads a dataset that must be refused, and returns the error's message.
func readProblems(t *testing.T, files map[string]string) string {
	t.Helper()
	set, err := data.Read(asFS(files))
	if err == nil || set != nil {
		t.Fatal("the dataset was read")
	}
	return err.Error()
}

// withEdit is the small dataset with a text replaced in one file.
func withEdit(t *testing.T, file, old, replacement string) map[string]string {
	t.Helper()
	files := small()
	if !strings.Contains(files[file], old) {
		t.Fatalf("%q is not in %s", old, file)
	}
	files[file] = strings.Replace(files[file], old, replacement, 1)
	return files
}

func TestNoFileIsIgnored(t *testing.T) {
	for file, want := range map[string]string{
		"documents/x.yml":       "documents/x.yml: is not read, only documents/SLUG.yaml; rename it",
		"documents/x.YAML":      "documents/x.YAML: is not read",
		"documents/.x.yaml":     "documents/.x.yaml: is not read",
		"documents/x.yaml~":     "documents/x.yaml~: is not read",
		"documents/sub/x.yaml":  "documents/sub/x.yaml: is not read",
		"documents/y.yaml/z":    "documents/y.yaml: is a directory",
		"registers/cities.yaml": "registers/cities.yaml: is not read, only provinces.yaml, ",
		"registers/sub/a.yaml":  "registers/sub/a.yaml: is not read",
		"targets.yaml":          "targets.yaml: is not read, only dataset.yaml, registers/, documents/; rename it",
		"Documents/plan.yaml":   "Documents/plan.yaml: is not read",
		"notes/a.txt":           "notes/a.txt: is not read",
	} {
		files := small()
		files[file] = "[]\n"
		if got := readProblems(t, files); !strings.Contains(got, want) {
			t.Errorf("%s: got:\n%s\nwant it to tell:\n%s", file, got, want)
		}
	}
	files := small()
	for _, beside := range []string{"LICENSE", "README.md", "README.vi.md", "schema/document.schema.json", ".git/HEAD", ".gitignore", "documents/README.md", "documents/.gitkeep"} {
		files[beside] = "x"
	}
	if _, err := data.Read(asFS(files)); err != nil {
		t.Errorf("what may stand beside a dataset was refused: %v", err)
	}
}

func TestOneSlugInTwoFiles(t *testing.T) {
	files := small()
	files["documents/another.yaml"] = files[plan]
	got := readProblems(t, files)
	for _, want := range []string{
		`documents/another.yaml:2: the slug is "plan", so the file must be named documents/plan.yaml`,
		`documents/plan.yaml:1: duplicate id "document/plan", first entered at documents/another.yaml:1`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("got:\n%s\nwant it to tell:\n%s", got, want)
		}
	}
}

func TestDatasetWithoutDocuments(t *testing.T) {
	files := small()
	delete(files, plan)
	if got := readProblems(t, files); !strings.Contains(got, "documents: is missing; a dataset has a file for each document there") {
		t.Errorf("got %s", got)
	}
	files["documents/README.md"] = "to come"
	if got := readProblems(t, files); !strings.Contains(got, "documents: holds no document") {
		t.Errorf("got %s", got)
	}
}

func TestNoPartOfAFileIsIgnored(t *testing.T) {
	for name, tt := range map[string]struct{ old, new, want string }{
		"a second document":        {"value: 80\n", "value: 80\n---\ndocument: {slug: other}\n", "plan.yaml:24: a second YAML document begins here"},
		"an empty second document": {"value: 80\n", "value: 80\n---\n", "a second YAML document begins here"},
		"a broken second document": {"value: 80\n", "value: 80\n---\n[\n", "is not valid YAML"},
		"a key that stands twice":  {"  kind: ANNUAL_PLAN\n", "  kind: ANNUAL_PLAN\n  kind: REPORT\n", `plan.yaml:5: the key "kind" stands here twice, first on line 4`},
		"a key in another case":    {"  issuer:", "  Issuer:", `plan.yaml:6: unknown key "Issuer" in a Document; remove it or correct its spelling (perhaps "issuer" is meant)`},
		"an anchor":                {"kind: ANNUAL_PLAN", "kind: &kind ANNUAL_PLAN", "plan.yaml:4: the anchor &kind is not read"},
		"an alias":                 {"kind: ANNUAL_PLAN\n  title: {vi: Kế hoạch, en: Plan}", "kind: &a ANNUAL_PLAN\n  title: {vi: *a, en: Plan}", "plan.yaml:5: the alias *a is not read"},
		"a merge key":              {"  issuer: UBND tỉnh", "  issuer: UBND tỉnh\n  <<: {signer: x}", "plan.yaml:7: the merge key << is not read"},
		"a tag":                    {"kind: ANNUAL_PLAN", "kind: !!str ANNUAL_PLAN", "plan.yaml:4: the tag !!str is not read"},
		"text for a list":          {"lines: [12]", "lines: 12", "plan.yaml:19: expected a list, found 12"},
		"a list for text":          {"issuer: UBND tỉnh", "issuer: [UBND, tỉnh]", "plan.yaml:6: expected text, found a list"},
		"a mapping for text":       {"issuer: UBND tỉnh", "issuer: {UBND: tỉnh}", "plan.yaml:6: expected text, found a mapping"},
		"text for a mapping":       {"title: {vi: Kế hoạch, en: Plan}", "title: Kế hoạch", "plan.yaml:5: expected the keys of a Text, found Kế hoạch"},
		"null for text":            {"issuer: UBND tỉnh", "issuer: null", "plan.yaml:6: expected text, found null"},
		"an empty entry":           {"leads: [binh-dinh.so-thong-tin-va-truyen-thong]", "leads:\n  - binh-dinh.so-thong-tin-va-truyen-thong\n  -", "plan.yaml:19: an entry of a list is empty"},
		"a NUL":                    {"issuer: UBND tỉnh", `issuer: "UBND\0tỉnh"`, "plan.yaml:6: the text holds the character U+0000"},
		"an escape":                {"issuer: UBND tỉnh", `issuer: "UBND\etỉnh"`, "plan.yaml:6: the text holds the character U+001B"},
		"a lost character":         {"issuer: UBND tỉnh", "issuer: UBND t\ufffdnh", "plan.yaml:6: the text holds the character U+FFFD"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := readProblems(t, withEdit(t, plan, tt.old, tt.new)); !strings.Contains(got, tt.want) {
				t.Errorf("got:\n%s\nwant it to tell:\n%s", got, tt.want)
			}
		})
	}
}

func TestFilesAreUTF8(t *testing.T) {
	for name, tt := range map[string]struct{ content, want string }{
		"another encoding":   {"document:\n  slug: plan\n  issuer: T\xecnh\n", "documents/plan.yaml:3: is not UTF-8 from here on"},
		"UTF-16":             {"\xff\xfed\x00o\x00c\x00", "documents/plan.yaml:1: is not UTF-8"},
		"an empty file":      {"", "documents/plan.yaml: is empty"},
		"comments only":      {"# to come\n", "documents/plan.yaml: is empty"},
		"a blank document":   {"---\n", "documents/plan.yaml: is empty"},
		"a null document":    {"null\n", "documents/plan.yaml: is empty"},
		"a list of nothings": {"- \n", "documents/plan.yaml:1: expected the keys of a DocumentFile, found a list"},
	} {
		files := small()
		files[plan] = tt.content
		if got := readProblems(t, files); !strings.Contains(got, tt.want) {
			t.Errorf("%s: got:\n%s\nwant it to tell:\n%s", name, got, tt.want)
		}
	}
	files := small()
	files[plan] = "\ufeff" + files[plan] // as Windows editors write it
	if _, err := data.Read(asFS(files)); err != nil {
		t.Errorf("a byte order mark: %v", err)
	}
}

func TestWholeNumbersAreReadAsTyped(t *testing.T) {
	const outcome = "\noutcomes:\n- {id: a, year: 2024, indicator: society.adult_smartphone, wording: x, value: 1, isTotal: %s, sources: [{lines: [1]}]}\n"
	const budget = "\nbudgets:\n- {id: a, year: 2024, amount: %s, category: TOTAL, printed: x, sources: [{lines: [1]}]}\n"
	for _, written := range []string{
		"94.637", "027000000000", "", "0x10", "0o17", "0b1", "1_000", "1e3", "+5", "5.", ".5", "2024.9", "Infinity", ".inf", "NaN", ".nan", "true", "yes", "null", "~",
		`"27"`, "'27'", "1:30", "190:20:30", "27 000", "27,5", "2024-01-01", "٢٧", "２７", "-0", "--1", "99999999999999999999", "[1]", "{a: 1}",
	} {
		files := small()
		files[plan] += fmt.Sprintf(budget, written)
		if got := readProblems(t, files); !strings.Contains(got, plan+":25: ") {
			t.Errorf("%q for an amount: %s", written, got)
		}
		if got := readProblems(t, withEdit(t, plan, "  lines: 40", "  lines: "+written)); !strings.Contains(got, plan+":10: ") {
			t.Errorf("%q for a number of lines: %s", written, got)
		}
		if got := readProblems(t, withEdit(t, plan, "lines: [12]", "lines: [1, "+written+", 30]")); written != "" && !strings.Contains(got, plan+":19: ") {
			t.Errorf("%q for a line: %s", written, got)
		}
	}
	for _, written := range []string{"yes", "on", "no", "off", "y", "True", "TRUE", "1", "", "~", `"true"`} {
		files := small()
		files[plan] += fmt.Sprintf(outcome, written)
		if got := readProblems(t, files); !strings.Contains(got, plan+":25: expected true or false") {
			t.Errorf("%q for true: %s", written, got)
		}
	}
}

func TestDecimalsAreReadAsTyped(t *testing.T) {
	for _, written := range []string{
		"", "080", "0x10", "1_000", "1e3", "+5", "5.", ".5", "-.5", "80,5", "1.000,5", "1.000.000", "Infinity", ".inf", ".nan", "yes", "null", "~", `"80"`, "'80'", "1:30",
		"80%", "0.0000001", "9007199254740992", "27000000000000.5", "[80]",
	} {
		if got := readProblems(t, withEdit(t, plan, "value: 80", "value: "+written)); !strings.Contains(got, plan+":22: ") {
			t.Errorf("%q for a value: %s", written, got)
		}
	}
	for _, written := range []string{"80", "0", "76.55", "0.000001", "27000000000000", "9007199254740991", "80.00"} {
		set, err := data.Read(asFS(withEdit(t, plan, "value: 80", "value: "+written)))
		if err != nil {
			t.Errorf("%s: %v", written, err)
			continue
		}
		if got := set.Documents[0].Targets[0].Measures[0].Value.String(); got != strings.TrimSuffix(written, ".00") {
			t.Errorf("%s was read as %s", written, got)
		}
	}
}

func TestWholeNumbersAreReadOrRefused(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		written := rapid.StringMatching(`[-+]?[0-9]{1,5}([._:xeo,]?[0-9]{0,4})?`).Draw(r, "written")
		files := small()
		files[plan] += fmt.Sprintf("\nbudgets:\n- {id: a, year: 2024, amount: %s, category: TOTAL, printed: x, sources: [{lines: [1]}]}\n", written)
		if set, err := data.Read(asFS(files)); err == nil && fmt.Sprint(set.Documents[0].Budgets[0].Amount) != written {
			r.Fatalf("%s was read as %d", written, set.Documents[0].Budgets[0].Amount)
		}
	})
}

func TestTextIsReadAsTyped(t *testing.T) {
	for _, written := range []string{"2023-11", "2023", "2023-11-30"} {
		files := small()
		files[plan] += "\noutcomes:\n- {id: 2.10, year: 2024, indicator: society.adult_smartphone, wording: yes, value: 1, asOf: " + written + ", sources: [{lines: [1]}]}\n"
		set, err := data.Read(asFS(files))
		if err != nil {
			t.Fatal(err)
		}
		if o := set.Documents[0].Outcomes[0]; o.AsOf != written || o.ID != "2.10" || o.Wording != "yes" {
			t.Errorf("read %q, %q, %q", o.AsOf, o.ID, o.Wording)
		}
	}
}

func TestTextIsCleanWhenRead(t *testing.T) {
	for _, written := range []string{norm.NFD.String("UBND tỉnh Bình Định"), "UBND  tỉnh\u00a0Bình Ðịnh", "\"UBND\\u200b tỉnh\\u00ad Bình Định \""} {
		set, err := data.Read(asFS(withEdit(t, plan, "UBND tỉnh", written)))
		if err != nil {
			t.Fatal(err)
		}
		if got := set.Documents[0].Document.Issuer; got != "UBND tỉnh Bình Định" {
			t.Errorf("%q was read as %q", written, got)
		}
	}
}

func TestNamesDifferToAReader(t *testing.T) {
	province := "- {slug: %s, code: %q, name: {vi: %s, en: X}, region: r%s}\n"
	agency := "- {slug: %s, name: {vi: %q, en: X}, kind: DEPARTMENT, function: f, province: binh-dinh, aliases: [%q]}\n"
	for name, tt := range map[string]struct{ file, added, want string }{
		"two provinces with one code": {
			"registers/provinces.yaml", fmt.Sprintf(province, "phu-yen", "52", "Phú Yên", ""), `provinces.yaml:5: the code "52" is that of "binh-dinh" too`,
		},
		"two provinces with one name": {
			"registers/provinces.yaml", fmt.Sprintf(province, "phu-yen", "54", norm.NFD.String("bình  định"), ""), `is that of "binh-dinh" too`,
		},
		"two agencies with one name": {
			"registers/agencies.yaml", fmt.Sprintf(agency, "binh-dinh.so", norm.NFD.String("Sở  thông tin và Truyền thông"), "a"), "belongs to \"binh-dinh.so-thong-tin-va-truyen-thong\" already",
		},
		"an alias that is another's name": {
			"registers/agencies.yaml", fmt.Sprintf(agency, "binh-dinh.so", "Sở", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"), "belongs to",
		},
		"one legal document twice": {
			"registers/legal_documents.yaml",
			"- {id: 411-qd-ttg-2022-b, number: 411/QÐ-TTg, type: DECISION, issuer: thủ tướng Chính phủ, issuerLevel: CENTRAL, year: 2022, title: x}\n",
			`same number or title, type, issuer and year as "411-qd-ttg-2022"`,
		},
		"two concepts with one name": {
			"registers/concepts.yaml", "- {code: phone, name: {vi: điện thoại thông minh, en: x}}\n", `belongs to "smartphone" already`,
		},
		"two indicators with one name": {
			"registers/indicators.yaml",
			"- {code: society.b, name: {vi: người lớn có điện thoại thông minh, en: x}, pillar: SOCIETY, unit: PERCENT, direction: HIGHER_IS_BETTER, base: {vi: Dân số trưởng thành, en: x}, concept: smartphone}\n",
			`same name, base and unit as "society.adult_smartphone"`,
		},
	} {
		files := small()
		files[tt.file] += tt.added
		if got := readProblems(t, files); !strings.Contains(got, tt.want) {
			t.Errorf("%s: got:\n%s\nwant it to tell:\n%s", name, got, tt.want)
		}
	}
	files := small()
	files["registers/provinces.yaml"] = fmt.Sprintf(province, "binh-dinh", "52", "Bình Định", ", mergedInto: gia-lai-2025, mergedOn: 2025-07-01") +
		fmt.Sprintf(province, "gia-lai-2025", "52", "Bình Định", ", successor: true")
	if _, err := data.Read(asFS(files)); err != nil {
		t.Errorf("provinces of two times: %v", err)
	}
}

// TestManyProblems checks that a dataset with very many mistakes is refused quickly,
// with a message that people can read.
func TestManyProblems(t *testing.T) {
	const many = 20_000
	repeat := func(count int, format string) string {
		var out strings.Builder
		for i := range count {
			fmt.Fprintf(&out, format, i)
		}
		return out.String()
	}
	for name, records := range map[string]string{
		"unknown references":  "\noutcomes:\n" + repeat(many, "- {id: a%[1]d, year: 2024, indicator: society.unknown_%[1]d, wording: x, value: 1, sources: [{lines: [1]}]}\n"),
		"unknown agencies":    "\nduties:\n" + repeat(many/5, "- {agency: binh-dinh.so-%d, count: 1, sources: [{lines: [1]}]}\n"),
		"bad numbers":         "\nduties:\n" + repeat(many/5, "- {agency: binh-dinh.so-%d, count: 1_0, sources: [{lines: [0x1]}]}\n"),
		"unknown keys":        "\n" + repeat(many/5, "k%d: 1\n"),
		"a chain of totals":   "\noutcomes:\n" + repeat(many/5, "- {id: a%[1]d, partOf: a1%[1]d, year: 2024, indicator: society.adult_smartphone, wording: x, value: 1, sources: [{lines: [1]}]}\n"),
		"aliases of aliases":  "\nfunding: &a [{id: x}]\n" + repeat(many/5, "k%d: [*a, *a, *a, *a]\n"),
		"brackets in another": "\nfunding: " + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			files := small()
			files[plan] += records
			started := time.Now()
			got := readProblems(t, files)
			if took := time.Since(started); took > time.Minute {
				t.Errorf("refused after %s", took)
			}
			if lines := strings.Count(got, "\n"); lines > 110 || len(got) > 1<<16 {
				t.Errorf("%d lines, %d bytes were told", lines, len(got))
			}
			if !strings.Contains(got, plan+":") {
				t.Errorf("no line is named: %.200s", got)
			}
		})
	}
	files := small()
	for i := range many / 10 {
		files[fmt.Sprintf("documents/other-%d.txt", i)] = "x"
	}
	if got := readProblems(t, files); strings.Count(got, "\n") > 1_010 || !strings.Contains(got, "more problems in 1000 more files") {
		t.Errorf("many files: %s", got[max(0, len(got)-200):])
	}
}

// writeFiles writes files into a new directory and returns it.
func writeFiles(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestSymbolicLinksStayInside(t *testing.T) {
	dir, outside := writeFiles(t, small()), writeFiles(t, map[string]string{"plan.yaml": small()[plan]})
	read := func() error {
		t.Helper()
		files, err := data.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		_, err = data.Read(files)
		return err
	}
	if err := read(); err != nil {
		t.Fatal(err)
	}
	inside := filepath.Join(dir, plan)
	if err := os.Remove(inside); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(outside, "plan.yaml"), inside); err != nil {
		t.Skip(err)
	}
	if err := read(); err == nil || !strings.Contains(err.Error(), "documents/plan.yaml: is a symbolic link that leads to no file of this directory") {
		t.Errorf("a link out of the dataset: %v", err)
	}
	if _, err := data.Open(inside); err == nil {
		t.Error("a file was opened as a dataset")
	}
}
