package data

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"doichieu/vocab"
)

const (
	firstYear = 1975
	lastYear  = 2100
)

var (
	slugForm         = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)
	dottedForm       = regexp.MustCompile(`^[a-z0-9]+(?:[-_][a-z0-9]+)*(?:\.[a-z0-9]+(?:[-_][a-z0-9]+)*)*$`)
	localIDForm      = regexp.MustCompile(`^[A-Za-z0-9]+(?:[-./][A-Za-z0-9]+)*$`)
	provinceCodeForm = regexp.MustCompile(`^[0-9A-Z]{2,8}$`) // made provinces have letters in it
	checksumForm     = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

// checker gathers what is wrong with a dataset. Its methods here look at single
// values; those of check.go at entries and records.
type checker struct {
	set      *Dataset
	file     string           // the file being checked
	seen     map[string]place // full id → where it was first entered
	lines    int              // lines of the document being checked
	problems *collected
	unknown  []unknown

	told       map[place]bool  // what has a problem already
	unreadable map[string]bool // registers, and the documents' directory, with an id that could not be read
}

// unknown is a reference to something that is not entered.
type unknown struct {
	problem  int // its place among the problems that are told
	kind, id string
}

// anyRecord is the kind of a reference that may lead to anything.
const anyRecord = "record"

// place is a key or item of a file.
type place struct{ file, key string }

// at reports a problem at a key or item of the current file; when the key is
// left out of the file, its nearest ancestor's line is given. What could not be read
// or has a problem already gets no other one, which would only follow from it.
func (c *checker) at(key, format string, args ...any) {
	if c.isNews(key) && c.problems.wants(c.file) {
		c.tell(key, format, args...)
	}
}

func (c *checker) isRefused(key string) bool { return c.problems.isRefused(c.file, key) }

// isNews reports whether nothing is told of a key or item yet.
func (c *checker) isNews(key string) bool {
	at := place{c.file, key}
	if c.told[at] || c.isRefused(key) {
		return false
	}
	c.told[at] = true
	return true
}

// Values that make up the id of an entry or record.
var (
	entryID  = regexp.MustCompile(`^\[\d+\](?:\.(?:slug|code|id))?$`)
	recordID = regexp.MustCompile(`^\.(?:document(?:\.(?:province|slug))?|[a-z]+(?:\[\d+\](?:\.(?:id|year|periodStart|periodEnd|agency|legal|lines.*))?)?)$`)
)

// unreadableIDs finds where ids could not be read. That one is unknown cannot be
// said of what refers there.
func unreadableIDs(problems *collected) map[string]bool {
	out := map[string]bool{}
	for at := range problems.refused {
		switch {
		case path.Dir(at.file) == documentDir && recordID.MatchString(at.key):
			out[documentDir] = true
		case entryID.MatchString(at.key):
			out[at.file] = true
		}
	}
	return out
}

// mayBeUnreadable reports whether an id of a kind may be one that could not be read.
func (c *checker) mayBeUnreadable(kind, register string) bool {
	if kind == anyRecord {
		return len(c.unreadable) > 0
	}
	if path.Dir(register) == registerDir {
		return c.unreadable[register]
	}
	return c.unreadable[documentDir]
}

// tell adds a problem that is wanted, and tells its place.
func (c *checker) tell(key, format string, args ...any) int {
	return c.problems.add(Problem{File: c.file, Line: c.set.positions.line(c.file, key), Message: fmt.Sprintf(format, args...)})
}

// open makes file the current one.
func (c *checker) open(file string) { c.file = file }

// claim notes an id and reports it when it was entered before.
func (c *checker) claim(key, id string) {
	if id == "" || strings.HasSuffix(id, "/") {
		return // that an id is missing is told of itself
	}
	if first, taken := c.seen[id]; taken {
		c.at(key, "duplicate id %q, first entered at %s:%d; give this one another id or merge the two",
			id, first.file, c.set.positions.line(first.file, first.key))
		return
	}
	c.seen[id] = place{c.file, key}
}

// known reports a reference to something that is not entered.
func (c *checker) known(key, kind, id, register string) {
	if _, ok := c.seen[id]; ok || c.mayBeUnreadable(kind, register) || !c.isNews(key) || !c.problems.wants(c.file) {
		return
	}
	_, name, _ := strings.Cut(id, kind+"/")
	if name == "" {
		name = id
	}
	problem := c.tell(key, "unknown %s %q; enter it in %s or correct it", kind, name, register)
	c.unknown = append(c.unknown, unknown{problem, kind, id})
}

