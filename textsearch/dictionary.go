package textsearch

import (
	"slices"

	"doichieu/vocab"
)

// dictionary holds abbreviations and their full forms.
type dictionary struct {
	fullForms  phrases // full forms, each mapped to itself
	expansions phrases // abbreviations and other forms, mapped to the full form
}

// phrases maps folded phrases to their meanings.
type phrases struct {
	meanings  map[string]meaning
	longest   int                 // number of words in the longest key
	ambiguous map[string][]string // names with several meanings, by each full form
}

// meaning is the full form that a phrase stands for.
type meaning struct {
	key, full  []word   // full is nil for an ambiguous phrase
	candidates [][]word // the full forms of an ambiguous phrase
	derived    bool     // by rule; listed meanings take precedence
	text       string   // the phrase before folding, if derived
}

// general is the dictionary that applies to any dataset.
var general = func() *dictionary {
	d := &dictionary{fullForms: phrases{meanings: map[string]meaning{}}, expansions: phrases{meanings: map[string]meaning{}}}
	for _, a := range abbreviations {
		full := wordsOf(a.full)
		d.fullForms.add(meaning{key: full, full: full})
		for _, other := range a.alternatives {
			d.expansions.add(meaning{key: wordsOf(other), full: full})
		}
	}
	for _, field := range fields {
		d.addField(field)
		for _, head := range heads {
			d.addBody(head, field)
		}
	}
	return d
}()

// withBodies returns a dictionary that also has the forms of the names of the bodies
// among the entries.
func (d *dictionary) withBodies(entries []Entry) *dictionary {
	out := &dictionary{d.fullForms.clone(), d.expansions.clone()}
	done := map[string]bool{}
	for _, e := range entries {
		if e.Kind != vocab.SearchAgency || done[e.Title] {
			continue
		}
		done[e.Title] = true
		if head, field := splitBodyName(e.Title); head != "" {
			out.addField(field)
			out.addBody(head, field)
		}
	}
	out.expansions.collectAmbiguous()
	return out
}

func (p phrases) clone() phrases {
	meanings := make(map[string]meaning, len(p.meanings))
	for key, m := range p.meanings {
		meanings[key] = m
	}
	return phrases{meanings: meanings, longest: p.longest}
}

// addField adds the forms of a field. A field of one part, such as Tài chính, is
// left out, because its initials alone are too short to identify it.
func (d *dictionary) addField(field string) {
	if len(nameParts(field)) < 2 {
		return
	}
	full := wordsOf(field)
	d.fullForms.add(meaning{key: full, full: full})
	for _, w := range nameForms(field) {
		if w.shortened {
			d.expansions.addDerived(w.text, full)
		}
	}
}

// addBody adds the forms of the name of a department: Sở KHĐT, SKHĐT. A field of a
// single part is not added in full, because "so y te" may also be số y tế.
func (d *dictionary) addBody(head, field string) {
	full := wordsOf(head + " " + field)
	single := len(nameParts(field)) == 1
	for _, w := range nameForms(field) {
		if single && !w.shortened {
			continue
		}
		d.expansions.addDerived(head+" "+w.text, full)
		if w.firstShortened {
			d.expansions.addDerived(initials(head)+w.text, full)
		}
	}
}

// addDerived adds a form that was derived by rule. The form may be the full form
// itself, which then gets its diacritics when it is typed without them. A form that
// could be read as a Vietnamese word is left out.
func (p *phrases) addDerived(text string, full []word) {
	if key := wordsOf(text); !looksVietnamese(key, full) {
		p.add(meaning{key: key, full: full, derived: true, text: text})
	}
}

// looksVietnamese reports whether a word of the key that is not in the full form
// could be a Vietnamese word without its diacritics: the CA of Bộ CA (Công an) would
// match every "cả".
func looksVietnamese(key, full []word) bool {
	return slices.ContainsFunc(key, func(w word) bool {
		return w.text != "va" && syllable.MatchString(w.text) &&
			!slices.ContainsFunc(full, func(f word) bool { return f.text == w.text })
	})
}

// add adds a meaning. A listed meaning takes precedence over a derived one. A phrase
// with two derived meanings is ambiguous and not expanded, see ambiguousNames.
func (p *phrases) add(m meaning) {
	key := joined(m.key)
	known, taken := p.meanings[key]
	switch {
	case taken && m.derived && !known.derived:
		return
	case taken && m.derived && !known.means(m.full):
		m.candidates = append(known.candidates, m.full)
		if known.full != nil {
			m.candidates = append(m.candidates, known.full)
		}
		m.full = nil
	case taken && m.derived:
		return
	}
	p.meanings[key] = m
	p.longest = max(p.longest, len(m.key))
}

// means reports whether full is the full form or one of the candidates.
func (m meaning) means(full []word) bool {
	return slices.ContainsFunc(append(m.candidates, m.full), func(other []word) bool { return joinedAccented(other) == joinedAccented(full) })
}

// ambiguousNames returns the abbreviated names that a body has in common with other
// bodies: Sở NV is Sở Nội vụ and Sở Ngoại vụ. The index adds them to the names of
// each of these bodies, since they cannot be expanded.
func (d *dictionary) ambiguousNames(name string) []string {
	head, field := splitBodyName(name)
	if head == "" {
		return nil
	}
	var out []string
	for _, full := range []string{head + " " + field, field} {
		out = append(out, d.expansions.ambiguous[joinedAccented(wordsOf(full))]...)
	}
	return out
}

// collectAmbiguous fills the ambiguous names after all meanings were added.
func (p *phrases) collectAmbiguous() {
	p.ambiguous = map[string][]string{}
	for _, m := range p.meanings {
		for _, full := range m.candidates {
			p.ambiguous[joinedAccented(full)] = append(p.ambiguous[joinedAccented(full)], m.text)
		}
	}
	for _, names := range p.ambiguous {
		slices.Sort(names)
	}
}

// longestMatch finds the longest phrase that the words begin with. It returns the
// phrase's full form and its number of words, which is 0 when there is none.
func (p *phrases) longestMatch(words []word) (full []word, length int) {
	for n := min(p.longest, len(words)); n > 0; n-- {
		if m, ok := p.meanings[joined(words[:n])]; ok && m.full != nil && (!m.derived || m.diacriticsAgree(words)) {
			return m.full, n
		}
	}
	return nil, 0
}

// diacriticsAgree reports whether each word either has no diacritics or those of the
// phrase: hồ sơ TP does not contain Sở TP (Tư pháp).
func (m meaning) diacriticsAgree(words []word) bool {
	for i, w := range m.key {
		if words[i].accented != words[i].text && words[i].accented != w.accented {
			return false
		}
	}
	return true
}

// expand replaces abbreviations by their full forms. Words with which both begin,
// such as Sở, keep their positions in the text.
func (d *dictionary) expand(words []word) []word {
	var out []word
	for len(words) > 0 {
		full, n := d.expansions.longestMatch(words)
		if n == 0 {
			out, words = append(out, words[0]), words[1:]
			continue
		}
		same := 0
		for same < min(n, len(full)) && words[same].text == full[same].text {
			out = append(out, word{text: full[same].text, accented: full[same].accented, positions: words[same].positions, expanded: words[same].expanded})
			same++
		}
		for _, w := range full[same:] {
			positions := []int{words[min(same, n-1)].start(), words[n-1].end()}
			out = append(out, word{text: w.text, accented: w.accented, positions: positions, expanded: true})
		}
		words = words[n:]
	}
	return out
}
