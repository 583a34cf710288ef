// Package model holds the types of the GraphQL schema that are not records of the
// dataset.
package model

import (
	"doichieu/ent"
	"doichieu/record"
)

// Node is any record with an id: a record of package record, or an entity of
// package ent.
type Node any

// Edge is one entry of a page.
type Edge[T any] struct {
	Node  *T
	page  *Connection[T]
	place int
}

// Cursor returns the cursor from which paging continues after or before the entry.
func (e *Edge[T]) Cursor() string { return e.page.Mark(e.place) }

// Connection is a page of a list, as in the Relay specification.
type Connection[T any] struct {
	Nodes           []*T                   // the entries without their cursors
	Mark            func(place int) string // returns the cursor of an entry; a function because few queries select it
	HasNextPage     bool
	HasPreviousPage bool
	TotalCount      int // of the whole list
}

// Edges returns the entries with their cursors.
func (c *Connection[T]) Edges() []*Edge[T] {
	edges, all := make([]*Edge[T], len(c.Nodes)), make([]Edge[T], len(c.Nodes))
	for i, node := range c.Nodes {
		all[i] = Edge[T]{node, c, i}
		edges[i] = &all[i]
	}
	return edges
}

// PageInfo returns the position of the page in the list.
func (c *Connection[T]) PageInfo() *PageInfo {
	info := &PageInfo{HasNextPage: c.HasNextPage, HasPreviousPage: c.HasPreviousPage}
	if n := len(c.Nodes); n > 0 {
		start, end := c.Mark(0), c.Mark(n-1)
		info.StartCursor, info.EndCursor = &start, &end
	}
	return info
}

// PageInfo is the position of a page in its list.
type PageInfo struct {
	StartCursor     *string
	EndCursor       *string
	HasNextPage     bool
	HasPreviousPage bool
}

// The connections and edges of the schema.
type (
	ProvinceConnection      = Connection[ent.Province]
	ProvinceEdge            = Edge[ent.Province]
	PlanYearConnection      = Connection[record.PlanYear]
	PlanYearEdge            = Edge[record.PlanYear]
	DocumentConnection      = Connection[ent.Document]
	DocumentEdge            = Edge[ent.Document]
	IndicatorConnection     = Connection[ent.Indicator]
	IndicatorEdge           = Edge[ent.Indicator]
	TargetConnection        = Connection[record.Target]
	TargetEdge              = Edge[record.Target]
	OutcomeConnection       = Connection[record.Outcome]
	OutcomeEdge             = Edge[record.Outcome]
	TaskConnection          = Connection[record.Task]
	TaskEdge                = Edge[record.Task]
	AgencyConnection        = Connection[ent.Agency]
	AgencyEdge              = Edge[ent.Agency]
	LegalDocumentConnection = Connection[ent.LegalDocument]
	LegalDocumentEdge       = Edge[ent.LegalDocument]
	CitationConnection      = Connection[record.Citation]
	CitationEdge            = Edge[record.Citation]
	BudgetConnection        = Connection[record.Budget]
	BudgetEdge              = Edge[record.Budget]
	FindingConnection       = Connection[record.Finding]
	FindingEdge             = Edge[record.Finding]
	SearchResultConnection  = Connection[SearchResult]
	SearchResultEdge        = Edge[SearchResult]
)
