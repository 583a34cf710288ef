package textsearch

import (
	"slices"

	"doichieu/vocab"
)

// dictionary knows which phrases stand for each other.
type dictionary struct {
	full   phrases // the full forms by themselves
	inFull phrases // what stands for them
}

// phrases maps what is folded to what it stands for.
type phrases struct {
	of      map[string]meaning
	longest int                 // words of the longest key
	shared  map[string][]string // names that stand for several full forms, by the full form
}

// meaning is what a phrase stands for.
type meaning struct {
	key, full []word   // full is nil when there are several
	several   [][]word // full forms, when there are
	ruled     bool     // it is made by rule, and gives way to one that is listed
	text      string   // as it was made by rule
}

// general is what holds for any text.
var general = func() *dictionary {
	d := &dictionary{full: phrases{of: map[string]meaning{}}, inFull: phrases{of: map[string]meaning{}}}
	for _, a := range abbreviations {
		full := wordsOf(a.full)
		d.full.add(meaning{key: full, full: full})
		for _, other := range a.others {
			d.inFull.add(meaning{key: wordsOf(other), full: full})
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

// with is the dictionary with the ways to write the bodies among the entries.
func (d *dictionary) with(entries []Entry) *dictionary {
	out := &dictionary{d.full.clone(), d.inFull.clone()}
	done := map[string]bool{}
	for _, e := range entries {
		if e.Kind != vocab.SearchAgency || done[e.Title] {
			continue
		}
		done[e.Title] = true
		if head, field := bodyOf(e.Title); head != "" {
			out.addField(field)
			out.addBody(head, field)
		}
	}
	out.inFull.finish()
	return out
}

func (p phrases) clone() phrases {
	of := make(map[string]meaning, len(p.of))
	for key, m := range p.of {
		of[key] = m
	}
	return phrases{of: of, longest: p.longest}
}

// addField adds the ways to write what departments are for. That of one part,
// as Tài chính, is too short to be known by its letters alone.
func (d *dictionary) addField(field string) {
	if len(partsOf(field)) < 2 {
		return
	}
	full := wordsOf(field)
	d.full.add(meaning{key: full, full: full})
	for _, w := range waysToWrite(field) {
		if w.shortened {
			d.inFull.addRuled(w.text, full)
		}
	}
}

// addBody adds the ways to write a department of a field: Sở KHĐT, SKHĐT. One of a
// single part in full is left as it is: "so y te" may be số y tế.
func (d *dictionary) addBody(head, field string) {
	full := wordsOf(head + " " + field)
	single := len(partsOf(field)) == 1
	for _, w := range waysToWrite(field) {
		if single && !w.shortened {
			continue
		}
		d.inFull.addRuled(head+" "+w.text, full)
		if w.beginsShort {
			d.inFull.addRuled(initials(head)+w.text, full)
		}
	}
}

// addRuled adds a way to write something, which may be the full form, so that it
// has its diacritics when it is typed without. What could be read as a Vietnamese
// word is left out.
func (p *phrases) addRuled(text string, full []word) {
	if key := wordsOf(text); !mayBeRead(key, full) {
		p.add(meaning{key: key, full: full, ruled: true, text: text})
	}
}

// mayBeRead reports whether a word that is not of the full form could be a
// Vietnamese one without its diacritics: the CA of Bộ CA (Công an) would be every
// "cả".
func mayBeRead(key, full []word) bool {
	return slices.ContainsFunc(key, func(w word) bool {
		return w.text != "va" && syllable.MatchString(w.text) &&
			!slices.ContainsFunc(full, func(f word) bool { return f.text == w.text })
	})
}

// add adds a meaning. What is listed comes before what is made by rule, and what
// would mean two things by rule is left as it is, see shared.
func (p *phrases) add(m meaning) {
	key := joined(m.key)
	known, taken := p.of[key]
	switch {
	case taken && m.ruled && !known.ruled:
		return
	case taken && m.ruled && !known.means(m.full):
		m.several = append(known.several, m.full)
		if known.full != nil {
			m.several = append(m.several, known.full)
		}
		m.full = nil
	case taken && m.ruled:
		return
	}
	p.of[key] = m
	p.longest = max(p.longest, len(m.key))
}

func (m meaning) means(full []word) bool {
	return slices.ContainsFunc(append(m.several, m.full), func(other []word) bool { return joinedOwn(other) == joinedOwn(full) })
}

// shared are the names by which a body is called like others: Sở NV is Sở Nội vụ
// and Sở Ngoại vụ. They are looked for as they are.
func (d *dictionary) shared(name string) []string {
	head, field := bodyOf(name)
	if head == "" {
		return nil
	}
	var out []string
	for _, full := range []string{head + " " + field, field} {
		out = append(out, d.inFull.shared[joinedOwn(wordsOf(full))]...)
	}
	return out
}

// finish gathers what is shared once all is added.
func (p *phrases) finish() {
	p.shared = map[string][]string{}
	for _, m := range p.of {
		for _, full := range m.several {
			p.shared[joinedOwn(full)] = append(p.shared[joinedOwn(full)], m.text)
		}
	}
	for _, names := range p.shared {
		slices.Sort(names)
	}
}

// at finds the longest phrase that the words begin with, its full form and how
// many words it takes; none when that is 0.
func (p *phrases) at(words []word) (full []word, length int) {
	for n := min(p.longest, len(words)); n > 0; n-- {
		if m, ok := p.of[joined(words[:n])]; ok && m.full != nil && (!m.ruled || m.agrees(words)) {
			return m.full, n
		}
	}
	return nil, 0
}

// agrees reports whether the words have no other diacritics than the phrase: hồ
// sơ TP is not Sở TP (Tư pháp).
func (m meaning) agrees(words []word) bool {
	for i, w := range m.key {
		if words[i].own != words[i].text && words[i].own != w.own {
			return false
		}
	}
	return true
}

// spelledOut puts full forms in the place of abbreviations. Words with which both
// begin, as Sở, stay where they are.
func (d *dictionary) spelledOut(words []word) []word {
	var out []word
	for len(words) > 0 {
		full, n := d.inFull.at(words)
		if n == 0 {
			out, words = append(out, words[0]), words[1:]
			continue
		}
		same := 0
		for same < min(n, len(full)) && words[same].text == full[same].text {
			out = append(out, word{text: full[same].text, own: full[same].own, at: words[same].at, whole: words[same].whole})
			same++
		}
		for _, w := range full[same:] {
			at := []int{words[min(same, n-1)].start(), words[n-1].end()}
			out = append(out, word{text: w.text, own: w.own, at: at, whole: true})
		}
		words = words[n:]
	}
	return out
}
