package textsearch

import (
	"slices"
	"strings"
)

// How the names of provinces are written, by rule: in one word (Daklak), by
// initials (BRVT), with c for k (Đắc Lắc), and with what a province is in front.

// otherNames are former and foreign names and abbreviations that no rule makes of
// today's names. HN would be Hà Nam as well by rule, but nobody writes that.
var otherNames = map[string][]string{
	"Hồ Chí Minh": {"Sài Gòn", "HCMC"},
	"Huế":         {"Thừa Thiên - Huế"},
	"Hà Nội":      {"Hà Tây", "Thủ đô Hà Nội", "HN"},
	"Đà Nẵng":     {"Tourane"},
	"Đắk Lắk":     {"Darlac"},
	"Kon Tum":     {"Công Tum"},
	"Lào Cai":     {"Lao Kay", "Lào Kay"},
}

// cities are the names of the provinces that are called thành phố.
var cities = []string{"Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Hồ Chí Minh", "Sài Gòn", "Huế"}

// fewestInitials are enough to stand for a province by themselves.
const fewestInitials = 3

// ProvinceNames are other names for a province: those under which it is found,
// and those of two letters, as HP, which count only where nothing else has them.
func ProvinceNames(name string) (names, short []string) {
	for _, base := range append([]string{name}, otherNames[name]...) {
		names = append(names, base, kindOfProvince(base)+" "+base)
		for _, spelling := range spellings(base) {
			inOne := strings.ReplaceAll(spelling, " ", "")
			names = append(names, spelling, inOne, strings.ReplaceAll(inOne, "-", ""))
		}
		if parts := partsOf(base); len(parts) > 1 {
			for _, w := range waysToWrite(base) {
				names = append(names, w.text)
			}
		}
		letters := initials(strings.ReplaceAll(base, "-", ""))
		switch n := len([]rune(letters)); {
		case n >= fewestInitials:
			names = append(names, letters)
		case n > 1 && !syllable.MatchString(Fold(letters)):
			short = append(short, letters)
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	return slices.DeleteFunc(names, func(other string) bool { return other == name }), short
}

func kindOfProvince(name string) string {
	if slices.Contains(cities, name) {
		return "thành phố"
	}
	return "tỉnh"
}

// spellings are a name with k and with c in each of its words, since Đắk Lắk is
// Đắc Lắc and Bắc Kạn is Bắc Cạn.
func spellings(name string) []string {
	out := []string{""}
	for i, word := range strings.Fields(name) {
		var longer []string
		for _, begun := range out {
			if i > 0 {
				begun += " "
			}
			longer = append(longer, begun+word)
			if other := withC(word); other != word {
				longer = append(longer, begun+other)
			}
		}
		out = longer
	}
	return out
}

// withC writes c for every k but those before e, i and y, which Vietnamese never
// writes with c.
func withC(word string) string {
	letters := []rune(word)
	for i, r := range letters {
		if i+1 < len(letters) && strings.ContainsRune("eêiy", base(letters[i+1])) {
			continue
		}
		switch r {
		case 'k':
			letters[i] = 'c'
		case 'K':
			letters[i] = 'C'
		}
	}
	return string(letters)
}
