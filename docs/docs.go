// Package docs embeds the documentation that the program itself serves.
package docs

import _ "embed"

// DataDictionary explains every record and enumeration of the API, in
// Markdown. It is written by `make generate`.
//
//go:embed data-dictionary.md
var DataDictionary string
