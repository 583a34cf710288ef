package graph

import (
	"context"
	"errors"
	"strings"
	"sync"

	"github.com/99designs/gqlgen/graphql"

	"doichieu/ent"
	"doichieu/graph/model"
	"doichieu/record"
)

// node returns the record with an id, or nil. An id is a path: its first part is a
// kind of record or, when it is none of entryKinds, a province.
func node(ctx context.Context, id string) (model.Node, error) {
	kind, _, isEntry := strings.Cut(id, "/")
	if find := entryKinds[kind]; isEntry && find != nil {
		return find(ctx, id)
	}
	return provinceNode(ctx, id)
}

// nodes returns several records, in the order of ids, with nil for an unknown id.
// It looks them up concurrently, so that the loaders batch their reads.
func nodes(ctx context.Context, ids []string) ([]model.Node, error) {
	out, errs := make([]model.Node, len(ids)), make([]error, len(ids))
	var wait sync.WaitGroup
	for i, id := range ids {
		wait.Go(func() { out[i], errs[i] = nodeUnlessPanic(ctx, id) })
	}
	wait.Wait()
	return out, errors.Join(errs...)
}

// nodeUnlessPanic calls node in a separate goroutine, where a panic would end the
// program, and returns a panic as an error.
func nodeUnlessPanic(ctx context.Context, id string) (found model.Node, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = graphql.GetOperationContext(ctx).Recover(ctx, cause)
		}
	}()
	return node(ctx, id)
}

// entryKinds maps the first part of an id to the function that finds the record.
var entryKinds map[string]func(ctx context.Context, id string) (model.Node, error)

func init() {
	entryKinds = map[string]func(ctx context.Context, id string) (model.Node, error){
		"document": func(ctx context.Context, id string) (model.Node, error) { return asNode(release(ctx).Document(id)) },
		"concept":  func(ctx context.Context, id string) (model.Node, error) { return asNode(release(ctx).Concept(id)) },
		"agency":   func(ctx context.Context, id string) (model.Node, error) { return asNode(release(ctx).Agency(id)) },
		"legal": func(ctx context.Context, id string) (model.Node, error) {
			return asNode(release(ctx).LegalDocument(id))
		},
		"initiative": func(ctx context.Context, id string) (model.Node, error) { return asNode(release(ctx).Initiative(id)) },
		"finding":    func(ctx context.Context, id string) (model.Node, error) { return asNode(release(ctx).Finding(id)) },
		"indicator":  indicatorNode,
	}
	for _, kind := range record.BodyKinds {
		entryKinds[kind] = func(ctx context.Context, id string) (model.Node, error) { return bodyNode(ctx, kind, id) }
	}
}

// asNode returns a record as a Node. It keeps a nil pointer from becoming a non-nil
// interface.
func asNode[T any](entry *T) (model.Node, error) {
	if entry == nil {
		return nil, nil
	}
	return entry, nil
}

// bodyNode returns a record from the body of a document, whose id is
// KIND/DOCUMENT/….
func bodyNode(ctx context.Context, kind, id string) (model.Node, error) {
	document := release(ctx).Document("document/" + strings.Split(id, "/")[1])
	if document == nil {
		return nil, nil
	}
	found, err := body(ctx, document.ID)
	if err != nil {
		return nil, err
	}
	return found.Find(kind, id), nil
}

func indicatorNode(ctx context.Context, id string) (model.Node, error) {
	code, _, isGoal := strings.Cut(id, "/goal/")
	indicator := release(ctx).Indicator(code)
	if indicator == nil || !isGoal {
		return asNode(indicator)
	}
	return asNode(byID(indicator.Edges.NationalGoals, id, func(g *ent.NationalGoal) string { return g.ID }))
}

// provinceNode resolves PROVINCE, PROVINCE/YEAR and PROVINCE/YEAR/KIND/LABEL.
func provinceNode(ctx context.Context, id string) (model.Node, error) {
	parts := strings.SplitN(id, "/", 4)
	switch {
	case len(parts) == 1:
		return asNode(release(ctx).Province(id))
	case len(parts) == 3:
		return nil, nil
	case len(parts) == 4 && parts[2] == "budget":
		found, err := budget(ctx, id)
		if err != nil {
			return nil, err
		}
		return asNode(found)
	}
	whole, err := planYearOf(ctx, id)
	if err != nil || whole == nil {
		return nil, err
	}
	if len(parts) == 2 {
		return whole, nil
	}
	switch parts[2] {
	case "target":
		return targetNode(whole, id)
	case "outcome":
		return asNode(byID(whole.Outcomes, id, func(o *record.Outcome) string { return o.ID }))
	case "task":
		return asNode(byID(whole.Tasks, id, func(t *record.Task) string { return t.ID }))
	default:
		return nil, nil
	}
}

// planYearOf returns the plan year, with its records, that an id begins with, or
// nil.
func planYearOf(ctx context.Context, id string) (*record.PlanYear, error) {
	parts := strings.SplitN(id, "/", 3)
	planYearID := strings.Join(parts[:min(2, len(parts))], "/")
	if !release(ctx).HasPlanYear(planYearID) {
		return nil, nil
	}
	return planYear(ctx, planYearID)
}

func targetNode(py *record.PlanYear, id string) (model.Node, error) {
	targetID, _, isMeasure := strings.Cut(id, "/measure/")
	target := byID(py.Targets, targetID, func(t *record.Target) string { return t.ID })
	if target == nil || !isMeasure {
		return asNode(target)
	}
	for i := range target.Measures {
		if target.Measures[i].ID == id {
			return &target.Measures[i], nil
		}
	}
	return nil, nil
}
