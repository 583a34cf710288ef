package model

import (
	"doichieu/textsearch"
	"doichieu/vocab"
)

// SearchResult is a record that a search found.
type SearchResult struct {
	Kind    vocab.SearchKind
	Record  Node
	Title   []textsearch.Part
	TitleEn []textsearch.Part // nil when the record has no English title
}
