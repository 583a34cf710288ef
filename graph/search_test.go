package graph_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"doichieu/store/storetest"
)

type textPart struct {
	Text   string
	Marked bool
}

type searchEdge struct {
	Cursor string
	Node   struct {
		Kind   string
		Record struct {
			Typename string `json:"__typename"`
			ID       string
		}
		Title, TitleEn []textPart
	}
}

type searchPage struct {
	Edges    []searchEdge
	PageInfo struct {
		StartCursor, EndCursor       *string
		HasNextPage, HasPreviousPage bool
	}
	TotalCount int
}

const searchQuery = `query ($text: String!, $kinds: [SearchKind!], $first: Int, $after: String) {
	search(text: $text, kinds: $kinds, first: $first, after: $after) {
		edges { cursor node { kind record { __typename id } title { text marked } titleEn { text marked } } }
		nodes { kind }
		pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
		totalCount
	}
}`

func (a api) search(t testing.TB, vars variables) searchPage {
	t.Helper()
	return askFor[struct{ Search searchPage }](t, a, searchQuery, vars).Search
}

// searchIDs pages through all results of a search.
func (a api) searchIDs(t *testing.T, text string, size int) []string {
	t.Helper()
	ids := []string{}
	vars := variables{"text": text, "first": size}
	for {
		p := a.search(t, vars)
		if p.PageInfo.HasPreviousPage != (len(ids) > 0) {
			t.Fatalf("%q: after %d results the page says %t of whether there are some before", text, len(ids), p.PageInfo.HasPreviousPage)
		}
		for _, edge := range p.Edges {
			ids = append(ids, edge.Node.Record.ID)
		}
		if !p.PageInfo.HasNextPage {
			if len(ids) != p.TotalCount {
				t.Errorf("%q: walked over %d results of %d", text, len(ids), p.TotalCount)
			}
			return ids
		}
		vars["after"] = *p.PageInfo.EndCursor
	}
}

func TestSearchFindsEveryKind(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		for _, tt := range []struct{ text, kind, typename, id string }{
			{"dan so truong thanh co dien thoai thong minh", "TARGET", "Target", "binh-dinh/2024/target/3.1"},
			{"nâng cao hiệu quả DVCTT", "TASK", "Task", "binh-dinh/2024/task/A.IX.1"},
			{"411/QĐ-TTg", "LEGAL_DOCUMENT", "LegalDocument", "legal/411-qd-ttg-2022"},
			{"411/qd-ttg", "LEGAL_DOCUMENT", "LegalDocument", "legal/411-qd-ttg-2022"},
			{"adults with a smartphone", "INDICATOR", "Indicator", "indicator/society.adult_smartphone"},
			{"Sở TT&TT Bình Định", "AGENCY", "Agency", "agency/binh-dinh.so-thong-tin-va-truyen-thong"},
			{"names the department both as lead and as coordinator", "FINDING", "Finding", "finding/quang-nam-2024-plan/lead-also-coordinator"},
		} {
			p := a.search(t, variables{"text": tt.text, "kinds": []string{tt.kind}, "first": 100})
			i := slices.IndexFunc(p.Edges, func(e searchEdge) bool { return e.Node.Record.ID == tt.id })
			if i < 0 {
				t.Errorf("%q does not find %s", tt.text, tt.id)
				continue
			}
			if n := p.Edges[i].Node; n.Kind != tt.kind || n.Record.Typename != tt.typename {
				t.Errorf("%q: %s %s", tt.text, n.Kind, n.Record.Typename)
			}
		}
	})
}

func TestSearchAsPeopleType(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		for _, same := range [][]string{
			{"chữ ký số", "chu ky so", "CKS", norm.NFD.String("CHỮ KÝ SỐ"), " chữ, ký – số! ", "ｃｈữ ký số"},
			{"dịch vụ công trực tuyến", "DVCTT", "dvctt"},
			{"Sở Thông tin và Truyền thông", "Sở TT&TT", "so tttt"},
			{"doanh nghiệp nhỏ và vừa", "DNNVV"},
			{"thủ tục hành chính", "TTHC"},
			{"chuyển đổi số", "CĐS", "cds"},
			{"thương mại điện tử", "TMĐT"},
			{"quy định", "qui định", "qui dinh"},
			{"xử lý", "xử lí"},
			{"xu ly", "xu li"},
			{"kỹ năng", "kĩ năng", "ky nang"},
			{"Quy Nhơn", "Qui Nhơn"},
			{"số hóa", "số hoá"},
			{"chữ ký số", "chữ\u200bký\u200bsố", "chữ\u200dký\ufeffsố"},
			{"411/QĐ-TTg", "411/qd-ttg", "411 qđ ttg"},
		} {
			want := a.searchIDs(t, same[0], 100)
			if len(want) == 0 {
				t.Errorf("%q finds nothing", same[0])
			}
			for _, text := range same[1:] {
				if diff := cmp.Diff(want, a.searchIDs(t, text, 7)); diff != "" {
					t.Errorf("%q against %q:\n%s", same[0], text, diff)
				}
			}
		}
	})
}

