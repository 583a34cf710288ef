package roundtrip_test

import (
	"crypto/sha256"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode"

	"go.yaml.in/yaml/v3"

	"doichieu/data"
	"doichieu/vocab"
)

// How many entries the lists of the format get. Four records make two pairs, each
// of one plan year, in which the second may refer to the first.
const (
	entries   = 4
	documents = 2
)

// filler fills the types of the format. Every text and number is a new one, so
// that two fields that change places are seen.
type filler struct {
	t       *testing.T
	minimal bool // leave out what may be left out
	counter int
	filled  map[string]bool    // leaves that have a value somewhere
	seen    map[string]bool    // leaves that were met
	file    *data.DocumentFile // that is being filled
}

// slot is a field that is to be filled.
type slot struct {
	*filler
	field    reflect.StructField
	leaf     string        // "Task.funding"
	owner    reflect.Value // the struct; its earlier fields are filled
	index    int           // of the owner in its list
	document int           // index of the document that the owner stands in
	sources  []data.Source // of the record that the owner is a part of
}

func (f *filler) next() int {
	f.counter++
	return f.counter
}

// dataset fills every field of every type of the format.
func (f *filler) dataset() *data.Dataset {
	set := &data.Dataset{}
	root := reflect.ValueOf(set).Elem()
	for i := range root.NumField() {
		field := root.Type().Field(i)
		if _, computed := computedByReader[field.Name]; !field.IsExported() || computed {
			continue
		}
		f.value(root.Field(i), slot{filler: f, field: field, leaf: field.Name})
	}
	return set
}

// computedByReader are fields of a dataset that no file has.
var computedByReader = map[string]string{"Checksum": "the reader computes it from the files"}

// record fills the fields of a struct in order.
func (f *filler) record(v reflect.Value, around slot) {
	for i := range v.NumField() {
		s := around
		s.field, s.owner = v.Type().Field(i), v
		s.leaf = leafName(v.Type(), s.field)
		f.seen[s.leaf] = true
		if optional(s.field) && f.minimal && exclusive[s.leaf] == "" {
			continue
		}
		if sources := v.FieldByName("Sources"); sources.IsValid() && sources.Type() == reflect.TypeFor[[]data.Source]() {
			s.sources = sources.Interface().([]data.Source)
		}
		f.value(v.Field(i), s)
		if !v.Field(i).IsZero() {
			f.filled[s.leaf] = true
		}
	}
}

func leafName(t reflect.Type, field reflect.StructField) string {
	return t.Name() + "." + key(field)
}

// key is the name of a field in the files.
func key(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
	return name
}

func optional(field reflect.StructField) bool {
	return strings.Contains(field.Tag.Get("yaml"), ",omitempty")
}

// value fills one field, as its rule says or else by its type.
func (f *filler) value(v reflect.Value, s slot) {
	if rule, has := rules[s.leaf]; has {
		if value := rule.value(s); value != nil {
			v.Set(reflect.ValueOf(value).Convert(v.Type()))
		}
		return
	}
	if key(s.field) == "id" {
		v.SetString(name(s).(string)) // ids have a form
		return
	}
	if kind := refersTo(s.owner, s.field); kind != "" {
		f.reference(v, s, kind)
		return
	}
	if values := members(v.Type()); values != nil {
		v.SetString(values[(s.index+s.field.Index[0])%len(values)])
		return
	}
	switch v.Interface().(type) {
	case vocab.Decimal:
		v.Set(reflect.ValueOf(f.decimal()))
		return
	case data.Text:
		v.Set(reflect.ValueOf(data.Text{VI: f.text(s.leaf + " tiếng Việt"), EN: f.text(s.leaf + " in English")}))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(f.text(s.leaf))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(f.next()))
	case reflect.Bool:
		v.SetBool(s.index%2 == 0)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.value(v.Elem(), s)
	case reflect.Struct:
		f.record(v, s)
	case reflect.Slice:
		f.list(v, s)
	default:
		f.t.Errorf("%s: the test cannot fill a %s; teach it in package roundtrip", s.leaf, v.Type())
	}
}

func (f *filler) decimal() vocab.Decimal {
	number, err := vocab.ParseDecimal(fmt.Sprintf("%d.25", f.next()))
	if err != nil {
		f.t.Fatal(err)
	}
	return number
}

// text is one that occurs nowhere else.
func (f *filler) text(leaf string) string { return fmt.Sprintf("%s no %d", leaf, f.next()) }

