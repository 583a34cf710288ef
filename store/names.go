package store

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"doichieu/ent"
	"doichieu/textsearch"
	"doichieu/vocab"
)

// Names are all values that an argument or filter may have in a release, such as
// the slugs of provinces.
type Names struct {
	all      []string // each once, in natural order
	known    map[string]bool
	numbered bool
	similar  func(text string, fits func(name string) bool) string
}

// Has reports whether anything in the release has the name.
func (n *Names) Has(name string) bool { return n.known[name] }

// maxNearest is the longest text, in bytes, for which a nearest name is computed.
const maxNearest = 100

// Nearest returns the name that a person probably meant by a text: the first
// result of a search for it (Sài Gòn, BRVT), or else the name with the smallest
// edit distance, to the text itself or to the text written as a slug (Binh Dihn).
// It is empty when no name is near, and for a single letter.
func (n *Names) Nearest(text string) string {
	if len(text) > maxNearest || utf8.RuneCountInString(text) < 2 {
		return ""
	}
	fits := func(name string) bool { return !n.numbered || sameNumber(text, name) }
	if found := n.similar(text, fits); found != "" {
		return found
	}
	if !strings.ContainsFunc(text, unicode.IsLetter) {
		return "" // all codes are equally near
	}
	candidates := n.all
	if n.numbered {
		candidates = slices.DeleteFunc(slices.Clone(candidates), func(name string) bool { return !fits(name) })
	}
	return cmp.Or(Nearest(text, candidates), Nearest(strings.ReplaceAll(textsearch.Fold(text), " ", "-"), candidates))
}

var digits = regexp.MustCompile(`[0-9]+`)

// sameNumber reports whether the first numbers in two texts are equal, or one text
// has none: 99999/QĐ-TTg is not a misspelt 749/QĐ-TTg.
func sameNumber(a, b string) bool {
	first, second := strings.TrimLeft(digits.FindString(a), "0"), strings.TrimLeft(digits.FindString(b), "0")
	return first == second || first == "" || second == ""
}

// Nearest returns the candidate with the smallest edit distance to a text. It is
// empty when that is more than one and two fifths of the text's length, and for
// long texts.
func Nearest(text string, candidates []string) string {
	if len(text) > maxNearest {
		return ""
	}
	nearest, fewest := "", len(text)*2/5+2
	for _, candidate := range candidates {
		if length := len(candidate) - len(text); max(length, -length) >= fewest {
			continue
		}
		if edits := levenshtein.ComputeDistance(text, candidate); edits < fewest {
			nearest, fewest = candidate, edits
		}
	}
	return nearest
}

// Names returns the values that exist for a field of a filter: agency, code,
// concept, document, function, indicator, initiative, legalDocument, number,
// province or region; nil for any other field.
func (r *Release) Names(field string) *Names { return r.names()[field] }

// gatherNames makes all Names; sync.OnceValue calls it.
func (r *Release) gatherNames() map[string]*Names {
	index := sync.OnceValue(func() *textsearch.Index { return textsearch.NewIndex(r.registerEntries()) })
	out := map[string]*Names{}
	for field, source := range nameSources {
		n := &Names{known: map[string]bool{}, numbered: source.numbered}
		n.similar = func(text string, fits func(string) bool) string { return source.similar(r, index, text, fits) }
		for _, name := range source.all(r) {
			if name != "" && !n.known[name] {
				n.known[name] = true
				n.all = append(n.all, name)
			}
		}
		out[field] = n
	}
	return out
}

// nameSource says where the names of a field come from.
type nameSource struct {
	all  func(*Release) []string
	kind vocab.SearchKind              // of the records that have the names; empty when they cannot be searched for
	of   func(*Release, string) string // the name of the record with an id

	numbered bool // names with different numbers are never similar
}

