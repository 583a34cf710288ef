package roundtrip_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"doichieu/data"
	"doichieu/vocab"
)

// expectation is what one leaf of one record must be shown as.
type expectation struct {
	leaf   string // "Task.funding"
	record string // id of the record that it belongs to; empty for the header
	path   string // of the field of the API, from the record's object: "schedule.start"
	want   any    // as JSON; a list where the path goes through one
	listed bool   // whether want is one of a list
	key    any    // for a reference: the slug, code or id that tables show instead of want
}

// field is the name by which a failure tells of the API's field.
func (e expectation) field() string { return strings.Split(e.leaf, ".")[0] + "." + e.path }

// renamed are the fields of the API that have another name than in the format. A
// dot leads into an object.
var renamed = map[string]string{
	"LegalDocument.id": "slug",
	"Task.funding":     "fundingNote",
	"Target.year":      "planYear",
	"Outcome.year":     "planYear",
	"Task.year":        "planYear",
	"Budget.year":      "planYear",
	"Cited.legal":      "legalDocument",
	"Cited.number":     "printedNumber",
	"Cited.date":       "printedDate",
	"Cited.lines":      "source.lines",
	"Citation.legal":   "legalDocument",
	"Citation.number":  "printedNumber",
	"Citation.date":    "printedDate",
	"Citation.section": "source.section",
	"Citation.row":     "source.row",
	"Citation.lines":   "source.lines",
}

// listing are the fields of the API in which the record that a field names lists
// those that name it.
var listing = map[string]string{
	"Province.mergedInto": "mergedFrom",
	"Indicator.concept":   "indicators",
	"Document.province":   "documents",
	"Target.year":         "targets",
	"Target.task":         "targets",
	"Outcome.year":        "outcomes",
	"Task.year":           "tasks",
	"Task.carriedOutBy":   "carriesOut",
	"Budget.year":         "budgets",
	"Cited.legal":         "citations",
	"Citation.legal":      "citations",
	"Finding.records":     "findings",
}

// defaults are what the API shows for what is left out. Other leaves are null, or
// an empty list.
var defaults = map[string]string{
	"NationalGoal.level": "ALL",
	"Measure.level":      "ALL",
	"Measure.unit":       indicatorUnit,
	"Measure.rank":       "PREFERRED",
	"Outcome.level":      "ALL",
	"Outcome.qualifier":  "EXACT",
	"Outcome.unit":       indicatorUnit,
	"Outcome.basis":      "STOCK",
	"Task.origin":        "ANNEX",
}

const indicatorUnit = "the unit of the indicator"

// citationRoles are the roles of citations that stand in a record, which the
// format says by the place.
var citationRoles = map[string]string{"Target": "TARGET_BASIS", "Outcome": "REPORT_REFERENCE", "Task": "TASK_REFERENCE"}

// expecter gathers what a dataset must be shown as.
type expecter struct {
	set  *data.Dataset
	file *data.DocumentFile // that is gone through
	all  []expectation
	// indicator is the code of the indicator of the record that is gone through.
	indicator string
	// types are the types of the format by the id of their records.
	types map[string]reflect.Type
	// computed holds the ids of findings that the checker added.
	computed map[string]bool
}

// expected is what every leaf of a dataset must be shown as.
func expected(set *data.Dataset) *expecter {
	e := &expecter{set: set, file: &data.DocumentFile{}, types: map[string]reflect.Type{}}
	e.fields(reflect.ValueOf(set.Header), "", "")
	e.lists(reflect.ValueOf(set).Elem())
	for i := range set.Documents {
		e.file = &set.Documents[i]
		e.record(reflect.ValueOf(e.file.Document), "document/"+e.file.Document.Slug)
		e.lists(reflect.ValueOf(e.file).Elem())
	}
	return e
}

func (e *expecter) lists(holder reflect.Value) {
	for i := range holder.NumField() {
		list := holder.Field(i)
		if !holder.Type().Field(i).IsExported() || list.Kind() != reflect.Slice || list.Type().Elem() == reflect.TypeFor[data.DocumentFile]() {
			continue
		}
		for j := range list.Len() {
			record := list.Index(j)
			id := e.recordID(record)
			e.record(record, id)
			if e.file.Document.Slug != "" && record.Type().Name() != "Finding" {
				e.add("DocumentFile."+kindOf(record.Type())+" (its document)", id, "document.id", "document/"+e.file.Document.Slug, e.file.Document.Slug)
			}
		}
	}
}

func (e *expecter) add(leaf, record, path string, want, key any) {
	e.all = append(e.all, expectation{leaf: leaf, record: record, path: path, want: normal(want), key: normal(key)})
}

// listed adds that a record that is referred to lists the one that refers to it.
func (e *expecter) listed(leaf, id, referred string) {
	field, has := listing[leaf]
	if !has || strings.HasPrefix(referred, "document/") { // which lists no findings
		return
	}
	if leaf == "Cited.legal" || leaf == "Citation.legal" {
		leaf = "Citation.legal"
	}
	e.all = append(e.all, expectation{leaf: leaf + " (listed there)", record: referred, path: field + ".id", want: id, listed: true})
}

