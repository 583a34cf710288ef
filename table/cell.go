package table

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// separators are what stands between several values of one cell, between the
// values of a list within a list (the lines of several places: "76, 77; 364"),
// and of a list within that (of several tasks: "76 & 77, 364; 52").
var separators = []string{"; ", ", ", " & "}

// at follows a path of keys down an answer; it is nil where the answer is.
func at(value any, path ...string) any {
	for _, key := range path {
		object, _ := value.(map[string]any)
		value = object[key]
	}
	return value
}

// text writes what stands at a path as one cell. Null is blank, and so is a
// list that holds nothing else; among other values of a list a null keeps its
// place, so that the columns of one list stay in step.
func text(value any, path, separators []string) string {
	switch v := value.(type) {
	case nil:
		return ""
	case map[string]any:
		return text(v[path[0]], path[1:], separators)
	case []any:
		parts := make([]string, len(v))
		for i, entry := range v {
			parts[i] = text(entry, path, separators[1:])
		}
		if !slices.ContainsFunc(parts, func(part string) bool { return part != "" }) {
			return ""
		}
		return strings.Join(parts, separators[0])
	case json.Number:
		return v.String()
	default: // a text or a truth value
		return fmt.Sprint(v)
	}
}

var number = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

// guarded puts an apostrophe before a text that a spreadsheet would run as a
// formula. Numbers are left as they are.
func guarded(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@\t\r", rune(cell[0])) || number.MatchString(cell) {
		return cell
	}
	return "'" + cell
}
