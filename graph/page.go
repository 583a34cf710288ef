package graph

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"entgo.io/ent/dialect/sql"

	"doichieu/graph/execute"
	"doichieu/graph/model"
)

// Page sizes.
const (
	defaultPage = 20
	maxPage     = 100
)

// pageArgs are the arguments that every connection has.
type pageArgs struct {
	first  *int
	after  *string
	last   *int
	before *string
}

// size is how many entries are asked for, and whether from the end.
func (a pageArgs) size() (n int, fromEnd bool, err error) {
	if a.first != nil && a.last != nil {
		return 0, false, &Error{Code: BadUserInput, Argument: "last", Message: "first and last may not be given together."}
	}
	asked, argument := a.first, "first"
	if a.last != nil {
		asked, argument = a.last, "last"
	}
	if asked == nil {
		return defaultPage, false, nil
	}
	if *asked < 1 {
		return 0, false, &Error{Code: BadUserInput, Argument: argument,
			Message: fmt.Sprintf("%s is %d; it must be from 1 to %d.", argument, *asked, maxPage)}
	}
	if *asked > maxPage {
		return 0, false, tooMuch(argument, "page size", *asked, maxPage)
	}
	return *asked, argument == "last", nil
}

// order is what a list is ordered by: a column, or the natural order alone,
// which also decides between equal values.
type order[T any] struct {
	field   string // as named in the schema; goes into cursors
	column  string // empty for the natural order
	value   func(*T) any
	numeric bool // the column holds whole numbers rather than text
	sortKey func(*T) string
	desc    bool
}

const sortKeyColumn = "sort_key"

// cursor is a place in an ordered list. It stays valid when the dataset is
// loaded again, even if the entry itself is gone.
type cursor struct {
	Field   string `json:"f,omitempty"`
	Value   any    `json:"v,omitempty"`
	SortKey string `json:"k"`
}

func (o order[T]) at(entry *T) *cursor {
	c := &cursor{SortKey: o.sortKey(entry)}
	if o.column != "" {
		c.Field, c.Value = o.field, o.value(entry)
	}
	return c
}

