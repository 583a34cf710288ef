package data

import (
	"iter"
	"reflect"
)

// What is checked here follows from the types and tags of the format's fields.
// check.go has what goes beyond.

// registerFiles are the registers by the kind of their entries.
var registerFiles = map[string]string{
	KindProvince:   registerDir + "/provinces.yaml",
	KindConcept:    registerDir + "/concepts.yaml",
	KindIndicator:  registerDir + "/indicators.yaml",
	KindAgency:     registerDir + "/agencies.yaml",
	KindLegal:      registerDir + "/legal_documents.yaml",
	KindInitiative: registerDir + "/initiatives.yaml",
}

// fields checks each field of an entry or record by itself: that a text which is
// needed is there, that a member of an enumeration is one, and that an entry of a
// register which is named is in it. d is nil for an entry of a register.
func (c *checker) fields(key string, d *Document, record any) {
	c.structFields(key, "", d, reflect.ValueOf(record).Elem())
}

func (c *checker) structFields(key, prefix string, d *Document, record reflect.Value) {
	for _, f := range Fields(record.Type()) {
		c.field(key+"."+f.Key, prefix+f.Key, f, d, record.Field(f.Index))
	}
}

// field checks a field at a key; name is what it is called in messages.
func (c *checker) field(key, name string, f Field, d *Document, value reflect.Value) {
	switch v := value.Interface().(type) {
	case Text:
		if f.Optional {
			c.pair(key, name, v)
			return
		}
		c.text(key, name, v)
	case *Text:
		c.optionalText(key, name, v)
	case []Source:
		c.sources(parentOf(key), v)
	case []Cited:
		c.cited(parentOf(key), d, v)
	case []string:
		if f.Refers == KindAgency {
			c.agencyRefs(key, v)
		}
	case enumeration:
		c.memberOf(key, name, value.String(), v, f.Optional)
	case string:
		c.word(key, name, f, v)
	default:
		c.inner(key, name, f, d, value)
	}
}

// enumeration is any type of package vocab that is one.
type enumeration interface{ Values() []string }

// word checks a text of one language, or the name of an entry of a register.
func (c *checker) word(key, name string, f Field, text string) {
	register := registerFiles[f.Refers]
	switch {
	case register == c.file: // the entry may come later
	case register != "" && (text != "" || !f.Optional):
		c.reference(key, f.Refers, new(DocumentFile).ReferenceID(f.Refers, text, 0), register)
	case f.Refers == "" && f.Column != "" && !f.Optional:
		c.required(key, name, text)
	}
}

// inner checks what a record holds within itself.
func (c *checker) inner(key, name string, f Field, d *Document, value reflect.Value) {
	if f.Part != "" && f.Part != KindSource {
		for i := range value.Len() {
			c.structFields(item(key, i), "", d, value.Index(i))
		}
	}
	if value.Kind() == reflect.Pointer && value.Type().Elem().Kind() == reflect.Struct && !value.IsNil() {
		c.structFields(key, name+".", d, value.Elem())
	}
}

// records goes through all records of a document file, with their keys. Findings
// are about others and come apart.
func (f *DocumentFile) records() iter.Seq2[string, reflect.Value] {
	return func(yield func(string, reflect.Value) bool) {
		file := reflect.ValueOf(f).Elem()
		for _, field := range Fields(file.Type()) {
			if field.Type.Kind() != reflect.Slice || field.Type.Elem() == reflect.TypeFor[Finding]() {
				continue
			}
			list := file.Field(field.Index)
			for i := range list.Len() {
				if !yield(item("."+field.Key, i), list.Index(i)) {
					return
				}
			}
		}
	}
}

// otherRecords checks records of the document as a whole, which need no more than
// what follows from their fields.
func (c *checker) otherRecords(f *DocumentFile) {
	for key, record := range f.records() {
		if _, hasYear := record.Type().FieldByName("Year"); hasYear || record.Type() == reflect.TypeFor[Citation]() {
			continue
		}
		if id := record.FieldByName("ID"); id.IsValid() {
			c.localID(key, id.String(), "1")
		}
		c.fields(key, &f.Document, record.Addr().Interface())
		c.claim(key, record.Addr().Interface().(Record).FullID(&f.Document))
	}
}

// localReferences checks the local ids by which a record names others of its
// document or province.
func (c *checker) localReferences(key string, f *DocumentFile, record reflect.Value) {
	year := 0
	if y := record.FieldByName("Year"); y.IsValid() {
		year = int(y.Int())
	}
	known := func(key, kind, name string) {
		if name != "" {
			c.reference(key, kind, f.ReferenceID(kind, name, year), c.file)
		}
	}
	for _, field := range Fields(record.Type()) {
		if field.Refers != KindTask && field.Refers != KindOutcome && field.Refers != KindBudget {
			continue
		}
		switch names := record.Field(field.Index).Interface().(type) {
		case string:
			known(key+"."+field.Key, field.Refers, names)
		case []string:
			for i, name := range names {
				known(item(key+"."+field.Key, i), field.Refers, name)
			}
		}
	}
}