// list fills a list: of enumerations and texts with two values, of structs with
// the entries that there are to be of each.
func (f *filler) list(v reflect.Value, s slot) {
	element := v.Type().Elem()
	length := 2
	switch {
	case element == reflect.TypeFor[data.DocumentFile]():
		length = documents
	case s.owner.IsValid() && element.Kind() == reflect.Struct && s.owner.Type() != reflect.TypeFor[data.DocumentFile]():
		length = 3
	case element.Kind() == reflect.Struct:
		length = entries
	}
	list := reflect.MakeSlice(v.Type(), length, length)
	for i := range length {
		in := s
		in.index = i
		switch {
		case element == reflect.TypeFor[data.DocumentFile]():
			in.document, f.file = i, list.Index(i).Addr().Interface().(*data.DocumentFile)
		case element.Kind() != reflect.Struct:
			in.index = s.index + i
		}
		f.value(list.Index(i), in)
	}
	v.Set(list)
}

// reference names entries that there are. A record refers to others of its kind
// only where it is the second of a pair, so that there are no circles.
func (f *filler) reference(v reflect.Value, s slot, kind string) {
	first := (s.index + s.field.Index[0]) % entries
	if v.Kind() == reflect.Slice {
		first = (s.index + 2*s.field.Index[0]) % entries
	}
	switch {
	case kind == kindOf(s.owner.Type()) && s.index%2 == 0:
		return
	case kind == kindOf(s.owner.Type()):
		first = s.index - 1
	case inDocuments[kind]:
		first = s.index // of the same plan year
	}
	name := func(i int) reflect.Value {
		return reflect.ValueOf(entryName(kind, i%entries, s.document)).Convert(reflect.TypeFor[string]())
	}
	if v.Kind() != reflect.Slice {
		v.Set(name(first).Convert(v.Type()))
		return
	}
	list := reflect.MakeSlice(v.Type(), 0, 2)
	if !inDocuments[kind] {
		list = reflect.Append(list, name(first+1))
	}
	v.Set(reflect.Append(list, name(first)))
}

// entryName is the slug, code or local id of an entry or record.
func entryName(kind string, index, document int) string {
	if inDocuments[kind] {
		return fmt.Sprintf("%s-%d-%d", kind, document, index)
	}
	return fmt.Sprintf("%s-%d", kind, index)
}

// inDocuments are the kinds of record that are named within a document.
var inDocuments = kindsOf(reflect.TypeFor[data.DocumentFile]())

func kindsOf(holder reflect.Type) map[string]bool {
	out := map[string]bool{}
	for i := range holder.NumField() {
		if t := holder.Field(i).Type; t.Kind() == reflect.Slice {
			out[kindOf(t.Elem())] = true
		}
	}
	return out
}

// kindOf is the word that stands for a type in ids.
func kindOf(t reflect.Type) string {
	if word, has := words[t.Name()]; has {
		return word
	}
	return strings.ToLower(t.Name())
}

// words are those that differ from the name of the type.
var words = map[string]string{
	"LegalDocument": "legal",
	"NationalGoal":  "goal",
	"Cited":         "citation",
}

// members are the values of an enumeration; nil for another type.
func members(t reflect.Type) []string {
	enum, is := reflect.New(t).Elem().Interface().(interface{ Values() []string })
	if !is {
		return nil
	}
	return enum.Values()
}

// rule says what stands in a field that the checks of the format bind.
type rule struct {
	reason string
	value  func(slot) any // nil to leave the field out
}

const firstPlanYear = 2020

func name(s slot) any { return entryName(kindOf(s.owner.Type()), s.index, s.document) }

func day(s slot) any {
	return time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, s.next()).Format(time.DateOnly)
}

func planYear(s slot) any { return firstPlanYear + s.index/2 }

func lines(s slot) any { return []int{s.next(), s.next()} }

func word(s slot) any { return fmt.Sprintf("%s-%d", strings.ToLower(key(s.field)), s.next()) }

func unless(left bool, value func(slot) any, s slot) any {
	if left {
		return nil
	}
	return value(s)
}

func decimal(s slot) any {
	number := s.decimal()
	return &number
}

// operator is taken from those that a list of bounds may have.
func operator(of ...vocab.Operator) func(slot) any {
	return func(s slot) any { return of[s.index%len(of)] }
}

func isOperator(s slot, op vocab.Operator) bool {
	return s.owner.FieldByName("Operator").Interface() == op
}