// planYear adds what a record says of its plan year.
func (e *expecter) planYear(leaf, id string, year any) {
	e.all = append(e.all, expectation{
		leaf: leaf + " (the plan year's document)", record: id, path: "documents.id", want: "document/" + e.file.Document.Slug, listed: true,
	})
	e.add(leaf+" (the plan year's year)", id, "year", year, nil)
	e.add(leaf+" (the plan year's province)", id, "province.id", e.file.Document.Province, e.file.Document.Province)
}

// normal is a value as JSON has it.
func normal(value any) any {
	if number, is := value.(*vocab.Decimal); is {
		return json.Number(number.String())
	}
	encoded, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return decoded(encoded)
}

func (e *expecter) record(v reflect.Value, id string) {
	e.types[id] = v.Type()
	if indicator := v.FieldByName("Indicator"); indicator.IsValid() {
		e.indicator = indicator.String()
	}
	e.fields(v, id, "")
}

// recordID is the id of an entry of a register or of a record of a document.
func (e *expecter) recordID(v reflect.Value) string {
	kind, document := kindOf(v.Type()), e.file.Document
	switch record := v.Interface().(type) {
	case data.Province:
		return record.Slug
	case data.Budget:
		return budgetID(document.Province, record)
	case data.Citation:
		return fmt.Sprintf("citation/%s/%d/%s", document.Slug, record.Lines[0], record.Legal)
	}
	name := v.Field(0).String() // slug, code, id or agency
	switch year := v.FieldByName("Year"); {
	case document.Slug == "":
		return kind + "/" + name
	case year.IsValid():
		return fmt.Sprintf("%s/%d/%s/%s", document.Province, year.Int(), kind, name)
	default:
		return kind + "/" + document.Slug + "/" + name
	}
}

func budgetID(province string, b data.Budget) string {
	period := strconv.Itoa(b.Year)
	if b.Year == 0 {
		period = fmt.Sprintf("%d-%d", b.PeriodStart, b.PeriodEnd)
	}
	return province + "/" + period + "/budget/" + b.ID
}

// referred is the id of what a field of a record names.
func (e *expecter) referred(kind, name string, owner reflect.Value) string {
	switch kind {
	case "province", "record":
		return name
	case "plan year":
		return e.file.Document.Province + "/" + name
	case "budget":
		for _, b := range e.file.Budgets {
			if b.ID == name {
				return budgetID(e.file.Document.Province, b)
			}
		}
	}
	if inDocuments[kind] {
		return fmt.Sprintf("%s/%d/%s/%s", e.file.Document.Province, owner.FieldByName("Year").Int(), kind, name)
	}
	return kind + "/" + name
}

// fields adds the leaves of a struct that is shown, at a path, in a record's object.
func (e *expecter) fields(v reflect.Value, id, path string) {
	for i := range v.NumField() {
		e.leaf(v, i, id, path)
	}
}

func (e *expecter) leaf(owner reflect.Value, i int, id, path string) {
	field, v := owner.Type().Field(i), owner.Field(i)
	leaf := leafName(owner.Type(), field)
	shown, has := renamed[leaf]
	if !has {
		shown = key(field)
	}
	shown = strings.TrimPrefix(path+"."+shown, ".")
	switch kind := refersTo(owner, field); {
	case key(field) == "id" && inDocuments[kindOf(owner.Type())]:
		// ids are made of it: it is found when the record is
	case leaf == "Measure.sources":
		// measure() shows them
	case kind != "":
		e.reference(owner, v, leaf, id, shown, kind)
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct:
		e.parts(owner, v, leaf, id, shown)
	case v.Type() == reflect.TypeFor[data.Text]() || v.Type() == reflect.TypeFor[*data.Text]():
		text := data.Text{}
		if given := reflect.Indirect(v); given.IsValid() {
			text = given.Interface().(data.Text)
		}
		e.add(leaf+".vi", id, shown, orNull(text.VI), nil)
		e.add(leaf+".en", id, shown+"En", orNull(text.EN), nil)
	case v.Type() == reflect.TypeFor[*data.Schedule]():
		if v.IsNil() {
			e.nulls(v.Type().Elem(), id, shown)
			return
		}
		e.fields(v.Elem(), id, shown)
	case v.Kind() == reflect.Slice && v.Len() == 0:
		e.add(leaf, id, shown, []any{}, nil)
	case v.IsZero() && defaults[leaf] != "":
		e.add(leaf, id, shown, e.defaultOf(leaf), nil)
	case leaf == "Budget.periodStart" || leaf == "Budget.periodEnd":
		if v.IsZero() { // of a year, which is first and last
			v = owner.FieldByName("Year")
		}
		e.add(leaf, id, shown, v.Interface(), nil)
	default:
		e.add(leaf, id, shown, leftOut(field, v), nil)
	}
}

// nulls adds the leaves of a struct that is left out.
func (e *expecter) nulls(t reflect.Type, id, path string) {
	for i := range t.NumField() {
		e.add(leafName(t, t.Field(i)), id, path+"."+key(t.Field(i)), nil, nil)
	}
}