// suggest adds what is probably meant to each unknown reference that is told.
func (c *checker) suggest() {
	if len(c.unknown) == 0 {
		return
	}
	ids := slices.Sorted(maps.Keys(c.seen))
	for _, u := range c.unknown {
		if best := nearest(ids, u.id); best != "" {
			c.problems.kept[u.problem].Message += fmt.Sprintf(" (perhaps %q is meant)", strings.TrimPrefix(best, u.kind+"/"))
		}
	}
}

// nearest finds the first of sorted ids that shares the longest prefix, which must
// be more than half, with one that is not among them. It stands beside it.
func nearest(ids []string, id string) string {
	at, _ := slices.BinarySearch(ids, id)
	length := 0
	for _, i := range []int{at - 1, at} {
		if i >= 0 && i < len(ids) {
			length = max(length, commonPrefix(ids[i], id))
		}
	}
	if length <= len(id)/2 {
		return ""
	}
	first, _ := slices.BinarySearch(ids, id[:length])
	return ids[first]
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func (c *checker) required(key, name, value string) {
	if strings.TrimSpace(value) == "" {
		c.at(key, "%s is missing", name)
	}
}

func (c *checker) text(key, name string, t Text) {
	c.required(key+".vi", name+" in Vietnamese", t.VI)
	c.required(key+".en", name+" in English", t.EN)
}

// maxNameBytes bounds slugs, codes and ids: databases index them, and people cite
// them.
const maxNameBytes = 200

func (c *checker) form(key, name, value string, form *regexp.Regexp, example string) {
	if len(value) > maxNameBytes {
		c.at(key, "%s %q is longer than %d characters", name, shortened(value), maxNameBytes)
		return
	}
	if !form.MatchString(value) {
		c.at(key, "%s %q is not well formed; write it like %q", name, value, example)
	}
}

// pair checks a text that may be empty, but not in one language only.
func (c *checker) pair(key, name string, t Text) {
	if t != (Text{}) {
		c.text(key, name, t)
	}
}

// optionalText checks a text that may be left out, but not in one language only.
func (c *checker) optionalText(key, name string, t *Text) {
	if t != nil {
		c.text(key, name, *t)
	}
}

// maxAmount is the greatest sum of money, in đồng: JavaScript numbers are
// exact up to there.
const maxAmount = 1<<53 - 1

func (c *checker) amount(key string, value int64) {
	if value < 0 || value > maxAmount {
		c.at(key, "amount %d is outside 0 to %d", value, int64(maxAmount))
	}
}

func (c *checker) date(key, value string) {
	if value != "" && !isDate(value) {
		c.at(key, "%q is not a date; write YYYY, YYYY-MM or YYYY-MM-DD", value)
	}
}

// dateForms are the precisions of a date.
var dateForms = []string{"2006", "2006-01", time.DateOnly}

func isDate(value string) bool {
	return slices.ContainsFunc(dateForms, func(form string) bool {
		_, err := time.Parse(form, value)
		return err == nil
	})
}

func (c *checker) dates(key, start, end string) {
	c.date(key+".periodStart", start)
	c.date(key+".periodEnd", end)
	if isDate(start) && isDate(end) && laterThan(start, end) {
		c.at(key+".periodEnd", "begins on %s, after its end on %s", start, end)
	}
}

// laterThan compares two ISO dates as far as the less precise one goes.
func laterThan(a, b string) bool {
	n := min(len(a), len(b))
	return a[:n] > b[:n]
}

// years checks a period of whole years.
func (c *checker) years(key string, start, end int) {
	c.year(key+".periodStart", start)
	c.year(key+".periodEnd", end)
	if start > end {
		c.at(key+".periodEnd", "the period ends in %d, before it starts in %d", end, start)
	}
}

func (c *checker) year(key string, value int) {
	if value < firstYear || value > lastYear {
		c.at(key, "year %d is outside %d to %d", value, firstYear, lastYear)
	}
}

// member reports a value outside its enumeration; the empty value stands for
// the default where there is one.
func member[E vocab.Enum](c *checker, key, name string, value E, optional bool) {
	if value == "" && optional || vocab.IsValid(value) {
		return
	}
	c.at(key, "%s %q is none of %s", name, string(value), strings.Join(value.Values(), ", "))
}
