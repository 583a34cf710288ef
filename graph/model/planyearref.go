package model

import (
	"bytes"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"doichieu/limit"
)

// PlanYearRef names a plan year: a province's slug and a calendar year.
type PlanYearRef struct {
	Province string
	Year     int
}

// ReadPlanYearRefs decodes a list of references without intermediate maps. It
// returns false unless every entry has exactly the two fields, with text without
// escapes and numbers in digits; the caller must then decode the list generically.
func ReadPlanYearRefs(list limit.List) (any, bool) {
	in := list.Decoder()
	_, _ = in.ReadToken() // the opening bracket
	refs, out := make([]PlanYearRef, list.Len), make([]*PlanYearRef, list.Len)
	for i := range refs {
		out[i] = &refs[i]
		if !out[i].read(in) {
			return nil, false
		}
	}
	return out, true
}

func (ref *PlanYearRef) read(in *jsontext.Decoder) bool {
	if in.PeekKind() != '{' {
		return false
	}
	_, _ = in.ReadToken()
	var hasProvince, hasYear bool
	for in.PeekKind() != '}' {
		name, err := in.ReadValue()
		if err != nil {
			return false
		}
		switch string(name) {
		case `"province"`:
			ref.Province, hasProvince = readPlainText(in)
		case `"year"`:
			ref.Year, hasYear = readPlainInt(in)
		default:
			return false
		}
	}
	_, _ = in.ReadToken()
	return hasProvince && hasYear
}

func readPlainText(in *jsontext.Decoder) (string, bool) {
	value, err := in.ReadValue()
	if err != nil || value.Kind() != '"' || bytes.IndexByte(value, '\\') >= 0 {
		return "", false
	}
	return string(value[1 : len(value)-1]), true
}

func readPlainInt(in *jsontext.Decoder) (int, bool) {
	value, err := in.ReadValue()
	if err != nil {
		return 0, false
	}
	n, err := strconv.ParseInt(string(value), 10, 32)
	return int(n), err == nil
}
