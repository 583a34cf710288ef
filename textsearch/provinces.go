package textsearch

import (
	"slices"
	"strings"
)

// Rules for the ways to write the names of provinces: as one word (Daklak), as
// initials (BRVT), with c for k (Đắc Lắc), and after tỉnh or thành phố.

// otherNames are former names, foreign names and abbreviations that no rule derives
// from today's names. By rule, HN could also be Hà Nam, but nobody writes that.
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

// fewestInitials is the number of initials that identify a province on their own.
const fewestInitials = 3

// ProvinceNames returns other names of a province: names by which it is found, and
// short names of two letters, such as HP, for Entry.Around.
func ProvinceNames(name string) (names, short []string) {
	for _, base := range append([]string{name}, otherNames[name]...) {
		names = append(names, base, kindOfProvince(base)+" "+base)
		for _, spelling := range spellings(base) {
			unspaced := strings.ReplaceAll(spelling, " ", "")
			names = append(names, spelling, unspaced, strings.ReplaceAll(unspaced, "-", ""))
		}
		if parts := nameParts(base); len(parts) > 1 {
			for _, w := range nameForms(base) {
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

// kindOfProvince returns the word before a province's name.
func kindOfProvince(name string) string {
	if slices.Contains(cities, name) {
		return "thành phố"
	}
	return "tỉnh"
}

// spellings returns a name with k and with c in each of its words, because Đắk Lắk
// is also Đắc Lắc, and Bắc Kạn is also Bắc Cạn.
func spellings(name string) []string {
	out := []string{""}
	for i, word := range strings.Fields(name) {
		var longer []string
		for _, prefix := range out {
			if i > 0 {
				prefix += " "
			}
			longer = append(longer, prefix+word)
			if other := withC(word); other != word {
				longer = append(longer, prefix+other)
			}
		}
		out = longer
	}
	return out
}

// withC replaces every k by c, except before e, ê, i and y, where Vietnamese
// spelling requires k.
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
