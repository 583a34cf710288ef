package textsearch

import (
	"regexp"
	"strings"
)

// How the names of departments and ministries are written, by rule: Sở Kế hoạch
// và Đầu tư is Sở KH&ĐT, Sở KHĐT, Sở KH và ĐT, SKHĐT and Sở Kế hoạch và ĐT.

// fields are what departments and ministries of the country are for; others come
// with a dataset's register.
var fields = []string{
	"Thông tin và Truyền thông",
	"Giáo dục và Đào tạo",
	"Khoa học và Công nghệ",
	"Kế hoạch và Đầu tư",
	"Tài nguyên và Môi trường",
	"Nông nghiệp và Phát triển nông thôn",
	"Lao động - Thương binh và Xã hội",
	"Văn hóa, Thể thao và Du lịch",
	"Giao thông vận tải",
	"Văn hóa và Thể thao",
	"Công Thương",
	"Du lịch",
	"Ngoại vụ",
	"Nội vụ",
	"Tài chính",
	"Tư pháp",
	"Xây dựng",
	"Y tế",
}

// heads begin the names of the bodies that are called by their field.
var heads = []string{"Sở", "Bộ", "Phòng"}

// bodyOf cuts the name of a body into its head and field, without the place that
// may follow: Phòng, Văn hóa và Thông tin of Phòng Văn hóa và Thông tin thành phố
// Tam Kỳ. The head is empty for any other name.
func bodyOf(name string) (head, field string) {
	head, rest, _ := strings.Cut(name, " ")
	for _, known := range heads {
		if head == known {
			return head, strings.TrimSpace(placeOfBody.ReplaceAllString(rest, ""))
		}
	}
	return "", ""
}

var placeOfBody = regexp.MustCompile(`(?i) (tỉnh|thành phố|tp|thị xã|huyện|quận|xã|phường|việt nam)( .*)?$`)

// betweenParts stands between the parts of a compound name.
var betweenParts = regexp.MustCompile(`\s*[,&–-]\s*|\s+và\s+`)

// maxParts bounds the ways to write a name.
const maxParts = 4

// partsOf are the parts of a compound name that letters stand for: Lao động,
// Thương binh, Xã hội. Four words in a row are two compounds: Giao thông, vận
// tải. There are none for names of too many parts.
func partsOf(name string) []string {
	var out []string
	for _, part := range betweenParts.Split(name, -1) {
		words := strings.Fields(part)
		switch {
		case len(words) == 4:
			out = append(out, strings.Join(words[:2], " "), strings.Join(words[2:], " "))
		default:
			out = append(out, strings.Join(words, " "))
		}
	}
	if len(out) > maxParts {
		return nil
	}
	return out
}

// way is one way to write a name.
type way struct {
	text        string
	shortened   bool // a part is written by its initials
	beginsShort bool // the first part is
	endsShort   bool // the last part is
}

// waysToWrite are all of them: each part in full or by its initials, parts with
// "và" or without between them, initials also in one word: KHĐT, KHvàĐT.
func waysToWrite(name string) []way {
	parts := partsOf(name)
	if len(parts) == 0 {
		return nil
	}
	out := []way{{text: parts[0]}}
	if short := shortOf(parts[0]); short != "" {
		out = append(out, way{short, true, true, true})
	}
	for _, part := range parts[1:] {
		var longer []way
		for _, w := range out {
			longer = append(longer, w.and(part, false)...)
			if short := shortOf(part); short != "" {
				longer = append(longer, w.and(short, true)...)
			}
		}
		out = longer
	}
	return out
}

// and adds a part, which may be shortened.
func (w way) and(part string, short bool) []way {
	var out []way
	separators := []string{" ", " và "}
	if short && w.endsShort {
		separators = append(separators, "", "và")
	}
	for _, between := range separators {
		out = append(out, way{w.text + between + part, w.shortened || short, w.beginsShort, short})
	}
	return out
}

// shortOf is a part by its initials; empty for a single word, which is never
// written by one letter.
func shortOf(part string) string {
	if !strings.Contains(part, " ") {
		return ""
	}
	return initials(part)
}

// initials are the first letters of the words.
func initials(text string) string {
	var out strings.Builder
	for _, w := range strings.Fields(text) {
		out.WriteRune([]rune(w)[0])
	}
	return out.String()
}

// syllable matches what may be a Vietnamese word without diacritics.
var syllable = regexp.MustCompile(`^(b|ch?|d|gh?|gi|h|kh?|l|m|n|ngh?|nh|ph?|qu|r|s|th?|tr|v|x)?` +
	`([aeiou][aeiou]?[iouy]?(ch?|m|ng?|nh|p|t)?|y|ye[mnu](g|h)?)$`)
