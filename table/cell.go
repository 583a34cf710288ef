package table

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// separators separate the values of a list in one cell, the values of a list
// within that list (the lines of several sources: "76, 77; 364"), and those of
// another list within that (of several tasks: "76 & 77, 364; 52").
var separators = []string{"; ", ", ", " & "}

// valueAt follows a path of keys down an answer. It returns nil if any value on
// the path is null.
func valueAt(value any, path ...string) any {
	for _, key := range path {
		object, _ := value.(map[string]any)
		value = object[key]
	}
	return value
}

// cellText writes the value at a path as the text of a cell. Null is blank, and
// so is a list of nothing but nulls. Among other values of a list, a null leaves
// an empty entry, so that the columns of one list stay aligned.
func cellText(value any, path, separators []string) string {
	switch v := value.(type) {
	case nil:
		return ""
	case map[string]any:
		return cellText(v[path[0]], path[1:], separators)
	case []any:
		parts := make([]string, len(v))
		for i, entry := range v {
			parts[i] = cellText(entry, path, separators[1:])
		}
		if !slices.ContainsFunc(parts, func(part string) bool { return part != "" }) {
			return ""
		}
		return strings.Join(parts, separators[0])
	case json.Number:
		return v.String()
	default: // a string or a Boolean
		return fmt.Sprint(v)
	}
}

var number = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

// escapeFormula puts an apostrophe before a text that a spreadsheet would run as
// a formula. Numbers are not changed.
func escapeFormula(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@\t\r", rune(cell[0])) || number.MatchString(cell) {
		return cell
	}
	return "'" + cell
}
