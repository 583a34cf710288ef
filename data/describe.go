package data

import (
	"reflect"
	"strings"
	"unicode"
)

// Field is a field of a struct of the format. What format.go says of it in tags
// is said nowhere else: the checker, the loader and the tests go by it.
type Field struct {
	Key      string       // in the YAML file
	Index    int          // in the struct
	Type     reflect.Type // in the struct
	Optional bool         // may be left out
	Column   string       // of the record's table; empty for what is part of the record's id or of its source
	Refers   string       // kind of the record that the field names; empty for any other field
	Role     string       // of the agencies or legal documents that it names
	Part     string       // kind of the parts that it lists, as in their ids
}

// Fields describes a struct of the format, field by field:
//
//	column:"funding_note"  the column where its name would say otherwise, or - for none
//	refers:"indicator"     it names a record of this kind, by its slug, code or local id
//	role:"LEAD"            in which role
//	part:"measure"         the entries of the list are parts of the record
func Fields(t reflect.Type) []Field {
	fields := make([]Field, t.NumField())
	for i := range fields {
		field := t.Field(i)
		key, options, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		f := Field{
			Key: key, Index: i, Type: field.Type, Optional: strings.Contains(options, "omitempty"),
			Refers: field.Tag.Get("refers"), Role: field.Tag.Get("role"), Part: field.Tag.Get("part"),
		}
		f.Column = f.column(field.Name, field.Tag.Get("column"))
		fields[i] = f
	}
	return fields
}

func (f Field) column(name, tag string) string {
	switch {
	case tag == "-":
		return ""
	case tag != "":
		return tag
	case f.Refers != "" && f.Type.Kind() == reflect.Slice:
		return SnakeCase(f.Refers) + "_id" // of the table that links the records
	case f.Refers != "":
		return SnakeCase(name) + "_id"
	default:
		return SnakeCase(name)
	}
}

// SnakeCase is a Go name as the database writes it: MergedInto is merged_into.
func SnakeCase(name string) string {
	var out strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 && unicode.IsLower(rune(name[i-1])) {
			out.WriteByte('_')
		}
		out.WriteRune(unicode.ToLower(r))
	}
	return out.String()
}
