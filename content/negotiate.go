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

// AcceptsGzip reports whether the Accept-Encoding header allows gzip, and prefers
// it to no encoding or has no preference.
func AcceptsGzip(accept []string) bool {
	header := strings.Join(accept, ",")
	gzip := MostSpecific(header, "gzip", "x-gzip", "*").Quality
	return gzip > 0 && gzip >= MostSpecific(header, "identity").Quality
}

// acceptsIdentity reports whether the Accept-Encoding header allows no encoding, as
// it does unless it says otherwise.
func acceptsIdentity(accept []string) bool {
	identity := MostSpecific(strings.Join(accept, ","), "identity", "*")
	return identity.specificity == 0 || identity.Quality > 0
}

// PrefersHTML reports whether a person looks with a browser, rather than a program.
func PrefersHTML(r *http.Request) bool {
	accept := strings.Join(r.Header.Values("Accept"), ",")
	page := MostSpecific(accept, "text/html", "text/*")
	return page.Quality > 0 && page.PreferredTo(MostSpecific(accept, JSON, "application/*"))
}

// Preference is the part of an Accept header that applies to an offer.
type Preference struct {
	Quality     float64
	specificity int // the larger, the more specifically the offer is named
	position    int
}

// PreferredTo reports whether a client prefers the one offer to the other.
func (p Preference) PreferredTo(other Preference) bool {
	return cmp.Or(
		cmp.Compare(p.Quality, other.Quality),
		cmp.Compare(p.specificity, other.specificity),
		cmp.Compare(other.position, p.position),
	) > 0
}

// MostSpecific finds the part of an Accept header that applies to an offer: the one
// that names it most specifically. Names are those of the offer, the most specific
// first.
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

// IsUTF8 reports whether a charset is UTF-8, by any of the names that clients use.
func IsUTF8(charset string) bool {
	return charset == "" || strings.EqualFold(charset, "utf-8") || strings.EqualFold(charset, "utf8")
}
