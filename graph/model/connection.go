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
	Cursor string
	Node   *T
}

// Connection is a page of a list, after the Relay specification.
type Connection[T any] struct {
	Edges      []*Edge[T]
	PageInfo   *PageInfo
	TotalCount int // of the whole list
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
