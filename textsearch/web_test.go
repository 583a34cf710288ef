package textsearch

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"doichieu/vocab"
)

var update = flag.Bool("update", false, "write anew what the browser app knows of the rules")

// TestTheBrowserAppKnowsTheRules compares the lists that the app's filters use, and
// the verdicts on pairs of texts, with the files of the app. The app has a test of
// its own that checks the same verdicts.
func TestTheBrowserAppKnowsTheRules(t *testing.T) {
	lists := map[string]any{
		"abbreviations": listed(), "fields": fields, "heads": heads, "otherNames": otherNames, "cities": cities,
	}
	sameFile(t, "../web/src/search/rules.json", lists)
	var verdicts []verdict
	for _, p := range pairs {
		index := NewIndex([]Entry{{Kind: vocab.SearchIndicator, SortKey: "1", Title: p[0], TitleEn: p[1]}})
		verdicts = append(verdicts, verdict{p[0], p[1], p[2], len(index.Find(index.Parse(p[2]), vocab.SearchKinds)) == 1})
	}
	for _, p := range provincePairs {
		names, short := ProvinceNames(p[0])
		index := NewIndex([]Entry{{Kind: vocab.SearchProvince, SortKey: "1", Title: p[0], Names: names, Around: short}})
		verdicts = append(verdicts, verdict{p[0], "province", p[1], len(index.Find(index.Parse(p[1]), vocab.SearchKinds)) == 1})
	}
	sameFile(t, "../web/src/search/verdicts.json", verdicts)
}

// verdict says whether a typed text finds a title, or a province.
type verdict struct {
	Title   string `json:"title"`
	English string `json:"english"`
	Typed   string `json:"typed"`
	Finds   bool   `json:"finds"`
}

func listed() [][]string {
	var out [][]string
	for _, a := range abbreviations {
		out = append(out, append([]string{a.full}, a.alternatives...))
	}
	return out
}

func sameFile(t *testing.T, path string, want any) {
	t.Helper()
	var encoded bytes.Buffer
	encoder := json.NewEncoder(&encoded)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(want); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, encoded.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, encoded.Bytes()) {
		t.Errorf("%s is stale (%v); run go test ./textsearch -run TestTheBrowserApp -update", path, err)
	}
}