// encodeCursor makes a place opaque.
func encodeCursor(place any) string {
	encoded, err := json.Marshal(place)
	if err != nil { // names and numbers always encode
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(encoded)
}

// decodeCursor reads what encodeCursor made; false when it did not.
func decodeCursor(text string, place any) bool {
	decoded, err := base64.RawURLEncoding.DecodeString(text)
	return err == nil && json.Unmarshal(decoded, place) == nil
}

func (o order[T]) parse(argument string, text *string) (*cursor, error) {
	if text == nil {
		return nil, nil
	}
	var c cursor
	if !decodeCursor(*text, &c) || c.SortKey == "" || !o.fits(&c) {
		return nil, &Error{Code: BadUserInput, Argument: argument,
			Message: argument + " is not a cursor of this list in this order; take one from its edges."}
	}
	return &c, nil
}

// fits reports whether a cursor was made for this order.
func (o order[T]) fits(c *cursor) bool {
	if strings.ContainsRune(c.SortKey, 0) {
		return false
	}
	if o.column == "" {
		return c.Field == "" && c.Value == nil
	}
	return c.Field == o.field && o.holds(c.Value)
}

// maxExact is the end of the whole numbers that JSON carries exactly.
const maxExact = 1 << 53

// holds reports whether a value from a cursor can stand in the order's column.
func (o order[T]) holds(value any) bool {
	switch v := value.(type) {
	case float64:
		return o.numeric && v == math.Trunc(v) && math.Abs(v) < maxExact
	case string:
		return !o.numeric && !strings.ContainsRune(v, 0)
	default:
		return false
	}
}

// place selects the entries on one side of a cursor; compare is one of the
// Composite functions of package sql.
func (o order[T]) place(c *cursor, compare func([]string, ...any) *sql.Predicate) func(*sql.Selector) {
	return func(s *sql.Selector) {
		columns, values := []string{s.C(sortKeyColumn)}, []any{c.SortKey}
		if o.column != "" {
			columns, values = slices.Insert(columns, 0, s.C(o.column)), slices.Insert(values, 0, c.Value)
		}
		s.Where(compare(columns, values...))
	}
}

// after selects what comes behind a place in the list's order.
func (o order[T]) after(c *cursor) func(*sql.Selector) {
	if o.desc {
		return o.place(c, sql.CompositeLT)
	}
	return o.place(c, sql.CompositeGT)
}

// before selects what comes ahead of a place in the list's order.
func (o order[T]) before(c *cursor) func(*sql.Selector) {
	if o.desc {
		return o.place(c, sql.CompositeGT)
	}
	return o.place(c, sql.CompositeLT)
}

func (o order[T]) by(desc bool) func(*sql.Selector) {
	return func(s *sql.Selector) {
		columns := []string{sortKeyColumn}
		if o.column != "" {
			columns = []string{o.column, sortKeyColumn}
		}
		for _, column := range columns {
			if desc {
				s.OrderBy(sql.Desc(s.C(column)))
				continue
			}
			s.OrderBy(s.C(column))
		}
	}
}

// listQuery is what the generated query builders of ent have in common.
type listQuery[Q, T any, P, O ~func(*sql.Selector)] interface {
	Clone() Q
	Where(...P) Q
	Order(...O) Q
	Limit(int) Q
	All(context.Context) ([]*T, error)
	Count(context.Context) (int, error)
	Exist(context.Context) (bool, error)
}

// paginate cuts a page out of a list by keyset, so that its cost does not
// depend on how far in the page lies. whole may replace the bare rows by
// records with everything that hangs on them.
func paginate[Q listQuery[Q, T, P, O], T any, P, O ~func(*sql.Selector)](
	ctx context.Context, query Q, args pageArgs, o order[T], whole func(context.Context, []*T) ([]*T, error),
) (*model.Connection[T], error) {
	size, fromEnd, err := args.size()
	if err != nil {
		return nil, err
	}
	after, err := o.parse("after", args.after)
	if err != nil {
		return nil, err
	}
	before, err := o.parse("before", args.before)
	if err != nil {
		return nil, err
	}
	window := query.Clone()
	if after != nil {
		window = window.Where(P(o.after(after)))
	}
	if before != nil {
		window = window.Where(P(o.before(before)))
	}
	rows, err := window.Order(O(o.by(o.desc != fromEnd))).Limit(size + 1).All(ctx)
	if err != nil {
		return nil, err
	}
	more := len(rows) > size
	rows = rows[:min(size, len(rows))]
	if fromEnd {
		slices.Reverse(rows)
	}
	if whole != nil {
		if rows, err = whole(ctx, rows); err != nil {
			return nil, err
		}
	}
	page := &model.Connection[T]{
		Edges:    make([]*model.Edge[T], len(rows)),
		PageInfo: &model.PageInfo{},
		Count: func(ctx context.Context) (int, error) {
			execute.Waiting(ctx)
			return query.Clone().Count(ctx)
		},
	}
	for i, row := range rows {
		page.Edges[i] = &model.Edge[T]{Cursor: encodeCursor(o.at(row)), Node: row}
	}
	// Without a bound, the walk itself tells whether there is more on a side.
	page.PageInfo.Next, page.PageInfo.Previous = known(more && !fromEnd), known(more && fromEnd)
	if before != nil && (fromEnd || !more) {
		page.PageInfo.Next = exists(query, P(o.beside(rows, len(rows)-1, before, o.desc)))
	}
	if after != nil && (!fromEnd || !more) {
		page.PageInfo.Previous = exists(query, P(o.beside(rows, 0, after, !o.desc)))
	}
	if len(rows) > 0 {
		page.PageInfo.StartCursor, page.PageInfo.EndCursor = &page.Edges[0].Cursor, &page.Edges[len(rows)-1].Cursor
	}
	return page, nil
}

// beside selects what lies beyond a row on one side or, when the page is empty,
// at the cursor or beyond it.
func (o order[T]) beside(rows []*T, i int, c *cursor, smaller bool) func(*sql.Selector) {
	compare := sql.CompositeGT
	if smaller {
		compare = sql.CompositeLT
	}
	if len(rows) > 0 {
		return o.place(o.at(rows[i]), compare)
	}
	beyond := o.place(c, compare)
	return func(s *sql.Selector) {
		at := s.Clone()
		beyond(at)
		s.Where(sql.Or(at.P(), sql.EQ(s.C(sortKeyColumn), c.SortKey)))
	}
}

func known(answer bool) func(context.Context) (bool, error) {
	return func(context.Context) (bool, error) { return answer, nil }
}

func exists[Q listQuery[Q, T, P, O], T any, P, O ~func(*sql.Selector)](query Q, p P) func(context.Context) (bool, error) {
	return func(ctx context.Context) (bool, error) {
		execute.Waiting(ctx)
		return query.Clone().Where(p).Exist(ctx)
	}
}
