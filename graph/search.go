package graph

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"sort"
	"strconv"
	"unicode/utf8"

	"doichieu/apierror"
	"doichieu/graph/model"
	"doichieu/limit"
	"doichieu/textsearch"
	"doichieu/vocab"
)

func (*queryResolver) Search(ctx context.Context, text string, kinds []vocab.SearchKind, first *int, after *string) (*model.SearchResultConnection, error) {
	if n := utf8.RuneCountInString(text); n > limit.MaxSearchCharacters {
		return nil, limitExceeded("text", "number of characters", n, limit.MaxSearchCharacters)
	}
	size, _, err := pageArgs{first: first}.size()
	if err != nil {
		return nil, err
	}
	if len(kinds) == 0 {
		kinds = vocab.SearchKinds
	}
	index, err := release(ctx).SearchIndex(ctx)
	if err != nil {
		return nil, err
	}
	query := index.Parse(text)
	fingerprint := searchFingerprint(query, kinds)
	place, err := parseSearchCursor(after, fingerprint)
	if err != nil {
		return nil, err
	}
	hits := index.Find(query, kinds)
	start := 0
	if place != nil {
		start = sort.Search(len(hits), func(i int) bool { return hits[i].Place.Compare(*place) > 0 })
	}
	return searchPage(ctx, query, fingerprint, hits, start, min(start+size, len(hits)))
}

// searchPage returns the page of hits[start:end].
func searchPage(ctx context.Context, query textsearch.Query, fingerprint string, hits []textsearch.Hit, start, end int) (*model.SearchResultConnection, error) {
	records, err := searchRecords(ctx, hits[start:end])
	if err != nil {
		return nil, err
	}
	page := &model.SearchResultConnection{
		Nodes: make([]*model.SearchResult, len(records)),
		Mark: func(place int) string {
			return encodeCursor(searchCursor{Query: fingerprint, Place: hits[start+place].Place})
		},
		HasNextPage: end < len(hits), HasPreviousPage: start > 0, TotalCount: len(hits),
	}
	for i, hit := range hits[start:end] {
		page.Nodes[i] = &model.SearchResult{
			Kind: hit.Kind, Record: records[i], Title: hit.MarkTitle(query), TitleEn: hit.MarkTitleEn(query),
		}
	}
	return page, nil
}

// searchRecords returns the records of hits.
func searchRecords(ctx context.Context, hits []textsearch.Hit) ([]model.Node, error) {
	ids := make([]string, len(hits))
	for i, hit := range hits {
		ids[i] = hit.ID
	}
	found, err := nodes(ctx, ids)
	if err != nil {
		return nil, err
	}
	if slices.Contains(found, nil) {
		return nil, ErrReloaded
	}
	return found, nil
}

// searchCursor is a position in the results of one query. Like the cursors of
// lists, it stays valid when the dataset is loaded again.
type searchCursor struct {
	Query string           `json:"q"`
	Place textsearch.Place `json:"p"`
}

// searchFingerprint identifies a search by its query and kinds, so that a cursor
// of another search is recognized.
func searchFingerprint(query textsearch.Query, kinds []vocab.SearchKind) string {
	hash := fnv.New64a()
	fmt.Fprint(hash, query.Key(), slices.Compact(slices.Sorted(slices.Values(kinds))))
	return strconv.FormatUint(hash.Sum64(), 36)
}

func parseSearchCursor(text *string, fingerprint string) (*textsearch.Place, error) {
	if text == nil {
		return nil, nil
	}
	var c searchCursor
	if !decodeCursor(*text, &c) || c.Query != fingerprint {
		return nil, &apierror.Error{Code: apierror.BadUserInput, Argument: "after",
			Message: "after is not a cursor of this search; take one from the edges of the same text and kinds."}
	}
	return &c.Place, nil
}
