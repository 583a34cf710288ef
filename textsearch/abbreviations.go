package textsearch

// abbreviations lists full forms, each with the abbreviations that stand for it, if
// any. A query treats a full form as one word. The abbreviations of departments are
// derived by rule, see fields. An abbreviation stands for only one full form. It is
// left out when its folded form is a word: "TU" (Tỉnh ủy) would match every "từ".
// Punctuation and diacritics make no difference here.
var abbreviations = []struct {
	full         string
	alternatives []string
}{
	// Digital transformation.
	{"chuyển đổi số", []string{"CĐS"}},
	{"chuyển đổi số quốc gia", []string{"CĐSQG"}},
	{"chữ ký số", []string{"CKS"}},
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
	{"tỷ lệ", nil},
	{"kỹ năng", nil},
	{"kỹ thuật", nil},

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
	{"Thông tin và Truyền thông", []string{"Thông tin - Truyền thông"}},
	{"Giáo dục và Đào tạo", []string{"Giáo dục - Đào tạo"}},
	{"khu công nghiệp", []string{"KCN"}},
	{"khu kinh tế", []string{"KKT"}},

	// Places.
	{"thành phố", []string{"TP"}},
	{"thành phố Hồ Chí Minh", []string{"TP.HCM", "TPHCM"}},

	// Documents, as abbreviated in their numbers: "Quyết định 411" is 411/QĐ-TTg.
	{"Quyết định", []string{"QĐ"}},
	{"Nghị quyết", []string{"NQ"}},
	{"Nghị định", []string{"NĐ"}},
	{"Chỉ thị", []string{"CT"}},
	{"Kế hoạch", []string{"KH"}},
	{"Thủ tướng", []string{"TTg"}},
	{"Chính phủ", []string{"CP"}},
}
