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
	provinceCodeForm = regexp.MustCompile(`^[0-9A-Z]{2,8}$`) // letters are for synthetic provinces
	checksumForm     = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

// checker collects the problems of a dataset. Its methods in this file check single
// values, those in check.go check entries and records.
type checker struct {
	set      *Dataset
	file     string           // the file being checked
	seen     map[string]place // full id → where it was first entered
	lines    int              // lines of the document being checked
	problems *problemList
	unknown  []unknown

	reported   map[place]bool  // keys and items that have a problem already
	unreadable map[string]bool // registers, and the documents' directory, with an id that could not be read
}

// unknown is a reference to an entry or record that does not exist.
type unknown struct {
	problem  int // index of its problem in the list
	kind, id string
}

// anyRecord is the kind of a reference to a record of any kind.
const anyRecord = "record"

// place is a key or item of a file.
type place struct{ file, key string }

// report reports a problem at a key or item of the current file, with the line of
// its nearest ancestor if the key is not in the file. A value that could not be read
// or has a problem already gets no other one, which would only follow from the first.
func (c *checker) report(key, format string, args ...any) {
	if c.isFirst(key) && c.problems.accepts(c.file) {
		c.add(key, format, args...)
	}
}

func (c *checker) isRefused(key string) bool { return c.problems.isRefused(c.file, key) }

// isFirst reports whether a key or item has no problem yet, and records that it has
// one now.
func (c *checker) isFirst(key string) bool {
	p := place{c.file, key}
	if c.reported[p] || c.isRefused(key) {
		return false
	}
	c.reported[p] = true
	return true
}

// Keys of the values that make up the id of an entry or record.
var (
	entryID  = regexp.MustCompile(`^\[\d+\](?:\.(?:slug|code|id))?$`)
	recordID = regexp.MustCompile(`^\.(?:document(?:\.(?:province|slug))?|[a-z]+(?:\[\d+\](?:\.(?:id|year|periodStart|periodEnd|agency|legal|lines.*))?)?)$`)
)

// unreadableIDs finds the files in which an id could not be read. References to
// them cannot be called unknown.
func unreadableIDs(problems *problemList) map[string]bool {
	out := map[string]bool{}
	for p := range problems.refused {
		switch {
		case path.Dir(p.file) == documentDir && recordID.MatchString(p.key):
			out[documentDir] = true
		case entryID.MatchString(p.key):
			out[p.file] = true
		}
	}
	return out
}

// mayBeUnreadable reports whether an id of a kind may be among those that could not
// be read.
func (c *checker) mayBeUnreadable(kind, register string) bool {
	if kind == anyRecord {
		return len(c.unreadable) > 0
	}
	if path.Dir(register) == registerDir {
		return c.unreadable[register]
	}
	return c.unreadable[documentDir]
}

// add adds an accepted problem to the list and returns its index.
func (c *checker) add(key, format string, args ...any) int {
	return c.problems.add(Problem{File: c.file, Line: c.set.positions.line(c.file, key), Message: fmt.Sprintf(format, args...)})
}

// open makes file the current one.
func (c *checker) open(file string) { c.file = file }

// claim records an id, or reports it if it exists already.
func (c *checker) claim(key, id string) {
	if id == "" || strings.HasSuffix(id, "/") {
		return // a missing id is reported elsewhere
	}
	if first, taken := c.seen[id]; taken {
		c.report(key, "duplicate id %q, first entered at %s:%d; give this one another id or merge the two",
			id, first.file, c.set.positions.line(first.file, first.key))
		return
	}
	c.seen[id] = place{c.file, key}
}

// reference reports a reference to an entry or record that does not exist.
func (c *checker) reference(key, kind, id, register string) {
	if _, ok := c.seen[id]; ok || c.mayBeUnreadable(kind, register) || !c.isFirst(key) || !c.problems.accepts(c.file) {
		return
	}
	_, name, _ := strings.Cut(id, kind+"/")
	if name == "" {
		name = id
	}
	problem := c.add(key, "unknown %s %q; enter it in %s or correct it", kind, name, register)
	c.unknown = append(c.unknown, unknown{problem, kind, id})
}

// suggest adds a suggestion to every reported unknown reference that has one.
func (c *checker) suggest() {
	if len(c.unknown) == 0 {
		return
	}
	ids := slices.Sorted(maps.Keys(c.seen))
	for _, u := range c.unknown {
		if best := nearest(ids, u.id); best != "" {
			c.problems.list[u.problem].Message += fmt.Sprintf(" (perhaps %q is meant)", strings.TrimPrefix(best, u.kind+"/"))
		}
	}
}

// nearest finds the first of the sorted ids that has the longest common prefix with
// an id that is not among them; "" if that is not more than half of the id. The
// neighbours in the order have the longest common prefix.
func nearest(ids []string, id string) string {
	next, _ := slices.BinarySearch(ids, id)
	length := 0
	for _, i := range []int{next - 1, next} {
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
		c.report(key, "%s is missing", name)
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
		c.report(key, "%s %q is longer than %d characters", name, shorten(value), maxNameBytes)
		return
	}
	if !form.MatchString(value) {
		c.report(key, "%s %q is not well formed; write it like %q", name, value, example)
	}
}

// pair checks a text that may be empty, but then in both languages.
func (c *checker) pair(key, name string, t Text) {
	if t != (Text{}) {
		c.text(key, name, t)
	}
}

// optionalText checks a text that may be left out, but then in both languages.
func (c *checker) optionalText(key, name string, t *Text) {
	if t != nil {
		c.text(key, name, *t)
	}
}

// maxAmount is the greatest amount of money, in đồng: JavaScript numbers are exact
// up to it.
const maxAmount = 1<<53 - 1

func (c *checker) amount(key string, value int64) {
	if value < 0 || value > maxAmount {
		c.report(key, "amount %d is outside 0 to %d", value, int64(maxAmount))
	}
}

func (c *checker) date(key, value string) {
	if value != "" && !isDate(value) {
		c.report(key, "%q is not a date; write YYYY, YYYY-MM or YYYY-MM-DD", value)
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
		c.report(key+".periodEnd", "begins on %s, after its end on %s", start, end)
	}
}

// laterThan compares two ISO dates at the precision of the less precise one.
func laterThan(a, b string) bool {
	n := min(len(a), len(b))
	return a[:n] > b[:n]
}

// years checks a period of whole years.
func (c *checker) years(key string, start, end int) {
	c.year(key+".periodStart", start)
	c.year(key+".periodEnd", end)
	if start > end {
		c.report(key+".periodEnd", "the period ends in %d, before it starts in %d", end, start)
	}
}

func (c *checker) year(key string, value int) {
	if value < firstYear || value > lastYear {
		c.report(key, "year %d is outside %d to %d", value, firstYear, lastYear)
	}
}

// member reports a value that is not a member of its enumeration. The empty value
// means the default if there is one.
func member[E vocab.Enum](c *checker, key, name string, value E, optional bool) {
	c.memberOf(key, name, string(value), value, optional)
}

func (c *checker) memberOf(key, name, value string, of enumeration, optional bool) {
	if value == "" && optional || slices.Contains(of.Values(), value) {
		return
	}
	c.report(key, "%s %q is none of %s", name, value, strings.Join(of.Values(), ", "))
}