// pairs are titles, English titles and search texts.
var pairs = [][3]string{
	{"Tỷ lệ quy định được số hóa", "", "qui định"}, {"Tỷ lệ qui định được số hoá", "", "quy dinh so hóa"},
	{"Xử lý hồ sơ", "", "xử lí"}, {"Xử lí hồ sơ", "", "xu ly ho so"}, {"Kĩ năng số", "", "kỹ năng"}, {"Kỹ năng số", "", "ki nang"},
	{"UBND thành phố Quy Nhơn", "", "Qui Nhơn"}, {"Thuý Kiều", "", "thúy"}, {"Thúi", "", "thúy"}, {"Ngày mai", "", "may"}, {"Bàn tay", "", "tai"},
	{"Chữ ký số", "Digital signatures", "CKS"}, {"Cấp CKS", "", "chữ ký số"}, {"Chữ ký số", "", "chữ\u200bký\ufeffsố"}, {"Chữ ký số", "", "ký chữ"},
	{"Chữ ký số", "", "soft\u00adhyphen"}, {"Chữ ký số", "", "chữ ký số"}, {"Chữ ký số", "", "ｃｈữ ｋý"}, {"Chữ ký số", "", "hữ ký"}, {"Chữ ký số", "", "Chu K"},
	{"Ðà Nẵng", "", "đà nẵng"}, {"Đà Nẵng", "", "da nang"}, {"Điện thoại thông minh", "Adults with a smartphone", "smart adult"}, {"Kho mở", "Data sets", "đất"},
	{"Kho mở", "Data sets", "data"}, {"Quản lý nhà nước", "", "quan li nha nuoc"}, {"Quản lý liên thông", "", "quan li nha"}, {"Liên thông quản trị nhà", "", "quan ly nha"},
	{"Sở Kế hoạch và Đầu tư", "", "Sở KH&ĐT"}, {"Sở Kế hoạch và Đầu tư", "", "so khdt"}, {"Sở Kế hoạch và Đầu tư", "", "SKH-ĐT"}, {"Sở KHĐT", "", "sở kế hoạch đầu tư"},
	{"Sở KH và ĐT", "", "Sở Kế hoạch và Đầu tư"}, {"Sở Kế hoạch và Đầu tư", "", "Sở KHvàĐT"}, {"Sở LĐ-TBvàXH", "", "Sở LĐTBXH"}, {"Sở KH và ĐT", "", "so ke hoach va dau tu"}, {"Sở Lao động-TB&XH", "", "Sở LĐTBXH"}, {"Sở LĐTBXH", "", "lao động thương binh"},
	{"Sở Văn hoá, Thể thao và Du lịch", "", "Sở VH-TT&DL"}, {"Sở Nông nghiệp và PTNT", "", "NN&PTNT"}, {"Sở Giao thông vận tải", "", "Sở GT VT"}, {"Bộ TT&TT", "", "BTTTT"},
	{"Sở Tài chính", "", "STC"}, {"Sở Tài chính", "", "Sở TC"}, {"Sở Y tế", "", "Sở YT"}, {"Sở Tư pháp", "", "hồ sơ TP"}, {"Hồ sơ TP", "", "sở tư pháp"}, {"Sở Nội vụ", "", "Sở NV"},
	{"Kế hoạch đầu tư công", "", "kế hoạch và đầu tư"}, {"Công nghệ thông tin, truyền thông", "", "TT&TT"}, {"UBND tỉnh", "", "uy ban"}, {"Ủy ban nhân dân", "", "UB nhân dân"},
	{"DN vừa và nhỏ", "", "DNNVV"}, {"Doanh nghiệp vừa và nhỏ", "", "dnnvv"}, {"UBND TP.HCM", "", "thành phố hồ chí minh"}, {"TPHCM", "", "TP HCM"}, {"411/QĐ-TTg", "", "411 qd ttg"},
	{"Công nghệ thông tin", "", "thong ti"}, {"Công tác thông tin", "", "cong ty"}, {"Công ti cổ phần", "", "công ty"}, {"Thông tin", "", "tỷ"}, {"Tỉnh", "", "tỷ"},
	{"Xử lý", "", "li"}, {"Bản lý lịch", "", "ly ban"}, {"Bản lịch", "", "ly ban"}, {"Quản lý", "", "ban quan li"}, {"Ban quan liên", "", "ban quan li"},
	{"Hệ thống hỗ trợ", "System support", "sy"}, {"Hệ thống", "System", "system"}, {"Quyết toán", "", "quy"}, {"Kinh tế", "", "ky"}, {"½ m² ﬁ", "", "1 2 m2 fi"},
}

// provincePairs are provinces and search texts.
var provincePairs = [][2]string{
	{"Hồ Chí Minh", "TP.HCM"}, {"Hồ Chí Minh", "tphcm"}, {"Hồ Chí Minh", "Sài Gòn"}, {"Hồ Chí Minh", "saigon"}, {"Hồ Chí Minh", "hcm"}, {"Hồ Chí Minh", "hanoi"},
	{"Huế", "Thừa Thiên Huế"}, {"Huế", "TT-Huế"}, {"Huế", "hue"}, {"Huế", "tth"}, {"Đắk Lắk", "Daklak"}, {"Đắk Lắk", "Đắc Lắc"}, {"Đắk Lắk", "Dac Lak"},
	{"Bà Rịa - Vũng Tàu", "BRVT"}, {"Bà Rịa - Vũng Tàu", "BR-VT"}, {"Bà Rịa - Vũng Tàu", "Bà Rịa"}, {"Bà Rịa - Vũng Tàu", "vungtau"}, {"Bà Rịa - Vũng Tàu", "bariavungtau"},
	{"Bình Định", "tỉnh Bình Định"}, {"Bình Định", "binhdinh"}, {"Bình Định", "bđ"}, {"Bình Định", "Bình Dương"}, {"Hải Phòng", "TP Hải Phòng"}, {"Hải Phòng", "HP"},
	{"Hồ Chí Minh", "HCMC"}, {"Hà Nội", "HN"}, {"Hà Nội", "thủ đô hà nội"}, {"Lào Cai", "Lao Kay"}, {"Kon Tum", "Công Tum"},
	{"Kon Tum", "Kontum"}, {"Bắc Kạn", "Bac Can"}, {"Thanh Hóa", "Thanh Hoá"}, {"Long An", "LA"},
}