// rules are for the fields whose values must agree with others, or have a form.
var rules = map[string]rule{
	"Header.release":         {"names of releases have a form", word},
	"Province.slug":          {"names have a form", name},
	"Province.code":          {"codes have a form", func(s slot) any { return fmt.Sprintf("P%d", s.next()) }},
	"Province.region":        {"names have a form", word},
	"Province.mergedOn":      {"goes together with mergedInto", func(s slot) any { return unless(s.index%2 == 0, day, s) }},
	"Concept.code":           {"names have a form", name},
	"Indicator.code":         {"names have a form", name},
	"NationalGoal.year":      {"years have bounds", func(s slot) any { return 2030 + s.index }},
	"NationalGoal.operator":  {"BETWEEN needs an upper value, which goals do not have", operator(vocab.OperatorAtLeast, vocab.OperatorQualitative, vocab.OperatorAbout)},
	"NationalGoal.value":     {"QUALITATIVE has none", func(s slot) any { return unless(isOperator(s, vocab.OperatorQualitative), decimal, s) }},
	"Agency.slug":            {"names have a form", name},
	"Agency.function":        {"names have a form", word},
	"LegalDocument.year":     {"years have bounds", func(s slot) any { return 1980 + s.index }},
	"LegalDocument.issuedOn": {"lies in the year", func(s slot) any { return fmt.Sprintf("%d-02-%02d", 1980+s.index, 1+s.index) }},
	"Initiative.slug":        {"names have a form", name},
	"Document.slug":          {"names have a form, and that of the file is the same", func(s slot) any { return entryName("document", s.document, 0) }},
	"Document.issuedOn":      {"dates have a form", day},
	"Document.province":      {"each document has another", func(s slot) any { return entryName("province", s.document+1, 0) }},
	"Document.kind":          {"each document has another", func(s slot) any { return vocab.DocumentKind("").Values()[s.document+1] }},
	"Document.periodStart":   {"holds the years of all records", func(s slot) any { return firstPlanYear - 5 + s.document }},
	"Document.periodEnd":     {"holds the years of all records", func(s slot) any { return firstPlanYear + 15 + s.document }},
	"Document.checksum":      {"checksums have a form", func(s slot) any { return fmt.Sprintf("%x", sha256.Sum256([]byte{byte(s.document)})) }},
	"Document.lines":         {"holds the lines of all sources", func(s slot) any { return 9_000 + s.document }},
	"Source.lines":           {"go upwards", lines},
	"Target.year":            {"lies in the document's period", planYear},
	"Measure.operator":       {"says whether there are value and upper", operator(vocab.OperatorAtLeast, vocab.OperatorBetween, vocab.OperatorQualitative)},
	"Measure.value":          {"QUALITATIVE has none", func(s slot) any { return unless(isOperator(s, vocab.OperatorQualitative), decimal, s) }},
	"Measure.upper":          {"BETWEEN only, and above the value", func(s slot) any { return unless(!isOperator(s, vocab.OperatorBetween), decimal, s) }},
	"Measure.sources":        {"count the target's sources", func(s slot) any { return []int{s.index + 1} }},
	"Cited.lines":            {"the first citation stands in a source of the record, the others beside them", citedLines},
	"Outcome.year":           {"lies in the document's period", planYear},
	"Outcome.value":          {"either a value or an absence", func(s slot) any { return unless(s.index == 2, decimal, s) }},
	"Outcome.absence":        {"either a value or an absence", func(s slot) any { return unless(s.index != 2, absence, s) }},
	"Outcome.asOf":           {"dates have a form", day},
	"Outcome.periodStart":    {"dates have a form", day},
	"Outcome.periodEnd":      {"dates have a form, and lie after the start", day},
	"Task.year":              {"lies in the document's period", planYear},
	"Schedule.start":         {"dates have a form", day},
	"Schedule.end":           {"dates have a form, and lie after the start", day},
	"Citation.lines":         {"go upwards", lines},
	"Budget.year":            {"either a year or a period", func(s slot) any { return unless(s.index%2 == 1, planYear, s) }},
	"Budget.periodStart":     {"either a year or a period", func(s slot) any { return unless(s.index%2 == 0, func(s slot) any { return 2016 + s.index }, s) }},
	"Budget.periodEnd":       {"either a year or a period", func(s slot) any { return unless(s.index%2 == 0, func(s slot) any { return 2030 + s.index }, s) }},
	"Duty.agency":            {"each duty of a document is another agency's", func(s slot) any { return entryName("agency", s.index, 0) }},
	"Finding.records":        {"full ids of records of any kind", findingRecords},
}

