// Package model holds the objects of the GraphQL schema that are not records
// of the database.
package model

import (
	"doichieu/ent"
	"doichieu/record"
)

// Node is any record that has an id: one of the entities of package ent.
type Node any

// Edge is one entry of a page.
type Edge[T any] struct {
	Node *T
	Mark func() string // makes the cursor, which few queries ask for
}

// Cursor is where to go on from.
func (e *Edge[T]) Cursor() string { return e.Mark() }

// Connection is a page of a list, after the Relay specification.
type Connection[T any] struct {
	Edges           []*Edge[T]
	HasNextPage     bool
	HasPreviousPage bool
	TotalCount      int // of the whole list
}

// PageInfo tells where the page stands.
func (c *Connection[T]) PageInfo() *PageInfo {
	info := &PageInfo{HasNextPage: c.HasNextPage, HasPreviousPage: c.HasPreviousPage}
	if n := len(c.Edges); n > 0 {
		start, end := c.Edges[0].Cursor(), c.Edges[n-1].Cursor()
		info.StartCursor, info.EndCursor = &start, &end
	}
	return info
}

// Nodes are the entries without their cursors.
func (c *Connection[T]) Nodes() []*T {
	nodes := make([]*T, len(c.Edges))
	for i, edge := range c.Edges {
		nodes[i] = edge.Node
	}
	return nodes
}

// PageInfo tells where a page stands.
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
