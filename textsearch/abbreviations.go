package textsearch

// abbreviations lists full forms, each with the abbreviations and spellings
// that stand for it. An abbreviation belongs to one full form only, and is
// left out when it is a word once folded: "TU" (Tỉnh ủy) would be every "từ".
// Punctuation and diacritics make no difference here.
var abbreviations = []struct {
	full   string
	others []string
}{
	// Digital transformation.
	{"chuyển đổi số", []string{"CĐS"}},
	{"chuyển đổi số quốc gia", []string{"CĐSQG"}},
	{"chữ ký số", []string{"CKS", "chữ kí số"}},
	{"dịch vụ công", []string{"DVC"}},
	{"dịch vụ công trực tuyến", []string{"DVCTT"}},
	{"thủ tục hành chính", []string{"TTHC"}},
	{"cải cách hành chính", []string{"CCHC"}},
	{"công nghệ thông tin", []string{"CNTT"}},
	{"công nghệ thông tin và truyền thông", []string{"CNTT&TT", "CNTTTT"}},
	{"cơ sở dữ liệu", []string{"CSDL"}},
	{"an toàn thông tin", []string{"ATTT"}},
	{"an toàn, an ninh mạng", []string{"ATANM"}},
	{"hệ thống thông tin", []string{"HTTT"}},
	{"thương mại điện tử", []string{"TMĐT"}},
	{"thanh toán không dùng tiền mặt", []string{"TTKDTM"}},
	{"chính phủ điện tử", []string{"CPĐT"}},
	{"chính quyền điện tử", []string{"CQĐT"}},
	{"trí tuệ nhân tạo", []string{"TTNT"}},
	{"đổi mới sáng tạo", []string{"ĐMST"}},
	{"truyền số liệu chuyên dùng", []string{"TSLCD"}},
	{"nền tảng tích hợp, chia sẻ dữ liệu", []string{"LGSP"}},
	{"trung tâm giám sát, điều hành thông minh", []string{"IOC"}},
	{"tỷ lệ", []string{"tỉ lệ"}},
	{"kỹ năng", []string{"kĩ năng"}},
	{"kỹ thuật", []string{"kĩ thuật"}},

	// Society and economy.
	{"doanh nghiệp nhỏ và vừa", []string{"DNNVV", "DNVVN", "doanh nghiệp vừa và nhỏ"}},
	{"doanh nghiệp nhà nước", []string{"DNNN"}},
	{"hợp tác xã", []string{"HTX"}},
	{"kinh tế - xã hội", []string{"KTXH", "KT-XH"}},
	{"tổng sản phẩm trên địa bàn", []string{"GRDP"}},
	{"mỗi xã một sản phẩm", []string{"OCOP"}},
	{"bảo hiểm xã hội", []string{"BHXH"}},
	{"bảo hiểm y tế", []string{"BHYT"}},
	{"ngân sách nhà nước", []string{"NSNN"}},
	{"quản lý nhà nước", []string{"QLNN"}},
	{"cán bộ, công chức, viên chức", []string{"CBCCVC"}},

	// Bodies.
	{"Ủy ban nhân dân", []string{"UBND"}},
	{"Hội đồng nhân dân", []string{"HĐND"}},
	{"Ban chỉ đạo", []string{"BCĐ"}},
	{"Ban quản lý", []string{"BQL"}},
	{"Mặt trận Tổ quốc", []string{"MTTQ"}},
	{"Thông tin và Truyền thông", []string{"TT&TT", "TTTT", "TT và TT", "Thông tin - Truyền thông"}},
	{"Sở Thông tin và Truyền thông", []string{"STTTT"}},
	{"Bộ Thông tin và Truyền thông", []string{"BTTTT"}},
	{"Giáo dục và Đào tạo", []string{"GD&ĐT", "GDĐT", "Giáo dục - Đào tạo"}},
	{"Khoa học và Công nghệ", []string{"KH&CN", "KHCN"}},
	{"Kế hoạch và Đầu tư", []string{"KH&ĐT", "KHĐT"}},
	{"Tài nguyên và Môi trường", []string{"TN&MT", "TNMT"}},
	{"Nông nghiệp và Phát triển nông thôn", []string{"NN&PTNT", "NNPTNT"}},
	{"Lao động - Thương binh và Xã hội", []string{"LĐTB&XH", "LĐ-TB&XH", "LĐTBXH"}},
	{"Văn hóa, Thể thao và Du lịch", []string{"VHTT&DL", "VH,TT&DL", "VHTTDL"}},
	{"Giao thông vận tải", []string{"GTVT"}},

	// Documents, as in their numbers: "Quyết định 411" is 411/QĐ-TTg.
	{"Quyết định", []string{"QĐ"}},
	{"Nghị quyết", []string{"NQ"}},
	{"Nghị định", []string{"NĐ"}},
	{"Chỉ thị", []string{"CT"}},
	{"Kế hoạch", []string{"KH"}},
	{"Thủ tướng", []string{"TTg"}},
	{"Chính phủ", []string{"CP"}},
}

// phrases maps what is folded to what it stands for.
type phrases struct {
	full    map[string][]word // an abbreviation to the words of its full form
	longest int               // words of the longest key
}

// fullForms are the full forms by themselves; inFull also knows what stands
// for them.
var fullForms, inFull = readAbbreviations()

func readAbbreviations() (full, others phrases) {
	full, others = phrases{full: map[string][]word{}}, phrases{full: map[string][]word{}}
	for _, a := range abbreviations {
		words := wordsOf(a.full)
		full.add(words, words)
		for _, other := range a.others {
			others.add(wordsOf(other), words)
		}
	}
	return full, others
}

func (p *phrases) add(key, full []word) {
	p.full[joined(key)] = full
	p.longest = max(p.longest, len(key))
}

// at finds the longest phrase that the words begin with, its full form and how
// many words it takes; none when that is 0.
func (p *phrases) at(words []word) (full []word, length int) {
	for n := min(p.longest, len(words)); n > 0; n-- {
		if full, ok := p.full[joined(words[:n])]; ok {
			return full, n
		}
	}
	return nil, 0
}

// spelledOut puts full forms in the place of abbreviations.
func spelledOut(words []word) []word {
	var out []word
	for len(words) > 0 {
		full, n := inFull.at(words)
		if n == 0 {
			out, words = append(out, words[0]), words[1:]
			continue
		}
		at := []int{words[0].start(), words[n-1].end()}
		for _, w := range full {
			out = append(out, word{text: w.text, own: w.own, at: at, whole: true})
		}
		words = words[n:]
	}
	return out
}
