package store

import (
	"context"
	"fmt"

	"doichieu/ent"
	"doichieu/textsearch"
	"doichieu/vocab"
)

// SearchIndex returns the index over the release's records. It is made when first
// asked for, which fails with db.ErrReplaced when the release was dropped before.
func (r *Release) SearchIndex(ctx context.Context) (*textsearch.Index, error) {
	return r.search.get(ctx, func(ctx context.Context) (*textsearch.Index, error) {
		entries, err := r.searchEntries(ctx)
		if err != nil {
			return nil, fmt.Errorf("read what can be searched: %w", err)
		}
		return textsearch.NewIndex(entries), nil
	})
}

func (r *Release) searchEntries(ctx context.Context) ([]textsearch.Entry, error) {
	out := r.registerEntries()
	var key, title string
	columns := []any{&key, &title}
	err := r.forEachRow(ctx, "SELECT sort_key, wording FROM space.targets", columns, func() {
		out = append(out, textsearch.Entry{Kind: vocab.SearchTarget, ID: idIn(key), SortKey: key, Title: title})
	})
	if err != nil {
		return nil, err
	}
	err = r.forEachRow(ctx, "SELECT sort_key, title FROM space.tasks", columns, func() {
		out = append(out, textsearch.Entry{Kind: vocab.SearchTask, ID: idIn(key), SortKey: key, Title: title})
	})
	for i, f := range r.findings {
		out = append(out, textsearch.Entry{Kind: vocab.SearchFinding, ID: f.ID, SortKey: r.findingKeys[i], Title: f.Message, TitleEn: f.MessageEn})
	}
	return out, err
}

func (r *Release) registerEntries() []textsearch.Entry {
	var out []textsearch.Entry
	names := map[string][]string{} // of the provinces
	for _, p := range r.Provinces {
		entry := textsearch.Entry{Kind: vocab.SearchProvince, ID: p.ID, SortKey: p.SortKey, Title: p.Name, TitleEn: p.NameEn}
		entry.Names, entry.Around = textsearch.ProvinceNames(p.Name)
		names[p.ID] = entry.Names
		out = append(out, entry)
	}
	for _, i := range r.Indicators {
		out = append(out, textsearch.Entry{Kind: vocab.SearchIndicator, ID: i.ID, SortKey: i.SortKey, Title: i.Name, TitleEn: i.NameEn})
	}
	for _, a := range r.Agencies {
		out = append(out, r.agencyEntry(a, names))
	}
	for _, l := range r.LegalDocuments {
		out = append(out, legalEntry(l))
	}
	return out
}

// agencyEntry can also be found by the names of its province, since every
// province has a Sở Tài chính.
func (r *Release) agencyEntry(a *ent.Agency, names map[string][]string) textsearch.Entry {
	entry := textsearch.Entry{
		Kind: vocab.SearchAgency, ID: a.ID, SortKey: a.SortKey, Title: a.Name, TitleEn: a.NameEn, Names: a.Aliases,
	}
	if a.ProvinceID != nil {
		entry.Within = r.Province(*a.ProvinceID).Name
		entry.Around = names[*a.ProvinceID]
	}
	return entry
}

// legalEntry shows number and title together. Each is also a name by itself, so
// that the complete number is an exact match.
func legalEntry(l *ent.LegalDocument) textsearch.Entry {
	entry := textsearch.Entry{Kind: vocab.SearchLegalDocument, ID: l.ID, SortKey: l.SortKey, Title: l.Title}
	if l.Number != nil {
		entry.Title = *l.Number + ": " + l.Title
		entry.Names = []string{*l.Number, l.Title}
	}
	return entry
}
