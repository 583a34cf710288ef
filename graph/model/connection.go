// Package model holds the objects of the GraphQL schema that are not records
// of the database.
package model

import (
	"context"

	"doichieu/ent"
)

// Node is any record that has an id: one of the entities of package ent.
type Node any

// Edge is one entry of a page.
type Edge[T any] struct {
	Cursor string
	Node   *T
}

// Connection is a page of a list, after the Relay specification.
type Connection[T any] struct {
	Edges    []*Edge[T]
	PageInfo *PageInfo
	Count    func(context.Context) (int, error) // counts the whole list
}

// Nodes are the entries without their cursors.
func (c *Connection[T]) Nodes() []*T {
	nodes := make([]*T, len(c.Edges))
	for i, edge := range c.Edges {
		nodes[i] = edge.Node
	}
	return nodes
}

// TotalCount counts the whole list; it runs only when a query asks for it.
func (c *Connection[T]) TotalCount(ctx context.Context) (int, error) { return c.Count(ctx) }

// PageInfo tells where a page stands. The two questions are answered only when
// a query asks them, since they may take a look at the database.
type PageInfo struct {
	StartCursor *string
	EndCursor   *string
	Next        func(context.Context) (bool, error)
	Previous    func(context.Context) (bool, error)
}

// HasNextPage reports whether the list goes on after the page.
func (p *PageInfo) HasNextPage(ctx context.Context) (bool, error) { return p.Next(ctx) }

// HasPreviousPage reports whether the list has entries before the page.
func (p *PageInfo) HasPreviousPage(ctx context.Context) (bool, error) { return p.Previous(ctx) }

// The connections and edges of the schema.
type (
	ProvinceConnection      = Connection[ent.Province]
	ProvinceEdge            = Edge[ent.Province]
	PlanYearConnection      = Connection[ent.PlanYear]
	PlanYearEdge            = Edge[ent.PlanYear]
	DocumentConnection      = Connection[ent.Document]
	DocumentEdge            = Edge[ent.Document]
	IndicatorConnection     = Connection[ent.Indicator]
	IndicatorEdge           = Edge[ent.Indicator]
	TargetConnection        = Connection[ent.Target]
	TargetEdge              = Edge[ent.Target]
	OutcomeConnection       = Connection[ent.Outcome]
	OutcomeEdge             = Edge[ent.Outcome]
	TaskConnection          = Connection[ent.Task]
	TaskEdge                = Edge[ent.Task]
	AgencyConnection        = Connection[ent.Agency]
	AgencyEdge              = Edge[ent.Agency]
	LegalDocumentConnection = Connection[ent.LegalDocument]
	LegalDocumentEdge       = Edge[ent.LegalDocument]
	CitationConnection      = Connection[ent.Citation]
	CitationEdge            = Edge[ent.Citation]
	BudgetConnection        = Connection[ent.Budget]
	BudgetEdge              = Edge[ent.Budget]
	FindingConnection       = Connection[ent.Finding]
	FindingEdge             = Edge[ent.Finding]
	SearchResultConnection  = Connection[SearchResult]
	SearchResultEdge        = Edge[SearchResult]
)