func (e *expecter) defaultOf(leaf string) any {
	if defaults[leaf] != indicatorUnit {
		return defaults[leaf]
	}
	i := slices.IndexFunc(e.set.Indicators, func(i data.Indicator) bool { return i.Code == e.indicator })
	return e.set.Indicators[i].Unit
}

// leftOut is null for what is left out.
func leftOut(field reflect.StructField, v reflect.Value) any {
	if v.IsZero() && v.Kind() != reflect.Bool && optional(field) {
		return nil
	}
	return v.Interface()
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func (e *expecter) reference(owner, v reflect.Value, leaf, id, shown, kind string) {
	if v.Kind() != reflect.Slice {
		if v.IsZero() {
			e.add(leaf, id, shown, nil, nil)
			return
		}
		name := fmt.Sprint(v.Interface())
		referred := e.referred(kind, name, owner)
		e.add(leaf, id, shown+".id", referred, name)
		e.listed(leaf, id, referred)
		if kind == "plan year" {
			e.planYear(leaf, referred, v.Interface())
		}
		return
	}
	ids, names := []string{}, []string{}
	for i := range v.Len() {
		names = append(names, v.Index(i).String())
		ids = append(ids, e.referred(kind, v.Index(i).String(), owner))
		e.listed(leaf, id, ids[i])
	}
	e.add(leaf, id, shown+".id", ids, names)
}

// parts adds what a record lists: places, or parts with ids of their own.
func (e *expecter) parts(owner, v reflect.Value, leaf, id, shown string) {
	if sources, are := v.Interface().([]data.Source); are {
		e.sources(leaf, id, shown, sources)
		return
	}
	ids, names := []string{}, []string{}
	for i := range v.Len() {
		part := v.Index(i)
		partID := fmt.Sprintf("%s/%s/%d", id, kindOf(part.Type()), i+1)
		switch p := part.Interface().(type) {
		case data.Cited:
			partID = fmt.Sprintf("citation/%s/%d/%s", e.file.Document.Slug, p.Lines[0], p.Legal)
			names = append(names, p.Legal)
			e.cited(owner, p, id, partID)
		case data.Measure:
			e.measure(owner, p, id, partID)
		case data.NationalGoal:
			e.add("Indicator.national (their indicator)", partID, "indicator.id", id, strings.TrimPrefix(id, "indicator/"))
		}
		ids = append(ids, partID)
		e.record(part, partID)
	}
	e.add(leaf, id, shown+".id", ids, names)
}

// sources are shown in place, each with its document.
func (e *expecter) sources(leaf, id, shown string, sources []data.Source) {
	sections, rows, lines, in := []any{}, []any{}, []any{}, []any{}
	for _, s := range sources {
		sections, rows = append(sections, orNull(s.Section)), append(rows, orNull(s.Row))
		lines, in = append(lines, s.Lines), append(in, "document/"+e.file.Document.Slug)
	}
	e.add(leaf+".section", id, shown+".section", sections, nil)
	e.add(leaf+".row", id, shown+".row", rows, nil)
	e.add(leaf+".lines", id, shown+".lines", lines, nil)
	e.add(leaf+" (their document)", id, shown+".document.id", in, slugs(in))
}

func slugs(ids []any) []any {
	out := []any{}
	for _, id := range ids {
		out = append(out, strings.TrimPrefix(id.(string), "document/"))
	}
	return out
}

// measure adds what a measure has by its place in a target.
func (e *expecter) measure(owner reflect.Value, m data.Measure, target, id string) {
	t := owner.Interface().(data.Target)
	said := t.Sources
	if len(m.Sources) > 0 {
		said = nil
		for _, n := range m.Sources {
			said = append(said, t.Sources[n-1])
		}
	}
	e.sources("Measure.sources", id, "sources", said)
	first := said[0]
	e.add("Measure.sources (the first).section", id, "source.section", orNull(first.Section), nil)
	e.add("Measure.sources (the first).row", id, "source.row", orNull(first.Row), nil)
	e.add("Measure.sources (the first).lines", id, "source.lines", first.Lines, nil)
	e.add("Target.measures (their target)", id, "target.id", target, target)
}

// cited adds what a citation has by its place in a record.
func (e *expecter) cited(owner reflect.Value, c data.Cited, record, id string) {
	leaf := owner.Type().Name() + ".citations"
	e.add(leaf+" (their role)", id, "role", citationRoles[owner.Type().Name()], nil)
	e.add(leaf+" (their record)", id, "record.id", record, record)
	e.add(leaf+" (their document)", id, "document.id", "document/"+e.file.Document.Slug, e.file.Document.Slug)
	for _, s := range owner.FieldByName("Sources").Interface().([]data.Source) {
		for _, line := range s.Lines {
			if line == c.Lines[0] {
				e.add(leaf+" (the section of their record)", id, "source.section", orNull(s.Section), nil)
				e.add(leaf+" (the row of their record)", id, "source.row", orNull(s.Row), nil)
			}
		}
	}
}