// TestSearchPutsTheSameDiacriticsFirst also pages across the boundary between
// results with the same diacritics and those without.
func TestSearchPutsTheSameDiacriticsFirst(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		for _, text := range []string{"số", "chữ", "đất", "sở"} {
			pages, whole := a.searchIDs(t, text, 7), a.searchIDs(t, text, 100)
			if diff := cmp.Diff(whole, pages); diff != "" {
				t.Errorf("%q in small pages:\n%s", text, diff)
			}
			if unique := slices.Compact(slices.Sorted(slices.Values(pages))); len(unique) != len(pages) || len(pages) == 0 {
				t.Errorf("%q: %d results, %d different", text, len(pages), len(unique))
			}
			for i, edge := range a.search(t, variables{"text": text, "first": 2}).Edges {
				marked := slices.ContainsFunc(slices.Concat(edge.Node.Title, edge.Node.TitleEn), func(p textPart) bool {
					return p.Marked && strings.Contains(strings.ToLower(p.Text), text)
				})
				if !marked {
					t.Errorf("%q: result %d is %+v", text, i, edge.Node)
				}
			}
		}
	})
}

// TestSearchIsTheSameOnBothDatabases compares complete answers, cursors included.
func TestSearchIsTheSameOnBothDatabases(t *testing.T) {
	sqlite := newAPI(t, storetest.Open(t, storetest.SQLiteURL(t)))
	postgres := newAPI(t, storetest.Open(t, storetest.PostgresURL(t)))
	for _, text := range []string{"cks", "t", "so", "số", "chữ", "đất", "ｃｈữ ký số", "chuyen doi so binh dinh", "2024", "data", "UBND"} {
		vars := variables{"text": text, "first": 100}
		want, got := sqlite.ask(t, searchQuery, vars), postgres.ask(t, searchQuery, vars)
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%q (-SQLite +PostgreSQL):\n%s", text, diff)
		}
	}
}

func TestSearchMarksWhatMatches(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		for _, text := range []string{"chu ky so", "smartphone", "ubnd", "bình định", "tuyen"} {
			for _, edge := range a.search(t, variables{"text": text, "first": 100}).Edges {
				parts := slices.Concat(edge.Node.Title, edge.Node.TitleEn)
				if !slices.ContainsFunc(parts, func(p textPart) bool { return p.Marked }) {
					t.Errorf("%q: nothing is marked in %+v", text, parts)
				}
			}
		}
		p := a.search(t, variables{"text": "cks", "kinds": []string{"INDICATOR"}, "first": 1})
		want := []textPart{{"Số ", false}, {"chữ ký số", true}, {" mỗi người dân trưởng thành", false}}
		if diff := cmp.Diff(want, p.Edges[0].Node.Title); diff != "" {
			t.Errorf("title (-want +got):\n%s", diff)
		}
	})
}

func TestSearchForNothing(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		for _, text := range []string{"", " ", "%", "_", "…", "'\"\\;--", "\u0301\u200b", "không có gì như thế này"} {
			p := a.search(t, variables{"text": text})
			if len(p.Edges) != 0 || p.TotalCount != 0 || p.PageInfo.HasNextPage || p.PageInfo.HasPreviousPage || p.PageInfo.EndCursor != nil {
				t.Errorf("%q: %+v", text, p)
			}
		}
	})
}

func TestSearchTakesTenThousandCharacters(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		for _, char := range []string{"a", "%", "đ", "t ", "\u0301", "𝔻", "|", "\\", "cks "} {
			text := strings.Repeat(char, 10_000/len([]rune(char)))
			a.search(t, variables{"text": text, "first": 100})
			got := a.firstError(t, searchQuery, variables{"text": text + strings.Repeat("x", 10_001-len([]rune(text)))})
			if got.Extensions["code"] != "LIMIT_EXCEEDED" || got.Extensions["argument"] != "text" {
				t.Errorf("%+v", got)
			}
		}
	})
}

