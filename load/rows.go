package load

import (
	"cmp"
	"context"
	"reflect"
	"slices"
	"strings"
	"time"

	"doichieu/data"
	"doichieu/vocab"
)

// rows gathers rows of a dataset, to be inserted in order of reference.
type rows struct {
	writer  writer
	byTable map[*table][]row
}

// insertDataset writes every row of a dataset. It makes the rows of one province
// at a time, so that its memory does not grow with their number; rows refer to no
// other province's but by the registers.
func insertDataset(ctx context.Context, w writer, set *data.Dataset, o Options) error {
	r := &rows{writer: w, byTable: map[*table][]row{}}
	r.addRelease(set, o.Now)
	r.addRegisters(set)
	for _, py := range set.PlanYears() {
		r.add(reflect.ValueOf(py), py.FullID(), scope{file: noFile})
	}
	for i := range set.Documents {
		d := &set.Documents[i].Document
		r.add(reflect.ValueOf(d).Elem(), d.FullID(), scope{file: noFile})
	}
	if err := r.flush(ctx); err != nil {
		return err
	}
	written := 0
	for _, documents := range byProvince(set) {
		for _, f := range documents {
			r.addRecords(f)
		}
		if err := r.flush(ctx); err != nil {
			return err
		}
		written += len(documents)
		o.report(written, len(set.Documents))
	}
	for findings := range slices.Chunk(set.AllFindings(), insertChunk) {
		for i := range findings {
			r.add(reflect.ValueOf(findings[i]), findings[i].ID, scope{file: noFile})
		}
		if err := r.flush(ctx); err != nil {
			return err
		}
	}
	return nil
}

// byProvince groups the documents, in order.
func byProvince(set *data.Dataset) [][]*data.DocumentFile {
	var out [][]*data.DocumentFile
	places := map[string]int{}
	for i := range set.Documents {
		f := &set.Documents[i]
		place, known := places[f.Document.Province]
		if !known {
			place = len(out)
			places[f.Document.Province] = place
			out = append(out, nil)
		}
		out[place] = append(out[place], f)
	}
	return out
}

// flush inserts what was gathered, and forgets it.
func (r *rows) flush(ctx context.Context) error {
	for _, t := range tables {
		if err := r.writer.insert(ctx, t, r.byTable[t]); err != nil {
			return err
		}
	}
	clear(r.byTable)
	return nil
}

func (r *rows) addRelease(set *data.Dataset, now time.Time) {
	r.add(reflect.ValueOf(set.Header), set.Header.Release, scope{file: noFile, given: map[string]any{
		"checksum": set.Checksum, "rows_version": RowsVersion, "loaded_at": storedTime(now),
	}})
}

func (r *rows) addRegisters(set *data.Dataset) {
	for entry := range listed(reflect.ValueOf(set).Elem()) {
		r.add(entry, entry.Addr().Interface().(data.Entry).FullID(), scope{file: noFile})
	}
}

// addRecords adds what was entered from a document.
func (r *rows) addRecords(f *data.DocumentFile) {
	for record := range listed(reflect.ValueOf(f).Elem()) {
		id := record.Addr().Interface().(data.Record).FullID(&f.Document)
		r.add(record, id, scope{file: f, document: f.Document.FullID()})
	}
}

// listed goes through the entries or records of a dataset or a document file.
func listed(holder reflect.Value) func(yield func(reflect.Value) bool) {
	return func(yield func(reflect.Value) bool) {
		for _, f := range data.Fields(holder.Type()) {
			if !listsRecords(f) {
				continue
			}
			list := holder.Field(f.Index)
			for i := range list.Len() {
				if !yield(list.Index(i)) {
					return
				}
			}
		}
	}
}

// noFile is the file of what belongs to no document.
var noFile = &data.DocumentFile{}

// scope is where in a dataset a record stands.
type scope struct {
	file     *data.DocumentFile // or noFile
	document string             // its id
	year     int                // of the record or of the one that it belongs to
	owner    string             // name of the layout of what the record belongs to
	ownerID  string
	sources  []data.Source  // of the record or of the one that it is part of
	given    map[string]any // values of columns that the dataset does not have
}

func (in scope) planYearID(year int) any {
	if year == 0 {
		return nil
	}
	return data.PlanYearID(in.file.Document.Province, year)
}

func (in scope) referenceID(kind, name string) any {
	if name == "" {
		return nil
	}
	return in.file.ReferenceID(kind, name, in.year)
}

// add adds the row of a record, and those of all that it lists.
func (r *rows) add(record reflect.Value, id string, in scope) {
	l := layouts[record.Type()]
	if l.year >= 0 {
		in.year = int(record.Field(l.year).Int())
	}
	r.byTable[l.table] = append(r.byTable[l.table], l.row(record, id, in))
	in.owner, in.ownerID = l.name, id
	if l.sources >= 0 {
		in.sources = record.Field(l.sources).Interface().([]data.Source)
	}
	for _, list := range l.lists {
		r.addList(list, record, in)
	}
}