func absence(s slot) any { return vocab.Absence("").Values()[1] }

func citedLines(s slot) any {
	if s.index == 0 {
		return s.sources[1].Lines[:1]
	}
	return lines(s)
}

// findingRecords are a document, a citation and a record of a plan year.
func findingRecords(s slot) any {
	kind := []string{"target", "outcome", "task", "budget"}[s.index]
	document := s.file.Document
	citation := s.file.Citations[s.index]
	return []string{
		"document/" + document.Slug,
		fmt.Sprintf("%s/%d/%s/%s", document.Province, firstPlanYear, kind, entryName(kind, 0, s.document)),
		fmt.Sprintf("citation/%s/%d/%s", document.Slug, citation.Lines[0], citation.Legal),
	}
}

// exclusive are optional fields of which a record has one or the other, or which
// another field asks for, with the reason. They are filled where all else is left out.
var exclusive = map[string]string{
	"NationalGoal.value": "the operator says whether there is one",
	"Measure.value":      "the operator says whether there is one",
	"Measure.upper":      "the operator says whether there is one",
	"Outcome.value":      "a value or an absence",
	"Outcome.absence":    "a value or an absence",
	"Budget.year":        "a year or a period",
	"Budget.periodStart": "a year or a period",
	"Budget.periodEnd":   "a year or a period",
}

// full is a dataset in which every leaf of the format has a value.
func full(t *testing.T) *data.Dataset {
	t.Helper()
	f := &filler{t: t, filled: map[string]bool{}, seen: map[string]bool{}}
	set := f.dataset()
	for leaf := range f.seen {
		if !f.filled[leaf] {
			t.Errorf("%s has no value in any record", leaf)
		}
	}
	for leaf := range rules {
		if !f.seen[leaf] {
			t.Errorf("the rule for %s is stale: the format has no such field", leaf)
		}
	}
	return set
}

// minimal is a dataset in which everything is left out that may be.
func minimal(t *testing.T) *data.Dataset {
	t.Helper()
	f := &filler{t: t, minimal: true, filled: map[string]bool{}, seen: map[string]bool{}}
	set := f.dataset()
	// A file of a document without any record would leave nothing to look at.
	for i := range set.Documents {
		f.file = &set.Documents[i]
		file := reflect.ValueOf(f.file).Elem()
		for j := range file.NumField() {
			if file.Field(j).IsZero() {
				f.value(file.Field(j), slot{filler: f, field: file.Type().Field(j), owner: file, document: i, leaf: leafName(file.Type(), file.Type().Field(j))})
			}
		}
	}
	for i := range set.Indicators {
		goals := reflect.ValueOf(&set.Indicators[i].National).Elem()
		f.value(goals, slot{filler: f, owner: reflect.ValueOf(set.Indicators[i]), index: i, leaf: "Indicator.national"})
	}
	return set
}

// read writes a dataset into files and reads those.
func read(t *testing.T, set *data.Dataset) *data.Dataset {
	t.Helper()
	files := fstest.MapFS{}
	add := func(name string, content any) {
		text, err := yaml.Marshal(content)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	root := reflect.ValueOf(set).Elem()
	for i := range root.NumField() {
		switch field := root.Field(i); {
		case field.Kind() == reflect.Struct:
			add("dataset.yaml", field.Interface())
		case field.Kind() == reflect.Slice && field.Type().Elem() == reflect.TypeFor[data.DocumentFile]():
			for _, file := range set.Documents {
				add("documents/"+file.Document.Slug+".yaml", file)
			}
		case field.Kind() == reflect.Slice && field.CanInterface() && field.Type().Elem().Kind() == reflect.Struct:
			add("registers/"+plural(snakeCase(field.Type().Elem().Name()))+".yaml", field.Interface())
		}
	}
	out, err := data.Read(files)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func plural(name string) string {
	if stem, is := strings.CutSuffix(name, "y"); is {
		return stem + "ies"
	}
	return name + "s"
}

func snakeCase(name string) string {
	var out []rune
	for i, r := range name {
		if i > 0 && unicode.IsUpper(r) {
			out = append(out, '_')
		}
		out = append(out, unicode.ToLower(r))
	}
	return string(out)
}

// refersTo is the kind that a field names entries of; empty for other fields.
func refersTo(owner reflect.Value, field reflect.StructField) string {
	if !owner.IsValid() {
		return ""
	}
	return field.Tag.Get("refers")
}
