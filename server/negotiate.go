package main

import (
	"cmp"
	"mime"
	"strconv"
	"strings"
)

// negotiate picks the media type that the Accept header prefers. Without a
// preference it is application/json, which every client understands.
func negotiate(accept []string) (media string, acceptable bool) {
	header := strings.Join(accept, ",")
	if strings.TrimSpace(header) == "" {
		return mediaJSON, true
	}
	var best preference
	for _, offered := range []string{mediaJSON, mediaGraphQL} {
		names := map[string]int{offered: 3, "application/*": 2, "*/*": 1}
		if r := closest(header, names); r.quality > 0 && r.preferredTo(best) {
			media, best = offered, r
		}
	}
	return media, best.quality > 0
}

// acceptsGzip reports whether the Accept-Encoding header allows gzip.
func acceptsGzip(accept []string) bool {
	return closest(strings.Join(accept, ","), map[string]int{"gzip": 2, "*": 1}).quality > 0
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
// one that names it most closely. Names tells how closely each does.
func closest(header string, names map[string]int) preference {
	var found preference
	for position, part := range strings.Split(header, ",") {
		name, options, err := mime.ParseMediaType(part)
		closeness := names[name]
		if err != nil || closeness <= found.closeness || !isUTF8(options["charset"]) {
			continue
		}
		quality, err := strconv.ParseFloat(cmp.Or(options["q"], "1"), 64)
		if err != nil {
			continue
		}
		found = preference{quality, closeness, position}
	}
	return found
}

func isUTF8(charset string) bool { return charset == "" || strings.EqualFold(charset, "utf-8") }