func TestSearchOfKinds(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		count := func(kinds ...string) int { return a.search(t, variables{"text": "số", "kinds": kinds}).TotalCount }
		all, sum := count(), 0
		for _, kind := range []string{"PROVINCE", "TARGET", "TASK", "LEGAL_DOCUMENT", "INDICATOR", "AGENCY", "FINDING"} {
			sum += count(kind)
		}
		if all == 0 || sum != all || count("TASK", "TASK") != count("TASK") {
			t.Errorf("%d of all kinds, %d added up", all, sum)
		}
	})
}

func TestSearchRefuses(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		cursor := a.search(t, variables{"text": "cks", "kinds": []string{"TASK", "INDICATOR"}, "first": 1}).Edges[0].Cursor
		ofList := a.page(t, "targets", "first: 1").Edges[0].Cursor
		a.search(t, variables{"text": "chữ ký số", "kinds": []string{"INDICATOR", "TASK"}, "after": cursor})
		for name, tt := range map[string]struct {
			vars           variables
			code, argument string
		}{
			"a cursor of another text":   {variables{"text": "cds", "kinds": []string{"TASK", "INDICATOR"}, "after": cursor}, "BAD_USER_INPUT", "after"},
			"a cursor of other kinds":    {variables{"text": "cks", "after": cursor}, "BAD_USER_INPUT", "after"},
			"a cursor of another list":   {variables{"text": "cks", "after": ofList}, "BAD_USER_INPUT", "after"},
			"a cursor of a search":       {variables{"text": "", "after": cursor}, "BAD_USER_INPUT", "after"},
			"something else as a cursor": {variables{"text": "cks", "after": "x"}, "BAD_USER_INPUT", "after"},
			"no page":                    {variables{"text": "cks", "first": 0}, "BAD_USER_INPUT", "first"},
			"too large a page":           {variables{"text": "cks", "first": 101}, "LIMIT_EXCEEDED", "first"},
		} {
			got := a.firstError(t, searchQuery, tt.vars)
			if got.Extensions["code"] != tt.code || got.Extensions["argument"] != tt.argument {
				t.Errorf("%s: %+v", name, got)
			}
		}
		got := a.firstError(t, fmt.Sprintf(`{ targets(first: 1, after: %q) { totalCount } }`, cursor), nil)
		if got.Extensions["code"] != "BAD_USER_INPUT" {
			t.Errorf("a list took the cursor of a search: %+v", got)
		}
	})
}

// TestEveryDepartmentIsFoundHoweverItIsWritten searches for each department of the
// register in the forms that people use, which the test derives on its own.
func TestEveryDepartmentIsFoundHoweverItIsWritten(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		answer := askFor[struct {
			Agencies struct{ Nodes []struct{ ID, Name string } }
		}](t, a, `{ agencies(first: 100, where: {kind: DEPARTMENT}) { nodes { id name } } }`, nil)
		tried := 0
		for _, department := range answer.Agencies.Nodes {
			ways := waysToWrite(department.Name)
			want := a.searchIDs(t, department.Name, 100)
			for _, way := range ways {
				tried++
				if diff := cmp.Diff(want, a.searchIDs(t, way, 100)); diff != "" || !slices.Contains(want, department.ID) {
					t.Errorf("%q against %q:\n%s", way, department.Name, diff)
				}
			}
		}
		if tried < 100 {
			t.Errorf("only %d ways were tried", tried)
		}
	})
}

// waysToWrite returns forms of a department's name, abbreviated by initials.
func waysToWrite(name string) []string {
	field, found := strings.CutPrefix(name, "Sở ")
	if !found || !strings.Contains(field, " và ") {
		return nil
	}
	initials := func(text string) string {
		var out string
		for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,-", r) }) {
			out += strings.ToUpper(string([]rune(word)[:1]))
		}
		return out
	}
	first, last, _ := strings.Cut(field, " và ")
	left, right := initials(first), initials(last)
	out := []string{
		"Sở " + left + "&" + right, "Sở " + left + right, "Sở " + left + "-" + right, "Sở " + left + " và " + right,
		"Sở " + left + " & " + right, "Sở " + left + ", " + right, "S" + left + right, "Sở " + first + " và " + right, "Sở " + first + " &" + right,
		"Sở " + first + " " + last,
	}
	for _, way := range slices.Clone(out) {
		out = append(out, strings.ToLower(way))
	}
	return append(out, withoutDiacritics(name), withoutDiacritics("Sở "+left+" và "+right))
}

// withoutDiacritics removes the diacritics of a text.
func withoutDiacritics(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(strings.NewReplacer("đ", "d", "Đ", "D").Replace(text)))
}

