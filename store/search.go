package store

import (
	"context"
	"fmt"

	"doichieu/ent"
	"doichieu/ent/finding"
	"doichieu/ent/target"
	"doichieu/ent/task"
	"doichieu/textsearch"
	"doichieu/vocab"
)

// SearchIndex returns the index over the release's records, made when it is
// first asked for.
func (r *Release) SearchIndex(ctx context.Context) (*textsearch.Index, error) {
	r.searchMu.Lock() // also while reading: one index is made, not one for each request
	defer r.searchMu.Unlock()
	if r.search != nil {
		return r.search, nil
	}
	entries, err := r.searchEntries(ctx)
	if err != nil {
		return nil, fmt.Errorf("read what can be searched: %w", err)
	}
	r.search = textsearch.NewIndex(entries)
	return r.search, nil
}

func (r *Release) searchEntries(ctx context.Context) ([]textsearch.Entry, error) {
	out := r.registerEntries()
	targets, err := r.client.Target.Query().Select(target.FieldID, target.FieldSortKey, target.FieldWording).All(ctx)
	if err != nil {
		return nil, err
	}
	for _, t := range targets {
		out = append(out, textsearch.Entry{Kind: vocab.SearchTarget, ID: t.ID, SortKey: t.SortKey, Title: t.Wording})
	}
	tasks, err := r.client.Task.Query().Select(task.FieldID, task.FieldSortKey, task.FieldTitle).All(ctx)
	if err != nil {
		return nil, err
	}
	for _, t := range tasks {
		out = append(out, textsearch.Entry{Kind: vocab.SearchTask, ID: t.ID, SortKey: t.SortKey, Title: t.Title})
	}
	findings, err := r.client.Finding.Query().
		Select(finding.FieldID, finding.FieldSortKey, finding.FieldMessage, finding.FieldMessageEn).All(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range findings {
		out = append(out, textsearch.Entry{Kind: vocab.SearchFinding, ID: f.ID, SortKey: f.SortKey, Title: f.Message, TitleEn: f.MessageEn})
	}
	return out, nil
}

func (r *Release) registerEntries() []textsearch.Entry {
	var out []textsearch.Entry
	for _, i := range r.Indicators {
		out = append(out, textsearch.Entry{Kind: vocab.SearchIndicator, ID: i.ID, SortKey: i.SortKey, Title: i.Name, TitleEn: i.NameEn})
	}
	for _, a := range r.agencies {
		out = append(out, r.agencyEntry(a))
	}
	for _, l := range r.legal {
		out = append(out, legalEntry(l))
	}
	return out
}

// agencyEntry is also found with the name of its province, since every
// province has a Sở Tài chính.
func (r *Release) agencyEntry(a *ent.Agency) textsearch.Entry {
	entry := textsearch.Entry{
		Kind: vocab.SearchAgency, ID: a.ID, SortKey: a.SortKey, Title: a.Name, TitleEn: a.NameEn, Names: a.Aliases,
	}
	if a.ProvinceID != nil {
		entry.Within = r.Province(*a.ProvinceID).Name
	}
	return entry
}

// legalEntry shows number and title together; each is a name by itself, so
// that the whole number is a whole match.
func legalEntry(l *ent.LegalDocument) textsearch.Entry {
	entry := textsearch.Entry{Kind: vocab.SearchLegalDocument, ID: l.ID, SortKey: l.SortKey, Title: l.Title}
	if l.Number != nil {
		entry.Title = *l.Number + ": " + l.Title
		entry.Names = []string{*l.Number, l.Title}
	}
	return entry
}
