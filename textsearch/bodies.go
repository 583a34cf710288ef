package textsearch

import (
	"regexp"
	"strings"
)

// Rules for the ways to write the names of departments and ministries: Sở Kế hoạch
// và Đầu tư is also Sở KH&ĐT, Sở KHĐT, Sở KH và ĐT, SKHĐT and Sở Kế hoạch và ĐT.

// fields are the fields of work after which departments and ministries are named.
// Further ones come from a dataset's register of agencies.
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

// heads are the first words in the names of bodies that are named after a field.
var heads = []string{"Sở", "Bộ", "Phòng"}

// splitBodyName splits the name of a body into its head and field, and drops the
// place that may follow: Phòng Văn hóa và Thông tin thành phố Tam Kỳ becomes Phòng,
// and Văn hóa và Thông tin. The head is empty when the name has none of heads.
func splitBodyName(name string) (head, field string) {
	head, rest, _ := strings.Cut(name, " ")
	for _, known := range heads {
		if head == known {
			return head, strings.TrimSpace(placeSuffix.ReplaceAllString(rest, ""))
		}
	}
	return "", ""
}

// placeSuffix matches the place at the end of a body's name.
var placeSuffix = regexp.MustCompile(`(?i) (tỉnh|thành phố|tp|thị xã|huyện|quận|xã|phường|việt nam)( .*)?$`)

// partSeparator matches what separates the parts of a compound name.
var partSeparator = regexp.MustCompile(`\s*[,&–-]\s*|\s+và\s+`)

// maxParts limits the number of forms of a name, which grows exponentially.
const maxParts = 4

// nameParts splits a compound name into the parts that are abbreviated separately:
// Lao động, Thương binh, Xã hội. Four words without a separator are two compounds:
// Giao thông, vận tải. The result is nil for a name with more than maxParts.
func nameParts(name string) []string {
	var out []string
	for _, part := range partSeparator.Split(name, -1) {
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

// nameForm is one way to write a name.
type nameForm struct {
	text           string
	shortened      bool // at least one part is written as its initials
	firstShortened bool // the first part is written as its initials
	lastShortened  bool // the last part is written as its initials
}

// nameForms returns all forms of a name: each part in full or as its initials, with
// or without "và" between parts, and adjacent initials also as one word: KHĐT,
// KHvàĐT.
func nameForms(name string) []nameForm {
	parts := nameParts(name)
	if len(parts) == 0 {
		return nil
	}
	out := []nameForm{{text: parts[0]}}
	if short := shortForm(parts[0]); short != "" {
		out = append(out, nameForm{short, true, true, true})
	}
	for _, part := range parts[1:] {
		var longer []nameForm
		for _, w := range out {
			longer = append(longer, w.withPart(part, false)...)
			if short := shortForm(part); short != "" {
				longer = append(longer, w.withPart(short, true)...)
			}
		}
		out = longer
	}
	return out
}

// withPart returns the forms in which another part follows; short says that the part
// is written as its initials.
func (w nameForm) withPart(part string, short bool) []nameForm {
	var out []nameForm
	separators := []string{" ", " và "}
	if short && w.lastShortened {
		separators = append(separators, "", "và")
	}
	for _, between := range separators {
		out = append(out, nameForm{w.text + between + part, w.shortened || short, w.firstShortened, short})
	}
	return out
}

// shortForm returns the initials of a part; empty for a single word, which is never
// abbreviated to one letter.
func shortForm(part string) string {
	if !strings.Contains(part, " ") {
		return ""
	}
	return initials(part)
}

// initials returns the first letters of the words.
func initials(text string) string {
	var out strings.Builder
	for _, w := range strings.Fields(text) {
		out.WriteRune([]rune(w)[0])
	}
	return out.String()
}

// syllable matches text that may be a Vietnamese word without its diacritics.
var syllable = regexp.MustCompile(`^(b|ch?|d|gh?|gi|h|kh?|l|m|n|ngh?|nh|ph?|qu|r|s|th?|tr|v|x)?` +
	`([aeiou][aeiou]?[iouy]?(ch?|m|ng?|nh|p|t)?|y|ye[mnu](g|h)?)$`)
