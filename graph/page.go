package graph

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"doichieu/apierror"
	"doichieu/graph/model"
	"doichieu/limit"
	"doichieu/store"
)

// pageArgs are the arguments that every connection has.
type pageArgs struct {
	first  *int
	after  *string
	last   *int
	before *string
}

// size returns the page size, and whether the page is taken from the end.
func (a pageArgs) size() (n int, fromEnd bool, err error) {
	if a.first != nil && a.last != nil {
		return 0, false, &apierror.Error{Code: apierror.BadUserInput, Argument: "last", Message: "first and last may not be given together."}
	}
	asked, argument := a.first, "first"
	if a.last != nil {
		asked, argument = a.last, "last"
	}
	if asked == nil {
		return limit.DefaultPageSize, false, nil
	}
	if *asked < 1 {
		return 0, false, &apierror.Error{Code: apierror.BadUserInput, Argument: argument,
			Message: fmt.Sprintf("%s is %d; it must be from 1 to %d.", argument, *asked, limit.MaxPageSize)}
	}
	if *asked > limit.MaxPageSize {
		return 0, false, limitExceeded(argument, "page size", *asked, limit.MaxPageSize)
	}
	return *asked, argument == "last", nil
}

// cursor is a position in an ordered list, by the value of the order's field and
// the sort key. It stays valid when the dataset is loaded again, even if the entry
// itself is gone.
type cursor struct {
	Field   string `json:"f,omitempty"`
	Value   any    `json:"v,omitempty"`
	SortKey string `json:"k"`
}

// encodeCursor encodes a cursor as opaque text, so that clients do not rely on its
// contents.
func encodeCursor(place any) string {
	encoded, err := json.Marshal(place)
	if err != nil { // names and numbers always encode
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(encoded)
}

// decodeCursor is the inverse of encodeCursor. It returns false for any other text.
func decodeCursor(text string, place any) bool {
	decoded, err := base64.RawURLEncoding.DecodeString(text)
	return err == nil && json.Unmarshal(decoded, place) == nil
}

// order is the order of a list.
type order struct {
	store.Order
	numeric bool // the field holds whole numbers rather than text
}

// naturalField is the schema's name for the natural order.
const naturalField = "NATURAL"

func orderBy(field string, direction model.OrderDirection, numeric bool) order {
	if field == naturalField {
		field = ""
	}
	return order{store.Order{Field: field, Descending: direction == model.OrderDirectionDesc}, numeric && field != ""}
}

// cursor makes the cursor of an entry.
func (o order) cursor(m store.Mark) string {
	c := cursor{Field: o.Field, SortKey: m.SortKey}
	switch {
	case o.numeric:
		c.Value = m.Value.Number
	case o.Field != "":
		c.Value = m.Value.Text
	}
	return encodeCursor(c)
}

// parse decodes a cursor, and returns an error unless it was made for this order.
func (o order) parse(argument string, text *string) (*store.Mark, error) {
	if text == nil {
		return nil, nil
	}
	var c cursor
	if decodeCursor(*text, &c) && isText(c.SortKey) && c.Field == o.Field {
		if value, ok := o.value(c.Value); ok {
			return &store.Mark{Value: value, SortKey: c.SortKey}, nil
		}
	}
	return nil, &apierror.Error{Code: apierror.BadUserInput, Argument: argument,
		Message: argument + " is not a cursor of this list in this order; take one from its edges."}
}

// maxExact is 2^53, below which float64 holds every whole number exactly.
const maxExact = 1 << 53

// value converts the value in a cursor. It returns false when the value does not
// have the type of the order's field.
func (o order) value(v any) (store.Value, bool) {
	if o.Field == "" {
		return store.Value{}, v == nil
	}
	if o.numeric {
		n, ok := v.(float64)
		return store.Value{Number: int64(n)}, ok && n == math.Trunc(n) && math.Abs(n) < maxExact
	}
	text, ok := v.(string)
	return store.Value{Text: text}, ok && !strings.ContainsRune(text, 0)
}

// isText reports whether s can be the sort key of a record.
func isText(s string) bool { return s != "" && !strings.ContainsRune(s, 0) }

// fetch is a function that returns the records at places of a list.
type fetch[T any] func(ctx context.Context, places []store.Place) ([]*T, error)

// paginate returns a page of a list. Cursors hold the sort key and value of an
// entry, not its position, so that they stay valid when entries come and go.
func paginate[T any](ctx context.Context, kind store.Kind, where conditions, args pageArgs, o order, take fetch[T]) (*model.Connection[T], error) {
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
	if err := checkNames(ctx, where); err != nil {
		return nil, err
	}
	list, err := release(ctx).List(ctx, kind)
	if err != nil {
		return nil, err
	}
	found := list.Find(where, o.Order)
	start, end := 0, len(found)
	if after != nil {
		_, start = list.Locate(found, o.Order, *after)
	}
	if before != nil {
		end, _ = list.Locate(found, o.Order, *before)
	}
	if length := end - start; length > size {
		if fromEnd {
			start = end - size
		} else {
			end = start + size
		}
	}
	page := &model.Connection[T]{
		HasNextPage: end < len(found), HasPreviousPage: start > 0, TotalCount: len(found),
	}
	if start >= end {
		page.Nodes = []*T{}
		return page, nil
	}
	positions := found[start:end]
	page.Mark = func(place int) string { return o.cursor(list.Mark(positions[place], o.Order)) }
	page.Nodes, err = fetchAt(ctx, list, positions, take)
	return page, err
}

func fetchAt[T any](ctx context.Context, list *store.List, positions []int32, take fetch[T]) ([]*T, error) {
	places := make([]store.Place, len(positions))
	for i, position := range positions {
		places[i] = list.Place(position)
	}
	return take(ctx, places)
}
