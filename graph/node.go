package graph

import (
	"context"
	"errors"
	"strings"
	"sync"

	"doichieu/ent"
	"doichieu/graph/model"
)

// node finds any record by its id: the first part of the path names the kind,
// and ids that begin with no kind belong to provinces. An unknown id gives nil.
func node(ctx context.Context, id string) (model.Node, error) {
	kind, _, isEntry := strings.Cut(id, "/")
	if find := entryKinds[kind]; isEntry && find != nil {
		return find(ctx, id)
	}
	return provinceNode(ctx, id)
}

// nodes finds several records at once, so that those of one kind are read
// together; nil stands for an unknown id.
func nodes(ctx context.Context, ids []string) ([]model.Node, error) {
	out, errs := make([]model.Node, len(ids)), make([]error, len(ids))
	var wait sync.WaitGroup
	for i, id := range ids {
		wait.Go(func() { out[i], errs[i] = node(ctx, id) })
	}
	wait.Wait()
	return out, errors.Join(errs...)
}

var entryKinds map[string]func(ctx context.Context, id string) (model.Node, error)

func init() {
	entryKinds = map[string]func(ctx context.Context, id string) (model.Node, error){
		"document":   func(ctx context.Context, id string) (model.Node, error) { return orNil(release(ctx).Document(id)) },
		"concept":    func(ctx context.Context, id string) (model.Node, error) { return orNil(release(ctx).Concept(id)) },
		"agency":     func(ctx context.Context, id string) (model.Node, error) { return orNil(release(ctx).Agency(id)) },
		"legal":      func(ctx context.Context, id string) (model.Node, error) { return orNil(release(ctx).LegalDocument(id)) },
		"initiative": func(ctx context.Context, id string) (model.Node, error) { return orNil(release(ctx).Initiative(id)) },
		"indicator":  indicatorNode,
		"citation": func(ctx context.Context, id string) (model.Node, error) {
			return queried(waiting(ctx).loaders.citation.Load(ctx, id))
		},
		"funding": func(ctx context.Context, id string) (model.Node, error) {
			return queried(waiting(ctx).loaders.statement.Load(ctx, id))
		},
		"duty": func(ctx context.Context, id string) (model.Node, error) {
			return queried(waiting(ctx).loaders.duty.Load(ctx, id))
		},
		"finding": func(ctx context.Context, id string) (model.Node, error) {
			return queried(waiting(ctx).loaders.findings.Load(ctx, id))
		},
	}
}

// orNil keeps a nil record from becoming a non-nil interface.
func orNil[T any](entry *T) (model.Node, error) {
	if entry == nil {
		return nil, nil
	}
	return entry, nil
}

func queried[T any](entry *T, err error) (model.Node, error) {
	if isAbsent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return orNil(entry)
}

func indicatorNode(ctx context.Context, id string) (model.Node, error) {
	code, _, isGoal := strings.Cut(id, "/goal/")
	indicator := release(ctx).Indicator(code)
	if indicator == nil || !isGoal {
		return orNil(indicator)
	}
	return orNil(byID(indicator.Edges.NationalGoals, id, func(g *ent.NationalGoal) string { return g.ID }))
}

// provinceNode resolves PROVINCE, PROVINCE/YEAR and PROVINCE/YEAR/KIND/LABEL.
func provinceNode(ctx context.Context, id string) (model.Node, error) {
	parts := strings.SplitN(id, "/", 4)
	if len(parts) == 1 {
		return orNil(release(ctx).Province(id))
	}
	planYearID := parts[0] + "/" + parts[1]
	if len(parts) == 4 && parts[2] == "budget" {
		return queried(waiting(ctx).loaders.budgets.Load(ctx, id))
	}
	if !release(ctx).HasPlanYear(planYearID) || len(parts) == 3 {
		return nil, nil
	}
	whole, err := planYear(ctx, planYearID)
	if err != nil || len(parts) == 2 {
		return whole, err
	}
	switch parts[2] {
	case "target":
		return targetNode(whole, id)
	case "outcome":
		return orNil(byID(whole.Edges.Outcomes, id, func(o *ent.Outcome) string { return o.ID }))
	case "task":
		return orNil(byID(whole.Edges.Tasks, id, func(t *ent.Task) string { return t.ID }))
	default:
		return nil, nil
	}
}

func targetNode(py *ent.PlanYear, id string) (model.Node, error) {
	targetID, _, isMeasure := strings.Cut(id, "/measure/")
	target := byID(py.Edges.Targets, targetID, func(t *ent.Target) string { return t.ID })
	if target == nil || !isMeasure {
		return orNil(target)
	}
	return orNil(byID(target.Edges.Measures, id, func(m *ent.Measure) string { return m.ID }))
}
