package data

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxReleaseName bounds a release's name in characters.
const maxReleaseName = 100

// CheckReleaseName returns an error if a text cannot be the name of a release, which
// occurs in lists, logs, metrics and file names.
func CheckReleaseName(name string) error {
	switch {
	case !utf8.ValidString(name) || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }):
		return fmt.Errorf("release %.40q has characters that cannot be printed, such as a line end", name)
	case utf8.RuneCountInString(name) > maxReleaseName:
		return fmt.Errorf("release %.40q… is longer than %d characters", name, maxReleaseName)
	case strings.TrimSpace(name) != name || strings.Contains(name, "  "):
		return fmt.Errorf("release %q begins or ends with a space, or has two in a row", name)
	case strings.ContainsAny(name, `/\`) || strings.Contains(name, ".."):
		return fmt.Errorf(`release %q has a /, a \ or two dots in a row, which no name of a file may have`, name)
	default:
		return nil
	}
}