// TestProvincesAreFoundAsPeopleWriteThem also checks that the error for a slug
// suggests the first result.
func TestProvincesAreFoundAsPeopleWriteThem(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		for text, slug := range map[string]string{
			"Thừa Thiên Huế": "thua-thien-hue", "Thừa Thiên - Huế": "thua-thien-hue", "hue": "thua-thien-hue", "TT Huế": "thua-thien-hue",
			"TT-Huế": "thua-thien-hue", "TTH": "thua-thien-hue", "ThuaThienHue": "thua-thien-hue", "tỉnh Thừa Thiên Huế": "thua-thien-hue",
			"TP.HCM": "ho-chi-minh-city", "TPHCM": "ho-chi-minh-city", "TP HCM": "ho-chi-minh-city", "Tp. Hồ Chí Minh": "ho-chi-minh-city",
			"Hồ Chí Minh": "ho-chi-minh-city", "ho chi minh": "ho-chi-minh-city", "HCM": "ho-chi-minh-city", "thành phố Hồ Chí Minh": "ho-chi-minh-city",
			"Sài Gòn": "ho-chi-minh-city", "Saigon": "ho-chi-minh-city", "sai gon": "ho-chi-minh-city", "Ho Chi Minh City": "ho-chi-minh-city",
			"Daklak": "dak-lak", "Đắc Lắc": "dak-lak", "Dak Lak": "dak-lak", "Đăk Lăk": "dak-lak", "daclac": "dak-lak", "Dac Lak": "dak-lak", "Đaklak": "dak-lak",
			"BRVT": "ba-ria-vung-tau", "BR-VT": "ba-ria-vung-tau", "BR VT": "ba-ria-vung-tau", "Bà Rịa": "ba-ria-vung-tau", "Vũng Tàu": "ba-ria-vung-tau",
			"Bà Rịa Vũng Tàu": "ba-ria-vung-tau", "BàRịa-VũngTàu": "ba-ria-vung-tau", "tỉnh BR-VT": "ba-ria-vung-tau", "Bà Rịa–Vũng Tàu": "ba-ria-vung-tau",
			"Bắc Cạn": "bac-kan", "Bac Can": "bac-kan", "Kontum": "kon-tum", "Kon Tum": "kon-tum", "Đắc Nông": "dak-nong", "Daknong": "dak-nong",
			"HaNoi": "ha-noi", "TP Hà Nội": "ha-noi", "Hanoi": "ha-noi", "Hà Tây": "ha-noi", "Ðà Nẵng": "da-nang", "tp da nang": "da-nang", "Danang": "da-nang",
			"tỉnh Bình Định": "binh-dinh", "BinhDinh": "binh-dinh", "binh dinh": "binh-dinh", "Hoà Bình": "hoa-binh", "Thanh Hoá": "thanh-hoa",
			"Khánh Hoà": "khanh-hoa", "HP": "hai-phong", "Quang Ninh": "quang-ninh", "Kiên Giang": "kien-giang", "Nghệ An": "nghe-an",
		} {
			p := a.search(t, variables{"text": text, "kinds": []string{"PROVINCE"}, "first": 100})
			if len(p.Edges) == 0 || p.Edges[0].Node.Record.ID != slug || p.Edges[0].Node.Record.Typename != "Province" {
				t.Errorf("%q finds %+v, want %s", text, p.Edges, slug)
			}
			if typed := a.firstError(t, `query ($slug: String!) { province(slug: $slug) { id } }`, variables{"slug": text}); !strings.Contains(typed.Message, strconv.Quote(slug)) {
				t.Errorf("%q as a slug: %s", text, typed.Message)
			}
		}
	})
}

// TestEveryProvinceIsFoundByItsNameInAnyForm covers all provinces of the register.
func TestEveryProvinceIsFoundByItsNameInAnyForm(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		answer := askFor[struct {
			Provinces struct {
				Nodes []struct{ Slug, Name, NameEn string }
			}
		}](t, a, `{ provinces(first: 100) { nodes { slug name nameEn } } }`, nil)
		for _, p := range answer.Provinces.Nodes {
			glued := strings.NewReplacer(" ", "", "-", "").Replace(p.Name)
			for _, text := range []string{p.Name, withoutDiacritics(p.Name), p.NameEn, strings.ToUpper(p.Name), glued, withoutDiacritics(glued), p.Slug, strings.ReplaceAll(withoutDiacritics(p.Name), " ", "-")} {
				text, _, _ = strings.Cut(text, "-2025")
				if !slices.Contains(a.searchIDs(t, text, 100), p.Slug) {
					t.Errorf("%q does not find %s", text, p.Slug)
				}
			}
		}
		if len(answer.Provinces.Nodes) != 86 {
			t.Errorf("%d provinces", len(answer.Provinces.Nodes))
		}
	})
}
