package textsearch_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"doichieu/textsearch"
	"doichieu/vocab"
)

// general is an empty index, with only the abbreviations that apply to any dataset.
var general = textsearch.NewIndex(nil)

func parse(text string) textsearch.Query { return general.Parse(text) }

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"Chữ ký số":                        "chu ki so",
		norm.NFD.String("Chữ ký số"):       "chu ki so",
		"ĐẶNG ĐÌNH Đường":                  "dang dinh duong",
		"Ðà Nẵng":                          "da nang", // with the Icelandic letter
		"  411/QĐ-TTg. ":                   "411 qd ttg",
		"Sở TT&TT":                         "so tt tt",
		"100%_\\'\"\x00|(a)":               "100 a",
		"":                                 "",
		"…—“”":                             "",
		"soft\u00adhyphen zero\u200bwidth": "softhyphen zero width",
		"한국 Ελλάδα 中文":                     "한국 ελλαδα 中文",
		"ＣＨữ ｋý ｓố":                        "chu ki so",
		"ﬁ ½ m²":                           "fi 1 2 m2",
		"ㄱㅏ":                               "가",
		"bad \xff utf8":                    "bad utf8",
	} {
		if got := textsearch.Fold(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestSameQuery(t *testing.T) {
	for _, same := range [][]string{
		{"chu ky so", "chữ ký số", "CKS", "cks", "Chữ  Ký-Số", "chữ kí số"},
		{"DVCTT", "dịch vụ công trực tuyến", "dvc truc tuyen"},
		{"Sở TT&TT", "so tt-tt", "Sở TTTT", "STTTT", "sở thông tin và truyền thông", "Sở Thông tin - Truyền thông"},
		{"411/QĐ-TTg", "411/qd-ttg", "411 qd ttg", "411 quyết định thủ tướng"},
		{"GD&ĐT", "gdđt", "Giáo dục và Đào tạo"},
		{"tỷ lệ", "tỉ lệ", "TY LE"},
		{"ｃｈữ ký số", "chữ ký số"},
		{"quy định", "qui định", "QUI ĐỊNH"},
		{"xử lý", "xử lí"},
		{"kỹ năng", "kĩ năng", "ky nang", "ki nang"},
		{"Quy Nhơn", "Qui Nhơn", "Quy\u200bNhơn"},
		{"bác sĩ", "bác sỹ"},
		{"quỳnh", "quình"},
		{"Sở KH&ĐT", "Sở KHĐT", "Sở KH-ĐT", "Sở KH và ĐT", "SKHĐT", "Sở Kế hoạch và Đầu tư", "Sở kế hoạch đầu tư", "so khdt", "so ke hoach va dau tu", "Sở Kế hoạch & ĐT"},
		{"Sở LĐTBXH", "Sở LĐ-TB&XH", "Sở LĐTB&XH", "Sở LĐ, TB và XH", "Sở Lao động-TB&XH", "Sở Lao động - Thương binh và Xã hội"},
		{"Sở NN&PTNT", "Sở NNPTNT", "Sở Nông nghiệp và PTNT", "Sở NN và Phát triển nông thôn"},
		{"Bộ TN&MT", "BTNMT", "Bộ TNMT", "bộ tài nguyên và môi trường"},
		{"TP.HCM", "TPHCM", "tp hcm", "thành phố Hồ Chí Minh"},
		{"số hóa", "số hoá", norm.NFD.String("SỐ HÓA"), "ｓố ｈóａ"},
		{"Uỷ ban", "Ủy ban"},
		{"", "%", "…", "\x00"},
	} {
		want := parse(same[0]).Key()
		for _, text := range same[1:] {
			if got := parse(text).Key(); got != want {
				t.Errorf("%q is %q, %q is %q", same[0], want, text, got)
			}
		}
	}
}

// TestOtherWordsAreOtherQueries has pairs that differ in i and y, or of which one
// folds to an abbreviation.
func TestOtherWordsAreOtherQueries(t *testing.T) {
	for _, other := range [][2]string{
		{"mai", "may"}, {"tai", "tay"}, {"thúy", "thúi"}, {"hai", "hay"}, {"lai", "lay"}, {"quai", "quay"}, {"tui", "tuy"},
		{"hồ sơ TP", "hồ Sở Tư pháp"}, {"cán bộ cả nước", "cán Bộ Công an nước"}, {"kế hoạch đầu tư", "kế hoạch và đầu tư"},
	} {
		if a, b := parse(other[0]).Key(), parse(other[1]).Key(); a == b {
			t.Errorf("%q and %q are both %q", other[0], other[1], a)
		}
	}
}

// TestDepartmentsOfARegister has a department whose field is not in the list, one
// whose field has a single part, and two with the same abbreviation.
func TestDepartmentsOfARegister(t *testing.T) {
	var register []textsearch.Entry
	for _, name := range []string{"Sở Dân tộc và Tôn giáo", "Sở Tài chính", "Sở Nội vụ", "Sở Ngoại vụ", "Sở Y tế",
		"Phòng Kinh tế", "Phòng Kiến trúc", "Phòng Kỹ thuật", "Chi cục Thủy sản và Kiểm ngư", "Sở Dân vận và Ba Ân",
		"Sở Văn hóa, Gia đình, Thể thao và Du lịch", "Sở Văn hóa, Gia đình, Báo chí, Thể thao và Du lịch", "Phòng Văn hóa và Thông tin thành phố Tam Kỳ", "Bộ Công an"} {
		register = append(register, textsearch.Entry{Kind: vocab.SearchAgency, ID: name, SortKey: name, Title: name})
	}
	index := textsearch.NewIndex(register)
	for text, want := range map[string]string{
		"Sở DT&TG": "Sở Dân tộc và Tôn giáo", "SDTTG": "Sở Dân tộc và Tôn giáo", "so dan toc ton giao": "Sở Dân tộc và Tôn giáo",
		"Sở TC": "Sở Tài chính", "STC": "Sở Tài chính", "Sở YT": "Sở Y tế",
		"Phòng VHTT Tam Kỳ": "Phòng Văn hóa và Thông tin thành phố Tam Kỳ", "Phòng VH&TT TP Tam Kỳ": "Phòng Văn hóa và Thông tin thành phố Tam Kỳ",
		"Sở VHGĐTTDL":            "Sở Văn hóa, Gia đình, Thể thao và Du lịch",
		"Sở VHGĐBCTTDL":          "",                    // too many parts to be abbreviated
		"Chi cục Thủy sản và KN": "",                    // a Chi cục is not abbreviated
		"Sở Dân vận và Ba":       "Sở Dân vận và Ba Ân", // its initials, Ba, are also its first word
		"bộ ca":                  "", "hồ sơ tc": "",
	} {
		hits := index.Find(index.Parse(text), vocab.SearchKinds)
		if want == "" && len(hits) > 0 || want != "" && (len(hits) != 1 || hits[0].ID != want) {
			t.Errorf("%q finds %v, want %q", text, hits, want)
		}
	}
	for text, want := range map[string]int{"Phòng KT": 3, "Sở NV": 2, "snv": 2, "sở nội vụ": 1} {
		if hits := index.Find(index.Parse(text), vocab.SearchKinds); len(hits) != want {
			t.Errorf("%q finds %v", text, hits)
		}
	}
}

// TestTextsThatGrowCostLittle counts allocations, because unlike times they do not
// depend on the load of the machine.
func TestTextsThatGrowCostLittle(t *testing.T) {
	for name, text := range map[string]string{
		"compatibility forms": strings.Repeat("\ufdfa", 10_000),
		"combining marks":     "a" + strings.Repeat("\u0301", 10_000),
		"one long word":       strings.Repeat("đ", 1_000_000),
		"many words":          strings.Repeat("ký ", 300_000),
	} {
		if got := testing.AllocsPerRun(5, func() { parse(text) }); got > 10_000 {
			t.Errorf("%s: %.0f allocations", name, got)
		}
	}
}

func TestDiacriticsMakeAnotherQuery(t *testing.T) {
	seen := map[string]string{}
	for _, text := range []string{"so", "số", "sở", "dat", "đất", "đạt", "chữ ký số", "chu kỳ sở"} {
		key := parse(text).Key()
		if seen[key] != "" {
			t.Errorf("%q and %q are one query", seen[key], text)
		}
		seen[key] = text
	}
}

func TestBoundsOfAQuery(t *testing.T) {
	long := strings.Repeat("a", 65)
	if got := parse(long).Key(); got != long[:64] {
		t.Errorf("a word of 65 letters became one of %d", len(got))
	}
	words := strings.Repeat("a ", 16)
	if parse(words+"b").Key() != parse(words).Key() {
		t.Error("the 17th word counts")
	}
	blank := strings.Repeat(" ", 1999)
	if parse(blank + "a").Empty() {
		t.Error("the 2000th character does not count")
	}
	if !parse(blank + " a").Empty() {
		t.Error("the 2001st character counts")
	}
	if parse("a b").Key() == parse("a").Key() {
		t.Error("the second word does not count")
	}
}

// entries are in an order that no test expects.
var entries = []textsearch.Entry{
	{Kind: vocab.SearchTask, ID: "long", SortKey: "8", Title: "Ký hợp đồng và số hóa chứng từ, chữ viết"},
	{Kind: vocab.SearchTask, ID: "within", SortKey: "7", Title: "Mua sắm", Within: "Chữ ký số"},
	{Kind: vocab.SearchTask, ID: "phrase", SortKey: "6", Title: "Cấp chữ ký số"},
	{Kind: vocab.SearchTask, ID: "abbreviated", SortKey: "5", Title: "Cấp CKS cho dân"},
	{Kind: vocab.SearchTask, ID: "starts longer", SortKey: "4", Title: "Chữ ký số cá nhân của người dân"},
	{Kind: vocab.SearchTask, ID: "starts b", SortKey: "3", Title: "Chữ ký số cá nhân"},
	{Kind: vocab.SearchTarget, ID: "starts a", SortKey: "2", Title: "Chữ ký số cơ quan"},
	{Kind: vocab.SearchIndicator, ID: "exact", SortKey: "1", Title: "Chữ ký số", TitleEn: "Digital signatures"},
	{Kind: vocab.SearchAgency, ID: "alias", SortKey: "0", Title: "Trung tâm Chứng thực", Names: []string{"TTCT", "Trung tâm chữ ký số"}, Within: "Quảng Nam"},
}

func found(text string, kinds ...vocab.SearchKind) []string {
	if len(kinds) == 0 {
		kinds = vocab.SearchKinds
	}
	ids := []string{}
	for _, hit := range textsearch.NewIndex(entries).Find(parse(text), kinds) {
		ids = append(ids, hit.ID)
	}
	return ids
}

func TestRanking(t *testing.T) {
	for text, want := range map[string][]string{
		"CKS":               {"exact", "starts a", "starts b", "starts longer", "phrase", "abbreviated", "alias", "within"},
		"số ký chữ":         {"exact", "phrase", "abbreviated", "starts a", "starts b", "alias", "starts longer", "long", "within"},
		"chu k":             {"exact", "starts a", "starts b", "starts longer", "phrase", "abbreviated", "alias", "long", "within"},
		"digital sig":       {"exact"},
		"cks quang nam":     {"alias"},
		"ttct":              {"alias"},
		"chu ky soan":       {},
		"hua ky so":         {}, // only the beginnings of words match
		"chữ ký số | c":     {"starts a", "starts b", "starts longer", "exact", "phrase", "abbreviated", "alias", "within"},
		"":                  {},
		"% _":               {},
		"chu chu chu ky so": {"exact", "phrase", "abbreviated", "starts a", "starts b", "alias", "starts longer", "within"},
	} {
		if diff := cmp.Diff(want, found(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	if diff := cmp.Diff([]string{"exact", "starts a"}, found("CKS", vocab.SearchTarget, vocab.SearchIndicator)); diff != "" {
		t.Errorf("of two kinds (-want +got):\n%s", diff)
	}
}

// alike has words with the same folded forms as other words.
var alike = []textsearch.Entry{
	{Kind: vocab.SearchAgency, ID: "Sở", SortKey: "0", Title: "Sở Y tế", TitleEn: "Department of Health"},
	{Kind: vocab.SearchTask, ID: "sở số", SortKey: "1", Title: "Sở dùng kho số"},
	{Kind: vocab.SearchTask, ID: "số", SortKey: "2", Title: "Số hộ có điện thoại"},
	{Kind: vocab.SearchTask, ID: "sống", SortKey: "3", Title: "Nơi sống"},
	{Kind: vocab.SearchTask, ID: "chủ", SortKey: "4", Title: "Chủ tịch"},
	{Kind: vocab.SearchTask, ID: "chữ", SortKey: "5", Title: "Người biết chữ"},
	{Kind: vocab.SearchTask, ID: "chữ ký số", SortKey: "6", Title: "Cấp CKS"},
	{Kind: vocab.SearchIndicator, ID: "data", SortKey: "7", Title: "Kho mở", TitleEn: "Data sets"},
	{Kind: vocab.SearchTask, ID: "đất", SortKey: "8", Title: "Hồ sơ về đất"},
	{Kind: vocab.SearchTask, ID: "đạt", SortKey: "9", Title: "Đạt chuẩn"},
	{Kind: vocab.SearchFinding, ID: "Đất", SortKey: "a", Title: "Có", TitleEn: "The row “Đất” is empty"},
	{Kind: vocab.SearchIndicator, ID: "GRDP", SortKey: "b", Title: "Tăng trưởng", TitleEn: "GRDP growth"},
}

func TestRankingByDiacritics(t *testing.T) {
	index := textsearch.NewIndex(alike)
	for text, want := range map[string][]string{
		"số":                         {"số", "chữ ký số", "sở số", "sống", "Sở", "đất"},
		"SỐ":                         {"số", "chữ ký số", "sở số", "sống", "Sở", "đất"},
		norm.NFD.String("số"):        {"số", "chữ ký số", "sở số", "sống", "Sở", "đất"},
		"ｓố":                         {"số", "chữ ký số", "sở số", "sống", "Sở", "đất"},
		"so":                         {"Sở", "sở số", "số", "chữ ký số", "đất", "sống"},
		"sở":                         {"Sở", "sở số", "số", "chữ ký số", "đất", "sống"},
		"chữ":                        {"chữ ký số", "chữ", "chủ", "đạt"},
		"chữ ky":                     {"chữ ký số"},
		"chu ky so":                  {"chữ ký số"},
		"đất":                        {"Đất", "đất", "đạt"},
		"đ":                          {"đạt", "Đất", "GRDP", "đất", "số", "sở số"},
		"dat":                        {"đạt", "data", "Đất", "đất"},
		"đất data":                   {},
		"kho data":                   {"data"},
		"kho dạta":                   {},
		"tổng sản phẩm đất":          {},
		"tổng sản phẩm trên địa bàn": {"GRDP"},
		"tong san pham tren dia ban": {"GRDP"},
	} {
		ids := []string{}
		for _, hit := range index.Find(parse(text), vocab.SearchKinds) {
			ids = append(ids, hit.ID)
		}
		if diff := cmp.Diff(want, ids); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

// brackets joins parts, with marked ones in brackets.
func brackets(parts []textsearch.Part) string {
	var out strings.Builder
	for _, part := range parts {
		if part.Marked {
			out.WriteString("[" + part.Text + "]")
			continue
		}
		out.WriteString(part.Text)
	}
	return out.String()
}

func TestMark(t *testing.T) {
	for _, tt := range []struct{ text, query, want string }{
		{"Cấp chữ ký số", "CKS", "Cấp [chữ ký số]"},
		{"Cấp CKS, chữ ký  số", "chu ky so", "Cấp [CKS], [chữ ký  số]"},
		{"Sở TT&TT tỉnh", "truyền thông", "Sở [TT&TT] tỉnh"},
		{"Chuyển đổi số của UBND", "chuyen d", "[Chuyển đ]ổi số của UBND"},
		{"411/QĐ-TTg: Chiến lược", "411 qd ttg", "[411/QĐ-TTg]: Chiến lược"},
		{"Đường (Đông)", "d", "[Đ]ường ([Đ]ông)"},
		{norm.NFD.String("đường số"), "duo", "[đườ]ng số"},
		{"x\u0301\u0323yz", "x", "[x\u0323\u0301]yz"}, // combining marks stay with their letter
		{"Sở có kho số, CKS", "số", "Sở có kho [số], CKS"},
		{"Sở có kho", "số", "[Sở] có kho"},
		{"Sở có CKS", "số", "Sở có [CKS]"},
		{"Số hoá", "số hóa", "[Số hoá]"},
		{"ｃｈữ ký số: ｓ", "chữ ký số", "[ｃｈữ ký số]: ｓ"},
		{"ﬁnd ½ 5㎞", "f 1 5k", "[ﬁ]nd [½] [5㎞]"},
		{"Nothing here", "else", "Nothing here"},
		{"", "a", ""},
		{"a b", "", "a b"},
	} {
		if got := brackets(textsearch.Mark(tt.text, parse(tt.query))); got != tt.want {
			t.Errorf("%q in %q: %q, want %q", tt.query, tt.text, got, tt.want)
		}
	}
}

func TestMarkTitle(t *testing.T) {
	agency := &textsearch.Entry{Title: "Sở Tài chính", TitleEn: "Finance", Names: []string{"STC", "Ngành tài chính"}, Within: "Bình Định"}
	for query, want := range map[string]string{
		"tài chính":           "Sở [Tài chính]",
		"nganh":               "Sở Tài chính ([Ngành] tài chính)",
		"stc":                 "[Sở Tài chính]",
		"sở tài chính bình d": "[Sở Tài chính (Bình Đ]ịnh)",
		"finance":             "Sở Tài chính",
		"định":                "Sở Tài chính (Bình [Định])",
		"ngành tại":           "Sở [Tài] chính ([Ngành tài] chính)",
	} {
		if got := brackets(agency.MarkTitle(parse(query))); got != want {
			t.Errorf("%q: %q, want %q", query, got, want)
		}
	}
	system := &textsearch.Entry{Title: "Hệ thống thông tin", Names: []string{"Nền tảng số"}}
	for query, want := range map[string]string{
		"thông ti":     "Hệ thống [thông ti]n",
		"nền thông ti": "Hệ thống [thông ti]n ([Nền] tảng số)",
	} {
		if got := brackets(system.MarkTitle(parse(query))); got != want {
			t.Errorf("%q: %q, want %q", query, got, want)
		}
	}
	if got := brackets(agency.MarkTitleEn(parse("fín"))); got != "Finance" {
		t.Errorf("a Vietnamese word in English: %q", got)
	}
	if got := brackets(agency.MarkTitleEn(parse("fin"))); got != "[Fin]ance" {
		t.Errorf("in English: %q", got)
	}
}
