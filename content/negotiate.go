package content

import (
	"cmp"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// JSON is the media type of JSON.
const JSON = "application/json"

// AcceptsGzip reports whether an Accept-Encoding header allows gzip and does not
// prefer an answer without encoding.
func AcceptsGzip(accept []string) bool {
	header := strings.Join(accept, ",")
	gzip := MostSpecific(header, "gzip", "x-gzip", "*").Quality
	return gzip > 0 && gzip >= MostSpecific(header, "identity").Quality
}

// acceptsIdentity reports whether an Accept-Encoding header allows an answer without
// encoding. It does unless it excludes "identity" or "*".
func acceptsIdentity(accept []string) bool {
	identity := MostSpecific(strings.Join(accept, ","), "identity", "*")
	return identity.specificity == 0 || identity.Quality > 0
}

// PrefersHTML reports whether a request prefers HTML to JSON, as those of browsers do.
func PrefersHTML(r *http.Request) bool {
	accept := strings.Join(r.Header.Values("Accept"), ",")
	page := MostSpecific(accept, "text/html", "text/*")
	return page.Quality > 0 && page.PreferredTo(MostSpecific(accept, JSON, "application/*"))
}

// Preference is how much a client wants one of the offered representations, as read
// from the part of its Accept header that applies to it. The zero value is a
// representation that the header does not allow.
type Preference struct {
	Quality     float64 // the q parameter; 1 without one
	specificity int     // larger for a part that names the representation more specifically
	position    int     // of the part in the header
}

// PreferredTo reports whether a client prefers p to other.
func (p Preference) PreferredTo(other Preference) bool {
	return cmp.Or(
		cmp.Compare(p.Quality, other.Quality),
		cmp.Compare(p.specificity, other.specificity),
		cmp.Compare(other.position, p.position),
	) > 0
}

// MostSpecific returns the preference of the part of an Accept header that names a
// representation most specifically. The representation is given by names, such as
// text/html and text/*, the most specific first.
func MostSpecific(header string, names ...string) Preference {
	var found Preference
	for position, part := range strings.Split(header, ",") {
		name, options, err := mime.ParseMediaType(part)
		specificity := 0
		if i := slices.Index(names, name); i >= 0 {
			specificity = len(names) - i
		}
		if err != nil || specificity <= found.specificity || !IsUTF8(options["charset"]) {
			continue
		}
		quality, err := strconv.ParseFloat(cmp.Or(options["q"], "1"), 64)
		if err != nil || !(quality >= 0 && quality <= 1) {
			continue
		}
		found = Preference{quality, specificity, position}
	}
	return found
}

// IsUTF8 reports whether a charset parameter is absent or means UTF-8 under any of the
// names that clients use.
func IsUTF8(charset string) bool {
	return charset == "" || strings.EqualFold(charset, "utf-8") || strings.EqualFold(charset, "utf8")
}
