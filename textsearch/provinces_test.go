package textsearch_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"doichieu/textsearch"
)

func TestProvinceNames(t *testing.T) {
	for name, tt := range map[string]struct{ names, short []string }{
		"An Giang":  {[]string{"AnGiang", "tỉnh An Giang"}, []string{"AG"}},
		"Hải Phòng": {[]string{"HảiPhòng", "thành phố Hải Phòng"}, []string{"HP"}},
		"Hồ Chí Minh": {[]string{
			"HCM", "HCMC", "HồChíMinh", "Sài Gòn", "SàiGòn", "thành phố Hồ Chí Minh", "thành phố Sài Gòn", "tỉnh HCMC",
		}, []string{"SG"}},
		// With c for k, in each word.
		"Đắk Lắk": {[]string{
			"Darlac", "tỉnh Darlac", "tỉnh Đắk Lắk", "Đắc Lắc", "Đắc Lắk", "ĐắcLắc", "ĐắcLắk", "Đắk Lắc", "ĐắkLắc", "ĐắkLắk",
		}, []string{"ĐL"}},
		"Kon Tum": {[]string{"Con Tum", "ConTum", "Công Tum", "CôngTum", "KonTum", "tỉnh Công Tum", "tỉnh Kon Tum"}, []string{"KT", "CT"}},
		// But not where c would be mispronounced.
		"Kiên Giang": {[]string{"KiênGiang", "tỉnh Kiên Giang"}, []string{"KG"}},
		// Each of two parts may be abbreviated.
		"Bà Rịa - Vũng Tàu": {[]string{
			"BR VT", "BR Vũng Tàu", "BR và VT", "BR và Vũng Tàu", "BRVT", "BRvàVT", "Bà Rịa VT", "Bà Rịa Vũng Tàu",
			"Bà Rịa và VT", "Bà Rịa và Vũng Tàu", "BàRịa-VũngTàu", "BàRịaVũngTàu", "tỉnh Bà Rịa - Vũng Tàu",
		}, nil},
		// A single letter is not an abbreviation.
		"Huế": {[]string{
			"TT Huế", "TT và Huế", "TTH", "Thừa Thiên - Huế", "Thừa Thiên Huế", "Thừa Thiên và Huế",
			"ThừaThiên-Huế", "ThừaThiênHuế", "thành phố Huế", "tỉnh Thừa Thiên - Huế",
		}, nil},
	} {
		names, short := textsearch.ProvinceNames(name)
		if diff := cmp.Diff(tt.names, names); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(tt.short, short); diff != "" {
			t.Errorf("%s for short (-want +got):\n%s", name, diff)
		}
	}
}