var nameSources = map[string]nameSource{
	"agency": {
		all:  namesOf(func(r *Release) []*ent.Agency { return r.Agencies }, func(a *ent.Agency) string { return a.Slug }),
		kind: vocab.SearchAgency, of: func(r *Release, id string) string { return r.agencies[id].Slug },
	},
	"function": {
		all:  namesOf(func(r *Release) []*ent.Agency { return r.Agencies }, func(a *ent.Agency) string { return a.Function }),
		kind: vocab.SearchAgency, of: func(r *Release, id string) string { return r.agencies[id].Function },
	},
	"indicator": {
		all:  namesOf(func(r *Release) []*ent.Indicator { return r.Indicators }, func(i *ent.Indicator) string { return i.Code }),
		kind: vocab.SearchIndicator, of: func(r *Release, id string) string { return r.indicators[id].Code },
	},
	"legalDocument": {
		all:  namesOf(func(r *Release) []*ent.LegalDocument { return r.LegalDocuments }, func(l *ent.LegalDocument) string { return l.Slug }),
		kind: vocab.SearchLegalDocument, of: func(r *Release, id string) string { return r.legal[id].Slug },
		numbered: true,
	},
	"number": {
		all:  namesOf(func(r *Release) []*ent.LegalDocument { return r.LegalDocuments }, func(l *ent.LegalDocument) string { return orEmpty(l.Number) }),
		kind: vocab.SearchLegalDocument, of: func(r *Release, id string) string { return orEmpty(r.legal[id].Number) },
		numbered: true,
	},
	"province": {
		all:  namesOf(func(r *Release) []*ent.Province { return r.Provinces }, func(p *ent.Province) string { return p.ID }),
		kind: vocab.SearchProvince, of: func(_ *Release, id string) string { return id },
	},
	"code": {
		all:  namesOf(func(r *Release) []*ent.Province { return r.Provinces }, func(p *ent.Province) string { return p.Code }),
		kind: vocab.SearchProvince, of: func(r *Release, id string) string { return r.provinces[id].Code },
	},
	"region": {
		all: namesOf(func(r *Release) []*ent.Province { return r.Provinces }, func(p *ent.Province) string { return p.Region }),
	},
	"concept": {
		all: namesOf(func(r *Release) []*ent.Concept { return r.Concepts }, func(c *ent.Concept) string { return c.Code }),
	},
	"document": {
		all: namesOf(func(r *Release) []*ent.Document { return r.Documents }, func(d *ent.Document) string { return d.Slug }),
	},
	"initiative": {
		all: namesOf(func(r *Release) []*ent.Initiative { return r.Initiatives }, func(i *ent.Initiative) string { return i.Slug }),
	},
}

func namesOf[T any](records func(*Release) []*T, name func(*T) string) func(*Release) []string {
	return func(r *Release) []string {
		var out []string
		for _, record := range records(r) {
			out = append(out, name(record))
		}
		return out
	}
}

// similar returns the name of the first record that a search for the text finds,
// among the names that fit. The search takes the parts of slugs and codes as words.
// It is empty for an abbreviation of several names, as BD is of Bình Định and Bình
// Dương.
func (s nameSource) similar(r *Release, index func() *textsearch.Index, text string, fits func(name string) bool) string {
	if s.kind == "" {
		return ""
	}
	hits := index().Find(index().Parse(text), []vocab.SearchKind{s.kind})
	hits = slices.DeleteFunc(hits, func(h textsearch.Hit) bool { name := s.of(r, h.ID); return name == "" || !fits(name) })
	if len(hits) == 0 || ambiguous(hits) {
		return ""
	}
	return s.of(r, hits[0].ID)
}

// ambiguous reports whether another record matches the text as well as the first
// hit does, and only in part.
func ambiguous(hits []textsearch.Hit) bool {
	first := hits[0]
	return first.Place.Tier == textsearch.TierWithin && slices.ContainsFunc(hits, func(other textsearch.Hit) bool {
		return other.Title != first.Title && other.Place.Tier == first.Place.Tier && other.Place.Folded == first.Place.Folded
	})
}
