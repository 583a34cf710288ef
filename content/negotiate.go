package main

import (
	"cmp"
	"mime"
	"slices"
	"strconv"
	"strings"
)

// negotiate picks the media type that the Accept header prefers. Without a
// preference it is application/json, which every client understands.
func negotiate(accept []string) (media string, acceptable bool) {
	header := strings.Join(accept, ",")
	if header == mediaJSON || strings.TrimSpace(header) == "" {
		return mediaJSON, true
	}
	var best preference
	for _, offered := range []string{mediaJSON, mediaGraphQL} {
		if r := closest(header, offered, "application/*", "*/*"); r.quality > 0 && r.preferredTo(best) {
			media, best = offered, r
		}
	}
	return media, best.quality > 0
}

// acceptsGzip reports whether the Accept-Encoding header allows gzip, and likes
// it no less than no encoding.
func acceptsGzip(accept []string) bool {
	header := strings.Join(accept, ",")
	gzip := closest(header, "gzip", "x-gzip", "*").quality
	return gzip > 0 && gzip >= closest(header, "identity").quality
}

// acceptsPlain reports whether the Accept-Encoding header allows what is not
// encoded, as it does unless it says otherwise.
func acceptsPlain(accept []string) bool {
	plain := closest(strings.Join(accept, ","), "identity", "*")
	return plain.closeness == 0 || plain.quality > 0
}

// preference is a part of an Accept header as it bears on one offer.
type preference struct {
	quality   float64
	closeness int // the larger, the more closely the offer is named
	position  int
}

func (r preference) preferredTo(other preference) bool {
	return cmp.Or(
		cmp.Compare(r.quality, other.quality),
		cmp.Compare(r.closeness, other.closeness),
		cmp.Compare(other.position, r.position),
	) > 0
}

// closest finds the part of an Accept header that decides about an offer: the
// one that names it most closely. Names are those of the offer, the closest first.
func closest(header string, names ...string) preference {
	var found preference
	for position, part := range strings.Split(header, ",") {
		name, options, err := mime.ParseMediaType(part)
		closeness := 0
		if place := slices.Index(names, name); place >= 0 {
			closeness = len(names) - place
		}
		if err != nil || closeness <= found.closeness || !isUTF8(options["charset"]) {
			continue
		}
		quality, err := strconv.ParseFloat(cmp.Or(options["q"], "1"), 64)
		if err != nil || !(quality >= 0 && quality <= 1) {
			continue
		}
		found = preference{quality, closeness, position}
	}
	return found
}

// isUTF8 takes also the name that many clients give it.
func isUTF8(charset string) bool {
	return charset == "" || strings.EqualFold(charset, "utf-8") || strings.EqualFold(charset, "utf8")
}