func (l *layout) row(record reflect.Value, id string, in scope) row {
	out := make(row, len(l.table.columns))
	for _, leaf := range l.leaves {
		out[leaf.column] = leaf.cell(valueAt(record, leaf.path), in)
	}
	for _, column := range l.rest {
		switch name := l.table.columns[column]; name {
		case "id":
			out[column] = id
		case "sort_key":
			out[column] = data.SortKey(id)
		case "document_id":
			out[column] = in.document
		case "province_id":
			out[column] = in.file.Document.Province
		case in.owner + "_id":
			out[column] = in.ownerID
		default:
			out[column] = in.given[name]
		}
	}
	return out
}

// valueAt follows a path of fields; what is left out on the way has only zeros.
func valueAt(v reflect.Value, path []int) reflect.Value {
	for _, field := range path {
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				v = reflect.New(v.Type().Elem())
			}
			v = v.Elem()
		}
		v = v.Field(field)
	}
	return v
}

// addList adds the rows of what a record lists in a field.
func (r *rows) addList(l list, record reflect.Value, in scope) {
	list := record.Field(l.Index)
	if c, ok := record.Interface().(data.Citation); ok {
		r.addSource(1, c.Source(), in)
		return
	}
	switch entries := list.Interface().(type) {
	case []data.Source:
		for i, s := range entries {
			r.addSource(i+1, s, in)
		}
	case []data.PlacedSource:
		for i, s := range entries {
			in.document = data.EntryID(data.KindDocument, s.Document)
			r.addSource(i+1, s.Source, in)
		}
	case []int: // numbers of sources
		for _, n := range entries {
			r.addSource(n, in.sources[n-1], in)
		}
	case []data.Cited:
		for _, c := range entries {
			r.addCitation(c.In(in.sources, vocab.CitationRole(l.Role)), in)
		}
	case []string:
		r.addLinks(l, entries, in)
	default:
		for i := range list.Len() {
			r.add(list.Index(i), data.PartID(in.ownerID, l.Part, i+1), in)
		}
	}
}

func (r *rows) addSource(n int, s data.Source, in scope) {
	r.add(reflect.ValueOf(s), data.PartID(in.ownerID, data.KindSource, n), in)
}

func (r *rows) addCitation(c data.Citation, in scope) {
	r.add(reflect.ValueOf(&c).Elem(), c.FullID(&in.file.Document), in)
}

// addLinks adds a row for each record that is named.
func (r *rows) addLinks(l list, names []string, in scope) {
	for i, name := range names {
		added := make(row, len(l.links.columns))
		for column, header := range l.links.columns {
			switch header {
			case "id":
				added[column] = linkID(l, in.ownerID, name, i)
			case in.owner + "_id":
				added[column] = in.ownerID
			case l.Column:
				added[column] = in.referenceID(l.Refers, name)
			case "role":
				added[column] = l.Role
			case "position":
				added[column] = i
			}
		}
		r.byTable[l.links] = append(r.byTable[l.links], added)
	}
}

func linkID(l list, owner, name string, position int) string {
	if l.Role == "" {
		return data.PartID(owner, l.Refers, position+1)
	}
	return owner + "/" + strings.ToLower(l.Role) + "/" + name
}

// parentsFirst orders rows so that those that others refer to come before them,
// and keeps their order otherwise.
func parentsFirst(rows []row, parent int) []row {
	ordered := make([]row, len(rows))
	for i, at := range totalsFirst(rows, func(r row) string { return r[0].(string) }, func(r row) string {
		total, _ := r[parent].(string)
		return total
	}) {
		ordered[i] = rows[at]
	}
	return ordered
}

// totalsFirst orders records so that what a record refers to (its total, say)
// comes before it, and keeps the order otherwise.
func totalsFirst[T any](records []T, key, total func(T) string) []int {
	totalOf := map[string]string{}
	for _, record := range records {
		totalOf[key(record)] = total(record)
	}
	depth := depths(totalOf)
	order := make([]int, len(records))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(depth[key(records[a])], depth[key(records[b])]) })
	return order
}

// depths tells for each key how many totals stand above it. Each is passed once.
// Those that lead into a circle are deeper than all others.
func depths(totalOf map[string]string) map[string]int {
	endless := len(totalOf)
	out := map[string]int{}
	for at := range totalOf {
		var chain []string
		for isNew(at, totalOf, out) {
			out[at] = endless // for a chain that comes back here
			chain = append(chain, at)
			at = totalOf[at]
		}
		depth, known := out[at]
		if !known {
			depth = -1 // no record
		}
		for _, key := range slices.Backward(chain) {
			depth = min(depth+1, endless)
			out[key] = depth
		}
	}
	return out
}

// isNew reports whether a key is one of a record whose depth is not known.
func isNew(key string, totalOf map[string]string, depths map[string]int) bool {
	_, record := totalOf[key]
	_, known := depths[key]
	return record && !known
}
