package textsearch

import (
	"slices"
	"strings"
)

// Bounds on a query; what lies beyond is ignored.
const (
	maxGroups  = 16 // words and phrases that must match
	maxLetters = 64 // of a word
)

// Query is what somebody searches for: groups that must all be there. A group
// is the beginning of a word, or one of the phrases that have abbreviations,
// in full. The zero value finds nothing.
type Query struct {
	groups []string
	phrase string // the groups one after the other

	// What searchable text must hold, see tierIn.
	begins, wholes             []string // one for each group
	exact, startsWhole, starts string
	together                   string
}

// Parse reads what a person typed. Whether a phrase is abbreviated or not
// makes no difference to the query.
func Parse(text string) Query {
	words := spelledOut(wordsOf(text))
	var groups []string
	for len(words) > 0 && len(groups) < maxGroups {
		_, n := fullForms.at(words)
		if n == 0 {
			groups, words = append(groups, cut(words[0].text)), words[1:]
			continue
		}
		groups, words = append(groups, joined(words[:n])), words[n:]
	}
	return newQuery(groups)
}

func newQuery(groups []string) Query {
	phrase := strings.Join(groups, " ")
	starts := titleBar + " " + phrase
	q := Query{
		groups: groups, phrase: phrase,
		starts: starts, startsWhole: starts + " ", exact: starts + " " + titleBar,
		together: " " + phrase + " ",
	}
	for _, group := range groups {
		q.begins = append(q.begins, " "+group)
		q.wholes = append(q.wholes, " "+group+" ")
	}
	return q
}

func cut(text string) string {
	letters := []rune(text)
	return string(letters[:min(maxLetters, len(letters))])
}

// Empty reports whether there is no word to search for.
func (q Query) Empty() bool { return len(q.groups) == 0 }

// Key is the same for two queries exactly when they are the same query.
func (q Query) Key() string { return strings.Join(q.groups, "|") }

// Tier is how well a record matches; less is better.
type Tier int

// The tiers, best first.
const (
	TierExact       Tier = iota // a title is the query
	TierStartsWhole             // a title starts with the query's words
	TierStarts                  // a title starts with the query, its last word with more letters
	TierPhrase                  // the query's words stand together in this order
	TierWords                   // every word is there as a whole
	TierPrefixes                // every word of the query is the beginning of one
	TierWithin                  // so it is together with what the record belongs to
	tiers
)

// Searchable text is the folded titles of a record, each as it is written and
// with abbreviations spelled out, between bars: "| so tttt | so thong tin va
// truyen thong |". Words stand between spaces and no word holds a bar, so that
// a title's beginning and a word's beginning are found as plain text.
const titleBar = "|"

// searchable folds titles for tierIn.
func searchable(titles ...string) string {
	var out strings.Builder
	out.WriteString(titleBar)
	add := func(title string) { out.WriteString(" " + title + " " + titleBar) }
	for _, title := range titles {
		words := wordsOf(title)
		if len(words) == 0 {
			continue
		}
		written, full := joined(words), joined(spelledOut(words))
		add(written)
		if full != written {
			add(full)
		}
	}
	return out.String()
}

// tierIn ranks a searchable text; false when it does not match. within is
// searchable text of what the record belongs to.
func (q Query) tierIn(text, within string) (Tier, bool) {
	switch {
	case q.Empty() || !holdAll(q.begins, text, within):
		return 0, false
	case strings.Contains(text, q.exact):
		return TierExact, true
	case strings.Contains(text, q.startsWhole):
		return TierStartsWhole, true
	case strings.Contains(text, q.starts):
		return TierStarts, true
	case strings.Contains(text, q.together):
		return TierPhrase, true
	case holdAll(q.wholes, text):
		return TierWords, true
	case holdAll(q.begins, text):
		return TierPrefixes, true
	default:
		return TierWithin, true
	}
}

// holdAll reports whether each piece is in one of the texts.
func holdAll(pieces []string, texts ...string) bool {
	for _, piece := range pieces {
		if !slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(text, piece) }) {
			return false
		}
	}
	return true
}
